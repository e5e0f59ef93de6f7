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
    read_sealed(path).map(|(text, _)| text)
}

/// Returns what was written, and whether it has a checksum: what was written by hand has none.
///
/// # Errors
/// Those of [`read`].
pub(super) fn read_sealed(path: &Path) -> io::Result<(Vec<u8>, bool)> {
    // A pipe in the place of a file would be waited for.
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, NotAsWritten));
    }
    let sealed = disk::read(path)?;
    let opened = seal::open(&sealed).map(std::borrow::Cow::into_owned);
    let text = opened.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, NotAsWritten))?;
    let is_sealed = text.len() < sealed.len();
    Ok((text, is_sealed))
}

/// Returns the checksum that a file has, right or wrong, or would have; none when it is missing.
///
/// # Errors
/// Those of the system.
pub(super) fn sum(path: &Path) -> io::Result<Option<String>> {
    Ok(there(path)?.map(|text| seal::sum(&text)))
}

/// Tells whether there is a copy of a file.
pub(super) fn has_copy(path: &Path) -> bool {
    copy_of(path).exists()
}

/// Tells whether there is a copy of a file that is not as it was written.
///
/// # Errors
/// Those of the system: what cannot be read now may be whole.
pub(super) fn has_broken_copy(path: &Path) -> io::Result<bool> {
    match text_of_copy(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(true),
        Err(error) => Err(error),
    }
}

/// Tells whether the copy of a file that is whole is whole and says the same: of what a person
/// wrote there may be an older one.
///
/// # Errors
/// Those of the system.
pub(super) fn has_right_copy(path: &Path) -> io::Result<bool> {
    let (text, is_sealed) = read_sealed(path)?;
    match text_of_copy(path) {
        Ok(copy) => Ok(!is_sealed || copy.is_some_and(|copy| copy == text)),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the copy of a file anew, which is whole: with a checksum, also where the file has none.
pub(super) fn renew_copy(path: &Path) -> io::Result<()> {
    disk::replace(&copy_of(path), &seal::seal(&read(path)?))
}

/// Returns what there is of a file, damaged or not: none when it is missing.
///
/// # Errors
/// Those of the system.
pub(super) fn rest(path: &Path) -> io::Result<String> {
    Ok(there(path)?.map_or_else(String::new, |rest| String::from_utf8_lossy(&rest).into_owned()))
}

/// Returns what the copy of a file says, if there is one.
///
/// # Errors
/// [`NotAsWritten`] as `InvalidData`, and those of the system.
pub(super) fn text_of_copy(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(copy) = there(&copy_of(path))? else { return Ok(None) };
    let text = seal::open(&copy).filter(|_| seal::is_sealed(&copy));
    let text = text.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, NotAsWritten))?;
    Ok(Some(text.into_owned()))
}

/// Returns what a file is called.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the bytes of a file, if it is there.
fn there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match disk::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Tells whether what was written to a file is gone, of which `text` is there without a checksum:
/// it is missing, blank, overwritten with zeros, cut in a line or at the end of one, while its
/// copy is whole; or its copy is damaged, too.
///
/// # Errors
/// Those of the system.
pub(super) fn is_lost(path: &Path, text: Option<&[u8]>) -> io::Result<bool> {
    let copy = match text_of_copy(path) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(true),
        copy => copy?,
    };
    let text = text.unwrap_or_default();
    let Some(copy) = copy.filter(|copy| copy != text) else { return Ok(false) };
    let is_blank = text.iter().all(u8::is_ascii_whitespace);
    let is_cut = !text.ends_with(b"\n") && copy.len() > text.len();
    Ok(is_blank || is_cut || text.contains(&0) || copy.starts_with(text))
}

/// Makes a damaged or missing file again from its copy, when that is whole, and tells
/// whether it did.
pub(super) fn restore(path: &Path) -> io::Result<bool> {
    let Some(sealed) = there(&copy_of(path))? else { return Ok(false) };
    if !seal::is_sealed(&sealed) || seal::open(&sealed).is_none() {
        return Ok(false);
    }
    disk::replace(path, &sealed)?;
    Ok(true)
}

/// Returns where the copy of a file is.
pub(super) fn copy_of(path: &Path) -> PathBuf {
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
            assert!(read.is_err(), "at {at}: {read:?}");
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
