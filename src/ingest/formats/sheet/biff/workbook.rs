//! The globals of a workbook: its sheets, the strings that they share, and which styles show
//! a date.

use std::collections::HashMap;

use super::super::moment::Epoch;
use super::super::number_format::{is_built_in_date, is_date};
use super::record::{Record, kind, records};
use super::string::{Writing, code_page, shared};
use crate::rejection::Reason;

/// What the globals of a workbook say.
#[derive(Debug)]
pub(super) struct Globals {
    /// The names of the sheets, and where they start in the stream.
    pub(super) sheets: Vec<(String, usize)>,
    pub(super) strings: Vec<String>,
    /// Which styles show a date.
    pub(super) dates: Vec<bool>,
    pub(super) epoch: Epoch,
    pub(super) writing: Writing,
}

/// The version of Excel 97, from which on strings are Unicode.
const EXCEL_97: u16 = 0x0600;

/// Reads the globals at the head of the stream.
pub(super) fn globals(stream: &[u8]) -> Result<Globals, Reason> {
    let mut globals = Globals {
        sheets: Vec::new(),
        strings: Vec::new(),
        dates: Vec::new(),
        epoch: Epoch::Of1900,
        writing: Writing { code_page: code_page(1252), is_unicode: true },
    };
    let mut formats: HashMap<u16, bool> = HashMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut records = records(stream).peekable();
    while let Some(record) = records.next() {
        match record.kind {
            kind::START => {
                globals.writing.is_unicode = record.u16(0).is_some_and(|is| is >= EXCEL_97);
            }
            kind::PASSWORD if record.u16(0) != Some(0) => return Err(Reason::Encrypted),
            kind::EPOCH if record.u16(0) == Some(1) => globals.epoch = Epoch::Of1904,
            kind::CODE_PAGE => {
                globals.writing.code_page = code_page(record.u16(0).unwrap_or_default());
            }
            kind::NUMBER_FORMAT => formats.extend(number_format(record, globals.writing)),
            kind::STYLE => styles.push(record.u16(2).unwrap_or_default()),
            kind::SHEET => globals.sheets.extend(sheet(record, globals.writing)),
            kind::STRINGS => {
                let mut parts = vec![record.data];
                while let Some(part) = records.next_if(|next| next.kind == kind::CONTINUE) {
                    parts.push(part.data);
                }
                globals.strings = shared(&parts);
            }
            kind::END => break,
            _ => {}
        }
    }
    let is_shown_as_date = |number: &u16| {
        formats.get(number).copied().unwrap_or_else(|| is_built_in_date(u32::from(*number)))
    };
    globals.dates = styles.iter().map(is_shown_as_date).collect();
    Ok(globals)
}

/// Returns the number of a format and whether it shows a date.
fn number_format(record: Record<'_>, writing: Writing) -> Option<(u16, bool)> {
    let format = if writing.is_unicode {
        writing.string(record.from(2))
    } else {
        writing.short_string(record.from(2))
    };
    Some((record.u16(0)?, is_date(&format?)))
}

/// Returns the name of a sheet and where it starts; charts and programs are none.
fn sheet(record: Record<'_>, writing: Writing) -> Option<(String, usize)> {
    let is_table = record.data.get(5) == Some(&0);
    let start = record.u32(0)? as usize;
    writing.short_string(record.from(6)).filter(|_| is_table).map(|name| (name, start))
}
