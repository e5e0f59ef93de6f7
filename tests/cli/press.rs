//! Press databases: files saved from them, and other files that hold several articles.
//!
//! Cut at any byte or nested without end, each ends in articles or in lines.

use std::fs;

use serde_json::json;

use crate::support::{Limier, in_repository};

/// An article of Europresse, as saved today.
fn europresse(title: &str, number: u32) -> String {
    format!(
        "<article><header><div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">Le Phare, no. 7\
         </span></div><div class=\"rdp__DocHeader\"><span class=\"DocHeader\">Sciences, mercredi 3 mai 2023 215 mots, \
         p. 8</span></div><div class=\"titreArticle\"><p class=\"titreArticleVisu rdp__articletitle\">{title}</p></div>\
         <p class='sm-margin-bottomNews'>Anne Morel</p></header><section><div class=\"DocText clearfix\"><p>Les camions \
         attendent encore.</p></div></section><footer><small>© 2023 Le Phare</small><div class=\"publiC-lblNodoc\">\
         news&#183;20230503&#183;PH&#183;{number}</div></footer></article>"
    )
}

#[test]
fn a_file_of_europresse_is_as_many_articles_as_it_holds() {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"/><title></title></head><body>{}{}</body></html>",
        europresse("Le pont rouvre", 1),
        europresse("Le quai ferme", 2)
    );
    let limier = Limier::new().file("collecte.HTML", page).indexed();
    assert_eq!(
        limier.said("news·20230503·PH·1"),
        json!({
            "id": "news·20230503·PH·1", "title": "Le pont rouvre",
            "body": "Les camions attendent encore.", "published": "2023-05-03",
            "source": "Le Phare", "section": "Sciences", "authors": ["Anne Morel"],
            "language": "fr",
        })
    );
    assert_eq!(limier.len(), 2);
}

#[test]
fn a_text_that_seems_to_hold_several_articles_is_named_with_their_number() {
    let text = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne ne sait quand ce sera.\n";
    let part = |title: &str, day: u32| format!("{title}\n{day} mai 2023\n\n{text}\n");
    let parts = part("Le pont rouvre", 3) + &part("Le quai ferme", 4) + &part("La gare brûle", 5);
    let cut = Limier::new().file("a.txt", &parts).indexed();
    assert_eq!(cut.len(), 3);
    assert_eq!(cut.article("a.txt#2")["published"], "2023-05-04");
    let named = Limier::new().file("a.txt", format!("Revue\n{text}\n{parts}"));
    let output = named.call("index").arg("a.txt").output();
    let said = format!("{}{}", output.stdout, output.stderr);
    assert!(said.contains("a.txt: seems to hold 3 articles"), "{said}");
    assert!(said.contains("1 indexed") && said.contains("1 rejected"), "{said}");
}

#[test]
fn a_page_that_seems_to_hold_several_articles_is_named_with_their_number() {
    let text =
        "Les camions attendent encore que le pont rouvre, et personne ne sait quand ce sera.";
    let part = |title: &str, day: u32| {
        format!(
            "<div><h2>{title}</h2><p>Le Phare, {day} mai 2023</p><p>{text}</p><p>{text}</p></div>"
        )
    };
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Revue</title></head><body>{}{}</body></html>",
        part("Le pont rouvre", 3),
        part("Le quai ferme", 9)
    );
    let limier = Limier::new().file("revue.html", page);
    let output = limier.index("revue.html").output();
    assert_eq!(output.code, 1);
    assert!(output.stderr.starts_with("revue.html: seems to hold 2 articles, kept as one"));
    assert!(output.stdout.contains("1 indexed") && output.stdout.contains("1 rejected"));
    assert!(limier.article("revue.html")["body"].as_str().unwrap().contains("Le quai ferme"));
}

/// Returns the samples of the databases and of other files of several articles.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = in_repository("tests/fixtures/formats");
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let kinds = ["docx", "elements", "europresse", "factiva", "lexisnexis"];
    let mut samples: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| kinds.iter().any(|kind| name.starts_with(kind)))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect();
    samples.sort();
    assert_eq!(samples.len(), 8);
    samples
}

#[test]
fn files_of_databases_that_are_cut_anywhere_end_in_articles_or_lines() {
    let mut limier = Limier::new();
    let mut names = Vec::new();
    for (sample, content) in samples() {
        // Of some twenty thousand bytes, or as large as it is where parts must not repeat.
        let times = if sample.starts_with("docx") { 1 } else { 20_000 / content.len() };
        let step = if times == 1 { 100 } else { 1000 };
        let long = content.repeat(times);
        for length in (step..long.len()).step_by(step) {
            let name = format!("d/{length}-{sample}");
            limier = limier.file(&name, &long[..length]);
            names.push(name);
        }
    }
    let output = limier.index("d").output();
    assert!(output.code < 2, "{}", output.stderr);
    for name in names {
        // An article of a database has its own id: what became of each file its own run tells.
        let told = limier.index(&name).args(["--dry-run", "--force", "--format", "json"]).output();
        let told: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
        let count = |key: &str| told[key].as_u64().unwrap();
        let is_skipped = !told["skipped"].as_object().unwrap().is_empty();
        assert!(count("indexed") + count("rejected") > 0 || is_skipped, "{name}: {told}");
    }
    assert!(!output.stderr.contains("panic"), "{}", output.stderr);
}

