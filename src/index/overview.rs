//! What an index is as a whole: how large, how many of its languages are guesses.
//!
//! It counts no articles by what they say: that is a search's.

use std::fs::Metadata;

use walkdir::WalkDir;

use super::reader::IndexReader;
use crate::error::Result;

impl IndexReader {
    /// Returns the size of all files.
    #[must_use]
    pub(crate) fn bytes(&self) -> u64 {
        let files = WalkDir::new(self.dir())
            .max_depth(2)
            .into_iter()
            .filter_map(|entry| entry.ok()?.metadata().ok());
        files.filter(Metadata::is_file).map(|file| file.len()).sum()
    }

    /// Returns how many articles have a language that is an unsure guess.
    pub(crate) fn languages_unsure(&self) -> Result<u64> {
        let name = self.searcher().schema().get_field_name(self.fields().language_unsure);
        let mut count = 0;
        for segment in self.searcher().segment_readers() {
            let guesses = segment.fast_fields().bool(name).map_err(|error| self.damaged(error))?;
            count += segment.doc_ids_alive().filter(|doc| guesses.first(*doc).is_some()).count();
        }
        Ok(count as u64)
    }
}
