//! Words as ideas: those that mark articles, one line for all forms of each.
//!
//! Who asks counts them; here it is decided which are one, and which come first.

use std::collections::HashSet;
use std::sync::Arc;

use crate::engine::{Engine, Key, Likelihood, MarkingWord, Request};
use crate::error::Result;
use crate::lexicon::{Expansion, Family, Form, Relation};
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
/// news. Of several words that were declared to be the same as one, none is its own: `emmanuel`
/// may tell something of `macron`.
pub(crate) fn own_words(words: &[QueryWord], expansions: &[Expansion]) -> HashSet<String> {
    let own = words.iter().zip(expansions).filter(|(word, _)| word.role != Role::Unscored);
    let forms = own.flat_map(|(_, expansion)| &expansion.family.forms);
    let forms =
        forms.filter(|form| form.relation != Relation::Declared || !form.term.contains(' '));
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

/// What the forms of a word are counted to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked {
    /// How many articles that match have one of them, and how many of all.
    pub(crate) count: u64,
    pub(crate) of: u64,
    /// How surely that is no chance, and how many times oftener they are there, as a power of
    /// two; `None` where they do not mark the articles.
    pub(crate) worth: Option<(f64, f64)>,
}

impl Marked {
    /// Returns what forms are worth that so many articles have.
    pub(crate) fn in_articles(likelihood: Likelihood, [count, of]: [u64; 2]) -> Self {
        let worth = likelihood.of(count, of);
        Self { count, of, worth: worth.map(|worth| (worth, likelihood.ratio(count, of))) }
    }
}

/// Returns the ideas that some words are forms of, those that tell most first; `count` tells of
/// forms what they are counted to. Each is shown in the form that most of the articles that match
/// have. A form of an `own` word is none: of `"gilets jaunes"` neither is `gilet`.
pub(crate) fn ideas<E>(
    mut candidates: Vec<(f64, String)>,
    own: &HashSet<String>,
    family_of: impl Fn(&str) -> Arc<Family>,
    most: usize,
    mut count: impl FnMut(&[&Form]) -> std::result::Result<Marked, E>,
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
        if family.forms.iter().any(|form| own.contains(&form.term)) {
            continue;
        }
        let is_one = |term: &str| !term.contains(' ');
        let mut forms: Vec<&Form> = family.forms.iter().filter(|form| is_one(&form.term)).collect();
        forms.retain(|form| form.counts.total > 0 && !taken.contains(&form.term));
        let Marked { count, of, worth } = count(&forms)?;
        taken.extend(forms.iter().map(|form| form.term.clone()));
        taken.insert(word.clone());
        if let Some((likelihood, ratio)) = worth {
            let forms: Vec<Form> = forms.into_iter().cloned().collect();
            ideas.push((forms, MarkingWord { word, count, of, likelihood, ratio }));
        }
    }
    ideas.sort_by(|(_, one), (_, other)| one.cmp(other));
    ideas.truncate(most);
    let shown = ideas.into_iter().map(|(forms, idea)| {
        let mut best = None;
        for form in &forms {
            let found = match forms.len() {
                1 => idea.count,
                _ => count(&[form])?.count,
            };
            let known = (found, form.counts.total);
            if best.is_none_or(|(most, _)| most < known) {
                best = Some((known, form));
            }
        }
        let word = best.map_or(idea.word, |(_, form)| form.term.clone());
        Ok(MarkingWord { word, ..idea })
    });
    shown.collect()
}
