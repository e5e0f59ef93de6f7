//! Tables: CSV and TSV.

mod format;
mod headless;
mod layout;
mod metadata;
mod rows;
#[cfg(test)]
mod tests;
mod watched;

pub(super) use format::Table;
