//! How many articles a page seems to hold that is read as one: elements or headings, each with
//! a text of its own, that nothing parts for sure.
//!
//! Teasers, live reports, what readers write and pages that call themselves one article hold no
//! others.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::block::{Block, TEXT_BYTES, blocks, blocks_without};
use super::body::Known;
use super::byline::{date_of_byline, is_bare_date, is_byline, opens_byline};
use super::element::is_comment;
use super::holder::outer_articles;
use super::live::{Around, has_heading_over, is_hour, is_live};
use super::pointer::leads_on;
use super::saved;
use super::several::{date_at, of_any_element};
use super::tidy::{ends_sentence, plain};
use crate::article::Date;
use crate::ingest::date::parse_date;
use crate::ingest::press::line::is_of_series;

/// Fewest bytes of text under a heading, links left out.
const LEAST_TEXT: usize = 80;

/// The same in an element without a date, in a page with an address: posts are shorter.
const LONG_TEXT: usize = 500;

/// Lines around a heading among which an hour or a row of what is said of the article stands.
const LINES_NEAR: usize = 6;

/// Returns how many articles a page seems to hold, 0 when it is one.
pub(super) fn count(document: &Document, known: &Known, url: &str) -> usize {
    let facts = known.facts;
    let Some(body) = document.body().filter(|_| !facts.is_article && !facts.is_shared_as_article)
    else {
        return 0;
    };
    let lines = blocks_without(&body, known.host, is_comment);
    let elements = outer_articles(&body, url);
    if let ([element], false) = (&elements[..], url.is_empty())
        && bytes(&blocks(element, known.host)) * 2 > bytes(&lines)
    {
        return 0;
    }
    let page = Page { title: plain(known.title), has_address: !url.is_empty() };
    let held = if elements.len() > 1 { of_elements(&elements, known, url) } else { Vec::new() };
    let has_heading = elements.len() > 1 && has_heading_over(&body, elements[0]);
    let (headings, is_headed) = of_headings(&lines, url);
    let blocks = of_blocks(&body, known, url);
    let first = lines.iter().find(|line| line.is_heading);
    let has_title = blocks
        .first()
        .is_some_and(|block| first.is_some_and(|line| plain(&line.text) != plain(&block.title)));
    [
        articles(&held, &page, has_heading),
        articles(&headings, &page, is_headed),
        articles(&of_endings(&lines), &page, false),
        articles(&of_rows(&lines, url), &page, false),
        articles(&blocks, &page, has_title),
        saved::of_text(&body, &lines),
        if url.is_empty() { saved::count(&body, &lines) } else { 0 },
    ]
    .into_iter()
    .max()
    .unwrap_or(0)
}

/// Returns all lines of a page that are no links and that no reader wrote.
pub(super) fn whole(document: &Document, known: &Known) -> Vec<Block> {
    let lines = document.body().map(|body| blocks_without(&body, known.host, is_comment));
    let mut lines = lines.unwrap_or_default();
    lines.retain(|line| line.linked * 2 <= line.text.len() && line.text != known.title);
    lines
}

fn bytes(lines: &[Block]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}

/// Tells whether a line is a heading, or stands in for one: it is short, and in bold or called so.
fn is_title(line: &Block) -> bool {
    let length = line.text.len();
    let is_marked = line.strong >= length || line.title >= length;
    line.is_heading || is_marked && length < TEXT_BYTES && !is_bare_date(&line.text)
}

/// A heading with a text below it.
struct Seen {
    title: String,
    /// When it says that it was published.
    date: Option<Date>,
    /// It stands under an hour.
    has_hour: bool,
}

/// Returns what stands in elements of articles.
fn of_elements(elements: &[NodeRef], known: &Known, url: &str) -> Vec<Seen> {
    let parts = elements.iter().filter_map(|element| {
        let lines = blocks(element, known.host);
        let heading = lines.iter().position(is_title).unwrap_or(0);
        let seen = seen(&lines, heading, lines.len())?;
        let is_long = || bytes(&lines) >= LONG_TEXT && !seen.has_hour;
        (url.is_empty() || seen.date.is_some() || is_long()).then_some(seen)
    });
    parts.collect()
}

