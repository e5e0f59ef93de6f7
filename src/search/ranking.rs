//! Ranking the articles of a segment by its postings.
//!
//! What words are worth and how an article is scored is told elsewhere; here are the
//! ways through the postings. Nothing here knows what was typed or how hits are shown.

use std::sync::Arc;

use fixedbitset::FixedBitSet;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, SegmentReader, TERMINATED};

use super::capitals::Capitals;
use super::coverage::Coverage;
use super::cursor::{FormPostings, Stored, WordCursor};
use super::listed::Beside;
use super::phrase::PhraseList;
use super::published::articles_of;
use super::score::{Occurrences, Occurring};
use super::time::in_time;
use super::weight::{Frequency, RankedWord, Statistics, Weights};
use crate::article::TextField;
use crate::engine::Deadline;
use crate::index::{Fields, IndexReader};
use crate::lexicon::Expansion;
use crate::query::{Published, QueryWord, Role};

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

    /// Opens the postings of the word with an ordinal in a segment.
    pub(super) fn cursor(
        &self,
        word: usize,
        segment: &SegmentReader,
        detail: IndexRecordOption,
    ) -> tantivy::Result<WordCursor<'_>> {
        let forms = (self.weights.words[word].forms.as_slice(), self.postings[word].as_slice());
        WordCursor::open(segment, self.fields, forms, &self.weights.norms, detail)
    }

    /// Returns where the words stand in some articles of a segment, which are sorted.
    pub(super) fn occurrences<'a>(
        &'a self,
        segment: &'a SegmentReader,
        docs: &'a [DocId],
        deadline: &'a Deadline,
    ) -> SegmentOccurrences<'a> {
        SegmentOccurrences { ranking: self, segment, docs, deadline, capitals: None }
    }

    /// Returns how many of the plain words some articles of a segment have, which are sorted.
    pub(super) fn matched(
        &self,
        segment: &SegmentReader,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<u32>> {
        let mut matched = vec![0; docs.len()];
        let plain = self.weights.scored_words().filter(|(_, word)| word.is_had());
        for (ordinal, _) in plain {
            let mut has = vec![0; docs.len()];
            let mut cursor = self.cursor(ordinal, segment, IndexRecordOption::Basic)?;
            cursor.look_up(docs, |at, _| has[at] = 1);
            matched.iter_mut().zip(has).for_each(|(matched, has)| *matched += has);
        }
        Ok(matched)
    }

    /// Calls `found` with each article of a segment that counts: its score and how
    /// many of the plain words it has, in the order of the index.
    pub(super) fn rank(
        &self,
        segment: &SegmentReader,
        Among { set: among, deadline }: Among<'_>,
        coverage: Coverage,
        mut found: impl FnMut(DocId, f32, u32),
    ) -> tantivy::Result<()> {
        let cursor = |(ordinal, word)| {
            Ok((word, self.cursor(ordinal, segment, IndexRecordOption::WithFreqs)?))
        };
        let cursors = self.weights.scored_words().map(cursor);
        let mut cursors = cursors.collect::<tantivy::Result<Vec<_>>>()?;
        // The same order of addition in every coverage, so that scores are equal bits.
        cursors.sort_by_key(|(_, cursor)| cursor.cost());
        let plain = self.weights.plain_words();
        let bonus = coverage.bonus(plain);
        let alive = segment.alive_bitset();
        let least = coverage.least(self.weights.roles());
        let mut found = |doc, score, matched| {
            let is_alive = alive.is_none_or(|alive| alive.is_alive(doc));
            let is_among = || among.is_none_or(|among| among.contains(doc as usize));
            if matched >= least && is_alive && is_among() {
                found(doc, score, matched);
            }
        };
        let is_plain = |word: &RankedWord| word.role == Role::Plain;
        match (coverage, among) {
            (_, Some(among)) if plain == 0 || !self.weights.words.iter().all(is_plain) => {
                // An article may be a hit without any word that counts: `date:2020`.
                let mut table = vec![(0.0, 0); segment.max_doc() as usize];
                rank_some(&mut cursors, bonus, deadline, |doc, score, matched| {
                    table[doc as usize] = (score, matched);
                })?;
                for doc in among.ones().map(|doc| doc as DocId) {
                    let (score, matched) = table[doc as usize];
                    found(doc, score, matched);
                }
            }
            // No article has all the words.
            (Coverage::All, _) if self.weights.words.iter().any(|word| word.is_instead) => {}
            (Coverage::All, _) => rank_all(&mut cursors, deadline, found)?,
            (Coverage::Most | Coverage::Any, _) => {
                rank_some(&mut cursors, bonus, deadline, found)?;
            }
        }
        Ok(())
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
    looked_up: Vec<FormPostings>,
}

impl<'r> Terms<'r> {
    /// Returns the terms of an index, which are looked up until a deadline.
    pub(super) fn of(reader: &'r IndexReader, deadline: &'r Deadline) -> Self {
        Self { reader, deadline, looked_up: Vec::new() }
    }
}

impl Statistics for Terms<'_> {
    type Error = tantivy::TantivyError;

    fn go_on(&self) -> tantivy::Result<()> {
        in_time(self.deadline)
    }

    fn articles(&self) -> u64 {
        self.reader.len()
    }

    fn total_lengths(&self) -> tantivy::Result<[u64; 3]> {
        self.reader.total_lengths()
    }

    fn articles_with(&mut self, form: &str, fields: &[TextField]) -> tantivy::Result<u32> {
        let words = form.contains(' ').then(|| self.reader.lexicon().words_of_phrase(form));
        let mut postings = FormPostings::new();
        let mut most = 0;
        for &field in fields {
            let mut with = 0;
            for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
                // tantivy would make a dictionary without words, anew each time.
                if !self.reader.has_words(ordinal, field)? {
                    continue;
                }
                let stored = match &words {
                    None => term_in(segment, self.reader.fields().text(field), form)?,
                    Some(words) => {
                        let field = self.reader.fields().text(field);
                        phrase_in(segment, field, words, self.deadline)?
                    }
                };
                if let Some((stored, articles)) = stored {
                    with += articles;
                    postings.push((segment.segment_id(), field, stored));
                }
            }
            most = most.max(with);
        }
        self.looked_up.push(postings);
        Ok(most)
    }

    fn articles_of(&mut self, time: &Published) -> tantivy::Result<u32> {
        let mut postings = FormPostings::new();
        let mut total = 0;
        for segment in self.reader.searcher().segment_readers() {
            let articles = articles_of(self.reader, segment, time, false)?;
            let articles: Arc<[DocId]> = articles.ones().map(|doc| doc as DocId).collect();
            total += articles.len() as u32;
            let stored = Stored::Listed(articles, Beside::Date);
            postings.push((segment.segment_id(), TextField::Body, stored));
        }
        self.looked_up.push(postings);
        Ok(total)
    }

    fn articles_tagged(&mut self, words: &[String]) -> tantivy::Result<u32> {
        let mut postings = FormPostings::new();
        let mut total = 0;
        let segments = self.reader.searcher().segment_readers();
        for (segment, articles) in segments.iter().zip(self.reader.tagged(words)?) {
            let Some(articles) = articles else { continue };
            let articles: Arc<[DocId]> = articles.ones().map(|doc| doc as DocId).collect();
            total += articles.len() as u32;
            let stored = Stored::Listed(articles, Beside::Tag);
            postings.push((segment.segment_id(), TextField::Body, stored));
        }
        if total > 0 {
            self.looked_up.push(postings);
        }
        Ok(total)
    }

    fn neighbours(&mut self, phrase: &str) -> tantivy::Result<u64> {
        let words = self.reader.lexicon().words_of_phrase(phrase);
        let mut times = 0;
        for field in TextField::ALL {
            for (ordinal, segment) in self.reader.searcher().segment_readers().iter().enumerate() {
                if !self.reader.has_words(ordinal, field)? {
                    continue;
                }
                let field = self.reader.fields().text(field);
                if let Some((Stored::Phrase(list), _)) =
                    phrase_in(segment, field, &words, self.deadline)?
                {
                    times += list.occurrences();
                }
            }
        }
        Ok(times)
    }
}

