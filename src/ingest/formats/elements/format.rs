//! Files of such markup, read in a stream, element by element.

use std::io::BufRead;

use super::shape::fill;
use super::unit::unit;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::Tree;
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::record::element;
use crate::ingest::record::field::FieldNames;
use crate::rejection::Reason;

/// Bytes of the beginning of a file in which its unit is looked for.
const HEAD_BYTES: usize = 64 << 10;

/// Markup of no known kind.
pub(in crate::ingest::formats) struct Elements;

impl Format for Elements {
    fn about(&self) -> &'static About {
        &About {
            name: "elements",
            version: 2,
            noun: "markup of articles",
            extensions: &[],
            shared: &["xml", "txt", "text"],
            help: "each element with a title or a date and a text, whatever its name",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_markup = head.start().first() == Some(&b'<');
        head.claim(self.about(), || is_markup && unit(&head.xml()).is_some())
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let head = source.input.fill_buf().unwrap_or_default();
        let head = String::from_utf8_lossy(&head[..head.len().min(HEAD_BYTES)]);
        let Some(unit) = unit(&head) else {
            return out.rejected(&source.origin, Reason::NoItem);
        };
        let names = out.names().clone();
        let end = format!("</{unit}");
        let tag = unit.clone();
        let mark = move |piece: &[u8]| {
            let name = piece.get(..unit.len()).unwrap_or_default();
            let after = piece.get(unit.len()).copied().unwrap_or(b'<');
            let is_it = name.eq_ignore_ascii_case(unit.as_bytes())
                && (after.is_ascii_whitespace() || after == b'>' || after == b'/');
            if is_it { Mark::Start } else { Mark::Within }
        };
        let read = move |markup: &str| article(markup, &tag, &names);
        read_cut(source, out, Cut { sign: b'<', mark, read, end })
    }
}

/// Returns the article that starts with the tag of the unit; what stands behind its end is
/// none of it.
fn article(markup: &str, unit: &str, names: &FieldNames) -> Result<Article, Reason> {
    let end = format!("</{unit}");
    let is_end = |at: &usize| {
        markup.as_bytes()[*at..]
            .get(..end.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(end.as_bytes()))
    };
    let length = memchr::memchr_iter(b'<', markup.as_bytes()).find(is_end);
    let inner = &markup[..length.unwrap_or(markup.len())];
    // Some names, such as `article`, are of running text elsewhere.
    let tag = inner.get(1 + unit.len()..).unwrap_or_default();
    let document = format!("<doc{tag}</doc>");
    let tree = Tree::parse(&document)?;
    let root = tree.root().ok_or(Reason::NoText)?;
    let mut article = element::article(root, names)?;
    fill(&mut article, root, names);
    Ok(article)
}
