//! XLS: read whole, since its streams lie anywhere in the file.
//!
//! Whatever places the file gives, no sheet is read twice.

use std::collections::BTreeSet;

use super::super::workbook::Workbook;
use super::compound::{Compound, SIGN};
use super::sheet::rows;
use super::workbook::globals;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Workbooks of Excel before 2007.
pub(in crate::ingest::formats) struct Xls;

impl Format for Xls {
    fn about(&self) -> &'static About {
        &About {
            name: "xls",
            version: 2,
            noun: "a workbook of Excel before 2007",
            extensions: &["xls"],
            shared: &[],
            help: "each row under the header of each sheet",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    /// Documents of other programs of that time start alike.
    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_named = head.extension() == Some("xls");
        head.claim(self.about(), || {
            let bytes = head.bytes();
            bytes.starts_with(SIGN) && (is_named || names_a_workbook(bytes))
        })
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let whole = source.read_whole();
        out.progress(&source, whole.bytes.len() as u64);
        let origin = source.origin;
        if whole.is_too_large() {
            return out.rejected(&origin, Reason::DocumentTooLarge);
        }
        if let Some(fault) = whole.fault {
            return out.rejected(&origin, Reason::Unreadable(ReadFault::of(&fault)));
        }
        let mut workbook = Workbook::new(origin, out);
        if let Err(reason) = read(&whole.bytes, &mut workbook)? {
            workbook.rejected(reason)?;
        }
        workbook.end()
    }
}

/// Tells whether the directory of such a file has a workbook.
fn names_a_workbook(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "Workbook\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// Reads the sheets; the inner error is why none is read.
fn read(bytes: &[u8], workbook: &mut Workbook<'_>) -> Result<Result<(), Reason>> {
    let stream = Compound::open(bytes).map(|file| {
        // Since Excel 97, and before; an XLSX with a password has neither.
        let is_locked = file.stream("EncryptedPackage").is_some();
        let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
        stream.ok_or(if is_locked { Reason::Encrypted } else { Reason::NoWorkbook })
    });
    let globals = match stream.unwrap_or(Err(Reason::NoWorkbook)) {
        Ok(stream) => globals(&stream).map(|globals| (globals, stream)),
        Err(reason) => Err(reason),
    };
    let (globals, stream) = match globals {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let mut read = BTreeSet::new();
    for (name, start) in &globals.sheets {
        if !read.insert(*start) {
            continue;
        }
        workbook.sheet(name);
        // A sheet ends where another starts, so that none is read twice.
        let starts = globals.sheets.iter().map(|(_, start)| *start);
        let end = starts.filter(|next| next > start).min().unwrap_or(stream.len());
        let (rows, is_whole) = rows(stream.get(*start..end).unwrap_or_default(), &globals);
        for (number, mut row) in rows {
            row.sort_by_key(|(column, _)| *column);
            workbook.row(u64::from(number) + 1, &row)?;
        }
        if !is_whole {
            workbook.rejected(Reason::CutShort)?;
        }
    }
    Ok(Ok(()))
}
