//! How the cells of a table are written: what separates them, and in which encoding.
//!
//! It hands over no row.

use std::borrow::Cow;

use csv::ReaderBuilder;

use crate::ingest::bytes::encoding;
use crate::ingest::record::columns::MAX_COLUMNS;
use crate::ingest::record::field::FieldNames;

/// Rows at the head of a table by which the texts in it are known, and the words of a text.
const SAMPLE_ROWS: usize = 20;
const PROSE_WORDS: usize = 15;

/// How the cells of a table are written.
pub(super) struct TableLayout {
    /// What stands between cells.
    pub(super) separator: u8,
    /// The length of the line `sep=;` above the header.
    pub(super) note: usize,
    /// Lines that the parser does not count.
    pub(super) lines_before: u64,
    /// A line that `\r` ends is counted when the parser comes to the `\n`.
    pub(super) is_behind: bool,
    /// The encoding of cells that are no UTF-8.
    pub(super) label: &'static str,
}

impl TableLayout {
    /// Returns the layout of a table that starts so.
    pub(super) fn of(head: &[u8]) -> Self {
        let note = note(head);
        let is_behind = memchr::memchr(b'\n', &head[note..])
            .is_some_and(|end| head[..note + end].ends_with(b"\r"));
        Self {
            separator: separator(&head[note..]),
            note,
            lines_before: u64::from(note > 0) + u64::from(is_behind),
            is_behind,
            label: encoding::of_cells(head),
        }
    }

    /// Returns the bytes of prose in the first cells of each column, on average: of those with
    /// words enough to be texts.
    pub(super) fn lengths(&self, head: &[u8]) -> Vec<usize> {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(head);
        let mut sums: Vec<usize> = Vec::new();
        let mut rows = 0;
        for row in reader.byte_records().map_while(Result::ok).skip(1).take(SAMPLE_ROWS) {
            rows += 1;
            sums.resize(sums.len().max(row.len().min(MAX_COLUMNS)), 0);
            for (sum, cell) in sums.iter_mut().zip(&row) {
                let words = cell.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
                let is_prose = !cell.starts_with(b"{") && words.count() >= PROSE_WORDS;
                *sum += if is_prose { cell.len() } else { 0 };
            }
        }
        sums.into_iter().map(|sum| sum / rows).collect()
    }

    /// Returns a cell as text; one that is no UTF-8 is what the table is, since a cell is too
    /// short to guess by.
    pub(super) fn decoded<'c>(&self, cell: &'c [u8]) -> Cow<'c, str> {
        encoding::decode(cell, Some(self.label))
    }
}

/// Tells whether a stream without name starts as a table of articles: with a header that names
/// a text and one more field, and a row of as many cells or fewer.
pub(super) fn is_table(head: &[u8]) -> bool {
    let note = note(head);
    let separator = separator(&head[note..]);
    let mut lines =
        head[note..].split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (Some(header), Some(row)) = (lines.next(), lines.next()) else { return false };
    let header = String::from_utf8_lossy(header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header));
    let cells = header.split(char::from(separator));
    let names = FieldNames::default();
    let fields: Vec<_> =
        cells.filter_map(|cell| names.find(cell.trim().trim_matches('"'))).collect();
    let has_text = fields.iter().any(|(field, _)| field.is_text());
    has_text && fields.len() > 1 && row.contains(&separator)
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
