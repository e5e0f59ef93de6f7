//! `limier info`: what an index holds and how it was made.
//!
//! People and programs must be told the same.

use serde_json::{Value, json};

use crate::support::{ANALYZER_VERSION, FORMAT_VERSION, INDEX, Limier, json_lines};

fn record(id: u32, title: &str, date: &str, source: &str, lang: &str) -> Value {
    json!({"id": id, "title": title, "date": date, "source": source, "lang": lang})
}

/// Two years, two sources, two languages, one article without date and source, one
/// replaced and one record rejected.
fn press() -> Limier {
    let limier = Limier::new().file(
        "a.jsonl",
        json_lines([
            record(1, "Pont", "2023-05-01", "Le Phare", "fr"),
            record(2, "Crue", "2022-05-01", "Le Phare", "fr"),
            record(3, "Bridge", "2024-06-01", "The Post", "en"),
            json!({"id": 4, "title": "Loire"}),
            record(2, "Crue", "2024-05-02", "Le Phare", "fr"),
            json!({"id": 5}),
        ]),
    );
    limier
        .index("a.jsonl")
        .stderr(
            "a.jsonl:6: no title and no text; add --field body=NAME if its text has another name\n",
        )
        .code(1)
        .text();
    limier
}

#[test]
fn people_get_counts_by_year_source_and_language() {
    let text = press().info().text();
    let (head, counts) = text.split_once("\n\n").unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        "4 articles in ix\n4 distinct words, 0.0 MB in 1 segment\nformat {FORMAT_VERSION}, \
         analyzer {ANALYZER_VERSION}, made [now] by limier {version}"
    );
    assert_eq!(head, expected);
    assert_eq!(
        counts,
        "by year\n         1  2023\n         2  2024\n         1  undated\n\
         \n\
         by source\n         2  Le Phare\n         1  The Post\n\
         \n\
         by language\n         3  fr\n         1  en\n\
         \x20        1  of these taken for French, unsure\n\
         \n\
         last run [now]: 5 indexed, 1 replaced, 1 rejected, 1 undated\n\x20 from a.jsonl\n"
    );
}

#[test]
fn programs_get_the_same_counts() {
    let limier = press();
    let found = limier.info().args(["--format", "json"]).json();
    for (name, expected) in [
        ("index", json!(INDEX)),
        ("articles", json!(4)),
        ("undated", json!(1)),
        ("language_unsure", json!(1)),
        ("distinct_words", json!(4)),
        ("years", json!({"2023": 1, "2024": 2})),
        ("sources", json!({"Le Phare": 2, "The Post": 1})),
        ("languages", json!({"fr": 3, "en": 1})),
        ("segments", json!(1)),
    ] {
        assert_eq!(found[name], expected, "{name}");
    }
    let files = std::fs::read_dir(limier.path(INDEX)).unwrap();
    let bytes: u64 = files.map(|file| file.unwrap().metadata().unwrap().len()).sum();
    assert_eq!(found["bytes"], bytes);
}

#[test]
fn the_manifest_says_what_made_the_index() {
    let limier = press();
    limier.index("-").stdin("{\"id\": 6, \"title\": \"Phare\"}").text();
    let manifest = &limier.info().args(["--format", "json"]).json()["manifest"];
    assert_eq!(manifest["format"], FORMAT_VERSION);
    assert_eq!(manifest["analyzer"], ANALYZER_VERSION);
    assert_eq!(manifest["limier"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["created"].as_str().unwrap(), "[now]");
    let runs = manifest["runs"].as_array().unwrap();
    let run = |inputs: Value, counts: [u64; 4]| {
        let [indexed, replaced, rejected, undated] = counts;
        json!({
            "at": "[now]", "inputs": inputs, "indexed": indexed, "replaced": replaced,
            "rejected": rejected, "undated": undated,
        })
    };
    assert_eq!(*runs, [run(json!(["a.jsonl"]), [5, 1, 1, 1]), run(json!(["-"]), [1, 0, 0, 1])]);
}

#[test]
fn articles_of_several_runs_are_counted_together() {
    let limier = press();
    limier
        .index("-")
        .stdin(r#"{"id": 7, "title": "Crue", "date": "2023-06-01", "source": "The Post"}"#)
        .text();
    let found = limier.info().args(["--format", "json"]).json();
    assert_eq!(found["articles"], 5);
    assert_eq!(found["years"], json!({"2023": 2, "2024": 2}));
    assert_eq!(found["sources"], json!({"Le Phare": 2, "The Post": 2}));
}

#[test]
fn long_lists_of_sources_are_cut_for_people() {
    let limier = Limier::with_records(
        (10..33).map(|number| json!({"title": "Pont", "source": format!("Source {number}")})),
    );
    let text = limier.info().text();
    assert!(text.contains("         1  Source 29\n         3  3 more sources"), "{text}");
    let found = limier.info().args(["--format", "json"]).json();
    assert_eq!(found["sources"].as_object().unwrap().len(), 23);
}
