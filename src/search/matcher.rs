//! Where the texts of an article have what a query asks for: each clause in the field that it
//! names.
//!
//! It looks at no text itself.

use super::text_matcher::TextMatcher;
use super::weight::Weights;
use crate::article::TextField;
use crate::engine::Occurrence;
use crate::lexicon::Expansion;
use crate::query::Query;

/// What a query matches in the texts of an article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matcher {
    /// In any text.
    any: TextMatcher,
    /// In that of each field, where the query names one.
    of_fields: Option<Box<[TextMatcher; TextField::ALL.len()]>>,
}

impl Matcher {
    /// Returns what to mark for a query with these words of the collection.
    pub(crate) fn new(query: &Query, expansions: &[Expansion], weights: &Weights) -> Self {
        let matcher = |field| TextMatcher::new(query, expansions, weights, field);
        let names_field = query.words.iter().any(|word| word.field.is_some());
        let of_fields = || Box::new(TextField::ALL.map(|field| matcher(Some(field))));
        Self { any: matcher(None), of_fields: names_field.then(of_fields) }
    }

    /// Returns the occurrences in a text of a field, sorted and disjoint.
    pub(crate) fn occurrences(&self, field: TextField, text: &str) -> Vec<Occurrence> {
        self.within(field).occurrences(text)
    }

    /// Returns what showing each word of the query is worth.
    pub(crate) fn worth(&self) -> &[u32] {
        &self.any.worth
    }

    fn within(&self, field: TextField) -> &TextMatcher {
        self.of_fields.as_ref().map_or(&self.any, |fields| &fields[field as usize])
    }

    /// Returns what to mark for these words and these phrases, the words of phrases
    /// after the plain ones.
    #[cfg(test)]
    pub(super) fn of(words: &[&str], phrase: &[&str], slop: Option<u32>) -> Self {
        Self { any: TextMatcher::of(words, phrase, slop), of_fields: None }
    }

    /// Adds a stop word that was left out.
    #[cfg(test)]
    pub(super) fn add_left_out(&mut self, word: &str) {
        self.any.add_left_out(word);
    }

    /// Adds a form of a word.
    #[cfg(test)]
    pub(super) fn add_form(&mut self, form: &str, word: usize) {
        self.any.add_form(form, word);
    }
}
