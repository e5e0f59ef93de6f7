//! Words of a table that nearly always stand together, as the first and the last name of a person
//! (`boris johnson`) or with words of grammar between (`forces de l'ordre`), made one idea.
//!
//! Only the articles that match decide: elsewhere a word may be on its own. Who asks counts them;
//! nothing is looked up here but through an engine.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::analysis::{is_stop_word, words};
use crate::article::TextField;
use crate::engine::{Engine, Likelihood, MarkingWord, Request};
use crate::error::Result;
use crate::lexicon::Family;
use crate::query::{Capital, Condition, Meaning, Query, QueryWord, Role, WHOLE};

/// Words looked at, those that tell most.
const LOOKED_AT: usize = 40;

/// Words beyond those that are wanted, for those that are made one with others.
pub(crate) const SPARE: usize = 10;

/// Of the articles that match and have the rarer of two words, so many in a hundred have them
/// together at least; and of those that have the commoner one.
const PARTS: [u64; 2] = [60, 45];

/// Most words of grammar between two words that are one: `président de la République`.
const BETWEEN: u32 = 2;

/// How many articles are read to know what stands between two words.
const READ: usize = 16;

/// Tells whether of two words, which so many articles have, enough have them together.
fn are_one(one: u64, other: u64, together: u64) -> bool {
    let [of_rarer, of_commoner] = PARTS;
    together * 100 >= of_rarer * one.min(other) && together * 100 >= of_commoner * one.max(other)
}

/// Returns words that mark the articles of a request against those of another with one line for
/// those that nearly always stand together, the first `most`. `both` tells at least how many of the
/// articles that match have two words, together or not, and may tell more.
///
/// A line of several words counts the articles that have them as it shows them, in any form.
///
/// # Errors
/// Those of `both`, [`Engine::groups`] and [`Engine::matches`].
pub(crate) fn joined(
    engine: &dyn Engine,
    [request, of]: [&Request; 2],
    (mut words, most): (Vec<MarkingWord>, usize),
    likelihood: Likelihood,
    (family_of, mut both): (impl Fn(&str) -> Arc<Family>, impl FnMut([&str; 2]) -> Result<u64>),
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
            if !are_one(both(pair)?) {
                continue;
            }
            let near = with_phrase(request, &pair, Some(BETWEEN));
            if !are_one(engine.groups(&near, &[])?.total) {
                continue;
            }
            let families = pair.map(&family_of);
            let Some(written) = written(engine, &near, &families)? else { continue };
            let terms: Vec<&str> = written.terms.iter().map(String::as_str).collect();
            let count = engine.groups(&with_phrase(request, &terms, None), &[])?.total;
            if !are_one(count) {
                continue;
            }
            let of = engine.groups(&with_phrase(of, &terms, None), &[])?.total;
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
/// have them so: side by side, or with nothing but words of grammar between.
fn written(
    engine: &dyn Engine,
    request: &Request,
    families: &[Arc<Family>; 2],
) -> Result<Option<Written>> {
    let mut found: BTreeMap<Written, usize> = BTreeMap::new();
    let mut read = 0;
    engine.matches(request, &mut |matched| {
        let article = matched.article()?;
        for field in TextField::ALL {
            add_written(article.text(field), families, &mut found);
        }
        read += 1;
        Ok(if read < READ { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
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
