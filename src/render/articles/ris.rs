//! Articles as references in RIS, which Zotero and other libraries of references read.
//!
//! A tag a line (<https://en.wikipedia.org/wiki/RIS_(file_format)>); the text is a note of its
//! reference. No value has a line end, so none forges a tag. Zotero takes a note with `<…>` in it
//! for HTML (<https://github.com/zotero/translators/blob/master/RIS.js>): such a text is written so.

use std::borrow::Cow;
use std::io::{self, Write};

use super::form::{ArticleForm, Taking};
use crate::article::Article;
use crate::render::details::day;
use crate::render::printable::in_one_line;
use crate::render::xml::escaped;

/// References.
pub(crate) static RIS_ARTICLES: ArticleForm = ArticleForm::of(write_article);

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let mut tag = |tag: &str, value: &str| -> io::Result<()> {
        let value = in_one_line(value);
        let words: Vec<&str> = value.split_whitespace().collect();
        if words.is_empty() {
            return Ok(());
        }
        write!(out, "{tag}  - {}\r\n", words.join(" "))
    };
    tag("TY", "NEWS")?;
    tag("ID", &article.id)?;
    tag("TI", &article.title)?;
    article.authors.iter().try_for_each(|author| tag("AU", author))?;
    tag("T2", &article.source)?;
    tag("SE", &article.section)?;
    if let Some(date) = &article.published {
        let day = day(date, Some(taking.zone));
        tag("PY", day.get(..4).unwrap_or_default())?;
        tag("DA", &ris_date(&day))?;
    }
    tag("UR", &article.url)?;
    tag("LA", &article.language)?;
    article.tags.iter().try_for_each(|word| tag("KW", word))?;
    tag("AB", &article.description)?;
    tag("N1", &note(&article.body))?;
    if let Some(about) = taking.about {
        tag("N1", &note(&format!("limier export: {}", about.line())))?;
    }
    write!(out, "ER  - \r\n\r\n")
}

/// Returns a text as a note, in which nothing is markup.
fn note(text: &str) -> Cow<'_, str> {
    let is_html = text.find('<').is_some_and(|open| text[open..].contains('>'));
    if is_html { format!("<p>{}</p>", escaped(text)).into() } else { text.into() }
}

/// Returns a date as `2024/03/12/`, `2024/03//` or `2024///`.
fn ris_date(day: &str) -> String {
    let mut parts = day.split('-');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    format!("{}/{}/{}/", part(), part(), part())
}
