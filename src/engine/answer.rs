//! An answer: the best hits, how many there are, and how the query was read.
//!
//! What a person should know of it is data here; sentences are made elsewhere.

use super::hit::Hit;
use crate::lexicon::Expansion;
use crate::query::Query;

/// The answer to a request.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How the query was read.
    pub(crate) reading: Reading,
    /// What became of it, for who asked.
    pub hints: Vec<Hint>,
    /// Articles found, all pages together.
    pub total: u64,
    /// Of these, with all that was asked.
    pub total_all_words: u64,
    /// The page of hits, best first.
    pub hits: Vec<Hit>,
}

/// How a query was read.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The query as it was asked.
    pub asked: Query,
    /// Its phrases were looked for as words.
    pub without_phrases: bool,
    /// The words of the collection that each word of [`Self::query`] stands for.
    pub expansions: Vec<Expansion>,
}

/// Something that who asked should know of an answer; more may come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hint {
    /// Articles with some of the words were added, since too few have all.
    Relaxed,
    /// No article has all that was asked; so many have some of it, and only those with all
    /// were wanted.
    SomeHave(u64),
    /// Phrases were looked for as words, since too few articles have them with all the other
    /// words: [`Answer::total_all_words`].
    WithoutPhrases,
    /// The index has no article.
    EmptyIndex,
    /// No article is of the dates asked for; the first day, month or year and the last that
    /// there are.
    NoneThen {
        /// The first.
        first: String,
        /// The last.
        last: String,
        /// Several dates were asked for at once.
        several: bool,
    },
    /// No article is in the language asked for.
    NoneInLanguage(String),
    /// No article has this word in any form.
    UnknownWord {
        /// The word.
        word: String,
        /// The word of the collection that is spelled most nearly like it.
        meant: Option<String>,
    },
    /// A word is rare, and another one that differs by a letter much commoner.
    NearSpelling {
        /// The word.
        word: String,
        /// The other one.
        meant: String,
        /// How often that occurs.
        times: u32,
    },
    /// No article has a value that was asked for.
    AbsentValue {
        /// The field, as it is typed.
        field: String,
        /// What was asked for.
        value: String,
        /// The commonest values that there are.
        known: Vec<String>,
        /// Other fields that have it, each with in how many articles.
        elsewhere: Vec<(String, u64)>,
    },
    /// So many articles have all the words, and none has them as near each other as was asked.
    NoneTogether(u64),
    /// So many articles would be hits if they had a date.
    UndatedLeftOut(u64),
}

impl Reading {
    /// Returns the reading of the query that the hits are the answer to.
    #[must_use]
    pub(crate) fn query(&self) -> &Query {
        match &self.asked.without_phrases {
            Some(without_phrases) if self.without_phrases => without_phrases,
            _ => &self.asked,
        }
    }
}

impl Answer {
    /// Returns the query that the hits are the answer to: as it was asked, or without its
    /// phrases.
    #[must_use]
    pub fn query(&self) -> &Query {
        self.reading.query()
    }

    /// Tells whether articles with some of the words were added.
    #[must_use]
    pub fn is_relaxed(&self) -> bool {
        self.hints.contains(&Hint::Relaxed)
    }

    /// Returns the words that no article has, each with what may have been meant.
    pub fn unknown_words(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.hints.iter().filter_map(|hint| match hint {
            Hint::UnknownWord { word, meant } => Some((word.as_str(), meant.as_deref())),
            _ => None,
        })
    }

    /// Returns the words that may be meant by others, by what was asked.
    pub fn suggestions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.hints.iter().filter_map(|hint| match hint {
            Hint::UnknownWord { word, meant } => Some((word.as_str(), meant.as_deref()?)),
            Hint::NearSpelling { word, meant, .. } => Some((word.as_str(), meant.as_str())),
            _ => None,
        })
    }

    /// Returns how many articles would be hits if they had a date.
    #[must_use]
    pub fn undated(&self) -> u64 {
        let undated = self.hints.iter().find_map(|hint| match hint {
            Hint::UndatedLeftOut(count) => Some(*count),
            _ => None,
        });
        undated.unwrap_or(0)
    }
}
