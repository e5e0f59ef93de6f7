//! Both engines answer the same, query by query.
//!
//! The queries are those of a list in `tests/fixtures`; the index is cut into segments of
//! several sizes, the scan has none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::tz::{self, TimeZone};

use super::engine::Scan;
use crate::article::{Article, Date, TextField};
use crate::engine::{Answer, Copies, Detail, Engine, Hit, Key, Marking, Match, Request};
use crate::error::Result;
use crate::ingest::{Catalog, FieldNames, Place, Sink, places, read};
use crate::query::{Clock, Query};
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::search::test_index::{NOW, index};
use crate::unread_kind::UnreadKind;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The sample articles, in the order of their files.
#[derive(Default)]
struct Samples(Vec<Article>);

impl Samples {
    fn read() -> Vec<Article> {
        let mut samples = Self::default();
        let places = places(&[fixtures().join("articles")], false, |_| false).expect("a folder");
        let (catalog, names) = (Catalog::default(), FieldNames::default());
        read(&places, catalog, &names, 1, &mut samples).expect("good files");
        samples.0
    }
}

impl Sink for Samples {
    fn wants(&mut self, _: &Place) -> Result<bool> {
        Ok(true)
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        self.0.push(article);
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        panic!("{rejection:?}");
    }

    fn finished(&mut self, _: &Path, _: Option<ReadAs>) -> Result<()> {
        Ok(())
    }

    fn skipped(&mut self, path: &Path, kind: &UnreadKind) {
        panic!("{}: {kind:?}", path.display());
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

/// Returns the queries of the list, without its headings.
fn queries() -> Vec<String> {
    let list = fs::read_to_string(fixtures().join("queries.txt")).expect("a file");
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(str::to_owned).collect()
}

fn request(text: &str) -> Request {
    let clock = Clock { now: NOW.parse().expect("a moment"), zone: TimeZone::UTC };
    let query = Query::parse(text, &clock).unwrap_or_else(|error| panic!("{text}: {error}"));
    Request {
        query,
        limit: 100,
        copies: Copies::Apart,
        detail: Detail::Id,
        explain: true,
        zone: TimeZone::UTC,
        ..Request::default()
    }
}

/// Returns the ids of the articles that match.
fn matches(engine: &dyn Engine, request: &Request) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut visit = |found: &dyn Match| {
        let id = found.id()?;
        assert_eq!(found.article()?.id, id);
        assert!(ids.insert(id), "each once");
        Ok(ControlFlow::Continue(()))
    };
    engine.matches(request, &mut visit).expect("a good index");
    ids
}

/// Returns the hits by their ids; of a page that is cut short, those that are clearly
/// better than its last.
fn hits(answer: &Answer) -> BTreeMap<&str, &Hit> {
    let last = answer.hits.last().map_or(0.0, |hit| hit.score);
    let is_whole = answer.hits.len() as u64 == answer.total;
    let clear = answer.hits.iter().filter(|hit| is_whole || !is_close(hit.score, last));
    clear.map(|hit| (hit.id.as_str(), hit)).collect()
}

/// Tells whether a hit is worth the same, for the same reasons.
fn is_alike(one: &Hit, other: &Hit) -> bool {
    let parts = |hit: &Hit| hit.explanation.clone().expect("asked for");
    let (first, second) = (parts(one), parts(other));
    let of_words = first.words.iter().zip(&second.words).all(|(one, other)| {
        (one.word, one.occurrences, one.in_lead) == (other.word, other.occurrences, other.in_lead)
            && is_close(one.idf, other.idf)
            && is_close(one.score, other.score)
    });
    of_words
        && first.words.len() == second.words.len()
        && one.lacks == other.lacks
        && is_close(one.score, other.score)
        && is_close(first.near, second.near)
        && is_close(first.together, second.together)
        && is_close(first.early, second.early)
        && is_close(first.forms, second.forms)
        && is_close(first.coverage, second.coverage)
        && is_close(first.capitals, second.capitals)
}

/// Tells whether scores are the same, but for the order of their addition.
fn is_close(one: f32, other: f32) -> bool {
    (one - other).abs() <= 1e-4 * one.abs().max(1.0)
}

/// Returns what the engines answer differently, if there is anything.
fn difference(one: &dyn Engine, other: &dyn Engine, request: &Request) -> Option<&'static str> {
    let answers = [one, other].map(|engine| engine.top(request).expect("an answer"));
    let [first, second] = &answers;
    if (first.total, first.total_all_words) != (second.total, second.total_all_words) {
        return Some("totals");
    }
    if first.hints != second.hints {
        return Some("hints");
    }
    let [first_hits, second_hits] = [first, second].map(hits);
    let is_there =
        |(id, hit): (&&str, &&Hit)| second_hits.get(id).is_some_and(|other| is_alike(hit, other));
    if first_hits.len() != second_hits.len() || !first_hits.iter().all(is_there) {
        return Some("hits");
    }
    // Articles with equal scores may come in either order.
    let mut pairs = first.hits.iter().zip(&second.hits);
    if !pairs.all(|(one, other)| is_close(one.score, other.score)) {
        return Some("order");
    }
    if matches(one, request) != matches(other, request) {
        return Some("matches");
    }
    for near in [None, Some(6)] {
        let (all, marking) = (Request::default(), Marking { most: 50, near });
        let words = |engine: &dyn Engine| {
            let found = engine.marking_words(request, &all, marking).expect("words");
            let words = found.words.into_iter();
            let words: Vec<_> = words.map(|word| (word.word, word.count, word.of)).collect();
            (found.likelihood, words)
        };
        if words(one) != words(other) {
            return Some("marking words");
        }
    }
    let tables: [&[Key]; 7] = [
        &[],
        &[Key::Source],
        &[Key::Year],
        &[Key::Tag],
        &[Key::Language, Key::Section],
        &[Key::Author, Key::Month],
        &[Key::Day],
    ];
    let groups = |engine: &dyn Engine, by| engine.groups(request, by).expect("a table");
    tables.into_iter().any(|by| groups(one, by) != groups(other, by)).then_some("groups")
}

