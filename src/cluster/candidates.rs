//! The articles that may be the best, as the cluster finds them, read whole.
//!
//! They come in the order in which the cluster has them; limier's own is settled elsewhere.

use serde_json::{Value, json};

use super::document::Source;
use super::opened::{ClusterEngine, in_time};
use super::plan::{Asked, Plan};
use super::reading::{Reading, Wanted};
use super::walk::{search, walk};
use crate::engine::{Order, Request};
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
        let Sought { plan, scoring, met, wanted } = sought;
        let asked: Vec<Asked> =
            met.iter().map(|(plan, condition)| plan.asked(condition, false)).collect();
        let is_exact = asked.iter().all(|asked| asked.is_exact);
        let filter: Vec<Value> = asked.into_iter().map(|asked| asked.query).collect();
        let filter = json!({"bool": {"filter": filter}});
        let mut question = json!({"query": plan.ranked(&filter, *scoring, request)});
        question["sort"] = sort(request.order);
        let read = |source: Option<Source>| -> Result<Candidate> {
            let kept = source.ok_or_else(|| self.nonsense("article"))?.article;
            let reading = Reading::of(kept, wanted);
            let matched = reading.matched(plan);
            Ok(Candidate { reading, matched })
        };
        let (mut best, mut total) = (Vec::new(), 0);
        if !is_exact {
            // Everything is read, and what does not meet the conditions left out.
            walk::<Source>(&self.client, self.index(), &question, AT_ONCE, &mut |hit| {
                in_time(request)?;
                let candidate = read(hit.source)?;
                if met.iter().all(|(plan, it)| candidate.reading.meets(it, plan, false)) {
                    total += 1;
                    if best.len() < most {
                        best.push(candidate);
                    }
                }
                Ok(true)
            })?;
            return Ok(Candidates { best, total });
        }
        if most <= AT_ONCE {
            question["size"] = json!(most);
            question["track_total_hits"] = json!(true);
            let found = search::<Source>(&self.client, self.index(), &question)?;
            in_time(request)?;
            total = found.total(&self.client)?;
            for hit in found.hits.hits {
                best.push(read(hit.source)?);
            }
            return Ok(Candidates { best, total });
        }
        total = self.count(&filter)?;
        walk::<Source>(&self.client, self.index(), &question, AT_ONCE, &mut |hit| {
            in_time(request)?;
            best.push(read(hit.source)?);
            Ok(best.len() < most)
        })?;
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
