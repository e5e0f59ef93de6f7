//! Ranking the articles of a segment by its postings.
//!
//! What words are worth and how an article is scored is told elsewhere; here are the
//! ways through the postings. Nothing here knows what was typed or how hits are shown.

use std::io;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED};

use super::accumulators::Accumulators;
use super::blocks::{Stretch as _, TermBlocks, reopened};
use super::capitals::Capitals;
use super::counting::Counting;
use super::cursor::{FormPostings, Places, WordCursor, cost};
use super::listed::Beside;
use super::maxscore::Ranked;
use super::published::articles_of;
use super::score::{Occurrences, Occurring};
use super::time::in_time;
use super::tops::{Goal, Tops};
use super::weight::{RankedWord, Statistics, TextNorms, Weights};
use crate::article::TextField;
use crate::engine::Deadline;
use crate::index::{Fields, IndexReader, Place, PostingList};
use crate::lexicon::{Expansion, Family, Form, Lexicon};
use crate::query::{Published, QueryWord, Role};

/// More forms than this are looked for without positions first.
const MANY: usize = 16;

/// More forms than this are no family but a pattern, of which most are read in part only.
const PATTERN: usize = 64;

/// What a query's words are worth in the articles of an index, and where they are.
pub(super) struct Ranking {
    pub(super) weights: Weights,
    /// The postings of the forms of each word.
    postings: Vec<Vec<FormPostings>>,
    fields: Fields,
}

impl Ranking {
    /// Weighs a query's words with what they stand for; `articles` is the number of those
    /// that may be hits.
    pub(super) fn new(
        mut terms: Terms<'_>,
        words: &[QueryWord],
        expansions: &[Expansion],
        articles: u64,
    ) -> tantivy::Result<Self> {
        let fields = terms.reader.fields();
        let weights = Weights::new(&mut terms, words, expansions, articles)?;
        let mut looked_up = terms.looked_up.into_iter();
        let of_word = |word: &RankedWord| looked_up.by_ref().take(word.forms.len()).collect();
        let postings = weights.words.iter().map(of_word).collect();
        Ok(Self { weights, postings, fields })
    }

    /// Opens the postings of the word with an ordinal, with positions, to look up some articles of
    /// a segment, which are sorted: most forms of `*isme` are in none of them.
    pub(super) fn cursor(
        &self,
        word: usize,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<WordCursor<'_>> {
        let mut blocks = None;
        let are_many = self.postings[word].len() > MANY;
        self.open(word, segment, |index, term| {
            if are_many && !reopened(&mut blocks, index, term)?.has_any(docs) {
                return Ok(None);
            }
            index
                .read_postings_from_terminfo(term, IndexRecordOption::WithFreqsAndPositions)
                .map(Some)
        })
    }

