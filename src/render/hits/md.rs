//! Articles as a dossier in Markdown, for who reads them.
//!
//! What an article becomes in it stands with the forms of articles; hits are not written in it.

use super::format::{HitFormat, NOTHING};
use crate::render::articles::MARKDOWN_ARTICLES;

/// A dossier.
pub(super) static MD: HitFormat = HitFormat {
    name: "md",
    help: "A dossier in Markdown",
    articles: Some(&MARKDOWN_ARTICLES),
    ..NOTHING
};
