//! The words of the text fields of a segment, read off their dictionaries.
//!
//! It opens no postings.

use std::sync::Arc;

use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, SegmentReader};

use super::schema::Fields;
use crate::article::TextField;
use crate::lexicon::{InFields, Place};

/// Returns the words of each text field.
pub(super) fn word_indexes(
    segment: &SegmentReader,
    fields: Fields,
) -> tantivy::Result<Vec<Arc<InvertedIndexReader>>> {
    TextField::ALL.iter().map(|&field| segment.inverted_index(fields.text(field))).collect()
}

/// The words of the text fields of a segment, sorted, each once.
pub(super) struct FieldWords<'i> {
    streams: Vec<TermStreamer<'i>>,
    live: Vec<bool>,
    word: Vec<u8>,
}

impl<'i> FieldWords<'i> {
    pub(super) fn of(indexes: &'i [Arc<InvertedIndexReader>]) -> tantivy::Result<Self> {
        let streams = indexes.iter().map(|index| index.terms().stream());
        let mut streams = streams.collect::<std::io::Result<Vec<_>>>()?;
        let live = streams.iter_mut().map(TermStreamer::advance).collect();
        Ok(Self { streams, live, word: Vec::new() })
    }

    /// Returns the next word and where its postings are; `None` behind the last.
    pub(super) fn next(&mut self) -> Option<(&[u8], InFields)> {
        let Self { streams, live, word } = self;
        let keys = streams.iter().zip(live.iter()).filter(|(_, live)| **live);
        let least = keys.map(|(stream, _)| stream.key()).min()?;
        word.clear();
        word.extend_from_slice(least);
        let mut places = InFields::default();
        for ((stream, live), place) in streams.iter_mut().zip(live).zip(&mut places) {
            if !*live || stream.key() != word {
                continue;
            }
            let info = stream.value();
            let bytes = info.postings_range.clone();
            *place = Some(Place { articles: info.doc_freq, bytes });
            *live = stream.advance();
        }
        Some((word, places))
    }
}
