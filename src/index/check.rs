//! A look at a whole index: whether its files are as they were written, and of this
//! version. It changes nothing.

use std::path::Path;

use super::inputs::Inputs;
use super::manifest::Manifest;
use super::reader::IndexReader;
use crate::error::Result;

/// What a check of an index found.
#[derive(Debug, Clone)]
pub(crate) struct Checkup {
    /// The folder.
    pub dir: String,
    /// Articles.
    pub articles: u64,
    /// Files of its segments, all as they were written.
    pub files: usize,
    /// What the index says of itself.
    pub manifest: Manifest,
}

impl Checkup {
    /// Checks every byte of the index in `dir`, of this format or an older one.
    ///
    /// # Errors
    /// Those of [`IndexReader::open`], but for `IndexOutdated`; `IndexDamaged` when a file is
    /// not as it was written, the list of inputs among them.
    pub(crate) fn of(dir: &Path) -> Result<Self> {
        let reader = IndexReader::open_any(dir)?;
        Inputs::read(dir)?;
        Ok(Self {
            dir: dir.display().to_string(),
            articles: reader.len(),
            files: reader.verify()?,
            manifest: reader.manifest().clone(),
        })
    }
}
