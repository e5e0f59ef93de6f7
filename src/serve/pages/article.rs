//! The reading view: an article whole, what the query finds in it marked, match after match.
//!
//! Each match has an address; links lead to the one before and the next. Nothing in the text
//! becomes markup.

use std::ops::Range;

use maud::{Markup, html};

use super::frame::Page;
use super::hits::{copy_link, hits_short, language_of, like_address};
use super::marked::web_address;
use crate::article::Article;
use crate::engine::{ArticleMarks, Copies, Detail, Entry, Hit, Request};
use crate::query::Query;
use crate::render::page::{long_date, number};
use crate::render::printable;
use crate::serve::asked::Asked;
use crate::serve::fault::Fault;
use crate::serve::params::Params;
use crate::serve::reply::Reply;

/// Articles about the same that are named.
const MOST_LIKE: usize = 5;

/// Returns the page.
pub(super) fn article(asked: &Asked) -> Result<Reply, Fault> {
    let Some(name) = asked.params.get("id") else { return Err(Fault::NoPage) };
    let entries = asked.engine().articles(name)?;
    let Some(entry) = entries.first() else { return Err(Fault::NoPage) };
    let marks = marks(asked, &entry.article)?;
    let like = like(asked, &entry.article.id)?;
    let words = asked.tongue.words();
    let back = asked.params.without("id").at("/");
    let text = Text::of(entry, &marks);
    let body = html! {
        main #main.read {
            nav.way aria-label=(words.way) {
                @if !asked.text().is_empty() || asked.is_narrowed() {
                    a href=(back) { "← " (words.back) }
                }
                @if text.matches > 0 {
                    span #matches { (number(asked.tongue, text.matches as u64)) " " (words.matches) }
                    a #first href="#m1" { (words.first) }
                }
            }
            (whole(asked, entry, &text))
        }
        aside #narrow aria-label=(words.beside) {
            @if !entry.copies.is_empty() {
                section aria-labelledby="copies" {
                    h2 #copies { (words.copies) }
                    ul.plain { @for copy in &entry.copies { li { (copy_link(asked, copy)) } } }
                }
            }
            @if !like.is_empty() {
                section aria-labelledby="like" {
                    h2 #like { (words.similar) }
                    (hits_short(asked, &like))
                    @if let Some(address) = like_address(asked, &entry.article.id) {
                        p.more { a href=(address) { (words.more) } }
                    }
                }
            }
        }
    };
    let title = printable(&entry.article.title).into_owned();
    Ok(Page { title: &title, feed: None, error: None, body }.reply(asked))
}

/// Returns what the query finds in an article; nothing where there is none, or none that can be
/// read.
fn marks(asked: &Asked, article: &Article) -> Result<ArticleMarks, Fault> {
    if asked.text().trim().is_empty() {
        return Ok(ArticleMarks::default());
    }
    let Ok(query) = Query::parse(asked.text(), &asked.clock()?) else {
        return Ok(ArticleMarks::default());
    };
    let query = query.in_language(asked.params.get("lang"));
    Ok(ArticleMarks::of(asked.engine(), query, article)?)
}

/// Returns articles about the same as one.
fn like(asked: &Asked, id: &str) -> Result<Vec<Hit>, Fault> {
    let typed = format!("like:\"{id}\"");
    // An id that cannot be typed has none.
    let Ok(query) = Query::parse(&typed, &asked.clock) else { return Ok(Vec::new()) };
    let request = Request {
        query,
        limit: MOST_LIKE,
        copies: Copies::Grouped(0),
        detail: Detail::Facts,
        suggestions: 0,
        deadline: asked.deadline()?,
        ..Request::default()
    };
    // It is beside the article: without it the article is read all the same.
    Ok(asked.engine().top(&request).map(|answer| answer.hits).unwrap_or_default())
}

/// The texts of an article in pieces.
struct Text<'a> {
    title: Vec<Piece<'a>>,
    description: Vec<Vec<Piece<'a>>>,
    body: Vec<Vec<Piece<'a>>>,
    matches: usize,
}

/// A piece of a paragraph.
enum Piece<'a> {
    /// Some of the text.
    Text(&'a str),
    /// What matches, and which match it is, from 1.
    Match(&'a str, usize),
    /// A line ends.
    Break,
}

impl<'a> Text<'a> {
    fn of(entry: &'a Entry, marks: &ArticleMarks) -> Self {
        let article = &entry.article;
        let mut matches = 0;
        let title = pieces(&article.title, 0..article.title.len(), &marks.title, &mut matches);
        let description = match article.description_in_body() {
            Some(_) => Vec::new(),
            None => paragraphs(&article.description, &marks.description, &mut matches),
        };
        let body = paragraphs(&article.body, &marks.body, &mut matches);
        Self { title, description, body, matches }
    }
}

/// Returns the paragraphs of a text: parted by empty lines, or else by the lines that end a
/// sentence.
fn paragraphs<'a>(
    text: &'a str,
    marks: &[Range<usize>],
    matches: &mut usize,
) -> Vec<Vec<Piece<'a>>> {
    let is_parted = text.lines().any(|line| line.trim().is_empty());
    let mut paragraphs: Vec<Vec<Piece<'a>>> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    for line in text.split('\n') {
        let range = at..at + line.len();
        at += line.len() + 1;
        if line.trim().is_empty() {
            goes_on = false;
            continue;
        }
        let found = pieces(text, range, marks, matches);
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                paragraph.push(Piece::Break);
                paragraph.extend(found);
            }
            None => paragraphs.push(found),
        }
        goes_on = is_parted || !ends_sentence(line);
    }
    paragraphs
}

