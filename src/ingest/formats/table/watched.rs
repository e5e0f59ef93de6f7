//! A stream of rows that knows how far it has been read, and refuses rows that are too large.
//!
//! It counts bytes and knows neither cells nor quotes.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use crate::ingest::bytes::meter::MAX_RECORD_BYTES;

/// How far a table has been read.
#[derive(Default)]
pub(super) struct Progress {
    /// Bytes since the current row started, about.
    pub(super) of_row: Cell<u64>,
    /// Bytes not yet reported.
    pub(super) unreported: Cell<u64>,
    /// The last byte that is not blank.
    pub(super) last: Cell<u8>,
    pub(super) is_over: Cell<bool>,
    /// All bytes read.
    pub(super) bytes: Cell<u64>,
    /// What was read last ends a line.
    pub(super) ends_line: Cell<bool>,
}

/// Input that refuses rows that are too large.
pub(super) struct Watched<'s> {
    pub(super) input: Box<dyn BufRead + 's>,
    pub(super) progress: Rc<Progress>,
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
        progress.bytes.set(progress.bytes.get() + bytes);
        if let Some(last) = buffer[..count].last() {
            progress.ends_line.set(matches!(last, b'\n' | b'\r'));
        }
        if let Some(&last) = buffer[..count].trim_ascii_end().last() {
            progress.last.set(last);
        }
        Ok(count)
    }
}
