//! Tables: CSV and TSV with a header, one article a row.
//!
//! The header says what separates the cells, whatever the file's extension. Rows are
//! read one at a time; a broken one costs itself.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::record::field::{FieldNames, RankedField};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// Most columns of a table.
const MAX_COLUMNS: usize = 10_000;

/// Tables.
pub(super) struct Table;

impl Format for Table {
    fn about(&self) -> &'static About {
        &About {
            name: "table",
            version: 1,
            noun: "a table",
            extensions: &["csv", "tsv", "tab"],
            shared: &[],
            help: "each row under a header, cells parted by `,` `;` `|` or tabs",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || false)
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read(&mut source, out)
    }
}

/// Reads every row of a table.
fn read(source: &mut Source<'_>, out: &mut dyn Out) -> Result<()> {
    let (separator, note, lines_before, label) = match source.input.fill_buf() {
        Ok(head) => {
            let note = note(head);
            // The parser counts the line that `\r` ends only when it comes to the `\n`.
            let is_behind = memchr::memchr(b'\n', &head[note..])
                .is_some_and(|end| head[..note + end].ends_with(b"\r"));
            let lines_before = u64::from(note > 0) + u64::from(is_behind);
            (separator(&head[note..]), note, lines_before, encoding::of_cells(head))
        }
        Err(error) => return out.rejected(&source.origin, unreadable(&error)),
    };
    source.input.consume(note);
    let progress = Rc::new(Progress::default());
    // The parser needs the input for itself while `source` is told of rows.
    let input = source.take_input();
    let input = Watched { input, progress: Rc::clone(&progress) };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(input);
    let mut row = ByteRecord::new();
    let columns = match reader.read_byte_record(&mut row) {
        Ok(_) => columns(&row, out.names(), label),
        Err(error) => Err(reason(&error)),
    };
    let (columns, unused) = match columns {
        Ok(columns) => columns,
        Err(reason) => return out.rejected(&source.origin, reason),
    };
    if !unused.is_empty() {
        out.unused(&source.origin, &shown(&unused));
    }
    loop {
        progress.of_row.set(0);
        let line = Some(reader.position().line() + lines_before);
        let is_row = match reader.read_byte_record(&mut row) {
            Ok(is_row) => is_row,
            Err(error) => {
                out.record(&source.origin, (line, Err(reason(&error))))?;
                break;
            }
        };
        if !is_row {
            break;
        }
        // The reader passes over blank lines before a row.
        let line = row.position().map(|position| position.line() + lines_before).or(line);
        let record = if progress.is_over.get() && is_open(&row, progress.last.get()) {
            Err(Reason::OpenQuote)
        } else {
            article(&row, &columns, label)
        };
        match (line, record) {
            (Some(line), Err(reason)) => {
                let raw: Vec<&[u8]> = row.iter().collect();
                let raw = raw.join(&[separator][..]);
                out.record_from(&source.origin, line, &raw, Err(reason))?;
            }
            record => out.record(&source.origin, record)?,
        }
        if progress.unreported.get() > PROGRESS_BYTES {
            out.progress(source, progress.unreported.take());
        }
    }
    out.progress(source, progress.unreported.take());
    Ok(())
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

/// Returns the fields that columns fill and the names of those that fill none, or says that
/// there is no text among them.
fn columns(
    header: &ByteRecord,
    names: &FieldNames,
    label: &str,
) -> Result<(Vec<Option<RankedField>>, Vec<String>), Reason> {
    if header.len() > MAX_COLUMNS {
        return Err(Reason::TooManyColumns(header.len()));
    }
    let name = |name| decoded(name, label).trim_start_matches('\u{FEFF}').trim().to_owned();
    let found: Vec<String> = header.iter().map(name).collect();
    if found.iter().all(String::is_empty) {
        return Err(Reason::NoItem);
    }
    let columns: Vec<_> = found.iter().map(|name| names.find(name)).collect();
    if columns.iter().flatten().any(|(field, _)| field.is_text()) {
        let unused = found.into_iter().zip(&columns);
        let unused = unused.filter(|(name, target)| target.is_none() && !name.is_empty());
        let unused = unused.map(|(name, _)| name).collect();
        return Ok((columns, unused));
    }
    Err(Reason::NoTextColumn(shown(&found)))
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

/// Returns the article of a row. Spreadsheets fill rows up with empty cells.
fn article(
    row: &ByteRecord,
    columns: &[Option<RankedField>],
    label: &str,
) -> Result<Article, Reason> {
    let is_empty = |cell: &[u8]| cell.trim_ascii().is_empty();
    if row.len() < columns.len() || !row.iter().skip(columns.len()).all(is_empty) {
        return Err(Reason::RowLength { found: row.len(), expected: columns.len() });
    }
    let mut record = NamedFields::default();
    for (cell, target) in row.iter().zip(columns) {
        let Some(target) = target else { continue };
        record.add(*target, &decoded(cell, label));
    }
    record.into_article()
}

/// Returns a cell as text; one that is no UTF-8 is what the table is, since a cell is too
/// short to guess by.
fn decoded<'c>(cell: &'c [u8], label: &str) -> Cow<'c, str> {
    encoding::decode(cell, Some(label))
}

/// Tells whether the quote of the last cell lacks its end: the cell has several lines,
/// and no quote ends the file.
fn is_open(row: &ByteRecord, last_byte: u8) -> bool {
    let last = row.iter().next_back().unwrap_or_default();
    last_byte != b'"' && memchr::memchr(b'\n', last.trim_ascii_end()).is_some()
}

fn reason(error: &csv::Error) -> Reason {
    match error.kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Reason::RowTooLarge
        }
        csv::ErrorKind::Io(error) => unreadable(error),
        _ => Reason::Unreadable(error.to_string()),
    }
}

fn unreadable(error: &io::Error) -> Reason {
    Reason::Unreadable(error.to_string())
}

/// How far a table has been read.
#[derive(Default)]
struct Progress {
    /// Bytes since the current row started, about.
    of_row: Cell<u64>,
    /// Bytes not yet reported.
    unreported: Cell<u64>,
    /// The last byte that is not blank.
    last: Cell<u8>,
    is_over: Cell<bool>,
}

/// Input that refuses rows that are too large.
struct Watched<'s> {
    input: Box<dyn BufRead + 's>,
    progress: Rc<Progress>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let progress = &self.progress;
        if progress.of_row.get() > MAX_RECORD_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.input.read(buffer)?;
        let bytes = count as u64;
        progress.of_row.set(progress.of_row.get() + bytes);
        progress.unreported.set(progress.unreported.get() + bytes);
        progress.is_over.set(count == 0);
        if let Some(&last) = buffer[..count].trim_ascii_end().last() {
            progress.last.set(last);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
