//! The words of several fields and segments in order, each once with where its postings are.
//!
//! It walks their dictionaries, whole or a stretch of them, and reads no postings.

use std::cmp::Ordering;
use std::sync::Arc;

use tantivy::InvertedIndexReader;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermStreamer;

use crate::cores::cores;

/// The words of a field of a segment, with the number of the segment.
pub(super) type Words = (usize, Arc<InvertedIndexReader>);

/// A part of the words: from the first of these on, those before the second.
pub(super) type Stretch = [Option<Vec<u8>>; 2];

/// Returns the words of some indexes in as many parts as can be looked at at once.
pub(super) fn stretches(indexes: &[Words]) -> tantivy::Result<Vec<Stretch>> {
    let parts = cores();
    let largest = indexes.iter().map(|(_, index)| index.terms());
    let Some(largest) = largest.max_by_key(|terms| terms.num_terms()) else {
        return Ok(Vec::new());
    };
    let mut stretches = Vec::with_capacity(parts);
    let mut from = None;
    for part in 1..parts {
        let mut before = Vec::new();
        let ordinal = largest.num_terms() * part / parts;
        if largest.ord_to_term(ordinal as u64, &mut before)? {
            stretches.push([from.replace(before.clone()), Some(before)]);
        }
    }
    stretches.push([from, None]);
    Ok(stretches)
}

/// A field of a segment, by its place among the indexes, and where the postings of a term are.
pub(super) type InSegment = (usize, TermInfo);

/// The terms of several indexes in order, each once with where its postings are.
pub(super) struct Merged<'a> {
    heads: Vec<Head<'a>>,
    /// The heads, in the order of their terms.
    order: Vec<usize>,
    /// How many of them, the first, are at the term.
    run: usize,
}

/// The terms of an index from one on.
struct Head<'a> {
    at: usize,
    /// The first letters of the term: most are told apart by them.
    letters: u64,
    terms: TermStreamer<'a>,
}

impl Head<'_> {
    /// Goes on to the next term, if there is one.
    fn advance(&mut self) -> bool {
        let is_there = self.terms.advance();
        if is_there {
            let mut letters = [0; 8];
            letters.iter_mut().zip(self.terms.key()).for_each(|(letter, byte)| *letter = *byte);
            self.letters = u64::from_be_bytes(letters);
        }
        is_there
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let letters = self.letters.cmp(&other.letters);
        letters.then_with(|| self.terms.key().cmp(other.terms.key()))
    }
}

impl<'a> Merged<'a> {
    /// Returns the words of a stretch, before the first.
    pub(super) fn open(indexes: &'a [Words], stretch: &Stretch) -> tantivy::Result<Self> {
        let mut heads = Vec::with_capacity(indexes.len());
        for (at, (_, index)) in indexes.iter().enumerate() {
            let (mut terms, [from, before]) = (index.terms().range(), stretch);
            if let Some(from) = from {
                terms = terms.ge(from);
            }
            if let Some(before) = before {
                terms = terms.lt(before);
            }
            heads.push(Head { at, letters: 0, terms: terms.into_stream()? });
        }
        // Before its first term, each is at none.
        let (order, run) = ((0..heads.len()).collect(), heads.len());
        Ok(Self { heads, order, run })
    }

    /// Goes on to the next term, if there is one.
    pub(super) fn advance(&mut self) -> bool {
        for before in (0..std::mem::take(&mut self.run)).rev() {
            let head = self.order.remove(0);
            if self.heads[head].advance() {
                let is_before = |other: &usize| self.heads[*other].cmp(&self.heads[head]).is_lt();
                let place = before + self.order[before..].partition_point(is_before);
                self.order.insert(place, head);
            }
        }
        let Some((first, others)) = self.order.split_first() else { return false };
        let is_same = |other: &&usize| self.heads[**other].cmp(&self.heads[*first]).is_eq();
        self.run = 1 + others.iter().take_while(is_same).count();
        true
    }

    /// Returns the term.
    pub(super) fn term(&self) -> &[u8] {
        self.order.first().map_or(&[], |first| self.heads[*first].terms.key())
    }

    /// Returns in which indexes it is, and where its postings are.
    pub(super) fn found(&self) -> impl Iterator<Item = (usize, &TermInfo)> {
        let heads = self.order[..self.run].iter().map(|head| &self.heads[*head]);
        heads.map(|head| (head.at, head.terms.value()))
    }
}
