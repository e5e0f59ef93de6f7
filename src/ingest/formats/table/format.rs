//! Tables: CSV and TSV with a header, one article a row; one that describes the texts beside it
//! holds none.
//!
//! The header says what separates the cells, whatever the file's extension. Rows are
//! read one at a time; a broken one costs itself.

use super::layout::{TableLayout, is_table};
use super::metadata::{self, Metadata};
use super::rows::Rows;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Describe, Format, Head, Out};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Bytes between two reports of progress.
const PROGRESS_BYTES: u64 = 1 << 20;

/// Tables.
pub(in crate::ingest::formats) struct Table;

impl Format for Table {
    fn about(&self) -> &'static About {
        &About {
            name: "table",
            version: 5,
            noun: "a table",
            extensions: &["csv", "tsv", "tab"],
            shared: &[],
            help: "each row under a header, cells parted by `,` `;` `|` or tabs",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || is_table(head.text()))
    }

    fn describes(&self) -> Option<&'static dyn Describe> {
        Some(&Metadata)
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        if let Some(beside) = source.hints.beside.take()
            && metadata::read(&mut source, &beside, out)?
        {
            return Ok(());
        }
        if metadata::is_apart_from_its_texts(&mut source) {
            return out.rejected(&source.origin, Reason::TextsApart);
        }
        let (layout, lengths) = match source.input.fill_buf() {
            Ok(head) => {
                let layout = TableLayout::of(head);
                let lengths = layout.lengths(&head[layout.note..]);
                (layout, lengths)
            }
            Err(error) => {
                return out.rejected(&source.origin, Reason::Unreadable(ReadFault::of(&error)));
            }
        };
        source.input.consume(layout.note);
        // The parser needs the input for itself while `source` is told of rows.
        let mut rows = match Rows::open(source.take_input(), layout, out.names(), &lengths) {
            Ok(rows) => rows,
            Err(reason) => return out.rejected(&source.origin, reason),
        };
        if !rows.unused().is_empty() {
            out.unused(&source.origin, rows.unused());
        }
        while rows.hand_over(&source.origin, out)? {
            if let Some(bytes) = rows.progress(PROGRESS_BYTES) {
                out.progress(&source, bytes);
            }
        }
        out.progress(&source, rows.progress(0).unwrap_or_default());
        Ok(())
    }
}
