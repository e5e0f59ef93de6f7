//! What benches and fuzz targets ask of an index and of a query, and no program needs.
//!
//! It may change at any time, and is not compiled without the feature `internals`.

use std::ops::Range;

use super::index::Index;
use crate::query::{Query, Role};
use crate::search::weight_of;

/// Returns how many forms the family of a word has in the French articles of an index.
#[must_use]
pub fn forms(index: &Index, word: &str) -> usize {
    index.0.lexicon().family(word, "fr").forms.len()
}

/// Returns the forms of each word of a query that counts for the score, with what an occurrence of
/// each counts, at most 1; without those that no article has, or that are several words.
#[must_use]
pub fn families(index: &Index, query: &Query) -> Vec<Vec<(String, f32)>> {
    let scored = query.words.iter().filter(|word| word.role != Role::Unscored);
    let forms = scored.map(|word| {
        let forms = index.0.lexicon().family(&word.term, "fr").forms.into_iter();
        let forms = forms.filter(|form| form.counts.total > 0 && !form.term.contains(' '));
        forms.map(|form| (form.term, weight_of(form.relation))).collect()
    });
    forms.filter(|forms: &Vec<_>| !forms.is_empty()).collect()
}

/// Returns where each word of a query stands in what was typed, in bytes.
pub fn spans(query: &Query) -> impl Iterator<Item = Range<usize>> {
    query.words.iter().map(|word| word.span.clone())
}
