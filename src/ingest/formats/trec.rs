//! TREC SGML: documents between `<DOC>` and `</DOC>`, any number a file.
//!
//! Elements and attributes are fields, by the names of records. Tags within a document
//! may lack their ends, and so may the document before the next one.

use std::io::{BufRead, Read};

use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out, ReadOutcome};
use crate::ingest::markup::Tree;
use crate::ingest::record::element::article;
use crate::ingest::record::field::FieldNames;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// The SGML of collections for evaluation.
pub(super) struct Trec;

impl Format for Trec {
    fn about(&self) -> &'static About {
        &About {
            name: "trec",
            version: 4,
            noun: "TREC SGML",
            extensions: &["sgm", "sgml", "trec"],
            shared: &["xml"],
            help: "each `<DOC>` of TREC SGML",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let holds = |root: &str| root == "doc" || holds_documents(&head.xml());
        head.claim(self.about(), || head.root().is_some_and(holds))
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read(&mut source, out)
    }
}

/// Tells whether `<doc>` starts an element, in any case.
fn holds_documents(head: &str) -> bool {
    memchr::memchr_iter(b'<', head.as_bytes()).any(|at| is_tag(&head.as_bytes()[at + 1..], b"doc"))
}

/// Reads every document of a stream.
fn read(source: &mut Source<'_>, out: &mut dyn Out) -> Result<()> {
    let mut documents = Documents::default();
    let mut part = Vec::new();
    loop {
        part.clear();
        // Tags start with this sign: a part ends before the next one.
        let mut limited = (&mut source.input).take(MAX_RECORD_BYTES);
        let read = match limited.read_until(b'<', &mut part) {
            Ok(read) => read as u64,
            Err(error) => {
                let reason = Reason::Unreadable(ReadFault::of(&error));
                out.record(&source.origin, (Some(documents.line), Err(reason)))?;
                break;
            }
        };
        if read == 0 {
            break;
        }
        if let Some(found) = documents.take(&part, out.names()) {
            out.record(&source.origin, found)?;
        }
        if documents.unreported > 1 << 20 {
            out.progress(source, std::mem::take(&mut documents.unreported));
        }
    }
    out.progress(source, documents.unreported);
    if let Some((start, record)) = documents.end(out.names()) {
        let reason = if record.is_ok() { Reason::NoEnd } else { Reason::CutShort };
        if record.is_ok() {
            out.record(&source.origin, (start, record))?;
        }
        out.record(&source.origin, (start, Err(reason)))?;
    }
    if documents.count == 0 {
        out.rejected(&source.origin, Reason::NoItem)?;
    }
    Ok(())
}

/// The documents of a stream, as they come.
#[derive(Default)]
struct Documents {
    /// The document that is open, from its tag on, without the `<` at its head.
    open: Option<Vec<u8>>,
    /// The line on which it starts.
    start: u64,
    /// Line ends passed.
    line: u64,
    count: u64,
    /// It is too large: the rest of it is passed over.
    is_too_large: bool,
    /// Bytes not yet reported as progress.
    unreported: u64,
}

impl Documents {
    /// Takes what stands between two signs `<`, and returns what that ends.
    fn take(&mut self, part: &[u8], names: &FieldNames) -> Option<ReadOutcome> {
        self.unreported += part.len() as u64;
        let is_start = is_tag(part, b"doc");
        let ended = if is_start || is_tag(part, b"/doc") { self.end(names) } else { None };
        if is_start {
            self.open = Some(vec![b'<']);
            self.start = self.line + 1;
            self.count += 1;
        }
        self.line += memchr::memchr_iter(b'\n', part).count() as u64;
        if let Some(open) = &mut self.open {
            if (open.len() + part.len()) as u64 > MAX_RECORD_BYTES {
                self.is_too_large = true;
            } else {
                open.extend_from_slice(part);
            }
        }
        ended
    }

    /// Ends the open document.
    fn end(&mut self, names: &FieldNames) -> Option<ReadOutcome> {
        let mut document = self.open.take()?;
        let record = if std::mem::take(&mut self.is_too_large) {
            Err(Reason::TooLarge)
        } else {
            // The sign of the next tag has come with the last part.
            document.pop_if(|byte| *byte == b'<');
            document.extend_from_slice(b"</doc>");
            let text = encoding::decode(&document, None);
            Tree::parse(&text).and_then(|tree| {
                tree.root().map_or(Err(Reason::NoText), |root| article(root, names))
            })
        };
        Some((Some(self.start), record))
    }
}

/// Tells whether what follows a sign `<` is a tag of this name.
fn is_tag(part: &[u8], name: &[u8]) -> bool {
    let Some((head, rest)) = part.split_at_checked(name.len()) else { return false };
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
    head.eq_ignore_ascii_case(name) && rest.first().is_some_and(is_end)
}

#[cfg(test)]
mod tests;
