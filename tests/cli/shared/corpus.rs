//! The corpus: no record is lost, and copies are counted.
//!
//! Both are counted here from the lines themselves, without limier.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::shared::data::{CORPUS, corpus_lines, shared};
use crate::support::Limier;

/// Lines of the corpus that are indexed.
const LINES: usize = 3_000;

#[test]
#[ignore = "needs ../shared"]
fn every_record_of_the_corpus_is_indexed_or_named() {
    let lines = corpus_lines(LINES);
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

#[test]
#[ignore = "needs ../shared"]
fn exact_copies_of_the_corpus_are_known() {
    let lines = corpus_lines(usize::MAX);
    let mut bodies = HashMap::<String, u64>::new();
    for line in &lines {
        let record: Value = serde_json::from_str(line).unwrap();
        let body = record["body"].as_str().unwrap();
        *bodies.entry(body.to_owned()).or_default() += 1;
    }
    bodies.remove("");
    let repeated = bodies.values().map(|count| count - 1).sum::<u64>();
    assert_eq!(repeated, 2_045);
    let limier = Limier::new();
    let corpus = shared(CORPUS);
    limier.index(corpus.to_str().unwrap()).output();
    let info = limier.info().args(["--format", "json"]).json();
    assert_eq!(info["copies"]["same"], repeated);
    assert_eq!(info["copies"]["same_groups"], bodies.values().filter(|count| **count > 1).count());
}
