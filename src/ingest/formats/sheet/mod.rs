//! Spreadsheets: XLSX, ODS and XLS, each sheet a table with a header.

mod biff;
mod cell;
mod moment;
mod number_format;
mod odf;
mod ooxml;
mod package;
#[cfg(test)]
mod tests;
mod workbook;

pub(super) use biff::Xls;
pub(super) use odf::Ods;
pub(super) use ooxml::Xlsx;
