//! Plain words in the tags of articles: found, ranked last, and said.
//!
//! What is written as syntax never asks them.

use serde_json::json;

use crate::support::Limier;

/// Articles about a reform, one of them with the minister's name in a tag only.
fn press() -> Limier {
    Limier::with_records([
        json!({"id": "tag", "title": "Retraites", "body": "La réforme avance.",
               "tags": ["retraites", "Élisabeth Borne"]}),
        json!({"id": "text", "title": "Retraites", "tags": ["Assemblée"],
               "body": "La réforme avance, dit longuement Borne devant les députés."}),
        json!({"id": "both", "title": "Borne défend la réforme", "tags": ["Élisabeth Borne"],
               "body": "Une longue séance."}),
        json!({"id": "other", "title": "Le pont rouvre", "body": "Les camions des transports attendent.",
               "tags": ["transports routiers", "Énergies"]}),
    ])
}

#[test]
fn a_tag_is_found_by_plain_words_and_ranks_last() {
    let limier = press();
    assert_eq!(limier.ids("réforme Borne"), ["both", "text", "tag"]);
    for query in ["elisabeth", "Élisabeth", "ELISABETH"] {
        let mut ids = limier.ids(query);
        ids.sort();
        assert_eq!(ids, ["both", "tag"], "{query}");
    }
    let score = |query: &str| {
        let found = limier.search(query).args(["--format", "json", "--explain"]).json();
        let word = &found["hits"][0]["explanation"]["words"][0];
        (word["body"].as_u64(), word["tagged"].as_bool())
    };
    assert_eq!(score("transport"), (Some(1), Some(true)), "in another form");
    assert_eq!(limier.ids("energies"), ["other"], "without its accent");
    assert_eq!(limier.ids("Assemblée réforme")[0], "text");
}

#[test]
fn a_word_that_only_a_tag_has_is_no_slip() {
    let limier = Limier::with_records([
        json!({"id": "tag", "title": "Séance", "body": "La réforme avance.", "tags": ["Zelinsky"]}),
        json!({"id": "near", "title": "Séance", "body": "La réforme, dit Zelensky. Zelensky attend."}),
    ]);
    let found = limier.search("réforme Zelinsky").args(["--format", "json", "--explain"]).json();
    assert_eq!((&found["total"], &found["total_all_words"]), (&json!(2), &json!(1)));
    for (hit, id) in found["hits"].as_array().unwrap().iter().zip(["tag", "near"]) {
        assert_eq!(hit["id"], id);
        let word = &hit["explanation"]["words"][1];
        assert_eq!((&word["near_spelling"], &word["body"]), (&json!(false), &json!(0)), "{word}");
    }
}

#[test]
fn what_is_written_as_syntax_asks_the_text() {
    let limier = press();
    for query in ["\"Élisabeth Borne\"", "=élisabeth", "+élisabeth", "élisa*", "titre:élisabeth"]
    {
        assert_eq!(limier.ids(query), [""; 0], "{query}");
    }
    assert_eq!(limier.ids("réforme -élisabeth").len(), 3);
    assert_eq!(limier.ids("tag:élisabeth").len(), 2);
}

#[test]
fn a_hit_that_has_a_word_in_a_tag_only_says_so() {
    let limier = press();
    let found = limier.search("réforme Borne").args(["--format", "json", "--explain"]).json();
    let hits = found["hits"].as_array().unwrap();
    let tagged: Vec<_> = hits.iter().map(|hit| &hit["tagged"]).collect();
    assert_eq!(tagged, [&json!([]), &json!([]), &json!(["Élisabeth Borne"])]);
    assert!(hits.iter().all(|hit| hit["all_words"] == true), "{found}");
    let words = |hit: usize| &hits[hit]["explanation"]["words"][1];
    assert_eq!((&words(2)["tagged"], &words(1)["tagged"]), (&json!(true), &json!(false)));
    assert!(words(2)["score"].as_f64() < words(1)["score"].as_f64());
    let text = limier.search("réforme Borne").arg("--explain").text();
    assert!(text.contains("undated · tagged Élisabeth Borne\n"), "{text}");
    assert!(text.contains("(in a tag; rarity "), "{text}");
}

#[test]
fn a_word_of_tags_alone_is_known() {
    let limier = press();
    let found = limier.search("élisabeth").args(["--format", "json"]).json();
    assert_eq!((&found["unknown"], &found["total"]), (&json!([]), &json!(2)));
}
