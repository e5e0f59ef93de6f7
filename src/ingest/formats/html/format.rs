//! Saved web pages, and pages that come from a web archive.
//!
//! It parts pages that were saved one behind the other; which of a page is the article is found
//! by `article`.

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
            version: 7,
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
    is_whole_page(head) || ["<head", "<meta", "<title"].iter().any(|tag| opens(head, tag))
}

fn is_whole_page(head: &[u8]) -> bool {
    opens(head, "<!doctype html") || opens(head, "<html")
}

/// Tells whether bytes open with a tag, in whatever case.
fn opens(bytes: &[u8], tag: &str) -> bool {
    bytes.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
}

/// Reads a page, which was perhaps fetched somewhere, or pages that were saved one behind the
/// other.
fn page(bytes: &[u8], hints: &Hints) -> Vec<ReadOutcome> {
    let pages = pages(bytes);
    if pages.len() == 1 || hints.url.is_some() {
        return one_page(bytes, hints);
    }
    let found = pages.into_iter().flat_map(|page| one_page(page, hints));
    (1..).map(Some).zip(found.map(|(_, outcome)| outcome)).collect()
}

/// Returns the pages in a file: where one ends and, right behind, another starts, it is cut.
fn pages(bytes: &[u8]) -> Vec<&[u8]> {
    const END: &str = "</html>";
    let is_end = |at: &usize| {
        opens(&bytes[*at..], END) && is_whole_page(bytes[at + END.len()..].trim_ascii_start())
    };
    let mut pages = Vec::new();
    let mut start = 0;
    for at in memchr::memmem::find_iter(bytes, b"</").filter(is_end) {
        pages.push(&bytes[start..at + END.len()]);
        start = at + END.len();
    }
    pages.push(&bytes[start..]);
    pages
}

/// Reads one page.
fn one_page(bytes: &[u8], hints: &Hints) -> Vec<ReadOutcome> {
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
