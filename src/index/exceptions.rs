//! The exceptions kept with an index: a file of the user's beside tantivy's.

use std::fs;
use std::io;
use std::path::Path;

use super::directory::write_whole;
use super::manifest::Manifest;
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;

/// Name of the exceptions in the index folder.
pub(super) const FILE: &str = "exceptions.tsv";

/// Keeps a file of exceptions with the index in `dir`, in place of those it had; they
/// are in force for every reader opened from now on. `text` was read from `path`.
///
/// # Errors
/// `BadLine` when it is no file of exceptions; then nothing changes. Those of
/// [`Manifest::read`] when there is no index, `IndexWrite` when it cannot be written.
pub fn set_exceptions(dir: &Path, text: &str, path: &Path) -> Result<()> {
    Exceptions::parse(text, path)?;
    Manifest::read(dir)?;
    write_whole(&dir.join(FILE), text.as_bytes())
        .map_err(|source| Error::IndexWrite { dir: dir.to_owned(), source: source.into() })
}

/// Reads the exceptions kept with the index in `dir`; none when there is no file.
pub(super) fn read_exceptions(dir: &Path) -> Result<Exceptions> {
    let path = dir.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Exceptions::parse(&text, &path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Exceptions::default()),
        Err(source) => Err(Error::Read { path, source }),
    }
}
