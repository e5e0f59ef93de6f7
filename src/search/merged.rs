//! The words of several segments in order, each once with where its postings are.
//!
//! It walks their lexicons, whole or a stretch of them, and reads no postings.

use std::cmp::Ordering;

use tantivy::postings::TermInfo;

use crate::article::TextField;
use crate::cores::cores;
use crate::index::PlacedWords;
use crate::lexicon::{InFields, Places, SegmentLexicon};

/// A part of the words: from the first of these on, those before the second.
pub(super) type Stretch = [Option<String>; 2];

/// Returns the words of some segments in as many parts as can be looked at at once.
pub(super) fn stretches(segments: &[PlacedWords<'_>]) -> Vec<Stretch> {
    let parts = cores();
    let Some((largest, _)) = segments.iter().max_by_key(|(lexicon, _)| lexicon.len()) else {
        return Vec::new();
    };
    let mut stretches = Vec::with_capacity(parts);
    let mut from = None;
    for part in 1..parts {
        let before = largest.letters(largest.len() * part / parts).to_owned();
        stretches.push([from.replace(before.clone()), Some(before)]);
    }
    stretches.push([from, None]);
    stretches
}

/// A field of a segment, by its place among all fields of all segments, and where the postings of
/// a term are.
pub(super) type InSegment = (usize, TermInfo);

/// The words of several segments in order, each once with where its postings are.
pub(super) struct Merged<'a> {
    heads: Vec<Head<'a>>,
    /// The heads, in the order of their words.
    order: Vec<usize>,
    /// How many of them, the first, are at the word.
    run: usize,
}

/// The words of a segment from one on.
struct Head<'a> {
    segment: usize,
    lexicon: &'a SegmentLexicon,
    places: Places<'a>,
    /// The number of the word that comes next, and of the first behind the stretch.
    next: usize,
    end: usize,
    word: &'a [u8],
    /// The first letters of the word: most are told apart by them.
    letters: u64,
    in_fields: InFields,
}

impl Head<'_> {
    /// Goes on to the next word, if there is one.
    fn advance(&mut self) -> bool {
        if self.next >= self.end {
            return false;
        }
        self.word = self.lexicon.bytes(self.next);
        let mut letters = [0; 8];
        letters.iter_mut().zip(self.word).for_each(|(letter, byte)| *letter = *byte);
        self.letters = u64::from_be_bytes(letters);
        self.in_fields = self.places.next().unwrap_or_default();
        self.next += 1;
        true
    }

    fn cmp(&self, other: &Self) -> Ordering {
        self.letters.cmp(&other.letters).then_with(|| self.word.cmp(other.word))
    }
}

impl<'a> Merged<'a> {
    /// Returns the words of a stretch, before the first.
    pub(super) fn open(segments: &'a [PlacedWords<'a>], [from, before]: &Stretch) -> Self {
        let heads = segments.iter().enumerate().map(|(segment, (lexicon, packed))| {
            let next = from.as_ref().map_or(0, |word| lexicon.first_from(word));
            let end = before.as_ref().map_or(lexicon.len(), |word| lexicon.first_from(word));
            let mut places = Places::new(packed);
            places.by_ref().take(next).for_each(drop);
            let in_fields = InFields::default();
            Head { segment, lexicon, places, next, end, word: &[], letters: 0, in_fields }
        });
        let heads: Vec<Head<'_>> = heads.collect();
        // Before its first word, each is at none.
        let (order, run) = ((0..heads.len()).collect(), heads.len());
        Self { heads, order, run }
    }

    /// Goes on to the next word, if there is one.
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

    /// Returns the word.
    pub(super) fn word(&self) -> &'a str {
        let word = self.order.first().map_or(&[][..], |first| self.heads[*first].word);
        std::str::from_utf8(word).unwrap_or_default()
    }

    /// Returns in which fields of which segments it is, and where its postings are.
    pub(super) fn found(&self) -> impl Iterator<Item = InSegment> {
        let heads = self.order[..self.run].iter().map(|head| &self.heads[*head]);
        heads.flat_map(|head| {
            let fields = head.in_fields.iter().enumerate();
            fields.filter_map(|(field, place)| {
                Some((head.segment * TextField::ALL.len() + field, place.as_ref()?.term_info()))
            })
        })
    }
}
