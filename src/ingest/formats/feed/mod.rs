//! Feeds: RSS and Atom.

pub(in crate::ingest) mod format;
mod item;
pub(in crate::ingest) mod parts;
#[cfg(test)]
mod tests;
