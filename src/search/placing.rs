//! What it brings how the words of a query stand in an article: side by side, near each
//! other, early in the text.
//!
//! It takes places, from postings or from a text, and counts no occurrences.

use super::places::{Standing, place};
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
const WITHIN: i64 = 25;

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
    /// Returns all of it.
    pub(super) fn sum(self) -> f32 {
        self.near + self.together + self.early
    }
}

/// Tells what places bring, of one article after the other.
pub(super) struct Placed<'w> {
    words: &'w [RankedWord],
    /// How many of them count for the score.
    scored: usize,
    /// Of each word and the next one, what they bring.
    best: Vec<f32>,
    /// Where each word was seen last, after as many places as were looked at: far in front of all
    /// where it was not.
    last: Vec<i64>,
    /// Which words were seen, and which near each of them.
    seen: Vec<bool>,
}

impl<'w> Placed<'w> {
    /// Returns what tells what the places of words bring.
    pub(super) fn new(weights: &'w Weights) -> Self {
        let scored = weights.scored_words().count();
        let (best, last, seen) = Default::default();
        Self { words: &weights.words, scored, best, last, seen }
    }

    /// Returns what places bring, which are sorted.
    pub(super) fn bring(&mut self, places: &[Standing]) -> Placing {
        let near = NEAR * self.nearness(places);
        let mut placing = Placing { near, ..Placing::default() };
        if self.scored <= SHORT {
            placing.early = EARLY * self.earliness(places);
        }
        if (2..=FEW).contains(&self.scored) {
            placing.together = TOGETHER * self.togetherness(places) / self.scored as f32;
        }
        placing
    }

    /// Returns how near the words stand to each other, on average: for each word and
    /// the next one of the query, the smaller idf, divided by their least distance
    /// from each other; one word between them is no distance.
    ///
    /// Ordered and unordered pairs, as in the sequential dependence model: Metzler, Croft,
    /// SIGIR 2005.
    fn nearness(&mut self, places: &[Standing]) -> f32 {
        let Self { words, best, .. } = self;
        cleared(best, words.len());
        for pair in places.windows(2) {
            let (one, other) = (pair[0].word(), pair[1].word());
            if one.abs_diff(other) == 1 {
                let apart = pair[1].place() - pair[0].place();
                let distance = (apart as f32 / 2.0).max(1.0);
                let order = if one < other { 1.0 } else { REVERSED };
                let near = order * words[one].idf.min(words[other].idf) / distance;
                let best = &mut best[one.min(other)];
                *best = best.max(near);
            }
        }
        best.iter().sum::<f32>() / words.len().max(1) as f32
    }

    /// Returns the idf of the words that stand in the opening of the body, together.
    fn earliness(&mut self, places: &[Standing]) -> f32 {
        let body = place(TextField::Body, 0);
        let from = places.partition_point(|found| found.place() < body);
        let opening = places[from..].iter().take_while(|found| found.place() < body + OPENING);
        let Self { words, seen, .. } = self;
        cleared(seen, words.len());
        opening.for_each(|found| seen[found.word()] = true);
        words.iter().zip(seen).filter(|(_, is_seen)| **is_seen).map(|(word, _)| word.idf).sum()
    }

    /// Returns the smaller idf of each two words that stand near each other, together.
    fn togetherness(&mut self, places: &[Standing]) -> f32 {
        let Self { words, last, seen, .. } = self;
        let len = words.len();
        last.clear();
        last.resize(len, i64::MIN / 2);
        cleared(seen, len * len);
        for found in places {
            let (at, word) = (i64::from(found.place()), found.word());
            for (other, before) in last.iter().enumerate() {
                if at - before <= WITHIN {
                    seen[word.min(other) * len + word.max(other)] = true;
                }
            }
            last[word] = at;
        }
        let mut sum = 0.0;
        for one in 0..len {
            for other in (one + 1..len).filter(|other| seen[one * len + other]) {
                sum += words[one].idf.min(words[other].idf);
            }
        }
        sum
    }
}

/// Makes room for so many values, none of which is known.
fn cleared<T: Clone + Default>(values: &mut Vec<T>, len: usize) {
    values.clear();
    values.resize(len, T::default());
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "powers of two, exact")]
mod tests {
    use super::*;
    use crate::query::{Capital, Role};

    fn standing(places: &[(u32, usize)]) -> Vec<Standing> {
        places.iter().map(|&(place, word)| Standing::new(place, word)).collect()
    }

    /// Returns what `bring` says of words of these places.
    fn told(bring: impl Fn(&mut Placed<'_>) -> f32) -> f32 {
        let words = [2.0, 1.0, 3.0, 0.0].map(|idf| RankedWord {
            forms: Vec::new(),
            idf,
            role: Role::Plain,
            is_instead: false,
            capital: Capital::Any,
            capital_idf: idf,
            is_name: false,
            behind: 0,
        });
        let (scored, (best, last, seen)) = (words.len(), Default::default());
        let mut placed = Placed { words: &words, scored, best, last, seen };
        // What is left of one article is nothing to the next.
        bring(&mut placed);
        bring(&mut placed)
    }

    #[test]
    fn neighbours_of_the_query_count_when_they_stand_together_and_most_in_its_order() {
        let near = |places: &[_]| 4.0 * told(|placed| placed.nearness(&standing(places)));
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
        let together = |places: &[_]| told(|placed| placed.togetherness(&standing(places)));
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
        let early = |places: &[_]| told(|placed| placed.earliness(&standing(places)));
        assert_eq!(early(&[(3, 0), (body(0), 1), (body(149), 2), (body(149), 2)]), 4.0);
        assert_eq!(early(&[(3, 0), (body(150), 1)]), 0.0);
    }
}
