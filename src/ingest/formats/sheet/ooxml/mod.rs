//! XLSX: a zip file of XML.
//!
//! Its sheets name strings and styles by number, which are parts of their own and read first.

mod format;
mod sheet;
mod strings;
mod styles;
mod workbook;

pub(in crate::ingest::formats) use format::Xlsx;
