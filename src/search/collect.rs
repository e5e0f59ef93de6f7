//! What becomes of all the articles that match.
//!
//! Collectors are given every article; they are generic, so that the loops through the
//! postings stay as fast as if written for each of them.

use tantivy::{DocAddress, DocId, SegmentReader};

/// Takes articles, segment by segment, in the order of the index.
pub(super) trait Collector {
    /// Takes note that the articles that follow are of this segment.
    fn segment(&mut self, ordinal: u32, segment: &SegmentReader) -> tantivy::Result<()>;

    /// Takes an article.
    fn collect(&mut self, doc: DocId);
}

/// Each takes all of them.
impl<C: Collector> Collector for Vec<C> {
    fn segment(&mut self, ordinal: u32, segment: &SegmentReader) -> tantivy::Result<()> {
        self.iter_mut().try_for_each(|collector| collector.segment(ordinal, segment))
    }

    fn collect(&mut self, doc: DocId) {
        for collector in self {
            collector.collect(doc);
        }
    }
}

/// Counts articles.
#[derive(Debug, Default)]
pub(super) struct Count(pub(super) u64);

impl Collector for Count {
    fn segment(&mut self, _: u32, _: &SegmentReader) -> tantivy::Result<()> {
        Ok(())
    }

    fn collect(&mut self, _: DocId) {
        self.0 += 1;
    }
}

/// Keeps where articles are.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    pub(super) addresses: Vec<DocAddress>,
    segment: u32,
}

impl Collector for Addresses {
    fn segment(&mut self, ordinal: u32, _: &SegmentReader) -> tantivy::Result<()> {
        self.segment = ordinal;
        Ok(())
    }

    fn collect(&mut self, doc: DocId) {
        self.addresses.push(DocAddress::new(self.segment, doc));
    }
}
