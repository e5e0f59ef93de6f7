//! The lexicon of a collection: those of its segments, seen as one.

use std::collections::BTreeMap;

use super::exceptions::Exceptions;
use super::inflection::{differ_in_number, other_numbers};
use super::lemmas::family_stem;
use super::segment::SegmentLexicon;
use super::tally::Counts;
use crate::analysis::fold;

/// The words of a collection, as of one commit, and the exceptions a user made.
#[derive(Clone, Default)]
pub struct Lexicon {
    segments: Vec<SegmentLexicon>,
    exceptions: Exceptions,
    /// What takes the place of the stem of words with an exception, and of their plurals.
    exception_stems: BTreeMap<String, String>,
}

impl Lexicon {
    /// Returns the lexicon of the segments together.
    #[must_use]
    pub fn new(segments: Vec<SegmentLexicon>, exceptions: Exceptions) -> Self {
        let mut lexicon = Self { segments, exceptions, exception_stems: BTreeMap::new() };
        lexicon.exception_stems = lexicon.exception_stems();
        lexicon
    }

    /// Returns what the words with an exception have in common with others.
    fn exception_stems(&self) -> BTreeMap<String, String> {
        let mut stems = BTreeMap::new();
        for (word, set) in self.exceptions.iter() {
            // A word set to itself, or to its own singular, belongs to nothing else.
            let is_own = |word: &str| word == set || differ_in_number(word, set);
            let stem = if is_own(word) || self.exceptions.stem(set).is_some_and(is_own) {
                format!("{}==", fold(set))
            } else if self.counts(set).total == 0 && !self.with_plain_stem(&fold(set)).is_empty() {
                fold(set).into_owned()
            } else {
                family_stem(set)
            };
            if word != set {
                for number in other_numbers(word) {
                    if self.exceptions.stem(&number).is_none() {
                        stems.insert(number, stem.clone());
                    }
                }
            }
            stems.insert(word.to_owned(), stem);
        }
        stems
    }

    /// Tells whether a user set the stem of a word, or of its singular.
    pub(super) fn is_exception(&self, word: &str) -> bool {
        self.exception_stems.contains_key(word)
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
        self.exception_stems.get(word).cloned().unwrap_or_else(|| family_stem(word))
    }

    /// Returns the words whose stem is `stem`, as exceptions have it, each once.
    pub(super) fn with_stem(&self, stem: &str) -> Vec<(&str, Counts)> {
        let mut words = self.with_plain_stem(stem);
        if !self.exceptions.is_empty() {
            words.retain(|(word, _)| !self.is_exception(word));
            let exceptions = self.exception_stems.iter().filter(|(_, set)| *set == stem);
            words.extend(exceptions.map(|(word, _)| (word.as_str(), self.counts(word))));
        }
        words
    }

    /// Returns the words whose stem is `stem` before any exception, each once.
    pub(super) fn with_plain_stem(&self, stem: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_stem(stem)))
    }

    /// Returns the words that begin so, each once.
    pub(super) fn starting(&self, beginning: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.starting(beginning)))
    }

    /// Returns the accented words whose folded form is `folded`, each once.
    pub(super) fn with_fold(&self, folded: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_fold(folded)))
    }

    /// Returns words, found in one segment or several, each once with all its counts.
    pub(super) fn distinct<'l>(
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
