//! A form that articles are written in: what stands above the first, each, and what ends all.
//!
//! It names no form: each stands with the output format that has it.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use super::about::About;
use super::columns::Column;
use crate::article::Article;
use crate::error::Result;

/// Writes what stands above all articles or behind them.
type EdgeWriter = fn(&Taking<'_>, &mut dyn Write) -> io::Result<()>;

/// Takes an article, and the ids of the queries of a file that find it.
pub(crate) type Writing<'w> = dyn FnMut(&Article, Option<&[String]>) -> Result<()> + 'w;

/// Calls with every article that is wanted, each time it is called itself.
pub(crate) type EachArticle<'e> = dyn Fn(&mut Writing<'_>) -> Result<()> + 'e;

/// Writes all articles, which it may look at more than once, and returns how many they are.
type WholeWriter = fn(&Taking<'_>, &EachArticle<'_>, &mut dyn Write) -> Result<u64>;

/// Writes a decision about articles, given as JSON.
type DecisionWriter = fn(&str, &mut dyn Write) -> io::Result<()>;

/// A form of articles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArticleForm {
    /// Writes what stands above the first article, there where a file begins.
    pub head: Option<EdgeWriter>,
    /// Writes what there is to say of all articles together where that stands in front of them,
    /// in a file that they are added to as well.
    pub about: Option<EdgeWriter>,
    /// Writes an article.
    pub article: fn(&Taking<'_>, &Article, &mut dyn Write) -> io::Result<()>,
    /// Writes what stands behind the last article.
    pub end: Option<EdgeWriter>,
    /// Each article has its id in it, wanted or not.
    pub has_ids: bool,
    /// Writes all, in place of the others, where articles are not just one behind the other.
    pub whole: Option<WholeWriter>,
    /// Writes a decision about articles, where articles so written are indexed again.
    pub decision: Option<DecisionWriter>,
}

impl ArticleForm {
    /// Returns the form of articles that are written one behind the other, and nothing else.
    pub(crate) const fn of(
        article: fn(&Taking<'_>, &Article, &mut dyn Write) -> io::Result<()>,
    ) -> Self {
        Self {
            head: None,
            about: None,
            article,
            end: None,
            has_ids: false,
            whole: None,
            decision: None,
        }
    }

    /// Tells whether more articles can be written behind those of a file.
    #[must_use]
    pub(crate) fn goes_on(&self) -> bool {
        self.end.is_none() && self.whole.is_none()
    }
}

/// The column with the ids of the queries of a file.
pub(super) const QUERIES: &str = "queries";

/// How articles are taken along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taking<'a> {
    /// The columns that are wanted, in their order; none where it is not said.
    pub columns: &'a [Column],
    /// As a French Excel opens it: semicolons, and a mark that says that it is UTF-8.
    pub excel: bool,
    /// What was asked for: the title of what is written.
    pub query: &'a str,
    /// The ids of the queries of a file that find an article; `None` where it is no file's.
    pub queries: Option<&'a [String]>,
    /// What there is to say of the articles together, where that is wanted.
    pub about: Option<&'a About>,
    /// The present moment, ISO 8601 in UTC.
    pub now: &'a str,
    /// The time zone of days and hours.
    pub zone: &'a TimeZone,
}

impl Taking<'_> {
    /// Tells whether a column, by its name, is wanted.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.is_empty() || self.columns.iter().any(|column| column.name == name)
    }
}
