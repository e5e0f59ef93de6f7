//! The search page: the answer to a query, or the newest articles where nothing was asked.
//!
//! It puts its parts together; facets and timeline are counted of the same articles.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::facets::{chosen, facets};
use super::frame::{Page, lasting};
use super::hits::hits;
use super::reading::{hints, reading, status, wrong};
use super::timeline::{dates, timeline};
use crate::engine::{Answer, Key, Order, Request, Table};
use crate::error::Error;
use crate::render::page::number;
use crate::render::{JSON, printable};
use crate::serve::asked::Asked;
use crate::serve::export::MOST;
use crate::serve::fault::Fault;
use crate::serve::reply::Reply;
use crate::serve::requests::FACETS;

/// Orders of hits, as they are asked for.
const ORDERS: [(&str, Order); 3] =
    [("relevance", Order::Relevance), ("-date", Order::NewestFirst), ("date", Order::OldestFirst)];

/// Formats that the articles found can be taken along in.
const TAKEN: [&str; 7] = ["xlsx", "csv", "ris", "md", "iramuteq", "jsonl", "atom"];

/// The id of what is wrong with a date.
const WRONG_DATE: &str = "wrong-date";

/// Returns the page.
pub(super) fn search(asked: &Asked) -> Result<Reply, Fault> {
    match answered(asked) {
        Err(Fault::Limier(error @ Error::QueryDate(_))) => without_dates(asked, &error),
        answered => answered,
    }
}

/// Returns the page of dates that cannot be read: no articles, and beside them what there would be
/// without these dates, so that others can be chosen.
fn without_dates(asked: &Asked, error: &Error) -> Result<Reply, Fault> {
    let words = asked.tongue.words();
    let here = asked.with(asked.params.without("from").without("to").without("offset"));
    let counted = here.matching(here.typed_or_all()?)?;
    let tables = counted_of(&here, &counted)?;
    let body = html! {
        main #main {
            h1.unseen { (words.no_answer) }
            p #status role="status" { (words.no_answer) }
            div #answer {
                (chosen(asked))
                (wrong(asked, error, WRONG_DATE))
            }
        }
        aside #narrow aria-label=(words.narrow) {
            (timeline(&here, &counted, &tables[0])?)
            (dates(asked, Some((asked.wrong_date(), WRONG_DATE))))
            (facets(&here, &tables[1..]))
        }
    };
    let title = match asked.text() {
        "" => words.no_answer.to_owned(),
        text => format!("{} : {text}", words.no_answer),
    };
    let page = Page { title: &title, feed: None, error: None, body }.reply(asked);
    Ok(page.with_status(StatusCode::BAD_REQUEST))
}

fn answered(asked: &Asked) -> Result<Reply, Fault> {
    let is_typed = !asked.text().trim().is_empty();
    let query = asked.typed_or_all()?;
    let mut request = asked.search(query.clone(), &JSON)?;
    if !is_typed && asked.order()?.is_none() {
        request.order = Order::NewestFirst;
    }
    let limit = request.limit.min(100);
    // One more tells whether there is another page.
    request.limit = limit + 1;
    let mut answer = asked.engine().top(&request)?;
    let is_last = answer.hits.len() <= limit;
    answer.hits.truncate(limit);
    // What is counted, taken along and narrowed is what has all that was asked, as of `count`:
    // articles with some of the words are shown behind it and are no part of it.
    let counted = asked.matching(answer.query().clone())?;
    let tables = counted_of(asked, &counted)?;
    let body = html! {
        main #main {
            h1.unseen { @if is_typed { (asked.tongue.words().results) " : " (printable(asked.text())) } @else { (asked.tongue.words().newest) } }
            p #status role="status" { (status(asked, &answer)) }
            div #answer {
                (chosen(asked))
                (hints(asked, &answer))
                @if is_typed { (reading(asked, &answer)) }
                (tools(asked, &request, &answer, is_typed))
                (hits(asked, &answer.hits))
                (pages(asked, &request, limit, is_last))
            }
        }
        aside #narrow aria-label=(asked.tongue.words().narrow) {
            @if is_beside(&request, &answer) { p.more { (asked.tongue.words().counted_of) } }
            (timeline(asked, &counted, &tables[0])?)
            (dates(asked, None))
            (facets(asked, &tables[1..]))
            @if !is_typed { (guide(asked)) }
        }
    };
    let feed = lasting(asked).without("sort").at("/feed");
    Ok(Page { title: asked.text(), feed: Some(feed), error: None, body }.reply(asked))
}

