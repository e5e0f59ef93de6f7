//! How long articles are: the average by which ranking measures the length of one.
//!
//! It is taken of lengths as tantivy keeps them, in a byte each, and of articles that are
//! there: what was deleted or merged before makes no difference.

use super::reader::IndexReader;
use crate::article::TextField;

/// What tantivy's bytes leave off of lengths: they round down, texts of some hundred words
/// by three in a hundred.
const ROUNDED_OFF: f32 = 1.03;

impl IndexReader {
    /// Returns how many words each text field has on average, in the order of
    /// [`TextField::ALL`]; at least 1.
    pub fn average_lengths(&self) -> tantivy::Result<[f32; 3]> {
        if let Some(lengths) = self.lengths.get() {
            return Ok(*lengths);
        }
        let mut lengths = [0.0; 3];
        for (length, field) in lengths.iter_mut().zip(TextField::ALL) {
            let mut words = 0;
            for segment in self.searcher().segment_readers() {
                let norms = segment.get_fieldnorms_reader(self.fields().text(field))?;
                let length = |doc| u64::from(norms.fieldnorm(doc));
                words += segment.doc_ids_alive().map(length).sum::<u64>();
            }
            let average = words as f32 / self.len().max(1) as f32;
            *length = (average * ROUNDED_OFF).max(1.0);
        }
        Ok(*self.lengths.get_or_init(|| lengths))
    }
}
