//! A concordance: every occurrence of what a query asks for, in its context.
//!
//! It is what there is to say of each, in order; nothing is looked for and nothing cut here.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::article::{Date, TextField};

/// Every occurrence, or the first of them, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Concordance {
    /// The occurrences, or the first of them.
    pub lines: Vec<KwicLine>,
    /// How many there are.
    pub occurrences: u64,
    /// How many articles match.
    pub articles: u64,
    /// In how many of these nothing stands in a text, as in those that have a word as a tag.
    pub without: u64,
}

impl Concordance {
    /// Returns the ids of the articles of its lines, each once, in the order of the first line of
    /// each.
    #[must_use]
    pub(crate) fn ids(&self) -> Vec<&str> {
        let mut known = HashSet::new();
        let ids = self.lines.iter().map(|line| line.article.id.as_str());
        ids.filter(|id| known.insert(*id)).collect()
    }
}

/// An occurrence, within its sentence.
#[derive(Debug, Clone)]
pub(crate) struct KwicLine {
    /// The article.
    pub article: Arc<KwicArticle>,
    /// The text of the article that it stands in.
    pub field: TextField,
    /// The sentence, which it shares with others in it, or all those it reaches over.
    pub sentence: Arc<str>,
    /// Where it is in there, in bytes.
    pub found: Range<usize>,
}

impl KwicLine {
    /// Returns what stands before the occurrence.
    pub(crate) fn left(&self) -> &str {
        &self.sentence[..self.found.start]
    }

    /// Returns the occurrence itself.
    pub(crate) fn found(&self) -> &str {
        &self.sentence[self.found.clone()]
    }

    /// Returns what stands behind it.
    pub(crate) fn right(&self) -> &str {
        &self.sentence[self.found.end..]
    }
}

/// What a line tells of its article.
#[derive(Debug, Clone, Default)]
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

/// Most characters that are shown on each side of an occurrence.
pub(crate) const MOST_BESIDE: usize = 10_000;

/// Farthest word that lines are put in order by.
pub(crate) const FARTHEST: usize = 9;

impl KwicOrder {
    /// Returns the order that is called so: `date`, `source`, `L1` to `R9`.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        let is_near = |place: &usize| (1..=FARTHEST).contains(place);
        let place = |digits: &str| digits.parse().ok().filter(is_near);
        match name.trim() {
            "date" => Some(Self::Date),
            "-date" => Some(Self::Latest),
            "source" => Some(Self::Source),
            word => match word.split_at_checked(1) {
                Some(("L" | "l", digits)) => place(digits).map(Self::Left),
                Some(("R" | "r", digits)) => place(digits).map(Self::Right),
                _ => None,
            },
        }
    }
}

/// What lines are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KwicOrder {
    /// The date of publication, undated articles last.
    Date,
    /// The same, the latest first.
    Latest,
    /// The source, articles without one last.
    Source,
    /// The word so many places before the occurrence, from 1 on.
    Left(usize),
    /// The word so many places behind it, from 1 on.
    Right(usize),
}
