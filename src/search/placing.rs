//! What it brings how the words of a query stand in an article: side by side, near each
//! other, early in the text.
//!
//! It takes places, from postings or from a text, and counts no occurrences.

use super::places::place;
use super::weight::{RankedWord, Weights};
use crate::article::TextField;

/// What neighbouring words of the query count when they stand together.
const NEAR: f32 = 1.5;

/// What they count in the other order.
const REVERSED: f32 = 0.5;

/// Most words of a query of which it counts to stand early.
const SHORT: usize = 8;

/// Words of the body in which they stand early.
const OPENING: u32 = 150;

/// What a word counts that stands there.
const EARLY: f32 = 0.1;

/// Most words of a query of which it counts to stand near each other.
const FEW: usize = 4;

/// Most words from one to the other that is near it.
const WITHIN: u32 = 25;

/// What words count that stand near each other, whichever they are.
const TOGETHER: f32 = 0.5;

/// What the places of a query's words bring an article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Placing {
    /// Neighbouring words of the query standing together.
    pub(super) near: f32,
    /// Any two words of a query of few, standing near each other.
    pub(super) together: f32,
    /// Words of a short query in the opening of the text.
    pub(super) early: f32,
}

impl Placing {
    /// Returns what places bring, which are sorted, each with the ordinal of its word.
    pub(super) fn of(places: &[(u32, usize)], weights: &Weights) -> Self {
        let words = weights.scored_words().count();
        let near = NEAR * nearness(places, &weights.words);
        let mut placing = Self { near, ..Self::default() };
        if words <= SHORT {
            placing.early = EARLY * earliness(places, &weights.words);
        }
        if (2..=FEW).contains(&words) {
            placing.together = TOGETHER * togetherness(places, &weights.words) / words as f32;
        }
        placing
    }

    /// Returns all of it.
    pub(super) fn sum(self) -> f32 {
        self.near + self.together + self.early
    }
}

/// Returns how near the words stand to each other, on average: for each word and
/// the next one of the query, the smaller idf, divided by their least distance
/// from each other; one word between them is no distance.
///
/// Ordered and unordered pairs, as in the sequential dependence model: Metzler, Croft,
/// SIGIR 2005.
fn nearness(places: &[(u32, usize)], words: &[RankedWord]) -> f32 {
    let mut best = vec![0.0_f32; words.len()];
    for pair in places.windows(2) {
        let [(at, one), (next, other)] = [pair[0], pair[1]];
        if one.abs_diff(other) == 1 {
            let distance = ((next - at) as f32 / 2.0).max(1.0);
            let order = if one < other { 1.0 } else { REVERSED };
            let near = order * words[one].idf.min(words[other].idf) / distance;
            let best = &mut best[one.min(other)];
            *best = best.max(near);
        }
    }
    best.iter().sum::<f32>() / words.len().max(1) as f32
}

/// Returns the idf of the words that stand in the opening of the body, together.
fn earliness(places: &[(u32, usize)], words: &[RankedWord]) -> f32 {
    let body = place(TextField::Body, 0);
    let from = places.partition_point(|(at, _)| *at < body);
    let to = places.partition_point(|(at, _)| *at < body + OPENING);
    let stands = |word: usize| places[from..to].iter().any(|(_, other)| *other == word);
    (0..words.len()).filter(|&word| stands(word)).map(|word| words[word].idf).sum()
}

/// Returns the smaller idf of each two words that stand near each other, together.
fn togetherness(places: &[(u32, usize)], words: &[RankedWord]) -> f32 {
    let mut sum = 0.0;
    for one in 0..words.len() {
        for other in one + 1..words.len() {
            let mut last = [None; 2];
            let are_near = places.iter().any(|&(at, word)| {
                let side = match word {
                    word if word == one => 0,
                    word if word == other => 1,
                    _ => return false,
                };
                last[side] = Some(at);
                last[1 - side].is_some_and(|before: u32| at - before <= WITHIN)
            });
            if are_near {
                sum += words[one].idf.min(words[other].idf);
            }
        }
    }
    sum
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "powers of two, exact")]
mod tests {
    use super::*;
    use crate::query::{Capital, Role};

    fn words() -> [RankedWord; 4] {
        [2.0, 1.0, 3.0, 0.0].map(|idf| RankedWord {
            forms: Vec::new(),
            idf,
            role: Role::Plain,
            is_instead: false,
            capital: Capital::Any,
            capital_idf: idf,
            is_name: false,
            behind: 0,
        })
    }

    #[test]
    fn neighbours_of_the_query_count_when_they_stand_together_and_most_in_its_order() {
        let near = |places: &[(u32, usize)]| 4.0 * nearness(places, &words());
        assert_eq!(near(&[(5, 0), (6, 1)]), 1.0, "the smaller idf");
        assert_eq!(near(&[(5, 0), (7, 1)]), 1.0, "a word between them");
        assert_eq!(near(&[(5, 0), (9, 1)]), 0.5);
        assert_eq!(near(&[(5, 1), (6, 0)]), REVERSED);
        assert_eq!(near(&[(5, 0), (6, 2)]), 0.0, "no neighbours in the query");
        assert_eq!(near(&[(5, 0), (9, 1), (20, 0), (21, 1)]), 1.0, "the best");
        assert_eq!(near(&[(5, 0), (6, 1), (7, 2)]), 2.0);
    }

    #[test]
    fn any_two_words_count_when_they_stand_within_some_words() {
        let together = |places: &[(u32, usize)]| togetherness(places, &words());
        assert_eq!(together(&[(5, 0), (30, 2)]), 2.0, "the smaller idf");
        assert_eq!(together(&[(5, 2), (30, 0)]), 2.0, "in any order");
        assert_eq!(together(&[(5, 0), (31, 2)]), 0.0, "too far");
        assert_eq!(together(&[(5, 0), (6, 1), (20, 0), (28, 2)]), 4.0, "each pair once");
        let title = place(TextField::Title, 0);
        assert_eq!(together(&[(title, 0), (place(TextField::Body, 0), 2)]), 0.0);
    }

    #[test]
    fn words_count_that_stand_in_the_opening_of_the_body() {
        let body = |at| place(TextField::Body, at);
        let early = |places: &[(u32, usize)]| earliness(places, &words());
        assert_eq!(early(&[(3, 0), (body(0), 1), (body(149), 2), (body(149), 2)]), 4.0);
        assert_eq!(early(&[(3, 0), (body(150), 1)]), 0.0);
    }
}
