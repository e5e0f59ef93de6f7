//! The articles whose id has a mark behind it, by the id that they share.
//!
//! It looks at ids only: whether a mark is that of its article is for who asks.

use tantivy::schema::Term;
use tantivy::{DocAddress, TantivyError};

use super::published_at::without_mark;
use super::reader::IndexReader;
use crate::error::Result;

impl IndexReader {
    /// Returns the ids that are this one with something like a mark behind it, and where their
    /// articles are.
    pub(super) fn with_marks(&self, id: &str) -> Result<Vec<(String, DocAddress)>> {
        let mut found = Vec::new();
        for marked in self.marked_ids(id).map_err(|error| self.damaged(error))? {
            if let Some(address) =
                self.address(&Term::from_field_text(self.fields().id, &marked))?
            {
                found.push((marked, address));
            }
        }
        Ok(found)
    }

    fn marked_ids(&self, id: &str) -> std::result::Result<Vec<String>, TantivyError> {
        let from = format!("{id}@");
        let mut ids = Vec::new();
        for segment in self.searcher().segment_readers() {
            let terms = segment.inverted_index(self.fields().id)?;
            let range = terms.terms().range().ge(from.as_bytes());
            let mut range = range.lt(format!("{id}A").as_bytes()).into_stream()?;
            while range.advance() {
                let marked = String::from_utf8_lossy(range.key());
                if without_mark(&marked) == Some(id) {
                    ids.push(marked.into_owned());
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}
