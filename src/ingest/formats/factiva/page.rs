//! Pages of Factiva: tables of codes, or lines without any, in an order that stays.

use super::code::{self, Code, Part, is_number};
use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::{Tag, picked, prose};
use crate::ingest::press::cut::Mark;
use crate::ingest::press::{byline, language, masthead};
use crate::rejection::Reason;

/// Units in which articles are counted.
const UNITS: [&str; 8] = ["words", "mots", "wörter", "palabras", "parole", "palavras", "語", "字"];

/// What starts an article: the element around it, or the one with its language in its class.
#[derive(Default)]
pub(super) struct Marks {
    has_outer: bool,
}

impl Marks {
    /// Tells whether an article starts with a piece.
    pub(super) fn of(&mut self, piece: &[u8]) -> Mark {
        let tag = &piece[..memchr::memchr(b'>', piece).unwrap_or(piece.len())];
        if !tag.starts_with(b"div") && !tag.starts_with(b"DIV") {
            return Mark::Within;
        }
        let tag = String::from_utf8_lossy(tag);
        let is_outer = value(&tag, "id=").is_some_and(|id| {
            id.strip_prefix("article-")
                .is_some_and(|number| is_number(&format!("Document {number}")))
        });
        self.has_outer |= is_outer;
        let is_inner = value(&tag, "class=").is_some_and(|classes| {
            let mut classes = classes.split_whitespace();
            classes.any(|class| class.len() == 9 && class.ends_with("Article"))
        });
        if is_outer || is_inner && !self.has_outer { Mark::Start } else { Mark::Within }
    }
}

/// Returns the value of an attribute.
fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let rest = &tag[tag.find(name)? + name.len()..];
    let quote = rest.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    rest[1..].split(quote).next()
}

/// Returns the article that this markup is.
pub(super) fn article(markup: &str) -> Result<Article, Reason> {
    let parts: Vec<Part> =
        picked(markup, |tag| tag.is("tr")).filter_map(|row| part(&row)).collect();
    let is_coded = parts.iter().any(|(code, _)| *code == Code::Headline || *code == Code::Text);
    if is_coded {
        return code::article(&parts);
    }
    let lines: Vec<String> = prose(markup).lines().map(str::to_owned).collect();
    let mut article = uncoded(&lines)?;
    let of = |is_wanted: &dyn Fn(Tag<'_>) -> bool| -> Vec<String> {
        picked(markup, is_wanted).map(|found| line(found.inner)).collect()
    };
    let headline = of(&|tag| {
        tag.has_class(|class| class.ends_with("Headline"))
            || tag.attribute("id").as_deref() == Some("hd")
    });
    if let Some(title) = headline.into_iter().next() {
        article.title = title;
    }
    if let Some(authors) = of(&|tag| tag.has_class(|class| class == "author")).first() {
        article.authors = byline::people(authors);
    }
    let text = of(&|tag| tag.has_class(|class| class.starts_with("articleParagraph")));
    if !text.is_empty() {
        article.body = without_number(&text).join("\n");
    }
    Ok(article)
}

/// Returns the code of a row, with the lines beside it.
fn part(row: &crate::ingest::markup::Picked<'_>) -> Option<Part> {
    let cells: Vec<_> = picked(row.inner, |tag| tag.is("td") || tag.is("th")).collect();
    let [code, value, ..] = cells.as_slice() else { return None };
    let code = Code::named(prose(code.inner).trim())?;
    Some((code, prose(value.inner).lines().map(str::to_owned).collect()))
}

fn line(markup: &str) -> String {
    prose(markup).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the article of lines without codes: the part of the paper, the headline, the
/// authors, how many words, the day, the hour, the paper, its code, pages, the language, the
/// rights, then the text and the number.
pub(super) fn uncoded(lines: &[String]) -> Result<Article, Reason> {
    let lines = lines.iter().map(|line| line.trim()).collect::<Vec<_>>();
    let Some(count) = lines.iter().position(|line| is_count(line)) else {
        return Err(Reason::NoItem);
    };
    let Some(day) = lines.get(count + 1).and_then(|line| parse_date(line)) else {
        return Err(Reason::NoItem);
    };
    let mut article = Article { published: Some(day), ..Article::default() };
    let mut rest = &lines[count + 2..];
    if let Some((hour, after)) = rest.split_first().filter(|(line, _)| is_hour(line)) {
        article.set_published(format!("{} {hour}", lines[count + 1]));
        rest = after;
    }
    let source = rest.first().copied().unwrap_or_default();
    masthead::source(source).clone_into(&mut article.source);
    let known =
        rest.iter().take(8).position(|line| !language::code(line).is_empty() && line.len() > 2);
    if let Some(at) = known {
        article.language = language::code(rest[at]);
        rest = &rest[at + 1..];
    }
    let is_rights =
        |line: &&str| line.contains("opyright") || line.starts_with("(c)") || line.starts_with('©');
    rest = if rest.first().is_some_and(is_rights) { &rest[1..] } else { rest };
    match &lines[count.saturating_sub(3)..count] {
        [section, title, authors] => {
            (*section).clone_into(&mut article.section);
            (*title).clone_into(&mut article.title);
            article.authors = byline::people(authors);
        }
        [title, authors] => {
            (*title).clone_into(&mut article.title);
            article.authors = byline::people(authors);
        }
        [title] => (*title).clone_into(&mut article.title),
        _ => {}
    }
    if let Some(number) = lines.iter().rev().find(|line| is_number(line)) {
        number["Document ".len()..].trim().clone_into(&mut article.id);
    }
    let text: Vec<String> = rest.iter().map(|line| (*line).to_owned()).collect();
    article.body = without_number(&text).join("\n");
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Returns the lines before the number of the article.
fn without_number(lines: &[String]) -> &[String] {
    let number = lines.iter().position(|line| is_number(line));
    &lines[..number.unwrap_or(lines.len())]
}

/// Tells whether a line counts the words: `1,063 words`.
fn is_count(line: &str) -> bool {
    let Some((number, unit)) = line.rsplit_once(|char: char| char.is_whitespace()) else {
        return false;
    };
    UNITS.contains(&&*unit.to_lowercase())
        && number.starts_with(|char: char| char.is_ascii_digit())
        && number.chars().all(|char| char.is_ascii_digit() || " ,.\u{A0}\u{202F}".contains(char))
}

fn is_hour(line: &str) -> bool {
    line.len() <= 8
        && line.contains(':')
        && line.bytes().all(|byte| byte.is_ascii_digit() || b": APM".contains(&byte))
}
