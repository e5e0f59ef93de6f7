//! `LexisNexis`: what its users save as HTML and as text.
//!
//! A cover page is no article, and neither is a document that the database could not give.

mod document;
mod format;
#[cfg(test)]
mod tests;

pub(super) use format::LexisNexis;
