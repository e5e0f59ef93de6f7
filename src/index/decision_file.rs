//! The file in which decisions are kept: its text, or that it is not as it was written, or not
//! the one that the manifest knows of.
//!
//! It knows nothing of what it says.

use std::io;
use std::path::Path;

use super::files::DECISIONS;
use super::manifest::{Manifest, NO_DECISIONS};
use super::{disk, seal, sealed_file};
use crate::error::{Cause, Error, NotAsWritten, Result};

/// Returns the decisions about the index in `dir`, if there are any.
///
/// # Errors
/// `IndexDamaged` when they are not as they were written, gone, or those of another time or of
/// another index: then their checksum is not the one in the manifest. What a person wrote has none.
pub(super) fn read(dir: &Path) -> Result<Option<String>> {
    let path = dir.join(DECISIONS);
    let mut last = None;
    loop {
        let there = read_if_there(dir, &path)?;
        let manifest = Manifest::read(dir).ok();
        let sum = match &there {
            None => NO_DECISIONS.to_owned(),
            Some((text, true)) => seal::sum(text.as_bytes()),
            Some((_, false)) => return Ok(there.map(|(text, _)| text)),
        };
        if knows(manifest.as_ref(), &sum) {
            return Ok(there.map(|(text, _)| text));
        }
        // Others may have been written between the look at the file and that at the manifest.
        let seen = Some((sum, manifest.map(|manifest| manifest.decisions)));
        if seen == last {
            return Err(match there {
                None => Error::damaged(dir, Cause::at(&path, &io::ErrorKind::NotFound.into())),
                Some(_) => not_as_written(dir, &path),
            });
        }
        last = seen;
    }
}

/// Tells whether the copy of the decisions about the index in `dir` is whole, and the one that the
/// manifest knows of.
pub(super) fn has_copy(dir: &Path) -> bool {
    let copy = sealed_file::text_of_copy(&dir.join(DECISIONS)).ok().flatten();
    let manifest = Manifest::read(dir).ok();
    copy.is_some_and(|copy| knows(manifest.as_ref(), &seal::sum(&copy)))
}

/// Tells whether decisions with a checksum are those that a manifest knows of. Where it knows of
/// none there are none; but earlier versions, which noted no number of a commit either, did not
/// note them.
fn knows(manifest: Option<&Manifest>, sum: &String) -> bool {
    let Some(Manifest { decisions, commit, .. }) = manifest else { return true };
    if decisions.is_empty() { *commit == 0 || sum == NO_DECISIONS } else { decisions.contains(sum) }
}

/// Writes the decisions about the index in `dir`, whole or not at all. The manifest knows of them
/// before they are there: whenever that ends, it knows of those that are.
///
/// # Errors
/// `Write` when they cannot be written, and those of [`Manifest::read`] and [`Manifest::write`].
pub(super) fn write(dir: &Path, text: &str) -> Result<()> {
    let path = dir.join(DECISIONS);
    let refused = |source| Error::Write { path: path.clone(), source };
    let manifest = match Manifest::read(dir) {
        // There is no index yet.
        Err(Error::IndexMissing(_) | Error::IndexForeign(_)) => None,
        // Decisions that it does not know of would be damage.
        manifest => Some(manifest?),
    };
    if let Some(manifest) = &manifest {
        manifest.announce(dir, seal::sum(text.as_bytes()))?;
        disk::sync_folder(dir).map_err(refused)?;
    }
    sealed_file::write(&path, text.as_bytes()).map_err(refused)?;
    if let Some(manifest) = manifest {
        disk::sync_folder(dir).map_err(refused)?;
        manifest.write(dir)?;
    }
    Ok(())
}

/// Returns the text of a file, if it is there, and whether it has a checksum.
///
/// # Errors
/// `IndexDamaged` when it is not as it was written, or what was written to it is gone.
pub(super) fn read_if_there(dir: &Path, path: &Path) -> Result<Option<(String, bool)>> {
    let there = look_at(dir, path)?;
    let is_sealed = there.as_ref().is_some_and(|(_, is_sealed)| *is_sealed);
    let text = || there.as_ref().map(|(text, _)| text.as_bytes());
    if is_sealed
        || !sealed_file::is_lost(path, text()).map_err(|error| of_copy(dir, path, &error))?
    {
        return Ok(there);
    }
    // Nobody takes back all that was decided by emptying a file; but the first decision may have
    // been written between the look at the file and that at its copy.
    let again = look_at(dir, path)?;
    if again == there {
        return Err(not_as_written(dir, path));
    }
    Ok(again)
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

#[cfg(test)]
mod tests {
    use super::super::disk::Touch;
    use super::super::faults::watch;
    use super::super::files::MANIFEST;
    use super::*;

    #[test]
    fn decisions_are_not_written_where_the_manifest_cannot_be_read() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let dir = dir.path();
        Manifest::new("2026").write(dir).expect("a writable folder");
        let manifest = dir.join(MANIFEST);
        let watched = watch(dir, move |touch, path| match touch {
            Touch::Read if path == manifest => Err(io::ErrorKind::PermissionDenied.into()),
            _ => Ok(()),
        });
        assert!(write(dir, "{}\n").is_err());
        drop(watched);
        assert!(!dir.join(DECISIONS).exists());
        write(dir, "{}\n").expect("a writable folder");
        assert_eq!(read(dir).expect("decisions").as_deref(), Some("{}\n"));
    }
}
