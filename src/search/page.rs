//! The page of hits that a request asks for: which articles count, the best of them, their
//! order settled with positions, copies made one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use tantivy::DocAddress;

use super::copies::{Group, Grouping, add_elsewhere};
use super::coverage::{Coverage, enough};
use super::dates::Dates;
use super::hundred::Settling;
use super::phrased::Phrased;
use super::plan::{Plan, Sets};
use super::top::{Found, Ties, Top};
use super::tops::Tops;
use crate::engine::{Copies, Detail, Order, Request};
use crate::error::Result;
use crate::index::Signatures;

/// Hits whose order is settled together with positions. Each hundred stays by
/// itself, so that the order does not depend on the page asked for.
const HUNDRED: usize = 100;

/// A page of hits.
pub(super) struct Page {
    /// The hits, best first, each with its copies where these are grouped.
    pub(super) groups: Vec<Group>,
    /// Articles found, all pages together.
    pub(super) total: u64,
    /// Of these, with all that was asked.
    pub(super) total_all_words: u64,
    /// Which articles counted.
    pub(super) coverage: Coverage,
    /// How scores were made: as where those with some of the words count, when these are
    /// too few.
    pub(super) scoring: Coverage,
    /// Articles with some of the words were added, since too few have all.
    pub(super) relaxed: bool,
    /// The articles with all that was asked, where it has phrases and these are few.
    pub(super) whole: Vec<DocAddress>,
}

/// The best articles of a plan.
struct Best {
    /// Where too few have all the words those that have come first, so that one hundred
    /// holds them all.
    hits: Vec<Found>,
    total: u64,
    total_all_words: u64,
    coverage: Coverage,
    scoring: Coverage,
    relaxed: bool,
}

