//! Ranking: what an article is worth for the words of a query.
//!
//! Each query word is scored as its family, like one word: the frequencies of its
//! forms are added over forms and fields before saturation, with one idf (BM25F:
//! Robertson, Zaragoza, Taylor, CIKM 2004), and the form as typed counts once
//! more, nearly as presence only. Nothing here knows what was typed or how hits
//! are shown.

use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, SegmentReader, TERMINATED};

use super::bits::Bits;
use super::cursor::{Frequency, WordCursor};
use super::places::place;
use crate::index::{Fields, IndexReader, TextField};
use crate::lexicon::{Expansion, Family, Relation};
use crate::query::{QueryField, QueryWord, Role};

/// Saturation of a family's frequency (BM25's k1).
const K1: f32 = 1.2;

/// How much the length of title, standfirst and body counts (BM25's b).
const B: [f32; 3] = [0.3, 0.3, 0.65];

/// What an occurrence in title, standfirst and body counts.
const FIELD_WEIGHTS: [f32; 3] = [3.0, 2.2, 1.0];

/// What the same word counts where accents were left out, of 1 for the word as typed.
const ACCENTS: f32 = 0.8;

/// What a word with other accents than those typed counts.
const OTHER_ACCENTS: f32 = 0.2;

/// What a word with some letters changed counts, where that was asked for.
const SPELLING: f32 = 0.3;

/// What a word of the same stem counts.
const STEM: f32 = 0.6;

/// What the form as typed adds to its family.
const TYPED: f32 = 0.15;

/// Saturation of the form as typed: nearly its presence only.
const TYPED_K1: f32 = 0.2;

/// What having all the words brings an article; some of them bring their share.
const COVERAGE: f32 = 3.0;

/// Words of the body that count as its lead.
pub(super) const LEAD_WORDS: u32 = 70;

/// What an occurrence in the first word of the body counts on top; less and less
/// towards the end of the lead.
const LEAD: f32 = 1.4;

/// The part of this that is left under a headline, which says the same and counts
/// more already.
const LEAD_UNDER_TITLE: f32 = 0.4;

/// What neighbouring words of the query count when they stand together.
const NEAR: f32 = 1.5;

/// What they count in the other order.
const REVERSED: f32 = 0.5;

/// Which articles count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Those with every word.
    All,
    /// Those with some word, and the more words the better.
    Most,
    /// Those with some word, by score alone.
    Any,
}

impl Coverage {
    /// Returns what each of a query's words that an article has adds to its score.
    pub(super) fn bonus(self, words: u32) -> f32 {
        if self == Self::Most { COVERAGE / words.max(1) as f32 } else { 0.0 }
    }
}

/// A query word with its forms and what they are worth.
#[derive(Debug)]
pub(super) struct RankedWord {
    pub(super) forms: Vec<RankedForm>,
    pub(super) idf: f32,
    /// What it is for.
    pub(super) role: Role,
}

/// A form and what an occurrence of it counts.
#[derive(Debug)]
pub(super) struct RankedForm {
    /// Where its postings are, for each segment and field that has any.
    pub(super) postings: Vec<(SegmentId, TextField, TermInfo)>,
    pub(super) weight: f32,
    pub(super) typed: bool,
}

impl RankedWord {
    /// Weighs the family of a query's word; what is rare among `articles`, the number
    /// of those that may be hits, counts more.
    fn new(
        reader: &IndexReader,
        word: &QueryWord,
        family: &Family,
        articles: f64,
    ) -> tantivy::Result<Self> {
        let searcher = reader.searcher();
        // Articles without any form, were the forms independent of each other, and
        // did a form tell as much of the word as it weighs.
        let mut without = 1.0_f64;
        let mut forms = Vec::with_capacity(family.forms.len());
        for form in &family.forms {
            if form.counts.total == 0 {
                continue;
            }
            let mut postings = Vec::new();
            let mut most = 0;
            for &field in fields_of(word) {
                let indexed = reader.fields().text(field);
                let term = Term::from_field_text(indexed, &form.term);
                let mut with = 0;
                for segment in searcher.segment_readers() {
                    if let Some(info) = segment.inverted_index(indexed)?.get_term_info(&term)? {
                        with += info.doc_freq;
                        postings.push((segment.segment_id(), field, info));
                    }
                }
                most = most.max(with);
            }
            let weight = match form.relation {
                Relation::Typed => 1.0,
                Relation::Accents => ACCENTS,
                Relation::Stem => STEM,
                Relation::OtherAccents => OTHER_ACCENTS,
                Relation::Spelling => SPELLING,
            };
            without *= 1.0 - f64::from(weight) * (f64::from(most) / articles).min(1.0);
            let typed = form.relation == Relation::Typed;
            forms.push(RankedForm { postings, weight, typed });
        }
        let with = (1.0 - without) * articles;
        let idf = (1.0 + (articles - with + 0.5) / (with + 0.5)).ln() as f32;
        Ok(Self { forms, idf, role: word.role })
    }