/// Returns where the postings of a term are in a segment, and how many articles have it.
fn term_in(
    segment: &SegmentReader,
    field: Field,
    term: &str,
) -> tantivy::Result<Option<(Stored, u32)>> {
    let info = segment.inverted_index(field)?.get_term_info(&Term::from_field_text(field, term))?;
    Ok(info.map(|info| (Stored::Term(info.clone()), info.doc_freq)))
}

/// Returns the postings of words side by side in a segment, each of them any of some terms,
/// and how many articles have them.
fn phrase_in(
    segment: &SegmentReader,
    field: Field,
    words: &[Vec<String>],
    deadline: &Deadline,
) -> tantivy::Result<Option<(Stored, u32)>> {
    let index = segment.inverted_index(field)?;
    let info = |term: &String| index.get_term_info(&Term::from_field_text(field, term)).transpose();
    let infos = words.iter().map(|terms| terms.iter().filter_map(info).collect());
    let infos = infos.collect::<std::io::Result<Vec<Vec<_>>>>()?;
    if infos.iter().any(Vec::is_empty) {
        return Ok(None);
    }
    let list = PhraseList::new(&index, &infos, deadline)?;
    let articles = list.doc_freq();
    Ok((articles > 0).then(|| (Stored::Phrase(Arc::new(list)), articles)))
}

