//! What a query may take: it is answered or cut, in bounded time and room, and said which.
//!
//! No test waits: a time that is over at once stands for any.

use serde_json::{Value, json};

use crate::support::Limier;

/// A time that is over before anything is found.
const NO_TIME: [&str; 2] = ["--timeout", "0.000000001"];

fn bridges(count: usize) -> Limier {
    let words = ["acier", "bois", "pierre"];
    Limier::with_records((0..count).map(|number| {
        let word = words[number % words.len()];
        let times = "pont ".repeat(number % 7 + 1);
        let body = format!("Un {times} de {word}, le numéro {number}, avant le prochain.");
        json!({ "id": format!("p{number}"), "title": format!("Pont {number}"), "body": body })
    }))
}

#[test]
fn a_query_out_of_time_is_cut_and_named() {
    let limier = bridges(3);
    let advice = "the search took longer than it may; ask for less, or allow more time with \
                  --timeout (0 for any)\n";
    for format in ["text", "json", "jsonl", "trec", "tsv", "csv"] {
        let call = limier.search("pont de bois").args(NO_TIME).args(["--format", format]);
        call.stderr(format!("cut: `pont de bois`: {advice}")).code(3).run();
    }
    let limier = limier.file("q.tsv", "a\tpont\nb\tpierre\n").file("qrels", "a 0 p1 1\n");
    let cut = |id: &str, query: &str| format!("query {id}: cut: `{query}`: {advice}");
    let queries = ["--queries", "q.tsv"];
    let call = limier.call("search").args(queries).args(["--format", "trec"]).args(NO_TIME);
    call.stderr(cut("a", "pont") + &cut("b", "pierre")).code(3).run();
    let call = limier.call("eval").args(queries).args(["--qrels", "qrels"]).args(NO_TIME);
    call.stderr(cut("a", "pont")).code(3).text();
}

#[test]
fn a_query_has_all_the_time_where_none_is_said() {
    let limier = bridges(3);
    for seconds in ["0", "100"] {
        let found = limier.search("pont").args(["--timeout", seconds, "--format", "tsv"]).text();
        assert_eq!(found.lines().count(), 1 + 3, "{seconds}");
    }
    let call = limier.search("pont").args(["--timeout", "-1"]);
    assert_eq!(call.output().code, 2);
}

#[test]
fn nothing_cuts_an_export_or_a_deletion() {
    let limier = bridges(3);
    for command in ["export", "delete"] {
        assert_eq!(limier.call(command).args(["--timeout", "1"]).output().code, 2, "{command}");
    }
}

#[test]
fn hits_written_in_parts_are_those_of_pages() {
    let limier = bridges(230);
    let ask = |format: &str, limit: &str, offset: &str| {
        let call = limier.search("pont").args(["--no-group", "--format", format]);
        call.args(["-n", limit, "--offset", offset]).text()
    };
    let rows = |table: String| table.replace(table.split_inclusive('\n').next().unwrap(), "");
    let pages = |format: &str| ["0", "90", "180"].map(|offset| ask(format, "90", offset));
    assert_eq!(ask("jsonl", "1000", "0"), pages("jsonl").concat());
    assert_eq!(rows(ask("tsv", "1000", "0")), pages("tsv").map(rows).concat());
    let csv = ask("csv", "1000", "0");
    assert_eq!(csv.lines().count(), 231);
    assert_eq!(csv.matches("rank,score").count(), 1);
    let text = ask("text", "1000", "0");
    assert_eq!(text.matches("230 articles for pont").count(), 1);
    assert_eq!(text.matches("\n 1. ").count() + text.matches("\n230. ").count(), 2);
    let whole: Value = serde_json::from_str(&ask("json", "1000", "0")).unwrap();
    let hits = whole["hits"].as_array().unwrap();
    let ranks: Vec<u64> = hits.iter().map(|hit| hit["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, (1..=230).collect::<Vec<_>>());
    assert_eq!(whole.as_object().unwrap().keys().next_back().unwrap(), "hits");
    let run = ask("trec", "1000", "0");
    let scores: Vec<f32> =
        run.lines().map(|line| line.split(' ').nth(4).unwrap().parse().unwrap()).collect();
    assert!(scores.len() == 230 && scores.is_sorted_by(|one, next| one > next), "{scores:?}");
}

#[test]
fn json_without_hits_is_whole() {
    let limier = bridges(1);
    let call = limier.search("viaduc").args(["--format", "json", "--explain-query"]);
    let output = call.output();
    let found: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&found["hits"], output.code), (&json!([]), 1));
    assert!(found["reading"].is_object());
}

#[test]
fn what_may_have_been_meant_is_told_of_short_queries_to_who_reads_it() {
    let limier = Limier::with_records((0..3).map(|number| {
        json!({ "id": format!("{number}"), "title": "Trévignac", "body": "Le viaduc de Trévignac." })
    }));
    let told = |query: &str, format: &str| {
        let output = limier.search(query).args(["--format", format]).output();
        (output.stdout + &output.stderr).contains("trévignac")
    };
    assert!(told("trevignax", "text") && told("trevignax", "json"));
    for format in ["trec", "tsv", "csv", "jsonl"] {
        assert!(!told("trevignax", format), "{format}");
    }
    let long: String = (0..40).map(|number| format!("inconnu{number} ")).collect();
    assert!(!told(&format!("trevignax {long}"), "text"), "a pasted text");
}
