//! Factiva: what its users save as HTML, as text and as XML.

mod code;
mod format;
mod order;
mod page;
mod row;
#[cfg(test)]
mod tests;
mod text;
mod xml;

pub(super) use format::Factiva;
