//! Where the sentences of a text start and end.
//!
//! News prose, not grammar: a full stop ends a sentence when a capital, a digit
//! or a quotation mark follows, unless an abbreviation or an initial stands
//! before it. A line end always ends one.

use std::ops::Range;

/// Abbreviations before which a full stop does not end a sentence, lower-case.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mme", "mlle", "dr", "me", "pr", "st", "ste", "av", "apr", "art", "bd", "cf",
    "chap", "env", "ex", "fig", "janv", "févr", "juil", "sept", "oct", "nov", "déc", "mgr", "gén",
    "col", "vol", "tél", "éd", "p", "pp", "n", "mr", "mrs", "ms", "jr", "vs",
];

/// Most bytes of one of them.
const LONGEST: usize = 5;

/// Returns the byte ranges of the sentences of `text`, in order, without the
/// blanks around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let sentence = &text[from..to];
        let blank = sentence.len() - sentence.trim_start().len();
        let trimmed = sentence.trim();
        if !trimmed.is_empty() {
            sentences.push(from + blank..from + blank + trimmed.len());
        }
    };
    let bytes = text.as_bytes();
    let signs = memchr::memchr3_iter(b'.', b'\n', b'!', bytes);
    // An ellipsis takes three bytes, of which the first begins other signs as well.
    let others = memchr::memchr2_iter(b'?', b'\xE2', bytes);
    let others = others.filter(|at| bytes[*at] == b'?' || text[*at..].starts_with('…'));
    let mut signs: Vec<usize> = signs.chain(others).collect();
    signs.sort_unstable();
    for at in signs {
        if at < start {
            continue;
        }
        if let Some(end) = sentence_end(text, start, at) {
            push(start, end);
            start = end;
        }
    }
    push(start, text.len());
    sentences
}

/// Returns where the sentence that starts at `start` ends when the sign at `at`
/// ends it.
fn sentence_end(text: &str, start: usize, at: usize) -> Option<usize> {
    let sign = text[at..].chars().next()?;
    if sign == '\n' {
        return Some(at);
    }
    let closing = ['.', '!', '?', '…', '"', '”', '»', ')', '\u{A0}', '\u{202F}'];
    let mut after = text[at..].trim_start_matches(closing);
    while let Some(quoted) = after.strip_prefix(" »") {
        after = quoted.trim_start_matches(closing);
    }
    let end = text.len() - after.len();
    let signs = end - at;
    let rest = &text[end..];
    if rest.is_empty() {
        return Some(end);
    }
    // A closing quotation mark takes its space along; otherwise one must follow.
    let next = rest.trim_start().chars().next()?;
    if !rest.starts_with(char::is_whitespace)
        || !(next.is_uppercase()
            || next.is_numeric()
            || matches!(next, '«' | '"' | '“' | '-' | '–' | '—' | '('))
    {
        return None;
    }
    if sign == '.' && signs == 1 {
        let word = text[start..at].rsplit(|char: char| !char.is_alphanumeric()).next()?;
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let is_short = word.len() <= LONGEST;
        if initial || is_short && ABBREVIATIONS.contains(&word.to_lowercase().as_str()) {
            return None;
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_full_stops_before_a_capital() {
        check(
            "Le pont rouvre. Les camions attendent ! Pourquoi ? « Par prudence. » Fin",
            &[
                "Le pont rouvre.",
                "Les camions attendent !",
                "Pourquoi ?",
                "« Par prudence. »",
                "Fin",
            ],
        );
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not_end_one() {
        check(
            "M. Dupont et J. K. Rowling, av. Foch, paient 25.000 euros à lemonde.fr. Voilà.",
            &["M. Dupont et J. K. Rowling, av. Foch, paient 25.000 euros à lemonde.fr.", "Voilà."],
        );
    }

    #[test]
    fn abbreviations_are_as_short_as_is_said() {
        assert_eq!(ABBREVIATIONS.iter().map(|it| it.len()).max(), Some(LONGEST));
        // Capitals of some letters take more bytes.
        check("Né en FÉVR. 1900 ici.", &["Né en FÉVR. 1900 ici."]);
    }

    #[test]
    fn line_ends_end_one() {
        check("Un titre\n\n  Le texte… continue.\n", &["Un titre", "Le texte… continue."]);
        check("", &[]);
        check(" \n ", &[]);
    }
}
