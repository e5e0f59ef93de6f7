//! Feeds: RSS and Atom.

mod format;
mod item;
mod parts;
#[cfg(test)]
mod tests;

pub(super) use format::Feed;
