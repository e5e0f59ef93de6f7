//! Articles of a time: as a set, and as the postings of a word that is part of a date.
//!
//! An article of 2019 has the word `2019` as if it stood there twice. It reads no text.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::postings::Postings;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::index::IndexReader;
use crate::query::Published;

/// How often an article of the time has the word.
pub(super) const TIMES: u32 = 2;

/// Returns the articles of a segment of a time, deleted ones among them; with `undated`, those
/// without a date.
pub(super) fn articles_of(
    reader: &IndexReader,
    segment: &SegmentReader,
    time: &Published,
    undated: bool,
) -> tantivy::Result<FixedBitSet> {
    let fields = reader.fields();
    let name = reader.searcher().schema().get_field_name(fields.published);
    let starts = segment.fast_fields().i64(name)?;
    let lengths = fields.published_days(segment)?;
    let days = |doc| lengths.as_ref().and_then(|lengths| lengths.first(doc));
    let passes = |doc| match starts.first(doc) {
        None => undated,
        Some(at) => !undated && time.holds(at, days(doc)),
    };
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    let passing = (0..segment.max_doc()).filter(|&doc| passes(doc));
    passing.for_each(|doc| bits.insert(doc as usize));
    Ok(bits)
}

/// A place in the list of the articles of a time.
#[derive(Clone)]
pub(super) struct PublishedPostings {
    articles: Arc<[DocId]>,
    at: usize,
}

impl PublishedPostings {
    /// Returns the beginning of a list, which is sorted.
    pub(super) fn new(articles: Arc<[DocId]>) -> Self {
        Self { articles, at: 0 }
    }
}

impl DocSet for PublishedPostings {
    fn advance(&mut self) -> DocId {
        self.at = self.articles.len().min(self.at + 1);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.articles.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.articles.len() as u32
    }
}

impl Postings for PublishedPostings {
    fn term_freq(&self) -> u32 {
        TIMES
    }

    fn append_positions_with_offset(&mut self, _: u32, _: &mut Vec<u32>) {}
}
