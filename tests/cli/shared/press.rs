//! Real files of press databases, and what is expected of them.
//!
//! Each article is compared field by field, texts without their blanks.

use std::fs;

use serde_json::{Value, json};

use crate::shared::data::shared;
use crate::support::Limier;

/// Returns the articles of a file beside the project, in the order of the file when their
/// ids have a number.
fn read(file: &str) -> (Vec<Value>, String) {
    let path = shared("formats/press").join(file);
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
    let path = shared("formats/press").join(file);
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
        for signs_of_others in
            ["Certificat émis", "Numéro de document", "Doc-LegalInfo", "lblNodoc"]
        {
            assert!(
                !plain(&article["body"]).contains(&signs_of_others.replace(' ', "")),
                "{}",
                one["id"]
            );
        }
        assert!(!article["authors"].to_string().contains('@'), "authors of {}", one["id"]);
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
