//! What an apostrophe does to the word before it: elision, or part of a word.
//!
//! `l'`, `d’`, `jusqu'` vanish; `aujourd'hui` and `presqu'île` are one word;
//! anywhere else an apostrophe separates words. It never looks at case beyond
//! lower-casing, so `L’` and `l'` are the same.

use super::tokenizer::{is_word_char, normalised};

/// Words that lose their last vowel before a vowel; with an apostrophe behind
/// them they are articles, pronouns or conjunctions, not content.
const CLITICS: &[&str] = &[
    "l", "d", "j", "m", "n", "s", "t", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
    "presqu",
];

/// Heads that stay in one word with what follows, and what must follow.
const JOINED: &[(&str, &[&str])] = &[
    ("aujourd", &["hui"]),
    ("presqu", &["île", "ile", "îlien", "ilien"]),
    ("quelqu", &["un"]),
    ("prud", &["hom"]),
    ("entr", &[""]),
    ("grand", &["mère", "mere", "messe", "rue", "place", "chose", "voile", "garde", "tante"]),
    ("o", &[""]),
];

/// Returns the offset after the apostrophe at `at`, or `None` when there is none.
pub(super) fn after(text: &str, at: usize) -> Option<usize> {
    // Nearly every word ends at a space: one look at a byte.
    if matches!(text.as_bytes().get(at), None | Some(b' ' | b',' | b'.' | b'-')) {
        return None;
    }
    let char = text[at..].chars().next()?;
    is_apostrophe(char).then(|| at + char.len_utf8())
}

/// Tells whether `char` is one of the signs used as an apostrophe.
fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | 'ʼ' | '＇' | '´' | '`')
}

/// Tells whether `head`, lower-cased, is elided between `before` and `rest` (what
/// follows the apostrophe).
///
/// `l` is elided before `avocat`, before `« avocat`, `(avocat` or `#avocat` and, as
/// sloppy text has it, before ` avocat`; not at the end of a clause, and not as a
/// quoted letter (`vitamine 'C' et`).
pub(super) fn elides(head: &str, before: &str, rest: &str) -> bool {
    if !CLITICS.contains(&head) || joins(head, rest) {
        return false;
    }
    match rest.find(is_word_char) {
        None => false,
        Some(0) => true,
        Some(at) => {
            !before.ends_with(is_apostrophe)
                && !rest[..at].contains(['.', ',', ';', ':', '!', '?', '…'])
        }
    }
}

/// Tells whether `head`, lower-cased, and `rest` are one word.
pub(super) fn joins(head: &str, rest: &str) -> bool {
    let Some((_, tails)) = JOINED.iter().find(|(joined, _)| *joined == head) else {
        return false;
    };
    normalised(rest.chars()).next().is_some_and(char::is_alphabetic)
        && tails
            .iter()
            .any(|tail| normalised(rest.chars()).take(tail.chars().count()).eq(tail.chars()))
}
