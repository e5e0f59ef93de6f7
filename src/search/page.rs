//! The page of hits that a request asks for: which articles count, the best of them, their
//! order settled with positions, copies made one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::copies::{Group, add_unfound, grouped};
use super::coverage::{Coverage, is_relaxed};
use super::dates::Dates;
use super::plan::{Plan, Sets};
use super::score::scores;
use super::top::{Found, Ties, Top};
use crate::engine::{Copies, Order, Request};
use crate::error::Result;
use crate::index::Signatures;

/// Hits whose order is settled together with positions. Each hundred stays by
/// itself, so that the order does not depend on the page asked for.
const RERANKED: usize = 100;

/// A page of hits.
pub(super) struct Page {
    /// The hits, best first, each with its copies where these are grouped.
    pub(super) groups: Vec<Group>,
    /// Articles found, all pages together.
    pub(super) total: u64,
    /// Of these, with all the words.
    pub(super) total_all_words: u64,
    /// Which articles counted.
    pub(super) coverage: Coverage,
    /// Articles with some of the words were added, since too few have all.
    pub(super) relaxed: bool,
}

/// The best articles of a plan.
struct Best<'t> {
    top: Top<'t>,
    coverage: Coverage,
    total_all_words: u64,
    relaxed: bool,
}

/// Finds the page of a request.
pub(super) struct Pager<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) request: &'a Request,
    pub(super) dates: Dates,
    ties: Ties,
    sets: Sets,
    /// To know copies by, where these are grouped.
    signatures: Option<Signatures>,
}

impl<'a> Pager<'a> {
    /// Opens what the order of hits needs.
    pub(super) fn open(plan: &'a Plan<'a>, request: &'a Request) -> Result<Self> {
        let damaged = |error| plan.reader.damaged(error);
        let are_grouped = request.copies != Copies::Apart;
        Ok(Self {
            plan,
            request,
            dates: Dates::open(plan.reader, request).map_err(damaged)?,
            ties: Ties::open(plan.reader).map_err(damaged)?,
            sets: plan.sets().map_err(damaged)?,
            signatures: are_grouped.then(|| Signatures::open(plan.reader)).transpose()?,
        })
    }

    /// Finds the page.
    pub(super) fn page(&self) -> Result<Page> {
        let mut kept = self.wanted().next_multiple_of(RERANKED);
        loop {
            let best = self.best(kept).map_err(|error| self.plan.reader.damaged(error))?;
            let Best { coverage, total_all_words, relaxed, .. } = best;
            let total = best.top.total();
            let groups = self.settled(best)?;
            // Copies may have left the page short of hits that lie further down.
            if groups.len() == self.request.limit || total <= kept as u64 {
                return Ok(Page { groups, total, total_all_words, coverage, relaxed });
            }
            kept = kept.saturating_mul(4);
        }
    }

    /// Returns how many of the best the page needs.
    fn wanted(&self) -> usize {
        let articles = usize::try_from(self.plan.reader.len()).unwrap_or(usize::MAX);
        self.request.limit.saturating_add(self.request.offset).min(articles)
    }

    /// Returns the best `kept` articles: those with all the words when these are enough,
    /// otherwise also those with some.
    fn best(&self, kept: usize) -> tantivy::Result<Best<'_>> {
        let words = self.plan.ranking.weights.plain_words();
        let coverage = Coverage::of(self.request);
        let top = self.top(coverage, kept)?;
        let total_all_words = top.total_with(words);
        if !is_relaxed(self.request, words, total_all_words) {
            return Ok(Best { top, coverage, total_all_words, relaxed: false });
        }
        let top = self.top(Coverage::Most, kept)?;
        let relaxed = top.total() > total_all_words;
        Ok(Best { top, coverage: Coverage::Most, total_all_words, relaxed })
    }

    fn top(&self, coverage: Coverage, kept: usize) -> tantivy::Result<Top<'_>> {
        let mut top = Top::new(kept, &self.ties, &self.dates);
        self.plan.run(&self.sets, coverage, &mut top)?;
        Ok(top)
    }

    /// Returns the page of the best, their order settled, each with its copies when there
    /// are signatures to know them by.
    fn settled(&self, best: Best<'_>) -> Result<Vec<Group>> {
        let page = self.on_page();
        let hits = if self.request.order == Order::Relevance {
            self.reordered(best)?
        } else {
            best.top.into_hits()
        };
        let Some(signatures) = &self.signatures else {
            let on_page = hits.into_iter().filter(|hit| page.contains(&(hit.rank - 1)));
            return Ok(on_page.map(|hit| (hit, Vec::new())).collect());
        };
        let mut groups = grouped(hits, signatures);
        groups.retain(|(hit, _)| page.contains(&(hit.rank - 1)));
        let reader = self.plan.reader;
        groups.iter_mut().try_for_each(|group| add_unfound(reader, signatures, group))?;
        Ok(groups)
    }

    /// Returns which hits are on the page, counted from 0.
    fn on_page(&self) -> Range<usize> {
        let Request { limit, offset, .. } = *self.request;
        offset..offset.saturating_add(limit)
    }

    /// Returns the best in the order that positions give them, as far as the page needs.
    fn reordered(&self, best: Best<'_>) -> Result<Vec<Found>> {
        let page = self.on_page();
        let empty = best.top.like(0);
        let mut hits = Vec::new();
        for (hundred, first) in best.top.into_hits().chunks(RERANKED).zip((0..).step_by(RERANKED)) {
            match &self.signatures {
                None if first + hundred.len() <= page.start => continue,
                None if first >= page.end => break,
                // What copies there are before tells where a page begins.
                Some(signatures)
                    if first >= page.end
                        && grouped(hits.iter().copied(), signatures).len() >= page.end =>
                {
                    break;
                }
                _ => {}
            }
            let mut ordered = empty.like(hundred.len());
            self.rerank(best.coverage, hundred, &mut ordered)?;
            let ordered = ordered.into_hits().into_iter();
            hits.extend(ordered.map(|hit| Found { rank: first + hit.rank, ..hit }));
        }
        Ok(hits)
    }

    /// Adds hits to `ordered` with the scores that positions give them.
    fn rerank(&self, coverage: Coverage, hits: &[Found], ordered: &mut Top<'_>) -> Result<()> {
        let Plan { reader, ranking, .. } = self.plan;
        let mut by_segment: BTreeMap<u32, Vec<Found>> = BTreeMap::new();
        for hit in hits {
            by_segment.entry(hit.address.segment_ord).or_default().push(*hit);
        }
        for (ordinal, mut hits) in by_segment {
            hits.sort_by_key(|hit| hit.address);
            let docs: Vec<u32> = hits.iter().map(|hit| hit.address.doc_id).collect();
            let mut found = ranking.occurrences(reader.searcher().segment_reader(ordinal), &docs);
            let scores = scores(&ranking.weights, coverage, &mut found, docs.len());
            let scores = scores.map_err(|error| reader.damaged(error))?;
            for (hit, score) in hits.iter().zip(scores) {
                ordered.add(hit.address, score, hit.matched);
            }
        }
        Ok(())
    }
}
