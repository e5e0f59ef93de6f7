//! Tables: CSV and TSV.

mod format;
mod header;
mod rows;
#[cfg(test)]
mod tests;
mod watched;

pub(super) use format::Table;
