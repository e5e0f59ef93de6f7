//! ODS: the spreadsheets of `LibreOffice`, a zip file with its XML.

mod content;
mod format;

pub(in crate::ingest::formats) use format::Ods;
