//! The best hits of a search, kept while it runs.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::DocAddress;

use super::Hit;

/// Keeps the best hits and counts all.
pub(super) struct Top {
    limit: usize,
    /// Hits with this many words come before all others.
    complete: Option<u32>,
    /// The worst kept hit first.
    heap: BinaryHeap<Candidate>,
    /// Number of hits by how many words they have.
    totals: Vec<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    /// What comes before the score: a moment where the order is by date.
    key: i64,
    complete: bool,
    score: f32,
    matched: u32,
    address: DocAddress,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    /// Worse is greater, so that the heap gives up its worst first. Equal scores
    /// are told apart by address: the same search gives the same order.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.key.cmp(&self.key))
            .then_with(|| other.complete.cmp(&self.complete))
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| self.address.cmp(&other.address))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Top {
    /// Returns a collection of at most `limit` hits; those with `complete` words, if
    /// given, come first whatever their scores.
    pub(super) fn new(limit: usize, complete: Option<u32>) -> Self {
        Self { limit, complete, heap: BinaryHeap::new(), totals: Vec::new() }
    }

    /// Returns with how many words a hit comes before all others.
    pub(super) fn complete(&self) -> Option<u32> {
        self.complete
    }

    /// Adds a hit; those with a greater key come first, whatever their scores.
    pub(super) fn add_with_key(&mut self, key: i64, address: DocAddress, score: f32, matched: u32) {
        let matched_index = matched as usize;
        if self.totals.len() <= matched_index {
            self.totals.resize(matched_index + 1, 0);
        }
        self.totals[matched_index] += 1;
        let complete = self.complete == Some(matched);
        let candidate = Candidate { key, complete, score, matched, address };
        if self.heap.len() < self.limit {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    /// Adds a hit; a better score comes first.
    pub(super) fn add(&mut self, address: DocAddress, score: f32, matched: u32) {
        self.add_with_key(0, address, score, matched);
    }

    /// Returns how many hits were added.
    pub(super) fn total(&self) -> u64 {
        self.totals.iter().sum()
    }

    /// Returns how many hits have exactly `matched` words.
    pub(super) fn total_with(&self, matched: u32) -> u64 {
        self.totals.get(matched as usize).copied().unwrap_or(0)
    }

    /// Returns the best hits after the first `offset`, best first.
    pub(super) fn into_hits(self, offset: usize) -> Vec<Hit> {
        let ranked = self.heap.into_sorted_vec().into_iter().enumerate().skip(offset);
        ranked
            .map(|(index, Candidate { score, matched, address, .. })| Hit {
                rank: index + 1,
                score,
                matched,
                address,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_in_order_and_all_are_counted() {
        let mut top = Top::new(3, None);
        for (doc, score) in [(0, 1.0), (1, 3.0), (2, 2.0), (3, 3.0), (4, 0.5)] {
            top.add(DocAddress::new(0, doc), score, 1 + doc % 2);
        }
        assert_eq!((top.total(), top.total_with(1), top.total_with(2)), (5, 3, 2));
        let hits = top.into_hits(1);
        let found: Vec<_> = hits.iter().map(|hit| (hit.rank, hit.address.doc_id)).collect();
        assert_eq!(found, [(2, 3), (3, 2)], "equal scores in the order of the index");
    }

    #[test]
    fn complete_hits_come_first() {
        let mut top = Top::new(2, Some(2));
        for (doc, score, matched) in [(0, 9.0, 1), (1, 1.0, 2), (2, 8.0, 1), (3, 2.0, 2)] {
            top.add(DocAddress::new(0, doc), score, matched);
        }
        let found: Vec<_> = top.into_hits(0).iter().map(|hit| hit.address.doc_id).collect();
        assert_eq!(found, [3, 1]);
    }
}
