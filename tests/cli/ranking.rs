//! The order of hits, on collections so small that each order has one reason.
//!
//! The article that must win comes last in the input: equal scores would leave it
//! there.

use serde_json::{Value, json};

use crate::support::Limier;

/// Checks that a query finds exactly these articles in this order.
#[track_caller]
fn check(records: impl IntoIterator<Item = Value>, query: &str, expected: &[&str]) {
    assert_eq!(Limier::with_records(records).ids(query), expected, "{query}");
}

fn article(id: &str, title: &str, body: &str) -> Value {
    json!({"id": id, "title": title, "body": body})
}

/// Returns words that no query here has.
fn filler(count: usize) -> String {
    "sable ".repeat(count)
}

#[test]
fn a_title_outranks_a_standfirst_and_a_standfirst_a_body() {
    // The word once in each, in fields of the same length, in the body past its lead.
    let article = |id: &str, [title, chapo, body]: [&str; 3]| {
        let body = format!("{}{body} {}", filler(65), filler(5));
        json!({"id": id, "title": title, "chapo": format!("Un mot, {chapo}"), "body": body})
    };
    check(
        [
            article("body", ["Vent", "pluie", "crue"]),
            article("chapo", ["Vent", "crue", "neige"]),
            article("title", ["Crue", "pluie", "neige"]),
            article("other", ["Vent", "pluie", "neige"]),
            article("more", ["Vent", "pluie", "neige"]),
        ],
        "crue",
        &["title", "chapo", "body"],
    );
}

#[test]
fn a_standfirst_outranks_a_lead() {
    let article = |id: &str, chapo: &str, body: &str| {
        let [chapo, body] = [chapo, body].map(|word| format!("Un mot, {word}"));
        json!({"id": id, "title": "Vent", "chapo": chapo, "body": body})
    };
    check(
        [
            article("lead", "pluie", "crue"),
            article("chapo", "crue", "pluie"),
            article("other", "pluie", "neige"),
            article("more", "pluie", "neige"),
            article("last", "pluie", "neige"),
        ],
        "crue",
        &["chapo", "lead"],
    );
}

#[test]
fn of_equal_mentions_the_one_in_the_shorter_article_counts_more() {
    check(
        [
            article("long", "Un", &format!("Crue {}", filler(50))),
            article("medium", "Un", &format!("Crue {}", filler(15))),
            article("short", "Un", &format!("Crue {}", filler(3))),
            article("other", "Un", &filler(10)),
            article("more", "Un", &filler(20)),
        ],
        "crue",
        &["short", "medium", "long"],
    );
}

#[test]
fn a_word_that_returns_counts_more() {
    check(
        [
            article("once", "Un", &format!("Crue {}", filler(11))),
            article("twice", "Un", &format!("Crue crue {}", filler(10))),
            article("often", "Un", &format!("Crue crue crue crue {}", filler(8))),
            article("other", "Un", &filler(12)),
            article("more", "Un", &filler(12)),
        ],
        "crue",
        &["often", "twice", "once"],
    );
}

#[test]
fn the_lead_counts_more_than_the_end() {
    check(
        [
            article("end", "Un", &format!("{}crue", filler(99))),
            article("lead", "Un", &format!("{}crue {}", filler(9), filler(90))),
            article("other", "Un", &filler(100)),
            article("more", "Un", &filler(100)),
            article("last", "Un", &filler(100)),
        ],
        "crue",
        // News puts what matters first; both have the word once in a hundred.
        &["lead", "end"],
    );
}

#[test]
fn words_near_each_other_count_more_than_words_apart() {
    check(
        [
            article("apart", "Un", &format!("Crue {}Loire {}", filler(20), filler(20))),
            article("near", "Un", &format!("{}crue Loire {}", filler(20), filler(20))),
            article("other", "Un", &filler(42)),
            article("more", "Un", &filler(42)),
            article("last", "Un", &filler(42)),
        ],
        "crue Loire",
        // Both words once in each lead, at the same length.
        &["near", "apart"],
    );
}

#[test]
fn accents_that_were_typed_are_those_that_are_found_and_counted() {
    let records = || {
        [
            article("péché", "Péché mortel", "Le péché du curé"),
            article("pêche", "Un", "La pêche du curé"),
            article("péché-2", "Un", "Le péché du curé"),
            article("other", "Un", "Le pont du curé"),
            article("more", "Un", "Le port du curé"),
        ]
    };
    check(records(), "pêche", &["pêche"]);
    check(records(), "péché", &["péché", "péché-2"]);
    // Who types none may mean either.
    check(records(), "peche", &["péché", "pêche", "péché-2"]);
}

#[test]
fn the_form_typed_comes_before_its_inflections() {
    let records = || {
        [
            article("plural", "Un", "Les grèves durent"),
            article("singular", "Un", "La grève dure"),
            article("plural-2", "Un", "Les grèves durent"),
            article("other", "Un", "Le pont tient"),
            article("more", "Un", "Le port tient"),
        ]
    };
    check(records(), "grève", &["singular", "plural", "plural-2"]);
    check(records(), "grèves", &["plural", "plural-2", "singular"]);
}

#[test]
fn all_words_once_come_before_one_word_many_times() {
    check(
        [
            article("one", "Crue crue crue", "Crue crue crue"),
            article("other", "Loire Loire Loire", "Loire Loire Loire"),
            article("both", "Un", &format!("{}Loire {}crue", filler(50), filler(40))),
            article("none", "Un", &filler(10)),
            article("more", "Un", &filler(20)),
        ],
        "crue loire",
        &["both", "one", "other"],
    );
}

#[test]
fn a_rare_word_tells_more_than_a_common_one() {
    check(
        [
            article("a", "Un", "Le budget dix"),
            article("b", "Un", "Le budget vingt"),
            article("c", "Un", "Le budget trente"),
            article("rare", "Un", "Le javel quarante"),
            article("none", "Un", "Le pont cinquante"),
            article("more", "Un", "Le pont soixante"),
        ],
        "budget javel",
        &["rare", "a", "b", "c"],
    );
}

#[test]
fn the_order_is_the_same_every_time() {
    let limier = Limier::with_records((0..7).map(|id| article(&format!("a{id}"), "Crue", "Loire")));
    let first = limier.ids("crue");
    assert_eq!(
        first,
        ["a0", "a1", "a2", "a3", "a4", "a5", "a6"],
        "equals in the order of the index"
    );
    assert_eq!(limier.ids("crue"), first);
}

#[test]
fn equals_come_newest_first_and_alike_in_every_index() {
    let record = |number: u32| {
        let day = number % 7 + 1;
        json!({
            "id": format!("depeche-numero-{number}"),
            "title": "Crue",
            "body": "La Loire monte",
            "source": "Agence Hexagone",
            "published": format!("2024-05-{day:02}"),
        })
    };
    let one = Limier::with_records((0..250).map(record));
    let other = Limier::with_records((0..250).rev().map(record));
    for query in ["date:2024", "source:hexagone", "crue"] {
        let hits = |limier: &Limier| {
            let args = ["-n", "120", "--no-group", "--format", "tsv"];
            let table = limier.search(query).args(args).text();
            let rows = table.lines().skip(1);
            rows.map(|line| line.split('\t').skip(2).take(2).collect()).collect()
        };
        let found: Vec<String> = hits(&one);
        assert_eq!(found.len(), 120);
        assert_eq!(found, hits(&other), "{query}");
        let days: Vec<_> = found.iter().map(|hit| &hit[hit.len() - 10..]).collect();
        assert!(days.is_sorted_by(|one, other| one >= other), "{query}: {days:?}");
    }
}
