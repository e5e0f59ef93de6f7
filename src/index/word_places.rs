//! Where the postings of the words of an index are.
//!
//! The lexicons of segments tell it; for those of older formats, which do not, dictionaries are
//! read. It opens no postings.

use std::borrow::Cow;

use tantivy::SegmentReader;

use super::field_words::{FieldWords, word_indexes};
use super::reader::IndexReader;
use super::schema::Fields;
use crate::lexicon::{PlacesBuilder, SegmentLexicon};

impl IndexReader {
    /// Returns the words of each segment, with where their postings are, [packed](PlacesBuilder):
    /// of an index of an older format they are read off the dictionaries.
    ///
    /// # Errors
    /// Those of the dictionaries.
    pub(crate) fn words_with_places(
        &self,
    ) -> tantivy::Result<Vec<(&SegmentLexicon, Cow<'_, [u8]>)>> {
        let segments = self.searcher().segment_readers().iter().zip(self.lexicon().segments());
        let packed = |(segment, lexicon): (&SegmentReader, _)| {
            let places = SegmentLexicon::places(lexicon).map(Cow::Borrowed);
            Ok((lexicon, places.map_or_else(|| packed(segment, self.fields()), Ok)?))
        };
        segments.map(packed).collect()
    }
}

/// Returns where the postings of the words of a segment are, read off its dictionaries.
fn packed(segment: &SegmentReader, fields: Fields) -> tantivy::Result<Cow<'static, [u8]>> {
    let indexes = word_indexes(segment, fields)?;
    let mut words = FieldWords::of(&indexes)?;
    let mut builder = PlacesBuilder::default();
    while let Some((word, places)) = words.next() {
        if std::str::from_utf8(word).is_ok() {
            builder.push(&places);
        }
    }
    Ok(Cow::Owned(builder.finish()))
}
