//! An answer as one JSON object.
//!
//! Names and types in it are a contract: they grow, they do not change.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::format::{HitFormat, NOTHING, Queries, Style, Written};
use crate::engine::{Answer, Copies, Detail, Hit, SnippetOptions};
use crate::render::counts::write_counts_json;
use crate::render::evaluation::evaluation_json;
use crate::render::json::{hit_json, write_json};
use crate::render::kwic::write_kwic_json;
use crate::render::news::JSON_NEWS;
use crate::render::printable::json_in_one_line;
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
    hits: Some(write_hits),
    end: Some(write_end),
    news: Some(&JSON_NEWS),
    counts: Some(write_counts_json),
    kwic: Some(write_kwic_json),
    table: Some(|report, out| write_json(out, &evaluation_json(report))),
    ..NOTHING
};

/// Writes the beginning of the object and hits, or hits that follow others.
fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    if written.hits == 0 {
        write_head(written, answer, out)?;
    }
    for (hit, at) in answer.hits.iter().zip(written.hits..) {
        let comma = if at == 0 { "" } else { "," };
        write!(out, "{comma}{}", json_in_one_line(&explained(hit, answer).to_string()))?;
    }
    Ok(())
}

/// Writes the object up to its first hit.
fn write_head(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let head = head_json(answer, &written.style).to_string();
    let open = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{},\"hits\":[", json_in_one_line(open))
}

/// Writes the end of the object, or all of it where there was no hit.
fn write_end(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    if written.hits == 0 {
        write_head(written, answer, out)?;
    }
    write!(out, "]")?;
    if written.style.reading {
        write!(out, ",\"reading\":{}", json_in_one_line(&reading_json(answer).to_string()))?;
    }
    writeln!(out, "}}")
}

/// Returns an answer with the hits that it holds as one object. Names and types here are a
/// contract: they grow, they do not change.
#[must_use]
pub(crate) fn answer_json(answer: &Answer, style: &Style) -> Value {
    let mut json = head_json(answer, style);
    json["hits"] = answer.hits.iter().map(|hit| explained(hit, answer)).collect();
    if style.reading {
        json["reading"] = reading_json(answer);
    }
    json
}

/// Returns what is said of an answer before its hits.
fn head_json(answer: &Answer, style: &Style) -> Value {
    let query = &answer.reading.asked;
    let unknown = answer.unknown_words().map(|(word, _)| word);
    json!({
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
    })
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
