//! The concordance: every occurrence of what a query asks for, one below the other.
//!
//! Each line leads to its article. The lines are those of the command of that name.

use maud::{Markup, html};

use super::frame::{Page, lasting};
use super::hits::article_address;
use super::reading::asking;
use crate::engine::KwicLine;
use crate::render::page::{long_date, number};
use crate::render::printable;
use crate::search::concordance;
use crate::serve::api::{MOST_LINES, kwic_order};
use crate::serve::asked::Asked;
use crate::serve::fault::Fault;
use crate::serve::reply::Reply;

/// Lines of a page.
const LINES: usize = 100;

/// Most characters on either side.
const SIDE: usize = 90;

/// Orders of lines that are offered.
const ORDERS: [&str; 4] = ["date", "source", "L1,L2", "R1,R2"];

/// Returns the page.
pub(super) fn kwic(asked: &Asked) -> Result<Reply, Fault> {
    let words = asked.tongue.words();
    let request = asked.matching(asked.query(asked.text())?)?;
    let order = kwic_order(asked)?;
    let offset = asked.number("offset", MOST_LINES - LINES)?.unwrap_or(0);
    let mut found = concordance(asked.engine(), &request, &order, offset + LINES)?;
    let total = found.lines.len();
    found.lines.drain(..offset.min(total));
    let is_last = found.occurrences <= (offset + LINES) as u64;
    // The place among these lines is none among hits.
    let to_article = asked.with(asked.params.without("offset"));
    let here = lasting(asked);
    let sort = asked.params.get("sort").unwrap_or("date");
    let title = format!("{} : {}", words.concordance, in_line(asked.text()));
    let body = html! {
        main #main {
            h1.unseen { (title) }
            p #status role="status" {
                (number(asked.tongue, found.occurrences)) " " (words.occurrences) " · "
                (number(asked.tongue, found.articles)) " " (words.articles)
            }
            div.tools {
                nav aria-label=(words.order) {
                    @for order in ORDERS {
                        a href=(here.with("sort", order).at("/kwic"))
                            aria-current=[(sort == order).then_some("true")] { (words.kwic_order(order)) }
                    }
                }
                a href=(here.without("sort").at("/")) { (words.results) }
                a href=(here.without("no-group").with("format", "csv").at("/api/kwic")) download { "CSV" }
            }
            @if total > 0 && found.lines.is_empty() {
                @let last = (total - 1) / LINES * LINES;
                p.note { (words.beyond) " " a href=(at(asked, last)) { (words.last_page) } }
            }
            ol.kwic start=(offset + 1) { @for line in &found.lines { (one(&to_article, line)) } }
            @if offset > 0 || !is_last {
                nav.pages aria-label=(words.pages) {
                    @if offset > 0 { a rel="prev" href=(at(asked, offset.saturating_sub(LINES))) { "← " (words.previous) } }
                    span { (words.page) " " (number(asked.tongue, (offset / LINES + 1) as u64)) }
                    @if !is_last && offset + 2 * LINES <= MOST_LINES { a rel="next" href=(at(asked, offset + LINES)) { (words.next) " →" } }
                }
            }
            @if total == 0 {
                p { a href=(asking(asked, asked.text()).at("/")) { (words.back) } }
            }
        }
    };
    Ok(Page { title: &title, feed: None, error: None, body }.reply(asked))
}

/// Returns the address of the lines from a place on.
fn at(asked: &Asked, offset: usize) -> String {
    match offset {
        0 => asked.params.without("offset").at("/kwic"),
        offset => asked.params.with("offset", &offset.to_string()).at("/kwic"),
    }
}

fn one(asked: &Asked, line: &KwicLine) -> Markup {
    let zone = &asked.shown_by().zone;
    let article = &line.article;
    let left = in_line(line.left());
    let right = in_line(line.right());
    let left = left.char_indices().rev().nth(SIDE).map_or(&*left, |(at, _)| &left[at..]);
    let right = right.char_indices().nth(SIDE).map_or(&*right, |(at, _)| &right[..at]);
    html! {
        li {
            a href=(article_address(asked, &article.id)) title=(printable(&article.title)) {
                span.left { span { (left) } }
                mark { (in_line(line.found())) }
                span.right { (right) }
            }
            span.facts {
                (long_date(asked.tongue, article.published.as_ref(), zone))
                @if !article.source.is_empty() { " · " (printable(&article.source)) }
            }
        }
    }
}

fn in_line(text: &str) -> String {
    printable(text).replace(['\n', '\t'], " ")
}
