//! Tables: CSV and TSV.

mod format;
mod headless;
mod layout;
mod rows;
#[cfg(test)]
mod tests;
mod watched;

pub(super) use format::Table;
