//! The XML of TXM: each `<text>` is an article, its attributes are fields; or the only one is
//! the document.

use super::document::read as read_document;
use super::unit::Unit;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::without_title;
use crate::ingest::markup::{Piece, Scanner, Tag};
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// The XML of TXM.
pub(in crate::ingest::formats) struct Txm;

impl Format for Txm {
    fn about(&self) -> &'static About {
        &About {
            name: "txm",
            version: 2,
            noun: "the XML of TXM",
            extensions: &[],
            shared: &["xml"],
            help: "each `<text>` of TXM, its attributes as fields",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || holds_text(&head.xml()))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let names = out.names().clone();
        let mark = |piece: &[u8]| {
            let is_text = piece.strip_prefix(b"text").and_then(<[u8]>::first);
            let is_text = is_text.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>');
            if is_text { Mark::Start } else { Mark::Within }
        };
        let read = move |markup: &str| article(markup, &names);
        read_cut(source, out, Cut { sign: b'<', mark, read, end: "</text".to_owned() })
    }
}

/// Tells whether a text with attributes that are fields is the first element that has text.
fn holds_text(head: &str) -> bool {
    let names = FieldNames::default();
    let mut scanner = Scanner::new(head);
    while let Some(piece) = scanner.next() {
        match piece {
            Piece::Start(tag) if tag.name == "text" => return is_described(tag, &names),
            // TXM gives TEI documents back with such attributes.
            Piece::Start(tag) if tag.is("teiHeader") && !tag.is_empty() => {
                scanner.skip_to_end(tag.name);
            }
            Piece::End(name) if name.eq_ignore_ascii_case("teiHeader") => {}
            Piece::Text(text) if !text.trim().is_empty() => return false,
            Piece::Data(_) | Piece::End(_) => return false,
            _ => {}
        }
    }
    false
}

fn is_described(tag: Tag<'_>, names: &FieldNames) -> bool {
    let is_fact = |name: &str| {
        let field = names.find(name).map(|(field, _)| field);
        field.is_some_and(|field| !matches!(field, Field::Body | Field::Language))
    };
    tag.attributes().any(|(name, _)| is_fact(name))
}

/// Returns the article that starts with its tag; what stands behind its end is none of it.
fn article(markup: &str, names: &FieldNames) -> Result<Article, Reason> {
    let end = memchr::memmem::find(markup.as_bytes(), b"</text");
    let markup = &markup[..end.unwrap_or(markup.len())];
    let mut record = NamedFields::default();
    let first = Scanner::new(markup).next();
    if let Some(Piece::Start(tag)) = first {
        for (name, value) in tag.attributes() {
            let target = names.find(name).filter(|(field, _)| *field != Field::Body);
            if let Some(target) = target {
                record.add(target, &value);
            }
        }
    }
    let Unit { title, subtitle, authors, signatures, url, body, .. } = read_document(markup)?.whole;
    let title = title.into_line();
    record.set_default(Field::Title, &title);
    record.set_default(Field::Description, &subtitle.into_text());
    record.set_default(Field::Url, &url.unwrap_or_default());
    for name in if authors.is_empty() { signatures } else { authors } {
        record.set_default(Field::Authors, &name);
    }
    record.set_default(Field::Body, &body.into_text());
    let mut article = record.into_article()?;
    article.body = without_title(article.body, &article.title);
    Ok(article)
}
