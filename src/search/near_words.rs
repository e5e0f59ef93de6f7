//! Words that stand near what is asked for: collocates, and what they tell.
//!
//! Only what stands around an occurrence is read. Which words are one idea is not known here.

use std::collections::{HashMap, HashSet};
use std::ops::{ControlFlow, Range};

use super::ideas::Marked;
use super::marking::may_mark;
use crate::analysis::words;
use crate::article::TextField;
use crate::engine::{Engine, LEAST, Likelihood, Request};
use crate::error::Result;
use crate::lexicon::Form;

/// A word that stands near what a request asks for.
#[derive(Debug, Default)]
pub(crate) struct NearWord {
    /// The articles that it does so in, by their place among those that match.
    articles: Vec<u32>,
    /// How often it does.
    times: u64,
}

/// The words that stand near what a request asks for.
///
/// What a word tells there is Dunning's log-likelihood (Computational Linguistics 19(1), 1993) of
/// words and not of articles, as collocations are measured (Evert, Corpora and collocations, 2008):
/// how often it stands in the windows and elsewhere in the collection, beside how many words stand
/// in the windows and elsewhere. A word in two windows counts once. Against articles, a word that
/// most articles have somewhere could stand near nothing in particular.
#[derive(Debug, Default)]
pub(crate) struct NearWords {
    words: HashMap<String, NearWord>,
    /// How many words stand near it.
    windows: u64,
    /// How many words the collection has.
    tokens: u64,
}

impl NearWords {
    /// Returns the words that enough articles have there to tell something, each with what it
    /// tells by itself; `often` tells how often the collection has it.
    pub(crate) fn candidates(&self, often: impl Fn(&str) -> u64) -> Vec<(f64, String)> {
        let enough = self.words.iter().filter(|(_, near)| near.articles.len() as u64 >= LEAST);
        let worth = enough.filter_map(|(word, near)| {
            let (worth, _) = self.worth(near.times, often(word))?;
            Some((worth, word.clone()))
        });
        worth.collect()
    }

    /// Returns what forms are counted to that so many of all articles have.
    pub(crate) fn marked(&self, forms: &[&Form], of: u64) -> Marked {
        let known = || forms.iter().filter_map(|form| self.words.get(&form.term));
        let articles: HashSet<u32> =
            known().flat_map(|near| near.articles.iter().copied()).collect();
        let count = articles.len() as u64;
        let times = known().map(|near| near.times).sum();
        let often = forms.iter().map(|form| u64::from(form.counts.total)).sum();
        let worth = self.worth(times, often).filter(|_| count >= LEAST);
        Marked { count, of, worth }
    }

    /// Returns how surely it is no chance that a word is so many times in the windows that occurs
    /// so often, and how many times oftener than elsewhere, as a power of two.
    fn worth(&self, times: u64, often: u64) -> Option<(f64, f64)> {
        let often = often.max(times);
        // The length of a text is known roughly.
        let all = self.tokens.max(self.windows.saturating_add(often));
        let likelihood = Likelihood { matching: self.windows.max(times), all };
        Marked::in_articles(likelihood, [times, often]).worth
    }
}

/// Returns the words that stand within so many words of what a request asks for, in a collection
/// whose text fields have so many words.
///
/// # Errors
/// Those of [`Engine::matches`].
pub(crate) fn near_words(
    engine: &dyn Engine,
    request: &Request,
    distance: u32,
    own: &HashSet<String>,
    lengths: [u64; 3],
) -> Result<NearWords> {
    let mut found = NearWords { tokens: lengths.iter().sum(), ..NearWords::default() };
    let mut at = 0;
    engine.matches(request, &mut |matched| {
        let article = matched.article()?;
        let is_repeated = article.description_in_body().is_some();
        for field in TextField::ALL {
            if field == TextField::Description && is_repeated {
                continue;
            }
            let text = article.text(field);
            let mut visited = 0;
            for one in matched.occurrences(field, text).iter().filter(|one| one.sought) {
                each_near(text, one.from..one.to, distance, &mut |term, from| {
                    if from < visited || (one.from..one.to).contains(&from) {
                        return;
                    }
                    visited = from + 1;
                    found.windows += 1;
                    if !may_mark(term) || own.contains(term) {
                        return;
                    }
                    if !found.words.contains_key(term) {
                        found.words.insert(term.to_owned(), NearWord::default());
                    }
                    if let Some(word) = found.words.get_mut(term) {
                        word.times += 1;
                        if word.articles.last() != Some(&at) {
                            word.articles.push(at);
                        }
                    }
                });
            }
        }
        at += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// Pieces between blanks on each side of what is asked for beyond the distance: some have no word,
/// and a number may be of two.
const MORE_PIECES: usize = 8;

/// Calls `visit` with every word of a text within a distance of a part of it and where it stands,
/// that part's own among them. Only what stands around it is read.
fn each_near(text: &str, part: Range<usize>, distance: u32, visit: &mut dyn FnMut(&str, usize)) {
    let mut pieces = distance as usize + MORE_PIECES;
    loop {
        let from = start_of_pieces(text, part.start, pieces);
        let to = end_of_pieces(text, part.end, pieces);
        let around = &text[from..to];
        let (mut term, mut found) = (String::new(), Vec::new());
        let mut stream = words(around);
        while let Some(word) = stream.next_into(&mut term) {
            found.push((word.position, from + word.from));
        }
        let mut own = found.iter().filter(|(_, at)| part.contains(at));
        let (Some(first), Some(last)) = (own.clone().next(), own.next_back()) else { return };
        let (first, last) = (first.0, last.0);
        let is_whole = |end: Option<&(u32, usize)>, own: u32, is_end: bool| {
            is_end || end.is_some_and(|(position, _)| position.abs_diff(own) > distance)
        };
        if is_whole(found.first(), first, from == 0)
            && is_whole(found.last(), last, to == text.len())
        {
            let mut stream = words(around);
            while let Some(word) = stream.next_into(&mut term) {
                if word.position + distance >= first && word.position <= last + distance {
                    visit(&term, from + word.from);
                }
            }
            return;
        }
        pieces *= 2;
    }
}

/// Returns where so many pieces before a place of a text begin.
fn start_of_pieces(text: &str, at: usize, pieces: usize) -> usize {
    let before = text[..at].char_indices().rev();
    let mut blanks = before.filter(|(_, char)| char.is_whitespace());
    blanks.nth(pieces).map_or(0, |(at, blank)| at + blank.len_utf8())
}

/// Returns where so many pieces behind a place of a text end.
fn end_of_pieces(text: &str, at: usize, pieces: usize) -> usize {
    let behind = text[at..].char_indices();
    let mut blanks = behind.filter(|(_, char)| char.is_whitespace());
    blanks.nth(pieces).map_or(text.len(), |(end, _)| at + end)
}
