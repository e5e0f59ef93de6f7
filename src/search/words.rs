//! The words that mark the articles that match against the others, by log-likelihood.
//!
//! Each word of the index is counted by its postings, but for those that could not be among the
//! best whatever their articles; numbers are of the whole set. What a word tells is not known here.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use fixedbitset::FixedBitSet;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED};

use super::blocks::{Stretch as _, TermBlocks, TermPostings};
use super::collect::Collector;
use super::marking::may_mark;
use super::time::in_time;
use crate::article::TextField;
use crate::cores::{cores, on_all_cores};
use crate::engine::{Deadline, Likelihood};
use crate::index::IndexReader;
use crate::lexicon::Form;

/// A word that one in so many as match have may tell much.
const COMMON: u64 = 8;

/// The articles that match and all that there are, in each segment.
#[derive(Debug, Default)]
pub(super) struct ArticleSets(pub(super) Vec<FixedBitSet>);

impl Collector for ArticleSets {
    fn segment(&mut self, _: u32, segment: &SegmentReader) -> tantivy::Result<()> {
        self.0.push(FixedBitSet::with_capacity(segment.max_doc() as usize));
        Ok(())
    }

    fn collect(&mut self, doc: DocId) {
        if let Some(set) = self.0.last_mut() {
            set.insert(doc as usize);
        }
    }
}

impl ArticleSets {
    /// Returns how many articles are in them.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().map(|set| set.count_ones(..) as u64).sum()
    }

    /// Returns how many articles are in others too.
    pub(super) fn common(&self, others: &Self) -> u64 {
        let both = self.0.iter().zip(&others.0);
        both.map(|(one, other)| one.intersection_count(other) as u64).sum()
    }
}

/// Counts words among the articles that match and among all.
pub(super) struct WordCounts<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) matching: &'a ArticleSets,
    pub(super) all: &'a ArticleSets,
    pub(super) likelihood: Likelihood,
    pub(super) deadline: &'a Deadline,
}

impl WordCounts<'_> {
    /// Returns so many words that tell most by themselves; `own` are left out.
    pub(super) fn candidates(
        &self,
        most: usize,
        own: &HashSet<String>,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let indexes = self.indexes()?;
        let best = Best::new(most);
        let among = |stretch| self.candidates_in(&stretch, &indexes, own, &best);
        let mut candidates = Vec::new();
        for found in on_all_cores(stretches(&indexes)?, among) {
            candidates.extend(found?);
        }
        Ok(candidates)
    }

    /// Returns those of a stretch of the words that may be among the best.
    fn candidates_in(
        &self,
        stretch: &Stretch,
        indexes: &[(usize, Arc<InvertedIndexReader>)],
        own: &HashSet<String>,
        best: &Best,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let mut terms = Merged::open(indexes, stretch)?;
        let mut counting = Counting::of(self, indexes, own, best);
        // Words that may tell much are counted at once, so that of the many that tell less most
        // are known to be too few before they are looked at.
        let common = (self.likelihood.matching / COMMON).max(1);
        let mut waiting = Vec::new();
        let mut seen = 0_u32;
        let (mut least, mut fewest) = (0.0, self.fewest(0.0));
        while terms.advance() {
            seen += 1;
            if seen.is_multiple_of(1 << 12) {
                in_time(self.deadline)?;
            }
            if best.least() > least {
                least = best.least();
                // Those that tell just as much are told apart by their letters later.
                fewest = self.fewest(least.next_down());
            }
            let sum: u64 = terms.found().map(|(_, info)| u64::from(info.doc_freq)).sum();
            if sum < fewest {
                continue;
            }
            let most = self.most(terms.found().map(|(_, info)| u64::from(info.doc_freq)));
            let Some(most) = most.filter(|most| *most >= least) else { continue };
            let Ok(word) = std::str::from_utf8(terms.term()) else { continue };
            let found = terms.found().map(|(at, info)| (at, info.clone())).collect();
            let term = Waiting { most, word: word.to_owned(), found };
            if sum >= common {
                counting.add(term)?;
            } else {
                waiting.push(term);
            }
        }
        waiting.sort_unstable_by(|one, other| other.most.total_cmp(&one.most));
        for (number, term) in waiting.into_iter().enumerate() {
            if term.most < best.least() {
                break;
            }
            if number.is_multiple_of(1 << 10) {
                in_time(self.deadline)?;
            }
            counting.add(term)?;
        }
        Ok(counting.candidates)
    }

    /// Returns the words of each field of each segment, where there are any.
    fn indexes(&self) -> tantivy::Result<Vec<(usize, Arc<InvertedIndexReader>)>> {
        let mut indexes = Vec::new();
        for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            for field in TextField::ALL {
                if self.reader.has_words(ordinal, field)? {
                    let index = segment.inverted_index(self.reader.fields().text(field))?;
                    indexes.push((ordinal, index));
                }
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

    /// Returns the articles of a segment that have one of some forms, deleted ones among them.
    pub(super) fn with(
        &self,
        ordinal: usize,
        segment: &SegmentReader,
        forms: &[&Form],
    ) -> tantivy::Result<FixedBitSet> {
        let mut with = FixedBitSet::with_capacity(segment.max_doc() as usize);
        for field in TextField::ALL {
            if !self.reader.has_words(ordinal, field)? {
                continue;
            }
            let field = self.reader.fields().text(field);
            let index = segment.inverted_index(field)?;
            for form in forms {
                if let Some(info) =
                    index.get_term_info(&Term::from_field_text(field, &form.term))?
                {
                    let mut postings = TermBlocks::open(&index, &info, IndexRecordOption::Basic)?;
                    postings.read_before(TERMINATED, |doc, _| with.insert(doc as usize));
                }
            }
        }
        Ok(with)
    }

    /// Returns how many of the articles that match have one of some forms, and how many of all.
    pub(super) fn of_forms(&self, forms: &[&Form]) -> tantivy::Result<(u64, u64)> {
        in_time(self.deadline)?;
        let (mut count, mut of) = (0, 0);
        for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            let with = self.with(ordinal, segment, forms)?;
            count += with.intersection_count(&self.matching.0[ordinal]) as u64;
            of += with.intersection_count(&self.all.0[ordinal]) as u64;
        }
        Ok((count, of))
    }
}

