//! Files of such markup, read in a stream, element by element.
//!
//! It claims no file whose beginning shows no unit; one article is held at a time.

use std::cell::Cell;
use std::io::BufRead;
use std::rc::Rc;

use super::parting::{Parting, day_around, is_tag};
use super::shape::{fill, take_beside};
use super::unit::units;
use super::walk::Outside;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::Tree;
use crate::ingest::press::cut::{Cut, read_cut};
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
            version: 5,
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
        head.claim(self.about(), || is_markup && !units(&head.xml()).is_empty())
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let head = source.input.fill_buf().unwrap_or_default();
        let head = String::from_utf8_lossy(&head[..head.len().min(HEAD_BYTES)]);
        let units = units(&head);
        let Some(main) = units.first() else {
            return out.rejected(&source.origin, Reason::NoItem);
        };
        let end = format!("</{main}>");
        let names = out.names().clone();
        let origin = source.origin.clone();
        let others = Rc::new(Cell::new(Outside::default()));
        let mut parting = Parting::new(units.clone(), Rc::clone(&others));
        let mark = move |piece: &[u8]| parting.mark(piece);
        let read = move |markup: &str| article(markup, &units, &names);
        read_cut(source, out, Cut { sign: b'<', mark, read, end })?;
        let Outside { articles, words } = others.get();
        let articles = Some(articles).filter(|count| *count > 0).map(Reason::OtherElements);
        let words = Some(words).filter(|count| *count > 0).map(Reason::Outside);
        articles.into_iter().chain(words).try_for_each(|reason| out.rejected(&origin, reason))
    }
}

/// Returns the article that starts with the tag of a unit, behind what is said around it; what
/// stands behind its end is none of it.
fn article(markup: &str, units: &[String], names: &FieldNames) -> Result<Article, Reason> {
    let bytes = markup.as_bytes();
    let mut signs = memchr::memchr_iter(b'<', bytes).take(2);
    let unit_at = |at: usize| Some((at, units.iter().find(|unit| is_tag(&bytes[at + 1..], unit))?));
    let (start, unit) = signs.find_map(unit_at).ok_or(Reason::NoItem)?;
    let (around, markup) = markup.split_at(start);
    let bytes = markup.as_bytes();
    let is_end =
        |at: &usize| bytes[at + 1..].strip_prefix(b"/").is_some_and(|behind| is_tag(behind, unit));
    let length = memchr::memchr_iter(b'<', bytes).find(is_end);
    let inner = &markup[..length.unwrap_or(markup.len())];
    // Some names, such as `article`, are of running text elsewhere.
    let tag = inner.get(1 + unit.len()..).unwrap_or_default();
    let document = format!("<doc{tag}</doc>");
    let tree = Tree::parse(&document)?;
    let root = tree.root().ok_or(Reason::NoText)?;
    let mut article = element::article(root, names)?;
    take_beside(&mut article, root, names);
    fill(&mut article, root, names);
    if article.published.is_none()
        && article.unread_date.is_none()
        && let Some(day) = day_around(around)
    {
        article.set_published(day);
    }
    Ok(article)
}
