//! The words that mark the articles that match against the others, by log-likelihood.
//!
//! Each word of the index is counted by its postings, but for those that could not be among the
//! best whatever their articles. What a word tells is not known here, nor which forms are one.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use fixedbitset::FixedBitSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{InvertedIndexReader, TERMINATED};

use super::blocks::{Stretch as _, TermBlocks, TermPostings};
use super::marking::may_mark;
use super::merged::{InSegment, Merged, Stretch, Words, stretches};
use super::time::in_time;
use super::words::WordCounts;
use crate::article::TextField;
use crate::cores::on_all_cores;

/// After how many words it is looked how much they must tell by now.
const LOOK: u32 = 1 << 8;

impl WordCounts<'_> {
    /// Returns so many words that tell most by themselves; `own` are left out.
    pub(super) fn candidates(
        &self,
        most: usize,
        own: &HashSet<String>,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let indexes = self.indexes()?;
        let words = self.reader.words_with_places()?;
        let best = Best::new(most);
        let among = |stretch| self.candidates_in(&stretch, &words, &indexes, own, &best);
        let mut candidates = Vec::new();
        for found in on_all_cores(stretches(&words), among) {
            candidates.extend(found?);
        }
        Ok(candidates)
    }

    /// Returns those of a stretch of the words that may be among the best.
    fn candidates_in(
        &self,
        stretch: &Stretch,
        words: &[Words<'_>],
        indexes: &[Option<Arc<InvertedIndexReader>>],
        own: &HashSet<String>,
        best: &Best,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let mut words = Merged::open(words, stretch);
        let mut counting = Counting::of(self, indexes, own, best);
        let mut seen = 0_u32;
        let (mut least, mut fewest) = (0.0, self.fewest(0.0));
        while words.advance() {
            seen += 1;
            if seen.is_multiple_of(LOOK) {
                in_time(self.deadline)?;
                least = best.least();
                // Those that tell just as much are told apart by their letters later.
                fewest = self.fewest(least.next_down());
            }
            let sum: u64 = words.found().map(|(_, info)| u64::from(info.doc_freq)).sum();
            if sum < fewest {
                continue;
            }
            let most = self.most(words.found().map(|(_, info)| u64::from(info.doc_freq)));
            if most.is_some_and(|most| most >= least) {
                counting.add(words.word(), words.found())?;
            }
        }
        Ok(counting.candidates)
    }

    /// Returns the postings of each field of each segment, where there are any.
    fn indexes(&self) -> tantivy::Result<Vec<Option<Arc<InvertedIndexReader>>>> {
        let mut indexes = Vec::new();
        for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            for field in TextField::ALL {
                let field = self.reader.has_words(ordinal, field)?.then_some(field);
                let index =
                    field.map(|field| segment.inverted_index(self.reader.fields().text(field)));
                indexes.push(index.transpose()?);
            }
        }
        Ok(indexes)
    }

    /// Returns how many articles must have a word for it to tell more than this.
    fn fewest(&self, least: f64) -> u64 {
        let tells = |count| self.likelihood.of(count, count).is_some_and(|worth| worth > least);
        let (mut fewest, mut enough) = (0, self.likelihood.matching + 1);
        while fewest < enough {
            let middle = fewest.midpoint(enough);
            if tells(middle.min(self.likelihood.matching)) {
                enough = middle;
            } else {
                fewest = middle + 1;
            }
        }
        fewest
    }

    /// Returns what a term tells at most, by how many articles have it in each field.
    fn most(&self, counts: impl Iterator<Item = u64>) -> Option<f64> {
        let (sum, largest) =
            counts.fold((0, 0), |(sum, largest), count| (sum + count, count.max(largest)));
        let count = sum.min(self.likelihood.matching);
        self.likelihood.of(count, count.max(largest))
    }
}

/// Counts terms one after the other.
struct Counting<'a> {
    counts: &'a WordCounts<'a>,
    indexes: &'a [Option<Arc<InvertedIndexReader>>],
    own: &'a HashSet<String>,
    best: &'a Best,
    /// The postings of each field that were opened last.
    opened: Vec<Option<TermBlocks>>,
    /// The articles of each segment, unless all count.
    all: Vec<Option<&'a FixedBitSet>>,
    /// Articles of each segment that have the term in a field looked at before; none in between.
    known: Vec<FixedBitSet>,
    found: Vec<InSegment>,
    put: Vec<usize>,
    candidates: Vec<(f64, String)>,
}

