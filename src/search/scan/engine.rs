//! The engine that answers by reading every article.
//!
//! It is for tests alone: slow, with no index, and so what the other engine is held against.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::asked::Asked;
use super::reading::{Reading, lexicon};
use super::texts::Texts;
use crate::analysis::Signature;
use crate::article::{Article, Date, TextField};
use crate::engine::{
    Answer, Arrivals, Commit, Engine, Entry, Key, Likelihood, Marking, MarkingWords, Match,
    Occurrence, Overview, Request, Row, Table, Told,
};
use crate::error::{Error, Result};
use crate::index::{CopyCounts, Manifest};
use crate::lexicon::{CaseTally, Explanation, Family, Form, Lexicon};
use crate::query::{Likened, Query};
use crate::search::absent::absent;
use crate::search::coverage::{Coverage, lacks_phrases, some_have};
use crate::search::expand::{most_words, with_declared};
use crate::search::ideas::{Marked, ideas, own_words, printed_by};
use crate::search::joined_words::{Pairs, joined, with_spare};
use crate::search::like::{Marks, with_likes};
use crate::search::marking::{as_article, marking_words, may_mark};
use crate::search::matcher::Matcher;
use crate::search::near_words::near_words;
use crate::search::weight::Statistics;

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

    fn ask<'a>(&'a self, query: &'a Query, request: &'a Request) -> Asked<'a> {
        let most = most_words(request);
        Asked::new(&self.articles, &self.lexicon, query, most, &request.zone)
    }

    fn ask_all<'a>(&'a self, request: &'a Request) -> Asked<'a> {
        let Request { query, zone, .. } = request;
        Asked::new(&self.articles, &self.lexicon, query, usize::MAX, zone)
    }
}

/// Words that may be one, in articles in memory.
struct ScanPairs<'a> {
    scan: &'a Scan,
    request: &'a Request,
    of: &'a Request,
}

impl Pairs for ScanPairs<'_> {
    fn asked(&self) -> (&dyn Engine, [&Request; 2]) {
        (self.scan, [self.request, self.of])
    }

    fn family(&self, word: &str) -> Arc<Family> {
        let language = self.request.query.language.as_deref().unwrap_or("fr");
        Arc::new(self.scan.lexicon.family(word, language))
    }

    fn with_both(&mut self, _: [&str; 2]) -> Result<u64> {
        Ok(u64::MAX / 100)
    }
}

impl Scan {
    fn understood<'r>(&self, request: &'r Request) -> Result<Cow<'r, Request>> {
        let language = request.query.language.as_deref().unwrap_or("fr");
        let mut texts =
            Texts { articles: &self.articles, lexicon: &self.lexicon, zone: &request.zone };
        with_likes(with_declared(&self.lexicon, request), &mut |what| {
            let (article, apart) = match what {
                Likened::Text(text) => (as_article(text), Vec::new()),
                Likened::Article(name) => {
                    let Ok(mut named) = self.articles(name) else { return Ok(None) };
                    let of = |article: &Article| Signature::of(&article.body);
                    let own: Vec<_> = named.iter().map(|entry| of(&entry.article)).collect();
                    let articles = self.articles.iter().map(|reading| &reading.article);
                    let apart = articles.filter(|article| {
                        let is_copy = |own: &Signature| {
                            own.is_same(&of(article)) || own.is_near(&of(article))
                        };
                        named.iter().any(|entry| entry.article.id == article.id)
                            || own.iter().any(is_copy)
                    });
                    let apart = apart.map(|article| article.id.clone()).collect();
                    (named.remove(0).article, apart)
                }
            };
            let Ok(words) = marking_words(&mut texts, &self.lexicon, &article, language);
            Ok(Some(Marks { words, apart }))
        })
    }
}

impl Engine for Scan {
    fn top_in_parts(
        &self,
        request: &Request,
        part: &mut dyn FnMut(&mut Answer) -> Result<()>,
    ) -> Result<Answer> {
        let request = &*self.understood(request)?;
        let asked = self.ask(&request.query, request);
        let mut answer = asked.answer(request, None);
        if let Some(query) = &request.query.without_phrases
            && lacks_phrases(request, asked.query, answer.total, answer.total_all_words)
        {
            answer = self.ask(query, request).answer(request, Some(&asked));
        }
        if answer.total == 0 {
            answer.hints.extend(some_have(self, request)?);
            answer.hints.extend(absent(self, request)?);
        }
        part(&mut answer)?;
        Ok(answer)
    }

