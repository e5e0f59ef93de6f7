//! A plan: what a query asks of an index, ready to be run over its segments.
//!
//! It knows the words that a query stands for, what they are worth, and which articles
//! may be hits; who collects them decides what becomes of them.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};

use fixedbitset::FixedBitSet;
use tantivy::schema::Term;
use tantivy::{DocAddress, DocId};

use super::accumulators::Accumulators;
use super::collect::Collector;
use super::coverage::Coverage;
use super::expand::expand;
use super::filter::Filter;
use super::ranking::{Among, Ranking, Terms};
use super::tops::Tops;
use crate::engine::Deadline;
use crate::error::Result;
use crate::index::IndexReader;
use crate::lexicon::Expansion;
use crate::query::{Condition, Query, Role};

/// Articles that are looked at before it is asked whether more are wanted.
const LOOKED_AT: usize = 512;

/// A query as it is run on an index.
pub(super) struct Plan<'a> {
    pub(super) reader: &'a IndexReader,
    pub(super) query: &'a Query,
    pub(super) deadline: &'a Deadline,
    /// The words of the collection that each word of the query stands for.
    pub(super) expansions: Vec<Expansion>,
    pub(super) ranking: Ranking,
    /// About how many articles may be hits whatever their words.
    pub(super) searched: u64,
    /// What articles are scored in.
    window: OnceCell<RefCell<Accumulators>>,
}

/// For each segment, the articles that may be hits; all of them when `None`.
pub(super) type Sets = Vec<Option<FixedBitSet>>;

impl<'a> Plan<'a> {
    /// Looks up what a query stands for, of its words with `*` or `~` at most so many.
    pub(super) fn new(
        reader: &'a IndexReader,
        query: &'a Query,
        most: usize,
        deadline: &'a Deadline,
    ) -> tantivy::Result<Self> {
        let expansions = expand(reader.lexicon(), query, most, &mut Terms::of(reader, deadline))?;
        let searched = articles_in(reader, query.language.as_deref())?;
        let terms = Terms::of(reader, deadline);
        let ranking = Ranking::new(terms, &query.words, &expansions, searched)?;
        let window = OnceCell::new();
        Ok(Self { reader, query, deadline, expansions, ranking, searched, window })
    }

    /// Returns the articles that meet the condition of the query.
    pub(super) fn sets(&self) -> tantivy::Result<Sets> {
        match &self.query.condition {
            Some(condition) => self.sets_with(condition, false),
            // Every article meets nothing.
            None if self.query.words.is_empty() => self.sets_with(&every(), false),
            None => Ok(self.segments().map(|_| None).collect()),
        }
    }

    /// Counts the articles among `sets` that count, and keeps the best.
    pub(super) fn run(&self, sets: &Sets, tops: &mut Tops<'_>) -> tantivy::Result<()> {
        let window = self.window.get_or_init(|| RefCell::new(Accumulators::new()));
        let mut window = window.borrow_mut();
        for ((ordinal, segment), set) in self.segments().zip(sets) {
            tops.start_segment(ordinal);
            let among = Among { set: set.as_ref(), deadline: self.deadline };
            self.ranking.rank(segment, among, &mut window, tops)?;
        }
        Ok(())
    }

