//! `limier serve` on articles of the corpus: what it answers to many queries.
//!
//! It is held against the command, run for each of them.

use serde_json::Value;

use super::data::corpus_lines;
use crate::serve::server::{Server, encoded};
use crate::support::{Limier, normalised};

/// Articles indexed, and queries asked.
const ARTICLES: usize = 3_000;
const QUERIES: usize = 500;

/// Returns queries made of titles: some words, a phrase, a condition.
fn queries(lines: &[String]) -> Vec<String> {
    let titles = lines.iter().filter_map(|line| {
        let article: Value = serde_json::from_str(line).ok()?;
        article["title"].as_str().map(str::to_owned)
    });
    let query = |(at, title): (usize, String)| {
        let words: Vec<&str> = title.split_whitespace().skip(at % 3).take(1 + at % 4).collect();
        let words = words.join(" ");
        match at % 10 {
            _ if words.is_empty() => title,
            7 => format!("\"{words}\""),
            8 => format!("{words} -France"),
            9 => format!("{words} date:2019"),
            _ => words,
        }
    };
    titles.step_by(ARTICLES / QUERIES).enumerate().map(query).collect()
}

#[test]
#[ignore = "needs ../shared"]
fn five_hundred_queries_are_answered_as_by_the_command() {
    let lines = corpus_lines(ARTICLES);
    let limier = Limier::new().file("articles.jsonl", lines.join("\n"));
    limier.index("articles.jsonl").output();
    let server = Server::on(&limier);
    let (mut found, mut refused) = (0, 0);
    let queries = queries(&lines);
    assert!(queries.len() >= QUERIES, "{} queries", queries.len());
    for query in &queries {
        let printed = limier.call("search").args(["--format", "json", "--", query]).output();
        let answer = server.ask(&format!("/api/search?q={}", encoded(query)), &[]);
        if printed.code > 1 {
            assert_eq!(answer.status, 400, "{query}: {answer:?}");
            refused += 1;
            continue;
        }
        let [mut printed, mut answer] = [printed.stdout, normalised(&answer.body)]
            .map(|text| serde_json::from_str::<Value>(&text).expect("JSON"));
        for json in [&mut printed, &mut answer] {
            json.as_object_mut().unwrap().remove("took_ms");
        }
        assert_eq!(answer, printed, "{query}");
        found += usize::from(!answer["hits"].as_array().unwrap().is_empty());
        // Where none is found the command ends with 1.
        let counted = limier.call("count").args(["--format", "json", "--", query]).output().stdout;
        let counted: Value = serde_json::from_str(&counted).expect("JSON");
        assert_eq!(server.json(&format!("/api/count?q={}", encoded(query))), counted, "{query}");
    }
    assert!(found > 400 && refused < 20, "{found} found, {refused} refused");
}
