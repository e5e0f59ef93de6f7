//! Concordances as JSON: one object, or an occurrence a line.
//!
//! Names and types in it are a contract: they grow, they do not change.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::report::{Concorded, EachConcorded, KwicReport, beginning, ending};
use crate::engine::KwicLine;
use crate::error::Result;
use crate::render::json::write_json;
use crate::render::printable::json_in_one_line;
use crate::render::row::Row;

/// Writes a concordance as one object.
pub(crate) fn write_kwic(
    report: &KwicReport<'_>,
    each: &mut EachConcorded<'_>,
    out: &mut dyn Write,
) -> Result<()> {
    each(&mut |concorded| write_object(report, concorded, out))
}

fn write_object(
    report: &KwicReport<'_>,
    concorded: &Concorded<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = json!({
        "query": concorded.query,
        "occurrences": concorded.concordance.occurrences,
        "articles": concorded.concordance.articles,
        "without": concorded.concordance.without,
    });
    let head = head.to_string();
    let open = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{},\"lines\":[", json_in_one_line(open))?;
    for (at, line) in concorded.concordance.lines.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(
            out,
            "{comma}{}",
            json_in_one_line(&line_json(report, concorded, line).to_string())
        )?;
    }
    writeln!(out, "]}}")
}

/// Writes an occurrence a line.
pub(crate) fn write_kwic_lines(
    report: &KwicReport<'_>,
    each: &mut EachConcorded<'_>,
    out: &mut dyn Write,
) -> Result<()> {
    each(&mut |concorded| {
        let mut lines = concorded.concordance.lines.iter();
        lines.try_for_each(|line| write_json(out, &line_json(report, concorded, line)))
    })
}

fn line_json(report: &KwicReport<'_>, concorded: &Concorded<'_>, line: &KwicLine) -> Value {
    let most = report.width.unwrap_or(usize::MAX);
    let article = &line.article;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut json = json!({
        "id": article.id,
        "published": article.published.as_ref().map(|date| &date.iso),
        "source": text(&article.source),
        "title": article.title,
        "field": line.field.name(),
        "left": ending(line.left(), most),
        "match": line.found(),
        "right": beginning(line.right(), most),
    });
    if let Some(id) = concorded.id {
        json["qid"] = id.into();
    }
    let names = report.columns.unwrap_or_default();
    if let Some(row) = (Row { names, values: concorded.carried }).json() {
        json["row"] = row;
    }
    json
}
