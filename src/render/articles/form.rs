//! A form that articles are written in: what stands above the first, each, and what ends all.
//!
//! It names no form: each stands with the output format that has it.

use std::io::{self, Write};

use jiff::tz::TimeZone;

use super::columns::Column;
use crate::article::Article;

/// Writes what stands above all articles or behind them.
type EdgeWriter = fn(&Taking<'_>, &mut dyn Write) -> io::Result<()>;

/// Writes a decision about articles, given as JSON.
type DecisionWriter = fn(&str, &mut dyn Write) -> io::Result<()>;

/// A form of articles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ArticleForm {
    /// Writes what stands above the first article, there where a file begins.
    pub head: Option<EdgeWriter>,
    /// Writes an article.
    pub article: fn(&Taking<'_>, &Article, &mut dyn Write) -> io::Result<()>,
    /// Writes what stands behind the last article.
    pub end: Option<EdgeWriter>,
    /// Writes a decision about articles, where articles so written are indexed again.
    pub decision: Option<DecisionWriter>,
    /// It has columns, of which some may be wanted.
    pub has_columns: bool,
}

impl ArticleForm {
    /// Returns the form of articles that are written one behind the other, and nothing else.
    pub(super) const fn of(
        article: fn(&Taking<'_>, &Article, &mut dyn Write) -> io::Result<()>,
    ) -> Self {
        Self { head: None, article, end: None, decision: None, has_columns: false }
    }

    /// Tells whether more articles can be written behind those of a file.
    #[must_use]
    pub(crate) fn goes_on(&self) -> bool {
        self.end.is_none()
    }
}

/// How articles are taken along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taking<'a> {
    /// The columns that are wanted, in their order.
    pub columns: &'a [Column],
    /// As a French Excel opens it: semicolons, and a mark that says that it is UTF-8.
    pub excel: bool,
    /// What was asked for: the title of what is written.
    pub query: &'a str,
    /// The ids of the queries of a file that find an article; `None` where it is no file's.
    pub queries: Option<&'a [String]>,
    /// The present moment, ISO 8601 in UTC.
    pub now: &'a str,
    /// The time zone of days and hours.
    pub zone: &'a TimeZone,
}
