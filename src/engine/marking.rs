//! The words that mark articles against the others: how many of both have each, and how much that
//! tells.
//!
//! Numbers are of articles, each counted once. No word is looked for here.

use std::cmp::Ordering;

/// What of the words that mark articles is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marking {
    /// Most words, those that tell most.
    pub most: usize,
    /// Only where they stand within so many words of what the request asks for.
    pub near: Option<u32>,
}

/// The words that mark articles.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarkingWords {
    /// How many articles match, and how many there are.
    pub likelihood: Likelihood,
    /// The words, those that tell most first.
    pub words: Vec<MarkingWord>,
}

/// A word with its forms, which articles that match have oftener than others.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarkingWord {
    /// Its commonest form.
    pub word: String,
    /// How many articles that match have it.
    pub count: u64,
    /// How many of all articles do.
    pub of: u64,
    /// How surely it is no chance.
    pub likelihood: f64,
    /// How many times oftener it is there than elsewhere, as a power of two.
    pub ratio: f64,
}

impl MarkingWord {
    /// Compares by what they tell; less comes first.
    #[must_use]
    pub(crate) fn cmp(&self, other: &Self) -> Ordering {
        let by_worth = other.likelihood.total_cmp(&self.likelihood);
        by_worth.then_with(|| self.word.cmp(&other.word))
    }
}

/// What words tell of the articles that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Likelihood {
    /// How many match.
    pub matching: u64,
    /// How many there are, these among them.
    pub all: u64,
}

/// Fewest articles that match of a word that marks them.
pub(crate) const LEAST: u64 = 3;

/// How many times oftener articles that match must have a word than others do, as a power of two.
const LEAST_RATIO: f64 = 1.0;

impl Likelihood {
    /// Returns what a word tells that `count` of the articles that match have and `of` of all;
    /// `None` where it does not mark them.
    #[must_use]
    pub(crate) fn of(self, count: u64, of: u64) -> Option<f64> {
        let is_marking = count >= LEAST && self.ratio(count, of) >= LEAST_RATIO;
        is_marking.then(|| log_likelihood(count, of, self.matching, self.all))
    }

    /// Returns how many times oftener articles that match have a word than others do, as a power
    /// of two (log ratio, Hardie 2014); half an article stands for none.
    #[must_use]
    pub(crate) fn ratio(self, count: u64, of: u64) -> f64 {
        let part = |with: u64, all: u64| (with as f64).max(0.5) / (all as f64).max(1.0);
        let (others, rest) = (of.saturating_sub(count), self.all.saturating_sub(self.matching));
        (part(count, self.matching) / part(others, rest)).log2()
    }
}

/// Returns the log-likelihood ratio (G²) of a word that `count` of `matching` articles have and
/// `of` of `all`, these among them: Dunning, Computational Linguistics 19(1), 1993.
fn log_likelihood(count: u64, of: u64, matching: u64, all: u64) -> f64 {
    let cell = |seen: u64, row: u64, column: u64| {
        let expected = row as f64 * column as f64 / all as f64;
        if seen == 0 { 0.0 } else { seen as f64 * (seen as f64 / expected).ln() }
    };
    let (others, without) = (all - matching, all - of);
    let [with, of_others] = [count, of - count];
    2.0 * (cell(with, of, matching)
        + cell(of_others, of, others)
        + cell(matching - with, without, matching)
        + cell(others - of_others, without, others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_word_tells_is_as_by_hand() {
        let check = |count, of, expected: f64| {
            let found = log_likelihood(count, of, 100, 1_000);
            assert!((found - expected).abs() < 0.01, "{count} of {of}: {found}");
        };
        check(10, 100, 0.0);
        // 2 (50 ln 50/6 + 10 ln 10/54 + 50 ln 50/94 + 890 ln 890/846)
        check(50, 60, 205.421);
        // 2 (100 ln 10 + 900 ln 10/9)
        check(100, 100, 650.166);
    }

    #[test]
    fn a_word_marks_what_has_it_twice_as_often() {
        let likelihood = Likelihood { matching: 100, all: 1_000 };
        assert!((likelihood.ratio(20, 110) - 1.0).abs() < 1e-9);
        assert!(likelihood.of(20, 110).is_some() && likelihood.of(20, 111).is_none());
        assert!(likelihood.of(2, 2).is_none(), "too few to tell");
        assert!(likelihood.ratio(100, 100).is_finite());
    }
}
