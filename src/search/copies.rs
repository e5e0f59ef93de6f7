//! Copies among hits: the same text, or nearly, under several ids becomes one hit.
//!
//! It compares signatures stored with the articles and reads no text.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use tantivy::DocAddress;

use super::top::Found;
use crate::analysis::Signature;
use crate::error::Result;
use crate::index::{IndexReader, Signatures};

/// An article with the text of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Copied {
    pub(super) address: DocAddress,
    /// The text is the same, not nearly so.
    pub(super) is_same: bool,
    /// It is an answer to the query itself, after the hit.
    pub(super) is_found: bool,
}

/// A hit and the articles with its text.
pub(super) type Group = (Found, Vec<Copied>);

/// Hits whose near copies are looked for: copies have about the same score.
const NEIGHBOURS: usize = 200;

/// Adds to the copies of a hit the articles with its text that are no answer to the query:
/// a copy may lack a word of the title, or have another date.
pub(super) fn add_unfound(
    reader: &IndexReader,
    all: &Signatures,
    (hit, copies): &mut Group,
) -> Result<()> {
    let found: HashSet<DocAddress> = copies.iter().map(|copy| copy.address).collect();
    let same = reader.same_text_as(hit.address, all)?.into_iter();
    let unfound = same.filter(|address| !found.contains(address));
    copies.extend(unfound.map(|address| Copied { address, is_same: true, is_found: false }));
    Ok(())
}

/// Makes one hit of those that are copies, in the place of the best, with the others in
/// their order; ranks count what is left.
pub(super) fn grouped(hits: impl IntoIterator<Item = Found>, all: &Signatures) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut signatures: Vec<Signature> = Vec::new();
    let mut by_text: HashMap<u64, usize, FixedState> = HashMap::default();
    for hit in hits {
        let signature = all.of(hit.address);
        let same = by_text.get(&signature.exact).copied();
        let near = || {
            let first = signatures.len().saturating_sub(NEIGHBOURS);
            let near = signatures[first..].iter().position(|other| other.is_near(&signature));
            near.map(|at| first + at)
        };
        if let Some(at) = same.or_else(near) {
            let is_same = signatures[at].is_same(&signature);
            groups[at].1.push(Copied { address: hit.address, is_same, is_found: true });
            continue;
        }
        if signature.exact != 0 {
            by_text.insert(signature.exact, groups.len());
        }
        groups.push((Found { rank: groups.len() + 1, ..hit }, Vec::new()));
        signatures.push(signature);
    }
    groups
}
