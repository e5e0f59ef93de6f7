//! Which articles of a segment meet the condition of a query.
//!
//! Every part of a condition becomes a set of articles; words that must stand in order
//! or near each other are looked up with their positions, in the articles that have
//! them all. It never scores.

use std::cell::RefCell;

use fixedbitset::FixedBitSet;
use tantivy::columnar::StrColumn;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::capitals::Capitals;
use super::places::{Span, in_order, near, place, repeated, together};
use super::published::{arrived, articles_of};
use super::ranking::Ranking;
use super::time::in_time;
use super::typed_value::Typed;
use crate::engine::Deadline;
use crate::index::IndexReader;
use crate::query::{Capital, Condition, Like, QueryField};

/// Articles whose positions are in memory together.
const BLOCK: usize = 4_096;

/// How many postings are read one after the other while one article is looked up.
const LOOKED_UP: usize = 16;

/// Articles looked at between two looks at the deadline.
const CHECKED: usize = 64;

/// What is read to know who meets a condition, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effort {
    Lists,
    Dates,
    Positions,
}

/// Conditions on the articles of an index; the words that they name are those ranked.
pub(super) struct Filter<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) ranking: &'a Ranking,
    pub(super) deadline: &'a Deadline,
    /// Asks for articles without a date where a date is asked for: to count them.
    pub(super) undated: bool,
    /// Where words with a capital stand in the articles of the segment that is looked at.
    pub(super) capitals: RefCell<Option<Capitals<'a>>>,
}

