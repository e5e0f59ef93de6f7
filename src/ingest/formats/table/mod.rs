//! Tables: CSV and TSV.

mod format;
mod header;
mod rows;
#[cfg(test)]
mod tests;
mod watched;

pub(super) use format::Table;
pub(in crate::ingest) use header::MAX_COLUMNS;