    /// Calls `each` with every article of a segment that has a word, once for each form and field
    /// that it has; its postings are opened one after the other.
    pub(super) fn for_each_doc(
        &self,
        word: usize,
        segment: &SegmentReader,
        mut each: impl FnMut(DocId),
    ) -> tantivy::Result<()> {
        let mut blocks = None;
        let mut others: WordCursor<'_, TermBlocks> = self.open(word, segment, |index, term| {
            reopened(&mut blocks, index, term)?.read_before(TERMINATED, |doc, _| each(doc));
            Ok(None)
        })?;
        others.for_each_doc(each);
        Ok(())
    }

    /// Opens the same without positions, to go through all articles.
    pub(super) fn blocks(
        &self,
        word: usize,
        segment: &SegmentReader,
        detail: IndexRecordOption,
    ) -> tantivy::Result<WordCursor<'_, TermBlocks>> {
        self.open(word, segment, |index, term| TermBlocks::open(index, term, detail).map(Some))
    }

    fn open<T: Postings>(
        &self,
        word: usize,
        segment: &SegmentReader,
        open_term: impl FnMut(&InvertedIndexReader, &TermInfo) -> io::Result<Option<T>>,
    ) -> tantivy::Result<WordCursor<'_, T>> {
        let forms = (self.weights.words[word].forms.as_slice(), self.postings[word].as_slice());
        WordCursor::open(segment, self.fields, forms, &self.weights.norms, open_term)
    }

    /// Returns where the words stand in some articles of a segment, which are sorted.
    pub(super) fn occurrences<'a>(
        &'a self,
        reader: &'a IndexReader,
        segment: &'a SegmentReader,
        docs: Vec<DocId>,
        deadline: &'a Deadline,
    ) -> SegmentOccurrences<'a> {
        SegmentOccurrences { ranking: self, reader, segment, docs, deadline, capitals: None }
    }

    /// Returns which of the plain words each of some articles of a segment lacks, which are
    /// sorted, by their ordinals.
    pub(super) fn lacking(
        &self,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<Vec<usize>>> {
        let mut lacking = vec![Vec::new(); docs.len()];
        let words = self.weights.words.iter().enumerate();
        for (ordinal, word) in words.filter(|(_, word)| word.role == Role::Plain) {
            let mut has = vec![false; docs.len()];
            if word.is_had() {
                let mut postings = self.blocks(ordinal, segment, IndexRecordOption::Basic)?;
                postings.look_up(docs, |at, _| has[at] = true);
            }
            let lacks = lacking.iter_mut().zip(has).filter(|(_, has)| !has);
            lacks.for_each(|(lacking, _)| lacking.push(ordinal));
        }
        Ok(lacking)
    }

    /// Returns how many postings the forms of a word have in a segment.
    pub(super) fn cost(&self, word: usize, segment: &SegmentReader) -> u64 {
        cost(segment.segment_id(), &self.postings[word])
    }

    /// Returns the words that count for the score, with their ordinals, those with the fewest
    /// postings in a segment first: their scores are always added up in this order, so that they
    /// are equal bits.
    pub(super) fn rarest_first(&self, segment: &SegmentReader) -> Vec<(usize, &RankedWord)> {
        let mut words: Vec<(usize, &RankedWord)> = self.weights.scored_words().collect();
        words.sort_by_cached_key(|(word, _)| self.cost(*word, segment));
        words
    }

    /// Counts the articles of a segment that count, and adds the best to others.
    pub(super) fn rank(
        &self,
        segment: &SegmentReader,
        Among { set: among, deadline }: Among<'_>,
        window: &mut Accumulators,
        tops: &mut Tops<'_>,
    ) -> tantivy::Result<()> {
        let words = self.rarest_first(segment);
        let had = |(word, ranked): &(usize, &RankedWord)| {
            ranked.is_had().then(|| self.cost(*word, segment))
        };
        // No article has all the words.
        if tops.goal() == Goal::Whole && words.iter().filter_map(had).any(|cost| cost == 0) {
            return Ok(());
        }
        let plain = self.weights.plain_words();
        let counting = Counting {
            least: tops.coverage_of_some().least(self.weights.roles()),
            plain,
            can_have_all: words.iter().filter(|(_, word)| word.is_had()).count() == plain as usize,
            among,
            alive: segment.alive_bitset(),
            articles: segment.max_doc(),
            deadline,
        };
        let open = |&(word, ranked): &(usize, _)| {
            Ok((ranked, self.blocks(word, segment, IndexRecordOption::WithFreqs)?))
        };
        let words = words.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        Ranked::new(words, tops.coverage_of_some().bonus(plain), counting).rank(window, tops)
    }
}

/// The articles of a segment that may be hits, and when they must be ranked.
#[derive(Clone, Copy)]
pub(super) struct Among<'a> {
    /// The articles; all of them when `None`.
    pub(super) set: Option<&'a FixedBitSet>,
    pub(super) deadline: &'a Deadline,
}

/// The terms of an index, which remembers where the postings of those looked up are.
pub(super) struct Terms<'r> {
    reader: &'r IndexReader,
    deadline: &'r Deadline,
    /// The word that is looked up has as many forms as a pattern.
    is_pattern: bool,
    looked_up: Vec<FormPostings>,
}

impl<'r> Terms<'r> {
    /// Returns the terms of an index, which are looked up until a deadline.
    pub(super) fn of(reader: &'r IndexReader, deadline: &'r Deadline) -> Self {
        Self { reader, deadline, is_pattern: false, looked_up: Vec::new() }
    }

    /// Returns where words stand side by side.
    fn phrase(&self, phrase: &str) -> tantivy::Result<Arc<[Place<Arc<PostingList>>]>> {
        self.reader.phrase(phrase, &|| in_time(self.deadline))
    }
}

