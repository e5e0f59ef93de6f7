//! What there is to say of an answer, as the line above its hits.

use super::counted::articles;
use crate::engine::{Answer, Hint};
use crate::query::{Query, QueryWord, Role};

/// Returns the line above the hits: how many there are, and what became of the query where
/// that is no matter of course.
pub(super) fn headline(answer: &Answer) -> String {
    let query = &answer.reading.asked;
    let words = words_of(query);
    let what = if words.is_empty() { String::new() } else { format!(" for {}", words.join(", ")) };
    let mut line = if answer.is_relaxed() {
        let count = articles(answer.total_all_words);
        format!("{count} with all of {}; the others have some of the words", words.join(", "))
    } else {
        format!("{}{what}", articles(answer.total))
    };
    let (mut unknown, mut meant) = (Vec::new(), Vec::new());
    let (mut near, mut undated) = (Vec::new(), String::new());
    for hint in &answer.hints {
        match hint {
            Hint::Relaxed => {}
            Hint::SomeHave(count) => line = none_has_all(query, *count),
            Hint::WithoutPhrases => line += "; too few have the words in quotes side by side",
            Hint::NoneInLanguage(language) => {
                return format!("no article is in {language}; `limier info` lists the languages");
            }
            Hint::NearSpelling { meant, times, .. } => near.push(format!("{meant} ({times})")),
            Hint::AbsentValue { field, value, known, elsewhere } => {
                return absent(field, value, known, elsewhere);
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
    if !unknown.is_empty() && words.len() > unknown.len() {
        line = format!("{line}; in no article: {}", unknown.join(", "));
    }
    if !meant.is_empty() {
        line = format!("{line}; did you mean {}?", meant.join(", "));
    }
    if !near.is_empty() {
        line = format!("{line}; near spelling: {}", near.join(", "));
    }
    line + &undated
}

/// Returns the line of an answer without hits, where so many articles have some of what was
/// asked.
fn none_has_all(query: &Query, some: u64) -> String {
    let have = if some == 1 { "has" } else { "have" };
    let words = words_of(query).join(", ");
    format!("no article with all of {words}; {} {have} some (--any lists them)", articles(some))
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

/// Returns the words that count, as terms; those of a date together, as they were typed.
fn words_of(query: &Query) -> Vec<&str> {
    let words: Vec<&QueryWord> =
        query.words.iter().filter(|word| word.role != Role::Unscored).collect();
    words
        .chunk_by(|one, other| are_one_date(query, one, other))
        .map(|chunk| shown(query, chunk))
        .collect()
}

/// Returns the dates among the words, as they were typed.
fn dates_of(query: &Query) -> Vec<&str> {
    let words: Vec<&QueryWord> =
        query.words.iter().filter(|word| word.published.is_some()).collect();
    words
        .chunk_by(|one, other| are_one_date(query, one, other))
        .map(|chunk| shown(query, chunk))
        .collect()
}

fn shown<'q>(query: &'q Query, words: &[&'q QueryWord]) -> &'q str {
    match words {
        [only] if !only.term.contains(' ') => &only.term,
        words => &query.text[words[0].span.start..words[words.len() - 1].span.end],
    }
}

/// Tells whether two words stand side by side in a date.
fn are_one_date(query: &Query, one: &QueryWord, other: &QueryWord) -> bool {
    let gap = query.text.get(one.span.end..other.span.start);
    one.published.is_some()
        && other.published.is_some()
        && gap.is_some_and(|gap| !gap.chars().any(char::is_alphanumeric))
}
