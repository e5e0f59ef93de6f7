//! XLS: the workbooks of Excel before 2007, records in a file of their own streams.

mod compound;
mod format;
mod record;
mod sheet;
mod string;
mod workbook;

pub(in crate::ingest::formats) use format::Xls;
