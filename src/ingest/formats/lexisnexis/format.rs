//! Files of `LexisNexis`: how they are known and where their documents start.
//!
//! It cuts and reads no field of a document.

use std::io::BufRead;

use memchr::memmem;

use super::document;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::press::count::is_count;
use crate::ingest::press::cut::{Cut, Mark, read_cut};

/// Lines of the beginning of a text in which a document is looked for.
const MOST_LINES: usize = 400;

/// `LexisNexis`.
pub(in crate::ingest::formats) struct LexisNexis;

impl Format for LexisNexis {
    fn about(&self) -> &'static About {
        &About {
            name: "lexisnexis",
            version: 2,
            noun: "a file of LexisNexis",
            extensions: &[],
            shared: &["html", "htm", "txt", "text"],
            help: "each document of a file saved from LexisNexis: HTML or text",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_page = head.start().first() == Some(&b'<');
        let text = head.text();
        head.claim(self.about(), || {
            if is_page {
                let marks = ["<DOCFULL>", "\"DOC_ID_0_0\"", "<!-- LXNComment"];
                let has = |mark: &str| memmem::find(text, mark.as_bytes()).is_some();
                return marks.into_iter().any(has) || is_counted(text);
            }
            let mut lines = text.split(|byte| *byte == b'\n').take(MOST_LINES);
            lines.any(|line| is_count(&String::from_utf8_lossy(line)))
        })
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let start = source.input.fill_buf().unwrap_or_default();
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if start.starts_with(b"<") {
            let mut has_elements = false;
            let mark = move |piece: &[u8]| mark_of_page(piece, &mut has_elements);
            let cut = Cut { sign: b'<', mark, read: document::of_page, end: String::new() };
            return read_cut(source, out, cut);
        }
        let mark = |line: &[u8]| {
            if is_count(&String::from_utf8_lossy(line)) { Mark::Start } else { Mark::Within }
        };
        read_cut(
            source,
            out,
            Cut { sign: b'\n', mark, read: document::of_text, end: String::new() },
        )
    }
}

/// Tells whether a document starts with a piece of a page: its element, which stands in a
/// comment, or, in files that have none, the line that counts it.
fn mark_of_page(piece: &[u8], has_elements: &mut bool) -> Mark {
    let is_element = piece.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"DOC "));
    *has_elements |= is_element;
    *has_elements &= !piece.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"/html"));
    if is_element || !*has_elements && counts(piece) { Mark::Start } else { Mark::Within }
}

/// Tells whether the text behind a tag counts a document.
fn counts(piece: &[u8]) -> bool {
    let text = &piece[memchr::memchr(b'>', piece).map_or(0, |at| at + 1)..];
    let text = text.strip_suffix(b"<").unwrap_or(text);
    text.len() < 100 && is_count(&String::from_utf8_lossy(text))
}

/// Tells whether a page counts a document, though a program has taken out its comments.
fn is_counted(page: &[u8]) -> bool {
    let words: [&[u8]; 2] = [b" DOCUMENT", b" DOKUMENT"];
    let places = words.into_iter().flat_map(|word| memmem::find_iter(page, word));
    let mut pieces = places.map(|at| {
        let start = memchr::memrchr(b'<', &page[..at]).map_or(0, |start| start + 1);
        let end = memchr::memchr(b'<', &page[at..]).map_or(page.len(), |end| at + end);
        &page[start..end]
    });
    pieces.any(counts)
}
