//! A query put to the words of a collection: what its words stand for and are worth, and what it
//! asks the cluster for.
//!
//! What the cluster cannot tell (capitals, words asked for twice) it is asked for less narrowly,
//! and who reads the articles tells.

use serde_json::{Value, json};

use super::mapping::{PARTS, length_field};
use super::queries::{any, constant, none, numbers_in, published, with_exactly, with_value};
use super::statistics::Statistic;
use super::words::{Words, with_capital};
use crate::article::TextField;
use crate::engine::Ages;
use crate::error::Result;
use crate::lexicon::{Expansion, Form, Lexicon};
use crate::query::{Arrival, Capital, Condition, Query, QueryWord, Role};
use crate::search::{
    Beside, Coverage, K1, TYPED, TYPED_K1, Weights, expand, fields_of, length_and_weight, repeated,
    whole_condition, words_of_tags,
};

/// A query as it is put to a cluster.
pub(super) struct Plan<'a> {
    pub(super) query: &'a Query,
    pub(super) words: &'a Words,
    pub(super) expansions: Vec<Expansion>,
    pub(super) weights: Weights,
    /// Articles that may be hits whatever their words.
    pub(super) searched: u64,
}

/// What is asked for, and whether it is exactly what is meant; otherwise more.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) query: Value,
    pub(super) is_exact: bool,
}

impl Asked {
    fn exact(query: Value) -> Self {
        Self { query, is_exact: true }
    }
}

/// How often words stand where they may be looked for is written in so many parts of one.
const IN_PARTS: &str = "double f = _score / params.parts;";

/// The same of one field, where occurrences count by its length.
const IN_FIELD: &str = "double l = doc[params.field].size() == 0 ? 0 : doc[params.field].value; \
                        double f = _score * params.weight / (1 - params.b + params.b * l / \
                        params.average);";

/// What a frequency is worth: it saturates.
const SATURATED: &str = "return params.idf * f * (params.k1 + 1) / (f + params.k1);";

