//! An article as the scan reads it: the places of its words, by field.
//!
//! It shares the tokenizer with the index and nothing of its postings.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use tantivy::fieldnorm::FieldNormReader;

use crate::analysis::{detect_language, fold, words};
use crate::article::{Article, Date, TextField};
use crate::lexicon::{CaseTally, Counts, Exceptions, Lexicon, LexiconBuilder, open_segment};
use crate::query::Published;
use crate::search::capitals::add_places;
use crate::search::places::in_order;

/// An article and where its words stand.
pub(super) struct Reading {
    pub(super) article: Article,
    /// For each text field, each word with its positions.
    pub(super) words: [HashMap<String, Vec<u32>>; 3],
    /// Lengths of the fields, each as the byte that tantivy keeps of it.
    pub(super) lengths: [u8; 3],
}

impl Reading {
    /// Reads an article as an index does: its title and language are made up where it has
    /// none, a standfirst that repeats the opening of the text has no words of its own.
    pub(super) fn of(mut article: Article, tally: &mut CaseTally) -> Self {
        article.derive_title();
        if article.language.is_empty() {
            detect_language(&article.title, &article.body).code.clone_into(&mut article.language);
        }
        let repeats = article.description_in_body().is_some();
        let mut reading = Self { article, words: Default::default(), lengths: [0; 3] };
        for field in TextField::ALL {
            if field == TextField::Description && repeats {
                continue;
            }
            let mut text = words(reading.article.text(field));
            let (mut term, mut count) = (String::new(), 0);
            while let Some(word) = text.next_into(&mut term) {
                tally.count(&term, word);
                let places = reading.words[field as usize].entry(term.clone()).or_default();
                places.push(word.position);
                count += 1;
            }
            tally.end_of_text();
            reading.lengths[field as usize] = FieldNormReader::fieldnorm_to_id(count);
        }
        reading
    }

    /// Tells whether a tag of the article has one of some words, which are without accents.
    pub(super) fn is_tagged(&self, wanted: &[String]) -> bool {
        let mut term = String::new();
        self.article.tags.iter().any(|tag| {
            let mut words = words(tag);
            let mut found = false;
            while words.next_into(&mut term).is_some() {
                found |= wanted.iter().any(|word| *word == fold(&term));
            }
            found
        })
    }

    /// Tells whether the article was published in a time.
    pub(super) fn is_of(&self, time: &Published, zone: &TimeZone) -> bool {
        self.article.published.as_ref().is_some_and(|date| is_within(date, time, zone))
    }

    /// Returns where a term stands in a field, in order.
    pub(super) fn positions(&self, field: TextField, term: &str) -> &[u32] {
        self.words[field as usize].get(term).map_or(&[], Vec::as_slice)
    }
}

impl Reading {
    /// Returns where words with a capital stand.
    pub(super) fn capitals(&self) -> Vec<u32> {
        let mut places = Vec::new();
        for field in TextField::ALL {
            add_places(self.article.text(field), field, &mut places);
        }
        places
    }

    /// Returns where a form stands in a field, in order: a term, or several side by side.
    pub(super) fn positions_of_form(
        &self,
        field: TextField,
        form: &str,
        lexicon: &Lexicon,
    ) -> Cow<'_, [u32]> {
        if !form.contains(' ') {
            return Cow::Borrowed(self.positions(field, form));
        }
        let places = |terms: Vec<String>| {
            let places = terms.iter().flat_map(|term| self.positions(field, term)).copied();
            let mut places: Vec<u32> = places.collect();
            places.sort_unstable();
            places
        };
        let words = lexicon.words_of_phrase(form).into_iter().map(places).collect::<Vec<_>>();
        in_order(&words).into_iter().map(|span| span.first).collect()
    }
}

/// Tells whether a date lies in a span: of a day the beginning, of a month or a year all of it.
fn is_within(date: &Date, span: &Published, zone: &TimeZone) -> bool {
    let start_of = |day: Day| day.to_zoned(zone.clone()).expect("a day").timestamp().as_second();
    let (first, last) = match date.days() {
        None => (date.seconds, date.seconds),
        Some(days) => {
            let padded = format!("{}-01-01", date.iso);
            let first: Day = padded[..10].parse().expect("a day");
            let last = first + i64::from(days - 1).days();
            let end = if days == 1 { start_of(last) } else { start_of(last + 1.day()) - 1 };
            (start_of(first), end)
        }
    };
    span.from.is_none_or(|from| from <= first) && span.to.is_none_or(|to| last < to)
}

/// Returns the lexicon of some articles, with the capitals counted while they were read.
pub(super) fn lexicon(articles: &[Reading], tally: &CaseTally) -> Lexicon {
    let mut totals = std::collections::BTreeMap::<&str, u32>::new();
    for (word, places) in articles.iter().flat_map(|article| article.words.iter().flatten()) {
        *totals.entry(word).or_default() += places.len() as u32;
    }
    let mut builder = LexiconBuilder::default();
    for (word, total) in totals {
        let counts: Counts = tally.counts(word, total);
        builder.push(word, counts, None);
    }
    let mut file = Vec::new();
    builder.write(&mut file, [0; 3]).expect("writing to memory succeeds");
    let segment = open_segment(tantivy::directory::OwnedBytes::new(file));
    Lexicon::new(vec![segment.expect("a whole lexicon")], Exceptions::default())
}
