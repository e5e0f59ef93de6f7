//! The parts that a score is explained by add up to it, in every order and on every page.
//!
//! Whether a ranking is good is not asked here, only whether it is what is said of it.

use limier::{Copies, Detail, Index, Order, Recency, Request, ScoreParts};

use super::collection::articles;
use super::dice::Dice;
use super::pages::{clock, read};
use super::queries::query;
use crate::support::{INDEX, Limier};

/// Hits of a page that is looked at.
const PAGE: usize = 40;

/// Returns what the parts of a score add up to.
fn sum(parts: &ScoreParts) -> f32 {
    let ScoreParts { words, near, together, early, forms, coverage, capitals, recency } = parts;
    let words: f32 = words.iter().map(|word| word.score).sum();
    (words + near + together + early + forms + coverage + capitals) * recency
}

#[track_caller]
fn check(queries: usize) {
    let limier = Limier::with_records(articles());
    let index = Index::open(limier.path(INDEX)).unwrap();
    let mut dice = Dice::new(77);
    let mut explained = 0;
    for _ in 0..queries {
        let text = query(&mut dice);
        let plain = Request {
            query: read(&text),
            limit: PAGE,
            // A page somewhere, and the first one often enough.
            offset: if dice.one_in(2) { 0 } else { dice.below(150) },
            copies: Copies::Apart,
            detail: Detail::Facts,
            explain: true,
            ..Request::default()
        };
        let recency = Some(Recency { days: 400.0, now: clock().now.as_second() });
        for request in [
            Request { any: true, ..plain.clone() },
            Request { relax: false, ..plain.clone() },
            Request { order: Order::OldestFirst, ..plain.clone() },
            Request { recency, ..plain.clone() },
            plain,
        ] {
            for hit in index.top(&request).unwrap().hits {
                let sum = sum(hit.explanation.as_ref().unwrap());
                let is_same = (sum - hit.score).abs() <= 1e-4 * hit.score.max(1.0);
                assert!(is_same, "{text} {}: {sum} for {}: {request:?}", hit.id, hit.score);
                explained += 1;
            }
        }
    }
    assert!(explained > 20 * queries, "{explained} scores");
}

#[test]
fn explanations_add_up_to_the_score() {
    check(60);
}

#[test]
#[ignore = "needs minutes"]
fn long_explanations_add_up_to_the_scores_of_thousands_of_queries() {
    check(2_000);
}