    /// Returns what these frequencies are worth, zero for none.
    pub(super) fn score(&self, frequency: Frequency) -> f32 {
        let saturated = |frequency: f32, k1: f32| frequency * (k1 + 1.0) / (frequency + k1);
        let family = saturated(frequency.family, K1);
        let typed = saturated(frequency.typed, TYPED_K1);
        self.idf * (family + TYPED * typed)
    }
}

/// Returns the fields in which a word is looked for.
fn fields_of(word: &QueryWord) -> &'static [TextField] {
    match word.field {
        Some(QueryField::Title) => &[TextField::Title],
        Some(QueryField::Description) => &[TextField::Description],
        Some(QueryField::Body) => &[TextField::Body],
        _ => &TextField::ALL,
    }
}

/// For each text field, what an occurrence counts by the field's length, as
/// tantivy encodes it in a byte.
pub(super) struct TextNorms([Box<[f32; 256]>; 3]);

impl TextNorms {
    /// Returns the norms for an index: lengths are measured by the average of all its
    /// articles, so that scores do not depend on its segments.
    pub(super) fn new(reader: &IndexReader) -> tantivy::Result<Self> {
        let mut norms = TextField::ALL.map(|_| Box::new([0.0; 256]));
        for (ordinal, average) in reader.average_lengths()?.into_iter().enumerate() {
            let (b, weight) = (B[ordinal], FIELD_WEIGHTS[ordinal]);
            for (id, norm) in (0..=255).zip(norms[ordinal].iter_mut()) {
                let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32;
                *norm = weight / (1.0 - b + b * length / average);
            }
        }
        Ok(Self(norms))
    }

    /// Returns the norms of a field.
    pub(super) fn of(&self, field: TextField) -> &[f32; 256] {
        &self.0[field as usize]
    }
}

/// What a query's words are worth in the articles of an index.
pub(super) struct Ranking {
    pub(super) words: Vec<RankedWord>,
    norms: TextNorms,
    fields: Fields,
}

impl Ranking {
    /// Weighs the families of a query's words; `articles` is the number of those that
    /// may be hits.
    pub(super) fn new(
        reader: &IndexReader,
        words: &[QueryWord],
        expansions: &[Expansion],
        articles: u64,
    ) -> tantivy::Result<Self> {
        let words = words
            .iter()
            .zip(expansions)
            .map(|(word, it)| RankedWord::new(reader, word, &it.family, articles as f64));
        Ok(Self {
            words: words.collect::<tantivy::Result<_>>()?,
            norms: TextNorms::new(reader)?,
            fields: reader.fields(),
        })
    }

    /// Returns how many words an article should have, of those not in a condition.
    pub(super) fn plain_words(&self) -> u32 {
        self.words.iter().filter(|word| word.role == Role::Plain).count() as u32
    }

