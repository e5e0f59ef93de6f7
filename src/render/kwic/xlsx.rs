//! A concordance as a workbook: a row an occurrence, the columns of csv.
//!
//! What is too long for a cell ends in `…`.

use std::io::{self, Write};

use super::csv::NAMES;
use super::report::{KwicReport, beginning, ending};
use crate::render::printable::in_one_line;
use crate::render::workbook::{Cell, Workbook};

/// How wide the columns are, in characters.
const WIDTHS: [u32; NAMES.len()] = [16, 26, 20, 40, 10, 60, 20, 60];

/// Writes a concordance.
pub(crate) fn write_kwic(report: &KwicReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let most = report.width.unwrap_or(usize::MAX);
    let heads: Vec<(String, u32)> = NAMES.map(str::to_owned).into_iter().zip(WIDTHS).collect();
    let mut workbook = Workbook::new(out, &["kwic"])?;
    workbook.sheet(&heads, |rows| {
        report.concordance.lines.iter().try_for_each(|line| {
            let article = &line.article;
            let date = article.published.as_ref().map_or("", |date| date.iso.as_str());
            rows.row([
                Cell::Text(in_one_line(&article.id)),
                date.into(),
                Cell::Text(in_one_line(&article.source)),
                Cell::Text(in_one_line(&article.title)),
                line.field.name().into(),
                ending(&in_one_line(line.left()), most).into(),
                Cell::Text(in_one_line(line.found())),
                beginning(&in_one_line(line.right()), most).into(),
            ])
        })
    })?;
    workbook.finish()
}
