//! An article of an index that matches, with what stands for the query in it.
//!
//! What is not asked for is not read.

use std::sync::OnceLock;

use tantivy::DocAddress;

use super::matcher::Matcher;
use super::plan::Plan;
use super::weight::Weights;
use crate::article::{Article, TextField};
use crate::engine::{Match, Occurrence};
use crate::error::Result;
use crate::index::{Guesses, IndexReader};
use crate::lexicon::Expansion;
use crate::query::Query;

/// An article of an index that matches.
pub(super) struct LocalMatch<'a> {
    pub(super) address: DocAddress,
    pub(super) guesses: &'a Guesses<'a>,
    pub(super) matcher: &'a LazyMatcher<'a>,
}

impl Match for LocalMatch<'_> {
    fn id(&self) -> Result<String> {
        self.matcher.reader.id(self.address)
    }

    fn article(&self) -> Result<Article> {
        self.guesses.article(self.address)
    }

    fn occurrences(&self, field: TextField, text: &str) -> Vec<Occurrence> {
        self.matcher.get().occurrences(field, text)
    }
}

/// What a plan matches in texts, made when it is first needed.
pub(super) struct LazyMatcher<'a> {
    reader: &'a IndexReader,
    query: &'a Query,
    expansions: &'a [Expansion],
    weights: &'a Weights,
    matcher: OnceLock<Matcher>,
}

impl<'a> LazyMatcher<'a> {
    pub(super) fn of(plan: &'a Plan<'_>) -> Self {
        let Plan { reader, query, expansions, ranking, .. } = plan;
        Self { reader, query, expansions, weights: &ranking.weights, matcher: OnceLock::new() }
    }

    pub(super) fn get(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(self.query, self.expansions, self.weights))
    }
}
