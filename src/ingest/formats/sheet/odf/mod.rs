//! ODS: the spreadsheets of `LibreOffice`, a zip file with its XML.
//!
//! Its cells hold their values as text, so that no style is looked at and no formula computed.

mod content;
mod format;

pub(in crate::ingest::formats) use format::Ods;
