//! Words of a table that nearly always stand together, as the first and the last name of a person
//! (`boris johnson`) or with words of grammar between (`forces de l'ordre`), made one idea.
//!
//! Only the articles that match decide: elsewhere a word may be on its own. Who asks counts and
//! reads them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::analysis::{is_stop_word, words};
use crate::article::{Article, TextField};
use crate::engine::{Engine, Likelihood, MarkingWord, Request};
use crate::error::Result;
use crate::lexicon::Family;
use crate::query::{Capital, Condition, Meaning, Query, QueryWord, Role, WHOLE};

/// Words looked at, those that tell most.
const LOOKED_AT: usize = 40;

/// Words beyond those that are wanted, for those that are made one with others.
const SPARE: usize = 10;

/// Of the articles that match and have the rarer of two words, so many in a hundred have them
/// together at least; and of those that have the commoner one.
const PARTS: [u64; 2] = [60, 45];

/// Most words of grammar between two words that are one: `président de la République`.
const BETWEEN: u32 = 2;

/// How many articles are read to know what stands between two words.
pub(super) const READ: u64 = 16;

/// Returns of how many words it is looked at which are one, where so many lines are wanted: of few
/// as of many, so that what comes first does not depend on how many follow.
pub(crate) fn with_spare(most: usize) -> usize {
    most.saturating_add(SPARE).max(LOOKED_AT)
}

/// Tells whether of two words, which so many articles have, enough have them together.
fn are_one(one: u64, other: u64, together: u64) -> bool {
    let [of_rarer, of_commoner] = PARTS;
    together * 100 >= of_rarer * one.min(other) && together * 100 >= of_commoner * one.max(other)
}

/// What is asked about words that may be one. An engine that knows which articles match may know
/// it at less cost.
pub(crate) trait Pairs {
    /// Returns whom to ask, for the articles that match and for all.
    fn asked(&self) -> (&dyn Engine, [&Request; 2]);

    /// Returns a word with its forms.
    fn family(&self, word: &str) -> Arc<Family>;

    /// Returns at least how many of the articles that match have two words in any form, together or
    /// not; it may be more.
    fn with_both(&mut self, pair: [&str; 2]) -> Result<u64>;

    /// Reads the first of the articles that match and have two words in any form within
    /// [a few words](BETWEEN) of each other, as long as they are wanted, if there are enough.
    fn read_near(
        &mut self,
        pair: [&str; 2],
        are_enough: &dyn Fn(u64) -> bool,
        visit: &mut dyn FnMut(&Article) -> ControlFlow<()>,
    ) -> Result<()> {
        let (engine, [request, _]) = self.asked();
        let near = near(request, pair);
        if !are_enough(engine.groups(&near, &[])?.total) {
            return Ok(());
        }
        engine.matches(&near, &mut |matched| Ok(visit(&matched.article()?)))
    }

    /// Returns how many of the articles that match have words side by side, the first and the last
    /// in any form, and how many of all.
    fn side_by_side(&mut self, terms: &[&str]) -> Result<[u64; 2]> {
        let (engine, [request, of]) = self.asked();
        let [with, of] = [request, of].map(|it| engine.groups(&side_by_side(it, terms), &[]));
        Ok([with?.total, of?.total])
    }
}

/// Returns words that mark some articles with one line for those that nearly always stand together,
/// the first `most`.
///
/// A line of several words counts the articles that have them as it shows them, in any form.
///
/// # Errors
/// Those of what is asked.
pub(crate) fn joined(
    mut words: Vec<MarkingWord>,
    most: usize,
    likelihood: Likelihood,
    pairs: &mut dyn Pairs,
) -> Result<Vec<MarkingWord>> {
    let looked_at = words.len().min(LOOKED_AT);
    let mut is_taken = vec![false; words.len()];
    let mut is_joined = is_taken.clone();
    for one in 0..looked_at {
        for other in one + 1..looked_at {
            let (first, second) = (&words[one], &words[other]);
            let is_known = is_taken[one] || is_taken[other] || is_joined[one];
            if is_known || !are_one(first.count, second.count, first.count.min(second.count)) {
                continue;
            }
            let pair = [first.word.as_str(), second.word.as_str()];
            let are_one = |together| are_one(first.count, second.count, together);
            if !are_one(pairs.with_both(pair)?) {
                continue;
            }
            let Some(written) = written(pair, &are_one, pairs)? else { continue };
            let terms: Vec<&str> = written.terms.iter().map(String::as_str).collect();
            let [count, of] = pairs.side_by_side(&terms)?;
            if !are_one(count) {
                continue;
            }
            if let Some(worth) = likelihood.of(count, of) {
                let ratio = likelihood.ratio(count, of);
                words[one] =
                    MarkingWord { word: written.text, count, of, likelihood: worth, ratio };
                is_taken[other] = true;
                is_joined[one] = true;
            }
        }
    }
    let mut is_taken = is_taken.into_iter();
    words.retain(|_| !is_taken.next().unwrap_or(false));
    words.sort_by(MarkingWord::cmp);
    words.truncate(most);
    Ok(words)
}

