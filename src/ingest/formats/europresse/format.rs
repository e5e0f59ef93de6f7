//! Files of Europresse: how they are known and where their articles start.
//!
//! It cuts and reads no field of an article.

use memchr::memmem;

use super::article::article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::press::cut::{Cut, Mark, read_cut};

/// Europresse.
pub(in crate::ingest::formats) struct Europresse;

impl Format for Europresse {
    fn about(&self) -> &'static About {
        &About {
            name: "europresse",
            version: 2,
            noun: "a file of Europresse",
            extensions: &[],
            shared: &["html", "htm", "txt"],
            help: "each article of a file of Europresse or Eureka, of any year",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let has = |mark: &str| memmem::find(head.text(), mark.as_bytes()).is_some();
        head.claim(self.about(), || {
            has("DocPublicationName")
                && ["DocHeader", "titreArticle", "TitreArticle"].iter().any(|mark| has(mark))
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let mut marks = Marks::default();
        let mark = move |piece: &[u8]| marks.of(piece);
        read_cut(source, out, Cut { sign: b'<', mark, read: article, end: String::new() })
    }
}

/// What starts an article: its element, or, in files that have none, the name of the paper.
#[derive(Default)]
struct Marks {
    has_elements: bool,
    /// The name of a paper has come and nothing else of its article.
    is_name_alone: bool,
}

impl Marks {
    fn of(&mut self, piece: &[u8]) -> Mark {
        let tag = &piece[..memchr::memchr(b'>', piece).unwrap_or(piece.len())];
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"article") {
            self.has_elements = true;
            return Mark::Start;
        }
        if name.eq_ignore_ascii_case(b"/html") {
            // The next page may be of another year.
            *self = Self::default();
        }
        if self.has_elements {
            return Mark::Within;
        }
        if memmem::find(tag, b"DocPublicationName").is_some() {
            // A paper may have several names, one below the other.
            let is_second = std::mem::replace(&mut self.is_name_alone, true);
            return if is_second { Mark::Within } else { Mark::Start };
        }
        let is_of_article = ["DocHeader", "itreArticle"];
        if is_of_article.iter().any(|class| memmem::find(tag, class.as_bytes()).is_some()) {
            self.is_name_alone = false;
        }
        Mark::Within
    }
}