/// Finds the page of a request.
pub(super) struct Pager<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) request: &'a Request,
    pub(super) dates: Dates,
    ties: Ties<'a>,
    sets: Sets,
    /// To know copies by, where these are grouped.
    signatures: Option<Signatures>,
    /// What was asked, where its phrases are looked for as words.
    pub(super) phrased: Option<Phrased<'a>>,
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
            phrased: None,
        })
    }

    /// Returns the same for a query whose phrases are looked for as words; `strict` found this
    /// page when they were looked for as phrases.
    pub(super) fn without_phrases(self, strict: &'a Pager<'_>, page: &Page) -> Result<Self> {
        let damaged = |error| self.plan.reader.damaged(error);
        let found = self.plan.found_among(&self.sets, Coverage::All, &page.whole)?;
        let whole: Vec<DocAddress> =
            page.whole.iter().copied().filter(|address| found.contains(address)).collect();
        let Request { any, detail, explain, .. } = *self.request;
        let total = if any { page.total_all_words } else { whole.len() as u64 };
        let says_what_lacks = detail != Detail::Id || explain;
        let phrased = Phrased::new(strict.plan, &strict.sets, whole, total, says_what_lacks);
        let phrased = Some(phrased.map_err(damaged)?);
        Ok(Self { phrased, ..self })
    }

    /// Finds the page.
    pub(super) fn page(&self) -> Result<Page> {
        let has_phrases = self.plan.query.without_phrases.is_some();
        let least = if has_phrases { HUNDRED } else { 0 };
        let mut kept = self.wanted().next_multiple_of(HUNDRED).max(least);
        loop {
            let best = self.best(kept).map_err(|error| self.plan.reader.damaged(error))?;
            let mut groups = self.settled(&best)?;
            // Copies may have left the page short of hits that lie further down.
            if groups.len() == self.request.limit || best.total <= kept as u64 {
                let Best { total, total_all_words, coverage, scoring, relaxed, .. } = best;
                if self.request.order != Order::Relevance {
                    self.score(scoring, &mut groups)?;
                }
                let whole = best.hits.iter().filter(|hit| has_phrases && self.has_all(hit));
                return Ok(Page {
                    whole: whole.map(|hit| hit.address).collect(),
                    groups,
                    total,
                    total_all_words,
                    coverage,
                    scoring,
                    relaxed,
                });
            }
            kept = kept.saturating_mul(4);
        }
    }

    /// Returns how many of the best the page needs.
    fn wanted(&self) -> usize {
        let articles = usize::try_from(self.plan.reader.len()).unwrap_or(usize::MAX);
        self.request.limit.saturating_add(self.request.offset).min(articles)
    }

    /// Returns the best `kept` articles, those that have the phrases that were asked for in
    /// front where these are looked for as words.
    fn best(&self, kept: usize) -> tantivy::Result<Best> {
        let best = self.best_by_words(kept)?;
        let Some(Phrased { whole, total, .. }) = &self.phrased else { return Ok(best) };
        let total_all_words = *total;
        if self.request.any {
            return Ok(Best { total_all_words, ..best });
        }
        let (matched, in_front) = (self.words(), whole.iter());
        let in_front = in_front.map(|&address| Found { rank: 0, score: 0.0, matched, address });
        let mut hits: Vec<Found> = in_front.collect();
        if !self.request.relax {
            return Ok(Best { hits, total: *total, total_all_words, ..best });
        }
        hits.extend(best.hits.into_iter().filter(|hit| !whole.contains(&hit.address)));
        hits.truncate(kept);
        Ok(Best { hits, total_all_words, ..best })
    }

    /// Returns the best `kept` articles: those with all the words when these are enough,
    /// otherwise also those with some, where such are wanted.
    fn best_by_words(&self, kept: usize) -> tantivy::Result<Best> {
        let words = self.words();
        let coverage = Coverage::of(self.request);
        let enough = enough(self.request, self.plan.query);
        let top = || Top::new(kept, &self.ties, &self.dates);
        let mut tops = if coverage == Coverage::All && self.request.relax && enough > 0 {
            Tops::relaxed(enough, top(), top())
        } else {
            Tops::of(coverage, top())
        };
        self.plan.run(&self.sets, &mut tops)?;
        let (top_of_first, beside) = tops.into_parts();
        let (total, total_all_words) = (top_of_first.total(), top_of_first.total_all_words());
        let hits = top_of_first.into_hits();
        let scoring = coverage;
        let mut best = Best { hits, total, total_all_words, coverage, scoring, relaxed: false };
        let found = if self.request.any { total } else { total_all_words };
        if found >= enough {
            return Ok(best);
        }
        best.scoring = Coverage::Most;
        if !self.request.relax {
            return Ok(best);
        }
        let some = if let Some(some) = beside {
            some
        } else {
            let mut tops = Tops::of(Coverage::Most, top());
            self.plan.run(&self.sets, &mut tops)?;
            tops.into_parts().0
        };
        best.coverage = Coverage::Most;
        best.total = some.total();
        best.relaxed = best.total > total_all_words;
        best.hits.extend(some.into_hits().into_iter().filter(|hit| hit.matched < words));
        best.hits.truncate(kept);
        Ok(best)
    }

    /// Tells whether an article has all that was asked.
    fn has_all(&self, hit: &Found) -> bool {
        let is_met = |phrased: &Phrased<'_>| phrased.is_met(hit.address);
        hit.matched >= self.words() && self.phrased.as_ref().is_none_or(is_met)
    }

    /// Returns how many plain words the query has.
    fn words(&self) -> u32 {
        self.plan.ranking.weights.plain_words()
    }

    /// Returns the page of the best, their order settled, each with its copies when there
    /// are signatures to know them by.
    fn settled(&self, best: &Best) -> Result<Vec<Group>> {
        let page = self.on_page();
        let hundreds = best.hits.chunks(HUNDRED).zip((0..).step_by(HUNDRED));
        let Some(signatures) = &self.signatures else {
            let mut hits = Vec::new();
            for (hundred, first) in hundreds {
                if first < page.end && first + hundred.len() > page.start {
                    hits.extend(self.ordered(best.scoring, hundred, first, page.end - first)?);
                }
            }
            hits.retain(|hit| page.contains(&(hit.rank - 1)));
            return Ok(hits.into_iter().map(|hit| (hit, Vec::new())).collect());
        };
        let prefers_whole =
            !self.request.any && (best.coverage == Coverage::Most || self.phrased.is_some());
        let mut grouping = Grouping::new(signatures);
        // What copies there are before tells where a page begins.
        for (hundred, first) in hundreds {
            if grouping.len() >= page.end {
                break;
            }
            let wanted = page.end - grouping.len();
            let hits = self.ordered(best.scoring, hundred, first, wanted)?;
            grouping.add(&hits, |hit| !prefers_whole || self.has_all(hit));
        }
        let mut groups = grouping.into_groups();
        groups.retain(|(hit, _)| page.contains(&(hit.rank - 1)));
        for group in &mut groups {
            let found = |articles: &[DocAddress]| self.found_among(best.coverage, articles);
            add_elsewhere(self.plan.reader, signatures, &self.ties, group, found)?;
        }
        Ok(groups)
    }

    /// Returns which hits are on the page, counted from 0.
    fn on_page(&self) -> Range<usize> {
        let Request { limit, offset, .. } = *self.request;
        offset..offset.saturating_add(limit)
    }

    /// Returns a hundred in the order that positions give them, or by date as they are; so many
    /// of the best are wanted.
    fn ordered(
        &self,
        scoring: Coverage,
        hundred: &[Found],
        first: usize,
        wanted: usize,
    ) -> Result<Vec<Found>> {
        let ranked = |hits: Vec<Found>| -> Vec<Found> {
            (first + 1..).zip(hits).map(|(rank, hit)| Found { rank, ..hit }).collect()
        };
        if self.request.order != Order::Relevance {
            return Ok(ranked(hundred.to_vec()));
        }
        Ok(ranked(self.settled_order(scoring, hundred, wanted)?))
    }

    /// Gives hits in another order than that of their scores those that they would have there.
    fn score(&self, scoring: Coverage, groups: &mut [Group]) -> Result<()> {
        let hits: Vec<Found> = groups.iter().map(|(hit, _)| *hit).collect();
        let settled = self.settled_order(scoring, &hits, hits.len())?.into_iter();
        let scores: HashMap<DocAddress, f32> =
            settled.map(|hit| (hit.address, hit.score)).collect();
        for (hit, _) in groups {
            hit.score = scores.get(&hit.address).copied().unwrap_or(hit.score);
        }
        Ok(())
    }

    /// Returns hits with the scores that positions give them, in their order.
    fn settled_order(
        &self,
        scoring: Coverage,
        hits: &[Found],
        wanted: usize,
    ) -> Result<Vec<Found>> {
        let settling = Settling {
            plan: self.plan,
            scoring,
            deadline: &self.request.deadline,
            ties: &self.ties,
            dates: &self.dates,
            signatures: self.signatures.as_ref(),
        };
        settling.ordered(hits, wanted).map_err(|error| self.plan.reader.damaged(error))
    }

    /// Returns which of some articles count as hits.
    fn found_among(
        &self,
        coverage: Coverage,
        articles: &[DocAddress],
    ) -> Result<HashSet<DocAddress>> {
        match &self.phrased {
            Some(phrased) if !self.request.relax => Ok(phrased.whole.iter().copied().collect()),
            _ => self.plan.found_among(&self.sets, coverage, articles),
        }
    }
}
