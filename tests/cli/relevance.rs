//! Relevance must not fall: the judged sample articles.
//!
//! The judgments of `tests/fixtures/judged` were made by reading all the sample
//! articles: grade 2 answers the query, grade 1 bears on it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Limier, in_repository};

/// Returns a folder whose index holds the sample articles, under the names that the
/// judgments give them.
pub(crate) fn samples() -> Limier {
    let mut limier = Limier::new();
    let articles = "tests/fixtures/articles";
    for entry in fs::read_dir(in_repository(articles)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        limier = limier.file(&format!("{articles}/{name}"), fs::read(&path).unwrap());
    }
    limier.index(articles).text();
    limier
}

#[test]
fn the_sample_articles_answer_the_judged_queries() {
    let limier = samples();
    let found =
        eval(&limier, "ix", &in_repository("tests/fixtures/judged"), "queries.tsv", "qrels");
    assert!(found["queries"].as_u64().unwrap() >= 40, "{found}");
    assert_at_least(&found, "mrr_10", 0.94);
    assert_at_least(&found, "ndcg_10", 0.95);
    assert_at_least(&found, "recall_10", 0.97);
}

/// Measures the queries of a file against the judgments of another.
#[track_caller]
pub(crate) fn eval(
    limier: &Limier,
    index: &str,
    folder: &Path,
    queries: &str,
    qrels: &str,
) -> Value {
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
