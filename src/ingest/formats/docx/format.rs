//! Files of Word: where in the archive the text is.
//!
//! Pictures, notes and styles are never unpacked.

use std::io::BufReader;

use memchr::memmem;

use super::document::read;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::bytes::zipped::{OpenZip, unreadable};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::rejection::Reason;

/// Documents of Word.
pub(in crate::ingest::formats) struct Docx;

impl Format for Docx {
    fn about(&self) -> &'static About {
        &About {
            name: "docx",
            version: 6,
            noun: "a document of Word",
            extensions: &["docx", "docm"],
            shared: &["zip"],
            help: "the document, or each report of Nexis or Factiva",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    /// One without its name may as well be another archive.
    fn claims(&self, head: &Head<'_>) -> Claim {
        let about = self.about();
        let is_named = head.extension().is_some_and(|name| about.extensions.contains(&name));
        head.claim(about, || {
            let bytes = head.bytes();
            bytes.starts_with(b"PK\x03\x04") && (is_named || is_of_word(bytes))
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let mut buffer = Vec::new();
        let zip = match OpenZip::open(source, &mut buffer) {
            Ok(zip) => zip,
            Err((origin, reason)) => return out.rejected(&origin, reason),
        };
        let mut entries = zip.archive.entries(&mut buffer);
        loop {
            match entries.next_entry() {
                Ok(Some(header)) if is_text(header.file_path().as_bytes()) => {
                    let input = match zip.entry(&header) {
                        Ok(input) => Box::new(BufReader::new(input)),
                        Err(reason) => return out.rejected(&zip.origin, reason),
                    };
                    let text = Source::new(zip.origin.clone(), input, zip.meter.clone());
                    return out.whole(text, Reason::TooLarge, |bytes, _| read(bytes));
                }
                Ok(Some(_)) => {}
                Ok(None) => return out.rejected(&zip.origin, Reason::NoDocument),
                Err(error) => return out.rejected(&zip.origin, unreadable(&error)),
            }
        }
    }
}

/// Tells whether an archive starts as a document of Word does, wherever in it the text is.
fn is_of_word(bytes: &[u8]) -> bool {
    const NAME: usize = 30;
    let first = bytes.get(NAME..).unwrap_or_default();
    let firsts: [&[u8]; 4] =
        [b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"word/document"];
    firsts.iter().any(|name| first.starts_with(name)) && memmem::find(bytes, b"word/").is_some()
}

/// Tells whether an entry is the text of the document.
fn is_text(name: &[u8]) -> bool {
    let Some(file) = name.strip_prefix(b"word/") else { return false };
    file.starts_with(b"document") && file.ends_with(b".xml")
}
