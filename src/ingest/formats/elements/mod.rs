//! Markup of no known kind whose elements are articles: `<ARTICLE …>`, `<text …>`,
//! `<notice>`, one or many a file.

mod format;
mod names;
mod parting;
mod shape;
#[cfg(test)]
mod tests;
mod unit;
mod walk;

pub(super) use format::Elements;
