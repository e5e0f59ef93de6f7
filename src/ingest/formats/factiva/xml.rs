//! The XML of Factiva: an element for each part of an article.
//!
//! Where an article starts is told piece by piece, before there is any tree.

use crate::article::Article;
use crate::ingest::markup::{Element, Tree};
use crate::ingest::press::cut::Mark;
use crate::ingest::press::factiva::code::is_subject;
use crate::ingest::press::{byline, language, masthead};
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// What starts an article: its element, or the one around it.
#[derive(Default)]
pub(super) struct XmlMarks {
    has_outer: bool,
}

impl XmlMarks {
    /// Tells whether an article starts with a piece.
    pub(super) fn of(&mut self, piece: &[u8]) -> Mark {
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
        let name = piece.split(is_end).next().unwrap_or_default();
        let name = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        let is_outer = name.eq_ignore_ascii_case(b"ppsarticle");
        self.has_outer |= is_outer;
        let is_inner = name.eq_ignore_ascii_case(b"article") && !self.has_outer;
        if is_outer || is_inner { Mark::Start } else { Mark::Within }
    }
}

/// Returns the article that this markup is.
pub(super) fn article(markup: &str) -> Result<Article, Reason> {
    // The element is one of prose to the tree: what it holds needs one around it.
    let document = format!("<document>{markup}</document>");
    let tree = Tree::parse(&document)?;
    let root = tree.root().ok_or(Reason::NoText)?;
    let line = |name: &str| root.find(name).map(Element::line).unwrap_or_default();
    let prose = |name: &str| root.find(name).map(Element::prose).unwrap_or_default();
    let subjects = tree.all("newsSubject").filter_map(|subject| subject.find("name"));
    let mut article = Article {
        id: line("accessionNo"),
        title: line("headline"),
        source: masthead::source(&line("sourceName")).to_owned(),
        section: [line("sectionName"), line("columnName")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        authors: byline::people(&line("byline")),
        tags: distinct(subjects.map(Element::line).filter(|name| is_subject(name))),
        language: language::code(&line("baseLanguage")),
        body: [prose("leadParagraph"), prose("tailParagraphs")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        ..Article::default()
    };
    article.set_published(line("publicationDate"));
    if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
}
