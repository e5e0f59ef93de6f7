//! Tables: CSV and TSV.
//!
//! One row is held at a time, whatever the length of the table.

mod format;
mod headless;
mod layout;
mod metadata;
mod rows;
#[cfg(test)]
mod tests;
mod watched;

pub(super) use format::Table;
