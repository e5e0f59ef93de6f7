//! The engine that answers by reading every article.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tantivy::fieldnorm::FieldNormReader;

use super::reading::{Reading, lexicon};
use crate::article::{Article, TextField};
use crate::engine::{
    Answer, Engine, Entry, Hint, Hit, Key, Match, Occurrence, Overview, Request, Row, Table,
};
use crate::error::{Error, Result};
use crate::index::{CopyCounts, Manifest};
use crate::lexicon::{CaseTally, Expansion, Explanation, Lexicon};
use crate::query::{Condition, Query, QueryField, Role};
use crate::search::coverage::{Coverage, Others, lacks_phrases};
use crate::search::filter::holds;
use crate::search::matcher::Matcher;
use crate::search::places::{Span, in_order, near, place, together};
use crate::search::plan::{expand, whole_condition};
use crate::search::score::{Occurrences, Occurring, explain, scores};
use crate::search::weight::{RankedForm, Statistics, Weights, fields_of};

/// Articles in memory.
pub(super) struct Scan {
    articles: Vec<Reading>,
    lexicon: Lexicon,
}

impl Scan {
    pub(super) fn new(articles: impl IntoIterator<Item = Article>) -> Self {
        let mut tally = CaseTally::default();
        let read = |article| Reading::of(article, &mut tally);
        let articles: Vec<Reading> = articles.into_iter().map(read).collect();
        let lexicon = lexicon(&articles, &tally);
        Self { articles, lexicon }
    }

    fn ask<'a>(&'a self, query: &'a Query) -> Asked<'a> {
        let expansions = expand(&self.lexicon, query);
        let is_searched = |article: &&Reading| {
            query.language.as_ref().is_none_or(|language| article.article.language == *language)
        };
        let searched = self.articles.iter().filter(is_searched).count() as u64;
        let Ok(weights) = Weights::new(&mut Texts(self), &query.words, &expansions, searched);
        Asked { scan: self, query, expansions, weights, searched }
    }
}

impl Engine for Scan {
    fn top(&self, request: &Request) -> Result<Answer> {
        let asked = self.ask(&request.query);
        let all = asked.matching(Coverage::of(request), false).len() as u64;
        match &request.query.without_phrases {
            Some(query) if lacks_phrases(request, asked.query, all) => {
                Ok(self.ask(query).answer(request, true))
            }
            _ => Ok(asked.answer(request, false)),
        }
    }

    fn matches(
        &self,
        request: &Request,
        visit: &mut dyn FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let asked = self.ask(&request.query);
        for article in asked.matching(Coverage::of(request), false) {
            if visit(&Scanned { asked: &asked, article })?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn groups(&self, request: &Request, by: &[Key]) -> Result<Table> {
        let mut counts = BTreeMap::<Vec<Option<String>>, u64>::new();
        let asked = self.ask(&request.query);
        let matching = asked.matching(Coverage::of(request), false);
        for found in &matching {
            let mut combinations = vec![Vec::new()];
            for key in by {
                let values = values(&found.article, *key, &request.zone);
                combinations = combinations
                    .into_iter()
                    .flat_map(|one| {
                        values
                            .iter()
                            .map(move |value| [&one[..], std::slice::from_ref(value)].concat())
                    })
                    .collect();
            }
            for values in combinations {
                *counts.entry(values).or_default() += 1;
            }
        }
        let rows = counts.into_iter().map(|(values, count)| Row { values, count });
        Ok(Table::new(matching.len() as u64, rows.collect()))
    }

    fn articles(&self, name: &str) -> Result<Vec<Entry>> {
        let named = |is_named: fn(&Article, &str) -> bool| {
            let articles = self.articles.iter().map(|found| &found.article);
            let found = articles.filter(|article| is_named(article, name));
            found.map(|article| Entry { article: article.clone(), copies: Vec::new() }).collect()
        };
        let mut found: Vec<Entry> = named(|article, name| article.id == name);
        if found.is_empty() {
            found = named(|article, name| article.url == name);
        }
        if found.is_empty() {
            return Err(Error::ArticleMissing { name: name.to_owned(), dir: "memory".into() });
        }
        Ok(found)
    }

    fn word(&self, word: &str, language: &str) -> Result<Explanation> {
        Ok(self.lexicon.explain(word, language))
    }

    fn overview(&self) -> Result<Overview> {
        Ok(Overview {
            place: "memory".to_owned(),
            articles: self.articles.len() as u64,
            undated: 0,
            language_unsure: 0,
            distinct_words: self.lexicon.distinct_words(),
            years: Vec::new(),
            sources: Vec::new(),
            languages: Vec::new(),
            copies: CopyCounts::default(),
            segments: 1,
            bytes: 0,
            manifest: Manifest::new(""),
        })
    }
}

/// A query put to the articles.
struct Asked<'a> {
    scan: &'a Scan,
    query: &'a Query,
    expansions: Vec<Expansion>,
    weights: Weights,
    searched: u64,
}

impl<'a> Asked<'a> {
    /// Returns the articles that count, in their order.
    fn matching(&self, coverage: Coverage, undated: bool) -> Vec<&'a Reading> {
        let condition = whole_condition(self.query, coverage);
        let articles = self.scan.articles.iter();
        articles.filter(|article| self.meets(article, &condition, undated)).collect()
    }

