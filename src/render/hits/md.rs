//! Articles as a dossier in Markdown, for who reads them.
//!
//! What an article becomes in it stands with the forms of articles; of hits those that are new are
//! listed in it.

use super::format::{HitFormat, NOTHING};
use crate::engine::{Copies, Detail, SnippetOptions};
use crate::render::articles::MARKDOWN_ARTICLES;
use crate::render::news::MARKDOWN_NEWS;

/// A dossier.
pub(super) static MD: HitFormat = HitFormat {
    name: "md",
    help: "A dossier in Markdown",
    detail: Detail::Snippet(SnippetOptions::DEFAULT),
    copies: Copies::Grouped(usize::MAX),
    news: Some(&MARKDOWN_NEWS),
    articles: Some(&MARKDOWN_ARTICLES),
    ..NOTHING
};
