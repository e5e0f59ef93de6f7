//! Relevance must not fall: the judged sample articles, and larger sets where they are
//! at hand.
//!
//! The judgments of `tests/fixtures/judged` were made by reading all the sample
//! articles: grade 2 answers the query, grade 1 bears on it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Limier, in_repository};

#[test]
fn the_sample_articles_answer_the_judged_queries() {
    let mut limier = Limier::new();
    let articles = "tests/fixtures/articles";
    for entry in fs::read_dir(in_repository(articles)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        limier = limier.file(&format!("{articles}/{name}"), fs::read(&path).unwrap());
    }
    limier.index(articles).text();
    let found =
        eval(&limier, "ix", &in_repository("tests/fixtures/judged"), "queries.tsv", "qrels");
    assert!(found["queries"].as_u64().unwrap() >= 40, "{found}");
    assert_at_least(&found, "mrr_10", 0.94);
    assert_at_least(&found, "ndcg_10", 0.95);
    assert_at_least(&found, "recall_10", 0.97);
}

/// The sets of `../shared/relevance` with the least that each must reach: collection,
/// queries and judgments, measure, floor.
const SETS: [(&str, &str, &str, f64); 7] = [
    ("known/collection.jsonl.zst", "known/titles", "mrr_10", 0.71),
    ("known/collection.jsonl.zst", "known/short", "mrr_10", 0.385),
    ("known/collection.jsonl.zst", "known/short-unaccented", "mrr_10", 0.38),
    ("known/collection.jsonl.zst", "known/short-inflected", "mrr_10", 0.28),
    ("known/collection.jsonl.zst", "known/standfirsts", "mrr_10", 0.62),
    ("piaf/collection.jsonl", "piaf/questions", "mrr_10", 0.787),
    ("tags/collection.jsonl.zst", "tags/tags", "ndcg_10", 0.53),
];

#[test]
fn judged_sets_beside_the_project_reach_their_floors() {
    let shared = in_repository("../shared/relevance");
    if !shared.exists() {
        println!("skipped: {} is not on this machine", shared.display());
        return;
    }
    let limier = Limier::new();
    let mut low = Vec::new();
    for (collection, set, measure, floor) in SETS {
        let index = collection.split('/').next().unwrap();
        if !limier.path(index).exists() {
            let path = shared.join(collection);
            limier.bare("index").args(["--index", index, path.to_str().unwrap()]).text();
        }
        let found =
            eval(&limier, index, &shared, &format!("{set}.queries.tsv"), &format!("{set}.qrels"));
        let value = found[measure].as_f64().unwrap();
        println!("{set}: {measure} {value:.4}, at least {floor}");
        if value < floor {
            low.push(set);
        }
    }
    assert!(low.is_empty(), "below their floor: {low:?}");
}

/// Measures the queries of a file against the judgments of another.
#[track_caller]
fn eval(limier: &Limier, index: &str, folder: &Path, queries: &str, qrels: &str) -> Value {
    let [queries, qrels] = [queries, qrels].map(|name| folder.join(name));
    limier
        .bare("eval")
        .args(["--index", index, "--limit", "10", "--format", "json"])
        .args(["--queries", queries.to_str().unwrap(), "--qrels", qrels.to_str().unwrap()])
        .json()
}

#[track_caller]
fn assert_at_least(found: &Value, measure: &str, floor: f64) {
    let value = found[measure].as_f64().unwrap();
    println!("judged samples: {measure} {value:.4}, at least {floor}");
    assert!(value >= floor, "{measure} is {value:.4}, below {floor}");
}
