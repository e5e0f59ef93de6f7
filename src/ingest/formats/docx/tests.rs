//! Tests of documents of Word, made by hand as small archives.
//!
//! Cut, nested or blown up, a document ends in what there is of it, or in a line.

#![allow(clippy::format_collect, reason = "the inputs are small")]

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::format::Docx;
use crate::article::Article;
use crate::ingest::format::Format;
use crate::ingest::test_sink::TestSink;

/// Returns an archive with one entry, whose bytes are compressed.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content).expect("memory");
    let packed = packed.finish().expect("memory");
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let sizes = |out: &mut Vec<u8>| {
        out.extend(crc.sum().to_le_bytes());
        out.extend((packed.len() as u32).to_le_bytes());
        out.extend((content.len() as u32).to_le_bytes());
        out.extend((name.len() as u16).to_le_bytes());
    };
    let mut out = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0".to_vec();
    sizes(&mut out);
    out.extend([0, 0]);
    out.extend(name.as_bytes());
    out.extend(&packed);
    let directory = out.len() as u32;
    out.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
    sizes(&mut out);
    out.extend([0; 16]);
    out.extend(name.as_bytes());
    let size = out.len() as u32 - directory;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(size.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn read_bytes(bytes: Vec<u8>) -> TestSink {
    let input = Box::new(Cursor::new(bytes));
    TestSink::by(|source, out| Docx.read(source, out), "a.docx", input)
}

fn read(body: &str) -> TestSink {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"x\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    read_bytes(archive("word/document.xml", xml.as_bytes()))
}

#[track_caller]
fn articles(body: &str) -> Vec<Article> {
    let found = read(body);
    assert_eq!(found.rejected(), <[String; 0]>::default());
    found.articles().cloned().collect()
}

fn paragraphs(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|line| {
            format!("<w:p><w:pPr/><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
        })
        .collect()
}

#[test]
fn a_document_is_one_article() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Titre1\"/><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Le \
                </w:t></w:r><w:r><w:t>pont &amp; le quai</w:t></w:r></w:p><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Il \
                rouvre</w:t><w:br/><w:t>lundi.</w:t><w:delText>mardi</w:delText></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r>\
                <mc:AlternateContent><mc:Choice><w:t>Enfin.</w:t></mc:Choice><mc:Fallback><w:t>Enfin.</w:t></mc:Fallback>\
                </mc:AlternateContent></w:r></w:p>";
    let found = articles(body);
    let [one] = found.as_slice() else { panic!("one article") };
    assert_eq!(
        (one.title.as_str(), one.body.as_str()),
        ("Le pont & le quai", "Il rouvre\nlundi.\nEnfin.")
    );
    assert_eq!(one.id, "a.docx");
    assert_eq!(articles(&paragraphs(&["Il rouvre."]))[0].body, "Il rouvre.");
}

const COVER: [&str; 8] = [
    "Date and Time: Friday, 5. July 2019 09:31:00 CEST",
    "Job Number: 1",
    "Documents (2)",
    "1. Le pont rouvre",
    "Client/Matter: -None-",
    "Search Terms: pont, 3 May 2019",
    "2. Le quai",
    "",
];

const REPORT: [&str; 15] = [
    "Le pont rouvre",
    "Le Phare(Brest).",
    "July 1, 2019 Monday 9:20 AM GMT",
    "",
    "Copyright 2019 Le Phare All Rights Reserved",
    "Section: SCIENCES; Version:28",
    "Length: 355 words",
    "Byline: Anne Morel, phare.example",
    "Body",
    "Il rouvre lundi.",
    "Classification",
    "Language: FRENCH",
    "Subject: PONTS (89%); FLEUVES (74%)",
    "Load-Date: July 4, 2019",
    "End of Document",
];

#[test]
fn reports_of_nexis_are_parted_and_their_cover_is_none() {
    let body = paragraphs(&COVER) + &paragraphs(&REPORT).repeat(2);
    let found = articles(&body);
    assert_eq!(found.len(), 2);
    for one in &found {
        assert_eq!(
            (one.title.as_str(), one.source.as_str()),
            ("Le pont rouvre", "Le Phare(Brest)")
        );
        assert_eq!(one.published.as_ref().expect("a date").iso, "2019-07-01T09:20:00+00:00");
        assert_eq!((one.section.as_str(), one.language.as_str()), ("SCIENCES", "fr"));
        assert_eq!(
            (one.authors.join("|"), one.body.as_str()),
            ("Anne Morel".into(), "Il rouvre lundi.")
        );
        assert_eq!(one.tags, ["PONTS", "FLEUVES"]);
    }
    assert_eq!([found[0].id.as_str(), found[1].id.as_str()], ["a.docx#1", "a.docx#2"]);
    assert_eq!(articles(&paragraphs(&REPORT))[0].id, "a.docx", "one alone has no number");
}

