//! Words as ideas: those that mark articles, one line for all forms of each.
//!
//! Who asks counts them; here it is decided which are one, and which come first.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
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
            let occurrences = matched.occurrences(text);
            let mut terms: Vec<(u32, usize, String)> = Vec::new();
            let (mut term, mut words) = (String::new(), words(text));
            while let Some(word) = words.next_into(&mut term) {
                terms.push((word.position, word.from, term.clone()));
            }
            let mut places = Vec::new();
            for one in occurrences.iter().filter(|one| one.sought) {
                let within = terms.iter().filter(|(_, from, _)| (one.from..one.to).contains(from));
                places.extend(within.map(|(position, ..)| *position));
            }
            places.sort_unstable();
            for (position, _, term) in &terms {
                let next = places.partition_point(|place| place < position);
                let around = &places[next.saturating_sub(1)..places.len().min(next + 1)];
                let is_near = around.iter().any(|place| place.abs_diff(*position) <= distance);
                if is_near && is_telling(term) && !own.contains(term) {
                    let articles = found.entry(term.clone()).or_default();
                    if articles.last() != Some(&at) {
                        articles.push(at);
                    }
                }
            }
        }
        at += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

/// Returns in how many articles one of some forms stands near what is asked for.
pub(crate) fn near(words: &NearWords, forms: &[&str]) -> u64 {
    let articles = forms.iter().filter_map(|form| words.get(*form)).flatten();
    articles.collect::<HashSet<_>>().len() as u64
}
