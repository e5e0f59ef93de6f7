//! WARC files, as crawlers write them: every page that was fetched is a document.
//!
//! Of responses, those with status 200 and a page count; requests, revisits and metadata
//! are passed over, other captures are named by kind. The date of a capture is that of the
//! crawl and never used.

use std::io;
use std::rc::Rc;

use super::records::{Capture, Records, State};
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::document::{Document, DocumentFormat};
use crate::ingest::intake::Intake;

/// Reads every page of a WARC file into `intake`.
pub(in crate::ingest) fn read(source: &mut Source<'_>, intake: &mut Intake<'_>) -> Result<()> {
    let input = std::mem::replace(&mut source.input, Box::new(io::empty()));
    let meter = Rc::clone(&source.meter);
    let mut records = Records { input, meter, number: 0, bytes: 0, state: State::Start };
    while let Some(found) = records.next() {
        intake.progress(source, std::mem::take(&mut records.bytes));
        let origin = source.origin.record(records.number);
        match found {
            Capture::Page(bytes, hints) => {
                let format = DocumentFormat::Html;
                intake.document(Document { origin, format, bytes, hints })?;
            }
            Capture::Rejected(reason) => intake.rejected(&origin, reason)?,
            Capture::Skipped(kind) => intake.skipped(&origin.path, &kind),
            Capture::Nothing => {}
        }
    }
    intake.progress(source, records.bytes);
    Ok(())
}
