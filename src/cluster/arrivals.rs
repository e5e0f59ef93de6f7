//! Which of the articles that a request asks for are new in a collection in a cluster.
//!
//! All that is asked from here on is asked of one moment, so that what is told is what was noted.

use serde::de::IgnoredAny;
use serde_json::json;

use super::document::Source;
use super::opened::{ClusterEngine, in_time};
use super::reading::{Reading, wanted};
use super::signatures::{FIELDS, signature};
use super::walk::{pin, walk};
use crate::analysis::Signature;
use crate::engine::{Arrivals, Request, Told};
use crate::error::Result;
use crate::search::{Coverage, new_among, whole_condition};

/// Articles read at a time, and whole ones.
const AT_ONCE: usize = 10_000;
const WHOLE_AT_ONCE: usize = 1_000;

/// Articles that a request asks for, by their ids and signatures.
#[derive(Default)]
struct Apart {
    old: Vec<Signature>,
    new: Vec<(String, Signature)>,
}

impl Apart {
    /// Adds an article that came with a run.
    fn add(&mut self, (id, text): (String, Signature), arrival: u64, told: Told<'_>) {
        if told.after.is_some_and(|after| arrival <= after) {
            self.old.push(text);
        } else {
            self.new.push((id, text));
        }
    }
}

impl ClusterEngine {
    /// Returns what is new of what a request asks for.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn new_since(&self, request: &Request, told: Told<'_>) -> Result<Arrivals> {
        pin(&self.client, self.index())?;
        let request = &*self.understood(request)?;
        let plan = self.plan(&request.query, request, usize::MAX)?;
        let coverage = Coverage::of(request);
        let asked = plan.matching(coverage, false);
        let mut apart = Apart::default();
        if asked.is_exact {
            let fields = [&["id", "arrival"], &FIELDS[..]].concat();
            let question = json!({
                "query": asked.query, "_source": false, "docvalue_fields": fields
            });
            walk::<IgnoredAny>(&self.client, self.index(), &question, AT_ONCE, &mut |hit| {
                in_time(request)?;
                let id = hit.text("id").ok_or_else(|| self.nonsense("article"))?.to_owned();
                let arrival = hit.number("arrival").unwrap_or(0).unsigned_abs();
                apart.add((id, signature(&hit)), arrival, told);
                Ok(true)
            })?;
        } else {
            let (condition, wanted) = (whole_condition(plan.query, coverage), wanted([&plan]));
            let question = json!({ "query": asked.query });
            walk::<Source>(&self.client, self.index(), &question, WHOLE_AT_ONCE, &mut |hit| {
                in_time(request)?;
                let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
                let reading = Reading::of(kept, &wanted);
                if reading.meets(&condition, &plan, false) {
                    let Reading { article, signature, arrival, .. } = reading;
                    apart.add((article.id, signature), arrival, told);
                }
                Ok(true)
            })?;
        }
        let Apart { old, new } = apart;
        let texts: Vec<Signature> = new.iter().map(|(_, text)| *text).collect();
        new_among(old, &texts, told, &mut |at| Ok(new[at].0.clone()))
    }
}
