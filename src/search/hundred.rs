//! The order of a hundred hits, settled by where their words stand and how these are written.
//!
//! To know capitals a text must be read, which takes longer than all else. Those of hits that
//! cannot be among as many of the best as are wanted are not read: these come behind, in any order.

use std::collections::HashSet;

use tantivy::TantivyError;

use super::copies::doubled;
use super::coverage::Coverage;
use super::dates::Dates;
use super::plan::{Plan, by_segment};
use super::ranking::SegmentOccurrences;
use super::score::{Scores, scores};
use super::top::{Found, Ties, Top};
use crate::engine::Deadline;
use crate::index::Signatures;

/// What settles the order of hits.
pub(super) struct Settling<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) scoring: Coverage,
    pub(super) deadline: &'a Deadline,
    pub(super) ties: &'a Ties<'a>,
    pub(super) dates: &'a Dates,
    /// To know copies by, where these are grouped.
    pub(super) signatures: Option<&'a Signatures>,
}

/// The hits of a segment.
struct Part<'a> {
    hits: Vec<Found>,
    occurrences: SegmentOccurrences<'a>,
    scores: Scores,
}

/// Between what the score of a hit is, as far as that is known without its text.
struct Known {
    hit: Found,
    /// Its segment, and which of the hits there it is.
    part: usize,
    at: usize,
    least: f32,
    most: f32,
}

impl Settling<'_> {
    /// Returns hits in their order, of which so many of the best are wanted; where copies are
    /// grouped, so many groups whatever becomes of them.
    pub(super) fn ordered(&self, hits: &[Found], wanted: usize) -> tantivy::Result<Vec<Found>> {
        let mut parts = self.parts(hits)?;
        let mut known = self.known(&parts);
        self.read(&mut parts, &mut known, wanted)?;
        let mut ordered = Top::new(hits.len(), self.ties, self.dates);
        for Known { hit, least, .. } in known {
            ordered.add(hit.address, least, hit.matched);
        }
        Ok(ordered.into_hits())
    }

    /// Reads the texts of the hits that may be among the wanted ones, and of those that have
    /// copies, whose order tells which stands for the others.
    fn read(
        &self,
        parts: &mut [Part<'_>],
        known: &mut [Known],
        wanted: usize,
    ) -> tantivy::Result<()> {
        let is_unsure = |known: &Known| known.least < known.most;
        let mut unsure: Vec<usize> = (0..known.len()).filter(|&it| is_unsure(&known[it])).collect();
        let copies = match self.signatures {
            Some(signatures) if wanted < known.len() && !unsure.is_empty() => {
                doubled(signatures, known.iter().map(|known| known.hit.address))
            }
            _ => HashSet::new(),
        };
        // As many as the copies may fall out of the best.
        let wanted = wanted.saturating_add(copies.len());
        let most = |it: &Known| self.aged(it.hit, it.most);
        unsure.sort_by(|one, other| most(&known[*other]).total_cmp(&most(&known[*one])));
        for it in unsure {
            let Known { hit, part, at, .. } = known[it];
            if most(&known[it]) >= self.bar(known, wanted) || copies.contains(&hit.address) {
                let Part { occurrences, scores, .. } = &mut parts[part];
                let weights = &self.plan.ranking.weights;
                let score = scores.sums[at] + scores.capitals(weights, occurrences, at)?;
                (known[it].least, known[it].most) = (score, score);
            }
        }
        Ok(())
    }

    /// Returns what the worst of so many of the best is worth at least.
    fn bar(&self, known: &[Known], wanted: usize) -> f32 {
        let Some(last) = wanted.checked_sub(1).filter(|last| *last < known.len()) else {
            return f32::NEG_INFINITY;
        };
        let mut scores: Vec<f32> = known.iter().map(|it| self.aged(it.hit, it.least)).collect();
        *scores.select_nth_unstable_by(last, |one, other| other.total_cmp(one)).1
    }

    /// Returns what the age of a hit leaves of a score.
    fn aged(&self, hit: Found, score: f32) -> f32 {
        score * self.dates.factor(hit.address.segment_ord, hit.address.doc_id)
    }

    /// Scores hits but for what their texts tell.
    fn parts(&self, hits: &[Found]) -> tantivy::Result<Vec<Part<'_>>> {
        let Plan { reader, ranking, .. } = self.plan;
        let parts = by_segment(hits, |hit| hit.address).into_iter().map(|(ordinal, mut hits)| {
            hits.sort_unstable_by_key(|hit| hit.address);
            let docs: Vec<u32> = hits.iter().map(|hit| hit.address.doc_id).collect();
            let segment = reader.searcher().segment_reader(ordinal);
            let mut occurrences = ranking.occurrences(reader, segment, docs, self.deadline);
            let scores = scores(&ranking.weights, self.scoring, &mut occurrences, hits.len())?;
            Ok::<_, TantivyError>(Part { hits, occurrences, scores })
        });
        parts.collect()
    }

    /// Returns between what the scores of hits are.
    fn known(&self, parts: &[Part<'_>]) -> Vec<Known> {
        let weights = &self.plan.ranking.weights;
        let mut known = Vec::new();
        for (part, Part { hits, scores, .. }) in parts.iter().enumerate() {
            for (at, (hit, score)) in hits.iter().zip(&scores.sums).enumerate() {
                let [least, most] =
                    scores.bounds_of_capitals(weights, at).map(|capitals| score + capitals);
                known.push(Known { hit: *hit, part, at, least, most });
            }
        }
        known
    }
}
