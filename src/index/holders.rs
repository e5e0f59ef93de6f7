//! The articles that are there already, as far as who gives ids asks for them.
//!
//! Whatever keeps articles answers; nothing is decided here.

use std::sync::Arc;

use super::first_seen::FirstSeen;
use super::published_at::{Identity, PublishedAt};
use crate::article::Article;
use crate::error::Result;

/// Articles that hold ids.
pub(crate) trait Holders {
    /// Where an article is.
    type At;

    /// Returns where the article with an id is.
    fn with_id(&self, id: &str) -> Result<Option<Self::At>>;

    /// Returns the ids of the articles of a file.
    fn ids_of(&self, file: &str) -> Result<Vec<String>>;

    /// Returns when the articles of a file were first there, with their ids.
    fn firsts_of(&self, file: &str) -> Result<Vec<(String, FirstSeen)>>;

    /// Returns when an article was first there.
    fn first_seen(&self, at: &Self::At) -> Result<FirstSeen>;

    /// Returns the file that an article came from, empty for a stream.
    fn file(&mut self, at: &Self::At) -> Result<Arc<str>>;

    /// Returns where an article was published; `id` is its id, without a mark.
    fn published_at(&mut self, at: &Self::At, id: &str) -> Result<PublishedAt>;

    /// Returns what tells an article from others with its id, given without a mark.
    fn identity(&mut self, at: &Self::At, id: &str) -> Result<Identity>;

    /// Returns the articles that have an id with a mark of theirs behind it.
    fn marked(&mut self, id: &str) -> Result<Vec<Member<Self::At>>>;

    /// Returns an article as it was added.
    fn original(&self, at: &Self::At) -> Result<Article>;
}

/// One of the articles that share an id.
pub(crate) struct Member<At> {
    pub(crate) id: String,
    pub(crate) address: At,
    pub(crate) identity: Identity,
}

impl<At> Member<At> {
    /// Tells whether the mark behind the id they share is made of the text.
    pub(super) fn is_marked_by_text(&self, id: &str) -> bool {
        self.identity.place.marked(id) != self.id
    }
}