/// Returns the headings with dates of their own, each with the lines to the next of them, and
/// whether another stands over all.
fn of_headings(lines: &[Block], url: &str) -> (Vec<Seen>, bool) {
    let is_dated = |at: &usize| {
        let line = &lines[*at];
        is_title(line)
            && (date_at(lines, *at).is_some() || url.is_empty() && has_date_near(lines, *at))
            || url.is_empty() && is_plain_head(lines, *at)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(is_dated).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let parts = starts.iter().zip(ends);
    let parts: Vec<(usize, Seen)> = parts
        .filter_map(|(&start, end)| seen(lines, start, end).map(|seen| (start, seen)))
        .collect();
    let above = &lines[..parts.first().map_or(0, |(start, _)| *start)];
    let is_headed = above.iter().any(|line| line.is_heading);
    (parts.into_iter().map(|(_, seen)| seen).collect(), is_headed)
}

/// Returns the headings whose texts end with a date each, none where one but the first has
/// none.
fn of_endings(lines: &[Block]) -> Vec<Seen> {
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_title(&lines[*at])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let mut parts = Vec::new();
    for (&start, end) in starts.iter().zip(ends) {
        let text = &lines[start + 1..end];
        let Some((last, text)) = text.split_last().filter(|_| bytes(text) >= LEAST_TEXT) else {
            continue;
        };
        let is_date = is_bare_date(&last.text) || is_byline(&last.text);
        let date = Some(&last.text).filter(|_| is_date).and_then(|line| date_of_byline(line));
        let seen = seen(lines, start, start + 1 + text.len());
        match seen.filter(|_| date.is_some()) {
            Some(seen) => parts.push(Seen { date, ..seen }),
            None if parts.is_empty() => {}
            None => return Vec::new(),
        }
    }
    let days: HashSet<&str> =
        parts.iter().filter_map(|part| part.date.as_ref()).map(Date::day).collect();
    if days.len() > 1 { parts } else { Vec::new() }
}

/// Returns the short lines that have a date and then a text below them, again and again, such as
/// cells of a table: most of a page without an address, which has no text before the first.
fn of_rows(lines: &[Block], url: &str) -> Vec<Seen> {
    if !url.is_empty() {
        return Vec::new();
    }
    let is_text = |line: &Block| line.text.len() >= TEXT_BYTES;
    let is_row = |at: &usize| {
        let [head, date, text, ..] = &lines[*at..] else { return false };
        !is_text(head)
            && !is_bare_date(&head.text)
            && !ends_sentence(&head.text)
            && is_bare_date(&date.text)
            && is_text(text)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(is_row).collect();
    let before = &lines[..starts.first().copied().unwrap_or(0)];
    let held: usize = starts.iter().map(|at| bytes(&lines[*at..at + 3])).sum();
    if before.iter().any(is_text) || held * 2 < bytes(lines) {
        return Vec::new();
    }
    starts.iter().filter_map(|at| seen(lines, *at, at + 3)).collect()
}

/// Returns what stands in elements of any name, in a page without an address.
fn of_blocks(body: &NodeRef, known: &Known, url: &str) -> Vec<Seen> {
    if !url.is_empty() {
        return Vec::new();
    }
    let found = of_any_element(body, known).into_iter();
    found.map(|(title, date)| Seen { title, date: Some(date), has_hour: false }).collect()
}

/// Tells whether a short line near a heading holds a date, as a row of what is said of the
/// article does.
fn has_date_near(lines: &[Block], heading: usize) -> bool {
    near(lines, heading).any(|line| parse_date(&line.text).is_some())
}

/// Returns the short lines around a heading.
fn near(lines: &[Block], heading: usize) -> impl Iterator<Item = &Block> {
    let is_near = |line: &&Block| line.text.len() < TEXT_BYTES && !line.is_heading;
    let above = lines[..heading].iter().rev().take(LINES_NEAR).take_while(is_near);
    let below = lines[heading + 1..].iter().take(LINES_NEAR).take_while(is_near);
    above.chain(below)
}

/// Tells whether a line that is not marked is a heading all the same: short, no sentence, beside
/// a line that is a date, and above a text.
fn is_plain_head(lines: &[Block], at: usize) -> bool {
    let is_date = |at: usize| lines.get(at).is_some_and(|line| is_bare_date(&line.text));
    let is_text = |at: usize| lines.get(at).is_some_and(|line| line.text.len() >= TEXT_BYTES);
    let line = &lines[at];
    let is_head = line.text.len() < TEXT_BYTES
        && !ends_sentence(&line.text)
        && line.text.split_whitespace().count() > 2
        && !is_date(at)
        && !opens_byline(&line.text)
        && line.linked == 0;
    let is_between = || at > 0 && is_date(at - 1) && is_text(at + 1);
    is_head && (is_date(at + 1) && is_text(at + 2) || is_between())
}

/// Returns the heading at a place with the lines below it, unless they lead to an article that
/// stands elsewhere.
fn seen(lines: &[Block], heading: usize, end: usize) -> Option<Seen> {
    let title = &lines.get(heading)?;
    let below = &lines[heading + 1..end];
    let is_teaser = title.linked * 2 > title.text.len()
        || below.iter().any(|line| line.linked > 0 && leads_on(&line.text));
    let text: usize = below
        .iter()
        .filter(|line| line.linked * 2 <= line.text.len() && !line.is_heading)
        .map(|line| line.text.len())
        .sum();
    let has_hour = is_hour(title) || near(lines, heading).any(is_hour);
    let date = date_at(lines, heading);
    let seen = Seen { title: title.text.clone(), date, has_hour };
    (!is_teaser && text >= LEAST_TEXT).then_some(seen)
}

/// What is known of the page around headings.
struct Page {
    title: String,
    has_address: bool,
}

/// Returns how many of these are articles: with titles of their own, none of which is that of a
/// page at an address, and no posts of a live report, over all of which a heading may stand.
fn articles(parts: &[Seen], page: &Page, has_heading: bool) -> usize {
    let titles: HashSet<&str> = parts.iter().map(|part| part.title.as_str()).collect();
    let series = titles.iter().filter(|title| is_of_series(title)).count();
    let is_of_page = |title: &&str| plain(title) == page.title;
    let dates: Vec<&Date> = parts.iter().filter_map(|part| part.date.as_ref()).collect();
    let around = Around {
        has_address: page.has_address && !dates.is_empty(),
        has_heading,
        has_hours: parts.iter().any(|part| part.has_hour),
    };
    let are_articles = titles.len() > 1
        && series * 2 < titles.len()
        && !(page.has_address && titles.iter().any(is_of_page))
        && !is_live(&dates, around);
    if are_articles { titles.len() } else { 0 }
}
