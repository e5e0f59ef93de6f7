//! The words that mark an article: those that it has often and others seldom.
//!
//! Its own text is read for how often it has them, the collection asked for how many articles do
//! (tf·idf). It finds no article.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::weight::{Statistics, idf};
use crate::analysis::{is_function_word, is_stop_word, words};
use crate::article::{Article, TextField};
use crate::lexicon::Lexicon;
use crate::query::WHOLE;

/// How many words mark an article.
const MARKING: usize = 25;

/// How many are looked at, of which some are forms of others.
const CANDIDATES: usize = 60;

/// What a word of the title counts beside one of the text.
const TITLE: f32 = 2.0;

/// The fewest articles that have a word which can mark one: one in so many of all, within bounds.
const LEAST: (u64, u64, u64) = (1_000, 2, 3);

/// The most, one in so many of all, but for a few.
const MOST: (u64, u64) = (5, 10);

/// A word of an article.
struct Known {
    term: String,
    /// How often the article has it.
    often: f32,
    /// How much it tells.
    worth: f32,
}

/// Returns the words that mark an article, those that tell most first, each with what it counts:
/// one that the article has oftenest counts whole. A word is there once, whatever its forms.
pub(crate) fn marking_words<S: Statistics>(
    statistics: &mut S,
    lexicon: &Lexicon,
    article: &Article,
    language: &str,
) -> Result<Vec<(String, u16)>, S::Error> {
    let articles = statistics.articles();
    let (one_in, fewest, enough) = LEAST;
    let least = (articles / one_in).clamp(fewest, enough);
    let with = least..=(articles / MOST.0).max(MOST.1);
    let mut known = Vec::new();
    for (term, often) in frequencies(article) {
        statistics.go_on()?;
        let found = u64::from(statistics.articles_with(&term, &TextField::ALL)?);
        if with.contains(&found) {
            let worth = often * idf(articles as f64, found as f64);
            known.push(Known { term, often, worth });
        }
    }
    best(&mut known, CANDIDATES);
    let mut marking: Vec<Known> = Vec::new();
    while !known.is_empty() {
        statistics.go_on()?;
        let first = known.remove(0);
        let family = statistics.family(lexicon, &first.term, language);
        let is_form = |word: &mut Known| family.forms.iter().any(|form| form.term == word.term);
        let forms: Vec<Known> = known.extract_if(.., is_form).collect();
        marking.push(Known {
            often: first.often + forms.iter().map(|form| form.often).sum::<f32>(),
            worth: first.worth + forms.iter().map(|form| form.worth).sum::<f32>(),
            ..first
        });
    }
    best(&mut marking, MARKING);
    let saturated = |word: &Known| 1.0 + word.often.ln();
    let highest = marking.iter().map(saturated).fold(1.0, f32::max);
    #[expect(clippy::cast_sign_loss, reason = "a part of a whole")]
    let worth = |word: &Known| (saturated(word) / highest * f32::from(WHOLE)) as u16;
    Ok(marking
        .into_iter()
        .map(|word| (worth(&word), word))
        .map(|(it, word)| (word.term, it))
        .collect())
}

/// Leaves so many of some words that tell most, in their order.
fn best(words: &mut Vec<Known>, most: usize) {
    words.sort_by(|one, other| {
        other.worth.total_cmp(&one.worth).then_with(|| one.term.cmp(&other.term))
    });
    words.truncate(most);
}

/// Returns how often an article has each of its words that may tell something, those of the title
/// counting more.
fn frequencies(article: &Article) -> HashMap<String, f32, FixedState> {
    let mut often: HashMap<String, f32, FixedState> = HashMap::default();
    let is_repeated = article.description_in_body().is_some();
    let mut term = String::new();
    for field in TextField::ALL {
        if field == TextField::Description && is_repeated {
            continue;
        }
        let weight = if field == TextField::Title { TITLE } else { 1.0 };
        let mut words = words(article.text(field));
        while words.next_into(&mut term).is_some() {
            if is_telling(&term) {
                *often.entry(term.clone()).or_default() += weight;
            }
        }
    }
    often
}

/// Tells whether a word may tell what an article is about: stop words, letters alone and numbers
/// do not.
pub(crate) fn is_telling(term: &str) -> bool {
    term.chars().nth(1).is_some() && term.chars().any(char::is_alphabetic) && !is_stop_word(term)
}

/// Tells whether a word may mark what several articles are about: words of grammar do not either.
pub(crate) fn may_mark(term: &str) -> bool {
    is_telling(term) && !is_function_word(term)
}

/// Returns a text as an article: its first line is the title where others follow.
pub(crate) fn as_article(text: &str) -> Article {
    let text = text.trim();
    let (title, body) = text.split_once('\n').unwrap_or(("", text));
    Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() }
}
