//! What there is to say of an answer, as the line above its hits.
//!
//! How many there are comes first, then what became of the query where that is no matter of
//! course. It never looks anything up.

use super::counted::articles;
use super::printable::in_one_line;
use super::reading::written;
use crate::engine::{Answer, Hint};
use crate::lexicon::Expansion;
use crate::query::{Query, QueryWord, Role};

/// The most characters of a query that are said again.
const MOST_ECHOED: usize = 72;

/// Returns the line above the hits.
pub(super) fn headline(answer: &Answer) -> String {
    let query = &answer.reading.asked;
    let echo = echo(&query.text);
    let what = if echo.is_empty() { String::new() } else { format!(" for {echo}") };
    let mut line = if answer.is_relaxed() {
        let count = articles(answer.total_all_words);
        format!("{count} with all of {echo}; the others have some of the words")
    } else {
        format!("{}{what}", articles(answer.total))
    };
    let (mut unknown, mut meant) = (Vec::new(), Vec::new());
    let (mut near, mut undated) = (Vec::new(), String::new());
    for hint in &answer.hints {
        match hint {
            Hint::Relaxed => {}
            Hint::EmptyIndex => {
                return "the index is empty; `limier index PATH` adds articles".to_owned();
            }
            Hint::SomeHave(count) => line = none_has_all(&echo, *count),
            Hint::WithoutPhrases => line += without_phrases(answer.total_all_words),
            Hint::NoneInLanguage(language) => {
                return format!("no article is in {language}; `limier info` lists the languages");
            }
            Hint::NearSpelling { meant, times, .. } => near.push(format!("{meant} ({times})")),
            Hint::AbsentValue { field, value, known, elsewhere } => {
                return absent(field, value, known, elsewhere);
            }
            Hint::NoneThen { first, last, several } => {
                let none = if *several {
                    "none is of all these dates at once (OU asks for any of them)"
                } else {
                    "none is of that date"
                };
                line = format!("{line}; {none}, the articles are of {first} to {last}");
            }
            Hint::NoneTogether(count) => {
                let have = if *count == 1 { "has" } else { "have" };
                line = format!(
                    "{line}; {} {have} the words, not so near each other",
                    articles(*count)
                );
            }
            Hint::UnknownWord { word, meant: nearest } => {
                unknown.push(word.as_str());
                meant.extend(nearest.as_deref());
            }
            Hint::UndatedLeftOut(count) => {
                undated = format!("; {} without a date left out", articles(*count));
            }
        }
    }
    let dates = dates_of(query);
    if !dates.is_empty() {
        line = format!("{line}; {}: in the text or as date of the article", dates.join(", "));
    }
    if let Some(language) = &query.language {
        line = format!("{line} (in {language})");
    }
    let words = query.words.iter().filter(|word| word.role != Role::Unscored).count();
    if !unknown.is_empty() && words > unknown.len() {
        line = format!("{line}; in no article: {}", unknown.join(", "));
    }
    if !meant.is_empty() {
        line = format!("{line}; did you mean {}?", meant.join(", "));
    }
    if !near.is_empty() {
        line = format!("{line}; near spelling: {}", near.join(", "));
    }
    if answer.total == 0 && query.is_like_any() {
        line += "; like: asks for a third at least of the words that mark the article, which itself and \
                 its copies are left out";
    }
    line + &of_patterns(answer) + &of_query(query) + &undated
}

/// Returns what there is to say of words with `*` or `~` that stand for more than are looked for.
fn of_patterns(answer: &Answer) -> String {
    let words = answer.reading.query().words.iter().zip(&answer.reading.expansions);
    let capped = words.filter(|(_, expansion)| expansion.found > expansion.family.forms.len());
    let told = capped.map(|(word, Expansion { family, found })| {
        let (most, word) = (family.forms.len(), written(word));
        format!("; the {most} commonest of {found} words for {word} (`limier count` takes all)")
    });
    told.collect()
}

/// Returns a query as it was typed, in one line and not too long a one.
pub(super) fn echo(text: &str) -> String {
    let text = in_one_line(text.trim());
    let Some((end, _)) = text.char_indices().nth(MOST_ECHOED) else { return text.into_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..end])
}

/// Returns what there is to say of phrases that so many articles have, too few.
fn without_phrases(count: u64) -> &'static str {
    match count {
        0 => "; none has all words, those in quotes side by side",
        _ => "; few have all words, those in quotes side by side",
    }
}

/// Returns what there is to say of a query whatever its answer.
fn of_query(query: &Query) -> String {
    let quoted = |name: &str| format!("`{name}`");
    let no_fields: Vec<String> = query.no_fields().map(quoted).collect();
    let mut line = match no_fields.as_slice() {
        [] => String::new(),
        [name] => format!("; {name} is no field and was taken as a word"),
        names => format!("; {} are no fields and were taken as words", names.join(", ")),
    };
    let left_out: Vec<&str> = query.telling_left_out().collect();
    if !left_out.is_empty() {
        line = format!("{line}; left out: {}, which counts in quotes", left_out.join(", "));
    }
    line
}

/// Returns the line of an answer without hits, where so many articles have some of what was
/// asked.
fn none_has_all(echo: &str, some: u64) -> String {
    let have = if some == 1 { "has" } else { "have" };
    format!("no article with all of {echo}; {} {have} some (--any lists them)", articles(some))
}

/// Returns what there is to say of a value that no article has in a field.
fn absent(field: &str, value: &str, known: &[String], elsewhere: &[(String, u64)]) -> String {
    let mut line = format!("no article has {field}:{value}");
    for (other, count) in elsewhere {
        let have = if *count == 1 { "has" } else { "have" };
        line = format!("{line}; {} {have} {other}:{value}", articles(*count));
    }
    match known {
        [] => format!("{line}; none has any"),
        known => format!("{line}; the commonest: {}", known.join(", ")),
    }
}

/// Returns the dates among the words, as they were typed.
fn dates_of(query: &Query) -> Vec<&str> {
    let words: Vec<&QueryWord> =
        query.words.iter().filter(|word| word.published.is_some()).collect();
    words
        .chunk_by(|one, other| are_one_date(query, one, other))
        .map(|chunk| &query.text[chunk[0].span.start..chunk[chunk.len() - 1].span.end])
        .collect()
}

/// Tells whether two words stand side by side in a date.
fn are_one_date(query: &Query, one: &QueryWord, other: &QueryWord) -> bool {
    let gap = query.text.get(one.span.end..other.span.start);
    gap.is_some_and(|gap| !gap.chars().any(char::is_alphanumeric))
}
