//! WARC files, as crawlers write them: every page that was fetched is a document.
//!
//! Of responses, those with status 200 and a page count; requests, revisits and metadata
//! are passed over, other captures are named by kind. The date of a capture is that of the
//! crawl and never used.

use std::io::Cursor;
use std::rc::Rc;

use super::records::{Capture, Records, State};
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};

/// Web archives.
pub(in crate::ingest::formats) struct Warc;

impl Format for Warc {
    fn about(&self) -> &'static About {
        &About {
            name: "warc",
            version: 1,
            noun: "a web archive",
            extensions: &["warc"],
            shared: &[],
            help: "each page of a web archive, of those with status 200",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    /// Texts taken from pages come in the same records; they are named there, and not read.
    fn claims(&self, head: &Head<'_>) -> Claim {
        match head.claim(self.about(), || head.start().starts_with(b"WARC/")) {
            Claim::No if head.extension() == Some("wet") => Claim::ByName,
            claim => claim,
        }
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let input = source.take_input();
        let meter = Rc::clone(&source.meter);
        let mut records = Records { input, meter, number: 0, bytes: 0, state: State::Start };
        while let Some(found) = records.next() {
            let bytes = std::mem::take(&mut records.bytes);
            // What a page holds is counted when it is read.
            let is_page = matches!(found, Capture::Page(..));
            out.progress(&source, if is_page { 0 } else { bytes });
            let origin = source.origin.record(records.number);
            match found {
                Capture::Page(bytes, hints) => {
                    let input = Box::new(Cursor::new(bytes));
                    let page = Source::new(origin, input, Rc::clone(&source.meter));
                    out.entry(Source { hints, ..page })?;
                }
                Capture::Rejected(reason) => out.rejected(&origin, reason)?,
                Capture::Skipped(kind) => out.skipped(&origin, &kind),
                Capture::Nothing => {}
            }
        }
        out.progress(&source, records.bytes);
        Ok(())
    }
}
