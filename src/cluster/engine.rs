//! The engine on a cluster: it puts a plan, candidates and a page together.
//!
//! It decides nothing that they decide, and writes nothing.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::{slice, thread};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::client::{Asked, Body};
use super::document::Source;
use super::hits::{Hits, copy_of};
use super::opened::{ClusterEngine, MOST_NAMED, in_time};
use super::page::{Page, Pager};
use super::plan::Plan;
use super::reading::{Reading, wanted};
use super::signatures::signatures;
use super::state::{State, state_index};
use super::walk::{count_each, search, walk};
use crate::analysis::Signature;
use crate::article::{Article, TextField};
use crate::engine::{
    Ages, Answer, Arrivals, Commit, Engine, Entry, Hint, Key, Marking, MarkingWords, Match,
    Occurrence, Overview, Reading as HowRead, Request, Row, Table, Told,
};
use crate::error::Result;
use crate::index::CopyCounts;
use crate::lexicon::Explanation;
use crate::query::Condition;
use crate::search::{
    Coverage, Matcher, absent, hints_of_words, lacks_phrases, most_words, some_have,
    whole_condition,
};

/// Articles read at a time.
const AT_ONCE: usize = 1_000;

/// Hits made before they are given away.
const PART: usize = 100;

#[derive(Deserialize)]
struct Stats {
    indices: BTreeMap<String, IndexStats>,
}

#[derive(Deserialize)]
struct IndexStats {
    total: Totals,
    primaries: Totals,
}

#[derive(Deserialize)]
struct Totals {
    store: Size,
    segments: Segments,
}

#[derive(Deserialize)]
struct Size {
    size_in_bytes: u64,
}

#[derive(Deserialize)]
struct Segments {
    count: usize,
}

impl ClusterEngine {
    /// Returns a page of a request as an answer.
    fn answer(
        &self,
        pager: &Pager<'_>,
        mut page: Page,
        part: &mut dyn FnMut(&mut Answer) -> Result<()>,
    ) -> Result<Answer> {
        // Mostly there are no copies elsewhere, which is told while hints are thought of.
        let texts = pager.texts(&page);
        let (hints, copies) = thread::scope(|scope| {
            let count =
                |texts: &Value| count_each(&self.client, &self.name, slice::from_ref(texts));
            let counted = texts.as_ref().map(|(texts, _)| scope.spawn(move || count(texts)));
            let hints = self.hints(pager, &page);
            let counted = counted.map(|it| it.join().unwrap_or_else(|it| resume_unwind(it)));
            (hints, counted.transpose())
        });
        if let (Some((texts, known)), Some(copies)) = (&texts, copies?)
            && copies.first().is_some_and(|copies| copies > known)
        {
            pager.add_elsewhere(&mut page, texts)?;
        }
        let (plan, request) = (pager.plan, pager.request);
        let mut answer = Answer {
            hints: hints?,
            total: page.total,
            total_all_words: page.total_all_words,
            hits: Vec::new(),
            reading: HowRead {
                asked: request.query.clone(),
                without_phrases: pager.strict.is_some(),
                expansions: plan.expansions.clone(),
            },
        };
        let reader = Hits::new(pager, &page);
        for placed in page.hits.chunks(PART) {
            for placed in placed {
                answer.hits.push(reader.hit(placed)?);
            }
            part(&mut answer)?;
        }
        Ok(answer)
    }

    /// Returns what age takes off scores, where that is asked for.
    fn ages(&self, request: &Request) -> Result<Option<Ages>> {
        let Some(recency) = request.recency else { return Ok(None) };
        let of = |what: &str| json!({what: {"field": "seconds"}});
        let question = json!({"size": 0, "aggs": {"first": of("min"), "last": of("max")}});
        let found = search::<IgnoredAny>(&self.client, &self.name, &question)?.aggregations;
        let second = |name: &str| found[name]["value"].as_f64().map(|second| second as i64);
        let span = second("first").zip(second("last")).map(|(first, last)| [first, last]);
        Ok(Some(Ages::new(recency, span)))
    }

