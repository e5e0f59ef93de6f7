//! The articles that may be the best, as the cluster finds them, read whole.
//!
//! They come in the order in which the cluster has them; limier's own is settled elsewhere.

use serde_json::{Value, json};

use super::document::Source;
use super::opened::{ClusterEngine, in_time};
use super::plan::{Asked, Plan};
use super::reading::{Reading, Wanted};
use super::walk::{Found, search, search_several, walk};
use crate::engine::{Ages, Order, Request};
use crate::error::Result;
use crate::query::Condition;
use crate::search::Coverage;

/// Candidates that one request brings.
const AT_ONCE: usize = 1_000;

/// An article that may be among the best.
pub(super) struct Candidate {
    pub(super) reading: Reading,
    /// How many of the plain words it has.
    pub(super) matched: u32,
}

/// Candidates, and how many articles there are.
pub(super) struct Candidates {
    pub(super) best: Vec<Candidate>,
    pub(super) total: u64,
}

/// What is looked for.
pub(super) struct Sought<'s> {
    /// Whose words rank what is found.
    pub(super) plan: &'s Plan<'s>,
    /// How scores are made.
    pub(super) scoring: Coverage,
    /// What all that is found meets, each condition with the plan whose words it names.
    pub(super) met: Vec<(&'s Plan<'s>, Condition)>,
    /// The words to read.
    pub(super) wanted: &'s Wanted,
    /// What age takes off scores.
    pub(super) ages: Option<Ages>,
}

impl Sought<'_> {
    /// Returns what finds exactly these, or more.
    fn filter(&self) -> Asked {
        let asked: Vec<Asked> =
            self.met.iter().map(|(plan, condition)| plan.asked(condition, false)).collect();
        let is_exact = asked.iter().all(|asked| asked.is_exact);
        let filter: Vec<Value> = asked.into_iter().map(|asked| asked.query).collect();
        Asked { query: json!({"bool": {"filter": filter}}), is_exact }
    }

    /// Returns the question for the best of what a filter finds.
    fn question(&self, filter: &Value, request: &Request) -> Value {
        let ranked = self.plan.ranked(filter, self.scoring, self.ages);
        json!({"query": ranked, "sort": sort(request.order)})
    }

    /// Returns the question for so many of the best where one answer holds all that is asked.
    fn one_question(&self, request: &Request, most: usize) -> Option<Value> {
        let filter = self.filter();
        let mut question = self.question(&filter.query, request);
        question["size"] = json!(most);
        question["track_total_hits"] = json!(true);
        (filter.is_exact && most <= AT_ONCE).then_some(question)
    }

    /// Returns an article as one that may be among the best.
    fn candidate(&self, reading: Reading) -> Candidate {
        let matched = reading.matched(self.plan);
        Candidate { reading, matched }
    }
}

impl ClusterEngine {
    /// Finds so many of the best.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn candidates(
        &self,
        sought: &Sought<'_>,
        request: &Request,
        most: usize,
    ) -> Result<Candidates> {
        if let Some(question) = sought.one_question(request, most) {
            let found = search::<Source>(&self.client, self.index(), &question)?;
            return self.read(sought, request, found);
        }
        let Sought { met, wanted, .. } = sought;
        let filter = sought.filter();
        let question = sought.question(&filter.query, request);
        let (mut best, mut total) = (Vec::new(), 0);
        if filter.is_exact {
            total = self.count(&filter.query)?;
        }
        // Where the cluster finds more than is asked for everything is read, and what does not
        // meet the conditions left out.
        walk::<Source>(&self.client, self.index(), &question, AT_ONCE, &mut |hit| {
            in_time(request)?;
            let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
            let candidate = sought.candidate(Reading::of(kept, wanted));
            if filter.is_exact {
                best.push(candidate);
                return Ok(best.len() < most);
            }
            if met.iter().all(|(plan, it)| candidate.reading.meets(it, plan, false)) {
                total += 1;
                if best.len() < most {
                    best.push(candidate);
                }
            }
            Ok(true)
        })?;
        Ok(Candidates { best, total })
    }

    /// Finds so many of the best of two kinds at once; `None` where that takes more than a
    /// request.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn candidates_of_both(
        &self,
        both: [&Sought<'_>; 2],
        request: &Request,
        most: usize,
    ) -> Result<Option<[Candidates; 2]>> {
        let questions = both.map(|sought| sought.one_question(request, most));
        let [Some(one), Some(other)] = questions else { return Ok(None) };
        let found = search_several::<Source>(&self.client, self.index(), &[one, other])?;
        let found = found.into_iter().zip(both);
        let found: Vec<Candidates> = found
            .map(|(found, sought)| self.read(sought, request, found))
            .collect::<Result<_>>()?;
        Ok(<[Candidates; 2]>::try_from(found).ok())
    }

    fn read(
        &self,
        sought: &Sought<'_>,
        request: &Request,
        found: Found<Source>,
    ) -> Result<Candidates> {
        in_time(request)?;
        let total = found.total(&self.client)?;
        let articles = found
            .hits
            .hits
            .into_iter()
            .map(|hit| Ok(hit.source.ok_or_else(|| self.nonsense("article"))?.article));
        let readings = Reading::of_each(articles.collect::<Result<_>>()?, sought.wanted);
        let best = readings.into_iter().map(|reading| sought.candidate(reading)).collect();
        Ok(Candidates { best, total })
    }
}

/// Returns the order in which candidates come.
fn sort(order: Order) -> Value {
    let by_date = |way: &str| json!({"seconds": {"order": way, "missing": "_last"}});
    match order {
        Order::Relevance => json!([{"_score": "desc"}, by_date("desc"), {"tie": "asc"}]),
        Order::NewestFirst => json!([by_date("desc"), {"_score": "desc"}, {"tie": "asc"}]),
        Order::OldestFirst => json!([by_date("asc"), {"_score": "desc"}, {"tie": "asc"}]),
    }
}
