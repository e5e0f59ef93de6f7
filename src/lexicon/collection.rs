//! The lexicon of a collection: those of its segments, seen as one.

use super::exceptions::Exceptions;
use super::lemmas::family_stem;
use super::segment::SegmentLexicon;
use super::stemmer::ForeignStemmer;
use super::tally::Counts;
use crate::analysis::fold;

/// The words of a collection, as of one commit, and the exceptions a user made.
#[derive(Clone, Default)]
pub struct Lexicon {
    segments: Vec<SegmentLexicon>,
    exceptions: Exceptions,
}

impl Lexicon {
    /// Returns the lexicon of the segments together.
    #[must_use]
    pub fn new(segments: Vec<SegmentLexicon>, exceptions: Exceptions) -> Self {
        Self { segments, exceptions }
    }

    /// Returns the words whose stem a user set.
    #[must_use]
    pub fn exceptions(&self) -> &Exceptions {
        &self.exceptions
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

    /// Returns every word; once for each segment.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, Counts)> {
        let words = self.segments.iter().flat_map(SegmentLexicon::iter);
        words.map(|(word, counts, _)| (word, counts))
    }

    /// Returns what the forms of a French word have in common, as exceptions have it.
    pub(super) fn stem_of(&self, word: &str) -> String {
        match self.exceptions.stem(word) {
            Some(stem) => fold(stem).into_owned(),
            None => family_stem(word),
        }
    }

    /// Returns the stem of a word of any language without accents, as exceptions have
    /// it; the word itself in a language without a stemmer.
    pub(super) fn stem_in(&self, word: &str, language: &str) -> String {
        match (self.exceptions.stem(word), ForeignStemmer::of(language)) {
            (Some(stem), _) => fold(stem).into_owned(),
            (None, Some(stemmer)) => stemmer.stem(word),
            (None, None) if language == "fr" => family_stem(word),
            (None, None) => fold(word).into_owned(),
        }
    }

    /// Returns the words whose stem is `stem`, as exceptions have it, each once.
    pub(super) fn with_stem(&self, stem: &str) -> Vec<(&str, Counts)> {
        let mut words = self.with_plain_stem(stem);
        if !self.exceptions.is_empty() {
            words.retain(|(word, _)| !self.exceptions.contains(word));
            let exceptions = self.exceptions.with_stem(stem);
            words.extend(exceptions.map(|word| (word, self.counts(word))));
        }
        words
    }

    /// Returns the words whose stem is `stem` before any exception, each once.
    pub(super) fn with_plain_stem(&self, stem: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_stem(stem)))
    }

    /// Returns the accented words whose folded form is `folded`, each once.
    pub(super) fn with_fold(&self, folded: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_fold(folded)))
    }

    /// Returns words, found in one segment or several, each once with all its counts.
    fn distinct<'l>(
        &'l self,
        words: impl Iterator<Item = (&'l str, Counts)>,
    ) -> Vec<(&'l str, Counts)> {
        let mut words: Vec<_> = words.collect();
        if self.segments.len() > 1 {
            words.sort_unstable_by_key(|(word, _)| *word);
            words.dedup_by_key(|(word, _)| *word);
            for (word, counts) in &mut words {
                *counts = self.counts(word);
            }
        }
        words
    }
}
