//! XLS: the workbooks of Excel before 2007, records in a file of their own streams.
//!
//! Nothing of it is shared with the newer kinds but the cells, rows and days that all of them
//! have.

mod compound;
mod format;
mod record;
mod sheet;
mod string;
mod workbook;

pub(in crate::ingest::formats) use format::Xls;