#[test]
fn a_scan_and_an_index_answer_every_query_alike() {
    let articles = Samples::read();
    let scan = Scan::new(articles.clone());
    let dir = tempfile::tempdir().expect("a folder");
    let local = index(dir.path(), &articles, 9);
    assert_eq!(local.searcher().segment_readers().len(), 4);
    let queries = queries();
    let (mut found, mut different) = (0, Vec::new());
    for text in &queries {
        let all = request(text);
        let few = Request { limit: 3, ..all.clone() };
        let any = Request { any: true, ..all.clone() };
        found += usize::from(!matches(&local, &all).is_empty());
        for (name, request) in [("all", all), ("few", few), ("any", any)] {
            if let Some(what) = difference(&local, &scan, &request) {
                different.push(format!("{text} ({name}): {what}"));
            }
        }
    }
    assert!(different.is_empty(), "{} answers differ:\n{}", different.len(), different.join("\n"));
    assert!(queries.len() >= 200 && found >= 150, "{found} of {} find something", queries.len());
}

#[test]
fn both_hold_dates_of_every_precision_alike() {
    let dates = [
        "1904",
        "1904-10",
        "1904-10-01",
        "1904-12-31",
        "1905-01-01",
        "1905-01",
        "1905",
        "1904-10-31T23:30:00+00:00",
        "1905-01-01T02:00:00+00:00",
        "",
    ];
    let article = |iso: &str| {
        let published = Date::from_iso(iso);
        Article { id: iso.into(), title: "Le pont".into(), published, ..Article::default() }
    };
    let articles = dates.map(article);
    let scan = Scan::new(articles.clone());
    let dir = tempfile::tempdir().expect("a folder");
    let local = index(dir.path(), &articles, 3);
    for (zone, name) in [(TimeZone::UTC, "UTC"), (tz::get!("America/Montreal"), "Montreal")] {
        let clock = Clock { now: NOW.parse().expect("a moment"), zone: zone.clone() };
        for text in [
            "date:1904",
            "date:1904-10",
            "date:1904-10-31",
            "date:1905-01-01",
            "date:1904-06..1905-01",
            "since:1904-10-01T12:00",
            "before:1904-12-31T12:00",
            "after:1904",
            "pont SAUF date:1904",
        ] {
            let query = Query::parse(text, &clock).expect("a query");
            let request = Request { query, zone: zone.clone(), ..request("pont") };
            assert_eq!(difference(&local, &scan, &request), None, "{text} in {name}");
        }
    }
}

#[test]
fn an_empty_query_asks_for_every_article() {
    let articles = Samples::read();
    let scan = Scan::new(articles.clone());
    let dir = tempfile::tempdir().expect("a folder");
    let local = index(dir.path(), &articles, 20);
    let all = Request { limit: 100, copies: Copies::Apart, ..Request::default() };
    let ids: BTreeSet<String> = articles.into_iter().map(|article| article.id).collect();
    for engine in [&local as &dyn Engine, &scan] {
        assert_eq!(matches(engine, &all), ids);
        let answer = engine.top(&all).expect("an answer");
        assert_eq!(answer.total, ids.len() as u64);
        assert_eq!(hits(&answer).len(), ids.len());
        let mut read = BTreeSet::new();
        let each = engine.each_article(&mut |article| {
            read.insert(article.id);
            Ok(())
        });
        assert!(each.is_ok() && read == ids);
    }
}

#[test]
fn a_visit_can_be_broken_off_and_occurrences_are_marked() {
    let articles = Samples::read();
    let dir = tempfile::tempdir().expect("a folder");
    let local = index(dir.path(), &articles, 100);
    for engine in [&local as &dyn Engine, &Scan::new(articles)] {
        let mut visits = 0;
        let outcome = engine.matches(&request("loup"), &mut |found| {
            visits += 1;
            let text = "Le loup et les loups, \"loup\".";
            let marked = found.occurrences(TextField::Body, text);
            let marked: Vec<&str> = marked.iter().map(|one| &text[one.from..one.to]).collect();
            assert_eq!(marked, ["loup", "loups", "loup"]);
            Ok(ControlFlow::Break(()))
        });
        assert!(outcome.is_ok());
        assert_eq!(visits, 1);
    }
}
