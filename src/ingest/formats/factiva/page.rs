//! Pages of Factiva: tables of codes, or lines without any, in an order that stays.
//!
//! It parts a page by the surest that it has: elements, else codes, else numbers.

use std::mem;

use super::row::{Row, Rows};
use crate::article::Article;
use crate::ingest::markup::{Picked, Tag, picked, prose, prose_lines};
use crate::ingest::press::accession::{is_accession, is_number};
use crate::ingest::press::cut::Mark;
use crate::ingest::press::factiva::code::{self, Code, Part};
use crate::ingest::press::factiva::order::Starts;
use crate::ingest::press::factiva::uncoded::{count, take_behind_count, uncoded, without_number};
use crate::ingest::press::{byline, masthead};
use crate::rejection::Reason;

/// Most bytes of a line that is the number of an article.
const MOST_OF_NUMBER: usize = 60;

/// What starts an article: the element around it, or the one with its language in its class;
/// in a page without these a row with a code, or the number of the article before.
#[derive(Default)]
pub(super) struct PageMarks {
    elements: Elements,
    rows: Rows,
    starts: Starts,
    codes: Codes,
}

/// Which elements of articles a page has; those around others count.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
enum Elements {
    #[default]
    None,
    Inner,
    Outer,
}

/// Whether codes of an article have come, and that of its number, which ends it.
#[derive(Default, PartialEq, Eq)]
enum Codes {
    #[default]
    None,
    Open,
    Ended,
}

impl PageMarks {
    /// Tells whether an article starts with a piece, or the headline of one that is not there.
    pub(super) fn of(&mut self, piece: &[u8]) -> Mark {
        let end = memchr::memchr(b'>', piece).unwrap_or(piece.len());
        let tag = &piece[..end];
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"/html") {
            *self = Self::default();
        }
        let is_row = name.eq_ignore_ascii_case(b"tr");
        if is_row || name.eq_ignore_ascii_case(b"div") {
            let tag = String::from_utf8_lossy(tag);
            if self.is_element(&tag, is_row) {
                return Mark::Start;
            }
        }
        if self.elements > Elements::None {
            return Mark::Within;
        }
        self.without_elements(piece, end)
    }

    /// Tells whether a tag is that of an article, or of a headline alone.
    fn is_element(&mut self, tag: &str, is_row: bool) -> bool {
        if is_row {
            return value(tag, "data-accno=").is_some_and(is_accession);
        }
        let is_outer =
            value(tag, "id=").and_then(|id| id.strip_prefix("article-")).is_some_and(is_accession);
        let is_inner = value(tag, "class=").is_some_and(|classes| {
            classes
                .split_whitespace()
                .any(|class| class.strip_suffix("Article").is_some_and(is_code))
        });
        let was_outer = self.elements == Elements::Outer;
        if is_outer {
            self.elements = Elements::Outer;
        } else if is_inner && !was_outer {
            self.elements = Elements::Inner;
        }
        is_outer || is_inner && !was_outer
    }

    /// Tells what a piece does in a page that no program of the database has made.
    fn without_elements(&mut self, piece: &[u8], end: usize) -> Mark {
        match self.rows.of(piece) {
            Row::Start => Mark::MayStart,
            Row::Coded(Code::Number) => {
                self.codes = Codes::Ended;
                Mark::Within
            }
            Row::Coded(code) => {
                let was_open = mem::replace(&mut self.codes, Codes::Open) == Codes::Open;
                let is_start = self.starts.at(code) || !was_open;
                if is_start { Mark::Started } else { Mark::Within }
            }
            Row::Other if self.codes != Codes::None => Mark::Within,
            Row::Other => {
                let text = piece.get(end + 1..).unwrap_or_default();
                let text = text.strip_suffix(b"<").unwrap_or(text).trim_ascii();
                let may_be_number = !text.is_empty() && text.len() < MOST_OF_NUMBER;
                let is_it = may_be_number && std::str::from_utf8(text).is_ok_and(is_number);
                if is_it { Mark::End } else { Mark::Within }
            }
        }
    }
}

/// Tells whether this is the code of a language, with that of its writing: `fr`, `zhcn`.
fn is_code(code: &str) -> bool {
    matches!(code.len(), 2 | 4) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Returns the value of an attribute.
fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let rest = &tag[tag.find(name)? + name.len()..];
    let quote = rest.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    rest[1..].split(quote).next()
}

/// Returns the article that this markup is.
pub(super) fn article(markup: &str) -> Result<Article, Reason> {
    let tag = markup.split('>').next().unwrap_or_default();
    if value(tag, "data-accno=").is_some() {
        return Err(Reason::NotGiven);
    }
    let parts: Vec<Part> =
        picked(markup, |tag| tag.is("tr")).filter_map(|row| part(&row)).collect();
    let is_coded = parts.iter().any(|(code, _)| *code == Code::Headline || *code == Code::Text);
    if is_coded { code::article(&parts) } else { by_elements(markup) }
}

/// Returns the article of a page without codes, whose headline, authors and text have
/// elements of their own.
fn by_elements(markup: &str) -> Result<Article, Reason> {
    let is_headline = |tag: Tag<'_>| tag.has_class(|class| class.ends_with("Headline"));
    let Some(headline) = picked(markup, is_headline).next() else {
        return uncoded(&prose_lines(markup));
    };
    let behind = prose_lines(&markup[headline.range.end..]);
    let Some(count) = count(&behind) else { return Err(Reason::NoItem) };
    let section = prose_lines(&markup[..headline.range.start]).pop().unwrap_or_default();
    let mut article = Article {
        title: line(headline.inner),
        section: masthead::section(&section),
        ..Article::default()
    };
    let author = picked(markup, |tag| tag.has_class(|class| class == "author")).next();
    article.authors = match (author, behind[..count].first()) {
        (Some(author), _) => byline::people(&line(author.inner)),
        (None, Some(first)) => byline::people(first),
        (None, None) => Vec::new(),
    };
    take_behind_count(&mut article, &behind[count + 1..]);
    let text: Vec<String> =
        picked(markup, |tag| tag.has_class(|class| class.starts_with("articleParagraph")))
            .map(|paragraph| line(paragraph.inner))
            .collect();
    if !text.is_empty() {
        article.body = without_number(&text).join("\n");
    }
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Returns the code of a row, with the lines beside it.
fn part(row: &Picked<'_>) -> Option<Part> {
    let cells: Vec<_> = picked(row.inner, |tag| tag.is("td") || tag.is("th")).collect();
    let [code, value, ..] = cells.as_slice() else { return None };
    let code = Code::named(prose(code.inner).trim().trim_end_matches(':').trim_end())?;
    Some((code, prose(value.inner).lines().map(str::to_owned).collect()))
}

fn line(markup: &str) -> String {
    prose(markup).split_whitespace().collect::<Vec<_>>().join(" ")
}
