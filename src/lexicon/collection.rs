//! The lexicon of a collection: those of its segments, seen as one.
//!
//! It looks up and adds up; which words belong together is decided in `family`.

use std::collections::BTreeMap;

use super::exceptions::{Exceptions, Target};
use super::inflection::{differ_in_number, other_numbers};
use super::lemmas::family_stem;
use super::segment::SegmentLexicon;
use super::tally::Counts;
use crate::analysis::fold;

/// The words of a collection, as of one commit, and the exceptions a user made.
#[derive(Clone, Default)]
pub(crate) struct Lexicon {
    segments: Vec<SegmentLexicon>,
    exceptions: Exceptions,
    /// What words with an exception belong to, and their plurals.
    targets: BTreeMap<String, Target>,
}

impl Lexicon {
    /// Returns the lexicon of the segments together.
    #[must_use]
    pub(crate) fn new(segments: Vec<SegmentLexicon>, exceptions: Exceptions) -> Self {
        let mut lexicon = Self { segments, exceptions, targets: BTreeMap::new() };
        lexicon.targets = lexicon.targets();
        lexicon
    }

    /// Returns what each word with an exception belongs to, and its other number with it.
    fn targets(&self) -> BTreeMap<String, Target> {
        let mut targets = BTreeMap::new();
        for (word, set) in self.exceptions.iter() {
            // A word set to itself, or to its own singular, belongs to nothing else.
            let is_own = |word: &str| word == set || differ_in_number(word, set);
            let target = if is_own(word) || self.exceptions.stem(set).is_some_and(is_own) {
                Target::Own(fold(set).into_owned())
            } else if self.counts(set).total == 0 && !self.with_plain_stem(&fold(set)).is_empty() {
                Target::Stem(fold(set).into_owned())
            } else {
                Target::Form(set.to_owned())
            };
            if word != set {
                for number in other_numbers(word) {
                    if self.exceptions.stem(&number).is_none() {
                        targets.insert(number, target.clone());
                    }
                }
            }
            targets.insert(word.to_owned(), target);
        }
        targets
    }

    /// Returns what a user set a word to, or its singular.
    pub(super) fn exception_target(&self, word: &str) -> Option<&Target> {
        self.targets.get(word)
    }

    /// Returns every word with an exception and what it belongs to.
    pub(super) fn exception_targets(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.targets.iter().map(|(word, target)| (word.as_str(), target))
    }

    /// Returns the words that a user set to the same.
    pub(super) fn set_to(&self, target: &Target) -> impl Iterator<Item = &str> {
        self.exception_targets().filter(move |(_, other)| *other == target).map(|(word, _)| word)
    }

    /// Tells whether a user set the stem of a word, or of its singular.
    pub(super) fn is_exception(&self, word: &str) -> bool {
        self.targets.contains_key(word)
    }

    /// Returns the words whose stem a user set.
    #[must_use]
    pub(crate) fn exceptions(&self) -> &Exceptions {
        &self.exceptions
    }

    /// Returns how often `term` occurs, as the tokenizer gives it; zeros for a word
    /// that the collection does not have.
    #[must_use]
    pub(crate) fn counts(&self, term: &str) -> Counts {
        let mut sum = Counts::default();
        self.segments.iter().filter_map(|segment| segment.counts(term)).for_each(|counts| {
            sum.add(counts);
        });
        sum
    }

    /// Returns the number of distinct words.
    #[must_use]
    pub(crate) fn distinct_words(&self) -> usize {
        match self.segments.as_slice() {
            [only] => only.len(),
            segments => {
                let words = segments.iter().flat_map(|segment| segment.iter().map(|word| word.0));
                words.collect::<std::collections::HashSet<_>>().len()
            }
        }
    }

    /// Returns the lexicons of the segments.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &SegmentLexicon> {
        self.segments.iter()
    }

    /// Returns every word; once for each segment.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, Counts)> {
        let words = self.segments.iter().flat_map(SegmentLexicon::iter);
        words.map(|(word, counts, _)| (word, counts))
    }

    /// Returns the stem of a French word, as exceptions have it.
    pub(super) fn stem_of(&self, word: &str) -> String {
        match self.targets.get(word) {
            Some(Target::Own(stem) | Target::Stem(stem)) => stem.clone(),
            Some(Target::Form(word)) => family_stem(word),
            None => family_stem(word),
        }
    }

    /// Returns the words whose stem is `stem` before any exception, each once.
    pub(super) fn with_plain_stem(&self, stem: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_stem(stem)))
    }

    /// Returns the words made of a beginning and one of some sorted endings, each once.
    pub(super) fn with_endings(
        &self,
        beginning: &str,
        endings: &'static [&'static str],
    ) -> Vec<(&str, Counts)> {
        let segments = self.segments.iter();
        self.distinct(segments.flat_map(|segment| segment.with_endings(beginning, endings)))
    }

    /// Returns the accented words whose folded form is `folded`, each once.
    pub(super) fn with_fold(&self, folded: &str) -> Vec<(&str, Counts)> {
        self.distinct(self.segments.iter().flat_map(|segment| segment.with_fold(folded)))
    }

    /// Returns the words of the same letters as `term`, accents aside, itself included.
    pub(super) fn spellings(&self, term: &str) -> Vec<(&str, Counts)> {
        let folded = fold(term);
        let mut spellings = self.with_fold(&folded);
        spellings.extend(
            self.distinct(self.segments.iter().filter_map(|segment| segment.word(&folded))),
        );
        spellings
    }

    /// Returns words, each found once in every segment that has it, with all their counts.
    pub(super) fn distinct<'l>(
        &'l self,
        words: impl Iterator<Item = (&'l str, Counts)>,
    ) -> Vec<(&'l str, Counts)> {
        let mut words: Vec<_> = words.collect();
        if self.segments.len() > 1 {
            words.sort_unstable_by_key(|(word, _)| *word);
            words.dedup_by(|(word, counts), (first, sum)| {
                let is_same = word == first;
                if is_same {
                    sum.add(*counts);
                }
                is_same
            });
        }
        words
    }
}
