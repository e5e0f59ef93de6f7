//! The best hits of a search, kept while it runs.
//!
//! What is not among the best is counted and forgotten; hits that tie are in the same order in
//! any index of the same articles.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::collect::Collector;
use super::dates::Dates;
use crate::index::IndexReader;

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
pub(super) struct Ties(Vec<(Column<i64>, Column<u64>)>);

/// What settles a tie: less comes first.
pub(super) type Tie = (Reverse<i64>, u64);

impl Ties {
    /// Opens the order of an index.
    pub(super) fn open(reader: &IndexReader) -> tantivy::Result<Self> {
        let schema = reader.searcher().schema();
        let [published, tie] = [reader.fields().published, reader.fields().tie]
            .map(|field| schema.get_field_name(field));
        let segments = reader.searcher().segment_readers().iter();
        let columns = segments.map(|segment| {
            let columns = segment.fast_fields();
            Ok((columns.i64(published)?, columns.u64(tie)?))
        });
        Ok(Self(columns.collect::<tantivy::Result<_>>()?))
    }

    /// Returns what settles a tie of an article; less comes first.
    pub(super) fn of(&self, address: DocAddress) -> Tie {
        let (published, tie) = &self.0[address.segment_ord as usize];
        let moment = published.first(address.doc_id).unwrap_or(i64::MIN);
        (Reverse(moment), tie.first(address.doc_id).unwrap_or(0))
    }
}

/// Keeps the best hits and counts all.
pub(super) struct Top<'t> {
    ties: &'t Ties,
    dates: &'t Dates,
    /// The segment of the articles that come.
    segment: u32,
    limit: usize,
    /// The worst kept hit first.
    heap: BinaryHeap<Candidate>,
    /// Number of hits by how many words they have.
    totals: Vec<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    /// What comes before the score: a moment where the order is by date.
    key: i64,
    score: f32,
    matched: u32,
    tie: Tie,
    address: DocAddress,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    /// Worse is greater, so that the heap gives up its worst first.
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_worth(other)
            .then_with(|| self.tie.cmp(&other.tie))
            .then_with(|| self.address.cmp(&other.address))
    }
}

impl Candidate {
    /// Compares all but what settles a tie.
    fn cmp_worth(&self, other: &Self) -> Ordering {
        (other.key.cmp(&self.key)).then_with(|| other.score.total_cmp(&self.score))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'t> Top<'t> {
    /// Returns a collection of at most `limit` hits.
    pub(super) fn new(limit: usize, ties: &'t Ties, dates: &'t Dates) -> Self {
        let (heap, totals) = (BinaryHeap::new(), Vec::new());
        Self { ties, dates, segment: 0, limit, heap, totals }
    }

    /// Adds a hit, with its score before its age counts.
    pub(super) fn add(&mut self, address: DocAddress, score: f32, matched: u32) {
        let DocAddress { segment_ord, doc_id } = address;
        let score = score * self.dates.factor(segment_ord, doc_id);
        let key = self.dates.key(segment_ord, doc_id);
        let matched_index = matched as usize;
        if self.totals.len() <= matched_index {
            self.totals.resize(matched_index + 1, 0);
        }
        self.totals[matched_index] += 1;
        let tie = (Reverse(0), 0);
        let mut candidate = Candidate { key, score, matched, tie, address };
        // Most are worse than the worst: what settles ties is looked up for the others.
        let is_full = self.heap.len() >= self.limit;
        if is_full && self.heap.peek().is_none_or(|worst| candidate.cmp_worth(worst).is_gt()) {
            return;
        }
        candidate.tie = self.ties.of(address);
        if !is_full {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    /// Returns how many hits were added.
    pub(super) fn total(&self) -> u64 {
        self.totals.iter().sum()
    }

    /// Returns how many hits have exactly `matched` words.
    pub(super) fn total_with(&self, matched: u32) -> u64 {
        self.totals.get(matched as usize).copied().unwrap_or(0)
    }

    /// Returns the best hits, best first.
    pub(super) fn into_hits(self) -> Vec<Found> {
        let ranked = self.heap.into_sorted_vec().into_iter().zip(1..);
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

impl Collector for Top<'_> {
    fn segment(&mut self, ordinal: u32, _: &SegmentReader) -> tantivy::Result<()> {
        self.segment = ordinal;
        Ok(())
    }

    fn collect(&mut self, doc: DocId, score: f32, matched: u32) {
        self.add(DocAddress::new(self.segment, doc), score, matched);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four articles without a date or an order of their own.
    fn no_ties() -> Ties {
        Ties(vec![(Column::build_empty_column(4), Column::build_empty_column(4))])
    }

    #[test]
    fn the_best_are_kept_in_order_and_all_are_counted() {
        let (ties, dates) = (no_ties(), Dates::default());
        let mut top = Top::new(3, &ties, &dates);
        for (doc, score) in [(0, 1.0), (1, 3.0), (2, 2.0), (3, 3.0), (4, 0.5)] {
            top.collect(doc, score, 1 + doc % 2);
        }
        assert_eq!((top.total(), top.total_with(1), top.total_with(2)), (5, 3, 2));
        let hits = top.into_hits();
        let found: Vec<_> = hits.iter().map(|hit| (hit.rank, hit.address.doc_id)).collect();
        assert_eq!(found, [(1, 1), (2, 3), (3, 2)], "ties in the order of the index");
    }
}
