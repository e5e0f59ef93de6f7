//! Words that mean something only beside another: `hépatite A`, `H&M`, `gare de l'Est`,
//! `vis-à-vis`.
//!
//! Each becomes one word to look for, of several terms that stand side by side. It looks
//! at what was typed only, and knows no collection.

use super::tree::Word;
use super::typed::{Typed, has_capital};
use crate::analysis::is_stop_word;

/// Most stop words between a word and the one that it stands beside (`gare de l'Est`).
const MOST_BETWEEN: usize = 2;

/// Words that mean something behind an article without its vowel: `l'Est`, `l'être`.
const ELIDED: &[&str] = &["est", "avoir", "être"];

/// Returns the words of a compound (`porte-avions`), or all of it as one where its parts
/// tell nothing by themselves: `Notre-Dame`, `vis-à-vis`, `T-shirt`.
pub(super) fn of_compound(words: Vec<Word>) -> Vec<Word> {
    let mut telling = words.iter().filter(|word| !is_stop_word(&word.term));
    let first = telling.next();
    let is_alone = telling.all(|word| first.is_some_and(|first| first.term == word.term));
    if is_alone || words.iter().any(|word| word.term.chars().count() == 1) {
        vec![as_one(&words)]
    } else {
        words
    }
}

/// Returns words in the order of `text` with those in which a stop word means something made
/// one.
pub(super) fn with_meant(text: &str, words: &[Word], capitals: &Typed<'_>) -> Vec<Word> {
    let words = joined_by_and(text, words);
    // `C à vous` is nothing but all of it.
    let is_name = |words: &[Word]| {
        words.len() > 1
            && words.iter().any(|word| is_letter(&word.term))
            && !words.iter().any(is_telling)
            && words.windows(2).all(|pair| are_beside(text, &pair[0], &pair[1]))
    };
    if is_name(&words) {
        return vec![as_one(&words)];
    }
    let mut meant = words.clone();
    for (at, word) in meant.iter_mut().enumerate() {
        if let Some((from, to)) = companions(text, &words, at, capitals) {
            *word = as_one(&words[from..=to]);
        }
    }
    meant
}

/// Returns several words as one, of which the terms stand side by side.
fn as_one(words: &[Word]) -> Word {
    let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
    let span = words[0].span.start..words[words.len() - 1].span.end;
    Word { term: terms.join(" "), span, ..words[0].clone() }
}

/// Returns words with those that only `&` stands between made one: `H&M`.
fn joined_by_and(text: &str, words: &[Word]) -> Vec<Word> {
    let is_joined =
        |one: &Word, other: &Word| text.get(one.span.end..other.span.start) == Some("&");
    words.chunk_by(is_joined).map(as_one).collect()
}

/// Returns the first and the last of the words with which the stop word or the letter at `at`
/// means something, if it does.
fn companions(
    text: &str,
    words: &[Word],
    at: usize,
    capitals: &Typed<'_>,
) -> Option<(usize, usize)> {
    let word = &words[at];
    let typed = &text[word.span.clone()];
    if !is_stop_word(&word.term) && !is_letter(typed) {
        return None;
    }
    let is_abbreviated = text[word.span.end..].starts_with('.') && at + 1 < words.len();
    let is_capital = capitals.is_capital(word) && !is_abbreviated;
    let before = || before(text, words, at).map(|from| (from, at));
    let behind = |is_wanted: fn(&str) -> bool| {
        let next = words.get(at + 1).filter(|next| are_beside(text, word, next))?;
        (is_telling(next) && is_wanted(&text[next.span.clone()])).then_some((at, at + 1))
    };
    let is_inside = at > 0 && are_beside(text, &words[at - 1], word);
    if is_letter(typed) {
        let is_beside = is_inside && is_telling(&words[at - 1]);
        return (is_beside && (is_capital || at + 1 == words.len())).then(|| (at - 1, at));
    }
    if ELIDED.contains(&word.term.as_str()) && has_article(&text[..word.span.start]) {
        return before().or_else(|| behind(|_| true));
    }
    let is_acronym = typed.chars().all(char::is_uppercase);
    if !is_capital || !(is_inside || is_acronym) {
        return None;
    }
    behind(has_capital).or_else(|| before().filter(|_| at + 1 == words.len()))
}

/// Returns the telling word before a stop word, with nothing but stop words between.
fn before(text: &str, words: &[Word], at: usize) -> Option<usize> {
    let nearest = at.saturating_sub(MOST_BETWEEN + 1);
    let mut from = at;
    while from > nearest && are_beside(text, &words[from - 1], &words[from]) {
        from -= 1;
        if is_telling(&words[from]) {
            return Some(from);
        }
    }
    None
}

/// Tells whether two words stand side by side: with a blank between, and what is elided.
fn are_beside(text: &str, one: &Word, other: &Word) -> bool {
    let Some(gap) = text.get(one.span.end..other.span.start) else { return false };
    let letters = gap.trim_matches(|char: char| char.is_whitespace() || "'’".contains(char));
    let is_elided = gap.ends_with(['\'', '’']) && letters.chars().all(char::is_alphabetic);
    gap.starts_with(char::is_whitespace) && (letters.is_empty() || is_elided)
}

/// Tells whether what stands before a word ends with its article without a vowel: `l'`.
fn has_article(before: &str) -> bool {
    let article = before.strip_suffix(['\'', '’']);
    article.is_some_and(|before| before.ends_with(['l', 'L']))
}

/// Tells whether a word means something by itself.
fn is_telling(word: &Word) -> bool {
    !is_stop_word(&word.term) && !is_letter(&word.term)
}

/// Tells whether a word is a letter alone.
fn is_letter(typed: &str) -> bool {
    let mut chars = typed.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}