impl<'a> Counting<'a> {
    fn of(
        counts: &'a WordCounts<'a>,
        indexes: &'a [Option<Arc<InvertedIndexReader>>],
        own: &'a HashSet<String>,
        best: &'a Best,
    ) -> Self {
        let known = counts.all.0.iter().map(|set| FixedBitSet::with_capacity(set.len())).collect();
        let is_part = |set: &&FixedBitSet| set.count_ones(..) < set.len();
        let all = counts.all.0.iter().map(|set| Some(set).filter(is_part)).collect();
        let opened = indexes.iter().map(|_| None).collect();
        let (found, put, candidates) = (Vec::new(), Vec::new(), Vec::new());
        Self { counts, indexes, own, best, opened, all, known, found, put, candidates }
    }

    /// Counts a word and keeps it if it may be among the best.
    fn add(&mut self, word: &str, found: impl Iterator<Item = InSegment>) -> tantivy::Result<()> {
        if !may_mark(word) || self.own.contains(word) {
            return Ok(());
        }
        self.found.clear();
        self.found.extend(found);
        let (count, of) = self.count()?;
        let worth = self.counts.likelihood.of(count, of);
        if let Some(worth) = worth.filter(|worth| *worth >= self.best.least()) {
            self.best.add(worth);
            self.candidates.push((worth, word.to_owned()));
        }
        Ok(())
    }

    /// Returns how many of the articles that match have a term in some field, and how many of all.
    fn count(&mut self) -> tantivy::Result<(u64, u64)> {
        let Self { indexes, known, found, put, opened, all, .. } = self;
        // The field that most articles have it in comes last: those need not be remembered.
        let segment = |at: usize| at / TextField::ALL.len();
        found.sort_unstable_by_key(|(at, info)| (segment(*at), info.doc_freq));
        let (mut count, mut of) = (0, 0);
        for same in found.chunk_by(|(one, _), (other, _)| segment(*one) == segment(*other)) {
            let segment = segment(same[0].0);
            let (matching, all) = (&self.counts.matching.0[segment], all[segment]);
            let known = &mut known[segment];
            for (number, (at, info)) in same.iter().enumerate() {
                let Some(index) = &indexes[*at] else { continue };
                let postings = match &mut opened[*at] {
                    Some(postings) => {
                        postings.reopen(index, info)?;
                        postings
                    }
                    none => none.insert(TermBlocks::open(index, info, IndexRecordOption::Basic)?),
                };
                let (is_first, is_last) = (put.is_empty(), number + 1 == same.len());
                postings.read_before(TERMINATED, |doc, _| {
                    let doc = doc as usize;
                    if !is_first && known.contains(doc) {
                        return;
                    }
                    if !is_last {
                        known.insert(doc);
                        put.push(doc);
                    }
                    count += u64::from(matching.contains(doc));
                    of += u64::from(all.is_none_or(|all| all.contains(doc)));
                });
            }
            put.drain(..).for_each(|doc| known.remove(doc));
        }
        Ok((count, of))
    }
}

/// What the best words tell that were found so far, whoever found them.
struct Best {
    most: usize,
    found: Mutex<BinaryHeap<Reverse<u64>>>,
    least: AtomicU64,
}

impl Best {
    /// Of so many words.
    fn new(most: usize) -> Self {
        Self { most, found: Mutex::default(), least: AtomicU64::new(0) }
    }

    /// Returns what a word must tell at least to be among them: it only rises.
    fn least(&self) -> f64 {
        f64::from_bits(self.least.load(Relaxed))
    }

    /// Adds what a word tells, which is never negative: its bits are in the order of its values.
    fn add(&self, worth: f64) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.push(Reverse(worth.to_bits()));
        if found.len() > self.most {
            found.pop();
        }
        if let Some(Reverse(least)) = found.peek().filter(|_| found.len() == self.most) {
            self.least.store(*least, Relaxed);
        }
    }
}
