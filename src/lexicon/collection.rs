//! The lexicon of a collection: those of its segments, seen as one.

use super::segment::SegmentLexicon;
use super::tally::Counts;

/// The words of a collection, as of one commit.
#[derive(Clone, Default)]
pub struct Lexicon {
    segments: Vec<SegmentLexicon>,
}

impl Lexicon {
    /// Returns the lexicon of the segments together.
    #[must_use]
    pub fn new(segments: Vec<SegmentLexicon>) -> Self {
        Self { segments }
    }

    /// Returns how often `term` occurs, as the tokenizer gives it; zeros for a word
    /// that the collection does not have.
    #[must_use]
    pub fn counts(&self, term: &str) -> Counts {
        let mut sum = Counts::default();
        self.segments.iter().filter_map(|segment| segment.counts(term)).for_each(|counts| {
            sum.add(counts);
        });
        sum
    }

    /// Returns the number of distinct words.
    #[must_use]
    pub fn distinct_words(&self) -> usize {
        match self.segments.as_slice() {
            [only] => only.len(),
            segments => {
                let words = segments.iter().flat_map(|segment| segment.iter().map(|word| word.0));
                words.collect::<std::collections::HashSet<_>>().len()
            }
        }
    }

    /// Returns the words whose stem is `stem`; once for each segment.
    pub(super) fn with_stem(&self, stem: &str) -> impl Iterator<Item = (&str, Counts)> {
        self.segments.iter().flat_map(move |segment| segment.with_stem(stem))
    }

    /// Returns the accented words whose folded form is `folded`; once for each
    /// segment.
    pub(super) fn with_fold(&self, folded: &str) -> impl Iterator<Item = (&str, Counts)> {
        self.segments.iter().flat_map(move |segment| segment.with_fold(folded))
    }
}
