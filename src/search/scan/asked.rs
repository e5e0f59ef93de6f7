//! A query put to articles: which of them meet it, and what they are worth.
//!
//! Every condition is put to every article: nothing is skipped that could hide a hit.

use std::ptr;

use jiff::tz::TimeZone;

use super::reading::Reading;
use super::texts::{FoundTexts, Texts};
use crate::article::Article;
use crate::engine::{self, Answer, Hint, Hit, Request, ScoreParts};
use crate::lexicon::{Expansion, Lexicon};
use crate::query::{Capital, Condition, Query, QueryField, Role};
use crate::search::coverage::{Coverage, enough};
use crate::search::expand::expand;
use crate::search::phrased::quoted;
use crate::search::places::{Span, in_order, near, place, repeated, together};
use crate::search::plan::whole_condition;
use crate::search::score::{explain, scores};
use crate::search::typed_value::holds;
use crate::search::weight::{Weights, fields_of, words_of_tags};

/// A query put to the articles.
pub(super) struct Asked<'a> {
    articles: &'a [Reading],
    /// Where days begin.
    zone: &'a TimeZone,
    lexicon: &'a Lexicon,
    pub(super) query: &'a Query,
    pub(super) expansions: Vec<Expansion>,
    pub(super) weights: Weights,
    searched: u64,
}

impl<'a> Asked<'a> {
    /// Looks up what a query stands for.
    pub(super) fn new(
        articles: &'a [Reading],
        lexicon: &'a Lexicon,
        query: &'a Query,
        most: usize,
        zone: &'a TimeZone,
    ) -> Self {
        let mut texts = Texts { articles, lexicon, zone };
        let Ok(expansions) = expand(lexicon, query, most, &mut texts);
        let is_searched = |article: &&Reading| {
            query.language.as_ref().is_none_or(|language| article.article.language == *language)
        };
        let searched = articles.iter().filter(is_searched).count() as u64;
        let Ok(weights) = Weights::new(&mut texts, &query.words, &expansions, searched);
        Self { articles, zone, lexicon, query, expansions, weights, searched }
    }

