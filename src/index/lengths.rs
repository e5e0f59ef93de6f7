//! How long articles are, all together.
//!
//! Lengths are taken as tantivy keeps them, in a byte each, and of articles that are there:
//! what was deleted or merged before makes no difference.

use super::reader::IndexReader;
use crate::article::TextField;

impl IndexReader {
    /// Returns how many words each text field has in all articles, in the order of
    /// [`TextField::ALL`].
    pub fn total_lengths(&self) -> tantivy::Result<[u64; 3]> {
        if let Some(lengths) = self.lengths.get() {
            return Ok(*lengths);
        }
        let mut lengths = [0; 3];
        for (length, field) in lengths.iter_mut().zip(TextField::ALL) {
            for segment in self.searcher().segment_readers() {
                let norms = segment.get_fieldnorms_reader(self.fields().text(field))?;
                let length_of = |doc| u64::from(norms.fieldnorm(doc));
                *length += segment.doc_ids_alive().map(length_of).sum::<u64>();
            }
        }
        Ok(*self.lengths.get_or_init(|| lengths))
    }
}
