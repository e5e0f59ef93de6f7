//! What other tools have for the same, such as `W/5`, `title=` and `cli?at`.
//!
//! Each is pointed at with what to write here, since taken as words it would find something
//! else without a word. It never changes what is read.

use std::cell::OnceCell;
use std::ops::Range;

use super::chunk::{ends_chunk, starts_word_or_handle};
use super::field;
use super::scanner::{Scanner, is_pasted, opens_quote};
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// Operators of nearness of others, which stand before their number with or without a slash.
const NEAR: [&str; 6] = ["W", "PRE", "ADJ", "NEAR", "N", "P"];

/// What asks how often a word occurs, before the number.
const FREQUENCY: [&str; 2] = ["atleast", "atl"];

/// Fields of others that are the headline and the beginning of the text.
const HEAD_AND_LEAD: [&str; 2] = ["hlp", "hlead"];

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
        if is_between && let Some(write) = near(token, self.in_capitals) {
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
        if let Some(write) = bound(token) {
            return Err(self.foreign(end, write));
        }
        if behind.starts_with('(')
            && let Some(len) = behind.find(')')
            && let Some(write) = call(token, &behind[1..len])
        {
            return Err(self.foreign(end + len + 1, write));
        }
        self.check_frequency(token)?;
        self.check_foreign_field(token, behind)
    }

    /// Refuses what asks how often a word occurs: `atleast5 grève`.
    fn check_frequency(&self, token: &str) -> Result<(), SyntaxError> {
        let name = token.trim_end_matches(|char: char| char.is_ascii_digit());
        let is_known = FREQUENCY.iter().any(|known| known.eq_ignore_ascii_case(name));
        let word = self.operand(self.at + token.len());
        if !is_known || name.len() == token.len() || word.is_empty() {
            return Ok(());
        }
        let write = self.text[word.clone()].to_owned();
        Err(self.foreign_at(self.at..word.end, write))
    }

    /// Refuses the field of another tool that starts here, with its sign: `title=`, `TIT_HEAD:`.
    fn check_foreign_field(&self, token: &str, behind: &str) -> Result<(), SyntaxError> {
        let Some((name, value)) = token.split_once(['=', ':']) else { return Ok(()) };
        let len = name.len() + 1;
        let has_equals = token[name.len()..].starts_with('=');
        let is_value_near = starts_word_or_handle(value)
            || value.is_empty() && behind.starts_with(opens_quote)
            || value.is_empty() && has_equals && !is_pasted(self.text) && is_value(behind);
        if has_equals && HEAD_AND_LEAD.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            let value = self.operand(self.at + len);
            if value.is_empty() {
                return Ok(());
            }
            let write = head_and_lead(&self.text[value.clone()]);
            return Err(self.foreign_at(self.at..value.end, write));
        }
        let meant = if has_equals {
            field::before_equals(name)
        } else {
            // A name of letters alone is looked at as a slip for one of ours.
            field::foreign(name).filter(|_| name.contains('_'))
        };
        // As in what a page's code leaves in a text: `[EMBED url="…"]`.
        match meant.filter(|meant| *meant != "url" && is_value_near) {
            Some(meant) => Err(self.foreign(len, format!("{meant}:"))),
            None => Ok(()),
        }
    }

    /// Returns where the word, the phrase or the group stands that comes next from `at` on.
    fn operand(&self, at: usize) -> Range<usize> {
        let rest = &self.text[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let rest = &self.text[start..];
        let len = if rest.starts_with('(') {
            rest.find(')').map_or(rest.len(), |close| close + 1)
        } else if let Some(quoted) = self.quoted(start) {
            quoted.end - start
        } else {
            rest.find(ends_chunk).unwrap_or(rest.len())
        };
        start..start + len
    }

    /// Refuses the `?` or `*` that stands here inside of a word: `cli?at`, `c*mat`. It is
    /// text in an address, in a pasted sentence, and where hardly any letter is beside it.
    ///
    /// `is_text` is looked for once in the chunk that begins at `chunk`.
    pub(super) fn check_wildcard(
        &self,
        chunk: usize,
        is_text: &OnceCell<bool>,
    ) -> Result<(), SyntaxError> {
        let Some(sign) = self.peek().filter(|char| matches!(char, '?' | '*')) else {
            return Ok(());
        };
        let start = self.text[chunk..self.at].rfind(|char: char| !char.is_lowercase());
        let start = start.map_or(chunk, |at| self.text[chunk..].ceil_char_boundary(at + 1) + chunk);
        // `Macr?n`: the capital belongs to it.
        let capital = self.text[chunk..start].chars().next_back().filter(|it| it.is_uppercase());
        let start = start - capital.map_or(0, char::len_utf8);
        let behind = &self.text[self.at + 1..];
        let end = behind.find(|char: char| !char.is_lowercase()).unwrap_or(behind.len());
        let (left, right) = (&self.text[start..self.at], &behind[..end]);
        let is_repeated = behind[end..].starts_with(sign);
        let letters = |text: &str| text.chars().count();
        // A lone letter before it was elided, and the sign an apostrophe: `d?une`.
        let is_word = letters(left) > usize::from(sign == '?') && !right.is_empty();
        let has_signs_of_text = || {
            let glued = self.text[chunk..].split(ends_chunk).next().unwrap_or_default();
            is_pasted(self.text) || glued.contains(['/', '=', '&'])
        };
        if !is_word || is_repeated || *is_text.get_or_init(has_signs_of_text) {
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
            ways,
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
}

/// Tells whether a blank and then a value follow.
fn is_value(behind: &str) -> bool {
    let value = behind.trim_start();
    value.len() < behind.len() && (starts_word_or_handle(value) || value.starts_with(opens_quote))
}

/// Returns what to write for a bound of dates, if `token` is one: `date>=2019`.
fn bound(token: &str) -> Option<String> {
    let at = token.find(['<', '>'])?;
    match field::named(&token[..at])? {
        field::FieldName::Date(field::DateBound::Added) | field::FieldName::Text(_) => return None,
        field::FieldName::Date(_) => {}
    }
    let rest = &token[at + 1..];
    let (value, with) = rest.strip_prefix('=').map_or((rest, false), |value| (value, true));
    Some(match (&token[at..=at], with) {
        (">", false) => format!("après:{value}"),
        (">", true) => format!("depuis:{value}"),
        ("<", false) => format!("avant:{value}"),
        _ => format!("date:..{value}"),
    })
}

/// Returns what to write for a field or an operator that has its value in brackets, if `token`
/// is one: `HEADLINE(macron)`, `AROUND(3)`.
fn call(token: &str, value: &str) -> Option<String> {
    match token {
        "AROUND" => Some(format!("NEAR/{value}")),
        "HLEAD" => Some(head_and_lead(&format!("({value})"))),
        "TITLE" | "HEADLINE" => Some(format!("titre:({value})")),
        "BYLINE" | "AUTHOR" => Some(format!("auteur:({value})")),
        "PUBLICATION" | "SOURCE" => Some(format!("source:({value})")),
        _ => None,
    }
}

/// Returns what to write for a value in the headline or the beginning of the text.
fn head_and_lead(value: &str) -> String {
    format!("(titre:{value} OU chapo:{value})")
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
        "PROCHE" if !in_capitals => Some("PROCHE/5"),
        "PRÈS" | "PRES" if !in_capitals => Some("PRÈS/5"),
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
        None => matches!(name, "NEAR" | "ADJ" | "near" | "adj"),
    };
    is_known.then(|| format!("NEAR/{digits}"))
}