/// Tells whether a line is the last of a paragraph, and not one of a text broken at a width.
fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?', '…', ':', '»', '"', '”'])
}

/// Returns a part of a text in pieces.
fn pieces<'a>(
    text: &'a str,
    part: Range<usize>,
    marks: &[Range<usize>],
    matches: &mut usize,
) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = part.start;
    for mark in marks.iter().filter(|mark| mark.start < part.end && mark.end > part.start) {
        let (start, end) = (mark.start.max(part.start), mark.end.min(part.end));
        pieces.push(Piece::Text(&text[at..start]));
        *matches += 1;
        pieces.push(Piece::Match(&text[start..end], *matches));
        at = end;
    }
    pieces.push(Piece::Text(&text[at..part.end]));
    pieces
}

fn whole(asked: &Asked, entry: &Entry, text: &Text<'_>) -> Markup {
    let words = asked.tongue.words();
    let article = &entry.article;
    let shown = |paragraph: &[Piece<'_>]| shown(asked, paragraph, text.matches);
    let zone = &asked.shown_by().zone;
    let lang = language_of(asked.tongue, &article.language);
    html! {
        article #text tabindex="-1" aria-labelledby="title" {
            h1 #title lang=[lang] { (shown(&text.title)) }
            p.facts {
                (long_date(asked.tongue, article.published.as_ref(), zone))
                @for fact in [&article.source, &article.section] {
                    @if !fact.is_empty() { " · " (printable(fact)) }
                }
                @if !article.authors.is_empty() { " · " (printable(&article.authors.join(", "))) }
            }
            div lang=[lang] {
                @for paragraph in &text.description { p.standfirst { (shown(paragraph)) } }
                @for (at, paragraph) in text.body.iter().enumerate() {
                    p id={ "p" (at + 1) } { (shown(paragraph)) }
                }
            }
            dl.about {
                @if let Some(modified) = &article.modified {
                    dt { (words.modified) } dd { (long_date(asked.tongue, Some(modified), zone)) }
                }
                @if !article.tags.is_empty() {
                    dt { (words.tags) }
                    dd {
                        @for (at, tag) in article.tags.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href=(asked.params.only(|name| name == "ui").with("is-tag", tag).at("/")) { (printable(tag)) }
                        }
                    }
                }
                @if !article.url.is_empty() {
                    dt { (words.original) }
                    dd.address {
                        @match web_address(&article.url) {
                            Some(url) => a href=(url) rel="noreferrer noopener external" { (printable(url)) },
                            None => (printable(&article.url)),
                        }
                    }
                }
                dt { (words.id) }
                dd.address {
                    a href=(Params::default().more("id", &article.id).at("/article")) { (printable(&article.id)) }
                }
                dt #cite-label { (words.cite) }
                dd {
                    p #cite { (citation(asked, article)) }
                    button #copy type="button" hidden data-copied=(words.copied) { (words.copy) }
                }
            }
        }
    }
}

/// Returns a paragraph, each match an address with links to those beside it.
fn shown(asked: &Asked, pieces: &[Piece<'_>], matches: usize) -> Markup {
    let words = asked.tongue.words();
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Text(text) => (printable(text)),
                Piece::Break => br;,
                Piece::Match(text, at) => {
                    span.m id={ "m" (at) } {
                        @if *at > 1 {
                            a.step href={ "#m" (at - 1) } aria-label=(words.match_before) { "‹" }
                        }
                        mark { (printable(text)) }
                        @if *at < matches {
                            a.step href={ "#m" (at + 1) } aria-label=(words.match_after) { "›" }
                        }
                    }
                }
            }
        }
    }
}

/// Returns how an article is cited: authors, title, source, date, address.
fn citation(asked: &Asked, article: &Article) -> String {
    let zone = &asked.shown_by().zone;
    let date = article.published.as_ref();
    let title = match asked.tongue.code() {
        "fr" => format!("« {} »", article.title.trim()),
        _ => format!("“{}”", article.title.trim()),
    };
    let parts = [
        article.authors.join(", "),
        title,
        article.source.clone(),
        date.map_or(String::new(), |date| long_date(asked.tongue, Some(date), zone)),
        web_address(&article.url).unwrap_or_default().to_owned(),
    ];
    let known: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    printable(&format!("{}.", known.join(", "))).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_text(paragraphs: &[Vec<Piece<'_>>]) -> Vec<String> {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => (*text).to_owned(),
            Piece::Match(text, at) => format!("[{at}:{text}]"),
            Piece::Break => "/".to_owned(),
        };
        paragraphs.iter().map(|pieces| pieces.iter().map(piece).collect()).collect()
    }

    #[test]
    fn paragraphs_are_kept_and_matches_counted() {
        let text = "Le pont\nrouvre.\n\nLes ponts de l’île.";
        let at = text.find("ponts").expect("it is there");
        let mut matches = 0;
        let found = paragraphs(text, &[3..7, at..at + 5], &mut matches);
        assert_eq!(as_text(&found), ["Le [1:pont]/rouvre.", "Les [2:ponts] de l’île."]);
        assert_eq!(matches, 2);
        let found = paragraphs("Un.\nDeux et\ntrois.\n", &[], &mut matches);
        assert_eq!(as_text(&found), ["Un.", "Deux et/trois."]);
        assert!(paragraphs("", &[], &mut matches).is_empty());
    }
}
