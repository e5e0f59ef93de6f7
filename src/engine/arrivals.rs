//! What is new in a collection since it was last asked, by its commits and not by a clock.
//!
//! Numbers of commits are compared, and nothing else is made of them. An article that was replaced
//! is not new, and neither is another copy of what was there before.

use std::collections::HashSet;

/// The state of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commit {
    /// What tells the collection from others.
    pub collection: String,
    /// The number of its last commit that brought what is there.
    pub number: u64,
}

/// What was told of a collection before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    /// The number of the commit up to which it was; `None` when nothing was.
    pub after: Option<u64>,
    /// The marks of the articles that were, and of their texts: also of those that have left.
    pub marks: &'a HashSet<u64>,
}

/// What is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Arrivals {
    /// The marks of the articles that are new, and of their texts.
    pub marks: Vec<u64>,
    /// The ids of those that came since, but are no news: copies of what was told, or what has
    /// come back.
    pub others: Vec<String>,
    /// How many are new.
    pub count: u64,
}
