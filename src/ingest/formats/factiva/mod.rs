//! Factiva: what its users save as HTML, as text and as XML.

mod format;
mod page;
mod row;
#[cfg(test)]
mod tests;
mod xml;

pub(super) use format::Factiva;
