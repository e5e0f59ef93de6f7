//! Feeds: RSS and Atom.
//!
//! What a feed says of itself fills in what its items lack, and never the other way round.

mod format;
mod item;
mod parts;
#[cfg(test)]
mod tests;

pub(super) use format::Feed;
