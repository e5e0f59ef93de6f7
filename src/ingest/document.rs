//! Documents: inputs that are read whole, since they hold one article or little
//! more. Reading one needs nothing but its bytes, so several are read at once.

use super::bytes::source::Origin;
use super::formats::{feed, html, newsml, text};
use crate::article::Article;
use crate::rejection::Reason;

/// What a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DocumentFormat {
    /// Plain text: one article.
    Text,
    /// A page: one article.
    Html,
    /// RSS or Atom.
    Feed,
    /// The head of a feed with some of its items, which so many others precede.
    FeedPart(u64),
    /// The XML of agencies.
    NewsMl,
}

/// What is known of a document from outside of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// The encoding that HTTP declared.
    pub(super) charset: Option<String>,
    /// Where it was fetched.
    pub(super) url: Option<String>,
}

/// A document, not yet read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) origin: Origin,
    pub(super) format: DocumentFormat,
    /// At most [`super::MAX_RECORD_BYTES`].
    pub(super) bytes: Vec<u8>,
    pub(super) hints: Hints,
}

/// What a document or a stream was found to hold: an article, its id empty when it
/// has none, or why there is none; with the line or the number of the record,
/// `None` for a document that is one article.
pub(super) type ReadOutcome = (Option<u64>, Result<Article, Reason>);

impl Document {
    /// Returns the articles of the document, in order.
    pub(super) fn read(&self) -> Vec<ReadOutcome> {
        match self.format {
            DocumentFormat::Html => {
                let mut article = html::article::read(&self.bytes, &self.hints);
                if let (Ok(article), Some(url)) = (&mut article, &self.hints.url) {
                    // Two pages of a crawl are two articles, whatever address they give.
                    article.id.clone_from(url);
                    if article.url.is_empty() {
                        article.url.clone_from(url);
                    }
                }
                vec![(None, article)]
            }
            DocumentFormat::Feed => feed::format::read(&self.bytes),
            DocumentFormat::FeedPart(before) => feed::format::read(&self.bytes)
                .into_iter()
                .map(|(number, record)| (number.map(|number| before + number), record))
                .collect(),
            DocumentFormat::NewsMl => newsml::format::read(&self.bytes),
            DocumentFormat::Text => vec![(None, text::read(&self.bytes))],
        }
    }
}
