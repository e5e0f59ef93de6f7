//! The formats: a file or a folder each, and the table of them.
//!
//! A new one is a file here and a line in [`ALL`], above those that are less sure of the files
//! it shares with them.

mod archive;
mod docx;
mod elements;
mod europresse;
mod factiva;
mod feed;
mod html;
mod json;
mod lexisnexis;
mod newsml;
mod table;
mod text;
mod trec;
mod warc;

use super::format::Format;

pub(super) use archive::MAX_DEPTH as MAX_ARCHIVES;
pub(super) use table::MAX_COLUMNS;
pub(super) use text::MAX_TITLE_CHARS;

/// Every format that is read. Of several that are equally sure of a file the first reads it.
pub(super) static ALL: &[&dyn Format] = &[
    &feed::Feed,
    &newsml::NewsMl,
    &europresse::Europresse,
    &factiva::Factiva,
    &lexisnexis::LexisNexis,
    &html::Html,
    &trec::Trec,
    &json::JsonLines,
    &json::Json,
    &table::Table,
    &elements::Elements,
    &text::Text,
    &warc::Warc,
    &docx::Docx,
    &archive::Zip,
    &archive::Tar,
];