impl Statistics for Terms<'_> {
    type Error = tantivy::TantivyError;

    fn go_on(&self) -> tantivy::Result<()> {
        in_time(self.deadline)
    }

    fn family(&self, _: &Lexicon, term: &str, language: &str) -> Arc<Family> {
        self.reader.family(term, language)
    }

    fn with_letters(&self, _: &Lexicon, term: &str) -> Arc<Family> {
        self.reader.with_letters(term)
    }

    fn suggestion(&self, _: &Lexicon, term: &str) -> Option<String> {
        self.reader.suggestion(term)
    }

    fn articles(&self) -> u64 {
        self.reader.len()
    }

    fn total_lengths(&self) -> tantivy::Result<[u64; 3]> {
        self.reader.total_lengths()
    }

    fn norms(&self) -> tantivy::Result<TextNorms> {
        let norms = &self.reader.norms;
        if let Some(norms) = norms.get() {
            return Ok(TextNorms(Arc::clone(norms)));
        }
        let TextNorms(new) = TextNorms::new(self.total_lengths()?, self.articles());
        Ok(TextNorms(Arc::clone(norms.get_or_init(|| new))))
    }

    fn begin_word(&mut self, forms: usize) {
        self.is_pattern = forms > PATTERN;
    }

    fn articles_with(&mut self, form: &str, fields: &'static [TextField]) -> tantivy::Result<u32> {
        let (most, postings) = if form.contains(' ') {
            let places = Places { places: self.phrase(form)?, fields };
            (places.most(), FormPostings::Phrase(places))
        } else {
            let places = Places { places: self.reader.places(form, !self.is_pattern)?, fields };
            (places.most(), FormPostings::Term(places))
        };
        self.looked_up.push(postings);
        Ok(most as u32)
    }

    fn articles_of(&mut self, time: &Published) -> tantivy::Result<u32> {
        let mut lists = Vec::new();
        let mut total = 0;
        for segment in self.reader.searcher().segment_readers() {
            let articles = articles_of(self.reader, segment, None, time, false)?;
            let articles: Arc<[DocId]> = articles.ones().map(|doc| doc as DocId).collect();
            total += articles.len() as u32;
            lists.push((segment.segment_id(), articles, Beside::Date));
        }
        self.looked_up.push(FormPostings::Listed(lists));
        Ok(total)
    }

    fn articles_tagged(&mut self, words: &[String]) -> tantivy::Result<u32> {
        let mut lists = Vec::new();
        let mut total = 0;
        let segments = self.reader.searcher().segment_readers();
        for (segment, articles) in segments.iter().zip(self.reader.tagged(words)?) {
            let Some(articles) = articles else { continue };
            let articles: Arc<[DocId]> = articles.ones().map(|doc| doc as DocId).collect();
            total += articles.len() as u32;
            lists.push((segment.segment_id(), articles, Beside::Tag));
        }
        if total > 0 {
            self.looked_up.push(FormPostings::Listed(lists));
        }
        Ok(total)
    }

    fn parts(
        &mut self,
        term: &str,
        find: impl FnOnce(&mut Self) -> tantivy::Result<Option<Form>>,
    ) -> tantivy::Result<Option<Form>> {
        let reader = self.reader;
        let parts = reader.parts.or_find(term, || find(self).map(Arc::new))?;
        Ok(Option::clone(&parts))
    }

    fn neighbours(&mut self, phrase: &str) -> tantivy::Result<u64> {
        let find = || {
            let places = self.phrase(phrase)?;
            let times = places.iter().map(|place| place.postings.occurrences()).sum();
            Ok::<_, tantivy::TantivyError>(Arc::new(times))
        };
        Ok(*self.reader.neighbours.or_find(phrase, find)?)
    }
}

/// Where the words of a query stand in some articles of a segment, by its postings.
pub(super) struct SegmentOccurrences<'a> {
    ranking: &'a Ranking,
    reader: &'a IndexReader,
    segment: &'a SegmentReader,
    docs: Vec<DocId>,
    deadline: &'a Deadline,
    /// Opened when a capital was typed.
    capitals: Option<Capitals<'a>>,
}

impl Occurrences for SegmentOccurrences<'_> {
    type Error = tantivy::TantivyError;

    fn of_word(
        &mut self,
        word: usize,
        mut each: impl FnMut(usize, &Occurring<'_>),
    ) -> tantivy::Result<()> {
        in_time(self.deadline)?;
        let title = self.ranking.fields.text(TextField::Title);
        let titles = self.segment.get_fieldnorms_reader(title)?;
        let mut positions = Vec::new();
        self.ranking.cursor(word, self.segment, &self.docs)?.look_up(&self.docs, |at, cursor| {
            cursor.positions(&mut positions);
            let has_title = titles.fieldnorm_id(self.docs[at]) > 0;
            let ((form, field), norm, times) = (cursor.form(), cursor.norm(), cursor.times());
            each(at, &Occurring { form, field, norm, times, has_title, positions: &positions });
        });
        Ok(())
    }

    fn capitals(&mut self, article: usize, places: &mut Vec<u32>) -> tantivy::Result<()> {
        let capitals = match self.capitals.take() {
            Some(capitals) => capitals,
            None => Capitals::open(self.reader, self.segment),
        };
        places.clear();
        places.extend_from_slice(self.capitals.insert(capitals).of(self.docs[article])?);
        Ok(())
    }
}
