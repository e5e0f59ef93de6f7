//! A request: everything that can be asked of an engine.
//!
//! Every condition on articles is in its query; the rest says which of the articles that
//! meet it are wanted, in which order, and how much of them.

use jiff::tz::TimeZone;

use super::deadline::Deadline;
use crate::calendar::PARIS;
use crate::query::Query;

/// What is asked: by default the ten best articles of all, with snippets.
#[derive(Debug, Clone)]
pub struct Request {
    /// The words to look for and the conditions to meet; every article meets an empty one.
    pub query: Query,
    /// Any word is enough; otherwise articles with all words come first.
    pub any: bool,
    /// Where too few articles have all that was asked those with some of it are hits too, and
    /// phrases may be looked for as words. Otherwise what is asked for must hold: all the words,
    /// or any where that is enough, and every phrase.
    pub relax: bool,
    /// What a word with `*` or `~` stands for.
    pub forms: Forms,
    /// Most hits to return.
    pub limit: usize,
    /// Best hits to leave out before.
    pub offset: usize,
    /// In which order.
    pub order: Order,
    /// Whether recent articles count more.
    pub recency: Option<Recency>,
    /// What becomes of articles with one text.
    pub copies: Copies,
    /// How much of each hit is wanted.
    pub detail: Detail,
    /// Most words, the first of a short query, of which it is looked for what else may have been
    /// meant: a millisecond or more for each.
    pub suggestions: usize,
    /// Whether the scores are explained.
    pub explain: bool,
    /// Where days begin when articles are grouped by date.
    pub zone: TimeZone,
    /// When the articles must be found; who lists or deletes all of them sets none.
    pub deadline: Deadline,
}

/// Words of which it is looked for what else may have been meant, unless a request says
/// otherwise.
const MAX_SUGGESTIONS: usize = 8;

impl Default for Request {
    fn default() -> Self {
        Self {
            query: Query::default(),
            any: false,
            relax: true,
            forms: Forms::default(),
            limit: 10,
            offset: 0,
            order: Order::default(),
            recency: None,
            copies: Copies::default(),
            detail: Detail::default(),
            suggestions: MAX_SUGGESTIONS,
            explain: false,
            zone: PARIS.clone(),
            deadline: Deadline::default(),
        }
    }
}

/// Which words of the collection one with `*` or `~` stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forms {
    /// The 200 commonest.
    #[default]
    Commonest,
    /// Every one.
    All,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first.
    #[default]
    Relevance,
    /// The oldest first, undated articles last.
    OldestFirst,
    /// The newest first, undated articles last.
    NewestFirst,
}

impl Order {
    /// Returns the order that is called so: `relevance`, `date`, `-date`.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "relevance" => Some(Self::Relevance),
            "date" => Some(Self::OldestFirst),
            "-date" => Some(Self::NewestFirst),
            _ => None,
        }
    }
}

/// How much age takes off a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// Days after which a score has halved; above 0.
    pub days: f64,
    /// The present moment, in seconds since 1970.
    pub now: i64,
}

/// What becomes of articles with the same text, or nearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// Each is a hit of its own.
    Apart,
    /// They are one hit, told with at most so many of the others.
    Grouped(usize),
}

impl Default for Copies {
    fn default() -> Self {
        Self::Grouped(usize::MAX)
    }
}

/// How much of each hit is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Its id and its score.
    Id,
    /// What the article says of itself: title, source, date and the like.
    Facts,
    /// This, and what matched in the title, and the parts of its text that answer the query
    /// best.
    Snippet(SnippetOptions),
}

impl Default for Detail {
    fn default() -> Self {
        Self::Snippet(SnippetOptions::default())
    }
}

/// How long a snippet may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnippetOptions {
    /// Most fragments; with none, what matched in the title is all.
    pub max_fragments: usize,
    /// Most characters of all fragments together.
    pub max_chars: usize,
}

impl SnippetOptions {
    /// About three lines of a terminal.
    pub const DEFAULT: Self = Self { max_fragments: 2, max_chars: 280 };
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}
