//! Whether the files of an index are as they were written: tantivy keeps the checksum of
//! each at its end.
//!
//! It reads every byte, and is asked only when something else went wrong, or by people.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use tantivy::Index;

use super::manifest::Manifest;
use super::tantivy_index::open_tantivy;
use crate::error::{Cause, Damage, Error, Result};

/// Returns how many files the segments of an index have, when all are as they were
/// written, or else the first by name that is not, or is gone.
///
/// # Errors
/// What tantivy says of its list of segments.
pub(super) fn verify(index: &Index) -> tantivy::Result<Result<usize, PathBuf>> {
    let managed = index.directory().list_managed_files();
    let files = index.load_metas()?.list_segment_files();
    let mut files: Vec<_> = files.intersection(&managed).collect();
    files.sort_unstable();
    let is_whole = |file: &Path| index.directory().validate_checksum(file).unwrap_or(false);
    Ok(match files.iter().find(|file| !is_whole(file)) {
        Some(damaged) => Err((*damaged).clone()),
        None => Ok(files.len()),
    })
}

/// Returns the error for what went wrong while the index in `dir` was read: the damaged
/// file when there is one, otherwise `cause`.
pub(super) fn explained(dir: &Path, index: &Index, cause: Cause) -> Error {
    let cause = match verify(index) {
        Ok(Err(file)) => Cause::Checksum(file),
        Ok(Ok(_)) | Err(_) => cause,
    };
    Error::IndexDamaged { dir: dir.to_owned(), source: Damage(cause) }
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
        Ok(Err(error @ Error::IndexWrite { source: Damage(Cause::Tantivy(_)), .. })) => {
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
    let file = verify(&index).ok()?.err()?;
    Some(Error::IndexDamaged { dir: dir.to_owned(), source: Damage(Cause::Checksum(file)) })
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
        assert_eq!(Some(file.as_os_str()), store.file_name());
        assert!(dir.path().join(MANIFEST).exists());
    }
}
