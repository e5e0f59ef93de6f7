//! A file that is being read, and what becomes of it.
//!
//! It reads nothing, and knows no index.

use std::sync::Arc;

use crate::index::Fingerprint;
use crate::read_as::ReadAs;

/// A file being read.
pub(super) struct OpenFile {
    /// As the index names it.
    pub(super) name: Arc<str>,
    /// With the names of its fields, and what is given for what its articles lack.
    pub(super) given: ReadAs,
    pub(super) fingerprint: Fingerprint,
    /// Articles that it has.
    pub(super) articles: u64,
    /// It could not be read to its end, which may pass.
    pub(super) is_cut: bool,
    /// It could not be read to its end.
    pub(super) is_broken: bool,
}

impl OpenFile {
    /// Returns a file of which nothing was read yet.
    pub(super) fn new(name: Arc<str>, given: ReadAs, fingerprint: Fingerprint) -> Self {
        Self { name, given, fingerprint, articles: 0, is_cut: false, is_broken: false }
    }

    /// Tells whether all of it was read. Of a file that is nothing but what cannot be read, nothing
    /// is known.
    pub(super) fn is_whole(&self) -> bool {
        let is_lost = self.articles == 0 && self.fingerprint.rejected > 0;
        !(self.is_cut || self.is_broken || is_lost)
    }
}
