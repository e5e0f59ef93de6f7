//! XLSX: a zip file of XML.

mod format;
mod sheet;
mod strings;
mod styles;
mod workbook;

pub(in crate::ingest::formats) use format::Xlsx;
