//! The file of `--rejects`: records that are no articles, with the reasons.
//!
//! An older file stays as it is until all is read.

use std::path::Path;

use serde_json::json;

use crate::cli::output_file::OutputFile;
use crate::error::Result;
use crate::path_label::path_label;
use crate::rejection::Rejection;
use crate::render::{reason_message, write_json};

/// A file of rejected records.
pub(super) struct Rejects(OutputFile);

impl Rejects {
    /// Begins the file, which takes the place of one that is there when all is read.
    pub(super) fn create(path: &Path) -> Result<Self> {
        OutputFile::create(path).map(Self)
    }

    /// Writes a record as an object on a line.
    pub(super) fn write(&mut self, rejection: &Rejection) -> Result<()> {
        let line = json!({
            "path": path_label(&rejection.path),
            "line": rejection.line,
            "reason": reason_message(&rejection.reason),
            "record": rejection.record,
        });
        write_json(&mut self.0, &line).map_err(|source| self.0.failed(source))
    }

    /// Puts it in its place.
    pub(super) fn finish(self) -> Result<()> {
        self.0.finish()
    }
}
