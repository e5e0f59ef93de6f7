//! The best hits of a search, kept while it runs.
//!
//! What is not among the best is counted and forgotten; hits that tie are in the same order in
//! any index of the same articles.

use std::cmp::{Ordering, Reverse};

use tantivy::{DocAddress, DocId};

use super::dates::Dates;
use crate::index::{IndexReader, TieColumns};

/// An article among the best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    /// Its place, from 1.
    pub(super) rank: usize,
    pub(super) score: f32,
    /// How many of the plain words it has.
    pub(super) matched: u32,
    pub(super) address: DocAddress,
}

/// The order of hits that nothing else tells apart: the newest first, those of one moment
/// by their ids, so that another index of the same articles gives the same order.
pub(super) struct Ties<'r>(&'r [TieColumns]);

/// What settles a tie: less comes first.
pub(super) type Tie = (Reverse<i64>, u64);

impl<'r> Ties<'r> {
    /// Opens the order of an index.
    pub(super) fn open(reader: &'r IndexReader) -> tantivy::Result<Self> {
        Ok(Self(reader.tie_columns()?))
    }

    /// Returns what settles a tie of an article; less comes first.
    pub(super) fn of(&self, address: DocAddress) -> Tie {
        let (published, tie) = &self.0[address.segment_ord as usize];
        let moment = published.first(address.doc_id).unwrap_or(i64::MIN);
        (Reverse(moment), tie.first(address.doc_id).unwrap_or(0))
    }

    /// Returns what tells hits of the same worth apart; less comes first.
    fn key(&self, candidate: &Candidate) -> (Tie, DocAddress) {
        (self.of(candidate.address), candidate.address)
    }

    /// Puts hits of the same worth in order.
    fn sort(&self, tied: &mut [Candidate]) {
        if tied.len() > 1 {
            tied.sort_by_cached_key(|candidate| self.key(candidate));
        }
    }
}

/// Keeps the best hits, and how many there are.
pub(super) struct Top<'t> {
    ties: &'t Ties<'t>,
    dates: &'t Dates,
    /// The segment of the articles that come.
    segment: u32,
    limit: usize,
    /// The best so far, and some that have come since.
    best: Vec<Candidate>,
    /// The last of the best so far, when there are enough.
    worst: Option<Candidate>,
    /// What tells it from others of its worth, once that was asked for.
    key_of_worst: Option<(Tie, DocAddress)>,
    /// Number of hits.
    total: u64,
    /// Number of those with all the words.
    total_all_words: u64,
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// What comes before the score: a moment where the order is by date.
    key: i64,
    score: f32,
    matched: u32,
    address: DocAddress,
}

impl Candidate {
    /// Compares all but what settles a tie; less comes first.
    fn cmp_worth(&self, other: &Self) -> Ordering {
        (other.key.cmp(&self.key)).then_with(|| other.score.total_cmp(&self.score))
    }
}

impl<'t> Top<'t> {
    /// Returns a collection of at most `limit` hits.
    pub(super) fn new(limit: usize, ties: &'t Ties<'t>, dates: &'t Dates) -> Self {
        let (best, worst, key_of_worst) = (Vec::new(), None, None);
        let (segment, total, total_all_words) = (0, 0, 0);
        Self { ties, dates, segment, limit, best, worst, key_of_worst, total, total_all_words }
    }

    /// Takes note that the articles that follow are of this segment.
    pub(super) fn start_segment(&mut self, ordinal: u32) {
        self.segment = ordinal;
    }

    /// Counts hits, and how many of them have all the words.
    pub(super) fn count(&mut self, hits: u64, with_all_words: u64) {
        self.total += hits;
        self.total_all_words += with_all_words;
    }

    /// Returns a score such that no article with less is among the best.
    pub(super) fn bar(&mut self) -> f32 {
        // To look for the worst of the best is dearer than a few articles too many.
        if self.worst.is_none() || self.best.len() > self.limit + self.limit / 2 {
            self.settle();
        }
        match &self.worst {
            _ if self.limit == 0 => f32::INFINITY,
            // What comes before the score may bring in any.
            Some(worst) if !self.dates.are_order() => worst.score,
            _ => f32::NEG_INFINITY,
        }
    }

