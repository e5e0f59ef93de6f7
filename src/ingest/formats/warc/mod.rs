//! Web archives, as crawlers write them.

mod format;
mod http;
mod records;
#[cfg(test)]
mod tests;

pub(super) use format::Warc;
