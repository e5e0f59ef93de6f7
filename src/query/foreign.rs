//! What other tools have for the same, such as `W/5`, `title=` and `cli?at`.
//!
//! Each is pointed at with what to write here, since taken as words it would find something
//! else without a word. It never changes what is read.

use std::ops::Range;

use super::chunk::{ends_chunk, starts_word_or_handle};
use super::field;
use super::scanner::{Scanner, opens_quote};
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// Operators of nearness of others, which stand before their number with or without a slash.
const NEAR: [&str; 6] = ["W", "PRE", "ADJ", "NEAR", "N", "P"];

/// The fewest letters on one side of a star that asks for the rest of a word.
const MIN_STAR_LETTERS: usize = 2;

impl Scanner<'_> {
    /// Refuses the operator or the field of another tool that starts here, where a clause
    /// can; `has_left` tells whether something stands before it.
    pub(super) fn check_foreign(&self, has_left: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let end = rest.find(|char| ends_chunk(char) || opens_quote(char)).unwrap_or(rest.len());
        let (token, behind) = rest.split_at(end);
        let is_between = has_left && !behind.trim().is_empty();
        if is_between && let Some(write) = near(token, self.is_in_capitals()) {
            return Err(self.foreign(end, write));
        }
        if token == "NEAR" && behind.starts_with('(') {
            let group = behind.find(')').map_or(behind.len(), |close| close + 1);
            return Err(self.foreign(end + group, "état NEAR/5 urgence".to_owned()));
        }
        let operator = match token {
            "&&" => Some("ET"),
            "||" => Some("OU"),
            _ => None,
        };
        if is_between && let Some(operator) = operator {
            return Err(self.foreign(end, operator.to_owned()));
        }
        if let Some(word) = token.strip_prefix('!')
            && (word.starts_with(char::is_lowercase)
                || (word.is_empty() && behind.starts_with('(')))
        {
            let len = word.find(|char: char| !char.is_alphanumeric()).unwrap_or(word.len());
            return Err(self.foreign(1 + len, format!("-{}", &word[..len])));
        }
        if let Some((name, value)) = token.split_once('=')
            // As in what a page's code leaves in a text: `[EMBED url="…"]`.
            && let Some(meant) = field::known(name).filter(|meant| *meant != "url")
            && (starts_word_or_handle(value) || (value.is_empty() && behind.starts_with(opens_quote)))
        {
            return Err(self.foreign(name.len() + 1, format!("{meant}:")));
        }
        Ok(())
    }

    /// Refuses the `?` or `*` that stands here inside of a word: `cli?at`, `c*mat`. It is
    /// text in an address, in a pasted sentence, and where hardly any letter is beside it.
    pub(super) fn check_wildcard(&self, chunk: usize) -> Result<(), SyntaxError> {
        let Some(sign) = self.peek().filter(|char| matches!(char, '?' | '*')) else {
            return Ok(());
        };
        let start = self.text[chunk..self.at].rfind(|char: char| !char.is_lowercase());
        let start = start.map_or(chunk, |at| self.text[chunk..].ceil_char_boundary(at + 1) + chunk);
        let behind = &self.text[self.at + 1..];
        let is_end = |char: char| !char.is_lowercase() && char != sign;
        let end = behind.find(is_end).unwrap_or(behind.len());
        let (left, right) = (&self.text[start..self.at], &behind[..end]);
        let letters = |text: &str| text.chars().count();
        // A lone letter before it was elided, and the sign an apostrophe: `d?une`.
        let is_word = letters(left) > usize::from(sign == '?') && !right.is_empty();
        let glued = &self.text[chunk..].split(ends_chunk).next().unwrap_or_default();
        let is_text = self.is_pasted() || glued.contains(['/', '=', '&']);
        if !is_word || right.contains(sign) || is_text {
            return Ok(());
        }
        let mut ways = Vec::new();
        if letters(left) >= MIN_STAR_LETTERS {
            ways.push(format!("{left}*"));
        }
        if letters(right) >= MIN_STAR_LETTERS {
            ways.push(format!("*{right}"));
        }
        if sign == '?' {
            ways.push(format!("{left}{right}~"));
        }
        if ways.is_empty() {
            return Ok(());
        }
        let problem = SyntaxProblem::InsideWord {
            typed: self.text[start..self.at + 1 + end].to_owned(),
            sign,
            ways: ways.join(" or "),
        };
        Err(self.refusal(start..self.at + 1 + end, problem))
    }

    /// Refuses the single quotes around a field's value, whose name starts at `start` and
    /// which would start here: `titre:'a b'`.
    pub(super) fn check_single_quotes(&self, start: usize, at: usize) -> Result<(), SyntaxError> {
        let Some(behind) = self.text[at..].strip_prefix(['\'', '’', '‘']) else {
            return Ok(());
        };
        let Some(close) = behind.find(['\'', '’']).filter(|&close| close > 0) else {
            return Ok(());
        };
        let (value, quote) = (&behind[..close], behind[close..].chars().next());
        let end = self.text.len() - behind.len() + close + quote.map_or(0, char::len_utf8);
        let write = format!("{}\"{value}\"", &self.text[start..at]);
        Err(self.foreign_at(start..end, write))
    }

    /// Refuses the range in square brackets that stands at `at`, behind a field of dates
    /// whose name starts at `start`: `date:[2019 TO 2020]`.
    pub(super) fn check_range(&self, start: usize, at: usize) -> Result<(), SyntaxError> {
        let Some(behind) = self.text[at..].strip_prefix(['[', '{']) else { return Ok(()) };
        let Some(close) = behind.find([']', '}']) else { return Ok(()) };
        let Some((from, to)) = behind[..close].split_once(" TO ") else { return Ok(()) };
        let (from, to) = (from.trim().trim_matches('*'), to.trim().trim_matches('*'));
        let write = format!("{}{from}..{to}", &self.text[start..at]);
        Err(self.foreign_at(start..at + 1 + close + 1, write))
    }

    fn foreign(&self, len: usize, write: String) -> SyntaxError {
        self.foreign_at(self.at..self.at + len, write)
    }

    fn foreign_at(&self, part: Range<usize>, write: String) -> SyntaxError {
        let typed = self.text[part.clone()].to_owned();
        self.refusal(part, SyntaxProblem::Foreign { typed, write })
    }

    /// Tells whether the whole query is in capitals, as some headlines are.
    fn is_in_capitals(&self) -> bool {
        !self.text.contains(char::is_lowercase)
    }
}

/// Returns what to write for an operator of nearness, if `token` is one of another tool.
fn near(token: &str, in_capitals: bool) -> Option<String> {
    // Within a sentence, within a paragraph.
    if let Some(write) = match token {
        "W/S" | "w/s" => Some("NEAR/20"),
        "W/P" | "w/p" => Some("NEAR/100"),
        // Side by side.
        "ADJ" if !in_capitals => Some("NEAR/1"),
        "NEAR" if !in_capitals => Some("NEAR/5"),
        _ => None,
    } {
        return Some(write.to_owned());
    }
    let digits = token.trim_start_matches(|char: char| !char.is_ascii_digit());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let name = &token[..token.len() - digits.len()];
    let is_known = match name.strip_suffix('/') {
        Some(name) => NEAR.contains(&name.to_uppercase().as_str()),
        None => matches!(name, "NEAR" | "ADJ"),
    };
    is_known.then(|| format!("NEAR/{digits}"))
}