    /// Opens the postings of a word in a segment.
    pub(super) fn cursor(
        &self,
        word: &RankedWord,
        segment: &SegmentReader,
        detail: IndexRecordOption,
    ) -> tantivy::Result<WordCursor<'_>> {
        WordCursor::open(segment, self.fields, word, &self.norms, detail)
    }

    /// Calls `found` with each article of a segment that counts: its score and how
    /// many of the plain words it has, in the order of the index. `among` are the
    /// articles that may be hits, all of them when `None`.
    pub(super) fn rank(
        &self,
        segment: &SegmentReader,
        among: Option<&Bits>,
        coverage: Coverage,
        mut found: impl FnMut(DocId, f32, u32),
    ) -> tantivy::Result<()> {
        let scored = self.words.iter().filter(|word| word.role != Role::Unscored);
        let cursor = |word| Ok((word, self.cursor(word, segment, IndexRecordOption::WithFreqs)?));
        let mut cursors = scored.map(cursor).collect::<tantivy::Result<Vec<_>>>()?;
        // The same order of addition in every coverage, so that scores are equal bits.
        cursors.sort_by_key(|(_, cursor)| cursor.cost());
        let plain = self.plain_words();
        let bonus = coverage.bonus(plain);
        let alive = segment.alive_bitset();
        let mut found = |doc, score, matched| {
            let is_alive = alive.is_none_or(|alive| alive.is_alive(doc));
            if is_alive && among.is_none_or(|among| among.has(doc)) {
                found(doc, score, matched);
            }
        };
        match (coverage, among) {
            (_, Some(among))
                if self.words.iter().any(|word| word.role != Role::Plain) || plain == 0 =>
            {
                // An article may be a hit without any word that counts: `date:2020`.
                let mut table = vec![(0.0, 0); segment.max_doc() as usize];
                rank_some(&mut cursors, bonus, |doc, score, matched| {
                    table[doc as usize] = (score, matched);
                });
                let least = if coverage == Coverage::All { plain } else { plain.min(1) };
                for doc in among.iter() {
                    let (score, matched) = table[doc as usize];
                    if matched >= least {
                        found(doc, score, matched);
                    }
                }
            }
            (Coverage::All, _) => rank_all(&mut cursors, found),
            (Coverage::Most | Coverage::Any, _) => rank_some(&mut cursors, bonus, found),
        }
        Ok(())
    }

    /// Scores the best articles of a segment once more, with what only positions tell:
    /// words of the lead count more, and neighbouring words of the query that stand
    /// together (ordered and unordered pairs, as in the sequential dependence model:
    /// Metzler, Croft, SIGIR 2005).
    ///
    /// `docs` are sorted; so are the scores returned.
    pub(super) fn rerank(
        &self,
        segment: &SegmentReader,
        coverage: Coverage,
        docs: &[DocId],
    ) -> tantivy::Result<Vec<f32>> {
        let bonus = coverage.bonus(self.plain_words());
        let mut scores = vec![0.0; docs.len()];
        let mut places: Vec<Vec<(u32, usize)>> = vec![Vec::new(); docs.len()];
        let words = self.words.iter().enumerate();
        for (ordinal, word) in words.filter(|(_, word)| word.role != Role::Unscored) {
            let frequencies = self.frequencies(segment, word, docs, |at, field, positions| {
                let places = &mut places[at];
                places.extend(positions.iter().map(|&position| (place(field, position), ordinal)));
            })?;
            for (score, frequency) in scores.iter_mut().zip(frequencies) {
                if frequency.family > 0.0 {
                    *score += word.score(frequency);
                    if word.role == Role::Plain {
                        *score += bonus;
                    }
                }
            }
        }
        for (score, places) in scores.iter_mut().zip(&mut places) {
            places.sort_unstable();
            *score += NEAR * nearness(places, &self.words);
        }
        Ok(scores)
    }
}

impl Ranking {
    /// Returns the frequencies of a word in some articles, its occurrences in the lead
    /// counting more; calls `each` with where it stands in each of them, by field.
    pub(super) fn frequencies(
        &self,
        segment: &SegmentReader,
        word: &RankedWord,
        docs: &[DocId],
        mut each: impl FnMut(usize, TextField, &[u32]),
    ) -> tantivy::Result<Vec<Frequency>> {
        let titles = segment.get_fieldnorms_reader(self.fields.text(TextField::Title))?;
        let mut frequencies = vec![Frequency::default(); docs.len()];
        let mut positions = Vec::new();
        let detail = IndexRecordOption::WithFreqsAndPositions;
        self.cursor(word, segment, detail)?.look_up(docs, |at, form| {
            form.positions(&mut positions);
            let mut count = positions.len() as f32;
            if form.field == TextField::Body {
                let has_title = titles.fieldnorm_id(docs[at]) > 0;
                count += if has_title { LEAD * LEAD_UNDER_TITLE } else { LEAD } * lead(&positions);
            }
            form.add_to(&mut frequencies[at], count);
            each(at, form.field, &positions);
        });
        Ok(frequencies)
    }
}

/// Returns how much of these positions of the body, in order, is lead.
fn lead(positions: &[u32]) -> f32 {
    let in_lead = positions.iter().take_while(|&&position| position < LEAD_WORDS);
    in_lead.map(|&position| 1.0 - position as f32 / LEAD_WORDS as f32).sum()
}

