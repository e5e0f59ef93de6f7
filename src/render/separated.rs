//! Cells with a separator between, as RFC 4180 has them or as a French Excel opens them.
//!
//! What opens a formula is mended where cells are made; quotes are left to the crate `csv`.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

/// Returns what writes rows below what is written: for a French Excel with semicolons between
/// cells, and with a mark in front that says that they are UTF-8.
pub(super) fn separated(excel: bool, out: &mut dyn Write) -> io::Result<Writer<&mut dyn Write>> {
    let mut rows = WriterBuilder::new();
    if excel {
        out.write_all("\u{FEFF}".as_bytes())?;
        rows.delimiter(b';').terminator(Terminator::CRLF);
    }
    Ok(rows.from_writer(out))
}

/// Returns a number with so many places, as Excel has it in France: with a comma.
pub(super) fn decimal(number: f64, places: usize, excel: bool) -> String {
    let text = format!("{number:.places$}");
    if excel { text.replace('.', ",") } else { text }
}
