//! Web archives, as crawlers write them.

pub(in crate::ingest) mod format;
mod http;
mod records;
#[cfg(test)]
mod tests;
