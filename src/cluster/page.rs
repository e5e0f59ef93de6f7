//! The page of hits that a request asks for: which articles count, their order settled by
//! limier's own scores, copies made one.
//!
//! It follows the same policy as the engine on an index in a folder, hundred by hundred.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::{Value, json};

use super::candidates::{Candidate, Sought};
use super::document::Source;
use super::opened::{ClusterEngine, in_time};
use super::plan::Plan;
use super::reading::{Read, Reading, Wanted};
use super::walk::search;
use crate::engine::{Ages, Copies, Order, Request};
use crate::error::Result;
use crate::query::Condition;
use crate::search::{Coverage, enough, scores, whole_condition};

/// Hits whose order is settled together.
const HUNDRED: usize = 100;

/// Articles with all words, were these independent of each other, below which it is likely that
/// there are few.
const HARDLY_ANY: f64 = 2.0;

/// Most hits that are kept: more than any cluster has articles.
const MOST_KEPT: usize = 1 << 40;

/// Most copies of a text that are looked for.
const MOST_COPIES: usize = 1_000;

/// A hit: an article, its score, and the others with its text.
pub(super) struct Placed {
    pub(super) rank: usize,
    pub(super) score: f32,
    pub(super) matched: u32,
    /// Its place among the articles of the page.
    pub(super) at: usize,
    pub(super) copies: Vec<Copied>,
}

/// Another article with the text of a hit.
pub(super) struct Copied {
    pub(super) article: CopiedArticle,
    pub(super) is_same: bool,
    pub(super) is_found: bool,
}

/// Where it is.
pub(super) enum CopiedArticle {
    /// Among the articles of the page.
    At(usize),
    /// Elsewhere.
    Elsewhere(Box<Reading>),
}

/// A page of hits.
pub(super) struct Page {
    pub(super) hits: Vec<Placed>,
    /// All articles that were read for it.
    pub(super) read: Vec<Candidate>,
    pub(super) total: u64,
    pub(super) total_all_words: u64,
    pub(super) coverage: Coverage,
    pub(super) scoring: Coverage,
    pub(super) relaxed: bool,
}

/// Finds the page of a request.
pub(super) struct Pager<'a> {
    pub(super) engine: &'a ClusterEngine,
    pub(super) plan: &'a Plan<'a>,
    /// What was asked, where its phrases are looked for as words.
    pub(super) strict: Option<&'a Plan<'a>>,
    pub(super) request: &'a Request,
    pub(super) ages: Option<Ages>,
    pub(super) wanted: Wanted,
}

struct Best {
    hits: Vec<Candidate>,
    total: u64,
    total_all_words: u64,
    coverage: Coverage,
    scoring: Coverage,
    relaxed: bool,
}

/// A group of hits with one text, while more of it may come.
struct Growing {
    /// Its articles, the one that stands for the others first, by their places in the hundred.
    members: Vec<usize>,
}

