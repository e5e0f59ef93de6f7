//! The header of a table: what separates the cells, and what the columns hold.
//!
//! It reads no row.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::ingest::bytes::encoding;
use crate::ingest::record::field::{FieldNames, RankedField};
use crate::rejection::Reason;

/// Most columns of a table.
pub(in crate::ingest) const MAX_COLUMNS: usize = 10_000;

/// How the cells of a table are written.
pub(super) struct Layout {
    /// What stands between cells.
    pub(super) separator: u8,
    /// The length of the line `sep=;` above the header.
    pub(super) note: usize,
    /// Lines that the parser does not count.
    pub(super) lines_before: u64,
    /// The encoding of cells that are no UTF-8.
    pub(super) label: &'static str,
}

impl Layout {
    /// Returns the layout of a table that starts so.
    pub(super) fn of(head: &[u8]) -> Self {
        let note = note(head);
        // The parser counts the line that `\r` ends only when it comes to the `\n`.
        let is_behind = memchr::memchr(b'\n', &head[note..])
            .is_some_and(|end| head[..note + end].ends_with(b"\r"));
        Self {
            separator: separator(&head[note..]),
            note,
            lines_before: u64::from(note > 0) + u64::from(is_behind),
            label: encoding::of_cells(head),
        }
    }

    /// Returns a cell as text; one that is no UTF-8 is what the table is, since a cell is too
    /// short to guess by.
    pub(super) fn decoded<'c>(&self, cell: &'c [u8]) -> Cow<'c, str> {
        encoding::decode(cell, Some(self.label))
    }
}

/// Returns the length of the line `sep=;`, which tells spreadsheets the separator.
fn note(head: &[u8]) -> usize {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let is_note = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep="));
    let end = memchr::memchr(b'\n', &head[..head.len().min(16)]);
    end.filter(|_| is_note).map_or(0, |end| end + 1)
}

/// Returns what separates the cells of the header: the sign that comes most often outside
/// of quotes.
fn separator(head: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b'\t', 0), (b';', 0), (b'|', 0), (b',', 0)];
    // The header stands behind blank lines.
    for &byte in head.iter().skip_while(|byte| b"\r\n".contains(byte)) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == byte) {
                    *count += 1;
                }
            }
        }
    }
    // The first of equals: a tab hardly stands in a name.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

/// What the columns of a table hold.
#[derive(Default)]
pub(super) struct Columns {
    /// The field that each fills, if it fills one.
    pub(super) fields: Vec<Option<RankedField>>,
    /// The names of those that fill none, as a message lists them; empty when there are none.
    pub(super) unused: String,
}

impl Columns {
    /// Returns what the columns under a header hold, or says that there is no text among them.
    pub(super) fn of(
        header: &ByteRecord,
        layout: &Layout,
        names: &FieldNames,
    ) -> Result<Self, Reason> {
        if header.len() > MAX_COLUMNS {
            return Err(Reason::TooManyColumns(header.len()));
        }
        let name = |name| layout.decoded(name).trim_start_matches('\u{FEFF}').trim().to_owned();
        let found: Vec<String> = header.iter().map(name).collect();
        if found.iter().all(String::is_empty) {
            return Err(Reason::NoItem);
        }
        let fields: Vec<_> = found.iter().map(|name| names.find(name)).collect();
        if !fields.iter().flatten().any(|(field, _)| field.is_text()) {
            return Err(Reason::NoTextColumn(shown(&found)));
        }
        let unused = found.into_iter().zip(&fields);
        let unused = unused.filter(|(name, field)| field.is_none() && !name.is_empty());
        let unused: Vec<_> = unused.map(|(name, _)| name).collect();
        Ok(Self { fields, unused: shown(&unused) })
    }
}

/// Returns names as a message lists them.
fn shown(names: &[String]) -> String {
    const MOST: usize = 20;
    const MOST_CHARS: usize = 40;
    let name = |name: &String| format!("`{}`", name.chars().take(MOST_CHARS).collect::<String>());
    let mut shown: Vec<_> = names.iter().take(MOST).map(name).collect();
    if names.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
