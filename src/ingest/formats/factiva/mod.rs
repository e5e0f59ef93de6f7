//! Factiva: what its users save as HTML, as text and as XML.
//!
//! Its texts are read in `press`, since documents of Word hold them as well.

mod format;
mod page;
mod row;
#[cfg(test)]
mod tests;
mod xml;

pub(super) use format::Factiva;
