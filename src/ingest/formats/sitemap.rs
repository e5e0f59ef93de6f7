//! Sitemaps of news: an entry with address, title, paper and day is an article without text.
//!
//! A sitemap of addresses alone holds none, and is not read.

use memchr::memmem;

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::{Element, Tree, local};
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::record::field::FieldNames;
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Elements of an entry and a name that their field goes by.
const ELEMENTS: [(&str, &str); 6] = [
    ("title", "title"),
    ("publication_date", "date"),
    ("name", "source"),
    ("language", "language"),
    ("keywords", "tags"),
    ("loc", "url"),
];

/// Sitemaps of news.
pub(in crate::ingest::formats) struct Sitemap;

impl Format for Sitemap {
    fn about(&self) -> &'static About {
        &About {
            name: "sitemap",
            version: 1,
            noun: "a sitemap of news",
            extensions: &[],
            shared: &["xml"],
            help: "each entry of a sitemap of news, without text",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let has_news = || memmem::find(head.xml().as_bytes(), b"news:title>").is_some();
        head.claim(self.about(), || head.root() == Some("urlset") && has_news())
    }

    fn holds_the_latest(&self) -> bool {
        true
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let names = out.names().clone();
        let read = move |markup: &str| article(markup, &names);
        read_cut(source, out, Cut { sign: b'<', mark, read, end: "</url>".to_owned() })
    }
}

/// Tells what a tag does.
fn mark(piece: &[u8]) -> Mark {
    let end = piece.iter().position(|byte| b" \t\r\n>".contains(byte)).unwrap_or(piece.len());
    match std::str::from_utf8(&piece[..end]).map(local) {
        Ok("url") => Mark::Start,
        Ok("/url") => Mark::End,
        _ => Mark::Within,
    }
}

/// Returns the article of an entry.
fn article(markup: &str, names: &FieldNames) -> Result<Article, Reason> {
    let tree = Tree::parse(markup)?;
    let url = tree.all("url").next().ok_or(Reason::NoItem)?;
    let mut record = NamedFields::default();
    let is_picture = |element: Element<'_, '_>| matches!(element.prefix(), Some("image" | "video"));
    for element in url.descendants().filter(|element| !is_picture(*element)) {
        let known = ELEMENTS.iter().find(|(name, _)| element.is(name));
        if let Some(target) = known.and_then(|(_, name)| names.find(name)) {
            record.add(target, &element.line());
        }
    }
    record.into_article()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::ingest::test_sink::TestSink;

    const ENTRY: &str = "<url><loc>https://phare.example/1</loc><lastmod>2023-05-09</lastmod><news:news><news:publication>\
                         <news:name>Le Phare</news:name><news:language>fr</news:language></news:publication>\
                         <news:publication_date>2023-05-03</news:publication_date><news:title>Le pont &amp; le quai\
                         </news:title><news:keywords>pont, port</news:keywords></news:news><image:image><image:loc>\
                         https://phare.example/1.jpg</image:loc><image:title>Une vue</image:title></image:image></url>";

    #[test]
    fn each_entry_is_an_article_without_text() {
        let bare = "<url><loc>https://phare.example/2</loc></url>";
        let map = format!("<?xml version='1.0'?><urlset xmlns:news='x'>{ENTRY}{bare}</urlset>");
        let input = Box::new(Cursor::new(map));
        let found = TestSink::by(|source, out| Sitemap.read(source, out), "a.xml", input);
        let shown = found.lines(|it| {
            let day = it.published.as_ref().map_or("", |date| date.iso.as_str());
            let facts = [&it.id, &it.url, &it.title, &it.body, &it.source, &it.language];
            format!("{} {day} {}", facts.map(String::as_str).join("|"), it.tags.join("|"))
        });
        let url = "https://phare.example/1";
        let expected = format!("{url}|{url}|Le pont & le quai||Le Phare|fr 2023-05-03 pont|port");
        assert_eq!(shown, [expected.as_str(), "2: no title and no text"]);
    }

    #[test]
    fn a_sitemap_without_news_is_none() {
        let claim =
            |text: &str| Sitemap.claims(&Head::new(std::path::Path::new("a.xml"), text.as_bytes()));
        assert_eq!(claim(&format!("<urlset>{ENTRY}</urlset>")), Claim::ByContent);
        assert_eq!(
            claim("<urlset><url><loc>https://phare.example</loc></url></urlset>"),
            Claim::No
        );
        assert_eq!(claim("<news><news:title>Le pont</news:title></news>"), Claim::No);
    }
}
