//! Tar files, read from the beginning to the end.
//!
//! What is cut short or damaged is said once: in the entry where it shows, or for
//! the file when that is between entries. What came before is kept.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::error::Result;
use crate::ingest::Reason;
use crate::ingest::intake::Intake;
use crate::ingest::meter::Bounded;
use crate::ingest::source::Source;

/// Most bytes of the headers of an entry, long names included.
const MAX_HEADER_BYTES: u64 = 1 << 20;

/// Reads every article of a tar file into `intake`.
pub(in crate::ingest) fn read(source: Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
    let Source { origin, input, meter, .. } = source;
    if !super::may_enter(&origin, intake)? {
        return Ok(());
    }
    let watch = Watch::default();
    let mut archive = tar::Archive::new(Watched { input, watch: &watch });
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return intake.rejected(&origin, Reason::Unreadable(error.to_string())),
    };
    loop {
        watch.left.set(MAX_HEADER_BYTES);
        let mut entry = match entries.next() {
            None => return Ok(()),
            Some(Ok(entry)) => entry,
            Some(Err(error)) => {
                return intake.rejected(&origin, Reason::Unreadable(error.to_string()));
            }
        };
        watch.left.set(u64::MAX);
        let name = name(&entry.path_bytes());
        let kind = entry.header().entry_type();
        let is_file = kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse();
        if is_file && !name.ends_with('/') && !super::is_hidden(&name) {
            let packed = Rc::new(Cell::new(entry.header().entry_size().unwrap_or_default()));
            let whole = Whole { left: entry.size(), input: &mut entry };
            let input = Bounded::new(whole, packed, &meter);
            super::read_entry(origin.entry(&name), input, &meter, intake)?;
            if watch.failed.get() || super::is_spent(&origin, &meter, intake)? {
                return Ok(());
            }
        }
        if let Err(error) = io::copy(&mut entry, &mut io::sink()) {
            return intake.rejected(&origin, Reason::Unreadable(error.to_string()));
        }
    }
}

/// Returns a name as text; bytes that are no UTF-8 are taken for Latin-1.
fn name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// What happened below a tar file.
#[derive(Default)]
struct Watch {
    /// Bytes that may be read.
    left: Cell<u64>,
    /// Something could not be read, or is missing.
    failed: Cell<bool>,
}

/// The bytes of a tar file.
struct Watched<'w, R> {
    input: R,
    watch: &'w Watch,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.left.get() == 0 {
            return Err(io::Error::other("a header without end"));
        }
        match self.input.read(buffer) {
            Ok(count) => {
                self.watch.left.set(self.watch.left.get().saturating_sub(count as u64));
                self.watch.failed.set(count == 0 && !buffer.is_empty());
                Ok(count)
            }
            Err(error) => {
                self.watch.failed.set(true);
                Err(error)
            }
        }
    }
}

/// An entry, the early end of which is an error.
struct Whole<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            self.left = 0;
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the archive ends in the middle of it",
            ));
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