/// Tells whether an answer shows articles with all the words and behind them others, which are
/// not counted.
fn is_beside(request: &Request, answer: &Answer) -> bool {
    !request.any && answer.total_all_words > 0 && answer.total_all_words < answer.total
}

/// Counts the articles of an answer by month and by each facet, all in one go.
fn counted_of(asked: &Asked, request: &Request) -> Result<Vec<Table>, Fault> {
    let mut keys: Vec<[Key; 1]> = vec![[Key::Month]];
    keys.extend(FACETS.iter().map(|facet| [facet.key]));
    let keys: Vec<&[Key]> = keys.iter().map(<[Key; 1]>::as_slice).collect();
    let mut tables = asked.engine().tables(request, &keys)?;
    for (facet, table) in FACETS.iter().zip(&mut tables[1..]) {
        let is_chosen =
            [facet.is, facet.is_not].iter().any(|name| asked.params.get(name).is_some());
        if is_chosen {
            // What is chosen of it does not narrow what may be.
            let query = asked.typed_or_all_but(Some(facet))?;
            let request = Request { any: request.any, ..asked.matching(query)? };
            *table = asked.engine().groups(&request, &[facet.key])?;
        }
    }
    Ok(tables)
}

/// Returns what can be done with an answer: put in order, taken along, looked at otherwise.
fn tools(asked: &Asked, request: &Request, answer: &Answer, is_typed: bool) -> Markup {
    let words = asked.tongue.words();
    let here = lasting(asked);
    let counted = if request.any { answer.total } else { answer.total_all_words };
    let has_all = counted > 0;
    html! {
        @if answer.total > 0 {
            div.tools {
                nav aria-label=(words.order) {
                    @for (name, order) in ORDERS.iter().filter(|(name, _)| is_typed || *name != "relevance") {
                        a href=(here.with("sort", name).at("/")) data-live
                            aria-current=[(request.order == *order).then_some("true")] {
                            (words.order_name(*order))
                        }
                    }
                }
                @if is_typed && has_all {
                    a href=(here.without("sort").at("/kwic")) { (words.concordance) }
                }
                a href=(here.without("sort").at("/feed")) { (words.feed) }
                @if has_all {
                    details.take {
                        summary { (words.take) }
                        ul {
                            @for format in TAKEN {
                                @let here = here.with("format", format);
                                @let here = if format == "csv" { here.with("excel", "1") } else { here };
                                li { a href=(here.at("/export")) download { (words.format_name(format)) } }
                            }
                        }
                        @if counted > MOST as u64 {
                            p.more { (words.first_articles) " " (number(asked.tongue, MOST as u64)) "." }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the links to the answers before and behind.
fn pages(asked: &Asked, request: &Request, limit: usize, is_last: bool) -> Markup {
    let words = asked.tongue.words();
    let at = |offset: usize| match offset {
        0 => asked.params.without("offset").at("/"),
        offset => asked.params.with("offset", &offset.to_string()).at("/"),
    };
    let page = request.offset / limit.max(1) + 1;
    html! {
        @if request.offset > 0 || !is_last {
            nav.pages aria-label=(words.pages) {
                @if request.offset > 0 {
                    a rel="prev" href=(at(request.offset.saturating_sub(limit))) { "← " (words.previous) }
                }
                span { (words.page) " " (number(asked.tongue, page as u64)) }
                @if !is_last { a rel="next" href=(at(request.offset + limit)) { (words.next) " →" } }
            }
        }
    }
}

/// Returns how queries are written, in some lines.
fn guide(asked: &Asked) -> Markup {
    let words = asked.tongue.words();
    html! {
        section aria-labelledby="guide" {
            h2 #guide { (words.guide) }
            dl.guide {
                @for (example, meaning) in words.syntax {
                    dt { a href=(super::reading::asking(asked, example).at("/")) { code { (example) } } }
                    dd { (meaning) }
                }
            }
        }
    }
}
