//! Small collections that gave wrong answers: pages, copies, words near each other.
//!
//! Each is kept with the question that was answered wrong, and asked as a person would.

use serde_json::{Value, json};

use super::data::shared;
use crate::support::Limier;

/// Returns a folder whose index holds one of the collections.
fn collection(name: &str) -> Limier {
    let limier = Limier::new();
    limier.index(shared(&format!("cases/{name}")).to_str().unwrap()).output();
    limier
}

/// Returns the hits of all pages of a size, each with its copies.
fn pages(limier: &Limier, query: &[&str], size: usize) -> Vec<(Value, Value)> {
    let mut hits = Vec::new();
    for offset in (0..).step_by(size) {
        let [size, offset] = [size, offset].map(|number| number.to_string());
        let page = ["-n", &size, "--offset", &offset, "--format", "json"];
        let page = limier.call("search").args(query).args(page).output().stdout;
        let page: Value = serde_json::from_str(&page).unwrap();
        let found = page["hits"].as_array().unwrap();
        if found.is_empty() {
            return hits;
        }
        hits.extend(found.iter().map(|hit| (hit["id"].clone(), hit["also"].clone())));
    }
    hits
}

#[test]
#[ignore = "needs ../shared"]
fn pages_of_every_size_are_one_answer() {
    let limier = collection("pages.jsonl");
    let whole = pages(&limier, &["tramway gratuit"], 100);
    let ids: Vec<_> = whole.iter().map(|(id, _)| id.as_str().unwrap()).collect();
    assert_eq!(ids, ["s1", "s3", "r1", "r2"]);
    for size in 1..=5 {
        assert_eq!(pages(&limier, &["tramway gratuit"], size), whole, "{size}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn a_copy_is_found_whatever_the_page() {
    let limier = collection("pages-copies.jsonl");
    for query in [["tramway", "--sort", "date"], ["tramway", "--sort", "relevance"]] {
        let whole = pages(&limier, &query, 1_000);
        let copies = whole.iter().flat_map(|(_, also)| also.as_array().unwrap());
        let found = copies.map(|copy| copy["found"] == true).collect::<Vec<_>>();
        assert_eq!(found, [true], "{query:?}");
        for size in [1, 3, 10, 50, 100] {
            assert_eq!(pages(&limier, &query, size), whole, "{size}");
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_copy_of_a_hit_at_the_end_of_a_hundred_is_found() {
    let limier = collection("pages-copies.jsonl");
    let page = ["--sort", "date", "-n", "10", "--offset", "90", "--format", "jsonl"];
    let hits = limier.search("tramway").args(page).json_lines();
    let copy = hits.iter().find_map(|hit| hit["also"].as_array().unwrap().first()).unwrap();
    assert_eq!((&copy["id"], &copy["found"]), (&json!("a100"), &json!(true)));
}

#[test]
#[ignore = "needs ../shared"]
fn words_near_each_other_are_shown_where_they_are() {
    let text = collection("near.jsonl").search("gilets NEAR/2 police").text();
    assert!(text.contains("Des heurts entre **gilets** et **police**"), "{text}");
}

#[test]
#[ignore = "needs ../shared"]
fn a_day_is_that_day_in_every_zone() {
    let limier = collection("days.jsonl");
    for zone in ["Europe/Paris", "America/Montreal", "Pacific/Auckland"] {
        let args = ["--tz", zone, "--format", "jsonl"];
        let hits = limier.search("date:2023-11-19").args(args).json_lines();
        assert!(hits.iter().any(|hit| hit["id"] == json!("day19")), "{zone}: {hits:?}");
    }
}
