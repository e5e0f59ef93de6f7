//! Words as ideas: those that mark articles, one line for all forms of each.
//!
//! Who asks counts them; here it is decided which are one, and which come first.

use std::collections::{HashMap, HashSet};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::marking::is_telling;
use crate::analysis::words;
use crate::article::TextField;
use crate::engine::{Engine, Key, Likelihood, MarkingWord, Request};
use crate::error::Result;
use crate::lexicon::{Expansion, Family};
use crate::query::{Query, QueryWord, Role};

/// How many words are looked at for each that is wanted, of which some are forms of others.
const FOR_EACH: usize = 4;

/// The fewest words that are looked at, and the most.
const LOOKED_AT: (usize, usize) = (200, 4_000);

/// Returns how many words to look at for so many that are wanted.
pub(crate) fn looked_at(most: usize) -> usize {
    most.saturating_mul(FOR_EACH).clamp(LOOKED_AT.0, LOOKED_AT.1)
}

/// Returns the words of a query itself with all their forms: that these mark what it finds is no
/// news.
pub(crate) fn own_words(words: &[QueryWord], expansions: &[Expansion]) -> HashSet<String> {
    let own = words.iter().zip(expansions).filter(|(word, _)| word.role != Role::Unscored);
    let forms = own.flat_map(|(_, expansion)| &expansion.family.forms);
    forms.flat_map(|form| form.term.split(' ').map(str::to_owned)).collect()
}

/// Returns who printed articles, as far as it has a name of one word or an address: sources, and
/// agencies among the authors. It is not what an article is about.
///
/// # Errors
/// Those of [`Engine::groups`].
pub(crate) fn printed_by(engine: &dyn Engine, request: &Request) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for key in [Key::Source, Key::Author] {
        let rows = engine.groups(request, &[key])?.rows.into_iter();
        let names = rows.filter_map(|mut row| row.values.pop().flatten());
        for name in names.filter(|name| !name.contains(char::is_whitespace)) {
            // Of `www.lemonde.fr` it is the part before the last.
            let own = name.rsplit('.').nth(1).unwrap_or(&name);
            found.extend(Query::words_of(own));
        }
    }
    Ok(found)
}

/// Returns the ideas that some words are forms of, those that tell most first; `count` tells of
/// forms how many articles that match have one of them, and how many of all do.
pub(crate) fn ideas<E>(
    mut candidates: Vec<(f64, String)>,
    family_of: impl Fn(&str) -> Arc<Family>,
    likelihood: Likelihood,
    most: usize,
    mut count: impl FnMut(&[&str]) -> std::result::Result<(u64, u64), E>,
) -> std::result::Result<Vec<MarkingWord>, E> {
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    candidates.truncate(looked_at(most));
    let mut taken: HashSet<String> = HashSet::new();
    let mut ideas = Vec::new();
    for (_, word) in candidates {
        if taken.contains(&word) {
            continue;
        }
        let family = family_of(&word);
        let is_one = |term: &str| !term.contains(' ');
        let mut forms: Vec<_> = family.forms.iter().filter(|form| is_one(&form.term)).collect();
        forms.retain(|form| form.counts.total > 0 && !taken.contains(&form.term));
        let terms: Vec<&str> = forms.iter().map(|form| form.term.as_str()).collect();
        let (found, of) = count(&terms)?;
        let commonest = forms.iter().max_by_key(|form| form.counts.total);
        let shown = commonest.map_or_else(|| word.clone(), |form| form.term.clone());
        if let Some(worth) = likelihood.of(found, of) {
            ideas.push(MarkingWord { word: shown, count: found, of, likelihood: worth });
        }
        taken.extend(forms.into_iter().map(|form| form.term.clone()));
        taken.insert(word);
    }
    ideas.sort_by(MarkingWord::cmp);
    ideas.truncate(most);
    Ok(ideas)
}

/// The words that stand near what a request asks for, each with the articles that it does so in,
/// by their place among those that match.
pub(crate) type NearWords = HashMap<String, Vec<u32>>;

/// Returns the words that stand within so many words of what a request asks for.
///
/// # Errors
/// Those of [`Engine::matches`].
pub(crate) fn near_words(
    engine: &dyn Engine,
    request: &Request,
    distance: u32,
    own: &HashSet<String>,
) -> Result<NearWords> {
    let mut found = NearWords::new();
    let mut at = 0;
    engine.matches(request, &mut |matched| {
        let article = matched.article()?;
        let is_repeated = article.description_in_body().is_some();
        for field in TextField::ALL {
            if field == TextField::Description && is_repeated {
                continue;
            }
            let text = article.text(field);
            for one in matched.occurrences(field, text).iter().filter(|one| one.sought) {
                each_near(text, one.from..one.to, distance, &mut |term| {
                    if !is_telling(term) || own.contains(term) {
                        return;
                    }
                    match found.get_mut(term) {
                        Some(articles) if articles.last() == Some(&at) => {}
                        Some(articles) => articles.push(at),
                        None => drop(found.insert(term.to_owned(), vec![at])),
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

/// Calls `visit` with every word of a text within a distance of a part of it, that part's own
/// among them. Only what stands around it is read.
fn each_near(text: &str, part: Range<usize>, distance: u32, visit: &mut dyn FnMut(&str)) {
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
                    visit(&term);
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

/// Returns in how many articles one of some forms stands near what is asked for.
pub(crate) fn near(words: &NearWords, forms: &[&str]) -> u64 {
    let articles = forms.iter().filter_map(|form| words.get(*form)).flatten();
    articles.collect::<HashSet<_>>().len() as u64
}
