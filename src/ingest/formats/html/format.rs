//! Saved web pages, and pages that come from a web archive.

use super::article::{Held, read};
use crate::error::Result;
use crate::ingest::bytes::source::{Hints, Source};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out, ReadOutcome};
use crate::rejection::Reason;

/// Pages.
pub(in crate::ingest::formats) struct Html;

impl Format for Html {
    fn about(&self) -> &'static About {
        &About {
            name: "html",
            version: 2,
            noun: "a page",
            extensions: &["html", "htm", "xhtml"],
            shared: &["xml"],
            help: "the article of a saved page, or each of several, without menus",
            content: Content::Prose,
            may_be_empty: true,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        if head.media_type() == Some("text/html") {
            return Claim::ByName;
        }
        let is_xml = head.extension() == Some("xml");
        let is_page = || !is_xml && is_page(head.start()) || head.root() == Some("html");
        head.claim(self.about(), is_page)
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::TooLarge, page)
    }
}

/// Tells whether the beginning of a file is that of a page.
fn is_page(head: &[u8]) -> bool {
    ["<!doctype html", "<html", "<head", "<meta", "<title"].iter().any(|start| {
        head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Reads a page, which was perhaps fetched somewhere.
fn page(bytes: &[u8], hints: &Hints) -> Vec<ReadOutcome> {
    let Held { mut articles, seem } = match read(bytes, hints) {
        Ok(held) => held,
        Err(reason) => return vec![(None, Err(reason))],
    };
    if let ([article], Some(url)) = (&mut articles[..], &hints.url) {
        // Two pages of a crawl are two articles, whatever address they give.
        article.id.clone_from(url);
        if article.url.is_empty() {
            article.url.clone_from(url);
        }
    }
    let is_one = articles.len() == 1;
    let number = |number| if is_one { None } else { Some(number) };
    let seems = (seem > 1).then_some((None, Err(Reason::Several(seem))));
    (1..).map(number).zip(articles.into_iter().map(Ok)).chain(seems).collect()
}
