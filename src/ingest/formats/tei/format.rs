//! TEI: one article a document, or its divisions of the type `article`; a corpus has several
//! documents.

use std::collections::HashSet;

use super::article::{articles, numbered};
use super::document::{Document, read as read_document};
use super::element::local;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out, ReadOutcome};
use crate::ingest::markup::{Piece, Scanner};
use crate::rejection::Reason;

/// TEI documents.
pub(in crate::ingest::formats) struct Tei;

impl Format for Tei {
    fn about(&self) -> &'static About {
        &About {
            name: "tei",
            version: 4,
            noun: "a TEI document",
            extensions: &["tei"],
            shared: &["xml"],
            help: "each `<div type=\"article\">` of a TEI document, or the document",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || matches!(head.root(), Some("tei" | "teicorpus" | "tei.2")))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::DocumentTooLarge, |bytes, _| read(&encoding::decode(bytes, None)))
    }
}

/// Returns the articles of a file.
pub(super) fn read(markup: &str) -> Vec<ReadOutcome> {
    let mut found = Vec::new();
    let mut is_cut = false;
    let mut seem = 0;
    for document in documents(markup) {
        match read_document(document) {
            Ok(document) => {
                is_cut = document.is_cut;
                seem += seeming(&document);
                found.extend(articles(document));
            }
            Err(reason) => found.push(Err(reason)),
        }
    }
    let several = (seem > 0).then_some((None, Err(Reason::Several(seem))));
    numbered(found, is_cut).into_iter().chain(several).collect()
}

/// Returns how many articles a document seems to hold in divisions that do not say so: they have
/// days of their own, which differ.
fn seeming(document: &Document<'_>) -> usize {
    let days: HashSet<&String> = document.dated.iter().collect();
    if days.len() > 1 { document.dated.len() } else { 0 }
}

/// Returns the documents of a corpus, or the one that there is.
fn documents(markup: &str) -> impl Iterator<Item = &str> {
    let mut scanner = Scanner::new(markup);
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(piece) = scanner.next() {
        if let Piece::Start(tag) = piece
            && matches!(&*local(tag.name), "tei" | "tei.2")
        {
            starts.push(at);
        }
        at = scanner.at();
    }
    if starts.is_empty() {
        starts.push(0);
    }
    let ends: Vec<_> = starts.iter().skip(1).copied().chain([markup.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| &markup[start..end])
}