impl<'a> Plan<'a> {
    /// Looks up what a query stands for, of its words with `*` or `~` at most so many.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn new(
        query: &'a Query,
        words: &'a Words,
        most: usize,
        statistics: &mut Statistic<'a>,
    ) -> Result<Self> {
        let expansions = expand(&words.lexicon, query, most, statistics)?;
        statistics.look_ahead(query, &expansions)?;
        let searched = statistics.searched()?;
        let weights = Weights::new(statistics, &query.words, &expansions, searched)?;
        Ok(Self { query, words, expansions, weights, searched })
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.words.lexicon
    }

    /// Returns what asks for the articles that count; with `undated`, for those that would if
    /// they had a date.
    pub(super) fn matching(&self, coverage: Coverage, undated: bool) -> Asked {
        self.asked(&whole_condition(self.query, coverage), undated)
    }

    /// Returns a query that finds what `asked` does, the best first: by what their words are worth,
    /// wherever these stand.
    pub(super) fn ranked(&self, asked: &Value, scoring: Coverage, ages: Option<Ages>) -> Value {
        let bonus = scoring.bonus(self.weights.plain_words());
        let mut should = Vec::new();
        for (at, word) in self.weights.scored_words() {
            let mut family = Vec::new();
            let mut typed = Vec::new();
            let forms = self.expansions[at].family.forms.iter();
            let known = forms.filter(|form| form.counts.total > 0);
            let is_of_title = |field: &TextField| fields_of(&self.query.words[at]) == [*field];
            let only = TextField::ALL.into_iter().find(is_of_title);
            let field = only.map_or("bm", TextField::name);
            for (form, ranked) in known.zip(&word.forms) {
                if form.term.contains(' ') {
                    let phrase = self.phrase_anywhere(&form.term, &self.query.words[at]);
                    family.push(constant(&phrase, ranked.weight * PARTS));
                    continue;
                }
                let term =
                    |boost: f32| json!({"term": {field: {"value": form.term, "boost": boost}}});
                family.push(term(ranked.weight));
                typed.extend(ranked.typed.then(|| term(1.0)));
            }
            for form in &word.forms {
                let beside = match form.beside {
                    Some(Beside::Date) => self.query.words[at].published.map(|it| published(&it)),
                    Some(Beside::Tag) => self.tagged(at),
                    None => None,
                };
                let times = form.beside.map_or(0, Beside::times) as f32;
                if let Some(beside) = beside {
                    family.push(constant(&beside, form.weight * times * PARTS));
                    if form.typed {
                        typed.push(constant(&beside, times * PARTS));
                    }
                }
            }
            let average = only.map(|field| {
                let articles = self.words.articles.max(1);
                (field, self.words.lengths[field as usize] as f32 / articles as f32)
            });
            for (forms, idf, k1) in [(family, word.idf, K1), (typed, TYPED * word.idf, TYPED_K1)] {
                if !forms.is_empty() {
                    should.push(saturated(&forms, idf, k1, average));
                }
            }
            if bonus > 0.0 && word.is_had() {
                should.push(constant(&self.word(at), bonus));
            }
        }
        let query = json!({"bool": {"filter": [asked], "should": should}});
        let Some(Ages { days, newest, oldest }) = ages else { return query };
        let source = "long at = doc['seconds'].size() == 0 ? params.oldest : doc['seconds'].value; \
                      double age = Math.max(0.0, (double) (params.newest - at)) / 86400.0; \
                      return _score * Math.pow(0.5, Math.min(params.most, age / params.days));";
        json!({"script_score": {
            "query": query,
            "script": {"source": source, "params": {
                "days": days, "newest": newest, "oldest": oldest, "most": Ages::MOST_HALVED
            }}
        }})
    }

    /// Returns the forms of a word that are one word and that some article has.
    fn single(&self, word: usize) -> Vec<&Form> {
        let forms = self.expansions[word].family.forms.iter();
        forms.filter(|form| form.counts.total > 0 && !form.term.contains(' ')).collect()
    }

    /// Returns those that are several side by side.
    fn several(&self, word: usize) -> Vec<&Form> {
        let forms = self.expansions[word].family.forms.iter();
        forms.filter(|form| form.counts.total > 0 && form.term.contains(' ')).collect()
    }

    /// Returns what asks for a condition; with `undated`, for what would meet it if it had a
    /// date.
    pub(super) fn asked(&self, condition: &Condition, undated: bool) -> Asked {
        let each = |conditions: &[Condition]| -> (Vec<Value>, bool) {
            let all: Vec<Asked> = conditions.iter().map(|it| self.asked(it, undated)).collect();
            let is_exact = all.iter().all(|asked| asked.is_exact);
            (all.into_iter().map(|asked| asked.query).collect(), is_exact)
        };
        match condition {
            Condition::Word(word) if self.weights.words[*word].is_instead => Asked::exact(none()),
            Condition::Word(word) => {
                let is_exact = !self.wants_capital(*word) || self.several(*word).is_empty();
                Asked { query: self.word(*word), is_exact }
            }
            Condition::Phrase { .. } | Condition::Near { .. } => {
                let fields = TextField::ALL.iter().filter_map(|field| {
                    let spans = self.spans(condition, *field)?;
                    Some(json!({"intervals": {field.name(): spans}}))
                });
                // Each of its words must be there, with a capital where it must have one: that is
                // looked up sooner than where they stand.
                let mut filter = self.words_of(condition);
                filter.push(any(fields.collect()));
                let query = json!({"bool": {"filter": filter}});
                Asked { query, is_exact: self.are_spans_exact(condition) }
            }
            Condition::All(conditions) if conditions.is_empty() => {
                Asked::exact(json!({"match_all": {}}))
            }
            Condition::All(conditions) => {
                let (query, is_exact) = each(conditions);
                Asked { query: json!({"bool": {"filter": query}}), is_exact }
            }
            Condition::Any(conditions) => {
                let (query, is_exact) = each(conditions);
                Asked { query: any(query), is_exact }
            }
            Condition::Not(condition) => {
                let Asked { query, is_exact } = self.asked(condition, undated);
                // Of what is asked for less narrowly, too much would be left out.
                if !is_exact {
                    return Asked { query: json!({"match_all": {}}), is_exact: false };
                }
                Asked::exact(json!({"bool": {"must_not": [query]}}))
            }
            Condition::Value { field, value } => Asked::exact(with_value(*field, value)),
            Condition::Exactly { field, value } => Asked::exact(with_exactly(*field, value)),
            Condition::Added(Arrival::Then(span)) => {
                Asked::exact(numbers_in("added", span.from, span.to))
            }
            Condition::Added(Arrival::After(run)) => {
                let next = i64::try_from(run.saturating_add(1)).unwrap_or(i64::MAX);
                Asked::exact(numbers_in("arrival", Some(next), None))
            }
            Condition::Like(like) => {
                let words: Vec<Value> = like.words.iter().map(|&word| self.word(word)).collect();
                let query = match like.least() {
                    0 => json!({"match_all": {}}),
                    _ if words.is_empty() => none(),
                    least => json!({"bool": {"should": words, "minimum_should_match": least}}),
                };
                let apart = json!({"terms": {"id": like.apart}});
                Asked::exact(json!({"bool": {"filter": [query], "must_not": [apart]}}))
            }
            Condition::Published(_) if undated => {
                Asked::exact(json!({"bool": {"must_not": [{"exists": {"field": "seconds"}}]}}))
            }
            Condition::Published(span) => Asked::exact(published(span)),
        }
    }

    /// Returns what asks for the articles that have a word.
    fn word(&self, at: usize) -> Value {
        let word = &self.query.words[at];
        let mut should = Vec::new();
        let terms: Vec<&str> = self.single(at).iter().map(|form| form.term.as_str()).collect();
        if !terms.is_empty() && self.wants_capital(at) {
            let each = fields_of(word).iter();
            let each = each.flat_map(|field| terms.iter().map(|term| with_capital(*field, term)));
            should.push(json!({"terms": {"capitals": each.collect::<Vec<_>>()}}));
        } else if !terms.is_empty() {
            match fields_of(word) {
                [field] => should.push(json!({"terms": {field.name(): terms}})),
                _ => should.push(json!({"terms": {"bm": terms}})),
            }
        }
        should.extend(self.several(at).iter().map(|form| self.phrase_anywhere(&form.term, word)));
        should.extend(word.published.map(|time| published(&time)));
        should.extend(self.tagged(at));
        any(should)
    }

    fn tagged(&self, at: usize) -> Option<Value> {
        let tags = words_of_tags(&self.query.words[at], &self.expansions[at])?;
        Some(json!({"terms": {"tag_words": tags}}))
    }

    /// Returns what asks for the words of a phrase that must have a capital.
    fn words_of(&self, condition: &Condition) -> Vec<Value> {
        match condition {
            Condition::Phrase { words, .. } => {
                let capital = words.iter().filter(|word| self.wants_capital(**word));
                capital.map(|word| self.word(*word)).collect()
            }
            Condition::Near { left, right, .. } => {
                [self.words_of(left), self.words_of(right)].concat()
            }
            Condition::Word(word) if self.wants_capital(*word) => vec![self.word(*word)],
            _ => Vec::new(),
        }
    }

    /// Returns what asks for words side by side in one of the fields of a word.
    fn phrase_anywhere(&self, phrase: &str, word: &QueryWord) -> Value {
        let fields = fields_of(word)
            .iter()
            .map(|field| json!({"intervals": {field.name(): self.side_by_side(phrase)}}));
        any(fields.collect())
    }

    /// Returns the interval of words side by side, each of them any of its letters.
    fn side_by_side(&self, phrase: &str) -> Value {
        let words = self.lexicon().words_of_phrase(phrase).into_iter();
        in_order(&words.map(|terms| any_term(&terms)).collect::<Vec<_>>(), 0)
    }

    fn wants_capital(&self, word: usize) -> bool {
        self.weights.words[word].capital == Capital::Required
    }

    /// Tells whether the server finds the same spans.
    fn are_spans_exact(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Word(word) => !self.wants_capital(*word) && self.several(*word).is_empty(),
            Condition::Phrase { words, slop } => {
                let is_plain = |word: &usize| self.are_spans_exact(&Condition::Word(*word));
                words.iter().all(is_plain)
                    && (slop.is_none() || repeated(words).len() == words.len())
            }
            Condition::Near { left, right, .. } => {
                self.are_spans_exact(left) && self.are_spans_exact(right)
            }
            Condition::All(all) | Condition::Any(all) => {
                all.iter().all(|condition| self.are_spans_exact(condition))
            }
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => true,
        }
    }

    /// Returns the intervals of a field in which a condition is met; `None` where it cannot be.
    fn spans(&self, condition: &Condition, field: TextField) -> Option<Value> {
        match condition {
            Condition::Word(word) => {
                if !fields_of(&self.query.words[*word]).contains(&field)
                    || self.weights.words[*word].is_instead
                {
                    return None;
                }
                let terms: Vec<String> =
                    self.single(*word).iter().map(|form| form.term.clone()).collect();
                let mut each: Vec<Value> = terms.iter().map(|term| one_term(term)).collect();
                each.extend(self.several(*word).iter().map(|it| self.side_by_side(&it.term)));
                any_interval(each)
            }
            Condition::Phrase { words, slop } => {
                let each = words.iter().map(|word| self.spans(&Condition::Word(*word), field));
                let each = each.collect::<Option<Vec<_>>>()?;
                Some(match slop {
                    None => in_order(&each, 0),
                    Some(slop) => json!({"all_of": {
                        "ordered": false, "max_gaps": slop, "intervals": each
                    }}),
                })
            }
            Condition::Near { left, right, distance } => {
                let (left, right) = (self.spans(left, field)?, self.spans(right, field)?);
                let gaps = i64::from(*distance) - 1;
                any_interval(vec![
                    in_order(&[left.clone(), right.clone()], gaps),
                    in_order(&[right, left], gaps),
                ])
            }
            Condition::Any(all) | Condition::All(all) => {
                any_interval(all.iter().filter_map(|it| self.spans(it, field)).collect())
            }
            Condition::Not(_)
            | Condition::Value { .. }
            | Condition::Exactly { .. }
            | Condition::Like(_)
            | Condition::Added(_)
            | Condition::Published(_) => None,
        }
    }

    /// Returns the plain words of the query, by their ordinals.
    pub(super) fn plain(&self) -> impl Iterator<Item = usize> {
        let words = self.query.words.iter().enumerate();
        words.filter(|(_, word)| word.role == Role::Plain).map(|(at, _)| at)
    }
}

