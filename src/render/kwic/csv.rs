//! A concordance as comma-separated values: a row an occurrence, in columns with names.
//!
//! Quotes and commas are left to the crate `csv`; every value is on one line.

use std::io::{self, Write};

use super::report::{KwicReport, beginning, ending};
use crate::render::formula::formula_free;
use crate::render::printable::in_one_line;
use crate::render::separated::separated;

/// The names of the columns.
pub(super) const NAMES: [&str; 8] =
    ["id", "published", "source", "title", "field", "left", "match", "right"];

/// Writes a concordance.
pub(crate) fn write_kwic(report: &KwicReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = separated(report.excel, out)?;
    lines.write_record(NAMES)?;
    let most = report.width.unwrap_or(usize::MAX);
    for line in &report.concordance.lines {
        let article = &line.article;
        let date = article.published.as_ref().map_or("", |date| date.iso.as_str());
        let cells = [
            &*in_one_line(&article.id),
            date,
            &*in_one_line(&article.source),
            &*in_one_line(&article.title),
            line.field.name(),
            ending(&in_one_line(line.left()), most),
            &*in_one_line(line.found()),
            beginning(&in_one_line(line.right()), most),
        ]
        .map(|cell| formula_free(cell).into_owned());
        lines.write_record(cells)?;
    }
    lines.flush()
}