/// How two words stand together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Written {
    /// The words, with those between them.
    terms: Vec<String>,
    /// All of it as it is printed, in small letters.
    text: String,
}

/// Returns how two words with their forms stand together most often in the first articles that
/// have them near each other, if these are enough: side by side, or with nothing but words of grammar between.
fn written(
    pair: [&str; 2],
    are_one: &dyn Fn(u64) -> bool,
    pairs: &mut dyn Pairs,
) -> Result<Option<Written>> {
    let families = pair.map(|word| pairs.family(word));
    let mut found: BTreeMap<Written, usize> = BTreeMap::new();
    let mut read: u64 = 0;
    pairs.read_near(pair, are_one, &mut |article| {
        for field in TextField::ALL {
            add_written(article.text(field), &families, &mut found);
        }
        read += 1;
        if read < READ { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let best = found.into_iter().rev().max_by_key(|(_, times)| *times);
    Ok(best.map(|(written, _)| written))
}

/// Adds how two words stand together in a text.
fn add_written(text: &str, families: &[Arc<Family>; 2], found: &mut BTreeMap<Written, usize>) {
    let mut before: Option<(usize, usize, Vec<String>)> = None;
    let mut term = String::new();
    let mut stream = words(text);
    while let Some(word) = stream.next_into(&mut term) {
        let has = |family: &Arc<Family>| family.forms.iter().any(|form| form.term == term);
        if let Some(own) = families.iter().position(has) {
            if let Some((other, from, mut terms)) = before.take()
                && other != own
            {
                terms.push(term.clone());
                let text = text[from..word.to].to_lowercase();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let is_plain = |char: char| char.is_alphanumeric() || " '’-".contains(char);
                if text.chars().all(is_plain) {
                    *found.entry(Written { terms, text }).or_default() += 1;
                }
            }
            before = Some((own, word.from, vec![term.clone()]));
        } else if is_stop_word(&term) {
            before = before.filter(|(.., terms)| terms.len() <= BETWEEN as usize);
            if let Some((.., terms)) = &mut before {
                terms.push(term.clone());
            }
        } else {
            before = None;
        }
    }
}

/// Returns a request for those of its articles that [`Pairs::read_near`] reads.
pub(crate) fn near(request: &Request, pair: [&str; 2]) -> Request {
    with_phrase(request, &pair, Some(BETWEEN))
}

/// Returns a request for those of its articles that [`Pairs::side_by_side`] counts.
pub(crate) fn side_by_side(request: &Request, terms: &[&str]) -> Request {
    with_phrase(request, terms, None)
}

/// Returns a request for those of its articles that have words in their order, or two within a
/// few words of each other: the first and the last in any form, those between as they are.
fn with_phrase(request: &Request, terms: &[&str], slop: Option<u32>) -> Request {
    let mut query = Query { without_phrases: None, ..request.query.clone() };
    let last = terms.len().saturating_sub(1);
    let words = terms.iter().enumerate().map(|(at, term)| {
        query.words.push(QueryWord {
            term: (*term).to_owned(),
            span: 0..0,
            meaning: if at == 0 || at == last { Meaning::Marking } else { Meaning::Letters },
            field: None,
            role: Role::Unscored,
            capital: Capital::Any,
            published: None,
            worth: WHOLE,
        });
        query.words.len() - 1
    });
    let words = words.collect();
    let query = query.and(Condition::Phrase { words, slop });
    Request { query, ..request.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Counts, Form, Relation};

    #[test]
    fn words_are_one_that_nearly_always_stand_together() {
        assert!(are_one(100, 120, 90) && are_one(180, 100, 85));
        assert!(!are_one(100, 120, 59), "the rarer one stands alone");
        assert!(!are_one(300, 100, 100), "the commoner one does");
    }

    #[test]
    fn two_words_are_written_as_they_stand_with_words_of_grammar_between() {
        let family = |terms: &[&str]| {
            let form = |term: &&str| Form {
                term: (*term).to_owned(),
                relation: Relation::Typed,
                counts: Counts::default(),
            };
            Arc::new(Family { forms: terms.iter().map(form).collect() })
        };
        let families = [family(&["ordre", "ordres"]), family(&["force", "forces"])];
        let mut found = BTreeMap::new();
        let text = "Les forces de l'ordre. L'ordre sans la force publique, la Force  de l'ordre, \
                    ordre : force, ordre donné aux forces, les Forces de l'Ordre.";
        add_written(text, &families, &mut found);
        let texts: Vec<_> = found.iter().map(|(it, times)| (it.text.as_str(), *times)).collect();
        let expected =
            [("force de l'ordre", 1), ("forces de l'ordre", 2), ("ordre sans la force", 1)];
        assert_eq!(texts, expected);
        assert!(found.keys().all(|it| it.terms.len() == 3 || it.terms.len() == 4), "{found:?}");
    }
}
