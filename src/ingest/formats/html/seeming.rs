//! How many articles a page seems to hold that is read as one: elements or headings, each with
//! a text of its own, that nothing parts for sure.
//!
//! Teasers, live reports and pages that call themselves one article hold no others.

use dom_query::{Document, NodeRef};

use super::block::{Block, TEXT_BYTES, blocks};
use super::body::Known;
use super::byline::is_bare_date;
use super::pointer::leads_on;
use super::several::{LIVE_SECONDS, date_at};
use crate::ingest::date::parse_date;

/// Fewest bytes of text under a heading, links left out.
const LEAST_TEXT: usize = 80;

/// Returns how many articles a page seems to hold, 0 when it is one.
pub(super) fn count(document: &Document, known: &Known, url: &str) -> usize {
    let facts = known.facts;
    let Some(body) = document.body().filter(|_| !facts.is_article && !facts.is_shared_as_article)
    else {
        return 0;
    };
    let elements = if facts.articles > 1 { of_elements(&body, known) } else { Vec::new() };
    let headings = || {
        let lines = blocks(&body, known.host);
        let dated = |at: &usize| {
            is_title(&lines[*at])
                && (date_at(&lines, *at).is_some() || url.is_empty() && has_date_near(&lines, *at))
        };
        let starts: Vec<usize> = (0..lines.len()).filter(dated).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        let parts = starts.iter().zip(ends).filter_map(|(&start, end)| seen(&lines, start, end));
        parts.collect::<Vec<_>>()
    };
    [elements, headings()].iter().map(|parts| articles(parts, url)).max().unwrap_or(0)
}

/// Tells whether a line is a heading, or stands in for one: short and in bold.
fn is_title(line: &Block) -> bool {
    let is_bold = line.strong >= line.text.len() && line.text.len() < TEXT_BYTES;
    line.is_heading || is_bold && !is_bare_date(&line.text)
}

/// Tells whether a short line near a heading holds a date, as a row of what is said of the
/// article does.
fn has_date_near(lines: &[Block], heading: usize) -> bool {
    const LINES: usize = 6;
    let is_near = |line: &&Block| line.text.len() < TEXT_BYTES && !line.is_heading;
    let has_date = |line: &Block| parse_date(&line.text).is_some();
    let above = lines[..heading].iter().rev().take(LINES).take_while(is_near);
    let below = lines[heading + 1..].iter().take(LINES).take_while(is_near);
    above.chain(below).any(has_date)
}

/// A heading with a text below it.
struct Seen {
    title: String,
    /// When it says that it was published, in seconds.
    moment: Option<i64>,
}

/// Returns what stands in the outer elements of articles.
fn of_elements(body: &NodeRef, known: &Known) -> Vec<Seen> {
    let is_outer = |node: &NodeRef| {
        node.has_name("article") && !node.ancestors_it(None).any(|it| it.has_name("article"))
    };
    let elements = body.descendants_it().filter(is_outer);
    let parts = elements.filter_map(|element| {
        let lines = blocks(&element, known.host);
        let heading = lines.iter().position(|line| line.is_heading)?;
        seen(&lines, heading, lines.len())
    });
    parts.collect()
}

/// Returns the heading at a place with the lines below it, unless they lead to an article that
/// stands elsewhere.
fn seen(lines: &[Block], heading: usize, end: usize) -> Option<Seen> {
    let title = &lines[heading];
    let below = &lines[heading + 1..end];
    let is_teaser = title.linked * 2 > title.text.len()
        || below.iter().any(|line| line.linked > 0 && leads_on(&line.text));
    let text: usize = below
        .iter()
        .filter(|line| line.linked * 2 <= line.text.len() && !line.is_heading)
        .map(|line| line.text.len())
        .sum();
    let moment = date_at(lines, heading).map(|date| date.seconds);
    (!is_teaser && text >= LEAST_TEXT).then(|| Seen { title: title.text.clone(), moment })
}

/// Returns how many of these are articles: with titles of their own, and in a page with an
/// address not within the days of a live report.
fn articles(parts: &[Seen], url: &str) -> usize {
    let mut titles: Vec<&str> = parts.iter().map(|part| part.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    let moments = || parts.iter().filter_map(|part| part.moment);
    let length = moments().max().zip(moments().min()).map_or(0, |(last, first)| last - first);
    let are_articles = titles.len() > 1 && (url.is_empty() || length > LIVE_SECONDS);
    if are_articles { titles.len() } else { 0 }
}
