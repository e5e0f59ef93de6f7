//! Answers as text: for terminals, for programs, for evaluation.
//!
//! Only here are colours and output formats known. Text from articles is hostile:
//! everything printed for people passes through [`printable`].

mod article;
mod check;
mod error;
mod evaluation;
mod hits;
mod json;
mod overview;
mod reading;
mod score;
mod summary;
mod tables;
mod word;

use std::borrow::Cow;
use std::fmt;

pub use article::write_article;
pub use check::{checkup_json, write_checkup};
pub use error::error_message;
pub use evaluation::{EvaluationReport, evaluation_json, write_evaluation};
pub use hits::{Highlight, HitsStyle, ShownHit, write_hits};
pub use json::{article_json, export_json, hit_json, overview_json, results_json};
pub use overview::write_overview;
pub use reading::{reading_json, write_reading};
pub use score::score_json;
pub use summary::Summary;
pub use tables::{TrecRun, trec_id, write_tsv};
pub use word::{explanation_json, lexicon_json, write_explanation, write_lexicon};

/// Returns `text` with nothing in it that a terminal obeys: control characters and
/// marks that turn the direction of writing become `�`; line ends and tabs stay.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_hostile = |char: char| {
        (char.is_control() && !matches!(char, '\n' | '\t'))
            || matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
    };
    if text.contains(is_hostile) {
        Cow::Owned(text.replace(is_hostile, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns a number with what it counts: `1 article`, `2 articles`.
pub(crate) fn counted<N: Copy + fmt::Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let what = if count == N::from(1) { one } else { many };
    format!("{count} {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_replaced_character_by_character() {
        assert_eq!(
            printable("a\u{1B}[31mb\rc\u{9B}d\u{202E}e"),
            "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d\u{FFFD}e"
        );
        assert_eq!(printable("l’été\n\tà 25\u{202F}000\u{A0}€"), "l’été\n\tà 25\u{202F}000\u{A0}€");
    }
}
