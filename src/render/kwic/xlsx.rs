//! Concordances as a workbook: a row an occurrence, the columns of csv.
//!
//! What is too long for a cell ends in `…`.

use std::io::Write;

use super::report::{EachConcorded, KwicReport};
use super::table::{columns, row};
use crate::error::Result;
use crate::render::workbook::{Cell, Workbook};

/// Writes concordances.
pub(crate) fn write_kwic(
    report: &KwicReport<'_>,
    each: &mut EachConcorded<'_>,
    out: &mut dyn Write,
) -> Result<()> {
    let mut workbook = Workbook::new(out, &["kwic"])?;
    workbook.sheet(&columns(report), |rows| {
        each(&mut |concorded| {
            let mut lines = concorded.concordance.lines.iter();
            lines.try_for_each(|line| {
                rows.row(row(report, concorded, line).into_iter().map(Cell::from))
            })
        })
    })?;
    Ok(workbook.finish()?)
}
