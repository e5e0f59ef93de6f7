//! The small files of an index: each with its checksum, and with a copy of the same bytes beside
//! it (`meta.json`, `.meta.json.copy`) from which it is made again when it is damaged.
//!
//! It knows nothing of what they say.

use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::seal;
use crate::error::NotAsWritten;

/// What the name of a copy ends with.
const COPY: &str = ".copy";

/// Writes a small file, whole or not at all.
pub(super) fn write(path: &Path, text: &[u8]) -> io::Result<()> {
    let sealed = seal::seal(text);
    disk::replace(path, &sealed)?;
    // The file is what counts; a copy of an older state is worse than none.
    if disk::replace_soon(&copy_of(path), &sealed).is_err() {
        let _ = disk::remove(&copy_of(path));
    }
    Ok(())
}

/// Returns what was written.
///
/// # Errors
/// [`NotAsWritten`] as `InvalidData`, and those of the system.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe in the place of a file would be waited for.
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, NotAsWritten));
    }
    let sealed = disk::read(path)?;
    let opened = seal::open(&sealed).map(std::borrow::Cow::into_owned);
    opened.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, NotAsWritten))
}

/// Tells whether there is a copy of a file.
pub(super) fn has_copy(path: &Path) -> bool {
    copy_of(path).exists()
}

/// Tells whether what was written to a file is gone: it is missing, blank or cut in a line, while
/// its copy is whole and has more. `text` is what is there.
pub(super) fn is_lost(path: &Path, text: Option<&[u8]>) -> bool {
    let text = text.unwrap_or_default();
    let is_blank = text.iter().all(u8::is_ascii_whitespace);
    if !(is_blank || text.contains(&0) || !text.ends_with(b"\n")) {
        return false;
    }
    let Ok(copy) = disk::read(&copy_of(path)) else { return false };
    seal::is_sealed(&copy) && seal::open(&copy).is_some_and(|copy| copy.len() > text.len())
}

/// Makes a damaged or missing file again from its copy, when that is whole, and tells
/// whether it did.
pub(super) fn restore(path: &Path) -> io::Result<bool> {
    let Ok(sealed) = disk::read(&copy_of(path)) else { return Ok(false) };
    if !seal::is_sealed(&sealed) || seal::open(&sealed).is_none() {
        return Ok(false);
    }
    disk::replace(path, &sealed)?;
    Ok(true)
}

/// Returns where the copy of a file is.
fn copy_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{COPY}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_damaged_file_is_noticed_and_made_again_from_its_copy() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("a.json");
        write(&path, b"{\n  \"a\": 1\n}\n").expect("a writable folder");
        let whole = fs::read(&path).expect("a file");
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 4;
            fs::write(&path, &flipped).expect("a writable folder");
            let read = read(&path);
            // A flip in the mark itself leaves a text that is as it was, with one key more.
            assert!(read.is_err() || at >= b"{\n  \"a\": 1".len(), "at {at}: {read:?}");
        }
        assert!(restore(&path).expect("a copy"));
        assert_eq!(fs::read(&path).expect("a file"), whole);
        assert_eq!(read(&path).expect("as written"), b"{\n  \"a\": 1\n}\n");
    }

    #[test]
    fn a_copy_that_is_no_better_is_not_taken() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("a.json");
        assert!(!restore(&path).expect("no copy"));
        fs::write(copy_of(&path), "{}\n").expect("a writable folder");
        assert!(!restore(&path).expect("no checksum"));
        assert!(!path.exists());
    }
}
