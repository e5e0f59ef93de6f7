//! Files of Factiva: how they are known and where their articles start.
//!
//! It reads no field: page, text and XML do, each in a file of its own.

use std::io::BufRead;

use memchr::memmem;

use super::row::Rows;
use super::{page, xml};
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::prose_lines;
use crate::ingest::press::accession::is_number;
use crate::ingest::press::cut::{Cut, read_cut};
use crate::ingest::press::factiva::code::{Code, are_codes};
use crate::ingest::press::factiva::text;
use crate::ingest::press::factiva::uncoded::count;

/// Factiva.
pub(in crate::ingest::formats) struct Factiva;

impl Format for Factiva {
    fn about(&self) -> &'static About {
        &About {
            name: "factiva",
            version: 2,
            noun: "a file of Factiva",
            extensions: &[],
            shared: &["html", "htm", "txt", "text", "xml"],
            help: "each article of a file saved from Factiva: HTML, text or XML",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || match head.start().first() {
            Some(b'<') => is_factiva_page(head.text()) || is_xml(head),
            _ => text::is_text(head.text()),
        })
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let start = source.input.fill_buf().unwrap_or_default();
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if !start.starts_with(b"<") {
            let mut marks = text::TextMarks::default();
            let mark = move |line: &[u8]| marks.of(line);
            let cut = Cut { sign: b'\n', mark, read: text::article, end: String::new() };
            return read_cut(source, out, cut);
        }
        if is_factiva_page(start) {
            let mut marks = page::PageMarks::default();
            let mark = move |piece: &[u8]| marks.of(piece);
            return read_cut(
                source,
                out,
                Cut { sign: b'<', mark, read: page::article, end: String::new() },
            );
        }
        let mut marks = xml::XmlMarks::default();
        let mark = move |piece: &[u8]| marks.of(piece);
        let end = "</article>".to_owned();
        read_cut(source, out, Cut { sign: b'<', mark, read: xml::article, end })
    }
}

/// Tells whether this is the beginning of a page of Factiva: its name alone is in any page
/// that speaks of it. One that a program has saved again has its codes, or its numbers.
fn is_factiva_page(head: &[u8]) -> bool {
    let has = |mark: &str| memmem::find(head, mark.as_bytes()).is_some();
    let marks = ["<title>Factiva", "divFactivaException", "articleParagraph", "PageBaseForm"];
    let is_read = |mark: &&str| has(mark);
    let is_it = has("activa") && marks.iter().any(is_read);
    (is_it || is_coded(head) || is_numbered(head)) && !is_xml_start(head)
}

/// Tells whether a page has some codes, each in the first cell of a row.
fn is_coded(head: &[u8]) -> bool {
    let has = |mark: &str| memmem::find(head, mark.as_bytes()).is_some();
    if !has(">HD") || !has(">PD") {
        return false;
    }
    let mut rows = Rows::default();
    let mut found: Vec<Code> = Vec::new();
    for code in head.split(|byte| *byte == b'<').filter_map(|piece| rows.of(piece).code()) {
        if !found.contains(&code) {
            found.push(code);
        }
    }
    are_codes(&found)
}

/// Tells whether a page has the number of an article and a count of words above a day.
fn is_numbered(head: &[u8]) -> bool {
    const WORD: &[u8] = b">Document ";
    let mut numbers = memmem::find_iter(head, WORD).map(|at| &head[at + WORD.len()..]);
    let is_number = |rest: &[u8]| {
        let end = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        std::str::from_utf8(&rest[..end]).is_ok_and(is_number)
    };
    numbers.any(is_number) && count(&prose_lines(&String::from_utf8_lossy(head))).is_some()
}

fn is_xml_start(head: &[u8]) -> bool {
    memmem::find(&head[..head.len().min(4096)], b"<PPSResponse").is_some()
}

fn is_xml(head: &Head<'_>) -> bool {
    matches!(head.root(), Some("ppsresponse" | "ppsarticleresponse" | "ppsarticleresultset"))
        || memmem::find(head.text(), b"global.factiva.com/pps").is_some()
}
