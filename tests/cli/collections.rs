//! Real collections: the sample articles of the repository, and the beginning of the
//! corpus that lies beside it on the project's machine.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::{Limier, corpus_lines, in_repository};

const ARTICLES: &str = "tests/fixtures/articles";

#[test]
fn the_sample_articles_are_all_indexed() {
    let limier = Limier::new();
    let path = in_repository(ARTICLES);
    let found = limier.index(path.to_str().unwrap()).args(["--format", "json"]).json();
    assert_eq!((&found["indexed"], &found["rejected"]), (&json!(32), &json!(0)));
    assert_eq!((&found["total"], &found["skipped"]), (&json!(32), &json!({})));
    let languages = &limier.info().args(["--format", "json"]).json()["languages"];
    assert_eq!(*languages, json!({"fr": 30, "en": 2}));
}

#[test]
fn the_command_of_the_readme_shows_its_article_first() {
    let limier = Limier::new();
    let path = in_repository(ARTICLES);
    let call = limier.index(path.to_str().unwrap());
    let answer = call.args(["--search", "intelligence artificielle"]).text();
    let lines: Vec<&str> = answer.lines().collect();
    assert!(lines[0].starts_with("32 indexed, "), "{answer}");
    assert!(lines[4].starts_with(" 1. L’**intelligence** **artificielle** au chevet"), "{answer}");
    assert!(lines[7].ends_with("/intelligence-artificielle-hopital.txt"), "{answer}");
}

/// Lines of the corpus that are indexed.
const LINES: usize = 3_000;

#[test]
fn every_record_of_the_corpus_is_indexed_or_named() {
    let Some(lines) = corpus_lines(LINES) else { return };
    assert_eq!(lines.len(), LINES);
    let records: Vec<Value> =
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_blank = |value: &Value| value.as_str().is_none_or(|text| text.trim().is_empty());
    let texts = ["title", "description", "heading", "body"];
    let has_text = |record: &&Value| texts.iter().any(|&name| !is_blank(&record[name]));
    let indexed = records.iter().filter(has_text).count();
    let ids: HashSet<_> = records.iter().filter(has_text).map(|record| &record["id"]).collect();

    let limier = Limier::new().file("corpus.jsonl", lines.join("\n"));
    let output = limier.index("corpus.jsonl").args(["--format", "json"]).output();
    let found: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(found["indexed"], indexed);
    assert_eq!(found["rejected"], LINES - indexed);
    assert_eq!(output.stderr.lines().count(), LINES - indexed, "{}", output.stderr);
    assert_eq!(found["total"], ids.len());
    assert_eq!(limier.len(), ids.len() as u64);
    assert!(!limier.ids("grève SNCF").is_empty());
}