#[test]
fn files_of_databases_that_nest_without_end_cost_themselves() {
    let mut limier = Limier::new().file("d/z.txt", "Le pont rouvre");
    for (sample, content) in samples() {
        let Ok(text) = String::from_utf8(content) else { continue };
        let at = text.len() / 2;
        let at = text[at..].find('\n').map_or(at, |next| at + next);
        let deep = format!("{}{}{}", &text[..at], "<div><text><p>".repeat(1000), &text[at..]);
        limier = limier.file(&format!("d/{sample}"), deep);
    }
    let output = limier.index("d").output();
    assert!(output.code < 2 && !output.stderr.contains("panic"), "{}", output.stderr);
    assert!(output.stderr.lines().count() < 10, "{}", output.stderr);
    assert!(limier.ids("pont").contains(&"d/z.txt".to_owned()));
}

/// Two articles of a text of Factiva, the title of each with a letter of its own.
fn starred() -> String {
    let article = |number: u32| {
        format!(
            "*HD* \tL’été n° {number} à Nîmes\n*WC* \t12 mots\n*PD* \t{number} août 2022\n*SN* \tLe Phare\n*LA* \tFrançais\n\
             *LP* \n\nLes camions, arrivés à l’aube, attendent.\n\n*AN* \t\nDocument PHARE0002022080{number}ei3f0000{number}\n\n"
        )
    };
    article(1) + &article(2)
}

#[test]
fn files_are_cut_in_whatever_encoding_they_are() {
    let corpus = "**** *titre_L’été\nÀ Nîmes.\n**** *titre_Noël\nÀ Brest.\n";
    let report = |number: u32| {
        format!(
            "Document {number} de 2\n\nLe Phare\n\n{number} août 2022\n\nL’été à Nîmes\n\nRUBRIQUE: Été\n\nDéjà.\n\n"
        )
    };
    let samples = [starred(), corpus.to_owned(), report(1) + &report(2)];
    for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::MACINTOSH, encoding_rs::UTF_8] {
        for (number, sample) in samples.iter().enumerate() {
            for sample in [sample.clone(), sample.replace('\n', "\r\n"), sample.replace('\n', "\r")]
            {
                let bytes = encoding.encode(&sample).0.into_owned();
                let limier = Limier::new().file("a.txt", bytes).indexed();
                let place = format!("sample {number} in {}: {sample:?}", encoding.name());
                assert_eq!(limier.len(), 2, "{place}");
                assert!(limier.call("export").output().stdout.contains("été"), "{place}");
            }
        }
    }
}

/// Checks how many articles files hold together, and what is said of them.
#[track_caller]
fn check_files(name: &str, content: &str, articles: u64, said: &str) {
    let limier = Limier::new().file(name, content);
    let output = limier.call("index").arg(name).output();
    let found = format!("{}{}", output.stdout, output.stderr);
    assert!(found.contains(said), "{said} in {found}");
    assert!(found.contains(&format!("{articles} indexed")), "{articles} in {found}");
}

#[test]
fn pages_of_one_database_behind_one_another_are_all_read() {
    let page = |body: &str| format!("<html><head></head><body>{body}</body></html>\n");
    let old = "<span class=\"DocPublicationName\">Le Phare, no. 7</span><span class=\"DocHeader\">Sciences, mardi 2 \
               octobre 2012 215 mots, p. 8</span><span class=\"TitreArticleVisu\">Le phare</span><span \
               class=\"DocText\"><p>Il brille encore.</p></span>";
    let new = europresse("Le pont rouvre", 1) + &europresse("Le quai ferme", 2);
    for pages in [[old, &new], [&new, old]] {
        check_files("a.html", &pages.map(page).concat(), 3, " 0 rejected");
    }
    let foreign = page("<h1>Le pont</h1><p>Il rouvre.</p>");
    let said = "a.html: holds 1 more articles or pages, of another database";
    check_files("a.html", &(page(&new) + &foreign), 2, said);
    check_files("a.html", &(page(&new) + &foreign + &page(old)), 3, said);
}

#[test]
fn texts_of_two_databases_in_one_file_are_named() {
    let report =
        "Document 1 de 1\n\nLe Phare\n\n3 mai 2022\n\nLe pont\n\nRUBRIQUE: Vie\n\nIl rouvre.\n\n";
    let said = "a.txt: holds 2 more articles or pages, of another database";
    check_files("a.txt", &format!("{report}{}", "\n".repeat(300) + &starred()), 1, said);
    let corpus = format!("**** *num_1\nIl rouvre.\n**** *num_2\nIl ferme.\n{}", starred());
    check_files("a.txt", &corpus, 2, said);
    // A text may quote one.
    let number = "Document PHARE00020220801ei3f00001";
    let corpus = format!("**** *num_1\nIl rouvre.\n{number}\n**** *num_2\nIl ferme.\n{number}\n");
    check_files("a.txt", &corpus, 2, " 0 rejected");
}

#[test]
fn texts_that_are_counted_need_no_database() {
    let part = |number: u32| {
        format!(
            "Document {number} de 2\n\nLe pont {number}\n\nLe Phare, {number} mai 2022\n\nIl rouvre.\n\n"
        )
    };
    check_files("a.txt", &(part(1) + &part(2)), 2, " 0 rejected");
}