/// Where the words of a query stand in some articles of a segment, by its postings.
pub(super) struct SegmentOccurrences<'a> {
    ranking: &'a Ranking,
    segment: &'a SegmentReader,
    docs: &'a [DocId],
    deadline: &'a Deadline,
    /// Opened when a capital was typed.
    capitals: Option<Capitals>,
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
        let detail = IndexRecordOption::WithFreqsAndPositions;
        let mut positions = Vec::new();
        self.ranking.cursor(word, self.segment, detail)?.look_up(self.docs, |at, cursor| {
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
            None => Capitals::open(self.segment, self.ranking.fields)?,
        };
        places.clear();
        places.extend_from_slice(self.capitals.insert(capitals).of(self.docs[article])?);
        Ok(())
    }
}

/// Articles looked at together: their frequencies stay in the first-level cache.
const WINDOW: u32 = 2_048;

/// Ranks the articles with every word: those of the first, which is the rarest,
/// looked up in the others.
fn rank_all(
    cursors: &mut [(&RankedWord, WordCursor<'_>)],
    deadline: &Deadline,
    mut found: impl FnMut(DocId, f32, u32),
) -> tantivy::Result<()> {
    let Some((rarest, others)) = cursors.split_first_mut() else { return Ok(()) };
    let matched = 1 + others.len() as u32;
    let mut docs = Vec::new();
    let mut scores = Vec::new();
    let (word, cursor) = rarest;
    each_window(cursor, deadline, |doc, frequency| {
        docs.push(doc);
        scores.push(word.score(frequency));
    })?;
    for (word, cursor) in others {
        in_time(deadline)?;
        let mut kept = 0;
        let mut frequencies = vec![Frequency::default(); docs.len()];
        cursor.look_up(&docs, |at, form| form.add_to(&mut frequencies[at]));
        for (at, frequency) in frequencies.into_iter().enumerate() {
            if frequency.family > 0.0 {
                docs[kept] = docs[at];
                scores[kept] = scores[at] + word.score(frequency);
                kept += 1;
            }
        }
        docs.truncate(kept);
        scores.truncate(kept);
    }
    docs.into_iter().zip(scores).for_each(|(doc, score)| found(doc, score, matched));
    Ok(())
}

/// Calls `each` with the articles of one word, in order.
fn each_window(
    cursor: &mut WordCursor<'_>,
    deadline: &Deadline,
    mut each: impl FnMut(DocId, Frequency),
) -> tantivy::Result<()> {
    let mut window = vec![Frequency::default(); WINDOW as usize];
    loop {
        in_time(deadline)?;
        let start = cursor.doc();
        if start == TERMINATED {
            return Ok(());
        }
        cursor.fill(start, start + WINDOW, &mut window);
        for (doc, frequency) in (start..).zip(&mut window) {
            let frequency = std::mem::take(frequency);
            if frequency.family > 0.0 {
                each(doc, frequency);
            }
        }
    }
}

/// Ranks the articles with any of the words; each that they have brings `bonus` on
/// top.
fn rank_some(
    cursors: &mut [(&RankedWord, WordCursor<'_>)],
    bonus: f32,
    deadline: &Deadline,
    mut found: impl FnMut(DocId, f32, u32),
) -> tantivy::Result<()> {
    let mut window = vec![Frequency::default(); WINDOW as usize];
    let mut sums = vec![(0.0_f32, 0_u32); WINDOW as usize];
    loop {
        let start = cursors.iter().map(|(_, cursor)| cursor.doc()).min().unwrap_or(TERMINATED);
        if start == TERMINATED {
            return Ok(());
        }
        for (word, cursor) in &mut *cursors {
            in_time(deadline)?;
            if cursor.doc() >= start + WINDOW {
                continue;
            }
            cursor.fill(start, start + WINDOW, &mut window);
            for (sum, frequency) in sums.iter_mut().zip(&mut window) {
                let frequency = std::mem::take(frequency);
                if frequency.family > 0.0 {
                    sum.0 += word.score(frequency);
                    sum.1 += u32::from(word.is_had());
                }
            }
        }
        for (doc, sum) in (start..).zip(&mut sums) {
            let (score, matched) = std::mem::take(sum);
            if score > 0.0 {
                found(doc, score + bonus * matched as f32, matched);
            }
        }
    }
}