    /// Adds an article of the segment.
    #[inline]
    pub(super) fn collect(&mut self, doc: DocId, score: f32, matched: u32) {
        // Most come too late.
        if self.worst.is_some_and(|worst| score < worst.score) && self.dates.leave_scores() {
            return;
        }
        self.add(DocAddress::new(self.segment, doc), score, matched);
    }

    /// Adds a hit, with its score before its age counts.
    pub(super) fn add(&mut self, address: DocAddress, score: f32, matched: u32) {
        let DocAddress { segment_ord, doc_id } = address;
        let score = score * self.dates.factor(segment_ord, doc_id);
        let key = self.dates.key(segment_ord, doc_id);
        let candidate = Candidate { key, score, matched, address };
        if self.may_be_kept(&candidate) {
            self.best.push(candidate);
            if self.best.len() >= self.limit.saturating_mul(2) {
                self.settle();
            }
        }
    }

    /// Tells whether a hit comes before the last of the best so far.
    fn may_be_kept(&mut self, candidate: &Candidate) -> bool {
        let Some(worst) = self.worst else { return true };
        candidate.cmp_worth(&worst).is_lt()
            || candidate.cmp_worth(&worst).is_eq() && {
                let key = *self.key_of_worst.get_or_insert_with(|| self.ties.key(&worst));
                self.ties.key(candidate) < key
            }
    }

    /// Leaves the best of those that have come, when there are more.
    fn settle(&mut self) {
        let Some(last) = self.limit.checked_sub(1) else { return self.best.clear() };
        if self.best.len() <= self.limit {
            return;
        }
        let worst = *self.best.select_nth_unstable_by(last, Candidate::cmp_worth).1;
        // What settles ties takes longer to look up: it is for those that tie with the worst.
        let mut tied = Vec::new();
        self.best.retain(|candidate| {
            let order = candidate.cmp_worth(&worst);
            if order.is_eq() {
                tied.push(*candidate);
            }
            order.is_lt()
        });
        self.ties.sort(&mut tied);
        tied.truncate(self.limit - self.best.len());
        (self.worst, self.key_of_worst) = (tied.last().copied(), None);
        self.best.append(&mut tied);
    }

    /// Returns how many hits were counted.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Returns how many of them have all the words.
    pub(super) fn total_all_words(&self) -> u64 {
        self.total_all_words
    }

    /// Returns the best hits, best first.
    pub(super) fn into_hits(mut self) -> Vec<Found> {
        self.settle();
        self.best.sort_unstable_by(Candidate::cmp_worth);
        for tied in self.best.chunk_by_mut(|one, other| one.cmp_worth(other).is_eq()) {
            self.ties.sort(tied);
        }
        let ranked = self.best.into_iter().zip(1..);
        ranked
            .map(|(Candidate { score, matched, address, .. }, rank)| Found {
                rank,
                score,
                matched,
                address,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::columnar::Column;

    use super::*;

    /// Ten articles without a date or an order of their own.
    fn no_ties() -> [TieColumns; 1] {
        [(Column::build_empty_column(10), Column::build_empty_column(10))]
    }

    #[test]
    fn of_many_that_tie_those_are_kept_that_come_first_whenever_they_come() {
        let (columns, dates) = (no_ties(), Dates::default());
        let ties = Ties(&columns);
        for step in [1, 3, 7, 9] {
            let mut top = Top::new(2, &ties, &dates);
            for doc in (0..10).map(|at| (9 + at * step) % 10) {
                top.collect(doc, 1.0, 1);
            }
            let hits = top.into_hits();
            let docs: Vec<_> = hits.iter().map(|hit| hit.address.doc_id).collect();
            assert_eq!(docs, [0, 1], "by {step}");
        }
    }

    #[test]
    fn the_best_are_kept_in_order() {
        let (columns, dates) = (no_ties(), Dates::default());
        let ties = Ties(&columns);
        let mut top = Top::new(3, &ties, &dates);
        for (doc, score) in [(0, 1.0), (1, 3.0), (2, 2.0), (3, 3.0), (4, 0.5)] {
            top.collect(doc, score, 1 + doc % 2);
        }
        assert!((top.bar() - 2.0).abs() < f32::EPSILON, "the worst of the three");
        let hits = top.into_hits();
        let found: Vec<_> = hits.iter().map(|hit| (hit.rank, hit.address.doc_id)).collect();
        assert_eq!(found, [(1, 1), (2, 3), (3, 2)], "ties in the order of the index");
    }
}
