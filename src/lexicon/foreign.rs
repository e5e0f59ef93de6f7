//! The inflected forms of a word of another language than French.
//!
//! The lexicon keeps French stems; those of other languages are made on the way, from
//! every word of the collection: a few milliseconds, which only a query in such a
//! language spends.

use super::collection::Lexicon;
use super::family::{Members, Relation};
use super::kind::is_acronym;
use super::stemmer::ForeignStemmer;
use crate::analysis::fold;

impl Lexicon {
    /// Adds the words of the same stem in a language (ISO 639-1); none in a language
    /// without a stemmer.
    pub(super) fn add_foreign(&self, members: &mut Members, language: &str) {
        let Some(stemmer) = ForeignStemmer::of(language) else { return };
        let stem_of = |word: &str| self.stem_by(word, &stemmer);
        let stems: Vec<String> = members.same().iter().map(|word| stem_of(word)).collect();
        // Stemmers change endings only.
        let first = |word: &str| fold(word).chars().next();
        let first_of_typed = first(&members.forms[0].term);
        for (word, counts) in self.words() {
            let may_be = first(word) == first_of_typed || self.is_exception(word);
            // Capitals tell nothing of names: German writes every noun with one.
            if may_be && !is_acronym(word, counts) && stems.contains(&stem_of(word)) {
                members.add(word, Relation::Stem, self.counts(word));
            }
        }
    }

    /// Returns the stem of a word in a language, without accents, as exceptions have
    /// it; the word itself in a language without a stemmer.
    pub(super) fn stem_in(&self, word: &str, language: &str) -> String {
        match ForeignStemmer::of(language) {
            _ if language == "fr" => self.stem_of(word),
            Some(stemmer) => self.stem_by(word, &stemmer),
            None => fold(word).into_owned(),
        }
    }

    fn stem_by(&self, word: &str, stemmer: &ForeignStemmer) -> String {
        match self.exceptions().stem(word) {
            Some(stem) => fold(stem).into_owned(),
            None => stemmer.stem(word),
        }
    }
}
