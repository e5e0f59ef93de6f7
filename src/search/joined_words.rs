//! Words that nearly always stand side by side, as the first and the last name of a person, made one
//! idea.
//!
//! Who asks counts them; nothing is looked up here but through an engine.

use crate::engine::{Engine, Likelihood, MarkingWord, Request};
use crate::error::Result;
use crate::query::{Capital, Condition, Meaning, Query, QueryWord, Role, WHOLE};

/// Words looked at, those that tell most.
const LOOKED_AT: usize = 40;

/// Words beyond those that are wanted, for those that are made one with others.
pub(super) const SPARE: usize = 10;

/// Of the articles that have the rarer of two words, so many in a hundred have them side by side
/// at least; and of those that have the commoner one.
const PARTS: [u64; 2] = [80, 50];

/// Tells whether of two words, which so many articles have, enough have them together.
fn are_one(one: u64, other: u64, together: u64) -> bool {
    let [of_rarer, of_commoner] = PARTS;
    together * 100 >= of_rarer * one.min(other) && together * 100 >= of_commoner * one.max(other)
}

/// Returns words that mark the articles of a request against those of another with one line for
/// those that nearly always stand side by side, the first `most`. `both` tells at least how many
/// articles have two words, side by side or not, and may tell more.
///
/// # Errors
/// Those of `both` and of [`Engine::groups`].
pub(super) fn joined(
    engine: &dyn Engine,
    [request, of]: [&Request; 2],
    (mut words, most): (Vec<MarkingWord>, usize),
    likelihood: Likelihood,
    mut both: impl FnMut([&str; 2]) -> Result<u64>,
) -> Result<Vec<MarkingWord>> {
    let looked_at = words.len().min(LOOKED_AT);
    let mut is_taken = vec![false; words.len()];
    for one in 0..looked_at {
        for other in one + 1..looked_at {
            let (first, second) = (&words[one], &words[other]);
            let is_known = is_taken[one] || is_taken[other] || first.word.contains(' ');
            if is_known || !are_one(first.of, second.of, first.of.min(second.of)) {
                continue;
            }
            let pair = [first.word.as_str(), second.word.as_str()];
            if !are_one(first.of, second.of, both(pair)?) {
                continue;
            }
            let mut found = None;
            for pair in [pair, [pair[1], pair[0]]] {
                let together = engine.groups(&with_phrase(of, pair), &[])?.total;
                if found.is_none() && are_one(first.of, second.of, together) {
                    let count = engine.groups(&with_phrase(request, pair), &[])?.total;
                    let worth = likelihood.of(count, together);
                    found = worth.map(|worth| MarkingWord {
                        word: pair.join(" "),
                        count,
                        of: together,
                        likelihood: worth,
                    });
                }
            }
            if let Some(found) = found {
                words[one] = found;
                is_taken[other] = true;
            }
        }
    }
    let mut is_taken = is_taken.into_iter();
    words.retain(|_| !is_taken.next().unwrap_or(false));
    words.sort_by(MarkingWord::cmp);
    words.truncate(most);
    Ok(words)
}

/// Returns a request for those of its articles that have two words side by side.
fn with_phrase(request: &Request, pair: [&str; 2]) -> Request {
    let mut query = Query { without_phrases: None, ..request.query.clone() };
    let words = pair.map(|term| {
        query.words.push(QueryWord {
            term: term.to_owned(),
            span: 0..0,
            meaning: Meaning::Letters,
            field: None,
            role: Role::Unscored,
            capital: Capital::Any,
            published: None,
            worth: WHOLE,
        });
        query.words.len() - 1
    });
    let query = query.and(Condition::Phrase { words: words.to_vec(), slop: None });
    Request { query, ..request.clone() }
}

#[cfg(test)]
mod tests {
    use super::are_one;

    #[test]
    fn words_are_one_that_nearly_always_stand_side_by_side() {
        assert!(are_one(100, 120, 90) && are_one(180, 100, 95));
        assert!(!are_one(100, 120, 79), "the rarer one stands alone");
        assert!(!are_one(300, 100, 100), "the commoner one does");
    }
}
