//! Markup of no known kind whose elements are articles: `<ARTICLE …>`, `<text …>`,
//! `<notice>`, one or many a file.

mod format;
mod shape;
#[cfg(test)]
mod tests;
mod unit;

pub(super) use format::Elements;
