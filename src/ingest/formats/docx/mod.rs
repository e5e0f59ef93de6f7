//! Documents of Word: one article each, or the reports of Nexis that one holds.

mod document;
mod format;
mod nexis;
mod paragraph;
#[cfg(test)]
mod tests;

pub(super) use format::Docx;
