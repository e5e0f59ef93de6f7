//! A query's text and its words, read together from left to right.
//!
//! The words are the tokenizer's for the whole text, so no sign of the syntax is
//! ever looked for inside one. It knows quotes, but neither operators nor fields.

use std::collections::VecDeque;
use std::ops::Range;

use crate::analysis::words;
use crate::syntax_error::{SyntaxError, SyntaxProblem};

use super::meaning::Meaning;
use super::tree::Word;

/// Pairs of quotes; an apostrophe is never one.
const QUOTES: [(char, char); 3] = [('"', '"'), ('«', '»'), ('“', '”')];

/// The most words of what is no sentence.
const MOST_OF_A_QUERY: usize = 7;

/// What stands in quotes.
#[derive(Debug, Clone)]
pub(super) struct Quoted {
    /// The content, between the quotes.
    pub(super) content: Range<usize>,
    /// The offset behind the closing quote.
    pub(super) end: usize,
}

/// A place in a query's text, and the words from there on.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// The offset of the next character to read.
    pub(super) at: usize,
    /// The whole text is in capitals, as some headlines are.
    pub(super) in_capitals: bool,
    words: VecDeque<Word>,
    /// Where the last closing quote of each pair stands.
    last_closing: [Option<usize>; 3],
}

impl<'t> Scanner<'t> {
    /// Starts at the beginning of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        let last_closing = QUOTES.map(|(_, close)| text.rfind(close));
        let in_capitals = !text.contains(char::is_lowercase);
        let words = words_in(text, 0..text.len()).into();
        Self { text, at: 0, in_capitals, words, last_closing }
    }

    /// Returns the error for a part of the text that cannot be read.
    pub(super) fn refusal(&self, part: Range<usize>, problem: SyntaxProblem) -> SyntaxError {
        SyntaxError::new(self.text, part, problem)
    }

    /// Returns the text from here on.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Returns the next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Returns the character before this place.
    pub(super) fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Steps over the next character, which is part of no word.
    pub(super) fn advance(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Goes to `end` and leaves out the words before it; of a word that goes on behind
    /// it, such as the number in `NEAR/5 000`, the rest is read again.
    pub(super) fn skip_to(&mut self, end: usize) {
        self.at = end;
        while self.words.front().is_some_and(|word| word.span.start < end) {
            let Some(word) = self.words.pop_front() else { break };
            if word.span.end > end {
                for word in words_in(self.text, end..word.span.end).into_iter().rev() {
                    self.words.push_front(word);
                }
            }
        }
    }

    /// Tells whether a word starts at the offset `at`, this one or a later one.
    pub(super) fn starts_word(&self, at: usize) -> bool {
        self.words.front().is_some_and(|word| word.span.start == at)
    }

    /// Takes the next word, and goes to its end.
    pub(super) fn take_word(&mut self) -> Option<Word> {
        let word = self.words.pop_front()?;
        self.at = word.span.end;
        Some(word)
    }

    /// Returns what stands in quotes from the offset `at` on: an opening quote that is
    /// closed somewhere. A straight quote behind a letter or digit (`12"`) opens nothing.
    pub(super) fn quoted(&self, at: usize) -> Option<Quoted> {
        let open = self.text[at..].chars().next()?;
        let pair = QUOTES.iter().position(|&(known, _)| known == open)?;
        let close = QUOTES[pair].1;
        if open == close && self.text[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let start = at + open.len_utf8();
        if self.last_closing[pair]? < start {
            return None;
        }
        let end = start + self.text[start..].find(close)?;
        Some(Quoted { content: start..end, end: end + close.len_utf8() })
    }
}

/// Tells whether a text is rather a pasted sentence than a query, so that an odd sign is just
/// one.
pub(super) fn is_pasted(text: &str) -> bool {
    text.split_whitespace().nth(MOST_OF_A_QUERY).is_some()
}

/// Tells whether `char` opens a pair of quotes.
pub(super) fn opens_quote(char: char) -> bool {
    QUOTES.iter().any(|&(open, _)| open == char)
}

/// Returns the words of a part of `text`, with their places in the whole.
pub(super) fn words_in(text: &str, part: Range<usize>) -> Vec<Word> {
    let mut found = Vec::new();
    let mut term = String::new();
    let mut words = words(&text[part.clone()]);
    while let Some(word) = words.next_into(&mut term) {
        let span = part.start + word.from..part.start + word.to;
        found.push(Word { term: term.clone(), meaning: Meaning::Family, capital: false, span });
    }
    found
}
