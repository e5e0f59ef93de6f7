//! The scores of a window of articles while words are added to them, one word after the other.
//!
//! Sets of articles are bits, so that those with any of the words, and those with all, are
//! counted whether they are scored or not. Which articles can still be hits is told from outside.

use std::array::from_fn;

use tantivy::DocId;

use super::weight::{Frequency, RankedForm, RankedWord};

/// Articles of a window: their scores stay in the first-level cache.
pub(super) const WINDOW: usize = 2_048;

const BITS: usize = usize::BITS as usize;

/// Articles of a window, one bit for each.
#[derive(Clone, Copy)]
pub(super) struct Articles([usize; WINDOW / BITS]);

impl Articles {
    pub(super) const NONE: Self = Self([0; WINDOW / BITS]);
    pub(super) const ALL: Self = Self([usize::MAX; WINDOW / BITS]);

    /// Returns those of a window among blocks of bits, the first of which is the first of an
    /// index.
    pub(super) fn among(blocks: &[usize], start: DocId) -> Self {
        let first = start as usize / BITS;
        Self(from_fn(|at| blocks.get(first + at).copied().unwrap_or(0)))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at] & other.0[at]))
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at] | other.0[at]))
    }

    fn without(self, other: Self) -> Self {
        Self(from_fn(|at| self.0[at] & !other.0[at]))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    fn insert(&mut self, slot: usize) {
        self.0[slot / BITS % self.0.len()] |= 1 << (slot % BITS);
    }

    fn has(&self, slot: usize) -> bool {
        self.0[slot / BITS % self.0.len()] >> (slot % BITS) & 1 > 0
    }

    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }

    /// Leaves those that are kept.
    pub(super) fn retain(&mut self, mut is_kept: impl FnMut(usize) -> bool) {
        for (bits, first) in self.0.iter_mut().zip((0..).step_by(BITS)) {
            let mut rest = *bits;
            while rest != 0 {
                let at = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if !is_kept(first + at) {
                    *bits &= !(1 << at);
                }
            }
        }
    }

    /// Calls `each` with each of them, in order.
    pub(super) fn for_each(self, mut each: impl FnMut(usize)) {
        let mut all = self;
        all.retain(|slot| {
            each(slot);
            true
        });
    }
}

/// The window that is scored.
pub(super) struct Accumulators {
    start: DocId,
    /// Of the word that is being added.
    frequencies: Box<[Frequency; WINDOW]>,
    /// The articles that have this word.
    with_word: Articles,
    scores: Box<[f32; WINDOW]>,
    /// How many of the plain words the articles have.
    matched: Box<[u32; WINDOW]>,
    /// Those that can still be hits: no others are scored.
    pub(super) candidates: Articles,
    /// Those with a word so far, whether it counts as had or not.
    seen: Articles,
    /// Those with a score.
    scored: Articles,
    /// Those with a word that they have.
    pub(super) any: Articles,
    /// Those with every such word.
    pub(super) all: Articles,
}

impl Accumulators {
    pub(super) fn new() -> Self {
        Self {
            start: 0,
            frequencies: Box::new([Frequency::default(); WINDOW]),
            with_word: Articles::NONE,
            scores: Box::new([0.0; WINDOW]),
            matched: Box::new([0; WINDOW]),
            candidates: Articles::NONE,
            seen: Articles::NONE,
            scored: Articles::NONE,
            any: Articles::NONE,
            all: Articles::ALL,
        }
    }

    /// Begins with the window whose first article is `start`.
    pub(super) fn open(&mut self, start: DocId, candidates: Articles) {
        (self.start, self.candidates) = (start, candidates);
        (self.seen, self.scored) = (Articles::NONE, Articles::NONE);
        (self.any, self.all) = (Articles::NONE, Articles::ALL);
    }

    /// Returns the first article of the window.
    pub(super) fn start(&self) -> DocId {
        self.start
    }

    /// Returns the first article behind the window.
    pub(super) fn end(&self) -> DocId {
        self.start + WINDOW as DocId
    }

    /// Returns the article of the window with an ordinal.
    pub(super) fn article(&self, slot: usize) -> DocId {
        self.start + slot as DocId
    }

    /// Adds occurrences of a form of the present word to an article of the window; what they
    /// count is asked for when it matters.
    #[inline]
    pub(super) fn add(&mut self, doc: DocId, form: RankedForm, normed: impl FnOnce() -> f32) {
        let slot = (doc - self.start) as usize % WINDOW;
        self.with_word.insert(slot);
        if self.candidates.has(slot) {
            self.frequencies[slot].add(form, normed());
        }
    }

    /// Ends the present word: the articles that have it are scored by it.
    pub(super) fn end_word(&mut self, word: &RankedWord) {
        let is_had = word.is_had();
        let Self { frequencies, scores, matched, .. } = self;
        let scored = self.with_word.and(self.candidates);
        // What is left of the window before is overwritten.
        scored.without(self.scored).for_each(|slot| {
            scores[slot] = word.score(std::mem::take(&mut frequencies[slot]));
            matched[slot] = u32::from(is_had);
        });
        scored.and(self.scored).for_each(|slot| {
            scores[slot] += word.score(std::mem::take(&mut frequencies[slot]));
            matched[slot] += u32::from(is_had);
        });
        self.scored = self.scored.or(scored);
        self.seen = self.seen.or(self.with_word);
        if is_had {
            self.any = self.any.or(self.with_word);
            self.all = self.all.and(self.with_word);
        }
        self.with_word = Articles::NONE;
    }

    /// Leaves those candidates that have a word and whose score so far, with the number of the
    /// plain words that they have, is enough, and those that are among `others`.
    pub(super) fn leave(&mut self, others: Articles, is_enough: impl Fn(f32, u32) -> bool) {
        let Self { scores, matched, .. } = self;
        let others = self.candidates.and(others);
        let mut left = self.candidates.and(self.seen).without(others);
        left.retain(|slot| is_enough(scores[slot], matched[slot]));
        self.candidates = left.or(others);
    }

    /// Leaves those candidates that have every word so far that can be had.
    pub(super) fn leave_whole(&mut self) {
        self.candidates = self.candidates.and(self.all);
    }

    /// Calls `each` with those candidates that are among some, in order: the article, its score
    /// and how many of the plain words it has.
    pub(super) fn for_each(&self, among: Articles, mut each: impl FnMut(DocId, f32, u32)) {
        self.candidates.and(among).for_each(|slot| {
            let is_scored = self.scored.has(slot);
            let (score, matched) =
                if is_scored { (self.scores[slot], self.matched[slot]) } else { (0.0, 0) };
            each(self.article(slot), score, matched);
        });
    }
}
