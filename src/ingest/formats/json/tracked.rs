//! A stream of JSON that knows how far it has been read, and refuses what is too large.
//!
//! It goes no further than it is asked to, so that its line is exact.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::repair::Repaired;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;

/// How far a document has been read.
#[derive(Default)]
pub(super) struct Position {
    /// Line ends passed.
    pub(super) line: Cell<u64>,
    /// Bytes since the current record started.
    pub(super) in_record: Cell<u64>,
    /// Bytes not yet reported as progress.
    pub(super) unreported: Cell<u64>,
}

/// Input that knows its line and refuses records that are too large.
pub(super) struct Tracked<'s> {
    pub(super) input: Repaired<'s>,
    pub(super) position: Rc<Position>,
}

impl Tracked<'_> {
    /// Skips blanks and returns the next byte without taking it.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.input.fill_buf()?;
            let Some(&byte) = buffer.first() else { return Ok(None) };
            if !byte.is_ascii_whitespace() && !b"\xEF\xBB\xBF".contains(&byte) {
                return Ok(Some(byte));
            }
            self.input.consume(1);
            self.position.pass(byte);
        }
    }
}

impl Position {
    fn pass(&self, byte: u8) {
        self.line.set(self.line.get() + u64::from(byte == b'\n'));
        self.in_record.set(self.in_record.get() + 1);
        self.unreported.set(self.unreported.get() + 1);
    }
}

impl Read for Tracked<'_> {
    /// Gives one byte at a time, as `serde_json` asks: the line is then exact.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position.in_record.get() > MAX_RECORD_BYTES {
            return Err(io::Error::other("record too large"));
        }
        let Some(first) = buffer.first_mut() else { return Ok(0) };
        let Some(&byte) = self.input.fill_buf()?.first() else { return Ok(0) };
        *first = byte;
        self.input.consume(1);
        self.position.pass(byte);
        Ok(1)
    }
}
