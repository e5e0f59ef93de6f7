//! The words that mark the articles that match against the others, by log-likelihood.
//!
//! Each word of the index is counted by its postings, but for those that could not be among the
//! best whatever their articles; numbers are of the whole set. What a word tells is not known here.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED};

use super::blocks::{Stretch, TermBlocks, TermPostings};
use super::collect::Collector;
use super::ideas::NearWords;
use super::marking::is_telling;
use super::time::in_time;
use crate::article::TextField;
use crate::engine::{Deadline, LEAST, Likelihood};
use crate::index::IndexReader;

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
    /// Returns so many words that tell most by themselves, in the field where they do; `own` are
    /// left out.
    pub(super) fn candidates(
        &self,
        most: usize,
        own: &HashSet<String>,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let mut best: HashMap<String, f64, FixedState> = HashMap::default();
        for field in TextField::ALL {
            for (worth, word) in self.candidates_in(field, most, own)? {
                let known = best.entry(word).or_insert(worth);
                *known = known.max(worth);
            }
        }
        Ok(best.into_iter().map(|(word, worth)| (worth, word)).collect())
    }

    fn candidates_in(
        &self,
        field: TextField,
        most: usize,
        own: &HashSet<String>,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let segments = self.reader.searcher().segment_readers();
        let field = self.reader.fields().text(field);
        let indexes = segments.iter().map(|segment| segment.inverted_index(field));
        let indexes: Vec<Arc<InvertedIndexReader>> = indexes.collect::<tantivy::Result<_>>()?;
        let mut terms = Merged::open(&indexes)?;
        let (mut best, mut bar) = (Vec::new(), 0.0);
        let mut seen = 0_u32;
        while let Some((term, found)) = terms.next() {
            seen += 1;
            if seen.is_multiple_of(1 << 12) {
                in_time(self.deadline)?;
            }
            let of: u64 = found.iter().map(|(_, info)| u64::from(info.doc_freq)).sum();
            let possible = of.min(self.likelihood.matching);
            if of < LEAST || self.likelihood.of(possible, of).is_none_or(|most| most <= bar) {
                continue;
            }
            let Ok(word) = std::str::from_utf8(term) else { continue };
            if !is_telling(word) || own.contains(word) {
                continue;
            }
            let (mut count, mut of) = (0, 0);
            for (segment, info) in found {
                let mut postings =
                    TermBlocks::open(&indexes[*segment], info, IndexRecordOption::Basic)?;
                let (matching, all) = (&self.matching.0[*segment], &self.all.0[*segment]);
                postings.read_before(TERMINATED, |doc, _| {
                    count += u64::from(matching.contains(doc as usize));
                    of += u64::from(all.contains(doc as usize));
                });
            }
            let Some(worth) = self.likelihood.of(count, of).filter(|worth| *worth > bar) else {
                continue;
            };
            best.push((worth, word.to_owned()));
            if best.len() >= 2 * most {
                best.select_nth_unstable_by(most, |one, other| other.0.total_cmp(&one.0));
                best.truncate(most);
                bar = best.iter().map(|(worth, _)| *worth).fold(f64::INFINITY, f64::min);
            }
        }
        Ok(best)
    }

    /// Returns words that stand near what is asked for, each with what it tells by itself.
    pub(super) fn candidates_among(
        &self,
        words: &NearWords,
    ) -> tantivy::Result<Vec<(f64, String)>> {
        let mut candidates = Vec::new();
        for (word, articles) in words.iter().filter(|(_, articles)| articles.len() as u64 >= LEAST)
        {
            let (_, of) = self.of_forms(&[word])?;
            let worth = self.likelihood.of(articles.len() as u64, of);
            candidates.extend(worth.map(|worth| (worth, word.clone())));
        }
        Ok(candidates)
    }

    /// Returns how many of the articles that match have one of some forms, and how many of all.
    pub(super) fn of_forms(&self, forms: &[&str]) -> tantivy::Result<(u64, u64)> {
        in_time(self.deadline)?;
        let (mut count, mut of) = (0, 0);
        for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
            let mut with = FixedBitSet::with_capacity(segment.max_doc() as usize);
            for field in TextField::ALL {
                if !self.reader.has_words(ordinal, field)? {
                    continue;
                }
                let field = self.reader.fields().text(field);
                let index = segment.inverted_index(field)?;
                for form in forms {
                    if let Some(info) = index.get_term_info(&Term::from_field_text(field, form))? {
                        let mut postings =
                            TermBlocks::open(&index, &info, IndexRecordOption::Basic)?;
                        postings.read_before(TERMINATED, |doc, _| with.insert(doc as usize));
                    }
                }
            }
            count += with.intersection_count(&self.matching.0[ordinal]) as u64;
            of += with.intersection_count(&self.all.0[ordinal]) as u64;
        }
        Ok((count, of))
    }
}

/// A segment, by its place, and where the postings of a term are in it.
type InSegment = (usize, TermInfo);

/// The terms of several segments in order, each once with where its postings are.
struct Merged<'a> {
    streams: Vec<Option<TermStreamer<'a>>>,
    term: Vec<u8>,
    found: Vec<InSegment>,
}

impl<'a> Merged<'a> {
    fn open(indexes: &'a [Arc<InvertedIndexReader>]) -> tantivy::Result<Self> {
        let mut streams = Vec::with_capacity(indexes.len());
        for index in indexes {
            let mut stream = index.terms().stream()?;
            streams.push(stream.advance().then_some(stream));
        }
        Ok(Self { streams, term: Vec::new(), found: Vec::new() })
    }

    /// Returns the next term, and for each segment that has it which one that is.
    fn next(&mut self) -> Option<(&[u8], &[InSegment])> {
        let least = self.streams.iter().flatten().map(TermStreamer::key).min()?;
        self.term.clear();
        self.term.extend_from_slice(least);
        self.found.clear();
        for (segment, stream) in self.streams.iter_mut().enumerate() {
            let Some(known) = stream.as_mut().filter(|known| known.key() == self.term) else {
                continue;
            };
            self.found.push((segment, known.value().clone()));
            if !known.advance() {
                *stream = None;
            }
        }
        Some((&self.term, &self.found))
    }
}
