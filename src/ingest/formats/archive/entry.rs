//! Archives: what is in a zip or tar file, each entry read as a file on disk is.
//!
//! Nothing is ever written to disk, and the names of entries are only labels.
//! Folders, links, devices and hidden files are left out, as in a walk.

use std::io::{BufReader, Read};
use std::rc::Rc;

use crate::error::Result;
use crate::ingest::bytes::meter::Meter;
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::format::Out;
use crate::rejection::Reason;

/// Buffer of an entry.
const BUFFER_BYTES: usize = 32 << 10;

/// Reads an entry as a file in a folder is read.
pub(super) fn read_entry<'s>(
    origin: Origin,
    input: impl Read + 's,
    meter: &Rc<Meter>,
    out: &mut dyn Out,
) -> Result<()> {
    let input = Box::new(BufReader::with_capacity(BUFFER_BYTES, input));
    out.entry(Source::new(origin, input, Rc::clone(meter)))
}

/// Tells whether what follows in an archive must be left alone; says so if it must.
pub(super) fn is_spent(archive: &Origin, meter: &Meter, out: &mut dyn Out) -> Result<bool> {
    let is_spent = meter.is_spent();
    if is_spent {
        out.rejected(archive, Reason::Bomb)?;
    }
    Ok(is_spent)
}

/// Tells whether an entry is one that a walk leaves out.
pub(super) fn is_hidden(name: &str) -> bool {
    let mut names = name.split('/').filter(|name| !matches!(*name, "." | ".."));
    names.any(|name| name.starts_with('.') || name == "__MACOSX")
}
