//! Concordances as rows of cells under names, whatever a program makes of them.
//!
//! Every value is on one line; in front of it stands the id of a query of a file, behind it what
//! else its row has there.

use super::report::{Concorded, KwicReport, beginning, ending};
use crate::engine::KwicLine;
use crate::render::printable::in_one_line;

/// The columns, with how wide each is in a spreadsheet, in characters.
const COLUMNS: [(&str, u32); 8] = [
    ("id", 16),
    ("published", 26),
    ("source", 20),
    ("title", 40),
    ("field", 10),
    ("left", 60),
    ("match", 20),
    ("right", 60),
];

/// How wide the columns of queries are.
const WIDTH: u32 = 16;

/// Returns the names of the columns, with how wide each is.
pub(super) fn columns(report: &KwicReport<'_>) -> Vec<(String, u32)> {
    let id = report.columns.map(|_| ("qid", WIDTH)).into_iter();
    let usual = id.chain(COLUMNS).map(|(name, width)| (name.to_owned(), width));
    let carried = report.columns.unwrap_or_default().iter();
    usual.chain(carried.map(|name| (in_one_line(name).into_owned(), WIDTH))).collect()
}

/// Returns the cells of an occurrence.
pub(super) fn row(
    report: &KwicReport<'_>,
    concorded: &Concorded<'_>,
    line: &KwicLine,
) -> Vec<String> {
    let most = report.width.unwrap_or(usize::MAX);
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
    .map(str::to_owned);
    let of_row = |text: &str| in_one_line(text).into_owned();
    let id = concorded.id.map(of_row).into_iter();
    id.chain(cells).chain(concorded.carried.iter().map(|value| of_row(value))).collect()
}
