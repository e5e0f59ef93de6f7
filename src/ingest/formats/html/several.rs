//! Pages that hold several articles, which they say by elements, or by headings with dates of
//! their own: each becomes an article.
//!
//! Lists of teasers and live reports are not cut: the ones point to articles elsewhere, the
//! others are one.

use dom_query::{Document, NodeRef};

use super::block::{Block, TEXT_BYTES, blocks};
use super::body::{Known, PageText, select};
use super::byline::{date_of_byline, is_bare_date, is_byline};
use super::element::{attr, is_heading};
use super::facts::Fact;
use super::headline::Headline;
use super::holder::{headed, outer_articles, own_blocks};
use super::live::{Around, has_heading_over, is_live};
use super::pointer::leads_on;
use super::shown_authors::shown_authors;
use super::tidy::tidy;
use crate::article::{Article, Date};
use crate::ingest::date::parse_date;

/// Fewest bytes of text of an element that is an article and no teaser.
const PART_BYTES: usize = 500;

/// The same in a page without an address, such as programs save, of one whose heading leads
/// nowhere.
const SAVED_BYTES: usize = 80;

/// A page without an address is cut at its headings when it has more bytes of text.
const LARGE_BYTES: usize = 100_000;

/// Lines around a heading among which its date stands.
const LINES_BEFORE: usize = 2;
const LINES_BEHIND: usize = 4;

/// The articles of a page hold one part in this of its text, or it is not cut.
const HELD_PART: usize = 2;

/// An article of several in a page.
struct Part {
    title: String,
    url: String,
    published: Option<Date>,
    text: PageText,
    /// Its text is no longer than that of a teaser.
    is_short: bool,
}

impl Part {
    /// Tells whether it has what an article has wherever it stands.
    fn is_sure(&self) -> bool {
        !self.title.is_empty() && self.published.is_some()
    }
}

/// Returns the articles of a page of so many bytes that holds several, else none.
pub(super) fn articles(
    document: &Document,
    known: &Known,
    url: &str,
    bytes: usize,
) -> Vec<Article> {
    let Some(body) = document.body() else { return Vec::new() };
    let facts = known.facts;
    let is_one = facts.is_article || facts.is_shared_as_article;
    let mut parts = Vec::new();
    if !is_one && facts.articles > 1 {
        parts = by_elements(&body, known, url);
    }
    if parts.is_empty() && url.is_empty() && bytes > LARGE_BYTES {
        parts = by_headings(blocks(&body, known.host), known);
    }
    let source = facts.first(Fact::Source);
    let article = |part: Part| Article {
        title: part.title,
        url: part.url,
        published: part.published,
        description: part.text.standfirst,
        authors: part.text.authors,
        body: part.text.text,
        source: source.to_owned(),
        language: facts.language(),
        ..Article::default()
    };
    parts.into_iter().map(article).collect()
}

/// Returns the articles that a page holds in elements, none when fewer than two have a heading
/// and a date or they are not most of it. An element that says to be an article is one beside
/// these, whatever it lacks; in a page with an address it lacks one of both at most, and short
/// ones alone are none.
fn by_elements(body: &NodeRef, known: &Known, url: &str) -> Vec<Part> {
    let mut elements = outer_articles(body, url);
    if url.is_empty() {
        elements.extend(headed(body));
        elements.sort_by_key(|element| element.id);
    }
    let may_be = |node: &&NodeRef, part: &Part| {
        let says_something = url.is_empty() || !part.title.is_empty() || part.published.is_some();
        part.is_sure() || node.has_name("article") && says_something
    };
    let parts = elements.iter().map(|node| (node, of_element(node, known, url)));
    let parts = parts.filter_map(|(node, part)| part.filter(|part| may_be(&node, part)));
    let parts: Vec<Part> = parts.collect();
    let is_main = |part: &&Part| part.is_sure() && (url.is_empty() || !part.is_short);
    let sure = || parts.iter().filter(is_main);
    let moments: Vec<&Date> = sure().filter_map(|part| part.published.as_ref()).collect();
    let is_elsewhere = |part: &Part| part.url.starts_with("http") && !part.url.starts_with(url);
    let is_live = is_live(
        &moments,
        Around {
            has_address: !url.is_empty() && !sure().all(is_elsewhere),
            has_heading: elements.first().is_some_and(|first| has_heading_over(body, *first)),
            has_hours: false,
        },
    );
    if moments.len() > 1 && !is_live && are_most(&parts, body, known) { parts } else { Vec::new() }
}

/// Returns the titles and the dates of the articles that a page without an address holds in
/// elements of any name with one heading each, none when these are not most of it.
pub(super) fn of_any_element(body: &NodeRef, known: &Known) -> Vec<(String, Date)> {
    let parts = headed(body).into_iter().filter_map(|node| of_element(&node, known, ""));
    let parts: Vec<Part> = parts.filter(Part::is_sure).collect();
    let are_most = are_most(&parts, body, known);
    let parts = parts.into_iter().filter(|_| are_most);
    parts.filter_map(|part| Some((part.title, part.published?))).collect()
}

