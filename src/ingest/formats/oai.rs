//! Answers of libraries and open archives: OAI-PMH and SRU, a notice in Dublin Core a record.
//! Read in a stream, record by record.
//!
//! A record that was deleted there is none; one in another vocabulary is rejected.

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::{Element, Tree, local};
use crate::ingest::press::byline;
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Elements of Dublin Core and a name that their field goes by.
const ELEMENTS: [(&str, &str); 8] = [
    ("title", "title"),
    ("creator", "author"),
    ("description", "description"),
    ("abstract", "description"),
    ("date", "date"),
    ("issued", "date"),
    ("subject", "tags"),
    ("language", "language"),
];

/// Answers with records.
pub(in crate::ingest::formats) struct Oai;

impl Format for Oai {
    fn about(&self) -> &'static About {
        &About {
            name: "oai",
            version: 1,
            noun: "an answer of OAI-PMH or SRU",
            extensions: &[],
            shared: &["xml"],
            help: "each record of OAI-PMH or SRU in Dublin Core (Gallica, HAL)",
            content: Content::Syntax,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let is_answer = || matches!(head.root(), Some("oai-pmh" | "searchretrieveresponse"));
        head.claim(self.about(), is_answer)
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let names = out.names().clone();
        let read = move |markup: &str| article(markup, &names);
        let mark = marks();
        read_cut(source, out, Cut { sign: b'<', mark, read, end: "/oai_dc:dc>".to_owned() })
    }
}

/// Returns what tells the tags of records: one has started when its notice does.
fn marks() -> impl FnMut(&[u8]) -> Mark {
    let mut is_open = false;
    move |piece| {
        let tag = &piece[..memchr::memchr(b'>', piece).unwrap_or(piece.len())];
        let name = tag.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let name = std::str::from_utf8(name).unwrap_or_default();
        if tag.ends_with(b"/") {
            return Mark::Within;
        }
        match name.strip_prefix('/').map_or(("", local(name)), |name| ("/", local(name))) {
            ("", "record") if !is_open => Mark::MayStart,
            ("", "metadata" | "recordData") if !is_open => {
                is_open = true;
                Mark::Started
            }
            // A notice of another vocabulary may hold records of its own.
            ("/", "metadata" | "recordData") if is_open => {
                is_open = false;
                Mark::End
            }
            _ => Mark::Within,
        }
    }
}

/// Returns the article that a record tells of.
fn article(markup: &str, names: &FieldNames) -> Result<Article, Reason> {
    let tree = Tree::parse(markup)?;
    let notice = tree.all("dc").next().or_else(|| tree.all("qualifieddc").next());
    let notice = notice.ok_or(Reason::NoText)?;
    let mut record = NamedFields::default();
    for element in notice.children() {
        let known = ELEMENTS.iter().find(|(name, _)| element.is(name));
        match known.and_then(|(_, name)| names.find(name)) {
            Some(target @ (Field::Authors, _)) => {
                for name in byline::people(&element.line()) {
                    record.add(target, &name);
                }
            }
            Some(target) => record.add(target, &element.prose()),
            None => {}
        }
    }
    let all =
        |name: &'static str| notice.children().filter(move |it| it.is(name)).map(Element::line);
    let paper = all("source").find(|name| is_paper(name)).or_else(|| all("publisher").next());
    let url = all("identifier").find(|text| text.starts_with("http"));
    let id = tree.all("header").next().and_then(|header| header.child("identifier"));
    for (name, text) in [("source", paper), ("url", url), ("id", id.map(Element::line))] {
        if let (Some(target), Some(text)) = (names.find(name), text) {
            record.add(target, &text);
        }
    }
    record.into_article()
}

