//! XLSX: its sheets one after the other, with the strings that they share.
//!
//! A sheet that is not there, or is a chart, is passed over.

use memchr::memmem;

use super::super::package::Package;
use super::super::workbook::Workbook;
use super::sheet::{Context, read_sheet};
use super::strings::Strings;
use super::styles::Styles;
use super::workbook::contents;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::rejection::Reason;

/// Workbooks of Excel since 2007.
pub(in crate::ingest::formats) struct Xlsx;

impl Format for Xlsx {
    fn about(&self) -> &'static About {
        &About {
            name: "xlsx",
            version: 2,
            noun: "a workbook of Excel",
            extensions: &["xlsx", "xlsm"],
            shared: &[],
            help: "each row under the header of each sheet",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    /// One without its name may as well be another archive.
    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_named = head.extension().is_some_and(|extension| self.about().has(extension));
        head.claim(self.about(), || {
            let bytes = head.bytes();
            let first = bytes.get(30..).unwrap_or_default();
            let is_office = ["[Content_Types]", "_rels/", "docProps/", "xl/"];
            let is_office = is_office.iter().any(|name| first.starts_with(name.as_bytes()));
            bytes.starts_with(b"PK\x03\x04")
                && (is_named || is_office && memmem::find(bytes, b"xl/").is_some())
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let package = match Package::open(source) {
            Ok(package) => package,
            Err((origin, reason)) => return out.rejected(&origin, reason),
        };
        let mut workbook = Workbook::new(package.origin().clone(), out);
        if let Err(reason) = read(&package, &mut workbook)? {
            workbook.rejected(reason)?;
        }
        workbook.end()
    }
}

/// Reads the sheets; the inner error is why no other is read.
fn read(package: &Package, workbook: &mut Workbook<'_>) -> Result<Result<(), Reason>> {
    let parts = || {
        let book = package.part("xl/workbook.xml")?.ok_or(Reason::NoWorkbook)?;
        let targets = package.part("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
        let strings = package.part("xl/sharedStrings.xml")?.unwrap_or_default();
        let styles = package.part("xl/styles.xml")?.unwrap_or_default();
        Ok((contents(&book, &targets), Strings::of(&strings), Styles::of(&styles)))
    };
    let (contents, strings, styles) = match parts() {
        Ok(parts) => parts,
        Err(reason) => return Ok(Err(reason)),
    };
    let context = Context { strings: &strings, styles: &styles, epoch: contents.epoch };
    for (name, part) in &contents.sheets {
        let xml = match package.part(part) {
            Ok(Some(xml)) => xml,
            // A chart, or a sheet that is not there.
            Ok(None) => continue,
            Err(reason) => return Ok(Err(reason)),
        };
        workbook.sheet(name);
        let is_whole = read_sheet(&xml, &context, &mut |number, row| workbook.row(number, row))?;
        if !is_whole {
            workbook.rejected(Reason::CutShort)?;
        }
        package.tell(workbook);
        if package.is_spent() {
            return Ok(Err(Reason::Bomb));
        }
    }
    Ok(Ok(()))
}