/// Returns what asks for forms, and scores by how often they stand in an article together; in
/// one field by its length, and by how long it is on average.
fn saturated(forms: &[Value], idf: f32, k1: f32, field: Option<(TextField, f32)>) -> Value {
    let params = match field {
        None => json!({"idf": idf, "k1": k1, "parts": PARTS}),
        Some((field, average)) => {
            let (b, weight) = length_and_weight(field);
            json!({
                "idf": idf, "k1": k1, "field": length_field(field), "b": b, "weight": weight,
                "average": average.max(1.0)
            })
        }
    };
    let frequency = if field.is_some() { IN_FIELD } else { IN_PARTS };
    json!({"script_score": {
        "query": {"bool": {"should": forms}},
        "script": {"source": format!("{frequency} {SATURATED}"), "params": params}
    }})
}

fn one_term(term: &str) -> Value {
    json!({"match": {"query": term, "analyzer": "words"}})
}

fn any_term(terms: &[String]) -> Value {
    any_interval(terms.iter().map(|term| one_term(term)).collect()).unwrap_or_default()
}

fn any_interval(mut intervals: Vec<Value>) -> Option<Value> {
    match intervals.len() {
        0 => None,
        1 => Some(intervals.remove(0)),
        _ => Some(json!({"any_of": {"intervals": intervals}})),
    }
}

fn in_order(intervals: &[Value], gaps: i64) -> Value {
    json!({"all_of": {"ordered": true, "max_gaps": gaps, "intervals": intervals}})
}
