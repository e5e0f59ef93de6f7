//! Articles as an Atom feed, which feed readers subscribe to (RFC 4287).
//!
//! Texts are text, never markup; what XML does not allow is left out.

use std::io::{self, Write};

use jiff::tz::{Offset, TimeZone};

use super::about::About;
use super::form::{ArticleForm, Taking};
use crate::article::{Article, Date};
use crate::calendar::PARIS;
use crate::render::printable::{in_one_line, printable};
use crate::render::xml::escaped;

/// A feed.
pub(crate) static ATOM_ARTICLES: ArticleForm = ArticleForm {
    head: Some(write_head),
    end: Some(|_, out| writeln!(out, "</feed>")),
    has_ids: true,
    ..ArticleForm::of(write_article)
};

fn write_head(taking: &Taking<'_>, out: &mut dyn Write) -> io::Result<()> {
    let query = if taking.query.is_empty() { "limier" } else { taking.query };
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>urn:limier:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <generator>limier</generator>\n",
        percent(query),
        escaped(&in_one_line(query)),
        taking.now,
    )?;
    let about = taking.about.map(About::line);
    about.map_or(Ok(()), |line| {
        writeln!(out, "<subtitle>{}</subtitle>", escaped(&in_one_line(&line)))
    })
}

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let language = if article.language.len() == 2 { &article.language } else { "" };
    writeln!(out, "<entry xml:lang=\"{}\">", escaped(language))?;
    let is_web = article.url.starts_with("https://") || article.url.starts_with("http://");
    writeln!(out, "<id>urn:limier:{}</id>", percent(&article.id))?;
    writeln!(out, "<title>{}</title>", escaped(&in_one_line(&article.title)))?;
    if is_web {
        writeln!(out, "<link href=\"{}\"/>", escaped(&in_one_line(&article.url)))?;
    }
    let moment = |date: &Date| moment(date, taking.zone);
    let published = article.published.as_ref().map(moment);
    let updated = article.modified.as_ref().map(moment).or_else(|| published.clone());
    if let Some(published) = published {
        writeln!(out, "<published>{published}</published>")?;
    }
    // An entry has one, whatever is known.
    writeln!(out, "<updated>{}</updated>", updated.as_deref().unwrap_or(taking.now))?;
    // So does every entry without an author a feed has.
    let authors = if article.authors.is_empty() {
        std::slice::from_ref(&article.source)
    } else {
        article.authors.as_slice()
    };
    for author in authors {
        let name = if author.is_empty() { "?" } else { author };
        writeln!(out, "<author><name>{}</name></author>", escaped(&in_one_line(name)))?;
    }
    if !article.section.is_empty() {
        let section = escaped(&in_one_line(&article.section));
        writeln!(out, "<category scheme=\"{SECTION}\" term=\"{section}\"/>")?;
    }
    for tag in &article.tags {
        writeln!(out, "<category term=\"{}\"/>", escaped(&in_one_line(tag)))?;
    }
    if !article.description.is_empty() {
        writeln!(out, "<summary>{}</summary>", escaped(&printable(&lines(&article.description))))?;
    }
    if !article.source.is_empty() {
        let source = escaped(&in_one_line(&article.source));
        writeln!(out, "<source><title>{source}</title></source>")?;
    }
    writeln!(out, "<content>{}</content>\n</entry>", escaped(&printable(&lines(&article.body))))
}

/// Returns a text whose lines end as Unix has it.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What tells a section from a tag.
const SECTION: &str = "urn:limier:section";

/// Returns a date as RFC 3339 has it, on the clocks of a zone: of what lasts a day or longer the
/// first second in Paris, where days begin.
fn moment(date: &Date, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from_second(date.seconds).unwrap_or_default();
    let zone = if date.days().is_some() { &PARIS } else { zone };
    // Clocks of old were so many seconds apart, and offsets have whole minutes.
    let seconds = zone.to_offset(moment).seconds();
    let offset = Offset::from_seconds(seconds - seconds % 60).unwrap_or(Offset::UTC);
    let moment = moment.to_zoned(offset.to_time_zone());
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Returns a text as a part of a URN.
fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
