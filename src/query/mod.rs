//! What was typed, read as words to look for and conditions to meet.
//!
//! Plain text never fails on signs: apostrophes, colons, lone quotes and brackets of a
//! pasted headline are text. It knows nothing of the index or of scores.

mod chunk;
mod compile;
mod condition;
mod date;
mod display;
mod field;
mod headline;
mod lexer;
mod parser;
mod scanner;
mod syntax_error;
mod tree;
mod value;

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::analysis::words;
use crate::error::{Error, Result};

use compile::{Compiled, Quotes, compile};

pub use condition::Condition;
pub use date::{DateError, DateRange, read_date};
pub use parser::parse;
pub use syntax_error::SyntaxError;
pub use tree::{DateBound, Node, TextualField, Word, WordKind};

/// When a query is asked, and where its days begin.
#[derive(Debug, Clone)]
pub struct Clock {
    /// The present moment.
    pub now: Timestamp,
    /// The time zone of its dates.
    pub zone: TimeZone,
}

/// A query as it was understood; an empty one asks for every article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The words to look for, each once, in the order typed.
    pub words: Vec<QueryWord>,
    /// Stop words that were left out, each once.
    pub left_out: Vec<String>,
    /// What an article must be besides having the plain words.
    pub condition: Option<Condition>,
    /// The language of the articles wanted (ISO 639-1), whose inflection counts; any
    /// language, with French inflection, when there is none.
    pub language: Option<String>,
    /// The same with its quotes read as plain words, where there are others: for when
    /// no article has all the words and the phrase.
    pub without_phrases: Option<Box<Query>>,
}

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The term, as the tokenizer gives it.
    pub term: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Which words of the collection it stands for.
    pub meaning: Meaning,
    /// The only field it is looked for in.
    pub field: Option<TextualField>,
    /// What it is for.
    pub role: Role,
}

/// Which words of the collection a query word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Its family: every form.
    Family,
    /// The same letters, accents aside: a word of a phrase.
    Letters,
    /// Itself: `=marche`.
    Exact,
    /// What starts with it: `présid*`.
    Prefix,
    /// What ends with it: `*crate`.
    Suffix,
    /// What differs by so many letters: `Tokaiev~`.
    Fuzzy(u8),
}

/// What a query word is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An article should have it, and the more such words the better.
    Plain,
    /// A condition names it, and it counts for the score.
    Scored,
    /// A condition names it: a word to leave out, a stop word of a phrase.
    Unscored,
}

impl Query {
    /// Reads what was typed: its significant words, or all of them when it has only
    /// stop words, and what is written as syntax.
    ///
    /// `l'avocat de Nicolas Sarkozy` looks for `avocat`, `nicolas` and `sarkozy`.
    ///
    /// # Errors
    /// `QueryEmpty` when there is nothing to look for; `QuerySyntax` for what is surely
    /// meant as syntax and wrong.
    pub fn parse(text: &str, clock: &Clock) -> Result<Self> {
        let root = parse(text).map_err(|error| syntax(text, error.span, &error.message))?;
        let Some(root) = root else { return Err(Error::QueryEmpty(shortened(text))) };
        let read = |root, quotes| -> Result<Self> {
            let Compiled { words, left_out, condition, language } =
                compile(text, root, quotes, clock)?;
            if words.is_empty() && condition.is_none() {
                return Err(Error::QueryEmpty(shortened(text)));
            }
            let text = text.to_owned();
            Ok(Self { text, words, left_out, condition, language, without_phrases: None })
        };
        let query = read(root.clone(), Quotes::Phrase)?;
        let has_plain = query.words.iter().any(|word| word.role == Role::Plain);
        let has_phrase = query.words.iter().any(|word| word.meaning == Meaning::Letters);
        let without_phrases = (has_plain && has_phrase).then(|| read(root, Quotes::Words));
        Ok(Self { without_phrases: without_phrases.transpose()?.map(Box::new), ..query })
    }

    /// Returns the words of a text, each once, in the order typed.
    #[must_use]
    pub fn words_of(text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut term = String::new();
        let mut words = words(text);
        while words.next_into(&mut term).is_some() {
            if !found.contains(&term) {
                found.push(term.clone());
            }
        }
        found
    }

    /// Returns the query for articles that meet another condition as well.
    #[must_use]
    pub fn and(self, other: Condition) -> Self {
        let without_phrases = self.without_phrases.map(|query| Box::new(query.and(other.clone())));
        let condition = Some(match self.condition {
            Some(condition) => Condition::All(vec![condition, other]),
            None => other,
        });
        Self { condition, without_phrases, ..self }
    }

    /// Returns the query for articles of one language, if there is one.
    #[must_use]
    pub fn in_language(self, language: Option<&str>) -> Self {
        let Some(language) = language else { return self };
        let value = language.to_owned();
        let mut query = self.and(Condition::Value { field: TextualField::Language, value });
        query.language = Some(language.to_owned());
        if let Some(query) = &mut query.without_phrases {
            query.language = Some(language.to_owned());
        }
        query
    }
}

/// Returns the beginning of a text, as a message can show it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns the error for a part of a query that is wrong, with the place marked.
fn syntax(text: &str, span: Range<usize>, message: &str) -> Error {
    let marked = SyntaxError { span, message: message.to_owned() };
    Error::QuerySyntax { message: message.to_owned(), marked: marked.caret(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Query> {
        let now = "2020-06-15T12:00:00Z".parse().expect("a moment");
        Query::parse(text, &Clock { now, zone: TimeZone::UTC })
    }

    #[track_caller]
    fn check(text: &str, words: &str, left_out: &str) {
        let query = parse(text).expect("some word");
        let found: Vec<_> = query.words.iter().map(|word| word.term.as_str()).collect();
        assert_eq!(
            (found.join(" ").as_str(), query.left_out.join(" ").as_str()),
            (words, left_out)
        );
        for word in &query.words {
            assert!(text.get(word.span.clone()).is_some(), "{:?} in {text}", word.span);
        }
    }

    #[test]
    fn stop_words_are_left_out() {
        check("l'avocat de Nicolas Sarkozy", "avocat nicolas sarkozy", "de");
        check("eau de javel", "eau javel", "de");
        check("la flèche de Notre-Dame", "flèche notre dame", "la de");
        check("le Puy-de-Dôme", "puy dôme", "le de");
    }

    #[test]
    fn stop_words_alone_are_looked_for() {
        check("qui est-ce", "qui est ce", "");
        check("de la", "de la", "");
    }

    #[test]
    fn a_word_typed_twice_is_looked_for_once() {
        check("Macron, macron et MACRON", "macron", "et");
    }

    #[test]
    fn signs_are_text() {
        check("Climat : la COP28 s'ouvre", "climat cop28 ouvre", "la");
        check("« le monde (ou \"l'état", "monde état", "le ou");
        check("« le monde » (ou \"l'état", "le monde état", "ou");
    }

    #[test]
    fn a_query_without_words_is_refused() {
        for text in ["", " ", "« »", "…?!"] {
            assert!(matches!(parse(text), Err(Error::QueryEmpty(_))), "{text}");
        }
    }
}
