//! Which of the articles that a request asks for are new since some commit.
//!
//! It looks at columns and reads no text. Copies are known as those of hits are: by the same text,
//! or nearly the same.

use std::collections::HashSet;

use tantivy::DocAddress;
use xxhash_rust::xxh3::xxh3_64;

use super::collect::Addresses;
use super::coverage::Coverage;
use super::plan::Plan;
use crate::analysis::Signature;
use crate::engine::{Arrivals, Commit, Request, Told};
use crate::error::Result;
use crate::index::{IndexReader, Signatures, first_near};

/// Hits among which nearly the same texts are made one, whatever comes after.
const HUNDRED: usize = 100;

/// Returns the state of an index. The number is that of the last commit that brought an article
/// which is there: later articles have greater ones, whatever was deleted since.
///
/// # Errors
/// `IndexOutdated` for an index of a format that has no such numbers.
pub(super) fn commit(reader: &IndexReader) -> Result<Commit> {
    let fields = reader.fields();
    let (Some(collection), Some(_)) = (reader.manifest().id.clone(), fields.first_commit) else {
        return Err(reader.outdated());
    };
    let mut number = 0;
    for segment in reader.searcher().segment_readers() {
        let commits = fields.first_commits(segment).map_err(|error| reader.damaged(error))?;
        number = number.max(commits.map_or(0, |commits| commits.max_value()));
    }
    Ok(Commit { collection, number })
}

/// Returns what is new of what the request of a plan asks for.
pub(super) fn arrivals(plan: &Plan<'_>, request: &Request, told: Told<'_>) -> Result<Arrivals> {
    let reader = plan.reader;
    let damaged = |error| reader.damaged(error);
    let mut found = Addresses::default();
    plan.run_unscored(Coverage::of(request), false, &mut found).map_err(damaged)?;
    let segments = reader.searcher().segment_readers().iter();
    let commits = segments.map(|segment| reader.fields().first_commits(segment));
    let commits = commits.collect::<tantivy::Result<Vec<_>>>().map_err(damaged)?;
    let is_old = |address: &DocAddress| {
        let commits = commits[address.segment_ord as usize].as_ref();
        let commit = commits.and_then(|commits| commits.first(address.doc_id)).unwrap_or(0);
        told.after.is_some_and(|after| commit <= after)
    };
    let (old, new): (Vec<_>, Vec<_>) = found.addresses.into_iter().partition(is_old);
    if new.is_empty() {
        return Ok(Arrivals::default());
    }
    let signatures = Signatures::open(reader)?;
    let of = |address: &DocAddress| signatures.of(*address);
    let old = old.iter().map(of).collect();
    let texts: Vec<Signature> = new.iter().map(of).collect();
    new_among(old, &texts, told, &mut |at| reader.id(new[at]))
}

/// Returns what is new among articles that came later than what was told, by their texts, beside
/// the texts of those that were there; `id` tells the id of one by its place.
///
/// # Errors
/// Those of `id`.
pub(crate) fn new_among(
    mut old: Vec<Signature>,
    new: &[Signature],
    told: Told<'_>,
    id: &mut dyn FnMut(usize) -> Result<String>,
) -> Result<Arrivals> {
    let ids = (0..new.len()).map(id).collect::<Result<Vec<String>>>()?;
    let was_told = |id: &str| told.marks.contains(&xxh3_64(id.as_bytes()));
    let known = ids.iter().zip(new).filter(|(id, _)| was_told(id));
    old.extend(known.map(|(_, text)| *text));
    let old_texts: HashSet<u64> = old.iter().map(|text| text.exact).collect();
    let leaders = if new.len() > HUNDRED { first_near(new) } else { Vec::new() };
    let mut arrivals = Arrivals::default();
    for (at, (id, text)) in ids.into_iter().zip(new).enumerate() {
        let own = xxh3_64(id.as_bytes());
        let was_told = was_told(&id) || told.marks.contains(&text.exact);
        let is_copy = text.exact != 0 && old_texts.contains(&text.exact)
            || old.iter().any(|other| other.is_near(text));
        let leader = leaders.get(at).map_or(text, |leader| &new[*leader]);
        let is_beside = leader.exact != text.exact && leader.is_near(text);
        if was_told || is_copy || is_beside {
            arrivals.others.push(id);
            continue;
        }
        arrivals.count += 1;
        arrivals.marks.push(own);
        arrivals.marks.extend((text.exact != 0).then_some(text.exact));
    }
    Ok(arrivals)
}
