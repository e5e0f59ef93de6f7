//! Words counted by the articles that have them: of those that match, and of all.
//!
//! Numbers are of the whole set, from postings alone. Which words mark articles is not known here.

use fixedbitset::FixedBitSet;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, SegmentReader, TERMINATED};

use super::blocks::{Stretch as _, TermBlocks};
use super::collect::Collector;
use super::time::in_time;
use crate::article::TextField;
use crate::engine::{Deadline, Likelihood};
use crate::index::IndexReader;
use crate::lexicon::Form;

/// The articles that match and all that there are, in each segment.
#[derive(Debug, Default)]
pub(super) struct ArticleSets(pub(super) Vec<FixedBitSet>);

impl Collector for ArticleSets {
    fn segment(&mut self, _: u32, segment: &SegmentReader) -> tantivy::Result<()> {
        self.0.push(FixedBitSet::with_capacity(segment.max_doc() as usize));
        Ok(())
    }

    fn collect(&mut self, doc: DocId) {
        if let Some(set) = self.0.last_mut() {
            set.insert(doc as usize);
        }
    }
}

impl ArticleSets {
    /// Returns how many articles are in them.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|set| set.count_ones(..) as u64).sum()
    }

    /// Returns how many articles are in others too.
    pub(super) fn common(&self, others: &Self) -> u64 {
        let both = self.0.iter().zip(&others.0);
        both.map(|(one, other)| one.intersection_count(other) as u64).sum()
    }
}

/// Counts words among the articles that match and among all.
pub(super) struct WordCounts<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) matching: &'a ArticleSets,
    pub(super) all: &'a ArticleSets,
    pub(super) likelihood: Likelihood,
    pub(super) deadline: &'a Deadline,
}

impl WordCounts<'_> {
    /// Returns the articles of a segment that have one of some forms, deleted ones among them.
    pub(super) fn with(
        &self,
        ordinal: usize,
        segment: &SegmentReader,
        forms: &[&Form],
    ) -> tantivy::Result<FixedBitSet> {
        let mut with = FixedBitSet::with_capacity(segment.max_doc() as usize);
        for field in TextField::ALL {
            if !self.reader.has_words(ordinal, field)? {
                continue;
            }
            let field = self.reader.fields().text(field);
            let index = segment.inverted_index(field)?;
            for form in forms {
                if let Some(info) =
                    index.get_term_info(&Term::from_field_text(field, &form.term))?
                {
                    let mut postings = TermBlocks::open(&index, &info, IndexRecordOption::Basic)?;
                    postings.read_before(TERMINATED, |doc, _| with.insert(doc as usize));
                }
            }
        }
        Ok(with)
    }

    /// Returns how many of the articles that match have one of some forms, and how many of all.
    pub(super) fn of_forms(&self, forms: &[&Form]) -> tantivy::Result<(u64, u64)> {
        in_time(self.deadline)?;
        let (mut count, mut of) = (0, 0);
        for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            let with = self.with(ordinal, segment, forms)?;
            count += with.intersection_count(&self.matching.0[ordinal]) as u64;
            of += with.intersection_count(&self.all.0[ordinal]) as u64;
        }
        Ok((count, of))
    }
}
