//! A workbook as it is read: of each sheet the header, then rows that become articles.
//!
//! A sheet without a column of text is no table of articles: it is named when others are, and
//! the workbook is refused when none is. A string that many cells share is text in each of
//! them: how much a row and a workbook may come to is bounded.

use std::borrow::Cow;

use super::cell::Row;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::meter::{MAX_RECORD_BYTES, STREAM_BYTES};
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::format::Out;
use crate::ingest::record::columns::Columns;
use crate::ingest::record::field::FieldNames;
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Rows with a line of text each that may stand above a header.
const MOST_ABOVE: usize = 10;

/// A workbook being read.
pub(super) struct Workbook<'o> {
    origin: Origin,
    names: FieldNames,
    out: &'o mut dyn Out,
    sheet: Sheet,
    /// Bytes of all text so far.
    bytes: u64,
    /// Sheets that are tables of articles.
    tables: usize,
    /// Why the first other sheet is none, and which these are.
    others: Vec<(Origin, Reason)>,
}

/// The sheet being read.
#[derive(Default)]
struct Sheet {
    name: String,
    state: State,
}

/// What of a sheet has been found.
enum State {
    /// No header yet, but so many rows of one cell, and why the last is none.
    Above(usize, Option<Reason>),
    Table(Columns, Origin),
    None,
}

impl Default for State {
    fn default() -> Self {
        Self::Above(0, None)
    }
}

impl<'o> Workbook<'o> {
    pub(super) fn new(origin: Origin, out: &'o mut dyn Out) -> Self {
        let names = out.names().clone();
        Self {
            origin,
            names,
            out,
            sheet: Sheet::default(),
            bytes: 0,
            tables: 0,
            others: Vec::new(),
        }
    }

    /// Begins a sheet.
    pub(super) fn sheet(&mut self, name: &str) {
        self.close();
        self.sheet = Sheet { name: name.to_owned(), state: State::default() };
    }

    /// Takes a row of the sheet, with its number from 1.
    pub(super) fn row(&mut self, number: u64, row: &Row<'_>) -> Result<()> {
        if row.is_empty() || self.is_spent() {
            return Ok(());
        }
        let bytes = row.iter().map(|(_, cell)| cell.len() as u64).sum::<u64>();
        self.bytes += bytes;
        if self.is_spent() {
            return self.rejected(Reason::Bomb);
        }
        match &mut self.sheet.state {
            State::None => Ok(()),
            State::Table(_, origin) if bytes > MAX_RECORD_BYTES => {
                self.out.record(origin, (Some(number), Err(Reason::RowTooLarge)))
            }
            State::Table(columns, origin) => match article(row, columns) {
                Ok(article) => self.out.record(origin, (Some(number), Ok(article))),
                Err(reason) => {
                    let cells: Vec<_> = row.iter().map(|(_, cell)| cell.text(None)).collect();
                    self.out.record_from(origin, number, cells.join("\t").as_bytes(), Err(reason))
                }
            },
            State::Above(count, _) => {
                *count += 1;
                let may_go_on = row.len() == 1 && *count < MOST_ABOVE;
                self.header(row, may_go_on);
                Ok(())
            }
        }
    }

    /// Tells whether it has come to as much text as it may.
    fn is_spent(&self) -> bool {
        self.bytes > STREAM_BYTES
    }

    /// Takes a row that may be the header.
    fn header(&mut self, row: &Row<'_>, may_go_on: bool) {
        let width = row.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
        let mut header = vec![Cow::Borrowed(""); width];
        for (column, cell) in row {
            header[*column] = cell.text(None);
        }
        match Columns::of(header.iter().map(|name| &**name), &self.names) {
            Ok(columns) => {
                let origin = if self.tables == 0 {
                    self.origin.clone()
                } else {
                    self.origin.entry(&self.sheet.name)
                };
                self.tables += 1;
                if !columns.unused.is_empty() {
                    self.out.unused(&origin, &columns.unused);
                }
                self.sheet.state = State::Table(columns, origin);
            }
            Err(reason) if may_go_on => {
                if let State::Above(_, above) = &mut self.sheet.state {
                    *above = Some(reason);
                }
            }
            Err(reason) => {
                self.others.push((self.origin.entry(&self.sheet.name), reason));
                self.sheet.state = State::None;
            }
        }
    }

    /// Takes a sheet, or the workbook, that cannot be read on.
    pub(super) fn rejected(&mut self, reason: Reason) -> Result<()> {
        let origin = match &self.sheet.state {
            State::Table(_, origin) => origin.clone(),
            _ => self.origin.clone(),
        };
        self.tables += 1;
        self.out.rejected(&origin, reason)
    }

    /// Ends a sheet.
    fn close(&mut self) {
        if let State::Above(_, Some(reason)) = &self.sheet.state {
            self.others.push((self.origin.entry(&self.sheet.name), reason.clone()));
        }
    }

    /// Takes note of bytes read from `source`.
    pub(super) fn progress(&mut self, source: &Source<'_>, bytes: u64) {
        self.out.progress(source, bytes);
    }

    /// Ends the workbook.
    pub(super) fn end(mut self) -> Result<()> {
        self.close();
        if self.tables == 0 {
            let reason =
                self.others.into_iter().next().map_or(Reason::NoItem, |(_, reason)| reason);
            return self.out.rejected(&self.origin, reason);
        }
        for (origin, _) in &self.others {
            self.out.skipped(origin, &"a sheet without a column of text".into());
        }
        Ok(())
    }
}

/// Returns the article of a row.
fn article(row: &Row<'_>, columns: &Columns) -> Result<Article, Reason> {
    let mut record = NamedFields::default();
    let cells = row.iter().filter_map(|(column, cell)| {
        let target = columns.fields.get(*column).copied().flatten()?;
        Some((*column, target, cell.text(Some(target.0))))
    });
    columns.add_to(&mut record, cells);
    record.into_article()
}
