//! Hits and articles as JSON objects, one a line.
//!
//! Each line is whole by itself, whatever line ends an article has.

use std::io::{self, Write};

use super::format::{HitFormat, NOTHING, Queries, Written};
use super::json::explained;
use crate::engine::{Answer, Copies, Detail, SnippetOptions};
use crate::render::articles::ArticleForm;
use crate::render::counts::write_count_lines;
use crate::render::json::{exported_about, exported_decision, write_export, write_json};
use crate::render::kwic::write_kwic_lines;
use crate::render::printable::json_in_one_line;

/// JSON Lines.
pub(crate) static JSONL: HitFormat = HitFormat {
    name: "jsonl",
    help: "JSON objects, one a line",
    for_people: false,
    copies: Copies::Grouped(usize::MAX),
    detail: Detail::Snippet(SnippetOptions::DEFAULT),
    partial: false,
    queries: Queries::Named,
    hits: Some(write_hits),
    articles: Some(&JSONL_ARTICLES),
    counts: Some(write_count_lines),
    kwic: Some(write_kwic_lines),
    ..NOTHING
};

/// Articles as JSON Lines, which index again to the same answers.
static JSONL_ARTICLES: ArticleForm = ArticleForm {
    about: Some(|taking, out| {
        let about = taking.about.map(|about| exported_about(&about.json().to_string()));
        about.map_or(Ok(()), |about| writeln!(out, "{}", json_in_one_line(&about)))
    }),
    decision: Some(|json, out| writeln!(out, "{}", json_in_one_line(&exported_decision(json)))),
    ..ArticleForm::of(|taking, article, out| write_export(out, article, taking.queries))
};

fn write_hits(written: &Written<'_>, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    for hit in &answer.hits {
        let mut json = explained(hit, answer);
        if let Some(id) = written.query_id {
            json["qid"] = id.into();
        }
        if let Some(row) = written.row.json() {
            json["row"] = row;
        }
        write_json(out, &json)?;
    }
    Ok(())
}
