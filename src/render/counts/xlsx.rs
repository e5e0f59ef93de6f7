//! Counts as a workbook: the columns of csv, numbers as numbers.
//!
//! Shares are shown in percent, and are whole to who computes with them.

use std::io::{self, Write};

use super::report::CountsReport;
use super::table::{Value, names, rows};
use crate::render::workbook::{Cell, Workbook};

/// How wide columns of names and of numbers are, in characters.
const WIDTHS: (u32, u32) = (32, 14);

/// Writes counts.
pub(crate) fn write_counts(report: &CountsReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let of_names = report.counts.by.len().max(1);
    let width = |at| if at < of_names { WIDTHS.0 } else { WIDTHS.1 };
    let heads = names(report).into_iter().enumerate().map(|(at, name)| (name, width(at)));
    let heads: Vec<(String, u32)> = heads.collect();
    let mut workbook = Workbook::new(out, &["count"])?;
    workbook.sheet(&heads, |sheet| {
        rows(report).try_for_each(|row| sheet.row(row.into_iter().map(cell)))
    })?;
    workbook.finish()
}

fn cell(value: Value) -> Cell<'static> {
    match value {
        Value::Text(text) => text.into(),
        Value::Count(count) => Cell::Count(count),
        Value::Share(share) => Cell::Share(share),
        Value::Number(number) => Cell::Number(number),
    }
}
