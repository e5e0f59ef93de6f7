//! Concordances as comma-separated values: a row an occurrence, in columns with names.
//!
//! Quotes and commas are left to the crate `csv`; no cell starts a formula.

use std::io::{self, Write};

use super::report::{EachConcorded, KwicReport};
use super::table::{columns, row};
use crate::error::Result;
use crate::render::formula::formula_free;
use crate::render::separated::separated;

/// Writes concordances.
pub(crate) fn write_kwic(
    report: &KwicReport<'_>,
    each: &mut EachConcorded<'_>,
    out: &mut dyn Write,
) -> Result<()> {
    let mut lines = separated(report.excel, out)?;
    let mut write = |cells: &mut dyn Iterator<Item = &String>| {
        lines.write_record(cells.map(|cell| formula_free(cell).into_owned()))
    };
    write(&mut columns(report).iter().map(|(name, _)| name)).map_err(io::Error::from)?;
    each(&mut |concorded| {
        for line in &concorded.concordance.lines {
            write(&mut row(report, concorded, line).iter())?;
        }
        Ok(())
    })?;
    Ok(lines.flush()?)
}
