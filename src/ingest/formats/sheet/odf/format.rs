//! ODS: where in the archive the sheets are.
//!
//! It finds their part and reads nothing of it itself.

use super::super::package::Package;
use super::super::workbook::Workbook;
use super::content::read_content;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::rejection::Reason;

/// What such a file starts with, behind the head of its first entry.
const MARK: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/// Spreadsheets of `LibreOffice`.
pub(in crate::ingest::formats) struct Ods;

impl Format for Ods {
    fn about(&self) -> &'static About {
        &About {
            name: "ods",
            version: 2,
            noun: "a spreadsheet of LibreOffice",
            extensions: &["ods"],
            shared: &[],
            help: "each row under the header of each sheet",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_named = head.extension() == Some("ods");
        head.claim(self.about(), || {
            let bytes = head.bytes();
            let is_marked = bytes.get(30..).unwrap_or_default().starts_with(MARK);
            bytes.starts_with(b"PK\x03\x04") && (is_named || is_marked)
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let package = match Package::open(source) {
            Ok(package) => package,
            Err((origin, reason)) => return out.rejected(&origin, reason),
        };
        let content = package.part("content.xml").and_then(|part| part.ok_or(Reason::NoWorkbook));
        let mut workbook = Workbook::new(package.origin().clone(), out);
        package.tell(&mut workbook);
        match content {
            Ok(xml) if read_content(&xml, &mut workbook)? => {}
            Ok(_) => workbook.rejected(Reason::CutShort)?,
            Err(reason) => workbook.rejected(reason)?,
        }
        workbook.end()
    }
}
