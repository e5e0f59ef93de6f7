//! A letter as an article: its subject, its day, who sent it and its text; and what it holds
//! besides, such as the page of MHTML, letters and files.
//!
//! Pictures are left out. What is said of a page by those who saved it is none of the page.

use std::collections::VecDeque;

use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::part;
use crate::article::Article;
use crate::ingest::markup::prose;
use crate::rejection::Reason;

/// Most lines of a letter that are short: each header and each part takes memory.
const MOST_SHORT_LINES: usize = 500_000;

/// A text is the body unless the page that says the same is so many times as long.
const LONGER: usize = 3;

/// What a letter holds.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// The letter itself and those in it, the outermost first.
    pub(super) articles: Vec<Result<Article, Reason>>,
    /// A page that was saved, with its address.
    pub(super) page: Option<(String, Option<String>)>,
    /// Files that were sent with it, with their names.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Returns what a letter holds.
pub(super) fn read(bytes: &[u8]) -> Held {
    let mut held = Held::default();
    if short_lines(bytes) > MOST_SHORT_LINES {
        held.articles.push(Err(Reason::TooManyLines));
        return held;
    }
    let Some(mut message) = MessageParser::default().parse(bytes) else {
        held.articles.push(Err(Reason::NoText));
        return held;
    };
    part::mend_fields(&mut message);
    held.page = page(&message);
    if held.page.is_some() {
        return held;
    }
    // Each is taken out of the one around it, since they may lie in each other without end.
    let mut next = VecDeque::from([message]);
    while let Some(message) = next.pop_front() {
        held.articles.push(article(&message));
        held.files.extend(message.attachments().filter_map(|part| file(&message, part)));
        next.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(mut inner) => {
                part::mend_fields(&mut inner);
                Some(inner)
            }
            _ => None,
        }));
    }
    held
}

/// Returns how many lines are short, such as those of headers and between parts.
fn short_lines(bytes: &[u8]) -> usize {
    const SHORT: usize = 20;
    bytes.split(|byte| *byte == b'\n').filter(|line| line.len() < SHORT).count()
}

/// Returns the page of a letter that programs make of one, with its address.
fn page(message: &Message<'_>) -> Option<(String, Option<String>)> {
    let kind = message.content_type()?;
    let is_related = kind.ctype() == "multipart" && kind.subtype() == Some("related");
    let is_saved = message.header("Snapshot-Content-Location").is_some()
        || message.header_raw("From").is_some_and(|from| from.trim().starts_with("<Saved by"));
    let root = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some((part, html)),
        _ => None,
    });
    let (part, html) = root.filter(|_| is_saved || is_related && message.date().is_none())?;
    let snapshot = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let url = snapshot.or(part.content_location()).filter(|url| url.starts_with("http"));
    Some((part::text(message, part, html).into_owned(), url.map(str::to_owned)))
}

/// Returns the article that a letter is.
fn article(message: &Message<'_>) -> Result<Article, Reason> {
    let mut article = Article {
        id: message.message_id().unwrap_or_default().to_owned(),
        title: message.subject().unwrap_or_default().trim().to_owned(),
        source: message.from().map(sender).unwrap_or_default(),
        body: body(message),
        ..Article::default()
    };
    if article.text_bytes() == 0 {
        return Err(Reason::NoText);
    }
    article.set_published(part::field(message, "Date").unwrap_or_default());
    if article.published.is_none()
        && let Some(date) = message.date().filter(|date| date.is_valid())
    {
        article.set_published(date.to_rfc3339());
    }
    Ok(article)
}

/// Returns who sent a letter by name, or else the host.
fn sender(from: &Address<'_>) -> String {
    let Some(first) = from.first() else { return String::new() };
    let host = || Some(first.address()?.rsplit_once('@')?.1);
    let name = first.name().map(|name| name.trim().trim_matches(['"', '\'']));
    let name = name.filter(|name| !name.is_empty() && !name.contains('@'));
    name.or_else(host).unwrap_or_default().to_owned()
}

/// Returns the text of a letter: as it stands, or that of its page where that says more.
fn body(message: &Message<'_>) -> String {
    let mut texts = Vec::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            texts.push(part::text(message, part, text).trim().replace("\r\n", "\n"));
        }
    }
    let mut pages = Vec::new();
    for part in message.html_bodies() {
        if let PartType::Html(html) = &part.body {
            pages.push(prose(&part::text(message, part, html)));
        }
    }
    let (text, page) = (texts.join("\n\n"), pages.join("\n\n"));
    if page.len() > text.len().saturating_mul(LONGER) { page } else { text }
}

/// Returns a file that was sent with a letter, unless it is a picture.
fn file(message: &Message<'_>, part: &MessagePart<'_>) -> Option<(String, Vec<u8>)> {
    let is_picture = part.content_type().is_some_and(|kind| kind.ctype() == "image");
    let is_letter = matches!(part.body, PartType::Message(_));
    let name = part.attachment_name().filter(|_| !is_picture && !is_letter)?;
    Some((name.to_owned(), part::content(message, part).into_owned()))
}
