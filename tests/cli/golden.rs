//! The ranking of the judged queries, as `tests/fixtures/judged/golden.tsv` holds it:
//! query, rank, id, score. A change of ranking shows here which query moved, and how.
//!
//! `LIMIER_GOLDEN=write cargo test golden` writes the file anew; read its diff.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::relevance::samples;
use crate::support::in_repository;

const GOLDEN: &str = "tests/fixtures/judged/golden.tsv";

/// What each query finds, best first: id and score.
type Rankings<'a> = BTreeMap<&'a str, Vec<(&'a str, &'a str)>>;

#[test]
fn the_judged_queries_rank_as_in_the_golden_file() {
    let limier = samples();
    let queries = fs::read_to_string(in_repository("tests/fixtures/judged/queries.tsv")).unwrap();
    let mut found = String::new();
    for (query, text) in queries.lines().filter_map(|line| line.split_once('\t')) {
        let answer = limier.search(text).args(["--format", "json"]).output().stdout;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        for hit in answer["hits"].as_array().unwrap() {
            let (id, score) = (hit["id"].as_str().unwrap(), hit["score"].as_f64().unwrap());
            writeln!(found, "{query}\t{}\t{id}\t{score:.3}", hit["rank"]).unwrap();
        }
    }
    if std::env::var_os("LIMIER_GOLDEN").is_some_and(|value| value == "write") {
        fs::write(in_repository(GOLDEN), found).unwrap();
        return;
    }
    let golden = fs::read_to_string(in_repository(GOLDEN)).unwrap();
    let moved = moved(&rankings(&golden), &rankings(&found));
    assert!(moved.is_empty(), "the ranking of judged queries changed:\n{moved}");
    assert!(golden == found, "{GOLDEN} is not as it would be written");
}

/// Reads the lines of a golden file.
#[track_caller]
fn rankings(text: &str) -> Rankings<'_> {
    let mut rankings = Rankings::new();
    for line in text.lines() {
        let [query, rank, id, score] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {line:?}");
        };
        let hits = rankings.entry(query).or_default();
        hits.push((id, score));
        assert_eq!(rank, hits.len().to_string(), "{line}");
    }
    rankings
}

/// Returns a line for each hit of each query that came, went, or has another rank or
/// score.
fn moved(before: &Rankings<'_>, now: &Rankings<'_>) -> String {
    let place = |rankings: &Rankings<'_>, query: &str, id: &str| {
        let hits = rankings.get(query).into_iter().flatten().enumerate();
        let mut found = hits.filter(|(_, hit)| hit.0 == id);
        found
            .next()
            .map_or("nowhere".to_owned(), |(at, (_, score))| format!("{} ({score})", at + 1))
    };
    let hits = before.iter().chain(now);
    let mut pairs: Vec<(&str, &str)> =
        hits.flat_map(|(&query, hits)| hits.iter().map(move |&(id, _)| (query, id))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(query, id)| (query, id, place(before, query, id), place(now, query, id)))
        .filter(|(_, _, before, now)| before != now)
        .map(|(query, id, before, now)| format!("{query}: {id} was {before}, is {now}\n"))
        .collect()
}

#[test]
fn a_query_that_moved_is_told_with_ranks_and_scores() {
    let before = rankings("q1\t1\ta\t9.000\nq1\t2\tb\t8.000\nq2\t1\ta\t7.000\n");
    assert_eq!(moved(&before, &before), "");
    let now = rankings("q1\t1\tb\t9.500\nq1\t2\ta\t9.000\nq2\t1\tc\t7.000\n");
    assert_eq!(
        moved(&before, &now),
        "q1: a was 1 (9.000), is 2 (9.000)\nq1: b was 2 (8.000), is 1 (9.500)\n\
         q2: a was 1 (7.000), is nowhere\nq2: c was nowhere, is 1 (7.000)\n"
    );
}