impl Filter<'_> {
    /// Returns the articles of a segment that meet a condition, deleted ones among them.
    pub(super) fn on(
        &self,
        segment: &SegmentReader,
        condition: &Condition,
    ) -> tantivy::Result<FixedBitSet> {
        self.within(None, segment, condition)
    }

    /// Returns the same as far as it is asked among some articles: of others, whether they meet
    /// the condition is not told.
    pub(super) fn within(
        &self,
        within: Option<&FixedBitSet>,
        segment: &SegmentReader,
        condition: &Condition,
    ) -> tantivy::Result<FixedBitSet> {
        in_time(self.deadline)?;
        let len = segment.max_doc() as usize;
        Ok(match condition {
            Condition::Word(word) if self.ranking.weights.words[*word].is_instead => {
                FixedBitSet::with_capacity(len)
            }
            Condition::Word(word) if !self.wants_capital(&[*word]) => {
                self.candidates(condition, segment)?
            }
            Condition::Word(_) | Condition::Phrase { .. } | Condition::Near { .. } => {
                let mut candidates = self.candidates(condition, segment)?;
                if let Some(within) = within {
                    candidates.intersect_with(within);
                }
                self.placed(&candidates, segment, condition)?
            }
            Condition::All(conditions) => {
                let mut bits = FixedBitSet::with_capacity(len);
                bits.insert_range(..);
                if let Some(within) = within {
                    bits.intersect_with(within);
                }
                // What is known from lists of articles narrows where dates are looked at, and
                // both where positions are read.
                let mut conditions: Vec<&Condition> = conditions.iter().collect();
                conditions.sort_by_key(|condition| self.effort(condition));
                let (placed, others): (Vec<_>, Vec<_>) =
                    conditions.into_iter().partition(|condition| self.is_placed(condition));
                for condition in &placed {
                    bits.intersect_with(&self.candidates(condition, segment)?);
                }
                for condition in others {
                    bits.intersect_with(&self.within(Some(&bits), segment, condition)?);
                }
                for condition in placed {
                    bits = self.placed(&bits, segment, condition)?;
                }
                bits
            }
            Condition::Any(conditions) => {
                let mut bits = FixedBitSet::with_capacity(len);
                for condition in conditions {
                    bits.union_with(&self.within(within, segment, condition)?);
                }
                bits
            }
            Condition::Not(condition) => {
                let mut bits = self.within(within, segment, condition)?;
                bits.toggle_range(..);
                bits
            }
            Condition::Value { field, value } => {
                let typed = Typed::new(*field, value);
                self.with_value(*field, value, &|found| typed.is_held_by(found), segment)?
            }
            Condition::Exactly { field, value } => {
                self.with_value(*field, value, &|found| found == value, segment)?
            }
            Condition::Like(like) => self.alike(like, segment)?,
            Condition::Published(span) => {
                articles_of(self.reader, segment, within, span, self.undated)?
            }
            Condition::Added(arrival) => arrived(self.reader, segment, arrival)?,
        })
    }

    /// Returns those of some articles in which the words of a condition stand as it asks.
    fn placed(
        &self,
        candidates: &FixedBitSet,
        segment: &SegmentReader,
        condition: &Condition,
    ) -> tantivy::Result<FixedBitSet> {
        self.placed_while(BLOCK, candidates, segment, condition, &mut |_, _| true)
    }

    /// Returns the same as long as `is_wanted` says so, which is told after each `block` of articles
    /// how many were looked at since it was asked last, and how many of these were found.
    pub(super) fn placed_while(
        &self,
        block: usize,
        candidates: &FixedBitSet,
        segment: &SegmentReader,
        condition: &Condition,
        is_wanted: &mut dyn FnMut(u64, u64) -> bool,
    ) -> tantivy::Result<FixedBitSet> {
        let mut bits = FixedBitSet::with_capacity(candidates.len());
        let docs: Vec<DocId> = candidates.ones().map(|doc| doc as DocId).collect();
        for docs in docs.chunks(block) {
            let mut found = 0;
            for (&doc, spans) in docs.iter().zip(self.spans(condition, segment, docs)?) {
                if !spans.is_empty() {
                    bits.insert(doc as usize);
                    found += 1;
                }
            }
            if !is_wanted(docs.len() as u64, found) {
                break;
            }
        }
        Ok(bits)
    }

    /// Tells whether a condition is that words stand somewhere.
    pub(super) fn is_placed(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Word(word) => {
                !self.ranking.weights.words[*word].is_instead && self.wants_capital(&[*word])
            }
            Condition::Phrase { .. } | Condition::Near { .. } => true,
            _ => false,
        }
    }

    /// Tells what must be read to know who meets a condition: lists of articles, columns of
    /// dates, or positions.
    fn effort(&self, condition: &Condition) -> Effort {
        match condition {
            Condition::Word(word) if self.wants_capital(&[*word]) => Effort::Positions,
            Condition::Phrase { .. } | Condition::Near { .. } => Effort::Positions,
            Condition::Not(condition) => self.effort(condition),
            Condition::All(all) | Condition::Any(all) => {
                let efforts = all.iter().map(|condition| self.effort(condition));
                efforts.max().unwrap_or(Effort::Lists)
            }
            Condition::Published(_) | Condition::Added(_) => Effort::Dates,
            Condition::Word(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_) => Effort::Lists,
        }
    }

    /// Returns the articles that have the words of a condition, wherever they stand.
    fn candidates(
        &self,
        condition: &Condition,
        segment: &SegmentReader,
    ) -> tantivy::Result<FixedBitSet> {
        let len = segment.max_doc() as usize;
        Ok(match condition {
            Condition::Word(word) => {
                let mut bits = FixedBitSet::with_capacity(len);
                self.ranking.for_each_doc(*word, segment, |doc| bits.insert(doc as usize))?;
                bits
            }
            Condition::Phrase { words, .. } => self.with_words(words, segment)?,
            Condition::Near { left, right, .. } => {
                let mut bits = self.candidates(left, segment)?;
                bits.intersect_with(&self.candidates(right, segment)?);
                bits
            }
            Condition::Any(conditions) | Condition::All(conditions) => {
                let mut bits = FixedBitSet::with_capacity(len);
                for condition in conditions {
                    bits.union_with(&self.candidates(condition, segment)?);
                }
                bits
            }
            // What has no place is near nothing.
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => FixedBitSet::with_capacity(len),
        })
    }

    /// Returns the articles that have all of some words, wherever they stand.
    fn with_words(&self, words: &[usize], segment: &SegmentReader) -> tantivy::Result<FixedBitSet> {
        let mut words: Vec<(u64, usize)> = repeated(words)
            .into_iter()
            .map(|(word, _)| (self.ranking.cost(word, segment), word))
            .collect();
        words.sort_unstable();
        let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
        bits.insert_range(..);
        for (cost, word) in words {
            let left = bits.count_ones(..);
            if (left * LOOKED_UP) as u64 >= cost {
                bits.intersect_with(&self.candidates(&Condition::Word(word), segment)?);
                continue;
            }
            let docs: Vec<DocId> = bits.ones().map(|doc| doc as DocId).collect();
            bits.clear();
            let mut postings = self.ranking.blocks(word, segment, IndexRecordOption::Basic)?;
            postings.look_up(&docs, |at, _| bits.insert(docs[at] as usize));
        }
        Ok(bits)
    }

    /// Returns the articles that have enough of the words of another one, and are no copies of it.
    fn alike(&self, like: &Like, segment: &SegmentReader) -> tantivy::Result<FixedBitSet> {
        let len = segment.max_doc() as usize;
        let mut had = vec![0_usize; len];
        for word in &like.words {
            in_time(self.deadline)?;
            let with = self.candidates(&Condition::Word(*word), segment)?;
            with.ones().for_each(|doc| had[doc] += 1);
        }
        let least = like.least();
        let mut bits = FixedBitSet::with_capacity(len);
        bits.extend(had.iter().enumerate().filter(|(_, had)| **had >= least).map(|(doc, _)| doc));
        for id in &like.apart {
            bits.difference_with(&self.with_value(QueryField::Id, id, &|_| false, segment)?);
        }
        Ok(bits)
    }

    /// Returns where a condition is met in each of `docs`, which are sorted.
    fn spans(
        &self,
        condition: &Condition,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<Span>>> {
        Ok(match condition {
            Condition::Word(word) => self.phrases(&[*word], None, segment, docs)?,
            Condition::Phrase { words, slop } => self.phrases(words, *slop, segment, docs)?,
            Condition::Near { left, right, distance } => {
                let left = self.spans(left, segment, docs)?;
                let right = self.spans(right, segment, docs)?;
                let mut found = Vec::with_capacity(docs.len());
                for (at, (left, right)) in left.iter().zip(&right).enumerate() {
                    if at % CHECKED == 0 {
                        in_time(self.deadline)?;
                    }
                    found.push(near(left, right, *distance));
                }
                found
            }
            Condition::Any(conditions) | Condition::All(conditions) => {
                let mut all = vec![Vec::new(); docs.len()];
                for condition in conditions {
                    let spans = self.spans(condition, segment, docs)?;
                    all.iter_mut().zip(spans).for_each(|(all, spans)| all.extend(spans));
                }
                for spans in &mut all {
                    spans.sort_unstable();
                }
                all
            }
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => {
                vec![Vec::new(); docs.len()]
            }
        })
    }

    /// Returns where words stand side by side in each of `docs`, with a capital where they
    /// must have one.
    fn phrases(
        &self,
        words: &[usize],
        slop: Option<u32>,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<Span>>> {
        // A word that is repeated is looked up once.
        let distinct = repeated(words);
        let place_of = |word: &usize| distinct.iter().position(|(known, _)| known == word);
        let order: Vec<usize> = words.iter().filter_map(place_of).collect();
        let places = distinct.iter().map(|&(word, _)| self.places(word, segment, docs));
        let mut places = places.collect::<tantivy::Result<Vec<_>>>()?;
        let spans = |places: &[Vec<u32>]| match slop {
            None => in_order(&order.iter().map(|&word| &places[word]).collect::<Vec<_>>()),
            Some(slop) => {
                let times = distinct.iter().map(|(_, times)| *times);
                together(&places.iter().zip(times).collect::<Vec<_>>(), slop)
            }
        };
        let wants_capital = self.wants_capital(words);
        let mut found = Vec::with_capacity(docs.len());
        for (at, &doc) in docs.iter().enumerate() {
            if at % CHECKED == 0 || wants_capital {
                in_time(self.deadline)?;
            }
            let mut of_words: Vec<_> =
                places.iter_mut().map(|word| std::mem::take(&mut word[at])).collect();
            let mut met = spans(&of_words);
            if wants_capital && !met.is_empty() {
                let mut capitals = self.capitals.borrow_mut();
                let of_segment = capitals.take().filter(|known| known.is_of(segment));
                let of_segment = match of_segment {
                    Some(known) => known,
                    None => Capitals::open(self.reader, segment),
                };
                let with_capital = capitals.insert(of_segment).of(doc)?;
                for ((word, _), places) in distinct.iter().zip(&mut of_words) {
                    if self.wants_capital(&[*word]) {
                        places.retain(|place| with_capital.binary_search(place).is_ok());
                    }
                }
                met = spans(&of_words);
            }
            found.push(met);
        }
        Ok(found)
    }

    /// Tells whether one of these words must have a capital.
    fn wants_capital(&self, words: &[usize]) -> bool {
        let words = words.iter().map(|&word| &self.ranking.weights.words[word]);
        words.into_iter().any(|word| word.capital == Capital::Required)
    }

    /// Returns where a word stands in each of `docs`, sorted.
    fn places(
        &self,
        word: usize,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); docs.len()];
        let mut positions = Vec::new();
        self.ranking.cursor(word, segment, docs)?.look_up(docs, |at, form| {
            form.positions(&mut positions);
            let (_, field) = form.form();
            places[at].extend(positions.iter().map(|&position| place(field, position)));
        });
        for places in &mut places {
            places.sort_unstable();
        }
        Ok(places)
    }

    /// Returns the articles with a value in a field that is no text.
    fn with_value(
        &self,
        field: QueryField,
        value: &str,
        is_wanted: &dyn Fn(&str) -> bool,
        segment: &SegmentReader,
    ) -> tantivy::Result<FixedBitSet> {
        let fields = self.reader.fields();
        let column = match field {
            QueryField::Author => fields.authors,
            QueryField::Source => fields.source,
            QueryField::Section => fields.section,
            QueryField::Tag => fields.tags,
            QueryField::Language => fields.language,
            QueryField::Url => fields.url,
            QueryField::Id => fields.id,
            // Text has words, and its conditions are on these.
            QueryField::Title | QueryField::Description | QueryField::Body | QueryField::Like => {
                return Ok(FixedBitSet::with_capacity(segment.max_doc() as usize));
            }
        };
        let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
        if field == QueryField::Id {
            let term = Term::from_field_text(column, value);
            let postings = segment.inverted_index(column)?;
            if let Some(mut found) = postings.read_postings(&term, IndexRecordOption::Basic)? {
                while found.doc() != TERMINATED {
                    bits.insert(found.doc() as usize);
                    found.advance();
                }
            }
            return Ok(bits);
        }
        let Some(column) = segment.fast_fields().str(self.name(column))? else { return Ok(bits) };
        let wanted = ordinals_with(&column, is_wanted)?;
        if wanted.contains(&true) {
            for doc in 0..segment.max_doc() {
                if column.term_ords(doc).any(|ordinal| wanted[ordinal as usize]) {
                    bits.insert(doc as usize);
                }
            }
        }
        Ok(bits)
    }

    fn name(&self, field: Field) -> &str {
        self.reader.searcher().schema().get_field_name(field)
    }
}

/// Tells for each value of a column, by its ordinal, whether it is wanted.
fn ordinals_with(
    column: &StrColumn,
    is_wanted: impl Fn(&str) -> bool,
) -> tantivy::Result<Vec<bool>> {
    let mut wanted = Vec::with_capacity(column.num_terms());
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        wanted.push(std::str::from_utf8(values.key()).is_ok_and(&is_wanted));
    }
    Ok(wanted)
}
