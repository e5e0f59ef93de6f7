//! Texts encoded by the Text Encoding Initiative: TEI documents, and the XML of TXM, which has
//! its texts without their headers.

mod article;
mod document;
mod element;
mod format;
mod header;
mod prose;
#[cfg(test)]
mod tests;
mod txm;
mod unit;

pub(super) use format::Tei;
pub(super) use txm::Txm;
