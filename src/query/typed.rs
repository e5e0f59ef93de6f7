//! What capitals in a query tell: those inside of a sentence are meant.
//!
//! It looks at how words were typed only, and knows no collection.

use super::tree::Word;
use super::word::Capital;
use crate::analysis::is_stop_word;

/// Words from which on a text that has a capital in each is a headline in capitals.
const HEADLINE: usize = 4;

/// Most words of a query in which capitals count: a longer one is a pasted text.
const MOST_WORDS: usize = 8;

/// What the capitals of a query tell.
pub(super) struct Typed<'t> {
    text: &'t str,
    /// They tell nothing: all is in capitals, or each word has one.
    is_headline: bool,
    is_short: bool,
}

impl<'t> Typed<'t> {
    /// Looks at the plain words of `text`.
    pub(super) fn new(text: &'t str, words: &[Word]) -> Self {
        let typed = || words.iter().map(|word| &text[word.span.clone()]);
        let is_headline = !typed().any(|typed| typed.contains(char::is_lowercase))
            || words.len() >= HEADLINE && typed().all(has_capital);
        let telling = words.iter().filter(|word| !is_stop_word(&word.term)).count();
        Self { text, is_headline, is_short: telling <= MOST_WORDS }
    }

    /// Tells whether a word has a capital that means something.
    pub(super) fn is_capital(&self, word: &Word) -> bool {
        !self.is_headline && has_capital(&self.text[word.span.clone()])
    }

    /// Returns which occurrences of a plain word are meant; of several side by side, the
    /// last tells.
    pub(super) fn meant(&self, word: &Word) -> Capital {
        let typed = &self.text[word.span.clone()];
        let last = typed.rsplit(|char: char| !char.is_alphanumeric()).next().unwrap_or(typed);
        let is_meant = self.is_short && !self.is_headline && has_capital(last);
        match is_meant {
            false => Capital::Any,
            true if is_inside(&self.text[..word.span.end - last.len()]) => Capital::Preferred,
            true => Capital::Possible,
        }
    }
}

/// Tells whether a word starts with a capital.
pub(super) fn has_capital(typed: &str) -> bool {
    typed.starts_with(char::is_uppercase)
}

/// Tells whether what stands before a word is the beginning of its sentence.
fn is_inside(before: &str) -> bool {
    let is_sign = |char: char| !char.is_alphanumeric() && !".!?…:;".contains(char);
    before.trim_end_matches(is_sign).ends_with(char::is_alphanumeric)
}
