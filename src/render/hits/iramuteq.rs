//! Articles as a corpus of texts, for `IRaMuTeQ`.
//!
//! What an article becomes in it stands with the forms of articles; hits are not written in it.

use super::format::{HitFormat, NOTHING};
use crate::render::articles::IRAMUTEQ_ARTICLES;

/// A corpus.
pub(super) static IRAMUTEQ: HitFormat = HitFormat {
    name: "iramuteq",
    help: "A corpus, for IRaMuTeQ",
    articles: Some(&IRAMUTEQ_ARTICLES),
    ..NOTHING
};
