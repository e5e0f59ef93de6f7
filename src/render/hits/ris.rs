//! Articles as references, for Zotero and its like.
//!
//! What an article becomes in it stands with the forms of articles; hits are not written in it.

use super::format::{HitFormat, NOTHING};
use crate::render::articles::RIS_ARTICLES;

/// A reference.
pub(super) static RIS: HitFormat = HitFormat {
    name: "ris",
    help: "References, for Zotero",
    articles: Some(&RIS_ARTICLES),
    ..NOTHING
};
