//! Articles that have a word otherwise than in their text, as postings of it in memory: by the
//! date of the article, by a tag.
//!
//! An article of 2019 has the word `2019` as if it stood there twice, one tagged `climat` the
//! word as if it stood there once. It reads no text.

use std::sync::Arc;

use tantivy::postings::Postings;
use tantivy::{DocId, DocSet, TERMINATED};

/// Where an article has a word, if not in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    /// It was published in the time that the word tells of.
    Date,
    /// A tag has the word.
    Tag,
}

impl Beside {
    /// Returns how often an article has the word.
    pub(crate) fn times(self) -> u32 {
        match self {
            Self::Date => 2,
            Self::Tag => 1,
        }
    }
}

/// A place in a list of articles.
#[derive(Clone)]
pub(crate) struct ListedPostings {
    articles: Arc<[DocId]>,
    beside: Beside,
    at: usize,
}

impl ListedPostings {
    /// Returns the beginning of a list, which is sorted.
    pub(crate) fn new(articles: Arc<[DocId]>, beside: Beside) -> Self {
        Self { articles, beside, at: 0 }
    }
}

impl DocSet for ListedPostings {
    fn advance(&mut self) -> DocId {
        self.at = self.articles.len().min(self.at + 1);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.articles.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.articles.len() as u32
    }
}

impl Postings for ListedPostings {
    fn term_freq(&self) -> u32 {
        self.beside.times()
    }

    fn append_positions_with_offset(&mut self, _: u32, _: &mut Vec<u32>) {}
}
