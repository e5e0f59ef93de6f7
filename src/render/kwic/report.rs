//! Concordances on their way out: one, or those of the queries of a file one after the other.
//!
//! It says how much of each line is written, and writes none of them; one is held at a time.

use std::io;

use crate::engine::Concordance;
use crate::error::Result;
use crate::render::layout::Layout;

/// A concordance, and what it is of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Concorded<'a> {
    /// As much of it as is written, in order.
    pub concordance: &'a Concordance,
    /// What was typed.
    pub query: &'a str,
    /// The id of the query in a file of many.
    pub id: Option<&'a str>,
    /// What else its row has there.
    pub carried: &'a [String],
}

/// Takes a concordance.
pub(crate) type WriteConcorded<'w> = dyn FnMut(&Concorded<'_>) -> io::Result<()> + 'w;

/// Calls with every concordance that is wanted.
pub(crate) type EachConcorded<'e> = dyn FnMut(&mut WriteConcorded<'_>) -> Result<()> + 'e;

/// What is wanted of concordances.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KwicReport<'a> {
    /// For the queries of a file the names of what else their rows have there.
    pub columns: Option<&'a [String]>,
    /// Most characters on each side of an occurrence; `None` for its whole sentence, or for what
    /// a screen has room for.
    pub width: Option<usize>,
    /// Numbers name the articles of the lines: `@3` is the third of them.
    pub numbered: bool,
    /// Cells are parted as a French Excel has them.
    pub excel: bool,
    /// How lines for people are laid out.
    pub layout: &'a Layout,
}

/// Returns the end of a text that has at most so many characters.
pub(super) fn ending(text: &str, most: usize) -> &str {
    match most.checked_sub(1) {
        Some(at) => text.char_indices().rev().nth(at).map_or(text, |(at, _)| &text[at..]),
        None => "",
    }
}

/// Returns the beginning of a text that has at most so many characters.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_cut_by_characters() {
        assert_eq!([0, 1, 3, 9].map(|most| ending("l’été", most)), ["", "é", "été", "l’été"]);
        assert_eq!([0, 1, 3, 9].map(|most| beginning("l’été", most)), ["", "l", "l’é", "l’été"]);
    }
}
