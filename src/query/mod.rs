//! What was typed, read as words to look for.
//!
//! Reading never fails on signs: apostrophes, colons, quotes and brackets of a
//! pasted headline are text. It knows nothing of fields or scores.

use std::ops::Range;

use crate::analysis::{is_stop_word, words};
use crate::error::{Error, Result};

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The words to look for, each once, in the order typed; never empty.
    pub words: Vec<QueryWord>,
    /// Stop words that were left out, each once.
    pub left_out: Vec<String>,
    /// The language of the articles wanted (ISO 639-1), whose inflection counts; any
    /// language, with French inflection, when there is none.
    pub language: Option<String>,
}

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The term, as the tokenizer gives it.
    pub term: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

impl Query {
    /// Reads what was typed: its significant words, or all of them when it has
    /// only stop words.
    ///
    /// `l'avocat de Nicolas Sarkozy` looks for `avocat`, `nicolas` and `sarkozy`.
    ///
    /// # Errors
    /// `QueryEmpty` when there is no word at all.
    pub fn parse(text: &str) -> Result<Self> {
        let found = Self::words_of(text);
        let (left_out, words): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|word| is_stop_word(&word.term));
        let text = text.to_owned();
        let (words, left_out) = match (words.is_empty(), left_out.is_empty()) {
            (true, true) => return Err(Error::QueryEmpty(text)),
            (true, false) => (left_out, Vec::new()),
            _ => (words, left_out.into_iter().map(|word| word.term).collect()),
        };
        Ok(Self { text, words, left_out, language: None })
    }

    /// Returns the words of a text, each once, in the order typed.
    #[must_use]
    pub fn words_of(text: &str) -> Vec<QueryWord> {
        let mut found: Vec<QueryWord> = Vec::new();
        let mut term = String::new();
        let mut words = words(text);
        while let Some(word) = words.next_into(&mut term) {
            if found.iter().all(|known| known.term != term) {
                found.push(QueryWord { term: term.clone(), span: word.from..word.to });
            }
        }
        found
    }

    /// Returns the query for articles of one language, if there is one.
    #[must_use]
    pub fn in_language(self, language: Option<&str>) -> Self {
        Self { language: language.map(str::to_owned), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, left_out: &str) {
        let query = Query::parse(text).expect("some word");
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
        check("« le monde » (ou \"l'état", "monde état", "le ou");
    }

    #[test]
    fn a_query_without_words_is_refused() {
        for text in ["", " ", "« »", "…?!"] {
            assert!(matches!(Query::parse(text), Err(Error::QueryEmpty(_))), "{text}");
        }
    }
}