    fn meets(&self, reading: &Reading, condition: &Condition, undated: bool) -> bool {
        let meets = |condition: &Condition| self.meets(reading, condition, undated);
        match condition {
            Condition::Word(_) | Condition::Phrase { .. } | Condition::Near { .. } => {
                !self.spans(reading, condition).is_empty()
            }
            Condition::All(conditions) => conditions.iter().all(meets),
            Condition::Any(conditions) => conditions.iter().any(meets),
            Condition::Not(condition) => !meets(condition),
            Condition::Value { field, value } => {
                has_value(&reading.article, *field, |found| holds(*field, found, value))
            }
            Condition::Published { from, to } => match &reading.article.published {
                None => undated,
                Some(date) => {
                    let at = date.seconds;
                    let is_within =
                        from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to);
                    !undated && is_within
                }
            },
        }
    }

    /// Returns where a condition is met, in order.
    fn spans(&self, reading: &Reading, condition: &Condition) -> Vec<Span> {
        match condition {
            Condition::Word(word) => {
                let one = |at| Span { first: at, last: at };
                self.places(reading, *word).into_iter().map(one).collect()
            }
            Condition::Phrase { words, slop } => {
                let places: Vec<_> = words.iter().map(|word| self.places(reading, *word)).collect();
                match slop {
                    None => in_order(&places),
                    Some(slop) => together(&places, *slop),
                }
            }
            Condition::Near { left, right, distance } => {
                near(&self.spans(reading, left), &self.spans(reading, right), *distance)
            }
            Condition::Any(conditions) | Condition::All(conditions) => {
                let spans = conditions.iter().flat_map(|condition| self.spans(reading, condition));
                let mut spans: Vec<Span> = spans.collect();
                spans.sort_unstable();
                spans
            }
            Condition::Not(_) | Condition::Value { .. } | Condition::Published { .. } => Vec::new(),
        }
    }

    /// Returns where a word stands in any of its forms, in order.
    fn places(&self, reading: &Reading, word: usize) -> Vec<u32> {
        let mut places = Vec::new();
        for &field in fields_of(&self.query.words[word]) {
            for form in &self.expansions[word].family.forms {
                let positions = reading.positions(field, &form.term);
                places.extend(positions.iter().map(|&position| place(field, position)));
            }
        }
        places.sort_unstable();
        places
    }

    /// Returns how many plain words an article has.
    fn matched(&self, reading: &Reading) -> u32 {
        let words = self.query.words.iter().enumerate();
        let plain = words.filter(|(_, word)| word.role == Role::Plain);
        plain.filter(|(word, _)| !self.places(reading, *word).is_empty()).count() as u32
    }

    fn answer(&self, request: &Request, without_phrases: bool) -> Answer {
        let words = self.weights.plain_words();
        let mut coverage = Coverage::of(request);
        let mut found = self.matching(coverage, false);
        let complete = found.iter().filter(|reading| self.matched(reading) == words).count() as u64;
        let mut others = Others::LeftOut;
        if Others::may_count(request, words) {
            let wanted = (request.limit + request.offset).min(self.scan.articles.len());
            others = Others::beside(words, complete, wanted as u64);
        }
        if others != Others::LeftOut {
            coverage = Coverage::Most;
            found = self.matching(coverage, false);
        }
        let mut texts = FoundTexts { asked: self, found: &found };
        let Ok(scores) = scores(&self.weights, coverage, &mut texts, found.len());
        let mut hits: Vec<Hit> = found
            .iter()
            .zip(scores)
            .map(|(reading, score)| self.hit(reading, score, coverage))
            .collect();
        hits.sort_by(|one, other| {
            let is_first = |hit: &Hit| others == Others::Behind && hit.matched == words;
            is_first(other).cmp(&is_first(one)).then(other.score.total_cmp(&one.score))
        });
        let total = hits.len() as u64;
        let page = hits.into_iter().zip(1..).skip(request.offset).take(request.limit);
        Answer {
            hints: self.hints(coverage, total > complete, without_phrases),
            total,
            total_all_words: complete,
            hits: page.map(|(hit, rank)| Hit { rank, ..hit }).collect(),
            reading: crate::engine::Reading {
                asked: request.query.clone(),
                without_phrases,
                expansions: self.expansions.clone(),
            },
        }
    }

    fn hit(&self, reading: &Reading, score: f32, coverage: Coverage) -> Hit {
        let mut texts = FoundTexts { asked: self, found: &[reading] };
        let Ok(parts) = explain(&self.weights, coverage, &mut texts);
        let (id, matched) = (reading.article.id.clone(), self.matched(reading));
        Hit { id, score, matched, explanation: Some(parts), ..Hit::default() }
    }

    fn hints(&self, coverage: Coverage, relaxed: bool, without_phrases: bool) -> Vec<Hint> {
        let mut hints = Vec::new();
        hints.extend((relaxed && coverage == Coverage::Most).then_some(Hint::Relaxed));
        hints.extend(without_phrases.then_some(Hint::WithoutPhrases));
        if let Some(language) = self.query.language.clone().filter(|_| self.searched == 0) {
            hints.push(Hint::NoneInLanguage(language));
        }
        for (word, expansion) in self.query.words.iter().zip(&self.expansions) {
            if word.role != Role::Unscored && expansion.family.is_unknown() {
                let meant = self.scan.lexicon.suggestion(&word.term);
                hints.push(Hint::UnknownWord { word: word.term.clone(), meant });
            }
        }
        if self.query.condition.as_ref().is_some_and(Condition::asks_for_date) {
            let undated = self.matching(coverage, true).len() as u64;
            hints.extend((undated > 0).then_some(Hint::UndatedLeftOut(undated)));
        }
        hints
    }
}

