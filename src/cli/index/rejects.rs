//! The file of `--rejects`: records that are no articles, with the reasons.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::error::{Error, Result};
use crate::path_label::path_label;
use crate::rejection::Rejection;
use crate::render::{reason_message, write_json};

/// A file of rejected records.
pub(super) struct Rejects {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Rejects {
    /// Makes the file, in place of one that is there.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file =
            File::create(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(file) })
    }

    /// Writes a record as an object on a line.
    pub(super) fn write(&mut self, rejection: &Rejection) -> Result<()> {
        let line = json!({
            "path": path_label(&rejection.path),
            "line": rejection.line,
            "reason": reason_message(&rejection.reason),
            "record": rejection.record,
        });
        write_json(&mut self.out, &line).map_err(|source| self.failed(source))
    }

    /// Sees to it that all is written.
    pub(super) fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Write { path: self.path.clone(), source }
    }
}
