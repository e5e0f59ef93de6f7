//! The lines of a text, and what a line may be: a day, a heading, a rule.
//!
//! A line is judged by itself and by the blank one before it, never by the whole text.

use super::byline::announces;
use crate::calendar::{folded, month_number, weekday_number};
use crate::ingest::date::parse_date;

/// Lines at the head of a part among which its day stands.
pub(in crate::ingest) const HEAD_LINES: usize = 6;

/// Bytes of text that an article has below its head.
pub(in crate::ingest) const LEAST_TEXT: usize = 80;

/// Most bytes of a heading.
const MOST_OF_HEADING: usize = 200;

/// Bytes of a date that is a day; that of a month or a year alone is shorter.
const FULL_DAY: usize = 10;

/// Most bytes of a line that is a day and nothing else.
const MOST_OF_DAY: usize = 60;

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct Line<'t> {
    pub(in crate::ingest) text: &'t str,
    /// Where it starts in the text.
    pub(in crate::ingest) start: usize,
    /// Where the next one starts.
    pub(in crate::ingest) end: usize,
    /// A blank line stands before it, or nothing.
    pub(in crate::ingest) is_apart: bool,
}

/// Returns the lines of a text.
pub(in crate::ingest) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut is_apart) = (0, true);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let line = line.trim();
        if line.is_empty() {
            is_apart = true;
        } else {
            lines.push(Line { text: line, start, end, is_apart });
            is_apart = false;
        }
        start = end;
    }
    lines
}

/// Tells whether a line is a rule: one sign, again and again.
pub(in crate::ingest) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|char| !char.is_whitespace());
    let Some(sign) = signs.next() else { return false };
    "-=*_#~+—".contains(sign) && line.len() > 2 && signs.all(|char| char == sign)
}

/// Tells whether a short line gives a day.
pub(in crate::ingest) fn has_day(line: &str) -> bool {
    line.len() <= 2 * MOST_OF_DAY
        && line.bytes().filter(u8::is_ascii_digit).count() >= 4
        && parse_date(line).is_some_and(|date| date.iso.len() >= FULL_DAY)
}

/// Tells whether a line may be the heading of an article.
pub(in crate::ingest) fn is_heading(line: &str) -> bool {
    line.len() <= MOST_OF_HEADING
        && !line.ends_with(['.', ';', ','])
        && line.split_whitespace().count() > 1
        && !is_day(line)
        && !announces(line)
}

/// Tells whether a heading is of a series within one work: a version, a session, a chapter.
pub(in crate::ingest) fn is_of_series(heading: &str) -> bool {
    const SERIES: [&str; 12] = [
        "version", "release", "seance", "session", "reunion", "chapitre", "chapter", "tome",
        "acte", "partie", "etape", "episode",
    ];
    let plain = folded(heading);
    let first = plain.split(|char: char| !char.is_alphabetic()).find(|word| !word.is_empty());
    first.is_some_and(|word| SERIES.contains(&word))
}

/// Tells whether a line is a day and nothing else: `Le 3 mai 2023`, `2023-05-03 11:49`.
pub(in crate::ingest) fn is_day(line: &str) -> bool {
    if line.len() > MOST_OF_DAY || line.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return false;
    }
    let is_of_day = |word: &str| {
        let known = ["le", "a", "h", "date", "publie", "paru", "on", "at", "th", "er", "t", "z"];
        word.is_empty()
            || known.contains(&word)
            || month_number(word).is_some()
            || weekday_number(word).is_some()
    };
    let plain = folded(line);
    let mut words = plain.split(|char: char| !char.is_alphabetic());
    words.all(is_of_day) && parse_date(line).is_some()
}

/// Tells whether a line gives a day and what stands beside it in a paper: `Le Phare, mercredi
/// 3 mai 2023, p. 4`.
pub(in crate::ingest) fn is_dateline(line: &str) -> bool {
    const MOST_OF_WORDS: usize = 12;
    let is_word = |word: &str| word.contains(char::is_alphanumeric);
    is_day(line)
        || has_day(line)
            && line.starts_with(|char: char| {
                char.is_uppercase() || char.is_ascii_digit() || "([".contains(char)
            })
            && !line.ends_with(['.', ';', ',', ':'])
            && line.split_whitespace().filter(|word| is_word(word)).count() <= MOST_OF_WORDS
}
