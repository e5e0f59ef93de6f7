//! The words that mark the articles that match against the others, by log-likelihood.
//!
//! Each word of the index is counted by its postings, but for those that could not be among the
//! best whatever their articles; numbers are of the whole set. What a word tells is not known here.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

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
        let bar = Bar::default();
        let among = |stretch| self.candidates_in(&stretch, &indexes, most, own, &bar);
        let mut candidates = Vec::new();
        for found in on_all_cores(stretches(&indexes)?, among) {
            candidates.extend(found?);
        }
        Ok(candidates)
    }

    /// Returns those of a stretch of the words that may be among the best; `bar` is what they must
    /// tell.
    fn candidates_in(
        &self,
        stretch: &Stretch,
        indexes: &[(usize, Arc<InvertedIndexReader>)],
        most: usize,
        own: &HashSet<String>,
        bar: &Bar,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let mut terms = Merged::open(indexes, stretch)?;
        let articles = self.all.0.iter().map(|set| FixedBitSet::with_capacity(set.len()));
        let mut articles: Vec<FixedBitSet> = articles.collect();
        let mut best = Vec::new();
        let mut seen = 0_u32;
        let (mut least, mut fewest) = (0.0, self.fewest(0.0));
        while let Some((term, found)) = terms.next() {
            seen += 1;
            if seen.is_multiple_of(1 << 12) {
                in_time(self.deadline)?;
            }
            if bar.get() > least {
                least = bar.get();
                fewest = self.fewest(least);
            }
            let sum: u64 = found.iter().map(|(_, info)| u64::from(info.doc_freq)).sum();
            if sum < fewest || self.most(found).is_none_or(|most| most <= least) {
                continue;
            }
            let Ok(word) = std::str::from_utf8(term) else { continue };
            if !may_mark(word) || own.contains(word) {
                continue;
            }
            let (count, of) = self.count(indexes, found, &mut articles)?;
            let Some(worth) = self.likelihood.of(count, of).filter(|worth| *worth > least) else {
                continue;
            };
            best.push((worth, word.to_owned()));
            if best.len() >= 2 * most {
                best.select_nth_unstable_by(most - 1, |one, other| other.0.total_cmp(&one.0));
                best.truncate(most);
                // Those that tell just as much are told apart by their letters later.
                let least = best.iter().map(|(worth, _)| *worth).fold(f64::INFINITY, f64::min);
                bar.raise(least.next_down());
            }
        }
        Ok(best)
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
    fn most(&self, found: &[InSegment]) -> Option<f64> {
        let counts = found.iter().map(|(_, info)| u64::from(info.doc_freq));
        let (sum, largest) = (counts.clone().sum::<u64>(), counts.max().unwrap_or(0));
        let count = sum.min(self.likelihood.matching);
        self.likelihood.of(count, count.max(largest))
    }

    /// Returns how many of the articles that match have a term in some field, and how many of all;
    /// `articles` are empty before and after.
    fn count(
        &self,
        indexes: &[(usize, Arc<InvertedIndexReader>)],
        found: &[InSegment],
        articles: &mut [FixedBitSet],
    ) -> tantivy::Result<(u64, u64)> {
        let (mut count, mut of) = (0, 0);
        for same in found.chunk_by(|(one, _), (other, _)| indexes[*one].0 == indexes[*other].0) {
            let segment = indexes[same[0].0].0;
            let (matching, all) = (&self.matching.0[segment], &self.all.0[segment]);
            let known = &mut articles[segment];
            for (at, info) in same {
                let index = &indexes[*at].1;
                let mut postings = TermBlocks::open(index, info, IndexRecordOption::Basic)?;
                // A word of one field has each article once.
                postings.read_before(TERMINATED, |doc, _| {
                    let doc = doc as usize;
                    if same.len() == 1 || !known.put(doc) {
                        count += u64::from(matching.contains(doc));
                        of += u64::from(all.contains(doc));
                    }
                });
            }
            if same.len() > 1 {
                known.clear();
            }
        }
        Ok((count, of))
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

/// What words must tell to be among the best: it only rises, whoever finds better ones.
#[derive(Default)]
struct Bar(AtomicU64);

impl Bar {
    fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Relaxed))
    }

    /// Raises it; it is never negative, so that its bits are in the order of its values.
    fn raise(&self, least: f64) {
        self.0.fetch_max(least.max(0.0).to_bits(), Relaxed);
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
    term: Vec<u8>,
    found: Vec<InSegment>,
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
            let mut head = Head { at, letters: 0, terms: terms.into_stream()? };
            heads.extend(head.advance().then_some(head));
        }
        Ok(Self { heads, term: Vec::new(), found: Vec::new() })
    }

    /// Returns the next term, and for each index that has it which one that is.
    fn next(&mut self) -> Option<(&[u8], &[InSegment])> {
        let least = self.heads.iter().min_by(|one, other| one.cmp(other))?;
        let letters = least.letters;
        self.term.clear();
        self.term.extend_from_slice(least.terms.key());
        self.found.clear();
        self.heads.retain_mut(|head| {
            if head.letters != letters || head.terms.key() != self.term {
                return true;
            }
            self.found.push((head.at, head.terms.value().clone()));
            head.advance()
        });
        Some((&self.term, &self.found))
    }
}
