//! The file in which decisions are kept: its text, or that it is not as it was written.
//!
//! It knows nothing of what it says.

use std::io;
use std::path::Path;

use super::sealed_file;
use crate::error::{Cause, Error, NotAsWritten, Result};

/// Returns the text of a file, if it is there.
///
/// # Errors
/// `IndexDamaged` when it is not as it was written, or what was written to it is gone.
pub(super) fn read_if_there(dir: &Path, path: &Path) -> Result<Option<String>> {
    let there = look_at(dir, path)?;
    let is_sealed = there.as_ref().is_some_and(|(_, is_sealed)| *is_sealed);
    let text = || there.as_ref().map(|(text, _)| text.as_bytes());
    if is_sealed
        || !sealed_file::is_lost(path, text()).map_err(|error| of_copy(dir, path, &error))?
    {
        return Ok(there.map(|(text, _)| text));
    }
    // Nobody takes back all that was decided by emptying a file; but the first decision may have
    // been written between the look at the file and that at its copy.
    let again = look_at(dir, path)?;
    if again == there {
        return Err(not_as_written(dir, path));
    }
    Ok(again.map(|(text, _)| text))
}

/// Returns what the system says of the copy of a file.
fn of_copy(dir: &Path, path: &Path, error: &io::Error) -> Error {
    Error::damaged(dir, Cause::at(&sealed_file::copy_of(path), error))
}

/// Returns the error for a file that is not as it was written.
pub(super) fn not_as_written(dir: &Path, path: &Path) -> Error {
    Error::damaged(dir, Cause::at(path, &io::Error::new(io::ErrorKind::InvalidData, NotAsWritten)))
}

/// Returns the text of a file, as far as it is there, and whether it has a checksum.
fn look_at(dir: &Path, path: &Path) -> Result<Option<(String, bool)>> {
    let text = sealed_file::read_sealed(path).and_then(|(text, is_sealed)| {
        let text = String::from_utf8(text);
        let text = text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, NotAsWritten));
        Ok((text?, is_sealed))
    });
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::damaged(dir, Cause::at(path, &error))),
    }
}
