//! What an apostrophe does to the word before it: elision, or part of a word.
//!
//! `l'`, `d’`, `jusqu'` vanish; `aujourd'hui` and `presqu'île` are one word;
//! anywhere else an apostrophe separates words. It never looks at case beyond
//! lower-casing, so `L’` and `l'` are the same.

use super::letters::{is_word_char, normalised};

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

/// Returns the offset behind the apostrophe of the clitic of one letter, or `qu`, with which a text
/// begins, where a letter follows: most of those that [`elides`] tells.
pub(super) fn clitic_end(text: &[u8]) -> Option<usize> {
    let (letter, rest) = text.split_first()?;
    let rest = match letter | 0x20 {
        b'l' | b'd' | b's' | b'c' | b'n' | b'j' | b'm' | b't' => rest,
        b'q' => rest.strip_prefix(b"u")?,
        _ => return None,
    };
    let ([b'\'', behind @ ..] | [0xE2, 0x80, 0x99, behind @ ..]) = rest else { return None };
    let is_letter = match behind {
        [byte, ..] if byte.is_ascii_alphabetic() => true,
        // À to ÿ without signs.
        [0xC3, byte, ..] => !matches!(byte, 0x97 | 0xB7),
        _ => false,
    };
    is_letter.then(|| text.len() - behind.len())
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
    normalised(rest.chars()).next().is_some_and(is_word_char)
        && tails
            .iter()
            .any(|tail| normalised(rest.chars()).take(tail.chars().count()).eq(tail.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clitics_seen_at_once_are_elided() {
        let mut seen = 0;
        let heads = (0..=0x7F_u8).map(|head| char::from(head).to_string());
        for head in heads.chain(["qu", "Qu", "qui", "quu"].map(str::to_owned)) {
            for sign in ["'", "’", "`", " '"] {
                for rest in ["a", "É", "×", "÷", "ÿ", "7", " a", "«", "œ", ""] {
                    let text = format!("{head}{sign}{rest}");
                    let Some(end) = clitic_end(text.as_bytes()) else { continue };
                    let lower = head.to_ascii_lowercase();
                    assert_eq!(Some(end), after(&text, head.len()), "{text}");
                    assert!(elides(&lower, "", rest) && !joins(&lower, rest), "{text}");
                    assert!(rest.starts_with(is_word_char), "{text}");
                    seen += 1;
                }
            }
        }
        assert_eq!(
            seen,
            9 * 2 * 2 * 3,
            "eight letters and `qu`, both cases, both signs, before three letters"
        );
    }

    /// What happens to a word before an apostrophe.
    #[derive(Debug, PartialEq, Eq)]
    enum Fate {
        Elided,
        Joined,
        Kept,
    }

    /// Checks the word that ends at the first of `text`'s apostrophes that has a
    /// letter before it.
    #[track_caller]
    fn check(text: &str, expected: &Fate) {
        let start = text.find(char::is_alphabetic).expect("a head");
        let end = text[start..].find(is_apostrophe).expect("an apostrophe") + start;
        let rest = &text[after(text, end).expect("an apostrophe")..];
        let head = &text[start..end];
        let found = match (elides(head, &text[..start], rest), joins(head, rest)) {
            (true, false) => Fate::Elided,
            (false, true) => Fate::Joined,
            (false, false) => Fate::Kept,
            (true, true) => panic!("{head} is both elided and joined"),
        };
        assert_eq!(&found, expected, "{head} in {text:?}");
    }

    #[test]
    fn clitics_are_elided() {
        for text in [
            "l'avocat",
            "l’État",
            "d'Amiens",
            "j'ai",
            "m'a",
            "n'est",
            "s’est",
            "t'en",
            "c'est",
            "ç’a",
            "qu'il",
            "jusqu'où",
            "lorsqu'il",
            "puisqu'on",
            "quoiqu'elle",
            "presqu'un",
            "l'1",
            "l'« affaire »",
            "l’\"Obs\"",
            "l' avocat",
            "(l') avocat",
            "l'\navocat",
            "'l'avocat",
        ] {
            check(text, &Fate::Elided);
        }
    }

    #[test]
    fn lexical_words_are_joined() {
        for text in [
            "aujourd'hui",
            "aujourd’HUI",
            "aujourd'\u{AD}hui",
            "presqu'île",
            "presqu’I\u{302}LE",
            "presqu'ile",
            "quelqu'un",
            "quelqu’une",
            "prud'hommes",
            "prud'homie",
            "entr'acte",
            "grand'mère",
            "o'Connor",
            "o'connor",
        ] {
            check(text, &Fate::Joined);
        }
    }

    #[test]
    fn anything_else_is_kept() {
        for text in [
            "trump's",
            "ch'ti",
            "aujourd'oui",
            "grand'peur",
            "l'",
            "l'.",
            "l' …",
            "'l' est",
            "‘o’ est",
            "entr'",
            "entr'º",
            "un 'mot'",
        ] {
            check(text, &Fate::Kept);
        }
    }

    #[test]
    fn an_apostrophe_is_found_only_where_it_stands() {
        assert_eq!(after("l'a", 1), Some(2));
        assert_eq!(after("l’a", 1), Some(4));
        for text in ["la", "l a", "l", "l\"a", "l«a"] {
            assert_eq!(after(text, 1), None, "{text}");
        }
    }
}
