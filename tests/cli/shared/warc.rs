//! Real web archives.
//!
//! All that is in one is counted: pages as articles, the rest by kind.

use crate::shared::data::shared;
use crate::support::Limier;

/// Returns what a run says of a file of `formats/warc`.
fn run(name: &str) -> serde_json::Value {
    let path = shared(&format!("formats/warc/{name}"));
    let limier = Limier::new();
    let output = limier.index(path.to_str().unwrap()).args(["--format", "json"]).output();
    serde_json::from_str(&output.stdout).unwrap()
}

#[test]
#[ignore = "needs ../shared"]
fn every_page_of_a_crawl_is_an_article() {
    let found = run("orange-500.warc.gz");
    for (name, count) in
        [("indexed", 500), ("replaced", 0), ("rejected", 0), ("undated", 0), ("total", 500)]
    {
        assert_eq!(found[name], count, "{name}");
    }
    assert_eq!(found["skipped"], serde_json::json!({}));
}

#[test]
#[ignore = "needs ../shared"]
fn redirects_and_images_are_no_pages() {
    let found = run("IAH-urls-wget.warc.gz");
    let pages = found["indexed"].as_u64().unwrap() + found["rejected"].as_u64().unwrap();
    assert_eq!(pages, 2);
    assert_eq!(
        found["skipped"],
        serde_json::json!({
            "a response with HTTP status 3xx": 9, "image/*": 3, "text that is no page": 2,
        })
    );
}
