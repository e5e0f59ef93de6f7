//! Pages of any size are the whole answer, one total on each; lists hold what has all; a
//! filter never adds.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use limier::{Answer, Clock, Copies, Detail, Hit, Index, Order, Query, Recency, Request};

use super::collection::{SMALL, articles};
use super::dice::Dice;
use super::queries::{filter, query};
use crate::support::{INDEX, Limier};

/// More than there are articles.
const ALL: usize = 10_000;

pub(super) fn clock() -> Clock {
    Clock { now: "2022-06-15T12:00:00Z".parse().unwrap(), zone: TimeZone::UTC }
}

pub(super) fn read(text: &str) -> Query {
    Query::parse(text, &clock()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Returns a request for all hits of a query.
fn whole(text: &str, dice: &mut Dice) -> Request {
    let recency = Recency { days: 300.0, now: clock().now.as_second() };
    Request {
        query: read(text),
        any: dice.one_in(5),
        relax: !dice.one_in(3),
        limit: ALL,
        order: match dice.below(6) {
            0 => Order::OldestFirst,
            1 => Order::NewestFirst,
            _ => Order::Relevance,
        },
        recency: dice.one_in(6).then_some(recency),
        copies: if dice.one_in(3) { Copies::Apart } else { Copies::Grouped(ALL) },
        detail: Detail::Facts,
        ..Request::default()
    }
}

/// What pages may not change of a hit: its place, itself, what it lacks, its copies.
fn shown(hit: &Hit) -> String {
    let copies = hit.copies.iter().map(|copy| (&copy.id, copy.is_same, copy.is_found));
    let copies: Vec<_> = copies.collect();
    format!("{} {} {:?} {} {copies:?}", hit.rank, hit.id, hit.lacks, hit.score)
}

/// Returns the articles that are found, hits and their copies, each as often as it stands
/// there.
fn found(answer: &Answer) -> Vec<&str> {
    let mut found = Vec::new();
    for hit in &answer.hits {
        found.push(hit.id.as_str());
        let copies = hit.copies.iter().filter(|copy| copy.is_found);
        found.extend(copies.map(|copy| copy.id.as_str()));
    }
    found
}

/// Returns what is wrong with the pages of an answer.
fn wrong_pages(index: &Index, request: &Request, dice: &mut Dice) -> Option<String> {
    let all = index.top(request).unwrap();
    let (once, every): (BTreeSet<&str>, _) = (found(&all).into_iter().collect(), found(&all));
    if once.len() != every.len() {
        return Some("an article stands there twice".to_owned());
    }
    if every.len() as u64 != all.total {
        return Some(format!("{} articles of {}", every.len(), all.total));
    }
    let limit = match dice.below(3) {
        0 => 1 + dice.below(4),
        1 => 10,
        _ => 1 + dice.below(150),
    };
    let none = index.top(&Request { limit: 0, ..request.clone() }).unwrap();
    if (none.total, none.total_all_words, none.hits.len()) != (all.total, all.total_all_words, 0) {
        return Some(format!("total {} with -n 0", none.total));
    }
    let mut pages = Vec::new();
    // A page behind the last one is asked for too, and of long answers those at the start.
    for offset in (0..=all.hits.len() + limit).step_by(limit).take(14) {
        let page = index.top(&Request { limit, offset, ..request.clone() }).unwrap();
        if (page.total, page.total_all_words) != (all.total, all.total_all_words) {
            return Some(format!("total {} with -n {limit} --offset {offset}", page.total));
        }
        pages.extend(page.hits.iter().map(shown));
    }
    let whole: Vec<String> = all.hits.iter().map(shown).take(14 * limit).collect();
    let differ = pages.iter().zip(&whole).find(|(page, whole)| page != whole);
    if let Some((page, whole)) = differ {
        return Some(format!("-n {limit}: {page}\nin the whole answer {whole}"));
    }
    (pages.len() != whole.len()).then(|| format!("-n {limit}: {} hits", pages.len()))
}

/// Returns what is wrong with a list of what has all that was asked.
fn wrong_list(index: &Index, request: &Request) -> Option<String> {
    let (copies, any) = (Copies::Apart, false);
    let ranked = Request { relax: true, copies, any, ..request.clone() };
    let list = index.top(&Request { relax: false, ..ranked.clone() }).unwrap();
    let ranked = index.top(&ranked).unwrap();
    let with_all = ranked.hits.iter().filter(|hit| hit.lacks.is_empty()).map(|hit| &hit.id);
    let with_all: Vec<_> = with_all.collect();
    let listed: Vec<_> = list.hits.iter().map(|hit| &hit.id).collect();
    if listed != with_all {
        return Some(format!("listed {listed:?}\nof those ranked {with_all:?} have all"));
    }
    let is_counted =
        listed.len() as u64 == ranked.total_all_words && list.total == ranked.total_all_words;
    (!is_counted).then(|| format!("{} listed of {}", listed.len(), ranked.total_all_words))
}

/// Returns what a filter adds.
fn added(index: &Index, text: &str, request: &Request, dice: &mut Dice) -> Option<String> {
    let filter = filter(dice);
    // Stop words are words where no other is looked for.
    if filter.starts_with('+') && text.split(' ').any(|word| SMALL.contains(&word)) {
        return None;
    }
    let filtered = format!("{text} {filter}");
    let request =
        Request { relax: false, copies: Copies::Apart, detail: Detail::Id, ..request.clone() };
    let ids = |query: &str| -> BTreeSet<String> {
        let answer = index.top(&Request { query: read(query), ..request.clone() }).unwrap();
        answer.hits.into_iter().map(|hit| hit.id).collect()
    };
    let (with, without) = (ids(&filtered), ids(text));
    let more: Vec<_> = with.difference(&without).collect();
    (!more.is_empty()).then(|| format!("{filtered} adds {more:?}"))
}

#[track_caller]
fn check(queries: usize) {
    let limier = Limier::with_records(articles());
    let index = Index::open(limier.path(INDEX)).unwrap();
    let mut dice = Dice::new(2_000);
    let (mut wrong, mut answered) = (Vec::new(), 0);
    for _ in 0..queries {
        let text = query(&mut dice);
        let request = whole(&text, &mut dice);
        answered += usize::from(index.top(&request).unwrap().total > 0);
        let found = [
            wrong_pages(&index, &request, &mut dice),
            wrong_list(&index, &request),
            added(&index, &text, &request, &mut dice),
        ];
        let Request { any, relax, order, recency, copies, .. } = &request;
        let asked = format!("{text} any {any} relax {relax} {order:?} {recency:?} {copies:?}");
        wrong.extend(found.into_iter().flatten().map(|wrong| format!("{asked}\n  {wrong}")));
    }
    let first = wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {queries} queries:\n{first}", wrong.len());
    assert!(answered * 10 >= queries * 7, "{answered} of {queries} queries find something");
}

#[test]
fn pages_of_any_size_are_the_whole_answer() {
    check(150);
}

#[test]
#[ignore = "needs minutes"]
fn long_pages_of_any_size_are_the_whole_answer_to_thousands_of_queries() {
    check(2_000);
}
