//! Copies among hits: the same text, or nearly, under several ids becomes one hit.
//!
//! It compares signatures stored with the articles and reads no text.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use tantivy::DocAddress;

use super::Hit;
use crate::analysis::Signature;
use crate::index::Signatures;

/// An article with the text of a hit that comes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copy {
    /// Where it is in the index.
    pub address: DocAddress,
    /// The text is the same, not nearly so.
    pub is_same: bool,
}

/// Hits whose near copies are looked for: copies have about the same score.
const NEIGHBOURS: usize = 200;

/// Makes one hit of those that are copies, in the place of the best, with the others in
/// their order; ranks count what is left.
pub(super) fn grouped(
    hits: impl IntoIterator<Item = Hit>,
    all: &Signatures,
) -> Vec<(Hit, Vec<Copy>)> {
    let mut groups: Vec<(Hit, Vec<Copy>)> = Vec::new();
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
            groups[at].1.push(Copy { address: hit.address, is_same });
            continue;
        }
        if signature.exact != 0 {
            by_text.insert(signature.exact, groups.len());
        }
        groups.push((Hit { rank: groups.len() + 1, ..hit }, Vec::new()));
        signatures.push(signature);
    }
    groups
}