/// Tells whether a field that is no text holds a value.
fn has_value(article: &Article, field: QueryField, is_wanted: impl Fn(&str) -> bool) -> bool {
    let one = |value: &str| !value.is_empty() && is_wanted(value);
    match field {
        QueryField::Author => article.authors.iter().any(|author| is_wanted(author)),
        QueryField::Tag => article.tags.iter().any(|tag| is_wanted(tag)),
        QueryField::Source => one(&article.source),
        QueryField::Section => one(&article.section),
        QueryField::Language => one(&article.language),
        QueryField::Url => one(&article.url),
        QueryField::Title | QueryField::Description | QueryField::Body => false,
    }
}

/// Returns the values by which an article is grouped.
fn values(article: &Article, key: Key, zone: &TimeZone) -> Vec<Option<String>> {
    let day = || {
        let seconds = article.published.as_ref()?.seconds;
        let moment = Timestamp::from_second(seconds).expect("a moment").to_zoned(zone.clone());
        Some(moment.date().to_string())
    };
    let until = |len: usize| day().map(|day| day[..len].to_owned()).into_iter().collect();
    let one = |value: &String| vec![value.clone()];
    let mut values: Vec<String> = match key {
        Key::Year => until(4),
        Key::Month => until(7),
        Key::Day => until(10),
        Key::Source => one(&article.source),
        Key::Section => one(&article.section),
        Key::Language => one(&article.language),
        Key::Author => article.authors.clone(),
        Key::Tag => article.tags.clone(),
    };
    values.retain(|value| !value.is_empty());
    values.sort();
    values.dedup();
    if values.is_empty() { vec![None] } else { values.into_iter().map(Some).collect() }
}

/// What the articles tell as a whole.
struct Texts<'a>(&'a Scan);

impl Statistics for Texts<'_> {
    type Error = Infallible;

    fn articles(&self) -> u64 {
        self.0.articles.len() as u64
    }

    fn total_lengths(&self) -> Result<[u64; 3], Infallible> {
        Ok(TextField::ALL.map(|field| {
            let lengths = self.0.articles.iter().map(|reading| reading.lengths[field as usize]);
            lengths.map(|id| u64::from(FieldNormReader::id_to_fieldnorm(id))).sum()
        }))
    }

    fn articles_with(&mut self, term: &str, fields: &[TextField]) -> Result<u32, Infallible> {
        let with = |field: &TextField| {
            let has = |reading: &&Reading| !reading.positions(*field, term).is_empty();
            self.0.articles.iter().filter(has).count() as u32
        };
        Ok(fields.iter().map(with).max().unwrap_or(0))
    }
}

/// The texts of some articles, for scoring them.
struct FoundTexts<'a> {
    asked: &'a Asked<'a>,
    found: &'a [&'a Reading],
}

impl Occurrences for FoundTexts<'_> {
    type Error = Infallible;

    fn of_word(
        &mut self,
        word: usize,
        mut each: impl FnMut(usize, &Occurring<'_>),
    ) -> Result<(), Infallible> {
        let Asked { query, expansions, weights, .. } = self.asked;
        let family = &expansions[word].family.forms;
        let known = || family.iter().filter(|form| form.counts.total > 0);
        for (at, reading) in self.found.iter().enumerate() {
            let has_title = reading.lengths[TextField::Title as usize] > 0;
            for &field in fields_of(&query.words[word]) {
                let norm = weights.norms.of(field)[usize::from(reading.lengths[field as usize])];
                for (term, &form) in known().zip(&weights.words[word].forms) {
                    let form: RankedForm = form;
                    let positions = reading.positions(field, &term.term);
                    if !positions.is_empty() {
                        each(at, &Occurring { form, field, norm, has_title, positions });
                    }
                }
            }
        }
        Ok(())
    }
}

/// An article that matches.
struct Scanned<'a> {
    asked: &'a Asked<'a>,
    article: &'a Reading,
}

impl Match for Scanned<'_> {
    fn id(&self) -> Result<String> {
        Ok(self.article.article.id.clone())
    }

    fn article(&self) -> Result<Article> {
        Ok(self.article.article.clone())
    }

    fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let Asked { query, expansions, weights, .. } = self.asked;
        Matcher::new(query, expansions, weights).occurrences(text)
    }
}
