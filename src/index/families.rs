//! The families of words that were looked up before, for as long as an index is open.
//!
//! A family is the same for the whole life of a reader, and the rules of French take as long as
//! the rest of a short search to tell it.

use std::sync::PoisonError;

use super::reader::IndexReader;
use crate::lexicon::Family;

/// Most families that are kept; all are forgotten when there are more.
const MOST: usize = 10_000;

impl IndexReader {
    /// Returns the family of a word in a language, as the lexicon tells it.
    pub(crate) fn family(&self, term: &str, language: &str) -> Family {
        let key = (term.to_owned(), language.to_owned());
        // Nothing in there is ever half done.
        let known = || self.families.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(family) = known().get(&key) {
            return family.clone();
        }
        let family = self.lexicon().family(term, language);
        let mut known = known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, family.clone());
        family
    }
}
