//! Press databases: files saved from them, and other files that hold several articles.

use std::fs;

use serde_json::{Value, json};

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
        limier.article("news·20230503·PH·1"),
        json!({
            "id": "news·20230503·PH·1", "url": null, "title": "Le pont rouvre", "title_derived": false,
            "description": null, "body": "Les camions attendent encore.", "published": "2023-05-03",
            "modified": null, "source": "Le Phare", "section": "Sciences", "authors": ["Anne Morel"],
            "tags": [], "language": "fr", "also": [],
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

/// Returns the articles of a file beside the project, in the order of the file when their
/// ids have a number.
fn read(file: &str) -> (Vec<Value>, String) {
    let path = in_repository("../shared/formats/press").join(file);
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let limier = Limier::new().file(&name, fs::read(&path).unwrap());
    let said = limier.call("index").arg(&name).output();
    let mut articles = limier.call("export").json_lines();
    let number = |article: &Value| {
        let id = article["id"].as_str().unwrap();
        id.rsplit_once('#').and_then(|(_, number)| number.parse::<u32>().ok())
    };
    articles.sort_by_key(number);
    (articles, format!("{}{}", said.stdout, said.stderr))
}

fn expected(file: &str) -> Value {
    let path = in_repository("../shared/formats/press").join(file);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Returns text without its blanks, which markup and lines give differently.
fn plain(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect()
}

/// Checks what is expected of an article: fields that are null say nothing.
#[track_caller]
fn check(article: &Value, expected: &Value, place: &str) {
    for (field, value) in expected.as_object().unwrap() {
        if value.is_null() {
            continue;
        }
        let found = &article[field];
        match field.as_str() {
            "id" | "title" | "source" | "section" => {
                assert_eq!(plain(found), plain(value), "{field} of {place}");
            }
            "published" => {
                let day = |value: &Value| value.as_str().unwrap_or_default()[..10].to_owned();
                assert_eq!(day(found), day(value), "day of {place}");
            }
            "author" => {
                let authors = article["authors"].to_string();
                let name = value.as_str().unwrap();
                let name = name.split('@').next().unwrap_or_default();
                let words = name.split(|char: char| !char.is_alphanumeric());
                // `Recueilli par` announces a name and is none.
                let of_names = words.filter(|word| word.len() > 2 && *word != "Recueilli");
                for word in of_names.filter(|word| *word != "par") {
                    assert!(authors.contains(word), "{name} in {authors} of {place}");
                }
            }
            "body_start" => {
                let body = plain(&article["body"]);
                assert!(body.starts_with(&plain(value)), "{value} opens {body:.200} of {place}");
            }
            "subtitle" => {
                let lead = plain(&article["description"]);
                assert!(lead.contains(&plain(value)), "{value} in {lead} of {place}");
            }
            "language" => assert_eq!(found, "fr", "language of {place}"),
            _ => {}
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn every_file_of_the_databases_has_what_is_expected() {
    let databases = ["europresse", "factiva", "lexisnexis", "nexis"];
    let all = expected("expected.json");
    let mut checked = 0;
    for (file, expected) in all.as_object().unwrap() {
        if !databases.iter().any(|database| file.starts_with(database)) {
            continue;
        }
        checked += 1;
        let (articles, said) = read(file);
        assert_eq!(json!(articles.len()), expected["articles"], "articles of {file}: {said}");
        // An export is in the order of days; where ids are known they tell the article.
        for place in ["first", "second", "last"] {
            let one = &expected[place];
            if one.is_null() {
                continue;
            }
            let fits = |article: &&Value| match (&one["id"], &one["title"]) {
                (Value::Null, Value::Null) => article["source"] == one["source"],
                (Value::Null, title) => article["title"] == *title,
                (id, _) => article["id"] == *id,
            };
            let article = articles.iter().find(fits);
            let article = article.unwrap_or_else(|| panic!("the {place} of {file}"));
            check(article, one, &format!("the {place} of {file}"));
        }
        for (list, field) in
            [("titles", "title"), ("published", "published"), ("sources", "source")]
        {
            for value in expected[list].as_array().into_iter().flatten() {
                let is_there = articles.iter().any(|article| article[field] == *value);
                assert!(is_there, "{value} among the {list} of {file}");
            }
        }
    }
    assert_eq!(checked, 12);
}

#[test]
#[ignore = "needs ../shared"]
fn all_articles_of_a_collection_of_europresse_have_what_is_expected() {
    let (articles, _) = read("europresse/pesquet_19-11-21_a_26-10-23.HTML");
    let expected = expected("europresse/pesquet.expected.json");
    let expected = expected.as_array().unwrap();
    assert_eq!((articles.len(), expected.len()), (305, 305));
    for one in expected {
        let found = articles.iter().find(|article| article["id"] == one["id"]);
        let article = found.unwrap_or_else(|| panic!("{}", one["id"]));
        check(article, one, &one["id"].to_string());
        if one["section"].is_null() {
            assert_eq!(article["section"], Value::Null, "section of {}", one["id"]);
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_text_and_the_page_of_factiva_hold_the_same() {
    let [(page, _), (text, _)] = ["factiva/Factiva.htm", "factiva/Factiva2-text.html"].map(read);
    assert_eq!((page.len(), text.len()), (40, 40));
    for article in &page {
        let same = text.iter().find(|other| other["id"] == article["id"]).unwrap();
        for field in ["title", "source", "section", "published"] {
            assert_eq!(plain(&same[field]), plain(&article[field]), "{field} of {}", article["id"]);
        }
        assert_eq!(same["authors"], article["authors"]);
        // A hyphen and a star at the end of a line may have been of the word.
        let letters = |value: &Value| plain(value).replace(['-', '*'], "");
        assert_eq!(letters(&same["body"]), letters(&article["body"]), "body of {}", article["id"]);
    }
}
