//! Every format has the same articles in the same order, and scores as they are explained.
//!
//! Queries come from a seed: the one that failed can be asked again.

use std::collections::BTreeMap;

use serde_json::Value;

use super::collection::articles;
use super::dice::Dice;
use super::queries::query;
use crate::support::Limier;

/// The hits of each query in a format, by its id: of each hit its id and those of its copies.
type Rows = BTreeMap<String, Vec<(String, Vec<String>)>>;

/// A collection with queries to put to it.
struct Asked {
    limier: Limier,
    queries: BTreeMap<String, String>,
}

impl Asked {
    fn new(queries: usize) -> Self {
        let mut dice = Dice::new(77);
        let queries: BTreeMap<String, String> =
            (0..queries).map(|id| (format!("q{id:04}"), query(&mut dice))).collect();
        let file: String = queries.iter().map(|(id, query)| format!("{id}\t{query}\n")).collect();
        Self { limier: Limier::with_records(articles()).file("q.tsv", file), queries }
    }

    /// Returns what is printed of all queries.
    fn all(&self, args: &[&str]) -> String {
        let all = ["--queries", "q.tsv", "-n", "1000"];
        self.limier.call("search").args(all).args(args).output().stdout
    }

    /// Returns what is printed of one.
    fn one(&self, query: &str, args: &[&str]) -> String {
        let call = self.limier.call("search").args(["-n", "1000"]).args(args);
        call.args(["--", query]).output().stdout
    }

    fn hits(&self, query: &str, args: &[&str]) -> Vec<Value> {
        let json: Value = serde_json::from_str(&self.one(query, args)).unwrap();
        json["hits"].as_array().unwrap().clone()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Returns the id of a hit and those of its copies.
fn row(hit: &Value) -> (String, Vec<String>) {
    (
        text(&hit["id"]),
        hit["also"].as_array().unwrap().iter().map(|copy| text(&copy["id"])).collect(),
    )
}

fn lines(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns the rows of a table by the ids of their queries.
fn rows<'t>(table: impl Iterator<Item = Vec<String>> + 't) -> Rows {
    let mut rows = Rows::new();
    for cells in table {
        let also = cells[8].split('|').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        rows.entry(cells[0].clone()).or_default().push((cells[3].clone(), also));
    }
    rows
}

fn of_tsv(tsv: &str) -> Rows {
    let (header, table) = tsv.split_once('\n').unwrap();
    assert_eq!(header, "qid\trank\tscore\tid\tpublished\tsource\ttitle\turl\talso");
    rows(table.lines().map(|line| line.split('\t').map(str::to_owned).collect()))
}

fn of_csv(csv: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        header,
        ["qid", "rank", "score", "id", "published", "source", "title", "url", "also"]
    );
    rows(reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()))
}

fn of_jsonl(jsonl: &str) -> Rows {
    let mut rows = Rows::new();
    for hit in lines(jsonl) {
        rows.entry(text(&hit["qid"])).or_default().push(row(&hit));
    }
    rows
}

/// Returns the ids of the hits that people see.
fn of_text(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.filter(|line| is_id(line)).map(str::to_owned).collect()
}

fn is_id(line: &str) -> bool {
    line.len() == 4 && line.starts_with('a') && line[1..].bytes().all(|byte| byte.is_ascii_digit())
}

#[track_caller]
fn check(queries: usize, looked_at: usize) {
    let asked = Asked::new(queries);
    let jsonl = of_jsonl(&asked.all(&["--format", "jsonl"]));
    assert_eq!(of_tsv(&asked.all(&["--format", "tsv"])), jsonl, "tsv");
    assert_eq!(of_csv(&asked.all(&["--format", "csv"])), jsonl, "csv");
    assert!(jsonl.len() * 2 > queries, "{} of {queries} have hits", jsonl.len());
    let trec = asked.all(&["--format", "trec"]);
    let none = Vec::new();
    for (id, query) in asked.queries.iter().take(looked_at) {
        let hits = asked.hits(query, &["--format", "json"]);
        let with_all: Vec<_> =
            hits.iter().filter(|hit| hit["all_words"] == true).map(row).collect();
        let listed = jsonl.get(id).unwrap_or(&none);
        let firsts = |rows: &[(String, Vec<String>)]| -> Vec<String> {
            rows.iter().map(|(id, _)| id.clone()).collect()
        };
        assert_eq!(firsts(listed), firsts(&with_all), "jsonl of {query}");
        // An answer also tells of nearly the same texts that lack some of the words.
        for ((id, listed), (_, also)) in listed.iter().zip(&with_all) {
            assert!(listed.iter().all(|copy| also.contains(copy)), "copies of {id} for {query}");
        }
        let ids: Vec<String> = hits.iter().map(|hit| row(hit).0).collect();
        let shown = of_text(&asked.one(query, &["--format", "text"]));
        assert_eq!(shown, ids, "text of {query}");
        let apart = asked.hits(query, &["--format", "json", "--no-group"]);
        let ranked = trec.lines().filter_map(|line| {
            line.strip_prefix(id.as_str())?.split(' ').nth(2).map(str::to_owned)
        });
        let apart: Vec<String> = apart.iter().map(|hit| row(hit).0).collect();
        assert_eq!(ranked.collect::<Vec<_>>(), apart, "trec of {query}");
    }
}

#[test]
fn formats_list_the_same_articles_in_the_same_order() {
    check(120, 25);
}

#[test]
#[ignore = "needs minutes"]
fn long_formats_list_the_same_articles_in_the_same_order_for_thousands_of_queries() {
    check(2_000, 200);
}

#[test]
fn explanations_add_up_to_the_score_as_they_are_printed() {
    let queries = 40;
    let asked = Asked::new(queries);
    let mut explained = 0;
    for args in [&["--any"][..], &[], &["--sort", "date"], &["--recency", "400"]] {
        for hit in lines(&asked.all(&[&["--format", "jsonl", "--explain"], args].concat())) {
            let parts = &hit["explanation"];
            let number = |value: &Value| value.as_f64().unwrap();
            let words =
                parts["words"].as_array().unwrap().iter().map(|word| number(&word["score"]));
            let others = ["near", "together", "early", "forms", "coverage", "capitals"];
            let sum = words.chain(others.map(|name| number(&parts[name]))).sum::<f64>();
            let sum = sum * number(&parts["recency"]);
            let (id, score) = (&hit["id"], number(&hit["score"]));
            let query = &asked.queries[hit["qid"].as_str().unwrap()];
            assert!((sum - score).abs() <= 2e-4 * score.max(1.0), "{query} {args:?} {id}: {hit}");
            explained += 1;
        }
    }
    assert!(explained > 20 * queries, "{explained} scores");
}
