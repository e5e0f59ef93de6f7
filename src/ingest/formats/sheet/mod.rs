//! Spreadsheets: XLSX, ODS and XLS, each sheet a table with a header.
//!
//! They are read here, row by row, and not by calamine 0.38: that holds each sheet as one
//! rectangle, so that an ODS of 2 kB with a repeated cell, or an XLS with one wrong byte, takes
//! all memory and ends the program.

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
