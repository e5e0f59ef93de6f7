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
mod front_matter;
mod gallica;
mod html;
mod iramuteq;
mod json;
mod lexisnexis;
mod mail;
mod newsml;
mod oai;
mod ris;
mod sheet;
mod sitemap;
mod table;
mod tei;
mod text;
mod trec;
mod warc;

use super::format::Format;

/// Every format that is read. Of several that are equally sure of a file the first reads it.
pub(super) static ALL: &[&dyn Format] = &[
    &feed::Feed,
    &newsml::NewsMl,
    &oai::Oai,
    &sitemap::Sitemap,
    &europresse::Europresse,
    &factiva::Factiva,
    &lexisnexis::LexisNexis,
    &gallica::Gallica,
    &html::Html,
    &trec::Trec,
    &json::JsonLines,
    &json::Json,
    &table::Table,
    &tei::Txm,
    &tei::Tei,
    &elements::Elements,
    &front_matter::FrontMatter,
    &iramuteq::Iramuteq,
    &ris::Ris,
    &text::Text,
    &mail::Mail,
    &warc::Warc,
    &docx::Docx,
    &sheet::Xlsx,
    &sheet::Ods,
    &sheet::Xls,
    &archive::Zip,
    &archive::Tar,
];
