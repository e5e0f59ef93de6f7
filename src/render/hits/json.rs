//! An answer as one JSON object.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::format::{HitFormat, Queries, Style};
use crate::engine::{Answer, Copies, Detail, Hit, SnippetOptions};
use crate::render::evaluation::evaluation_json;
use crate::render::json::{hit_json, write_json};
use crate::render::reading::reading_json;
use crate::render::score::score_json;

/// One JSON object.
pub(crate) static JSON: HitFormat = HitFormat {
    name: "json",
    help: "One JSON object",
    for_people: false,
    copies: Copies::Grouped(usize::MAX),
    detail: Detail::Snippet(SnippetOptions::DEFAULT),
    partial: true,
    queries: Queries::One,
    head: None,
    hits: write_hits,
    article: None,
    decision: None,
    table: Some(|report, out| write_json(out, &evaluation_json(report))),
};

fn write_hits(
    _: Option<&str>,
    answer: &Answer,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_json(out, &answer_json(answer, style))
}

/// Returns an answer as one object. Names and types here are a contract: they grow, they do
/// not change.
#[must_use]
pub(crate) fn answer_json(answer: &Answer, style: &Style) -> Value {
    let query = &answer.reading.asked;
    let unknown = answer.unknown_words().map(|(word, _)| word);
    let mut json = json!({
        "query": query.text,
        "total": answer.total,
        "total_all_words": answer.total_all_words,
        "relaxed": answer.is_relaxed(),
        "words": query.words.iter().map(|word| &word.term).collect::<Vec<_>>(),
        "left_out": query.left_out,
        "without_phrases": answer.reading.without_phrases,
        "undated": answer.undated(),
        "unknown": unknown.collect::<Vec<_>>(),
        "suggestions": suggestions(answer),
        "language": query.language,
        "took_ms": (style.took.as_secs_f64() * 1e6).round() / 1e3,
        "hits": answer.hits.iter().map(|hit| explained(hit, answer)).collect::<Vec<_>>(),
    });
    if style.reading {
        json["reading"] = reading_json(answer);
    }
    json
}

/// Returns a hit as one object, with what its score is made of when that is known.
pub(super) fn explained(hit: &Hit, answer: &Answer) -> Value {
    let mut json = hit_json(hit);
    if let Some(parts) = &hit.explanation {
        json["explanation"] = score_json(parts, answer.reading.query());
    }
    json
}

/// Returns the word that may have been meant by each that is unknown, or rare beside it.
fn suggestions(answer: &Answer) -> Value {
    answer.suggestions().map(|(word, meant)| (word.to_owned(), json!(meant))).collect()
}
