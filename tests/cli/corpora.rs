//! Corpora as researchers keep them: those of `IRaMuTeQ`, TXM and TEI, texts with what is said of
//! them above or beside, and spreadsheets.

use std::fs;

use serde_json::json;

use crate::archives::{tar, zip};
use crate::support::{Limier, summary};

#[test]
fn a_corpus_of_iramuteq_is_as_many_articles_as_it_has_texts() {
    let corpus = "**** *source_Le_Phare *amj_20200615 *titre_Le_pont_rouvre *type_reportage\n\
                  Les camions attendent encore.\n\n**** *source_Le_Phare *titre_Le_quai_ferme\n\
                  Il est trop vieux.\n";
    let limier = Limier::new().file("corpus.txt", corpus);
    limier.index("corpus.txt").stdout(summary(2, 0, 0, 1, 2)).run();
    assert_eq!(
        limier.said("corpus.txt#1"),
        json!({
            "id": "corpus.txt#1", "title": "Le pont rouvre",
            "body": "Les camions attendent encore.", "published": "2020-06-15",
            "source": "Le Phare", "tags": ["type_reportage"], "language": "fr",
        })
    );
    for tag in ["tag:reportage", "tag:type_reportage"] {
        assert_eq!(limier.ids(tag), ["corpus.txt#1"], "{tag}");
    }
}

#[test]
fn a_corpus_of_txm_is_as_many_articles_as_it_has_texts() {
    let corpus = "<corpus><text titre=\"Le pont rouvre\" journal=\"Le Phare\" date=\"2020-06-15\">\
                  Les camions attendent encore.</text><text titre=\"Le quai ferme\">Il est trop \
                  vieux.</text></corpus>";
    let limier = Limier::new().file("corpus.xml", corpus);
    limier.index("corpus.xml").stdout(summary(2, 0, 0, 1, 2)).run();
    let article = limier.article("corpus.xml#1");
    assert_eq!(article["source"], "Le Phare");
    assert_eq!(article["published"], "2020-06-15");
}

#[test]
fn a_page_in_tei_is_as_many_articles_as_it_has_divisions_of_this_type() {
    let article = |title: &str| {
        format!("<div type=\"article\"><head>{title}</head><p>Les camions attendent.</p></div>")
    };
    let document = format!(
        "<TEI><teiHeader><fileDesc><sourceDesc><bibl><title>Le Phare</title><date \
         when=\"1875-04-04\"/></bibl></sourceDesc></fileDesc></teiHeader><text><body>{}{}</body>\
         </text></TEI>",
        article("Le pont rouvre"),
        article("Le quai ferme")
    );
    let limier = Limier::new().file("page.xml", document);
    limier.index("page.xml").stdout(summary(2, 0, 0, 0, 2)).run();
    let found = limier.article("page.xml#2");
    assert_eq!((&found["title"], &found["source"]), (&json!("Le quai ferme"), &json!("Le Phare")));
    assert_eq!(limier.ids("date:1875-04").len(), 2);
}

#[test]
fn texts_are_described_by_the_table_beside_them() {
    let table =
        "id,titre,date,journal\na,Le pont rouvre,2020-06-15,Le Phare\nB.txt,Le quai,,Le Phare\n";
    let limier = Limier::new()
        .file("txm/a.txt", "Les camions attendent.\nEnfin.\n")
        .file("txm/b.txt", "Il ferme.\n")
        .file("txm/c.txt", "Sans titre\nEncore.\n")
        .file("txm/metadata.csv", table);
    limier.index("txm").stdout(summary(3, 0, 0, 2, 3)).run();
    let article = limier.article("txm/a.txt");
    assert_eq!(article["title"], "Le pont rouvre");
    assert_eq!(article["body"], "Les camions attendent.\nEnfin.");
    assert_eq!(
        (&article["published"], &article["source"]),
        (&json!("2020-06-15"), &json!("Le Phare"))
    );
    assert_eq!(limier.article("txm/c.txt")["title"], "Sans titre");
    limier.index("txm").stdout(summary(0, 0, 0, 0, 3) + "4 files unchanged\n").run();
}

