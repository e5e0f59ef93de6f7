//! A clause that asks for what is about the same as an article, or as a text.
//!
//! It names the article or holds the text. Which words mark it, a search finds out: nothing is
//! looked up here.

use std::ops::Range;

/// What articles must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Like {
    /// What they are like.
    pub(crate) what: Likened,
    /// Where the name stands in the query, in bytes; empty for a text.
    pub(crate) span: Range<usize>,
    /// The words that mark it, by their ordinals in the query; none before a search has found
    /// them.
    pub(crate) words: Vec<usize>,
    /// The ids of the article and of its copies, which are no answer.
    pub(crate) apart: Vec<String>,
}

/// What articles are like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Likened {
    /// The article of this id or address.
    Article(String),
    /// A text that is in no collection.
    Text(String),
}

/// One in so many of the words that mark an article, at least, is in one that is like it.
const PART: usize = 3;

impl Like {
    /// Returns the clause for what is like this, before its words are known.
    #[must_use]
    pub(crate) fn new(what: Likened, span: Range<usize>) -> Self {
        Self { what, span, words: Vec::new(), apart: Vec::new() }
    }

    /// Returns how many of the words an article has at least; one without words is like none.
    #[must_use]
    pub(crate) fn least(&self) -> usize {
        self.words.len().div_ceil(PART).max(1)
    }
}