    /// Returns the articles that count, in their order.
    pub(super) fn matching(&self, coverage: Coverage, undated: bool) -> Vec<&'a Reading> {
        let condition = whole_condition(self.query, coverage);
        let articles = self.articles.iter();
        articles.filter(|article| self.meets(article, &condition, undated)).collect()
    }

    fn meets(&self, reading: &Reading, condition: &Condition, undated: bool) -> bool {
        let meets = |condition: &Condition| self.meets(reading, condition, undated);
        match condition {
            Condition::Word(word) => self.has(reading, *word),
            Condition::Phrase { .. } | Condition::Near { .. } => {
                !self.spans(reading, condition).is_empty()
            }
            Condition::All(conditions) => conditions.iter().all(meets),
            Condition::Any(conditions) => conditions.iter().any(meets),
            Condition::Not(condition) => !meets(condition),
            Condition::Value { field, value } => {
                has_value(&reading.article, *field, |found| holds(*field, found, value))
            }
            Condition::Exactly { field, value } => {
                has_value(&reading.article, *field, |found| found == value)
            }
            Condition::Like(like) => {
                let had = like.words.iter().filter(|word| self.has(reading, **word)).count();
                had >= like.least() && !like.apart.contains(&reading.article.id)
            }
            Condition::Added(arrival) => {
                let added = reading.article.first_indexed.moment();
                arrival.holds(added.map(jiff::Timestamp::as_second), 0)
            }
            Condition::Published(span) => match &reading.article.published {
                None => undated,
                Some(_) => !undated && reading.is_of(span, self.zone),
            },
        }
    }

    /// Returns where a condition is met, in order.
    fn spans(&self, reading: &Reading, condition: &Condition) -> Vec<Span> {
        match condition {
            Condition::Word(word) => {
                let one = |at| Span { first: at, last: at };
                self.meant_places(reading, *word).into_iter().map(one).collect()
            }
            Condition::Phrase { words, slop } => {
                let places = |word| self.meant_places(reading, word);
                match slop {
                    None => in_order(&words.iter().copied().map(places).collect::<Vec<_>>()),
                    Some(slop) => {
                        let of_word = |(word, times)| (places(word), times);
                        let words: Vec<_> = repeated(words).into_iter().map(of_word).collect();
                        together(&words, *slop)
                    }
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
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => Vec::new(),
        }
    }

    /// Returns where a word stands in any of its forms, in order.
    fn places(&self, reading: &Reading, word: usize) -> Vec<u32> {
        let mut places = Vec::new();
        for &field in fields_of(&self.query.words[word]) {
            for form in &self.expansions[word].family.forms {
                let positions = reading.positions_of_form(field, &form.term, self.lexicon);
                places.extend(positions.iter().map(|&position| place(field, position)));
            }
        }
        places.sort_unstable();
        places
    }

    /// Tells whether an article has a word, in its text, as its date or in a tag.
    fn has(&self, reading: &Reading, word: usize) -> bool {
        if self.weights.words[word].is_instead {
            return false;
        }
        let time = self.query.words[word].published;
        time.is_some_and(|time| reading.is_of(&time, self.zone))
            || words_of_tags(&self.query.words[word], &self.expansions[word])
                .is_some_and(|words| reading.is_tagged(&words))
            || !self.meant_places(reading, word).is_empty()
    }

    /// Returns where a word stands, with a capital where it must have one.
    fn meant_places(&self, reading: &Reading, word: usize) -> Vec<u32> {
        let mut places = self.places(reading, word);
        if self.query.words[word].capital == Capital::Required {
            let capitals = reading.capitals();
            places.retain(|place| capitals.contains(place));
        }
        places
    }

    /// Returns how many plain words an article has.
    fn matched(&self, reading: &Reading) -> u32 {
        let words = self.query.words.iter().enumerate();
        let plain = words.filter(|(_, word)| word.role == Role::Plain);
        plain.filter(|(word, _)| self.has(reading, *word)).count() as u32
    }

    /// Returns the articles that have all that is asked.
    pub(super) fn whole(&self, request: &Request) -> Vec<&'a Reading> {
        let words = self.weights.plain_words();
        let mut found = self.matching(Coverage::of(request), false);
        found.retain(|reading| self.matched(reading) == words);
        found
    }

    /// Returns the answer to a request; `strict` is what was asked, where its phrases are
    /// looked for as words.
    pub(super) fn answer(&self, request: &Request, strict: Option<&Self>) -> Answer {
        let words = self.weights.plain_words();
        let mut coverage = Coverage::of(request);
        let mut scoring = coverage;
        let mut found = self.matching(coverage, false);
        let complete = found.iter().filter(|reading| self.matched(reading) == words).count() as u64;
        let counting = if request.any { found.len() as u64 } else { complete };
        if counting < enough(request, self.query) {
            scoring = Coverage::Most;
        }
        if request.relax && scoring != coverage {
            coverage = scoring;
            found = self.matching(coverage, false);
        }
        let relaxed = found.len() as u64 > complete;
        let whole = strict.map(|strict| strict.whole(request));
        let has_all = |reading: &Reading| {
            let is_among = |whole: &Vec<&Reading>| whole.iter().any(|it| ptr::eq(*it, reading));
            self.matched(reading) == words && whole.as_ref().is_none_or(is_among)
        };
        let total_all_words = match &whole {
            Some(whole) if request.any => whole.len() as u64,
            _ => found.iter().filter(|reading| has_all(reading)).count() as u64,
        };
        if !request.relax {
            found.retain(|reading| has_all(reading));
        }
        let mut texts = self.texts(&found);
        let Ok(known) = scores(&self.weights, scoring, &mut texts, found.len());
        let scores = known.sums.iter().enumerate().map(|(at, score)| {
            let Ok(capitals) = known.capitals(&self.weights, &mut texts, at);
            score + capitals
        });
        let mut hits: Vec<Hit> = found
            .iter()
            .zip(scores)
            .map(|(reading, score)| self.hit(reading, score, scoring, strict))
            .collect();
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        let total = hits.len() as u64;
        let page = hits.into_iter().zip(1..).skip(request.offset).take(request.limit);
        Answer {
            hints: self.hints(coverage, relaxed, strict.is_some() && request.relax),
            total,
            total_all_words,
            hits: page.map(|(hit, rank)| Hit { rank, ..hit }).collect(),
            reading: engine::Reading {
                asked: request.query.clone(),
                without_phrases: strict.is_some(),
                expansions: self.expansions.clone(),
            },
        }
    }

    fn texts<'f>(&'f self, found: &'f [&'f Reading]) -> FoundTexts<'f> {
        let Self { query, expansions, weights, lexicon, zone, .. } = self;
        FoundTexts { query, expansions, weights, found, lexicon, zone }
    }

    fn hit(&self, reading: &Reading, score: f32, coverage: Coverage, strict: Option<&Self>) -> Hit {
        let found = [reading];
        let mut texts = self.texts(&found);
        let Ok(parts) = explain(&self.weights, coverage, &mut texts);
        let (id, mut lacks) = (reading.article.id.clone(), lacking(&parts, self.query));
        if let Some(strict) = strict {
            let phrases = quoted(strict.query).into_iter();
            let lacking = phrases.filter(|(_, phrase)| !strict.meets(reading, phrase, false));
            lacks.extend(lacking.map(|(phrase, _)| phrase));
        }
        Hit { id, score, lacks, explanation: Some(parts), ..Hit::default() }
    }

    fn hints(&self, coverage: Coverage, relaxed: bool, without_phrases: bool) -> Vec<Hint> {
        let mut hints = Vec::new();
        hints.extend((relaxed && coverage == Coverage::Most).then_some(Hint::Relaxed));
        hints.extend(without_phrases.then_some(Hint::WithoutPhrases));
        if let Some(language) = self.query.language.clone().filter(|_| self.searched == 0) {
            hints.push(Hint::NoneInLanguage(language));
        }
        let words = self.query.words.iter().zip(&self.expansions).zip(&self.weights.words);
        for ((word, expansion), ranked) in words {
            let is_absent = ranked.forms.is_empty() || ranked.is_instead;
            let is_word = word.role != Role::Unscored && is_absent;
            if is_word && expansion.family.is_unknown() {
                let meant = self.lexicon.suggestion(&word.term);
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
        QueryField::Id => one(&article.id),
        QueryField::Title | QueryField::Description | QueryField::Body | QueryField::Like => false,
    }
}

/// Returns the plain words that bring nothing to a score.
fn lacking(parts: &ScoreParts, query: &Query) -> Vec<String> {
    let absent = parts.words.iter().filter(|part| part.score <= 0.0 || part.near_spelling);
    let words = absent.map(|part| &query.words[part.word]);
    words.filter(|word| word.role == Role::Plain).map(|word| word.term.clone()).collect()
}
