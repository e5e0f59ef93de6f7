//! What an article must be to answer a query, whatever its score.
//!
//! It names words by their ordinals and knows no index: whether an article meets it is found
//! out by `search`.

use super::arrival::Arrival;
use super::clock::Clock;
use super::date::read_date;
use super::field::{DateBound, QueryField};
use super::like::Like;
use super::published::Published;
use crate::date_error::{DateError, DateProblem};

/// A condition on articles. Words are named by their ordinal in [`Query::words`].
///
/// [`Query::words`]: super::Query::words
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    /// It has a form of this word.
    Word(usize),
    /// It has these words in this order; with slop, together in any order with at
    /// most so many other words between them.
    Phrase {
        /// The words.
        words: Vec<usize>,
        /// Other words allowed between them.
        slop: Option<u32>,
    },
    /// It has both within so many words of each other.
    Near {
        /// The one.
        left: Box<Condition>,
        /// The other.
        right: Box<Condition>,
        /// The most words from one to the other.
        distance: u32,
    },
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A field that is no text holds this value: its words in this order, case and
    /// accents aside; a language is its code, a URL holds the value anywhere.
    Value {
        /// The field.
        field: QueryField,
        /// What was typed.
        value: String,
    },
    /// A field that is no text has this very value.
    Exactly {
        /// The field.
        field: QueryField,
        /// The value.
        value: String,
    },
    /// It was published in this span of time.
    Published(Published),
    /// The collection first had it then.
    Added(Arrival),
    /// It is about the same as an article, or as a text.
    Like(Like),
}

impl Condition {
    /// Returns the condition to be published from a date on and up to another one,
    /// both included, as people write them.
    ///
    /// # Errors
    /// For one that cannot be read.
    pub(crate) fn published(
        from: Option<&str>,
        to: Option<&str>,
        clock: &Clock,
    ) -> Result<Self, DateError> {
        let read = [
            from.map(|from| read_date(DateBound::Since, from, clock)).transpose()?,
            to.map(|to| read_date(DateBound::In, to, clock)).transpose()?,
        ];
        let [first, last] = read;
        let (first, last) = (first.and_then(|range| range.from), last.and_then(|range| range.to));
        if let (Some(from), Some(to)) = (from, to)
            && first.zip(last).is_some_and(|(first, last)| last <= first)
        {
            let problem = DateProblem::Backwards { from: from.to_owned(), to: to.to_owned() };
            return Err(DateError { value: format!("{from}..{to}"), problem });
        }
        Ok(Self::Published(Published::new(first, last, &clock.zone)))
    }

    /// Returns the second from which, and the one before which, all that meets it is published, as
    /// far as it asks for that.
    pub(crate) fn span(&self) -> [Option<i64>; 2] {
        match self {
            Self::Published(time) => [time.from, time.to],
            Self::All(conditions) => conditions.iter().map(Self::span).fold(
                [None, None],
                |[from, to], [later, earlier]| {
                    [from.max(later), [to, earlier].into_iter().flatten().min()]
                },
            ),
            _ => [None, None],
        }
    }

    /// Calls `visit` with every clause in it that asks for what is like something.
    pub(crate) fn each_like<'c>(&'c self, visit: &mut dyn FnMut(&'c Like)) {
        match self {
            Self::Like(like) => visit(like),
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.each_like(visit);
                }
            }
            Self::Not(condition) => condition.each_like(visit),
            Self::Near { .. }
            | Self::Word(_)
            | Self::Phrase { .. }
            | Self::Value { .. }
            | Self::Exactly { .. }
            | Self::Added(_)
            | Self::Published(_) => {}
        }
    }

    /// Tells whether nothing without a date of publication can meet it.
    #[must_use]
    pub(crate) fn asks_for_date(&self) -> bool {
        match self {
            Self::Published(_) => true,
            Self::All(conditions) => conditions.iter().any(Self::asks_for_date),
            Self::Any(conditions) => conditions.iter().all(Self::asks_for_date),
            Self::Near { .. }
            | Self::Word(_)
            | Self::Phrase { .. }
            | Self::Value { .. }
            | Self::Exactly { .. }
            | Self::Added(_)
            | Self::Like(_)
            | Self::Not(_) => false,
        }
    }
}
