//! Copies among hits: the same text, or nearly, under several ids becomes one hit.
//!
//! It compares signatures stored with the articles and reads no text.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use tantivy::DocAddress;

use super::top::{Found, Ties};
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

/// Makes one hit of those that are copies, hundred by hundred, so that what a group is does
/// not depend on how far the hits were read: nearly the same texts are known within their
/// hundred, the same text wherever it stands.
pub(super) struct Grouping<'s> {
    signatures: &'s Signatures,
    groups: Vec<Group>,
    /// The texts of all articles that are in a group.
    texts: HashSet<u64, FixedState>,
}

/// A group of a hundred, while more of it may come.
struct Growing {
    leader: Found,
    signature: Signature,
    /// Its articles, the leader first, each with its place in the hundred.
    members: Vec<(usize, DocAddress, Signature)>,
}

impl<'s> Grouping<'s> {
    pub(super) fn new(signatures: &'s Signatures) -> Self {
        Self { signatures, groups: Vec::new(), texts: HashSet::default() }
    }

    /// Returns how many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// Adds the hits of a hundred, best first. One that is whole stands for its copies before
    /// others do.
    pub(super) fn add(&mut self, hits: &[Found], is_whole: impl Fn(&Found) -> bool) {
        let mut groups: Vec<Growing> = Vec::new();
        let (whole, partial): (Vec<_>, Vec<_>) =
            hits.iter().enumerate().partition(|(_, hit)| is_whole(hit));
        for (at, hit) in whole.into_iter().chain(partial) {
            let signature = self.signatures.of(hit.address);
            // Of a group before; who reads that looks for all with the same text.
            if self.texts.contains(&signature.exact) {
                continue;
            }
            let member = (at, hit.address, signature);
            let has_text =
                |group: &Growing| group.members.iter().any(|(.., other)| other.is_same(&signature));
            let same = groups.iter().position(has_text);
            let near = || groups.iter().position(|group| group.signature.is_near(&signature));
            match same.or_else(near) {
                Some(group) => groups[group].members.push(member),
                None => groups.push(Growing { leader: *hit, signature, members: vec![member] }),
            }
        }
        groups.sort_by_key(|group| group.members[0].0);
        for group in groups {
            let texts = group.members.iter().map(|(.., signature)| signature.exact);
            self.texts.extend(texts.filter(|text| *text != 0));
            let rank = self.groups.len() + 1;
            self.groups.push((Found { rank, ..group.leader }, group.copies()));
        }
    }

    pub(super) fn into_groups(self) -> Vec<Group> {
        self.groups
    }
}

/// Adds to the copies of a hit the articles with a text of theirs that are elsewhere: among
/// other hundreds, and those that are no answer to the query, since a copy may lack a word of
/// the title, or have another date. `found` tells which of them are an answer.
pub(super) fn add_elsewhere(
    reader: &IndexReader,
    signatures: &Signatures,
    ties: &Ties<'_>,
    (hit, copies): &mut Group,
    found: impl FnOnce(&[DocAddress]) -> Result<HashSet<DocAddress>>,
) -> Result<()> {
    let text_of = |address: DocAddress| signatures.of(address).exact;
    let mut members = vec![hit.address];
    members.extend(copies.iter().map(|copy| copy.address));
    let known: HashSet<DocAddress> = members.iter().copied().collect();
    members.sort_by_key(|member| text_of(*member));
    members.dedup_by_key(|member| text_of(*member));
    let mut elsewhere = Vec::new();
    for member in members {
        let is_same = text_of(member) == text_of(hit.address);
        let same = reader.same_text_as(member, signatures)?.into_iter();
        let unknown = same.filter(|address| !known.contains(address));
        elsewhere.extend(unknown.map(|address| (address, is_same)));
    }
    if elsewhere.is_empty() {
        return Ok(());
    }
    let addresses: Vec<DocAddress> = elsewhere.iter().map(|(address, _)| *address).collect();
    let found = found(&addresses)?;
    elsewhere.sort_by_key(|(address, _)| (!found.contains(address), ties.of(*address)));
    copies.extend(elsewhere.into_iter().map(|(address, is_same)| Copied {
        address,
        is_same,
        is_found: found.contains(&address),
    }));
    Ok(())
}

/// Returns those of some articles that have copies among them.
pub(super) fn doubled(
    signatures: &Signatures,
    articles: impl Iterator<Item = DocAddress>,
) -> HashSet<DocAddress> {
    let signed = articles.map(|address| (address, signatures.of(address)));
    let signed: Vec<(DocAddress, Signature)> = signed.collect();
    let mut doubled = HashSet::new();
    for (at, (one, of_one)) in signed.iter().enumerate() {
        for (other, _) in signed[at + 1..].iter().filter(|(_, of_other)| of_one.is_near(of_other)) {
            doubled.extend([*one, *other]);
        }
    }
    doubled
}

impl Growing {
    /// Returns the others than the leader, in their order.
    fn copies(mut self) -> Vec<Copied> {
        let mut others = self.members.split_off(1);
        others.sort_unstable_by_key(|(at, ..)| *at);
        let copied = |(_, address, signature): (usize, DocAddress, Signature)| Copied {
            address,
            is_same: self.signature.is_same(&signature),
            is_found: true,
        };
        others.into_iter().map(copied).collect()
    }
}
