//! Web archives, as crawlers write them.
//!
//! Only what is a page becomes an article; all other records are counted by kind.

mod format;
mod http;
mod records;
#[cfg(test)]
mod tests;

pub(super) use format::Warc;
