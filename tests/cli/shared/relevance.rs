//! Relevance must not fall: the larger sets of judged queries.
//!
//! A floor is raised when the ranking gets better, and never lowered to pass.

use crate::relevance::eval;
use crate::shared::data::shared;
use crate::support::Limier;

/// The sets of `../shared/relevance` with the least that each must reach: collection,
/// queries and judgments, measure, floor.
const SETS: [(&str, &str, &str, f64); 9] = [
    ("known/collection.jsonl.zst", "known/titles", "mrr_10", 0.720),
    ("known/collection.jsonl.zst", "known/short", "mrr_10", 0.3978),
    ("known/collection.jsonl.zst", "known/short-unaccented", "mrr_10", 0.395),
    ("known/collection.jsonl.zst", "known/short-inflected", "mrr_10", 0.3024),
    ("known/collection.jsonl.zst", "known/standfirsts", "mrr_10", 0.6208),
    ("known/collection.jsonl.zst", "known/dated-year", "mrr_10", 0.4534),
    ("known/collection.jsonl.zst", "known/dated-month", "mrr_10", 0.5646),
    ("piaf/collection.jsonl", "piaf/questions", "mrr_10", 0.8005),
    ("tags/collection.jsonl.zst", "tags/tags", "ndcg_10", 0.539),
];

#[test]
#[ignore = "needs ../shared"]
fn judged_sets_beside_the_project_reach_their_floors() {
    let shared = shared("relevance");
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
