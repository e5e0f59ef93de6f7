//! The sample articles of the repository.
//!
//! They are indexed as they lie there, with the command that the README gives.

use serde_json::json;

use crate::support::{Limier, in_repository};

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
