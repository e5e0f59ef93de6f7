//! What texts tell a score: of all articles, and of those found.
//!
//! Everything is counted in the texts themselves; nothing is looked up in an index.

use std::convert::Infallible;

use jiff::tz::TimeZone;
use tantivy::fieldnorm::FieldNormReader;

use super::reading::Reading;
use crate::article::TextField;
use crate::lexicon::{Expansion, Lexicon};
use crate::query::{Published, Query};
use crate::search::listed::Beside;
use crate::search::score::{Occurrences, Occurring};
use crate::search::weight::{Statistics, Weights, fields_of, words_of_tags};

/// What the articles tell as a whole.
pub(super) struct Texts<'a> {
    pub(super) articles: &'a [Reading],
    pub(super) lexicon: &'a Lexicon,
    /// Where days begin.
    pub(super) zone: &'a TimeZone,
}

impl Statistics for Texts<'_> {
    type Error = Infallible;

    fn articles(&self) -> u64 {
        self.articles.len() as u64
    }

    fn total_lengths(&self) -> Result<[u64; 3], Infallible> {
        Ok(TextField::ALL.map(|field| {
            let lengths = self.articles.iter().map(|reading| reading.lengths[field as usize]);
            lengths.map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id))).sum()
        }))
    }

    fn articles_with(
        &mut self,
        form: &str,
        fields: &'static [TextField],
    ) -> Result<u32, Infallible> {
        let with = |field: &TextField| {
            let has = |reading: &&Reading| {
                !reading.positions_of_form(*field, form, self.lexicon).is_empty()
            };
            self.articles.iter().filter(has).count() as u32
        };
        Ok(fields.iter().map(with).max().unwrap_or(0))
    }

    fn articles_of(&mut self, time: &Published) -> Result<u32, Infallible> {
        let of_time = self.articles.iter().filter(|reading| reading.is_of(time, self.zone));
        Ok(of_time.count() as u32)
    }

    fn articles_tagged(&mut self, words: &[String]) -> Result<u32, Infallible> {
        let tagged = self.articles.iter().filter(|reading| reading.is_tagged(words));
        Ok(tagged.count() as u32)
    }

    fn neighbours(&mut self, phrase: &str) -> Result<u64, Infallible> {
        let times = |reading: &Reading| {
            let of_field = |field| reading.positions_of_form(field, phrase, self.lexicon).len();
            TextField::ALL.into_iter().map(of_field).sum::<usize>() as u64
        };
        Ok(self.articles.iter().map(times).sum())
    }
}

/// The texts of some articles, for scoring them.
pub(super) struct FoundTexts<'a> {
    pub(super) query: &'a Query,
    pub(super) expansions: &'a [Expansion],
    pub(super) weights: &'a Weights,
    pub(super) found: &'a [&'a Reading],
    pub(super) lexicon: &'a Lexicon,
    /// Where days begin.
    pub(super) zone: &'a TimeZone,
}

impl Occurrences for FoundTexts<'_> {
    type Error = Infallible;

    fn of_word(
        &mut self,
        word: usize,
        mut each: impl FnMut(usize, &Occurring<'_>),
    ) -> Result<(), Infallible> {
        let Self { query, expansions, weights, lexicon, .. } = self;
        let family = &expansions[word].family.forms;
        let known = || family.iter().filter(|form| form.counts.total > 0);
        for (at, reading) in self.found.iter().enumerate() {
            let has_title = reading.lengths[TextField::Title as usize] > 0;
            for &field in fields_of(&query.words[word]) {
                let norm = weights.norms.of(field)[usize::from(reading.lengths[field as usize])];
                for (term, &form) in known().zip(&weights.words[word].forms) {
                    let positions = reading.positions_of_form(field, &term.term, lexicon);
                    if !positions.is_empty() {
                        let (times, positions) = (positions.len() as u32, &*positions);
                        each(at, &Occurring { form, field, norm, times, has_title, positions });
                    }
                }
            }
            let asked = &query.words[word];
            for &form in &weights.words[word].forms[known().count()..] {
                let is_so = match form.beside {
                    Some(Beside::Date) => {
                        asked.published.is_some_and(|time| reading.is_of(&time, self.zone))
                    }
                    Some(Beside::Tag) => words_of_tags(asked, &expansions[word])
                        .is_some_and(|words| reading.is_tagged(&words)),
                    None => false,
                };
                if is_so {
                    let (field, positions) = (TextField::Body, &[][..]);
                    let (times, norm) = (form.beside.map_or(0, Beside::times), 1.0);
                    each(at, &Occurring { form, field, norm, times, has_title, positions });
                }
            }
        }
        Ok(())
    }

    fn capitals(&mut self, article: usize, places: &mut Vec<u32>) -> Result<(), Infallible> {
        *places = self.found[article].capitals();
        Ok(())
    }
}
