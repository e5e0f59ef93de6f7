//! The page of hits that a request asks for: which articles count, the best of them, their
//! order settled with positions, copies made one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use tantivy::DocAddress;

use super::copies::{Copied, Group, Grouping};
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
const HUNDRED: usize = 100;

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
    /// How scores were made: as where those with some of the words count, when these are
    /// too few.
    pub(super) scoring: Coverage,
    /// Articles with some of the words were added, since too few have all.
    pub(super) relaxed: bool,
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
        let mut kept = self.wanted().next_multiple_of(HUNDRED);
        loop {
            let best = self.best(kept).map_err(|error| self.plan.reader.damaged(error))?;
            let mut groups = self.settled(&best)?;
            // Copies may have left the page short of hits that lie further down.
            if groups.len() == self.request.limit || best.total <= kept as u64 {
                let Best { total, total_all_words, coverage, scoring, .. } = best;
                if self.request.order != Order::Relevance {
                    self.score(scoring, &mut groups)?;
                }
                let relaxed = total > total_all_words && coverage == Coverage::Most;
                return Ok(Page { groups, total, total_all_words, coverage, scoring, relaxed });
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
    /// otherwise also those with some, where such are wanted.
    fn best(&self, kept: usize) -> tantivy::Result<Best> {
        let words = self.words();
        let coverage = Coverage::of(self.request);
        let top = self.top(coverage, kept)?;
        let (total, total_all_words) = (top.total(), top.total_with(words));
        let mut hits = top.into_hits();
        if !is_relaxed(self.request, words, total_all_words) {
            return Ok(Best { hits, total, total_all_words, coverage, scoring: coverage });
        }
        let scoring = Coverage::Most;
        if !self.request.relax {
            return Ok(Best { hits, total, total_all_words, coverage, scoring });
        }
        let top = self.top(Coverage::Most, kept)?;
        let total = top.total();
        hits.extend(top.into_hits().into_iter().filter(|hit| hit.matched < words));
        hits.truncate(kept);
        Ok(Best { hits, total, total_all_words, coverage: Coverage::Most, scoring })
    }

    /// Returns how many plain words the query has.
    fn words(&self) -> u32 {
        self.plan.ranking.weights.plain_words()
    }

    fn top(&self, coverage: Coverage, kept: usize) -> tantivy::Result<Top<'_>> {
        let mut top = Top::new(kept, &self.ties, &self.dates);
        self.plan.run(&self.sets, coverage, &mut top)?;
        Ok(top)
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
                    hits.extend(self.ordered(best.scoring, hundred, first)?);
                }
            }
            hits.retain(|hit| page.contains(&(hit.rank - 1)));
            return Ok(hits.into_iter().map(|hit| (hit, Vec::new())).collect());
        };
        let whole = if best.coverage == Coverage::Most { self.words() } else { 0 };
        let mut grouping = Grouping::new(signatures);
        // What copies there are before tells where a page begins.
        for (hundred, first) in hundreds {
            if grouping.len() >= page.end {
                break;
            }
            grouping.add(&self.ordered(best.scoring, hundred, first)?, whole);
        }
        let mut groups = grouping.into_groups();
        groups.retain(|(hit, _)| page.contains(&(hit.rank - 1)));
        for group in &mut groups {
            self.add_elsewhere(best.coverage, signatures, group)?;
        }
        Ok(groups)
    }

    /// Returns which hits are on the page, counted from 0.
    fn on_page(&self) -> Range<usize> {
        let Request { limit, offset, .. } = *self.request;
        offset..offset.saturating_add(limit)
    }

    /// Returns a hundred in the order that positions give them, or by date as they are.
    fn ordered(&self, scoring: Coverage, hundred: &[Found], first: usize) -> Result<Vec<Found>> {
        let ranked = |hits: Vec<Found>| -> Vec<Found> {
            (first + 1..).zip(hits).map(|(rank, hit)| Found { rank, ..hit }).collect()
        };
        if self.request.order != Order::Relevance {
            return Ok(ranked(hundred.to_vec()));
        }
        let mut ordered = Top::new(hundred.len(), &self.ties, &self.dates);
        self.each_score(scoring, hundred, |hit, score| {
            ordered.add(hit.address, score, hit.matched);
        })?;
        Ok(ranked(ordered.into_hits()))
    }

    /// Gives hits in another order than that of their scores those that they would have there.
    fn score(&self, scoring: Coverage, groups: &mut [Group]) -> Result<()> {
        let hits: Vec<Found> = groups.iter().map(|(hit, _)| *hit).collect();
        let mut scores = HashMap::new();
        self.each_score(scoring, &hits, |Found { address, .. }, score| {
            let age = self.dates.factor(address.segment_ord, address.doc_id);
            scores.insert(address, score * age);
        })?;
        for (hit, _) in groups {
            hit.score = scores.get(&hit.address).copied().unwrap_or(hit.score);
        }
        Ok(())
    }

    /// Calls `each` with hits and the scores that positions give them, before their age counts.
    fn each_score(
        &self,
        scoring: Coverage,
        hits: &[Found],
        mut each: impl FnMut(Found, f32),
    ) -> Result<()> {
        let Plan { reader, ranking, .. } = self.plan;
        for (ordinal, mut hits) in by_segment(hits, |hit| hit.address) {
            hits.sort_by_key(|hit| hit.address);
            let docs: Vec<u32> = hits.iter().map(|hit| hit.address.doc_id).collect();
            let mut found = ranking.occurrences(reader.searcher().segment_reader(ordinal), &docs);
            let scores = scores(&ranking.weights, scoring, &mut found, docs.len());
            let scores = scores.map_err(|error| reader.damaged(error))?;
            hits.into_iter().zip(scores).for_each(|(hit, score)| each(hit, score));
        }
        Ok(())
    }

    /// Adds to the copies of a hit the articles with a text of theirs that are elsewhere:
    /// among other hundreds, and those that are no answer to the query, since a copy may lack
    /// a word of the title, or have another date.
    fn add_elsewhere(
        &self,
        coverage: Coverage,
        signatures: &Signatures,
        (hit, copies): &mut Group,
    ) -> Result<()> {
        let reader = self.plan.reader;
        let mut known = HashSet::from([hit.address]);
        known.extend(copies.iter().map(|copy| copy.address));
        let leader = signatures.of(hit.address);
        let members = [hit.address].into_iter().chain(copies.iter().map(|copy| copy.address));
        let mut elsewhere = Vec::new();
        for member in members.collect::<Vec<_>>() {
            let is_same = member == hit.address || leader.is_same(&signatures.of(member));
            let same = reader.same_text_as(member, signatures)?.into_iter();
            let unknown = same.filter(|address| known.insert(*address));
            elsewhere.extend(unknown.map(|address| (address, is_same)));
        }
        if elsewhere.is_empty() {
            return Ok(());
        }
        let addresses: Vec<DocAddress> = elsewhere.iter().map(|(address, _)| *address).collect();
        let found = self.found_among(coverage, &addresses);
        let found = found.map_err(|error| reader.damaged(error))?;
        elsewhere.sort_by_key(|(address, _)| (!found.contains(address), self.ties.of(*address)));
        copies.extend(elsewhere.into_iter().map(|(address, is_same)| Copied {
            address,
            is_same,
            is_found: found.contains(&address),
        }));
        Ok(())
    }

    /// Returns which of some articles count as hits.
    fn found_among(
        &self,
        coverage: Coverage,
        addresses: &[DocAddress],
    ) -> tantivy::Result<HashSet<DocAddress>> {
        let words = self.words();
        let least = if coverage == Coverage::All { words } else { words.min(1) };
        let mut found = HashSet::new();
        for (ordinal, mut articles) in by_segment(addresses, |address| *address) {
            let set = &self.sets[ordinal as usize];
            articles.retain(|address| {
                set.as_ref().is_none_or(|set| set.contains(address.doc_id as usize))
            });
            articles.sort_unstable();
            let docs: Vec<u32> = articles.iter().map(|address| address.doc_id).collect();
            let segment = self.plan.reader.searcher().segment_reader(ordinal);
            let matched = self.plan.ranking.matched(segment, &docs)?.into_iter();
            let counting = articles.into_iter().zip(matched).filter(|(_, words)| *words >= least);
            found.extend(counting.map(|(address, _)| address));
        }
        Ok(found)
    }
}

/// Returns what lies in each segment.
fn by_segment<T: Copy>(items: &[T], address: fn(&T) -> DocAddress) -> BTreeMap<u32, Vec<T>> {
    let mut by_segment: BTreeMap<u32, Vec<T>> = BTreeMap::new();
    for item in items {
        by_segment.entry(address(item).segment_ord).or_default().push(*item);
    }
    by_segment
}