#[test]
fn the_standfirst_may_stand_in_the_text() {
    let mut report = REPORT.to_vec();
    report.splice(
        9..10,
        ["ABSTRACT", "Enfin.", "FULL TEXT", "Il rouvre lundi.", "Product", "Un pont."],
    );
    let one = &articles(&paragraphs(&report))[0];
    assert_eq!(
        (one.description.as_str(), one.body.as_str()),
        ("Enfin.", "Il rouvre lundi.\nProduct\nUn pont.")
    );
}

#[test]
fn documents_counted_as_in_a_text_are_parted_too() {
    let lines = [
        "1 of 2 DOCUMENTS",
        "Le Phare",
        "July 1, 2019",
        "Le pont",
        "LENGTH: 2 words",
        "Il rouvre.",
        "LOAD-DATE: July 4, 2019",
    ];
    let found = articles(&paragraphs(&lines).repeat(2));
    let told: Vec<_> =
        found.iter().map(|it| format!("{}|{}|{}", it.source, it.title, it.body)).collect();
    assert_eq!(told, ["Le Phare|Le pont|Il rouvre."; 2]);
}

#[test]
fn a_document_cut_short_keeps_what_there_is() {
    let body = paragraphs(&REPORT) + &paragraphs(&REPORT[..10]);
    let found = read(&body);
    assert_eq!(found.articles().count(), 2);
    assert_eq!(found.rejected().len(), 1);
}

#[test]
fn hostile_files_end_in_a_line() {
    let whole = archive("word/document.xml", paragraphs(&REPORT).as_bytes());
    for length in 0..whole.len() {
        assert_eq!(read_bytes(whole[..length].to_vec()).articles().count(), 0, "{length} bytes");
    }
    assert_eq!(
        articles(&("<w:tbl><w:tr><w:tc>".repeat(1_000) + &paragraphs(&["Il rouvre."]))).len(),
        1
    );
    let none = read_bytes(archive("xl/workbook.xml", b"<x/>"));
    assert_eq!(
        none.rejected(),
        ["a.docx: no text in this document; save it again as .docx, or as text"]
    );
    let bomb = read_bytes(archive("word/document.xml", &vec![b' '; 80 << 20]));
    assert_eq!(
        bomb.rejected(),
        ["a.docx: larger than 64 MB, too large for one article; split it first"]
    );
}

#[test]
fn texts_of_factiva_in_a_document_are_articles() {
    let one = |title: &str, number: &str| {
        [
            "SE",
            "Sciences",
            "HD",
            title,
            "BY",
            "Anne Morel",
            "WC",
            "718 mots",
            "PD",
            "15 mars 2022",
            "SN",
            "Le Phare",
            "LA",
            "Français",
            "LP",
            "Il rouvre lundi.",
            "TD",
            "Les camions attendent.",
            "Enfin.",
            "AN",
            number,
        ]
        .map(str::to_owned)
    };
    let lines = [
        one("Le pont rouvre", "Document PHARE00020220315ei3f0003o"),
        one("Le quai", "Document PHARE00020220316ei3g00001"),
    ];
    let lines: Vec<&str> = lines.iter().flatten().map(String::as_str).collect();
    let of_factiva = |found: &[Article]| {
        let found: Vec<_> = found
            .iter()
            .map(|it| {
                format!("{}|{}|{}|{}", it.id, it.title, it.source, it.body.replace('\n', " "))
            })
            .collect();
        assert_eq!(
            found,
            [
                "PHARE00020220315ei3f0003o|Le pont rouvre|Le Phare|Il rouvre lundi. Les camions attendent. Enfin.",
                "PHARE00020220316ei3g00001|Le quai|Le Phare|Il rouvre lundi. Les camions attendent. Enfin.",
            ]
        );
    };
    of_factiva(&articles(&paragraphs(&lines)));
    let numberless: Vec<&str> =
        lines.iter().copied().filter(|line| *line != "AN" && !line.starts_with("Doc")).collect();
    assert_eq!(articles(&paragraphs(&numberless)).len(), 2);
}
