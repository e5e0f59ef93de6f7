//! An article as it was read for a query: where the words stand that the query asks for.
//!
//! The conditions of the query are put to it, and its words to the scorer, as if it had been
//! found in an index.

use std::collections::{HashMap, HashSet};
use std::panic::resume_unwind;
use std::thread;

use foldhash::fast::FixedState;
use jiff::Timestamp;
use tantivy::fieldnorm::FieldNormReader;

use super::document::Kept;
use super::plan::Plan;
use crate::analysis::{Signature, fold, words};
use crate::article::{Article, TextField};
use crate::cores::cores;
use crate::error::Error;
use crate::index::tie;
use crate::query::{Capital, Condition, Published, Query, QueryField};
use crate::search::{
    Beside, Occurrences, Occurring, Span, Typed, add_places, fields_of, in_order, near_spans,
    place, repeated, together, words_of_tags,
};

/// Most threads that read articles, and fewest articles that are worth one.
const MOST_THREADS: usize = 4;
const FEWEST_APART: usize = 20;

/// The words of texts that a query looks for.
pub(super) type Wanted = HashSet<String, FixedState>;

/// Returns the words that the queries of some plans look for.
pub(super) fn wanted<'p, 'a: 'p>(plans: impl IntoIterator<Item = &'p Plan<'a>>) -> Wanted {
    let mut wanted = Wanted::default();
    for plan in plans {
        for form in plan.expansions.iter().flat_map(|expansion| &expansion.family.forms) {
            if form.term.contains(' ') {
                wanted.extend(plan.lexicon().words_of_phrase(&form.term).into_iter().flatten());
            } else {
                wanted.insert(form.term.clone());
            }
        }
    }
    wanted
}

/// An article that was read.
pub(super) struct Reading {
    pub(super) article: Article,
    pub(super) signature: Signature,
    /// What settles a tie by its id.
    pub(super) tie: u64,
    /// The number of the run that brought it.
    pub(super) arrival: u64,
    /// For each text field, where the wanted words stand.
    positions: [HashMap<String, Vec<u32>, FixedState>; 3],
    lengths: [u8; 3],
}

impl Reading {
    /// Reads an article.
    pub(super) fn of(kept: Kept, wanted: &Wanted) -> Self {
        let (arrival, article) = (kept.arrival(), kept.into_article());
        let repeats = article.description_in_body().is_some();
        let mut reading = Self {
            signature: Signature::of(&article.body),
            tie: tie(&article.id),
            arrival,
            article,
            positions: Default::default(),
            lengths: [0; 3],
        };
        let mut term = String::new();
        for field in TextField::ALL {
            if field == TextField::Description && repeats {
                continue;
            }
            let positions = &mut reading.positions[field as usize];
            let (mut tokens, mut count) = (words(reading.article.text(field)), 0);
            while let Some(token) = tokens.next_into(&mut term) {
                count += 1;
                if wanted.contains(term.as_str()) {
                    match positions.get_mut(term.as_str()) {
                        Some(places) => places.push(token.position),
                        None => drop(positions.insert(term.clone(), vec![token.position])),
                    }
                }
            }
            reading.lengths[field as usize] = FieldNormReader::fieldnorm_to_id(count);
        }
        reading
    }

