//! The words of a text with dates in it, and what they announce.
//!
//! It knows no date: only figures, words, signs and the blanks between them.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use crate::calendar::folded;

/// A run of figures, a run of letters or one sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Folded: lower case, no accents.
    pub(super) text: Cow<'t, str>,
    /// A blank stands before it.
    pub(super) is_apart: bool,
    /// It was written in capitals.
    pub(super) is_capitals: bool,
}

impl Word<'_> {
    /// Tells whether it is one of these.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        words.contains(&&*self.text)
    }

    /// Tells whether it is a run of figures.
    pub(super) fn is_figures(&self) -> bool {
        self.text.starts_with(|char: char| char.is_ascii_digit())
    }

    /// Returns its number when it has so many figures, four at most.
    pub(super) fn number(&self, figures: std::ops::RangeInclusive<usize>) -> Option<i16> {
        figures.contains(&self.text.len()).then(|| self.text.parse().ok()).flatten()
    }
}

/// Returns the words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    // An ISO date with its zone has this many.
    let mut words = Vec::with_capacity(16);
    let mut rest = text;
    let mut is_apart = false;
    while let Some(first) = rest.chars().next() {
        let is_same: fn(char) -> bool = match first {
            _ if first.is_whitespace() => char::is_whitespace,
            '0'..='9' => |char| char.is_ascii_digit(),
            _ if first.is_alphabetic() => |char| char.is_alphabetic() || is_combining_mark(char),
            _ => |_| false,
        };
        let length = rest.find(|char| !is_same(char)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at(length);
        if first.is_whitespace() {
            is_apart = true;
        } else {
            let is_capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
            words.push(Word { text: folded(word), is_apart, is_capitals });
            is_apart = false;
        }
        rest = after;
    }
    words
}

/// What the words before a date say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Unsaid,
    Publication,
    Change,
}

impl Role {
    /// Returns what the words between the date before and this one announce: the last
    /// of them that says something.
    pub(super) fn announced(words: &[Word<'_>]) -> Self {
        let role = |word: &Word<'_>| match &*word.text {
            "publie" | "publiee" | "publication" | "published" | "posted" | "poste" | "cree"
            | "created" | "paru" | "parue" | "ligne" | "online" => Some(Self::Publication),
            "modifie" | "modifiee" | "modification" | "modified" | "actualise" | "actualisee"
            | "updated" | "update" | "maj" | "jour" | "corrige" | "corrigee" => Some(Self::Change),
            _ => None,
        };
        words.iter().rev().find_map(role).unwrap_or(Self::Unsaid)
    }
}