/// Returns how near the words stand to each other, on average: for each word and
/// the next one of the query, the smaller idf, divided by their least distance
/// from each other; one word between them is no distance.
fn nearness(places: &[(u32, usize)], words: &[RankedWord]) -> f32 {
    let mut best = vec![0.0_f32; words.len()];
    for pair in places.windows(2) {
        let [(at, one), (next, other)] = [pair[0], pair[1]];
        if one.abs_diff(other) == 1 {
            let distance = ((next - at) as f32 / 2.0).max(1.0);
            let order = if one < other { 1.0 } else { REVERSED };
            let near = order * words[one].idf.min(words[other].idf) / distance;
            let best = &mut best[one.min(other)];
            *best = best.max(near);
        }
    }
    best.iter().sum::<f32>() / words.len().max(1) as f32
}

/// Articles looked at together: their frequencies stay in the first-level cache.
const WINDOW: u32 = 2_048;

/// Ranks the articles with every word: those of the first, which is the rarest,
/// looked up in the others.
fn rank_all(cursors: &mut [(&RankedWord, WordCursor<'_>)], mut found: impl FnMut(DocId, f32, u32)) {
    let Some((rarest, others)) = cursors.split_first_mut() else { return };
    let matched = 1 + others.len() as u32;
    let mut docs = Vec::new();
    let mut scores = Vec::new();
    let (word, cursor) = rarest;
    each_window(cursor, |doc, frequency| {
        docs.push(doc);
        scores.push(word.score(frequency));
    });
    for (word, cursor) in others {
        let mut kept = 0;
        let mut frequencies = vec![Frequency::default(); docs.len()];
        cursor.look_up(&docs, |at, form| form.add_to(&mut frequencies[at], form.count()));
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
}

/// Calls `each` with the articles of one word, in order.
fn each_window(cursor: &mut WordCursor<'_>, mut each: impl FnMut(DocId, Frequency)) {
    let mut window = vec![Frequency::default(); WINDOW as usize];
    loop {
        let start = cursor.doc();
        if start == TERMINATED {
            return;
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
    mut found: impl FnMut(DocId, f32, u32),
) {
    let mut window = vec![Frequency::default(); WINDOW as usize];
    let mut sums = vec![(0.0_f32, 0_u32); WINDOW as usize];
    loop {
        let start = cursors.iter().map(|(_, cursor)| cursor.doc()).min().unwrap_or(TERMINATED);
        if start == TERMINATED {
            return;
        }
        for (word, cursor) in &mut *cursors {
            if cursor.doc() >= start + WINDOW {
                continue;
            }
            cursor.fill(start, start + WINDOW, &mut window);
            for (sum, frequency) in sums.iter_mut().zip(&mut window) {
                let frequency = std::mem::take(frequency);
                if frequency.family > 0.0 {
                    sum.0 += word.score(frequency);
                    sum.1 += u32::from(word.role == Role::Plain);
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

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "powers of two, exact")]
mod tests {
    use super::*;

    #[test]
    fn the_lead_fades() {
        let worth: Vec<f32> = [0, 35, 69, 70, 700].iter().map(|&at| lead(&[at])).collect();
        assert!(worth.is_sorted_by(|one, other| one >= other), "{worth:?}");
        assert_eq!((worth[0], worth[1], worth[3], worth[4]), (1.0, 0.5, 0.0, 0.0));
        assert_eq!(lead(&[0, 35, 700]), 1.5);
    }

    #[test]
    fn neighbours_of_the_query_count_when_they_stand_together_and_most_in_its_order() {
        let words = [2.0, 1.0, 3.0, 0.0].map(|idf| RankedWord {
            forms: Vec::new(),
            idf,
            role: Role::Plain,
        });
        let near = |places: &[(u32, usize)]| 4.0 * nearness(places, &words);
        assert_eq!(near(&[(5, 0), (6, 1)]), 1.0, "the smaller idf");
        assert_eq!(near(&[(5, 0), (7, 1)]), 1.0, "a word between them");
        assert_eq!(near(&[(5, 0), (9, 1)]), 0.5);
        assert_eq!(near(&[(5, 1), (6, 0)]), REVERSED);
        assert_eq!(near(&[(5, 0), (6, 2)]), 0.0, "no neighbours in the query");
        assert_eq!(near(&[(5, 0), (9, 1), (20, 0), (21, 1)]), 1.0, "the best");
        assert_eq!(near(&[(5, 0), (6, 1), (7, 2)]), 2.0);
    }
}
