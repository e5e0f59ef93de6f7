//! Articles as an Atom feed, for feed readers.
//!
//! What an article becomes in it stands with the forms of articles; hits are not written in it.

use super::format::{HitFormat, NOTHING};
use crate::engine::Copies;
use crate::render::articles::ATOM_ARTICLES;

/// A feed.
pub(super) static ATOM: HitFormat = HitFormat {
    name: "atom",
    help: "A feed, for feed readers",
    copies: Copies::Grouped(usize::MAX),
    articles: Some(&ATOM_ARTICLES),
    ..NOTHING
};
