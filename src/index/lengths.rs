//! How long articles are, all together.
//!
//! Lengths are taken as tantivy keeps them, in a byte each, and of articles that are there:
//! what was deleted or merged before makes no difference.

use tantivy::SegmentReader;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

use super::reader::IndexReader;
use crate::article::TextField;

impl IndexReader {
    /// Returns how many words each text field has in all articles, in the order of
    /// [`TextField::ALL`].
    pub(crate) fn total_lengths(&self) -> tantivy::Result<[u64; 3]> {
        let segments = self.lengths_of_segments()?.iter();
        Ok(segments.fold([0; 3], |sum, lengths| std::array::from_fn(|at| sum[at] + lengths[at])))
    }

    /// Tells whether an article of the segment with an ordinal has words in a text field.
    pub(crate) fn has_words(&self, segment: usize, field: TextField) -> tantivy::Result<bool> {
        Ok(self.lengths_of_segments()?[segment][field as usize] > 0)
    }

    /// Returns how many words each text field has in the articles of each segment.
    fn lengths_of_segments(&self) -> tantivy::Result<&[[u64; 3]]> {
        if let Some(lengths) = self.lengths.get() {
            return Ok(lengths);
        }
        let lengths_in = |segment: &SegmentReader| {
            let mut lengths = [0; 3];
            for (length, field) in lengths.iter_mut().zip(TextField::ALL) {
                *length = length_in(segment, self.fields().text(field))?;
            }
            Ok(lengths)
        };
        let segments = self.searcher().segment_readers().iter().map(lengths_in);
        let lengths = segments.collect::<tantivy::Result<_>>()?;
        Ok(self.lengths.get_or_init(|| lengths))
    }
}

/// Returns how many words a field has in the articles of a segment.
fn length_in(segment: &SegmentReader, field: Field) -> tantivy::Result<u64> {
    let norms = segment.get_fieldnorms_reader(field)?;
    // Articles are counted by their byte first: most of the time of a query on few articles
    // would go into looking up what the bytes stand for.
    let mut articles = [0_u32; 256];
    let mut count = |doc| articles[usize::from(norms.fieldnorm_id(doc))] += 1;
    match segment.alive_bitset() {
        Some(alive) => alive.iter_alive().for_each(count),
        None => (0..segment.max_doc()).for_each(&mut count),
    }
    let lengths = (0..=255).map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id)));
    Ok(lengths.zip(articles).map(|(length, articles)| length * u64::from(articles)).sum())
}