    /// Reads articles, some of them at the same time.
    pub(super) fn of_each(articles: Vec<Kept>, wanted: &Wanted) -> Vec<Self> {
        let threads = cores().min(MOST_THREADS);
        let part = articles.len().div_ceil(threads).max(FEWEST_APART);
        if articles.len() <= part {
            return articles.into_iter().map(|kept| Self::of(kept, wanted)).collect();
        }
        let mut parts: Vec<Vec<Kept>> = Vec::new();
        for (at, article) in articles.into_iter().enumerate() {
            match parts.last_mut() {
                Some(last) if at % part != 0 => last.push(article),
                _ => parts.push(vec![article]),
            }
        }
        let read = |part: Vec<Kept>| -> Vec<Self> {
            part.into_iter().map(|kept| Self::of(kept, wanted)).collect()
        };
        thread::scope(|scope| {
            let own = parts.remove(0);
            let others: Vec<_> =
                parts.into_iter().map(|part| scope.spawn(move || read(part))).collect();
            let mut all = read(own);
            for other in others {
                all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            all
        })
    }

    /// Returns when it was published, in seconds since 1970.
    pub(super) fn seconds(&self) -> Option<i64> {
        self.article.published.as_ref().map(|date| date.seconds)
    }

    fn is_of(&self, time: &Published) -> bool {
        let date = self.article.published.as_ref();
        date.is_some_and(|date| time.holds(date.seconds, date.days().map(u64::from)))
    }

    fn is_tagged(&self, wanted: &[String]) -> bool {
        let is_wanted = |term: &String| wanted.iter().any(|word| *word == fold(term));
        self.article.tags.iter().any(|tag| Query::words_of(tag).iter().any(is_wanted))
    }

    /// Returns where words with a capital stand.
    fn capitals(&self) -> Vec<u32> {
        let mut places = Vec::new();
        for field in TextField::ALL {
            add_places(self.article.text(field), field, &mut places);
        }
        places
    }

    /// Returns where a form stands in a field, in order: a term, or several side by side.
    fn positions_of(&self, field: TextField, form: &str, plan: &Plan<'_>) -> Vec<u32> {
        let positions = &self.positions[field as usize];
        if !form.contains(' ') {
            return positions.get(form).cloned().unwrap_or_default();
        }
        let places = |terms: Vec<String>| {
            let mut places: Vec<u32> =
                terms.iter().filter_map(|term| positions.get(term)).flatten().copied().collect();
            places.sort_unstable();
            places
        };
        let words: Vec<_> = plan.lexicon().words_of_phrase(form).into_iter().map(places).collect();
        in_order(&words).into_iter().map(|span| span.first).collect()
    }

    /// Returns where a word stands in any of its forms, with a capital where it must have one.
    fn places(&self, word: usize, plan: &Plan<'_>) -> Vec<u32> {
        let mut places = Vec::new();
        for &field in fields_of(&plan.query.words[word]) {
            for form in &plan.expansions[word].family.forms {
                let positions = self.positions_of(field, &form.term, plan);
                places.extend(positions.into_iter().map(|position| place(field, position)));
            }
        }
        places.sort_unstable();
        if plan.weights.words[word].capital == Capital::Required && !places.is_empty() {
            let capitals = self.capitals();
            places.retain(|place| capitals.binary_search(place).is_ok());
        }
        places
    }

    /// Tells whether it has a word, in its text, as its date or in a tag.
    pub(super) fn has(&self, word: usize, plan: &Plan<'_>) -> bool {
        let asked = &plan.query.words[word];
        if plan.weights.words[word].is_instead {
            return false;
        }
        asked.published.is_some_and(|time| self.is_of(&time))
            || words_of_tags(asked, &plan.expansions[word])
                .is_some_and(|words| self.is_tagged(&words))
            || !self.places(word, plan).is_empty()
    }

    /// Returns how many of the plain words of a query it has.
    pub(super) fn matched(&self, plan: &Plan<'_>) -> u32 {
        plan.plain().filter(|word| self.has(*word, plan)).count() as u32
    }

    /// Tells whether it meets a condition; with `undated`, whether it would if it had a date.
    pub(super) fn meets(&self, condition: &Condition, plan: &Plan<'_>, undated: bool) -> bool {
        let meets = |condition: &Condition| self.meets(condition, plan, undated);
        match condition {
            Condition::Word(word) => self.has(*word, plan),
            Condition::Phrase { .. } | Condition::Near { .. } => {
                !self.spans(condition, plan).is_empty()
            }
            Condition::All(conditions) => conditions.iter().all(meets),
            Condition::Any(conditions) => conditions.iter().any(meets),
            Condition::Not(condition) => !meets(condition),
            Condition::Value { field, value } => {
                let typed = Typed::new(*field, value);
                self.has_value(*field, |found| typed.is_held_by(found))
            }
            Condition::Exactly { field, value } => self.has_value(*field, |found| found == value),
            Condition::Like(like) => {
                let had = like.words.iter().filter(|word| self.has(**word, plan)).count();
                had >= like.least() && !like.apart.contains(&self.article.id)
            }
            Condition::Added(arrival) => {
                let added = self.article.first_indexed.moment();
                arrival.holds(added.map(Timestamp::as_second), self.arrival)
            }
            Condition::Published(span) => match &self.article.published {
                None => undated,
                Some(_) => !undated && self.is_of(span),
            },
        }
    }

    fn has_value(&self, field: QueryField, is_wanted: impl Fn(&str) -> bool) -> bool {
        let one = |value: &str| !value.is_empty() && is_wanted(value);
        let article = &self.article;
        match field {
            QueryField::Author => article.authors.iter().any(|author| is_wanted(author)),
            QueryField::Tag => article.tags.iter().any(|tag| is_wanted(tag)),
            QueryField::Source => one(&article.source),
            QueryField::Section => one(&article.section),
            QueryField::Language => one(&article.language),
            QueryField::Url => one(&article.url),
            QueryField::Id => one(&article.id),
            QueryField::Title | QueryField::Description | QueryField::Body | QueryField::Like => {
                false
            }
        }
    }

    /// Returns where a condition is met, in order.
    fn spans(&self, condition: &Condition, plan: &Plan<'_>) -> Vec<Span> {
        match condition {
            Condition::Word(word) => {
                let one = |at| Span { first: at, last: at };
                self.places(*word, plan).into_iter().map(one).collect()
            }
            Condition::Phrase { words, slop } => {
                let places = |word| self.places(word, plan);
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
                near_spans(&self.spans(left, plan), &self.spans(right, plan), *distance)
            }
            Condition::Any(conditions) | Condition::All(conditions) => {
                let spans = conditions.iter().flat_map(|condition| self.spans(condition, plan));
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
}

/// The words of a query in some articles that were read.
pub(super) struct Read<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) readings: Vec<&'r Reading>,
}

impl Occurrences for Read<'_> {
    type Error = Error;

    fn of_word(
        &mut self,
        word: usize,
        mut each: impl FnMut(usize, &Occurring<'_>),
    ) -> Result<(), Error> {
        let Plan { query, expansions, weights, .. } = self.plan;
        let family = &expansions[word].family.forms;
        let known = || family.iter().filter(|form| form.counts.total > 0);
        let asked = &query.words[word];
        for (at, reading) in self.readings.iter().enumerate() {
            let has_title = reading.lengths[TextField::Title as usize] > 0;
            for &field in fields_of(asked) {
                let norm = weights.norms.of(field)[usize::from(reading.lengths[field as usize])];
                for (term, &form) in known().zip(&weights.words[word].forms) {
                    let positions = &*reading.positions_of(field, &term.term, self.plan);
                    if !positions.is_empty() {
                        let times = positions.len() as u32;
                        each(at, &Occurring { form, field, norm, times, has_title, positions });
                    }
                }
            }
            for &form in weights.words[word].forms.iter().filter(|form| form.beside.is_some()) {
                let is_so = match form.beside {
                    Some(Beside::Date) => asked.published.is_some_and(|time| reading.is_of(&time)),
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

    fn capitals(&mut self, article: usize, places: &mut Vec<u32>) -> Result<(), Error> {
        *places = self.readings[article].capitals();
        Ok(())
    }
}
