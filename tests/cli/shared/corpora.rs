//! Corpora and tables as researchers keep them: every file has as many articles as it is said
//! to have.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::shared::data::shared;
use crate::support::Limier;

/// The folder of these files, from [`shared`].
const PRESS: &str = "formats/press";

/// Returns the articles of a file or of a folder, and what was said while they were indexed.
fn read(name: &str) -> (Vec<Value>, String) {
    let path = shared(&format!("{PRESS}/{name}"));
    let root = path.parent().unwrap();
    let files = if path.is_dir() { files_in(&path) } else { vec![path.clone()] };
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    let add = |limier: Limier, file: &Path| limier.file(&name(file), fs::read(file).unwrap());
    let limier = files.iter().fold(Limier::new(), |limier, file| add(limier, file));
    let said = limier.index(&name(&path)).output();
    (limier.call("export").json_lines(), format!("{}{}", said.stdout, said.stderr))
}

fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Checks every file of a folder that something is expected of.
#[track_caller]
fn check(folder: &str, files: usize) {
    let expected = fs::read(shared(&format!("{PRESS}/expected.json"))).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let mut checked = 0;
    for (file, expected) in expected.as_object().unwrap() {
        if !file.starts_with(folder) {
            continue;
        }
        checked += 1;
        let (articles, said) = read(file);
        assert_eq!(json!(articles.len()), expected["articles"], "articles of {file}: {said}");
        if let Some(title) = expected["first_title"].as_str() {
            assert!(articles.iter().any(|it| it["title"] == title), "{title} in {file}");
        }
        if let Some(day) = expected["published"].as_str() {
            assert!(articles.iter().all(|it| it["published"] == day), "{day} in {file}");
        }
        if let Some(first) = expected["first"].as_object() {
            let is_it = |it: &&Value| it["title"] == first["title"];
            let article = articles.iter().find(is_it).unwrap_or_else(|| panic!("first of {file}"));
            assert_eq!(article["source"], first["source"], "source of the first of {file}");
            assert_eq!(article["published"], first["published"], "day of the first of {file}");
            assert_eq!(article["authors"], json!([first["author"]]), "author in {file}");
        }
    }
    assert_eq!(checked, files, "files of {folder}");
}

#[test]
#[ignore = "needs ../shared"]
fn corpora_of_iramuteq_are_read() {
    check("iramuteq/", 2);
    let (articles, _) = read("iramuteq/Escarpit.txt");
    let of = |title: &str| articles.iter().find(|it| it["title"] == title).unwrap();
    let article = of("Lecture et télévision");
    assert_eq!(article["language"], "fr");
    assert!(article["tags"].as_array().unwrap().contains(&json!("subject_infocom")), "{article}");
    assert_eq!(of("the concept of mass")["language"], "en");
}

#[test]
#[ignore = "needs ../shared"]
fn corpora_of_txm_are_read() {
    check("txm/", 2);
    let (articles, said) = read("txm/2023-10-18_Le_Parisien_Gael_Lombart.xml");
    assert_eq!(articles.len(), 1, "{said}");
    let article = &articles[0];
    assert_eq!(article["source"], "Le Parisien");
    assert_eq!(article["published"], "2023-10-18");
    assert_eq!(article["url"], "https://www.leparisien.fr/x");
    assert!(article["body"].as_str().unwrap().starts_with("Chapô.\nFallait"), "{article}");
}

#[test]
#[ignore = "needs ../shared"]
fn documents_of_tei_are_read() {
    check("tei/", 2);
    let (articles, _) = read("tei/lefigaro.tei.xml");
    let article = &articles[0];
    assert_eq!(article["published"], "2024-11-22");
    assert_eq!(article["source"], "Le Figaro");
    assert_eq!(article["authors"], json!(["Le Figaro et AFP"]));
    assert!(!article["body"].as_str().unwrap().contains("spoup"), "comments of readers");
    let (articles, _) = read("tei/LaDepeche_1875_assig2.xml");
    let is_bulletin = |it: &&Value| it["title"] == "Bulletin Politique";
    let article = articles.iter().find(is_bulletin).unwrap();
    let body = article["body"].as_str().unwrap();
    assert!(body.starts_with("Rappelons en quelques lignes"), "{body}");
    assert!(body.contains("réussir, de se dêvouer"), "the third column");
    assert!(!body.contains("CIRCULAIRE"), "another article");
}

#[test]
#[ignore = "needs ../shared"]
fn tables_and_spreadsheets_are_read() {
    check("tables/", 4);
    let of = |file: &str| {
        let (mut articles, said) = read(file);
        articles.sort_by_key(|it| it["id"].to_string());
        assert!(articles.iter().all(|it| !it["published"].is_null()), "dates of {file}: {said}");
        articles
    };
    let without_dates = |articles: &[Value]| -> Vec<Value> {
        let fields = ["id", "title", "body", "source", "authors", "published"];
        articles.iter().map(|it| fields.iter().map(|field| it[field].clone()).collect()).collect()
    };
    let [csv, xlsx] = ["tables/csv_output.csv", "tables/excel_output.xlsx"].map(of);
    assert_eq!(without_dates(&csv), without_dates(&xlsx));
    assert_eq!(csv.len(), of("tables/excel_sep.csv").len());
}

#[test]
#[ignore = "needs ../shared"]
fn what_trafilatura_writes_is_one_article_in_any_form() {
    for form in ["csv", "md", "txt", "xml"] {
        let (articles, said) = read(&format!("tables/lefigaro.{form}"));
        assert_eq!(articles.len(), 1, "{form}: {said}");
        let article = &articles[0];
        assert_eq!(article["published"], "2024-11-22", "{form}");
        let title = article["title"].as_str().unwrap();
        assert!(title.starts_with("Guerre en Ukraine : la Russie affirme"), "{form}: {title}");
        let url = article["url"].as_str().unwrap();
        assert!(url.starts_with("https://www.lefigaro.fr/international/"), "{form}: {url}");
        let body = article["body"].as_str().unwrap();
        // Texts have no mark between the article and what readers say of it.
        let has_marks = ["csv", "xml"].contains(&form);
        assert!(!(has_marks && body.contains("spoup")), "comments of readers in {form}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn exports_of_sites_and_libraries_are_read() {
    check("gallica/", 1);
    let (articles, _) = read("gallica/bpt6k37947d.texteBrut.txt");
    let article = &articles[0];
    assert_eq!(article["published"], "1904-10");
    assert_eq!(article["source"], "Journal des économistes");
    assert!(article["body"].as_str().unwrap().starts_with("ECONOMISTES"), "{article:.300}");
    check("wordpress/", 1);
    check("impresso/", 1);
}

#[test]
#[ignore = "needs ../shared"]
fn what_zotero_writes_is_read() {
    for file in ["zotero.csv", "zotero_csl.json", "zotero.ris"] {
        let (articles, said) = read(&format!("biblio/{file}"));
        assert_eq!(articles.len(), 1, "{said}");
        let article = &articles[0];
        assert_eq!(article["published"], "2019-02-17", "{file}");
        assert!(article["description"].as_str().unwrap().starts_with("Trois mois"), "{article}");
    }
    let (articles, _) = read("biblio/zotero.csv");
    let article = &articles[0];
    assert_eq!(article["source"], "Le Monde.fr");
    assert_eq!(article["tags"], json!(["gilets jaunes", "mobilisation"]));
    assert!(article["body"].is_null(), "notes are no body: {article}");
}