    /// Collects the articles that have all the plain words, or some of them, and meet the
    /// condition; nothing is scored. With `undated`, those that would if they had a date.
    pub(super) fn run_unscored<C: Collector>(
        &self,
        coverage: Coverage,
        undated: bool,
        into: &mut C,
    ) -> tantivy::Result<()> {
        let sets = self.sets_with(&whole_condition(self.query, coverage), undated)?;
        for ((ordinal, segment), set) in self.segments().zip(&sets) {
            into.segment(ordinal, segment)?;
            let alive = segment.alive_bitset();
            for doc in set.iter().flat_map(FixedBitSet::ones).map(|doc| doc as DocId) {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    into.collect(doc);
                }
            }
        }
        Ok(())
    }

    /// Returns which of some articles count as hits, those of `sets` that have all the plain
    /// words or some of them.
    pub(super) fn found_among(
        &self,
        sets: &Sets,
        coverage: Coverage,
        articles: &[DocAddress],
    ) -> Result<HashSet<DocAddress>> {
        let weights = &self.ranking.weights;
        let most = (weights.plain_words() - coverage.least(weights.roles())) as usize;
        let mut found = HashSet::new();
        for (ordinal, mut articles) in by_segment(articles, |address| *address) {
            articles.retain(|address| has(sets, *address));
            articles.sort_unstable();
            let docs: Vec<DocId> = articles.iter().map(|address| address.doc_id).collect();
            let segment = self.reader.searcher().segment_reader(ordinal);
            let lacking = self.ranking.lacking(segment, &docs);
            let lacking = lacking.map_err(|error| self.reader.damaged(error))?;
            let counting = articles.into_iter().zip(lacking);
            let counting = counting.filter(|(_, lacking)| lacking.len() <= most);
            found.extend(counting.map(|(address, _)| address));
        }
        Ok(found)
    }

    /// Returns the articles that meet a condition on the words of the query; with `undated`,
    /// those that would if they had a date.
    pub(super) fn sets_with(&self, condition: &Condition, undated: bool) -> tantivy::Result<Sets> {
        let filter = self.filter(undated);
        self.segments().map(|(_, segment)| filter.on(segment, condition).map(Some)).collect()
    }

    /// Returns those of some articles that meet the condition of the query.
    pub(super) fn among(&self, articles: &[FixedBitSet]) -> tantivy::Result<Vec<FixedBitSet>> {
        let every = every();
        let condition = self.query.condition.as_ref().unwrap_or(&every);
        let filter = self.filter(false);
        let found = self.segments().zip(articles).map(|((_, segment), articles)| {
            let mut found = filter.within(Some(articles), segment, condition)?;
            found.intersect_with(articles);
            Ok(found)
        });
        found.collect()
    }

    /// Returns those of some articles that have all words of the condition of the query in which
    /// they stand as it asks, as long as `is_wanted` says so: it is told how many were looked at
    /// since it was asked last, and how many of these were found.
    pub(super) fn standing(
        &self,
        articles: &[FixedBitSet],
        is_wanted: &mut dyn FnMut(u64, u64) -> bool,
    ) -> tantivy::Result<Vec<FixedBitSet>> {
        let filter = self.filter(false);
        let Some(condition) = self.query.condition.as_ref().filter(|it| filter.is_placed(it))
        else {
            return self.among(articles);
        };
        let mut is_over = false;
        let found = self.segments().zip(articles).map(|((_, segment), articles)| {
            if is_over {
                return Ok(FixedBitSet::with_capacity(articles.len()));
            }
            filter.placed_while(LOOKED_AT, articles, segment, condition, &mut |looked_at, found| {
                is_over = !is_wanted(looked_at, found);
                !is_over
            })
        });
        found.collect()
    }

    /// Returns what tells who meets a condition; with `undated`, who would with a date.
    fn filter(&self, undated: bool) -> Filter<'_> {
        Filter {
            reader: self.reader,
            ranking: &self.ranking,
            deadline: self.deadline,
            undated,
            capitals: RefCell::default(),
        }
    }

    fn segments(&self) -> impl Iterator<Item = (u32, &'a tantivy::SegmentReader)> {
        (0..).zip(self.reader.searcher().segment_readers())
    }
}

/// Tells whether an article is among some.
pub(super) fn has(sets: &Sets, article: DocAddress) -> bool {
    let set = sets[article.segment_ord as usize].as_ref();
    set.is_none_or(|set| set.contains(article.doc_id as usize))
}

/// Returns what lies in each segment, in its order.
pub(super) fn by_segment<T: Copy>(
    items: &[T],
    address: fn(&T) -> DocAddress,
) -> BTreeMap<u32, Vec<T>> {
    let mut by_segment: BTreeMap<u32, Vec<T>> = BTreeMap::new();
    for item in items {
        by_segment.entry(address(item).segment_ord).or_default().push(*item);
    }
    by_segment
}

/// Returns the condition that every article meets.
fn every() -> Condition {
    Condition::All(Vec::new())
}

/// Returns the condition that an article meets which has the plain words of a query, all
/// of them or some, besides meeting its condition.
pub(crate) fn whole_condition(query: &Query, coverage: Coverage) -> Condition {
    let words = query.words.iter().enumerate();
    let plain = words.filter(|(_, word)| word.role == Role::Plain);
    let mut conditions: Vec<_> = plain.map(|(ordinal, _)| Condition::Word(ordinal)).collect();
    if coverage != Coverage::All {
        conditions = match coverage.least(query.words.iter().map(|word| word.role)) {
            0 => Vec::new(),
            _ => vec![Condition::Any(conditions)],
        };
    }
    conditions.extend(query.condition.clone());
    Condition::All(conditions)
}

/// Returns about how many articles are in a language, or at all: those replaced since
/// may be counted.
fn articles_in(reader: &IndexReader, language: Option<&str>) -> tantivy::Result<u64> {
    match language {
        None => Ok(reader.len()),
        Some(language) => {
            let term = Term::from_field_text(reader.fields().language, language);
            reader.searcher().doc_freq(&term)
        }
    }
}
