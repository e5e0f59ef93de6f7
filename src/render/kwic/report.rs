//! A concordance on its way out.
//!
//! It says how much of each line is written, and writes none of them.

use crate::engine::Concordance;
use crate::render::layout::Layout;

/// A concordance, and what of it is wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KwicReport<'a> {
    /// As much of it as is written, in order.
    pub concordance: &'a Concordance,
    /// What was typed.
    pub query: &'a str,
    /// Most characters on each side of an occurrence; `None` for its whole sentence, or for what
    /// a screen has room for.
    pub width: Option<usize>,
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
