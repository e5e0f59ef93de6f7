//! What a query finds in the texts of one article.
//!
//! It asks the engine and reads no word itself; how a match is shown is not known here.

use std::iter;
use std::ops::{ControlFlow, Range};

use super::contract::Engine;
use super::request::Request;
use crate::article::{Article, TextField};
use crate::error::{Error, Result};
use crate::query::{Condition, Query, QueryField};

/// What matches in the texts of an article: in bytes, sorted, disjoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ArticleMarks {
    pub title: Vec<Range<usize>>,
    pub description: Vec<Range<usize>>,
    pub body: Vec<Range<usize>>,
}

impl ArticleMarks {
    /// Returns what a query finds in an article: nothing in one that it does not find, and in one
    /// that has no phrase of it its words.
    ///
    /// # Errors
    /// Those of [`Engine::matches`].
    pub(crate) fn of(engine: &dyn Engine, query: Query, article: &Article) -> Result<Self> {
        let relaxed = [query.clone().without_plain_words()].into_iter();
        let relaxed = relaxed.chain(query.without_phrases.as_deref().cloned());
        let relaxed: Vec<Query> = relaxed.collect();
        // The words of a title that was made of the opening are those of the body.
        let title = if article.title_derived { TextField::Body } else { TextField::Title };
        let named = Condition::Value { field: QueryField::Id, value: article.id.clone() };
        let mut marks = Self::default();
        for query in iter::once(query).chain(relaxed) {
            let query = query.and(named.clone());
            let request = Request { query, any: true, ..Request::default() };
            let found = engine.matches(&request, &mut |found| {
                let of = |field, text: &str| -> Vec<Range<usize>> {
                    let occurrences = found.occurrences(field, text).into_iter();
                    let occurrences = occurrences.filter(|part| part.sought);
                    occurrences.map(|part| part.from..part.to).collect()
                };
                marks = Self {
                    title: of(title, &article.title),
                    description: of(TextField::Description, &article.description),
                    body: of(TextField::Body, &article.body),
                };
                Ok(ControlFlow::Break(()))
            });
            // An article that the others were to be like may be gone since.
            if matches!(found, Err(Error::QuerySyntax(_))) {
                break;
            }
            found?;
            if marks != Self::default() {
                break;
            }
        }
        Ok(marks)
    }
}
