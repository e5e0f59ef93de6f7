//! What benches and fuzz targets ask of an index and of a query, and no program needs.
//!
//! It may change at any time, and is not compiled without the feature `internals`.

use std::ops::Range;

use super::index::Index;
use crate::query::Query;

/// Returns how many forms the family of a word has in the French articles of an index.
#[must_use]
pub fn forms(index: &Index, word: &str) -> usize {
    index.0.lexicon().family(word, "fr").forms.len()
}

/// Returns where each word of a query stands in what was typed, in bytes.
pub fn spans(query: &Query) -> impl Iterator<Item = Range<usize>> {
    query.words.iter().map(|word| word.span.clone())
}
