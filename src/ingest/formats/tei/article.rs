//! The articles of a document: from what their own markup says, and where that says nothing
//! from the header.

use super::document::Document;
use super::header::{Header, header};
use super::unit::Unit;
use crate::article::Article;
use crate::ingest::format::{ReadOutcome, told};
use crate::ingest::markup::without_title;
use crate::ingest::press::language;
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// Bytes of text outside of all articles that make another one.
const LEAST_REST: usize = 500;

/// Bytes of such a text from which on it is named; the head of a page has fewer.
const LEAST_NAMED: usize = 80;

/// Returns the articles of a document, in order.
pub(super) fn articles(document: Document<'_>) -> Vec<Result<Article, Reason>> {
    let Document { header: markup, language, whole, parts, .. } = document;
    let mut header = markup.map(header).unwrap_or_default();
    if let Some(language) = language {
        header.language = language;
    }
    if parts.is_empty() {
        return vec![of_document(whole, &header)];
    }
    let articles = parts.into_iter().map(|part| of_part(part, &header));
    let rest = match whole.body.len() {
        LEAST_REST.. => Some(of_part(whole, &header)),
        LEAST_NAMED.. => Some(Err(Reason::Outside(words(whole)))),
        _ => None,
    };
    told(articles.chain(rest))
}

/// Returns how many words the text of a unit has.
fn words(unit: Unit) -> usize {
    unit.body.into_text().split_whitespace().count()
}

/// Returns the article that a document is.
fn of_document(whole: Unit, header: &Header) -> Result<Article, Reason> {
    if whole.is_at_head() {
        return Err(Reason::NoText);
    }
    let Header { title, description, authors, url, section, tags, .. } = header;
    let about = Article {
        title: title.clone(),
        description: description.clone(),
        authors: authors.clone(),
        url: url.clone(),
        section: section.clone(),
        tags: tags.clone(),
        ..Article::default()
    };
    article(whole, header, about)
}

/// Returns the article that a part of a document is: the title, the authors and the address of
/// the whole are not its own.
fn of_part(part: Unit, header: &Header) -> Result<Article, Reason> {
    article(part, header, Article::default())
}

/// Returns the article of a unit; `about` is what is said of it elsewhere.
fn article(unit: Unit, header: &Header, about: Article) -> Result<Article, Reason> {
    let Unit { title, subtitle, authors, signatures, date, url, body, .. } = unit;
    let either = |own: String, other: &str| if own.is_empty() { other.to_owned() } else { own };
    let title = either(title.into_line(), &about.title);
    let authors = [authors, about.authors, signatures].into_iter().find(|names| !names.is_empty());
    let mut article = Article {
        body: without_title(body.into_text(), &title),
        description: either(subtitle.into_text(), &about.description),
        url: either(url.unwrap_or_default(), &about.url),
        authors: distinct(authors.unwrap_or_default().into_iter()),
        source: header.source.clone(),
        language: language::code(&header.language),
        section: about.section,
        tags: about.tags,
        title,
        ..Article::default()
    };
    article.set_published(either(header.date.clone(), &date.unwrap_or_default()));
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}

/// Returns articles with their numbers, without one where there is only one.
pub(super) fn numbered(mut found: Vec<Result<Article, Reason>>, is_cut: bool) -> Vec<ReadOutcome> {
    if is_cut {
        found.push(Err(Reason::NoEnd));
    }
    match found.len() {
        0 => vec![(None, Err(Reason::NoItem))],
        1 => found.into_iter().map(|record| (None, record)).collect(),
        _ => (1..).map(Some).zip(found).collect(),
    }
}
