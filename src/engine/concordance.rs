//! A concordance: every occurrence of what a query asks for, in its context.
//!
//! It is what there is to say of each, in order; nothing is looked for and nothing cut here.

use std::sync::Arc;

use crate::article::{Date, TextField};

/// Every occurrence, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Concordance {
    /// The occurrences.
    pub lines: Vec<KwicLine>,
    /// How many articles match; of some, nothing stands in a text, as of those that have a tag.
    pub articles: u64,
}

/// An occurrence, within its sentence.
#[derive(Debug, Clone)]
pub(crate) struct KwicLine {
    /// The article.
    pub article: Arc<KwicArticle>,
    /// The text of the article that it stands in.
    pub field: TextField,
    /// What stands before it.
    pub left: String,
    /// The occurrence itself.
    pub found: String,
    /// What stands behind it.
    pub right: String,
}

/// What a line tells of its article.
#[derive(Debug, Clone)]
pub(crate) struct KwicArticle {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Newspaper, agency or site.
    pub source: String,
}

/// What lines are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KwicOrder {
    /// The date of publication, undated articles last.
    Date,
    /// The source, articles without one last.
    Source,
    /// The word so many places before the occurrence, from 1 on.
    Left(usize),
    /// The word so many places behind it, from 1 on.
    Right(usize),
}
