//! What there is to say of an answer, as the line above its hits.

use super::counted::articles;
use crate::engine::{Answer, Hint};
use crate::query::Role;

/// Returns the line above the hits: how many there are, and what became of the query where
/// that is no matter of course.
pub(super) fn headline(answer: &Answer) -> String {
    let query = &answer.reading.asked;
    let words = query.words.iter().filter(|word| word.role != Role::Unscored);
    let words: Vec<&str> = words.map(|word| word.term.as_str()).collect();
    let what = if words.is_empty() { String::new() } else { format!(" for {}", words.join(", ")) };
    let mut line = if answer.is_relaxed() {
        let count = articles(answer.total_all_words);
        format!("{count} with all of {}; the others have some of the words", words.join(", "))
    } else {
        format!("{}{what}", articles(answer.total))
    };
    let (mut unknown, mut meant) = (Vec::new(), Vec::new());
    let mut undated = String::new();
    for hint in &answer.hints {
        match hint {
            Hint::Relaxed => {}
            Hint::WithoutPhrases => line += "; too few have the words in quotes side by side",
            Hint::NoneInLanguage(language) => {
                return format!("no article is in {language}; `limier info` lists the languages");
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
    if let Some(language) = &query.language {
        line = format!("{line} (in {language})");
    }
    if !unknown.is_empty() && words.len() > unknown.len() {
        line = format!("{line}; in no article: {}", unknown.join(", "));
    }
    if !meant.is_empty() {
        line = format!("{line}; did you mean {}?", meant.join(", "));
    }
    line + &undated
}