    /// Returns what is told beside a page.
    fn hints(&self, pager: &Pager<'_>, page: &Page) -> Result<Vec<Hint>> {
        let (plan, request) = (pager.plan, pager.request);
        let mut hints = Vec::new();
        if page.relaxed {
            hints.push(Hint::Relaxed);
        }
        if pager.strict.is_some() && request.relax {
            hints.push(Hint::WithoutPhrases);
        }
        if let Some(language) = plan.query.language.as_ref().filter(|_| plan.searched == 0) {
            hints.push(Hint::NoneInLanguage(language.clone()));
        }
        hints.extend(hints_of_words(
            plan.query,
            &plan.expansions,
            &plan.weights,
            plan.lexicon(),
            request.suggestions,
        ));
        if plan.query.condition.as_ref().is_some_and(Condition::asks_for_date) {
            let undated = plan.matching(page.coverage, true);
            let undated = if undated.is_exact {
                self.count(&undated.query)?
            } else {
                self.count_read(plan, &undated.query, page.coverage, request)?
            };
            hints.extend((undated > 0).then_some(Hint::UndatedLeftOut(undated)));
        }
        Ok(hints)
    }

    /// Counts the articles that a query finds and that would meet what is asked if they had a
    /// date, by their texts.
    fn count_read(
        &self,
        plan: &Plan<'_>,
        query: &Value,
        coverage: Coverage,
        request: &Request,
    ) -> Result<u64> {
        let (condition, wanted) = (whole_condition(plan.query, coverage), wanted([plan]));
        let mut count = 0;
        let question = json!({ "query": query });
        walk::<Source>(&self.client, &self.name, &question, AT_ONCE, &mut |hit| {
            in_time(request)?;
            let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
            let reading = Reading::of(kept, &wanted);
            count += u64::from(reading.meets(&condition, plan, true));
            Ok(true)
        })?;
        Ok(count)
    }

    fn stats(&self) -> Result<(u64, usize)> {
        let path = format!("/{},{}/_stats/store,segments", self.name, state_index(&self.name));
        let asked = Asked { method: "GET", path: &path, body: Body::None };
        let Stats { indices } = self.client.ask(asked)?;
        let bytes = indices.values().map(|index| index.total.store.size_in_bytes).sum();
        let is_state = |name: &str| name == state_index(&self.name);
        let articles = indices.iter().filter(|(name, _)| !is_state(name));
        let segments = articles.map(|(_, index)| index.primaries.segments.count).sum();
        Ok((bytes, segments))
    }

    fn copies(&self) -> Result<CopyCounts> {
        let all = signatures(&self.client, &self.name, &json!({"exists": {"field": "text_hash"}}))?;
        Ok(CopyCounts::of(all.into_iter().map(|(_, text)| text)))
    }

    /// Calls `visit` with each article that a plan finds, until it says that it is enough.
    ///
    /// # Errors
    /// `Cluster`, `TimeOut`, and those of `visit`.
    pub(super) fn each(
        &self,
        plan: &Plan,
        request: &Request,
        visit: &mut dyn FnMut(Article) -> Result<bool>,
    ) -> Result<()> {
        let coverage = Coverage::of(request);
        let asked = plan.matching(coverage, false);
        let (condition, wanted) = (whole_condition(plan.query, coverage), wanted([plan]));
        let question = json!({"query": asked.query});
        walk::<Source>(&self.client, &self.name, &question, AT_ONCE, &mut |hit| {
            in_time(request)?;
            let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
            if asked.is_exact {
                return visit(kept.into_article());
            }
            let reading = Reading::of(kept, &wanted);
            if reading.meets(&condition, plan, false) { visit(reading.article) } else { Ok(true) }
        })
    }
}

impl Engine for ClusterEngine {
    fn top_in_parts(
        &self,
        request: &Request,
        part: &mut dyn FnMut(&mut Answer) -> Result<()>,
    ) -> Result<Answer> {
        let request = &*self.understood(request)?;
        let plan = self.plan(&request.query, request, most_words(request))?;
        let ages = self.ages(request)?;
        let (engine, strict, words) = (self, None, wanted([&plan]));
        let pager = Pager { engine, plan: &plan, strict, request, ages, wanted: words };
        let page = pager.page()?;
        let lacks = request.query.without_phrases.as_ref().filter(|_| {
            let (total, complete) = (page.total, page.total_all_words);
            lacks_phrases(request, plan.query, total, complete)
        });
        let mut answer = if let Some(query) = lacks {
            let other = self.plan(query, request, most_words(request))?;
            let wanted = wanted([&plan, &other]);
            let strict = Some(&plan);
            let pager = Pager { engine: self, plan: &other, strict, request, ages, wanted };
            self.answer(&pager, pager.page()?, part)?
        } else {
            self.answer(&pager, page, part)?
        };
        if answer.total == 0 {
            answer.hints.extend(some_have(self, request)?);
            answer.hints.extend(absent(self, request)?);
        }
        Ok(answer)
    }