/// Tells whether parts of a page are most of its text.
fn are_most(parts: &[Part], body: &NodeRef, known: &Known) -> bool {
    let held: usize = parts.iter().map(|part| part.title.len() + part.text.text.len()).sum();
    let lines = blocks(body, known.host);
    let texts = lines.iter().filter(|line| line.linked * 2 <= line.text.len());
    held * HELD_PART >= texts.map(|line| line.text.len()).sum()
}

/// Returns the article in an element with enough text; none where the text goes on elsewhere.
/// What says to be an article and has a heading that leads nowhere and a date has enough.
fn of_element(element: &NodeRef, known: &Known, page_url: &str) -> Option<Part> {
    let lines = own_blocks(element, known.host, page_url);
    let goes_on = lines.iter().any(|line| line.linked > 0 && leads_on(&line.text));
    let heading = lines.iter().position(|line| line.is_heading);
    let is_link = heading.is_some_and(|at| lines[at].linked > 0);
    let least = if page_url.is_empty() && !is_link { SAVED_BYTES } else { PART_BYTES };
    let time = element.descendants_it().find_map(|node| date_in_markup(&node));
    let published = time.or_else(|| match heading {
        Some(at) => date_at(&lines, at),
        None => lines.iter().take(LINES_BEHIND).find_map(date_of_line),
    });
    let mut part = part(lines, heading, published, known);
    part.url = address(element, page_url);
    part.is_short = part.text.text.len() < least;
    let is_enough = !part.text.text.is_empty() && part.is_sure() && !is_link;
    let is_enough = !part.is_short || is_enough && element.has_name("article");
    let is_cut = part.text.text.ends_with(['…', ']']) || part.text.text.ends_with("...");
    (is_enough && !goes_on && !is_cut).then_some(part)
}

/// Returns the date that an element has for programs.
fn date_in_markup(node: &NodeRef) -> Option<Date> {
    let says_so = node.attr("itemprop").is_some_and(|says| &*says == "datePublished");
    if !says_so && !node.has_name("time") {
        return None;
    }
    let value = node.attr("datetime").or_else(|| node.attr("content"))?;
    parse_date(&value)
}

/// Returns the address of an article in a page: that of the link in its heading, or its place.
fn address(element: &NodeRef, page_url: &str) -> String {
    let is_title = |node: &NodeRef| node.element_ref().is_some_and(|it| is_heading(&it.name.local));
    let heading = element.descendants_it().find(is_title);
    let link = heading.and_then(|heading| {
        let inner = heading.descendants_it().find(|node| node.has_name("a"));
        inner.or_else(|| heading.parent().filter(|node| node.has_name("a")))
    });
    let target = link.and_then(|link| link.attr("href")).filter(|url| url.starts_with("http"));
    let place = || {
        let element = element.element_ref()?;
        let id = attr(&element, "id").filter(|_| !page_url.is_empty())?;
        Some(format!("{page_url}#{id}"))
    };
    target.map(|url| url.to_string()).or_else(place).unwrap_or_default()
}

/// Returns the articles under the headings of a page that have a date of their own; none when
/// these are fewer than two or the page is small.
fn by_headings(mut lines: Vec<Block>, known: &Known) -> Vec<Part> {
    let bytes: usize = lines.iter().map(|line| line.text.len()).sum();
    let dated = |at: usize| {
        let is_title = lines[at].is_heading && lines[at].text.len() < TEXT_BYTES * 3;
        if is_title { Some((at, date_at(&lines, at)?)) } else { None }
    };
    let mut starts: Vec<(usize, Date)> = (0..lines.len()).filter_map(dated).collect();
    if starts.iter().all(|(at, _)| *at > 0 && lines[at - 1].is_heading) {
        // The lower of two headings is a standfirst.
        for (at, _) in &mut starts {
            *at -= 1;
        }
    }
    if bytes <= LARGE_BYTES || starts.len() < 2 {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for (at, date) in starts.into_iter().rev() {
        let found = part(lines.split_off(at), Some(0), Some(date), known);
        if !found.text.text.is_empty() {
            parts.push(found);
        }
    }
    parts.reverse();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Returns the date of a heading: of a line right above it, or between it and its text.
pub(super) fn date_at(lines: &[Block], heading: usize) -> Option<Date> {
    let behind = lines.iter().skip(heading + 1).take(LINES_BEHIND);
    let above = lines[..heading].iter().rev().take(LINES_BEFORE);
    let is_short = |line: &&Block| line.text.len() < TEXT_BYTES && !line.is_heading;
    behind
        .take_while(is_short)
        .find_map(date_of_line)
        .or_else(|| above.take_while(is_short).find_map(date_of_line))
}

/// Returns the date of a line that holds little else.
fn date_of_line(line: &Block) -> Option<Date> {
    let is_one = is_bare_date(&line.text) || is_byline(&line.text);
    if is_one { date_of_byline(&line.text) } else { None }
}

/// Returns the article in lines of which one may be its heading: what stands above that is none
/// of it.
fn part(
    mut lines: Vec<Block>,
    heading: Option<usize>,
    published: Option<Date>,
    known: &Known,
) -> Part {
    let below = lines.split_off(heading.map_or(0, |at| at + 1));
    let title = lines.pop().map(|line| tidy(&line.text)).unwrap_or_default();
    let headline = Headline { authors: shown_authors(&below), ..Headline::default() };
    let text = select(below, &Known { title: &title, ..*known }, headline);
    Part { title, url: String::new(), published, text, is_short: false }
}
