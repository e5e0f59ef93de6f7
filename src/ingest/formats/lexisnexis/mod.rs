//! `LexisNexis`: what its users save as HTML and as text.

mod document;
mod format;
#[cfg(test)]
mod tests;

pub(super) use format::LexisNexis;