    fn matches(
        &self,
        request: &Request,
        visit: &mut dyn FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let request = &*self.understood(request)?;
        let plan = self.plan(&request.query, request, usize::MAX)?;
        let matcher = OnceCell::new();
        self.each(&plan, request, &mut |article| {
            let found = FoundArticle { plan: &plan, article, matcher: &matcher };
            Ok(visit(&found)?.is_continue())
        })
    }

    fn groups(&self, request: &Request, by: &[Key]) -> Result<Table> {
        let request = &*self.understood(request)?;
        let plan = self.plan(&request.query, request, usize::MAX)?;
        self.counted(&plan, request, by)
    }

    fn marking_words(
        &self,
        request: &Request,
        of: &Request,
        marking: Marking,
    ) -> Result<MarkingWords> {
        self.words_that_mark(request, of, marking)
    }

    fn commit(&self) -> Result<Commit> {
        let State { manifest, runs, index, .. } = &self.state;
        let collection = manifest.id.clone().unwrap_or_else(|| index.clone());
        Ok(Commit { collection, number: runs.settled() })
    }

    fn arrivals(&self, request: &Request, told: Told<'_>) -> Result<Arrivals> {
        self.new_since(request, told)
    }

    fn articles(&self, name: &str) -> Result<Vec<Entry>> {
        let entry = |article: Article| {
            let signature = Signature::of(&article.body);
            let mut copies = Vec::new();
            if signature.exact != 0 {
                let text = format!("{:016x}", signature.exact);
                let query = json!({"term": {"text_hash": text}});
                let question = json!({"query": query, "size": MOST_NAMED});
                let found = search::<Source>(&self.client, &self.name, &question)?;
                for hit in found.hits.hits {
                    let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
                    let other = kept.into_article();
                    if other.id != article.id {
                        copies.push(copy_of(&other, true));
                    }
                }
            }
            Ok(Entry { article, copies })
        };
        self.named(name)?.into_iter().map(entry).collect()
    }

    fn word(&self, word: &str, language: &str) -> Result<Explanation> {
        let explanation = self.words.lexicon.explain(word, language);
        Ok(Explanation { lagging: self.state.stale, ..explanation })
    }

    fn overview(&self) -> Result<Overview> {
        let all = Request::default();
        let counts = |by: Key| -> Result<Vec<(String, u64)>> {
            let named = |Row { mut values, count }: Row| Some((values.pop()??, count));
            Ok(self.groups(&all, &[by])?.rows.into_iter().filter_map(named).collect())
        };
        let articles = self.count(&json!({"match_all": {}}))?;
        let years: BTreeMap<String, u64> = counts(Key::Year)?.into_iter().collect();
        let (bytes, segments) = self.stats()?;
        Ok(Overview {
            place: self.place.display().to_string(),
            articles,
            undated: articles - years.values().sum::<u64>().min(articles),
            language_unsure: self.count(&json!({"term": {"unsure": true}}))?,
            distinct_words: self.words.lexicon.distinct_words(),
            years: years.into_iter().collect(),
            sources: counts(Key::Source)?,
            languages: counts(Key::Language)?,
            copies: self.copies()?,
            segments,
            bytes,
            manifest: self.state.manifest.clone(),
        })
    }
}

/// An article that matches.
struct FoundArticle<'a> {
    plan: &'a Plan<'a>,
    article: Article,
    matcher: &'a OnceCell<Matcher>,
}

impl Match for FoundArticle<'_> {
    fn id(&self) -> Result<String> {
        Ok(self.article.id.clone())
    }

    fn article(&self) -> Result<Article> {
        Ok(self.article.clone())
    }

    fn occurrences(&self, field: TextField, text: &str) -> Vec<Occurrence> {
        let Plan { query, expansions, weights, .. } = self.plan;
        let matcher = || Matcher::new(query, expansions, weights);
        self.matcher.get_or_init(matcher).occurrences(field, text)
    }
}