#[test]
fn texts_are_read_again_when_what_is_said_of_them_changes() {
    let limier = Limier::new()
        .file("txm/a.txt", "Les camions attendent.\n")
        .file("txm/b.txt", "Il ferme.\n");
    limier.index("txm").stdout(summary(2, 0, 0, 2, 2)).run();
    let write = |table: &str| fs::write(limier.path("txm/metadata.csv"), table).unwrap();
    write("id,titre\na,Le pont\nb,Le quai\n");
    limier.index("txm").stdout(summary(2, 2, 0, 2, 2)).run();
    assert_eq!(limier.article("txm/b.txt")["title"], "Le quai");
    write("id,titre\na,Le pont\nb,Le port\n");
    limier.index("txm").stdout(summary(1, 1, 0, 1, 2) + "1 file unchanged\n").run();
    assert_eq!(limier.article("txm/b.txt")["title"], "Le port");
    fs::remove_file(limier.path("txm/metadata.csv")).unwrap();
    limier.index("txm").stdout(summary(2, 2, 0, 2, 2)).run();
    assert_eq!(limier.article("txm/b.txt")["title_derived"], true);
}

#[test]
fn a_text_is_found_by_its_name_however_its_accents_are_written() {
    let limier = Limier::new()
        .file("txm/e\u{301}te\u{301}.txt", "Les camions attendent.\n")
        .file("txm/metadata.csv", "id,titre\nété,Le pont\n")
        .indexed();
    assert_eq!(limier.article("txm/e\u{301}te\u{301}.txt")["title"], "Le pont");
}

#[test]
fn rows_that_describe_no_text_are_named() {
    let limier = Limier::new()
        .file("txm/a.txt", "Les camions attendent.\n")
        .file("txm/metadata.csv", "id,titre\na,Le pont\nz,Le quai\n");
    limier
        .index("txm")
        .stdout(summary(1, 0, 1, 1, 1))
        .stderr("txm/metadata.csv:3: no text beside this file is named `z`; put it there, or take this row out\n")
        .code(1)
        .run();
    // A table that describes none of the files beside it is a table of articles.
    let limier = Limier::new()
        .file("b.txt", "Il ferme.\n")
        .file("metadata.csv", "id,titre\na,Le pont\nz,Le quai\n")
        .indexed();
    assert_eq!(limier.article("z")["title"], "Le quai");
}

#[test]
fn in_an_archive_a_table_that_describes_texts_is_named_and_makes_no_articles() {
    let files: [(&str, &[u8]); 3] = [
        ("txm/metadata.csv", b"id,titre\na,Le pont\n"),
        ("txm/a.txt", b"Les camions attendent.\n"),
        // One with texts of its own is a table of articles, whatever its name.
        ("ouest/metadata.csv", b"id,titre,texte\nz,Le quai,Il ferme.\n"),
    ];
    for (name, bytes) in [("txm.zip", zip(files)), ("txm.tar", tar(files))] {
        let limier = Limier::new().file(name, bytes);
        limier
            .index(name)
            .stdout(summary(2, 0, 1, 2, 2))
            .stderr(format!(
                "{name}/txm/metadata.csv: describes texts beside it, which in an archive are read \
                 without it; unpack the archive and index the folder\n"
            ))
            .code(1)
            .run();
        assert_eq!(limier.article("z")["title"], "Le quai");
        assert_eq!(limier.article(&format!("{name}/txm/a.txt"))["title_derived"], true);
    }
}

#[test]
fn texts_have_their_fields_above_them() {
    let text = "---\ntitle: Le pont rouvre\nauthor: [Anne Morel, Jean Petit]\ndate: 2020-06-15\n---\n# Le pont \
                rouvre\n\nLes **camions** attendent.\n";
    let limier =
        Limier::new().file("a.md", text).file("b.txt", text).file("c.md", "# Rien").file("d", "x");
    limier.call("index").args(["a.md", "b.txt"]).stdout(summary(2, 0, 0, 0, 2)).run();
    for id in ["a.md", "b.txt"] {
        let article = limier.article(id);
        assert_eq!(article["title"], "Le pont rouvre");
        assert_eq!(article["body"], "Les camions attendent.");
        assert_eq!(article["authors"], json!(["Anne Morel", "Jean Petit"]));
    }
}

#[test]
fn readers_comments_are_no_body() {
    let limier = Limier::new()
        .file("a.csv", "url,title,content,comments\nhttps://phare.fr/a,Le pont,Il rouvre.,Bravo\n")
        .file("b.json", r#"{"id": "b", "title": "Le pont", "text": "Il rouvre.", "comments": "Bravo"}"#)
        .file("c.xml", "<doc title='Le pont' id='c'><main><p>Il rouvre.</p></main><comments><p>Bravo</p></comments></doc>");
    limier.call("index").args(["a.csv", "b.json", "c.xml"]).output();
    assert_eq!(limier.len(), 3);
    for id in ["https://phare.fr/a", "b", "c"] {
        assert_eq!(limier.article(id)["body"], "Il rouvre.", "{id}");
    }
}
