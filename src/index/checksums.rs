//! Whether the files of an index are as they were written: tantivy keeps the checksum of
//! each at its end.
//!
//! It reads every byte, and is asked only when something else went wrong, or by people.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenReadError;
use tantivy::{Directory, Index, TantivyError};

use super::file_sums::files_of;
use super::manifest::Manifest;
use super::tantivy_index::open_tantivy;
use crate::error::{Cause, Damage, Error, Result};

/// Checks that files of an index are as they were written.
///
/// # Errors
/// What is wrong with the first that is not.
pub(super) fn verify(index: &Index, files: &[PathBuf]) -> Result<(), Cause> {
    for file in files {
        match is_whole(index, file) {
            Ok(true) => {}
            Ok(false) => return Err(Cause::Checksum(file.clone())),
            Err(error) => {
                return Err(match Cause::from(TantivyError::from(error)) {
                    Cause::Contents => Cause::Checksum(file.clone()),
                    cause => cause,
                });
            }
        }
    }
    Ok(())
}

/// Tells whether a file of an index is as it was written.
///
/// # Errors
/// What the system says of it.
pub(super) fn is_whole(index: &Index, file: &Path) -> Result<bool, OpenReadError> {
    if !index.directory().validate_checksum(file)? {
        return Ok(false);
    }
    // Behind its checksum a file has a version, of which there is none.
    match index.directory().open_read(file) {
        Err(OpenReadError::IncompatibleIndex(_)) => Ok(false),
        opened => opened.map(|_| true),
    }
}

/// Returns the names of the files that the segments of the last commit must have, sorted.
pub(super) fn files(index: &Index) -> tantivy::Result<Vec<PathBuf>> {
    let segments = index.load_metas()?.segments;
    let segments = segments
        .iter()
        .map(|segment| (segment.id(), segment.delete_opstamp().filter(|_| segment.has_deletes())));
    Ok(files_of(segments))
}

/// Returns the error for what went wrong while files of the index in `dir` were read: the
/// damaged one when there is one, otherwise `cause`.
pub(super) fn explained(dir: &Path, index: &Index, files: &[PathBuf], cause: Cause) -> Error {
    let cause = match cause {
        // Of these the file is known, or nothing is wrong with any.
        cause @ (Cause::System { .. } | Cause::Io(_) | Cause::Checksum(_)) => cause,
        cause => verify(index, files).err().unwrap_or(cause),
    };
    Error::damaged(dir, cause)
}

/// Runs what uses the index in `dir`: where that stops on damage, the damaged file is named.
///
/// The index library panics on some damaged files. A panic while all files are as they were
/// written is an error in the program, and goes on.
///
/// # Errors
/// Those of `work`; `IndexDamaged` in place of a panic or of `IndexWrite` when a file is
/// damaged.
pub(crate) fn guarded<T>(dir: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    match panic::catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(error @ Error::IndexWrite { source: Damage(Cause::Library), .. })) => {
            Err(damage(dir).unwrap_or(error))
        }
        Ok(outcome) => outcome,
        Err(panic) => match damage(dir) {
            Some(error) => Err(error),
            None => panic::resume_unwind(panic),
        },
    }
}

/// Returns the error that tells the damage of the index in `dir`; `None` when it is whole.
fn damage(dir: &Path) -> Option<Error> {
    let manifest = Manifest::read(dir).ok()?;
    let (index, _) = match open_tantivy(dir, &manifest) {
        Ok(opened) => opened,
        Err(error) => return Some(error),
    };
    let cause = verify(&index, &files(&index).ok()?).err()?;
    Some(Error::damaged(dir, cause))
}

#[cfg(test)]
mod tests {
    use super::super::files::MANIFEST;
    use super::super::test_index::{damage, files, of_format_4};
    use super::*;

    #[test]
    fn a_panic_on_damaged_files_is_damage_and_any_other_goes_on() {
        let dir = of_format_4();
        let fault = || guarded(dir.path(), || -> Result<()> { panic!("a fault") });
        assert!(panic::catch_unwind(AssertUnwindSafe(fault)).is_err(), "all files are whole");
        let files = files(dir.path()).into_iter();
        let store = files.filter(|path| path.extension().is_some_and(|name| name == "store"));
        let store = store.min().expect("a file");
        damage(&store, 20);
        let Err(Error::IndexDamaged { source: Damage(Cause::Checksum(file)), .. }) = fault() else {
            panic!("a damaged file");
        };
        assert_eq!(file.file_name(), store.file_name());
        assert!(dir.path().join(MANIFEST).exists());
    }
}