/// Tells whether what a notice gives as its source is the name of a paper: no address, no
/// number, and not the library that holds the copy.
fn is_paper(name: &str) -> bool {
    let is_other = ["http", "ISSN", "EISSN", "Bibliothèque nationale"];
    !name.is_empty() && !is_other.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::ingest::test_sink::TestSink;
    use crate::render::said::reason_sentence;

    #[track_caller]
    fn check(xml: &str, expected: &[&str]) {
        let input = Box::new(Cursor::new(xml.to_owned()));
        let found = TestSink::by(|source, out| Oai.read(source, out), "a.xml", input);
        let shown = found.lines(|it| {
            let day = it.published.as_ref().map_or("", |date| date.iso.as_str());
            let people = it.authors.join(", ");
            let facts = [&it.id, &it.title, &it.description, &it.source, &it.url, &it.language];
            format!("{} {day} {people}", facts.map(String::as_str).join("|"))
        });
        assert_eq!(shown, expected, "reading {xml}");
    }

    fn answer(records: &str) -> String {
        format!(
            "<?xml version='1.0'?><OAI-PMH><responseDate>2024-01-05</responseDate><ListRecords>{records}\
             <resumptionToken>x</resumptionToken></ListRecords></OAI-PMH>"
        )
    }

    fn record(number: u8, dc: &str) -> String {
        format!(
            "<record><header><identifier>oai:phare:{number}</identifier><datestamp>2020-01-01</datestamp></header>\
             <metadata><oai_dc:dc>{dc}</oai_dc:dc></metadata></record>"
        )
    }

    #[test]
    fn each_record_is_an_article_with_what_its_notice_says() {
        let paper = "<dc:identifier>btv1</dc:identifier><dc:identifier>https://gallica.example/btv1</dc:identifier>\
                     <dc:title>Le Phare</dc:title><dc:date>1904-10</dc:date><dc:publisher>Morel (Brest)</dc:publisher>\
                     <dc:source>Bibliothèque nationale de France, JO-1</dc:source><dc:language>fre</dc:language>\
                     <dc:rights>domaine public</dc:rights>";
        let work = "<dc:title>Le pont</dc:title><dc:creator>Morel, Anne</dc:creator><dc:creator>Petit, Luc</dc:creator>\
                    <dc:source>ISSN: 1</dc:source><dc:source>Revue du port</dc:source><dc:description>Un &lt;i&gt;résumé&lt;/i&gt;.\
                    </dc:description><dc:date>2018-06-02</dc:date>";
        check(
            &answer(&(record(1, paper) + &record(2, work))),
            &[
                "oai:phare:1|Le Phare||Morel (Brest)|https://gallica.example/btv1|fr 1904-10 ",
                "oai:phare:2|Le pont|Un résumé.|Revue du port|| 2018-06-02 Anne Morel, Luc Petit",
            ],
        );
    }

    #[test]
    fn what_was_deleted_is_no_record_and_what_is_told_in_another_way_is_named() {
        let deleted = "<record><header status='deleted'><identifier>oai:phare:9</identifier></header></record>";
        let marc = "<record><header><identifier>oai:phare:3</identifier></header><metadata><marc:record><marc:field>Le pont\
                    </marc:field></marc:record></metadata></record>";
        let one = record(1, "<dc:title>Le pont</dc:title>");
        check(&answer(&(deleted.to_owned() + &one + deleted)), &["oai:phare:1|Le pont||||  "]);
        check(
            &answer(&(one.clone() + marc))[..],
            &["oai:phare:1|Le pont||||  ", "2: no title and no text"],
        );
        check(&answer(""), &["no item in this file; save it again as a page or as text"]);
        let cut = answer(&one);
        let cut = &cut[..cut.find("</oai_dc:dc>").expect("an end")];
        let end = reason_sentence(&Reason::NoEnd);
        check(cut, &["oai:phare:1|Le pont||||  ", &format!("1: {end}")]);
    }

    #[test]
    fn an_answer_of_sru_is_read_alike() {
        let sru = "<srw:searchRetrieveResponse><srw:records><srw:record><srw:recordSchema>dc</srw:recordSchema>\
                   <srw:recordData><oai_dc:dc><dc:title>Le Phare</dc:title><dc:date>1904-10-03</dc:date></oai_dc:dc>\
                   </srw:recordData></srw:record></srw:records></srw:searchRetrieveResponse>";
        check(sru, &["a.xml#1|Le Phare|||| 1904-10-03 "]);
    }

    #[test]
    fn an_answer_is_known_by_its_root() {
        let claim =
            |text: &str| Oai.claims(&Head::new(std::path::Path::new("a.xml"), text.as_bytes()));
        assert_eq!(claim(&answer("")), Claim::ByContent);
        assert_eq!(claim("<records><record/></records>"), Claim::No);
    }
}
