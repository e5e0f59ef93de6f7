//! The inflected forms of a word of another language than French.
//!
//! The lexicon keeps French stems; those of other languages are made on the way, from
//! every word of the collection: a few milliseconds, which only a query in such a
//! language spends.

use super::collection::Lexicon;
use super::family::{Members, Relation};
use super::stemmer::ForeignStemmer;
use crate::analysis::fold;

impl Lexicon {
    /// Adds the words of the same stem in a language (ISO 639-1); none in a language
    /// without a stemmer.
    pub(super) fn add_foreign(&self, members: &mut Members, language: &str) {
        // German writes every noun with a capital: it tells nothing of names.
        members.is_name = None;
        let Some(stemmer) = ForeignStemmer::of(language) else { return };
        let stem_of = |word: &str| match self.exceptions().stem(word) {
            Some(stem) => fold(stem).into_owned(),
            None => stemmer.stem(word),
        };
        let stems: Vec<String> = members.same().iter().map(|word| stem_of(word)).collect();
        // Stemmers change endings only.
        let first = |word: &str| fold(word).chars().next();
        let first_of_typed = first(&members.forms[0].term);
        for (word, _) in self.words() {
            if first(word) == first_of_typed && stems.contains(&stem_of(word)) {
                members.add(word, Relation::Stem, self.counts(word));
            }
        }
    }
}
