//! WARC files: what the real ones beside the project hold.

use crate::support::{Limier, in_repository};

/// Returns what a run says of a file of `../shared/formats/warc`, or `None` with a
/// word when that is not there.
fn run(name: &str) -> Option<serde_json::Value> {
    let path = in_repository("../shared/formats/warc").join(name);
    if !path.exists() {
        println!("skipped: {} is not on this machine", path.display());
        return None;
    }
    let limier = Limier::new();
    let output = limier.index(path.to_str().unwrap()).args(["--format", "json"]).output();
    Some(serde_json::from_str(&output.stdout).unwrap())
}

#[test]
fn every_page_of_a_crawl_is_an_article() {
    let Some(found) = run("orange-500.warc.gz") else { return };
    for (name, count) in
        [("indexed", 500), ("replaced", 0), ("rejected", 0), ("undated", 0), ("total", 500)]
    {
        assert_eq!(found[name], count, "{name}");
    }
    assert_eq!(found["skipped"], serde_json::json!({}));
}

#[test]
fn redirects_and_images_are_no_pages() {
    let Some(found) = run("IAH-urls-wget.warc.gz") else { return };
    let pages = found["indexed"].as_u64().unwrap() + found["rejected"].as_u64().unwrap();
    assert_eq!(pages, 2);
    assert_eq!(
        found["skipped"],
        serde_json::json!({
            "a response with HTTP status 3xx": 9, "image/*": 3, "text that is no page": 2,
        })
    );
}
