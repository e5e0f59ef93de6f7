//! The search page: the answer to a query, or the newest articles where nothing was asked.
//!
//! It puts its parts together; facets and timeline are counted of the same articles.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::facets::{chosen, facets};
use super::frame::{Page, lasting};
use super::help::guide;
use super::hits::hits;
use super::reading::{hints, reading, status, wrong};
use super::timeline::{dates, timeline};
use crate::engine::{Answer, Detail, Key, Order, Request, Table};
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

/// Most bytes of an address that stands in a link of every facet and every bar.
const MOST_LINKED: usize = 1_000;

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
    let beside = beside(&here, &counted)?;
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
            (beside.timeline)
            (dates(asked, Some((asked.wrong_date(), WRONG_DATE))))
            (beside.facets)
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
    let last = if answer.hits.is_empty() && request.offset > 0 && answer.total > 0 {
        last_page(asked, &request, answer.total, limit)?
    } else {
        None
    };
    // What is counted, taken along and narrowed is what has all that was asked, as of `count`:
    // articles with some of the words are shown behind it and are no part of it.
    let counted = asked.matching(answer.query().clone())?;
    let beside = beside(asked, &counted)?;
    let body = html! {
        main #main {
            h1.unseen { @if is_typed { (asked.tongue.words().results) " : " (printable(asked.text())) } @else { (asked.tongue.words().newest) } }
            p #status role="status" { (status(asked, &answer)) }
            div #answer {
                (chosen(asked))
                (hints(asked, &answer))
                @if is_typed { (reading(asked, &answer)) }
                (tools(asked, &request, &answer, is_typed))
                @if let Some(last) = last {
                    p.note { (asked.tongue.words().beyond) " " a href=(at(asked, last)) { (asked.tongue.words().last_page) " (" (asked.tongue.words().page) " " (number(asked.tongue, (last / limit.max(1) + 1) as u64)) ")" } }
                }
                (hits(asked, &answer.hits))
                (pages(asked, &request, limit, is_last))
            }
        }
        aside #narrow aria-label=(asked.tongue.words().narrow) {
            @if is_beside(&request, &answer) { p.more { (asked.tongue.words().counted_of) } }
            (beside.timeline)
            (dates(asked, None))
            (beside.facets)
            @if !is_typed { (guide(asked)) }
        }
    };
    let feed = lasting(asked).without("sort").at("/feed");
    Ok(Page { title: asked.text(), feed: Some(feed), error: None, body }.reply(asked))
}

/// What stands beside an answer: its times, and its values.
struct Beside {
    timeline: Markup,
    facets: Markup,
}

/// Returns what stands beside an answer; of a query so long that its many links would be all of the
/// page, only that it is.
fn beside(asked: &Asked, counted: &Request) -> Result<Beside, Fault> {
    if asked.params.at("").len() > MOST_LINKED {
        let said = html! { p.note { (asked.tongue.words().long_query) } };
        return Ok(Beside { timeline: html! {}, facets: said });
    }
    let tables = counted_of(asked, counted)?;
    let timeline = timeline(asked, counted, &tables[0])?;
    Ok(Beside { timeline, facets: facets(asked, &tables[1..]) })
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

/// Returns where the last page begins of an answer that ends before the one that is asked for:
/// copies are one hit, so that only the hits tell how many there are.
fn last_page(
    asked: &Asked,
    request: &Request,
    total: u64,
    limit: usize,
) -> Result<Option<usize>, Fault> {
    let all = Request {
        offset: 0,
        limit: request.offset.min(usize::try_from(total).unwrap_or(usize::MAX)),
        detail: Detail::Id,
        suggestions: 0,
        deadline: asked.deadline()?,
        ..request.clone()
    };
    let hits = asked.engine().top(&all)?.hits.len();
    Ok(hits.checked_sub(1).map(|last| last / limit.max(1) * limit.max(1)))
}

/// Returns the address of the answer from a place on.
fn at(asked: &Asked, offset: usize) -> String {
    match offset {
        0 => asked.params.without("offset").at("/"),
        offset => asked.params.with("offset", &offset.to_string()).at("/"),
    }
}

/// Returns the links to the answers before and behind.
fn pages(asked: &Asked, request: &Request, limit: usize, is_last: bool) -> Markup {
    let words = asked.tongue.words();
    let page = request.offset / limit.max(1) + 1;
    html! {
        @if request.offset > 0 || !is_last {
            nav.pages aria-label=(words.pages) {
                @if request.offset > 0 {
                    a rel="prev" href=(at(asked, request.offset.saturating_sub(limit))) { "← " (words.previous) }
                }
                span { (words.page) " " (number(asked.tongue, page as u64)) }
                @if !is_last { a rel="next" href=(at(asked, request.offset + limit)) { (words.next) " →" } }
            }
        }
    }
}
