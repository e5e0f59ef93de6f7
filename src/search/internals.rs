//! Snippets without an index, for fuzz targets: of any text, for any query.
//!
//! Every word stands for itself, so that what is shown depends on the text alone.

use std::convert::Infallible;

use super::expand::expand;
use super::matcher::Matcher;
use super::weight::{Statistics, Weights};
use crate::article::TextField;
use crate::engine::{Fragment, SnippetOptions};
use crate::lexicon::Lexicon;
use crate::query::{Published, Query};

/// Returns what a snippet shows of a body, where every word stands for itself alone.
#[must_use]
pub fn snippet(query: &Query, body: &str, options: SnippetOptions) -> Vec<Fragment> {
    let Ok(expansions) = expand(&Lexicon::default(), query, 0, &mut OneArticle);
    let Ok(weights) = Weights::new(&mut OneArticle, &query.words, &expansions, 1);
    let text = |field| if field == TextField::Body { body } else { "" };
    Matcher::new(query, &expansions, &weights).snippet(text, options)
}

/// A collection of one article that has every word.
struct OneArticle;

impl Statistics for OneArticle {
    type Error = Infallible;

    fn articles(&self) -> u64 {
        1
    }

    fn total_lengths(&self) -> Result<[u64; 3], Infallible> {
        Ok([10, 10, 100])
    }

    fn articles_with(&mut self, _: &str, _: &'static [TextField]) -> Result<u32, Infallible> {
        Ok(1)
    }

    fn articles_tagged(&mut self, _: &[String]) -> Result<u32, Self::Error> {
        Ok(0)
    }

    fn articles_of(&mut self, _: &Published) -> Result<u32, Self::Error> {
        Ok(1)
    }

    fn neighbours(&mut self, _: &str) -> Result<u64, Infallible> {
        Ok(0)
    }
}
