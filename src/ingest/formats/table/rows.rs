//! The rows of a table, one at a time.
//!
//! A broken one costs itself; only a quote that is not closed costs what follows.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::headless;
use super::layout::TableLayout;
use super::watched::{Progress, Watched};
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Origin;
use crate::ingest::format::Out;
use crate::ingest::record::columns::Columns;
use crate::ingest::record::field::FieldNames;
use crate::ingest::record::named_fields::NamedFields;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// What a formula of a spreadsheet begins with.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The rows of a table.
pub(super) struct Rows<'s> {
    reader: Reader<Watched<'s>>,
    progress: Rc<Progress>,
    layout: TableLayout,
    columns: Columns,
    row: ByteRecord,
    /// Programs that write no header write this where they know nothing.
    nothing: Option<&'static [u8]>,
    /// The row was read in place of a header.
    is_ahead: bool,
}

impl<'s> Rows<'s> {
    /// Reads the header of a table, the prose of whose columns is so long at its head, and says
    /// why there is none.
    pub(super) fn open(
        input: Box<dyn BufRead + 's>,
        layout: TableLayout,
        names: &FieldNames,
        lengths: &[usize],
    ) -> Result<Self, Reason> {
        let progress = Rc::new(Progress::default());
        let input = Watched { input, progress: Rc::clone(&progress) };
        let mut reader = ReaderBuilder::new()
            .delimiter(layout.separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(input);
        let mut row = ByteRecord::new();
        reader.read_byte_record(&mut row).map_err(|error| reason(&error))?;
        let headless = headless::columns(&row);
        let is_ahead = headless.is_some();
        let columns = if let Some(columns) = headless {
            columns
        } else {
            let header: Vec<_> = row.iter().map(|name| layout.decoded(name)).collect();
            Columns::with_lengths(header.iter().map(|name| &**name), names, lengths)?
        };
        let nothing = is_ahead.then_some(headless::NOTHING);
        Ok(Self { reader, progress, layout, columns, row, nothing, is_ahead })
    }

    /// Returns the names of columns that fill no field, as a message lists them.
    pub(super) fn unused(&self) -> &str {
        &self.columns.unused
    }

    /// Returns the bytes read since the last call, when there are enough to tell of.
    pub(super) fn progress(&self, most: u64) -> Option<u64> {
        (self.progress.unreported.get() > most).then(|| self.progress.unreported.take())
    }

    /// Hands over the next row, and tells whether there may be another.
    pub(super) fn hand_over(&mut self, origin: &Origin, out: &mut dyn Out) -> Result<bool> {
        self.progress.of_row.set(0);
        let line = self.reader.position().line() + self.layout.lines_before;
        let is_there = std::mem::take(&mut self.is_ahead);
        match if is_there { Ok(true) } else { self.reader.read_byte_record(&mut self.row) } {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(error) => {
                out.record(origin, (Some(line), Err(reason(&error))))?;
                return Ok(false);
            }
        }
        // Blank lines before a row do not count for the number that its article has.
        let position = self.row.position();
        let line = position.map_or(line, |place| place.line() + self.layout.lines_before);
        match self.article() {
            Ok(article) => out.record(origin, (Some(line), Ok(article)))?,
            Err(reason) => {
                let line = if is_there { line } else { self.line(&reason).max(line) };
                let raw = self.row.iter().collect::<Vec<_>>().join(&[self.layout.separator][..]);
                out.record_from(origin, line, &raw, Err(reason))?;
            }
        }
        Ok(true)
    }

    /// Returns the line where the row starts, behind blank ones that the reader passed over: as
    /// many before the next as it has itself.
    fn line(&self, reason: &Reason) -> u64 {
        let next = self.reader.position();
        let is_cut = *reason == Reason::OpenQuote
            || next.byte() == self.progress.bytes.get() && !self.progress.ends_line.get();
        let inner: usize =
            self.row.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum();
        // Where `\r` ends lines the parser has not yet counted the one that it stands in.
        let is_next = u64::from(!is_cut || self.layout.is_behind);
        (next.line() + self.layout.lines_before).saturating_sub(inner as u64 + is_next)
    }

    /// Returns the article of the row. Spreadsheets fill rows up with empty cells.
    fn article(&self) -> Result<Article, Reason> {
        let (row, fields) = (&self.row, &self.columns.fields);
        if self.progress.is_over.get() && is_open(row, self.progress.last.get()) {
            return Err(Reason::OpenQuote);
        }
        let is_empty = |cell: &[u8]| cell.trim_ascii().is_empty();
        if row.len() < fields.len() || !row.iter().skip(fields.len()).all(is_empty) {
            return Err(Reason::RowLength { found: row.len(), expected: fields.len() });
        }
        let mut record = NamedFields::default();
        let cells = row.iter().zip(fields).enumerate().filter_map(|(column, (cell, field))| {
            let field = field.filter(|_| self.nothing != Some(cell))?;
            Some((column, field, unguarded(self.layout.decoded(cell))))
        });
        self.columns.add_to(&mut record, cells);
        record.into_article()
    }
}

/// Returns a cell without the apostrophe that keeps a spreadsheet from taking it for a formula: it is
/// no part of what stands there (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn unguarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    let is_formula = |rest: &str| rest.trim_start_matches('\'').starts_with(FORMULA);
    let is_guarded = cell.strip_prefix('\'').is_some_and(is_formula);
    match cell {
        Cow::Borrowed(cell) if is_guarded => cell[1..].into(),
        Cow::Owned(mut cell) if is_guarded => {
            cell.remove(0);
            cell.into()
        }
        cell => cell,
    }
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
        csv::ErrorKind::Io(error) => Reason::Unreadable(ReadFault::of(error)),
        _ => Reason::Unreadable(ReadFault::System(error.to_string())),
    }
}