/// A term that may be among the best, and is not counted yet.
struct Waiting {
    /// What it tells at most.
    most: f64,
    word: String,
    found: Vec<InSegment>,
}

/// Counts terms one after the other.
struct Counting<'a> {
    counts: &'a WordCounts<'a>,
    indexes: &'a [(usize, Arc<InvertedIndexReader>)],
    own: &'a HashSet<String>,
    best: &'a Best,
    /// Articles of each segment that have the term in a field looked at before; none in between.
    known: Vec<FixedBitSet>,
    candidates: Vec<(f64, String)>,
}

impl<'a> Counting<'a> {
    fn of(
        counts: &'a WordCounts<'a>,
        indexes: &'a [(usize, Arc<InvertedIndexReader>)],
        own: &'a HashSet<String>,
        best: &'a Best,
    ) -> Self {
        let known = counts.all.0.iter().map(|set| FixedBitSet::with_capacity(set.len())).collect();
        Self { counts, indexes, own, best, known, candidates: Vec::new() }
    }

    /// Counts a term and keeps it if it may be among the best.
    fn add(&mut self, term: Waiting) -> tantivy::Result<()> {
        let Waiting { word, mut found, .. } = term;
        if !may_mark(&word) || self.own.contains(&word) {
            return Ok(());
        }
        let (count, of) = self.count(&mut found)?;
        let worth = self.counts.likelihood.of(count, of);
        if let Some(worth) = worth.filter(|worth| *worth >= self.best.least()) {
            self.best.add(worth);
            self.candidates.push((worth, word));
        }
        Ok(())
    }

    /// Returns how many of the articles that match have a term in some field, and how many of all.
    fn count(&mut self, found: &mut [InSegment]) -> tantivy::Result<(u64, u64)> {
        let indexes = self.indexes;
        // The field that most articles have it in comes last: those need not be remembered.
        found.sort_unstable_by_key(|(at, info)| (indexes[*at].0, info.doc_freq));
        let (mut count, mut of) = (0, 0);
        let mut put = Vec::new();
        for same in found.chunk_by(|(one, _), (other, _)| indexes[*one].0 == indexes[*other].0) {
            let segment = indexes[same[0].0].0;
            let (matching, all) = (&self.counts.matching.0[segment], &self.counts.all.0[segment]);
            let known = &mut self.known[segment];
            for (number, (at, info)) in same.iter().enumerate() {
                let is_last = number + 1 == same.len();
                let mut postings =
                    TermBlocks::open(&indexes[*at].1, info, IndexRecordOption::Basic)?;
                postings.read_before(TERMINATED, |doc, _| {
                    let doc = doc as usize;
                    if known.contains(doc) {
                        return;
                    }
                    if !is_last {
                        known.insert(doc);
                        put.push(doc);
                    }
                    count += u64::from(matching.contains(doc));
                    of += u64::from(all.contains(doc));
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

/// A part of the words: from the first of these on, those before the second.
type Stretch = [Option<Vec<u8>>; 2];

/// Returns the words of some indexes in as many parts as can be looked at at once.
fn stretches(indexes: &[(usize, Arc<InvertedIndexReader>)]) -> tantivy::Result<Vec<Stretch>> {
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
type InSegment = (usize, TermInfo);

/// The terms of several indexes in order, each once with where its postings are.
struct Merged<'a> {
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
    fn open(
        indexes: &'a [(usize, Arc<InvertedIndexReader>)],
        stretch: &Stretch,
    ) -> tantivy::Result<Self> {
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
    fn advance(&mut self) -> bool {
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
    fn term(&self) -> &[u8] {
        self.order.first().map_or(&[], |first| self.heads[*first].terms.key())
    }

    /// Returns in which indexes it is, and where its postings are.
    fn found(&self) -> impl Iterator<Item = (usize, &TermInfo)> {
        let heads = self.order[..self.run].iter().map(|head| &self.heads[*head]);
        heads.map(|head| (head.at, head.terms.value()))
    }
}
