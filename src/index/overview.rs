//! What an index is as a whole: sound or damaged, how large, how many languages are
//! guesses. It counts no articles by what they say: that is a search's.

use std::fs;

use super::reader::IndexReader;
use crate::error::{Damage, Error, Result};

impl IndexReader {
    /// Checks all bytes of the index.
    ///
    /// # Errors
    /// `IndexDamaged` when a file is not as it was written.
    pub fn verify(&self) -> Result<()> {
        let damaged_files = self.searcher().index().validate_checksum();
        match damaged_files.map_err(|error| self.damaged(error))?.into_iter().min() {
            Some(file) => {
                let dir = self.dir().to_owned();
                Err(Error::IndexDamaged { dir, source: Damage::Checksum(file) })
            }
            None => Ok(()),
        }
    }

    /// Returns how large the files of the index are together, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        fs::read_dir(self.dir()).map_or(0, |entries| {
            entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|file| file.len()).sum()
        })
    }

    /// Returns how many articles have a language that is an unsure guess.
    pub fn languages_unsure(&self) -> Result<u64> {
        let name = self.searcher().schema().get_field_name(self.fields().language_unsure);
        let mut count = 0;
        for segment in self.searcher().segment_readers() {
            let guesses = segment.fast_fields().bool(name).map_err(|error| self.damaged(error))?;
            count += segment.doc_ids_alive().filter(|doc| guesses.first(*doc).is_some()).count();
        }
        Ok(count as u64)
    }
}
