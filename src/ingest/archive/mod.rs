//! Archives: what is in a zip or tar file, each entry read as a file on disk is.
//!
//! Nothing is ever written to disk, and the names of entries are only labels.
//! Folders, links, devices and hidden files are left out, as in a walk.

mod tar;
mod zip;

use std::io::{BufReader, Read};
use std::rc::Rc;

pub(super) use tar::read as read_tar;
pub(super) use zip::read as read_zip;

use super::intake::Intake;
use super::meter::Meter;
use super::source::{Origin, Source};
use super::{Reason, file};
use crate::error::Result;

/// Most archives around an entry.
const MAX_DEPTH: usize = 3;

/// Buffer of an entry.
const BUFFER_BYTES: usize = 32 << 10;

/// Tells whether an archive is not in too many others to be read; says so if it is.
fn may_enter(archive: &Origin, intake: &mut Intake<'_>) -> Result<bool> {
    if archive.depth < MAX_DEPTH {
        return Ok(true);
    }
    intake.rejected(archive, Reason::ArchivesTooDeep(archive.depth))?;
    Ok(false)
}

/// Reads an entry as a file in a folder is read.
fn read_entry<'s>(
    origin: Origin,
    input: impl Read + 's,
    meter: &Rc<Meter>,
    intake: &mut Intake<'_>,
) -> Result<()> {
    let input = Box::new(BufReader::with_capacity(BUFFER_BYTES, input));
    file::read_stream(Source { origin, input, file: None, meter: Rc::clone(meter) }, false, intake)
}

/// Tells whether what follows in an archive must be left alone; says so if it must.
fn is_spent(archive: &Origin, meter: &Meter, intake: &mut Intake<'_>) -> Result<bool> {
    let is_spent = meter.is_spent();
    if is_spent {
        intake.rejected(archive, Reason::Bomb)?;
    }
    Ok(is_spent)
}

/// Tells whether an entry is one that a walk leaves out.
fn is_hidden(name: &str) -> bool {
    let mut names = name.split('/').filter(|name| !matches!(*name, "." | ".."));
    names.any(|name| name.starts_with('.') || name == "__MACOSX")
}

#[cfg(test)]
mod tests;