    fn matches(
        &self,
        request: &Request,
        visit: &mut dyn FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let request = &*self.understood(request)?;
        let asked = self.ask_all(request);
        for article in asked.matching(Coverage::of(request), false) {
            if visit(&Scanned { asked: &asked, article })?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn groups(&self, request: &Request, by: &[Key]) -> Result<Table> {
        let request = &*self.understood(request)?;
        let mut counts = BTreeMap::<Vec<Option<String>>, u64>::new();
        let asked = self.ask_all(request);
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

    fn marking_words(
        &self,
        request: &Request,
        of: &Request,
        marking: Marking,
    ) -> Result<MarkingWords> {
        let (request, of) = (&*self.understood(request)?, &*self.understood(of)?);
        let (asked, all) = (self.ask_all(request), self.ask_all(of));
        let found = asked.matching(Coverage::of(request), false);
        let all = all.matching(Coverage::of(of), false);
        let likelihood = Likelihood { matching: found.len() as u64, all: all.len() as u64 };
        let mut own = own_words(&request.query.words, &asked.expansions);
        own.extend(printed_by(self, of)?);
        let texts = Texts { articles: &self.articles, lexicon: &self.lexicon, zone: &request.zone };
        let Ok(lengths) = texts.total_lengths();
        let near_words = marking.near.map(|near| near_words(self, request, near, &own, lengths));
        let near_words = near_words.transpose()?;
        let with = |articles: &[&Reading], forms: &[&str]| {
            let has = |reading: &&&Reading| {
                reading.words.iter().any(|words| forms.iter().any(|form| words.contains_key(*form)))
            };
            articles.iter().filter(has).count() as u64
        };
        let count = |forms: &[&Form]| {
            let terms: Vec<&str> = forms.iter().map(|form| form.term.as_str()).collect();
            let of = with(&all, &terms);
            Ok::<_, Error>(match &near_words {
                Some(words) => words.marked(forms, of),
                None => Marked::in_articles(likelihood, [with(&found, &terms), of]),
            })
        };
        let words: BTreeSet<&String> =
            found.iter().flat_map(|reading| &reading.words).flat_map(HashMap::keys).collect();
        let candidates = words.into_iter().filter(|word| may_mark(word) && !own.contains(*word));
        let candidates = candidates.filter_map(|word| {
            let worth = likelihood.of(with(&found, &[word]), with(&all, &[word]))?;
            Some((worth, word.clone()))
        });
        let often = |word: &str| self.lexicon.counts(word).total.into();
        let candidates = match &near_words {
            Some(words) => words.candidates(often),
            None => candidates.collect(),
        };
        let language = request.query.language.as_deref().unwrap_or("fr");
        let family = |word: &str| Arc::new(self.lexicon.family(word, language));
        let most = with_spare(marking.most);
        let words = ideas(candidates, &own, family, most, count)?;
        let words = if marking.near.is_some() {
            words.into_iter().take(marking.most).collect()
        } else {
            joined(words, marking.most, likelihood, &mut ScanPairs { scan: self, request, of })?
        };
        Ok(MarkingWords { likelihood, words })
    }

    fn commit(&self) -> Result<Commit> {
        Ok(Commit { collection: "memory".to_owned(), number: 0 })
    }

    fn arrivals(&self, request: &Request, told: Told<'_>) -> Result<Arrivals> {
        let mut count = 0;
        self.matches(request, &mut |_| {
            count += u64::from(told.after.is_none());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Arrivals { count, ..Arrivals::default() })
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

/// Returns the values by which an article is grouped.
fn values(article: &Article, key: Key, zone: &TimeZone) -> Vec<Option<String>> {
    let day = || {
        let Date { iso, seconds } = article.published.as_ref()?;
        if iso.len() <= 10 {
            return Some(iso.clone());
        }
        let moment = Timestamp::from_second(*seconds).expect("a moment").to_zoned(zone.clone());
        Some(moment.date().to_string())
    };
    let until = |len: usize| {
        day().map(|day| day.chars().take(len).collect::<String>()).into_iter().collect()
    };
    let one = |value: &String| vec![value.clone()];
    let mut values: Vec<String> = match key {
        Key::Year => until(4),
        Key::Month => until(7),
        Key::Day => until(10),
        Key::Week => day().map(|day| week(&day)).into_iter().collect(),
        Key::Source => one(&article.source),
        Key::Section => one(&article.section),
        Key::Language => one(&article.language),
        Key::Author => article.authors.clone(),
        Key::Tag => article.tags.clone(),
        Key::Word => Vec::new(),
        Key::Text => one(&article.body),
    };
    values.retain(|value| !value.is_empty());
    values.sort();
    values.dedup();
    if values.is_empty() { vec![None] } else { values.into_iter().map(Some).collect() }
}

/// Returns the week of a day; a month or a year alone is in none, and stays itself.
fn week(day: &str) -> String {
    let Ok(date) = day.parse::<jiff::civil::Date>() else { return day.to_owned() };
    let week = date.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
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

    fn occurrences(&self, field: TextField, text: &str) -> Vec<Occurrence> {
        let Asked { query, expansions, weights, .. } = self.asked;
        Matcher::new(query, expansions, weights).occurrences(field, text)
    }
}