impl Pager<'_> {
    /// Finds the page.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn page(&self) -> Result<Page> {
        let Request { limit, offset, .. } = *self.request;
        let wanted = limit.saturating_add(offset).min(MOST_KEPT);
        let has_phrases = self.plan.query.without_phrases.is_some();
        let least = if has_phrases || wanted > 0 { HUNDRED } else { 0 };
        let mut kept = wanted.next_multiple_of(HUNDRED).max(least);
        loop {
            let best = self.best(kept)?;
            let hits = self.settled(&best)?;
            if hits.len() == limit || best.total <= kept as u64 {
                let Best { hits: read, total, total_all_words, coverage, scoring, relaxed } = best;
                return Ok(Page { hits, read, total, total_all_words, coverage, scoring, relaxed });
            }
            kept = kept.saturating_mul(4);
        }
    }

    /// Returns what all articles meet that have all that was asked.
    fn whole(&self) -> Vec<(&Plan<'_>, Condition)> {
        let plans = [Some(self.plan), self.strict].into_iter().flatten();
        plans.map(|plan| (plan, whole_condition(plan.query, Coverage::All))).collect()
    }

    fn sought<'s>(&'s self, scoring: Coverage, met: Vec<(&'s Plan<'s>, Condition)>) -> Sought<'s> {
        Sought { plan: self.plan, scoring, met, wanted: &self.wanted, ages: self.ages }
    }

    /// Returns the best `kept` articles, those that have all that was asked in front where others
    /// are added.
    fn best(&self, kept: usize) -> Result<Best> {
        let request = self.request;
        let coverage = Coverage::of(request);
        let own = |coverage| vec![(self.plan, whole_condition(self.plan.query, coverage))];
        let sought = self.sought(coverage, own(coverage));
        // Where it is likely that few articles have all words, those with some are asked for with
        // them.
        let mut ahead = None;
        if coverage == Coverage::All && self.strict.is_none() && self.may_lack() {
            let wider = self.sought(Coverage::Most, own(Coverage::Most));
            ahead = self.engine.candidates_of_both([&sought, &wider], request, kept)?;
        }
        let (found, ahead) = match ahead {
            Some([found, ahead]) => (found, Some(ahead)),
            None => (self.engine.candidates(&sought, request, kept)?, None),
        };
        let total = found.total;
        let complete = match coverage {
            Coverage::All => total,
            _ => self.count(&own(Coverage::All))?,
        };
        let mut best = Best {
            hits: found.best,
            total,
            total_all_words: complete,
            coverage,
            scoring: coverage,
            relaxed: false,
        };
        let counting = if request.any { total } else { complete };
        let is_relaxed = counting < enough(request, self.plan.query);
        if is_relaxed {
            best.scoring = Coverage::Most;
        }
        let is_wider = is_relaxed && request.relax;
        if is_wider {
            best.coverage = Coverage::Most;
        }
        let sought = self.sought(best.scoring, own(best.coverage));
        // Those with all that was asked come first, the others behind.
        let mut in_front = None;
        if self.strict.is_some() {
            let whole = self.whole();
            let met = if request.any { &whole[1..] } else { &whole[..] };
            best.total_all_words = self.count(met)?;
            if !request.any {
                let whole = self.sought(best.scoring, whole);
                in_front = Some(self.engine.candidates(&whole, request, kept)?.best);
            }
            if !request.relax && !request.any {
                best.total = best.total_all_words;
                best.hits = in_front.unwrap_or_default();
                return Ok(best);
            }
        } else if is_wider && coverage == Coverage::All {
            in_front = Some(std::mem::take(&mut best.hits));
        }
        if is_wider {
            let found = match ahead {
                Some(ahead) => ahead,
                None => self.engine.candidates(&sought, request, kept)?,
            };
            best.total = found.total;
            best.relaxed = best.total > complete;
            best.hits = found.best;
        }
        if let Some(front) = in_front {
            let known: HashSet<String> =
                front.iter().map(|it| it.reading.article.id.clone()).collect();
            let mut behind = std::mem::replace(&mut best.hits, front);
            behind.retain(|it| !known.contains(&it.reading.article.id));
            best.hits.extend(behind);
            best.hits.truncate(kept);
        }
        Ok(best)
    }

    /// Tells whether it is likely that articles count which lack some of the words, as far as the
    /// words of the collection tell.
    fn may_lack(&self) -> bool {
        let plan = self.plan;
        if !self.request.relax || enough(self.request, plan.query) == 0 {
            return false;
        }
        let all = plan.words.articles.max(1) as f64;
        let share = |word: usize| {
            let forms = plan.expansions[word].family.forms.iter();
            let with: u64 = forms.map(|form| u64::from(plan.words.with(&form.term)[3])).sum();
            (with as f64 / all).min(1.0)
        };
        all * plan.plain().map(share).product::<f64>() < HARDLY_ANY
    }

    /// Counts what meets conditions.
    fn count(&self, met: &[(&Plan<'_>, Condition)]) -> Result<u64> {
        let asked = met.iter().map(|(plan, condition)| plan.asked(condition, false));
        let asked: Vec<_> = asked.collect();
        if asked.iter().all(|asked| asked.is_exact) {
            let filter: Vec<_> = asked.into_iter().map(|asked| asked.query).collect();
            return self.engine.count(&json!({"bool": {"filter": filter}}));
        }
        let met = met.iter().map(|(plan, condition)| (*plan, condition.clone())).collect();
        let sought = self.sought(Coverage::All, met);
        Ok(self.engine.candidates(&sought, self.request, 0)?.total)
    }

    /// Tells whether an article has all that was asked.
    fn has_all(&self, candidate: &Candidate) -> bool {
        candidate.matched >= self.plan.weights.plain_words()
            && self.strict.is_none_or(|strict| {
                let whole = whole_condition(strict.query, Coverage::All);
                candidate.reading.meets(&whole, strict, false)
            })
    }

    /// Returns the page of the best, their order settled, each with its copies where these are
    /// one hit.
    fn settled(&self, best: &Best) -> Result<Vec<Placed>> {
        let Request { limit, offset, .. } = *self.request;
        let page = offset..offset.saturating_add(limit);
        let is_grouped = self.request.copies != Copies::Apart;
        let prefers_whole =
            !self.request.any && (best.coverage == Coverage::Most || self.strict.is_some());
        let mut hits: Vec<Placed> = Vec::new();
        let mut texts: HashSet<u64> = HashSet::new();
        for first in (0..best.hits.len()).step_by(HUNDRED) {
            if hits.len() >= page.end {
                break;
            }
            in_time(self.request)?;
            let hundred: Vec<usize> = (first..best.hits.len().min(first + HUNDRED)).collect();
            let ordered = self.ordered(best, &hundred)?;
            if !is_grouped {
                hits.extend(ordered.into_iter().map(|(at, score)| placed(best, at, score)));
                continue;
            }
            self.group(best, &ordered, prefers_whole, &mut texts, &mut hits);
        }
        for (hit, rank) in hits.iter_mut().zip(1..) {
            hit.rank = rank;
        }
        hits.retain(|hit| page.contains(&(hit.rank - 1)));
        Ok(hits)
    }

    /// Returns articles in the order that their scores give them, or by date as they are.
    fn ordered(&self, best: &Best, hundred: &[usize]) -> Result<Vec<(usize, f32)>> {
        let readings: Vec<&Reading> = hundred.iter().map(|&at| &best.hits[at].reading).collect();
        let mut read = Read { plan: self.plan, readings };
        let weights = &self.plan.weights;
        let known = scores(weights, best.scoring, &mut read, hundred.len())?;
        let mut ordered = Vec::with_capacity(hundred.len());
        for (place, &at) in hundred.iter().enumerate() {
            let score = known.sums[place] + known.capitals(weights, &mut read, place)?;
            ordered.push((at, score * self.aged(&best.hits[at].reading)));
        }
        if self.request.order == Order::Relevance {
            ordered.sort_by(|one, other| {
                let tie = |at: usize| tie(&best.hits[at].reading);
                other.1.total_cmp(&one.1).then_with(|| tie(one.0).cmp(&tie(other.0)))
            });
        }
        Ok(ordered)
    }

    /// Returns what the age of an article leaves of its score.
    pub(super) fn aged(&self, reading: &Reading) -> f32 {
        self.ages.map_or(1.0, |ages| ages.factor(reading.seconds()))
    }

    /// Makes one hit of those of a hundred that are copies.
    fn group(
        &self,
        best: &Best,
        ordered: &[(usize, f32)],
        prefers_whole: bool,
        texts: &mut HashSet<u64>,
        hits: &mut Vec<Placed>,
    ) {
        let signature = |place: usize| best.hits[ordered[place].0].reading.signature;
        let is_whole =
            |place: &usize| !prefers_whole || self.has_all(&best.hits[ordered[*place].0]);
        let (whole, partial): (Vec<usize>, Vec<usize>) = (0..ordered.len()).partition(is_whole);
        let mut groups: Vec<Growing> = Vec::new();
        for place in whole.into_iter().chain(partial) {
            let own = signature(place);
            if texts.contains(&own.exact) {
                continue;
            }
            let has_text = |group: &Growing| {
                group.members.iter().any(|member| signature(*member).is_same(&own))
            };
            let same = groups.iter().position(has_text);
            let near = || groups.iter().position(|group| signature(group.members[0]).is_near(&own));
            match same.or_else(near) {
                Some(group) => groups[group].members.push(place),
                None => groups.push(Growing { members: vec![place] }),
            }
        }
        groups.sort_by_key(|group| group.members[0]);
        for Growing { members } in groups {
            let exact = members.iter().map(|member| signature(*member).exact);
            texts.extend(exact.filter(|text| *text != 0));
            let leader = members[0];
            let (at, score) = ordered[leader];
            let mut others = members[1..].to_vec();
            others.sort_unstable();
            let copies = others.into_iter().map(|other| Copied {
                article: CopiedArticle::At(ordered[other].0),
                is_same: signature(leader).is_same(&signature(other)),
                is_found: true,
            });
            hits.push(Placed { copies: copies.collect(), ..placed(best, at, score) });
        }
    }

    /// Returns what counts the articles with a text of a page, and how many of them are on it;
    /// `None` where copies are no matter.
    pub(super) fn texts(&self, page: &Page) -> Option<(Value, u64)> {
        if self.request.copies == Copies::Apart {
            return None;
        }
        let members = || page.hits.iter().flat_map(Placed::members);
        let exact = |at: usize| page.read[at].reading.signature.exact;
        let digits = members().map(exact).filter(|text| *text != 0);
        let digits: Vec<String> = digits.map(|text| format!("{text:016x}")).collect();
        let known = members().count() as u64;
        (!digits.is_empty()).then(|| (json!({"terms": {"text_hash": digits}}), known))
    }

    /// Adds to the copies of hits the articles with a text of theirs that are elsewhere, all of
    /// which a query finds.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn add_elsewhere(&self, page: &mut Page, texts: &Value) -> Result<()> {
        let Page { hits, read, coverage, .. } = page;
        let exact = |at: usize| read[at].reading.signature.exact;
        let (client, index) = (&self.engine.client, self.engine.index());
        let question = json!({"query": texts, "size": MOST_COPIES});
        let found = search::<Source>(client, index, &question)?;
        let whole = match (self.strict, self.request.relax) {
            (Some(_), false) => self.whole(),
            _ => vec![(self.plan, whole_condition(self.plan.query, *coverage))],
        };
        let mut elsewhere: Vec<Option<(bool, Reading)>> = Vec::new();
        for hit in found.hits.hits {
            let kept = hit.source.ok_or_else(|| self.engine.nonsense("article"))?.article;
            let reading = Reading::of(kept, &self.wanted);
            let is_found = whole.iter().all(|(plan, it)| reading.meets(it, plan, false));
            elsewhere.push(Some((is_found, reading)));
        }
        for hit in hits {
            let own: Vec<usize> = hit.members().collect();
            let known: HashSet<&str> =
                own.iter().map(|&at| read[at].reading.article.id.as_str()).collect();
            let texts: HashSet<u64> = own.iter().map(|&at| exact(at)).collect();
            let mut more = Vec::new();
            for one in &mut elsewhere {
                let is_its = one.as_ref().is_some_and(|(_, reading)| {
                    texts.contains(&reading.signature.exact)
                        && !known.contains(reading.article.id.as_str())
                });
                more.extend(one.take_if(|_| is_its));
            }
            more.sort_by_key(|(is_found, reading)| (!*is_found, tie(reading)));
            let leader = read[hit.at].reading.signature;
            hit.copies.extend(more.into_iter().map(|(is_found, reading)| Copied {
                is_same: reading.signature.is_same(&leader),
                is_found,
                article: CopiedArticle::Elsewhere(Box::new(reading)),
            }));
        }
        Ok(())
    }
}

impl Placed {
    /// Returns the articles of the page that are one hit, by their places.
    fn members(&self) -> impl Iterator<Item = usize> {
        let copies = self.copies.iter().filter_map(|copy| match copy.article {
            CopiedArticle::At(at) => Some(at),
            CopiedArticle::Elsewhere(_) => None,
        });
        [self.at].into_iter().chain(copies)
    }
}

fn placed(best: &Best, at: usize, score: f32) -> Placed {
    Placed { rank: 0, score, matched: best.hits[at].matched, at, copies: Vec::new() }
}

/// Returns what settles a tie: less comes first.
fn tie(reading: &Reading) -> (Reverse<i64>, u64) {
    (Reverse(reading.seconds().unwrap_or(i64::MIN)), reading.tie)
}
