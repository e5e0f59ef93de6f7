//! The zip file that an XLSX or an ODS is: its parts, by name.
//!
//! A part is unpacked when it is asked for, within what one file may unpack to.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE;

use super::workbook::Workbook;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::bytes::zipped::{OpenZip, unreadable};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Most entries that are looked at: workbooks have a few dozen.
const MOST_ENTRIES: usize = 10_000;

/// An open zip file.
pub(super) struct Package {
    zip: OpenZip,
    /// Stands for it where progress is told.
    source: Source<'static>,
    /// Bytes unpacked and not yet told.
    unpacked: Cell<u64>,
}

impl Package {
    /// Opens a zip file; fails with its origin.
    pub(super) fn open(source: Source<'_>) -> Result<Self, (Origin, Reason)> {
        let zip = OpenZip::open(source, &mut Vec::new())?;
        let source = Source::new(zip.origin.clone(), Box::new(io::empty()), Rc::clone(&zip.meter));
        Ok(Self { zip, source, unpacked: Cell::new(0) })
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.zip.origin
    }

    /// Tells of the bytes read so far.
    pub(super) fn tell(&self, workbook: &mut Workbook<'_>) {
        workbook.progress(&self.source, self.unpacked.take());
    }

    /// Tells whether it has unpacked to as much as it may.
    pub(super) fn is_spent(&self) -> bool {
        self.zip.meter.is_spent()
    }

    /// Returns the text of a part, `None` where there is none of this name.
    pub(super) fn part(&self, name: &str) -> Result<Option<String>, Reason> {
        let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let mut entries = self.zip.archive.entries(&mut buffer);
        for _ in 0..MOST_ENTRIES {
            let Some(header) = entries.next_entry().map_err(|error| unreadable(&error))? else {
                return Ok(None);
            };
            if header.file_path().as_bytes().eq_ignore_ascii_case(name.as_bytes()) {
                let mut bytes = Vec::new();
                let input = self.zip.entry(&header)?;
                let read = input.take(MAX_RECORD_BYTES + 1).read_to_end(&mut bytes);
                read.map_err(|error| Reason::Unreadable(ReadFault::of(&error)))?;
                if bytes.len() as u64 > MAX_RECORD_BYTES {
                    return Err(Reason::DocumentTooLarge);
                }
                self.unpacked.set(self.unpacked.get() + bytes.len() as u64);
                return Ok(Some(text(bytes)));
            }
        }
        Ok(None)
    }
}

/// Returns bytes as text, without a copy where they are UTF-8.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| encoding::decode(error.as_bytes(), None).into_owned())
}
