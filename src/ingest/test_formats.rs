//! Formats written for tests: one as any other, which shows what it takes to add one, and
//! one with a fault.

use super::bytes::source::Source;
use super::catalog::Catalog;
use super::format::{About, Claim, Content, Format, Head, Out, ReadOutcome};
use crate::article::Article;
use crate::error::Result;
use crate::rejection::Reason;

/// `TOTO` on the first line, then two articles, a line each. Saved by programs as `.html` too.
struct Toto;

impl Format for Toto {
    fn about(&self) -> &'static About {
        &About {
            name: "toto",
            version: 1,
            noun: "a toto",
            extensions: &["toto"],
            shared: &["html"],
            help: "each of two lines",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || head.start().starts_with(b"TOTO\n"))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::TooLarge, |bytes, _| {
            let text = String::from_utf8_lossy(bytes);
            (1..).map(Some).zip(text.lines().skip(1).map(article)).collect()
        })
    }
}

/// Returns the article of a line; one without any text is none.
fn article(line: &str) -> Result<Article, Reason> {
    if line.trim().is_empty() {
        return Err(Reason::NoText);
    }
    Ok(Article { title: line.to_owned(), ..Article::default() })
}

/// `.faute`: its parser panics, in another thread or, in a file that says so, in this one.
struct Faulty;

impl Format for Faulty {
    fn about(&self) -> &'static About {
        &About {
            name: "faute",
            version: 1,
            noun: "a fault",
            extensions: &["faute"],
            shared: &[],
            help: "none",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || false)
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let whole = source.read_whole();
        assert_ne!(whole.bytes, b"ici", "a fault of the parser");
        out.document(source, whole, |_, _| -> Vec<ReadOutcome> { panic!("a fault of the parser") })
    }
}

/// Returns a catalog that has one format more.
pub(crate) fn with_toto() -> Catalog {
    Catalog::with(&Toto)
}

/// Returns a catalog with a format of which every file makes the parser panic.
pub(super) fn with_faulty() -> Catalog {
    Catalog::with(&Faulty)
}
