//! Documents of Word: one article each, or the reports of Nexis that one holds.
//!
//! Nothing is fetched or run that a document refers to.

mod document;
mod format;
mod nexis;
mod paragraph;
#[cfg(test)]
mod tests;

pub(super) use format::Docx;
