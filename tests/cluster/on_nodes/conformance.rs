//! The data beside the project in a cluster and in a folder: what is found, how many there are,
//! and how good the order is.
//!
//! It takes minutes, and is run by hand.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use super::{forget, queries};
use crate::nodes::Nodes;
use crate::typed::{Ran, run};

/// Judged queries of each set that are asked.
const JUDGED: usize = 150;

fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path)
}

/// Returns the lines of judged queries, every so many of them, so that there are `most`.
fn some_of(path: &str, most: usize) -> Vec<String> {
    let list = fs::read_to_string(beside(path)).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    let each = lines.len().div_ceil(most).max(1);
    lines.into_iter().step_by(each).map(str::to_owned).collect()
}

/// Returns queries of all kinds, some five hundred.
fn of_all_kinds() -> Vec<String> {
    let mut all = queries();
    for (set, most) in
        [("titles", 70), ("short", 70), ("short-unaccented", 40), ("standfirsts", 40)]
    {
        let judged = some_of(&format!("relevance/known/{set}.queries.tsv"), most);
        all.extend(judged.iter().filter_map(|line| Some(line.split_once('\t')?.1.to_owned())));
    }
    all
}

/// What a search answers, as far as both are to answer alike.
struct Answer {
    told: Value,
    code: Option<i32>,
    ids: Vec<String>,
    scores: Vec<i64>,
}

fn ask(place: &str, home: &Path, query: &str) -> Answer {
    let arguments = ["search", "--format", "json", "-n", "10", "--timeout", "0", "--", query];
    let Ran { out, err, code } = run(place, home, &arguments);
    let mut told: Value = serde_json::from_str(&out).unwrap_or_else(|_| Value::String(err));
    let hits = told.get_mut("hits").map(Value::take).unwrap_or_default();
    forget(&mut told);
    let hits = hits.as_array().cloned().unwrap_or_default();
    let id = |hit: &Value| hit["id"].as_str().unwrap_or_default().to_owned();
    let score = |hit: &Value| (hit["score"].as_f64().unwrap_or(0.0) * 1_000.0).round() as i64;
    let (ids, scores) = (hits.iter().map(id).collect(), hits.iter().map(score).collect());
    Answer { told, code, ids, scores }
}

#[test]
#[ignore = "needs a cluster and ../shared"]
fn long_five_hundred_queries_find_the_same_on_the_corpus() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let (cluster, folder) = (nodes.address("corpus"), home.join("ix"));
    let folder = folder.to_str().unwrap().to_owned();
    let corpus = beside("corpus");
    for place in [&cluster, &folder] {
        let Ran { err, code, .. } = run(place, home, &["index", corpus.to_str().unwrap()]);
        assert!(matches!(code, Some(0 | 3)), "{err}");
    }
    let (queries, next) = (of_all_kinds(), AtomicUsize::new(0));
    let told = Mutex::new(Vec::new());
    let counts = [const { AtomicUsize::new(0) }; 4];
    let [ids, same, first, ties] = &counts;
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(query) = queries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let [one, other] = [&cluster, &folder].map(|place| ask(place, home, query));
                    if (one.code, &one.told) != (other.code, &other.told) {
                        let both = format!("{query}\n{}\n{}", one.told, other.told);
                        told.lock().unwrap().push(both);
                    }
                    let known: BTreeSet<&String> = other.ids.iter().collect();
                    let common = one.ids.iter().filter(|id| known.contains(id)).count();
                    ids.fetch_add(other.ids.len(), Ordering::Relaxed);
                    same.fetch_add(common, Ordering::Relaxed);
                    let is_first = one.ids.first() == other.ids.first();
                    first.fetch_add(usize::from(is_first), Ordering::Relaxed);
                    if one.ids != other.ids {
                        let is_tie = one.scores == other.scores;
                        ties.fetch_add(usize::from(is_tie), Ordering::Relaxed);
                        println!("{common} of {}, {is_first}: {query}", other.ids.len());
                    }
                }
            });
        }
    });
    let told = told.into_inner().unwrap();
    let [ids, same, first, ties] = counts.map(AtomicUsize::into_inner);
    println!("{} queries: {same} of {ids} ids, {first} first, {ties} by ties", queries.len());
    assert!(queries.len() >= 500, "{}", queries.len());
    assert!(told.is_empty(), "{} differ:\n{}", told.len(), told.join("\n\n"));
    assert!(same * 1_000 >= ids * 985, "{same} of {ids} ids");
    assert!(first * 100 >= queries.len() * 99, "{first} of {} first", queries.len());
}

/// The judged sets: the collection, and the queries.
const SETS: [(&str, &[&str]); 3] = [
    (
        "known/collection.jsonl.zst",
        &[
            "known/titles",
            "known/short",
            "known/short-unaccented",
            "known/short-inflected",
            "known/standfirsts",
            "known/dated-month",
            "known/dated-year",
        ],
    ),
    ("piaf/collection.jsonl", &["piaf/questions"]),
    ("tags/collection.jsonl.zst", &["tags/tags"]),
];

#[test]
#[ignore = "needs a cluster and ../shared"]
fn long_judged_queries_are_answered_as_well() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    for (at, (collection, sets)) in SETS.iter().enumerate() {
        let (cluster, folder) = (nodes.address(&format!("juge{at}")), home.join(at.to_string()));
        let places = [cluster, folder.to_str().unwrap().to_owned()];
        let collection = beside("relevance").join(collection);
        for place in &places {
            let Ran { err, code, .. } = run(place, home, &["index", collection.to_str().unwrap()]);
            assert!(matches!(code, Some(0 | 3)), "{err}");
        }
        for set in *sets {
            let list = home.join("queries.tsv");
            let lines = some_of(&format!("relevance/{set}.queries.tsv"), JUDGED);
            fs::write(&list, lines.join("\n") + "\n").unwrap();
            let qrels = beside("relevance").join(format!("{set}.qrels"));
            let (list, qrels) = (list.to_str().unwrap(), qrels.to_str().unwrap());
            let arguments = ["eval", "--queries", list, "--qrels", qrels, "--timeout", "0"];
            let [one, other] = places.each_ref().map(|place| {
                let Ran { out, err, code } = run(place, home, &arguments);
                assert_eq!(code, Some(0), "{err}");
                let line = out.lines().find_map(|line| line.strip_prefix("MRR@10"));
                line.unwrap().trim().parse::<f64>().unwrap()
            });
            println!("{set}: {one} in the cluster, {other} in a folder");
            assert!((one - other).abs() <= 0.003, "{set}: {one}, {other}");
        }
    }
}
