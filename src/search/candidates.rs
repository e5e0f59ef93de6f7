//! The words that mark the articles that match against the others, by log-likelihood.
//!
//! Each word of the index is counted by its postings, but for those that could not be among the
//! best whatever their articles. What a word tells is not known here, nor which forms are one.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use fixedbitset::FixedBitSet;
use tantivy::postings::TermInfo;
use tantivy::{InvertedIndexReader, TERMINATED};

use super::blocks::{Stretch as _, TermBlocks, reopened};
use super::marking::may_mark;
use super::merged::{InSegment, Merged, Stretch, stretches};
use super::time::in_time;
use super::words::WordCounts;
use crate::article::TextField;
use crate::cores::on_all_cores;
use crate::index::PlacedWords;

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
        words: &[PlacedWords<'_>],
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
            counting.found.clear();
            counting.found.extend(words.found());
            if counting.most().is_some_and(|most| most >= least) {
                counting.add(words.word())?;
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
}

/// Counts terms one after the other.
struct Counting<'a> {
    counts: &'a WordCounts<'a>,
    indexes: &'a [Option<Arc<InvertedIndexReader>>],
    own: &'a HashSet<String>,
    best: &'a Best,
    segments: Vec<Counted<'a>>,
    /// The postings of each field that were opened last.
    opened: Vec<Option<TermBlocks>>,
    /// Where the present term is, by segment, the fields that most articles have it in last.
    found: Vec<InSegment>,
    put: Vec<usize>,
    candidates: Vec<(f64, String)>,
}

/// What is counted of a segment.
struct Counted<'a> {
    matching: &'a FixedBitSet,
    /// How many articles match.
    most: u64,
    /// The articles that count, unless all do.
    all: Option<&'a FixedBitSet>,
    /// How many do not.
    others: u64,
    /// Articles that have the term in a field looked at before; none in between.
    known: FixedBitSet,
}

impl<'a> Counted<'a> {
    fn of(matching: &'a FixedBitSet, all: &'a FixedBitSet) -> Self {
        let others = (all.len() - all.count_ones(..)) as u64;
        let most = matching.count_ones(..) as u64;
        let known = FixedBitSet::with_capacity(all.len());
        Self { matching, most, all: Some(all).filter(|_| others > 0), others, known }
    }
}

impl<'a> Counting<'a> {
    fn of(
        counts: &'a WordCounts<'a>,
        indexes: &'a [Option<Arc<InvertedIndexReader>>],
        own: &'a HashSet<String>,
        best: &'a Best,
    ) -> Self {
        let sets = counts.matching.0.iter().zip(&counts.all.0);
        let segments = sets.map(|(matching, all)| Counted::of(matching, all)).collect();
        let opened = indexes.iter().map(|_| None).collect();
        let (found, put, candidates) = (Vec::new(), Vec::new(), Vec::new());
        Self { counts, indexes, own, best, segments, opened, found, put, candidates }
    }

    /// Returns what the present term tells at most, by how many articles have it in each field.
    fn most(&mut self) -> Option<f64> {
        self.found.sort_unstable_by_key(|(at, info)| (segment(*at), info.doc_freq));
        let (mut count, mut of) = (0, 0);
        for same in in_segments(&self.found) {
            let counted = &self.segments[segment(same[0].0)];
            let articles = |(_, info): &InSegment| u64::from(info.doc_freq);
            count += same.iter().map(articles).sum::<u64>().min(counted.most);
            of += same.last().map_or(0, articles).saturating_sub(counted.others);
        }
        self.counts.likelihood.of(count, count.max(of))
    }

    /// Counts the present term, which this is, and keeps it if it may be among the best.
    fn add(&mut self, word: &str) -> tantivy::Result<()> {
        if !may_mark(word) || self.own.contains(word) {
            return Ok(());
        }
        let likelihood = self.counts.likelihood;
        let (count, of, are_all) = self.count_largest()?;
        let most = likelihood.of(count, count.max(of));
        if most.is_none_or(|most| most < self.best.least()) {
            return Ok(());
        }
        let (count, of) = if are_all { (count, of) } else { self.count()? };
        let worth = likelihood.of(count, of);
        if let Some(worth) = worth.filter(|worth| *worth >= self.best.least()) {
            self.best.add(worth);
            self.candidates.push((worth, word.to_owned()));
        }
        Ok(())
    }

    /// Returns how many of the articles that match have the present term at most, and how many of
    /// all at least, and whether these are all: of each segment, postings of one field are read.
    fn count_largest(&mut self) -> tantivy::Result<(u64, u64, bool)> {
        let Self { indexes, segments, found, opened, .. } = self;
        let (mut count, mut of, mut are_all) = (0, 0, true);
        for same in in_segments(found) {
            let Some(((at, info), others)) = same.split_last() else { continue };
            let Counted { matching, all, most, .. } = &segments[segment(*at)];
            let Some(postings) = open(&mut opened[*at], indexes[*at].as_deref(), info)? else {
                continue;
            };
            let mut with: u64 = 0;
            match all {
                None => {
                    of += u64::from(info.doc_freq);
                    postings.read_before(TERMINATED, |doc, _| {
                        with += u64::from(matching.contains(doc as usize));
                    });
                }
                Some(all) => postings.read_before(TERMINATED, |doc, _| {
                    with += u64::from(matching.contains(doc as usize));
                    of += u64::from(all.contains(doc as usize));
                }),
            }
            are_all &= others.is_empty();
            let others = others.iter().map(|(_, info)| u64::from(info.doc_freq)).sum::<u64>();
            count += (with + others).min(*most);
        }
        Ok((count, of, are_all))
    }

    /// Returns how many of the articles that match have the present term in some field, and how
    /// many of all.
    fn count(&mut self) -> tantivy::Result<(u64, u64)> {
        let Self { indexes, segments, found, put, opened, .. } = self;
        let (mut count, mut of) = (0, 0);
        for same in in_segments(found) {
            let Counted { matching, all, known, .. } = &mut segments[segment(same[0].0)];
            for (number, (at, info)) in same.iter().enumerate() {
                let Some(postings) = open(&mut opened[*at], indexes[*at].as_deref(), info)? else {
                    continue;
                };
                // Of the last field nothing need be remembered.
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

/// Returns the segment of a field.
fn segment(at: usize) -> usize {
    at / TextField::ALL.len()
}

/// Returns where a term is, segment by segment.
fn in_segments(found: &[InSegment]) -> impl Iterator<Item = &[InSegment]> {
    found.chunk_by(|(one, _), (other, _)| segment(*one) == segment(*other))
}

/// Opens the postings of a term, in place of those opened before; `None` where a field has none.
fn open<'o>(
    opened: &'o mut Option<TermBlocks>,
    index: Option<&InvertedIndexReader>,
    term: &TermInfo,
) -> std::io::Result<Option<&'o mut TermBlocks>> {
    index.map(|index| reopened(opened, index, term)).transpose()
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
