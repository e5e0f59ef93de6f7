//! Tests of `LexisNexis`, on small documents as its pages and texts have them.
//!
//! The same documents come with the comments of the database and without them.

#![allow(clippy::format_collect, reason = "the inputs are small")]

use std::io::Cursor;

use super::format::LexisNexis;
use crate::article::Article;
use crate::ingest::format::{Claim, Format, Head};
use crate::ingest::test_sink::TestSink;

#[track_caller]
fn read(file: &str) -> TestSink {
    let input = Box::new(Cursor::new(file.to_owned().into_bytes()));
    TestSink::by(|source, out| LexisNexis.read(source, out), "a.txt", input)
}

#[track_caller]
fn articles(file: &str) -> Vec<Article> {
    let found = read(file);
    assert_eq!(found.rejected(), <[String; 0]>::default(), "in {file}");
    found.articles().cloned().collect()
}

#[track_caller]
fn check(one: &Article) {
    assert_eq!((one.title.as_str(), one.source.as_str()), ("Le pont rouvre", "Le Phare"));
    assert_eq!(one.published.as_ref().expect("a date").iso, "2013-04-12");
    assert_eq!((one.section.as_str(), one.language.as_str()), ("SCIENCES", "fr"));
    assert_eq!((one.authors.join("|"), one.description.as_str()), ("Anne Morel".into(), "Enfin"));
    assert_eq!(one.body, "Il rouvre lundi, dit-on.\nLes camions attendent.");
    assert_eq!(one.tags, ["PONTS", "FLEUVES"]);
}

const TEXT: &str = "\u{FEFF}\r\n\r\nDownload Request: Selected Items: 1-2\r\nTime Of Request: Friday, March 20, 2018  \
                    16:51:31\r\n\r\nTerms: (DATE(>=2009-12-01) and pont)\r\n\r\n\r\n                               1 of 2 \
                    DOCUMENTS\r\n\r\n\r\n                                  Le Phare\r\n\r\n                            12 \
                    avril 2013 vendredi\r\n                               Édition du soir\r\n\r\nLe pont\r\nrouvre\r\n\r\n\
                    AUTEUR: Anne Morel\r\n\r\nRUBRIQUE: SCIENCES; Pg. 35\r\n\r\nLONGUEUR: 143 mots\r\n\r\nENCART: \
                    Enfin\r\n\r\nIl rouvre lundi,\r\ndit-on.\r\n\r\nLes camions attendent.\r\n\r\nSUJET: PONTS (93%); \
                    FLEUVES (78%)\r\n\r\nDATE-CHARGEMENT: 14 avril 2013\r\n\r\nLANGUE: FRENCH; FRANÇAIS\r\n\r\n\r\n          \
                    Copyright 2013 Le Phare\r\n                Tous droits réservés\r\n\r\n                               2 of 2 \
                    DOCUMENTS\r\n\r\n                            Le Phare\r\n\r\n                      March 3, 2013 \
                    Sunday\r\n\r\nLe quai\r\n\r\nBYLINE: BY JEAN PETIT\r\n\r\nLENGTH: 2,968 words\r\n\r\n\r\nNOTE: il \
                    ferme.\r\n\r\nLe soir.\r\n\r\nLOAD-DATE: March 4, 2013\r\n";

#[test]
fn texts_are_cut_and_their_lines_joined() {
    let found = articles(TEXT);
    assert_eq!(found.len(), 2);
    check(&found[0]);
    let two = &found[1];
    assert_eq!((two.title.as_str(), two.body.as_str()), ("Le quai", "NOTE: il ferme.\nLe soir."));
    assert_eq!((two.authors.join("|"), two.source.as_str()), ("JEAN PETIT".into(), "Le Phare"));
    assert_eq!(two.published.as_ref().expect("a date").iso, "2013-03-03");
}

#[test]
fn a_document_without_a_day_has_its_paper_all_the_same() {
    let undated = TEXT.replace("March 3, 2013", "Edition").replace("Sunday", "Brest");
    let found = articles(&undated);
    assert_eq!((found[1].title.as_str(), found[1].source.as_str()), ("Le quai", "Le Phare"));
    assert_eq!((found[1].published.is_none(), found[1].description.as_str()), (true, ""));
}

#[test]
fn documents_are_counted_in_many_ways() {
    for (of, name) in [("von", "DOKUMENTEN"), ("OF", "documents")] {
        let counted = TEXT.replace(" of 2 DOCUMENTS", &format!(" {of} 2 {name}"));
        assert_eq!(articles(&counted).len(), 2, "{of} {name}");
    }
    let document = |number: u32| {
        format!(
            "<br><div><p><span>{number} of 2 DOCUMENTS</span></p></div><br><div><p><span>Le Phare</span></p></div>\
             <br><div><p><span>12 </span><span>avril 2013</span></p></div><br><div><p><span>Le pont rouvre</span></p>\
             </div><br><div><p><span>LONGUEUR: </span><span>143 mots</span></p></div><br><div><p><span>Il \
             rouvre.</span></p></div>"
        )
    };
    let page = format!("<html><body>{}{}</body></html>", document(1), document(2));
    let head = Head::new(std::path::Path::new("a.html"), page.as_bytes());
    assert_eq!(LexisNexis.claims(&head), Claim::ByContent);
    assert_eq!(articles(&page).len(), 2);
}

fn page(documents: &str) -> String {
    format!(
        "<HTML><HEAD><STYLE TYPE=\"text/css\"><!--\n.c0 {{ text-align: center; }}\n--></STYLE><META TOPIC=\"null\" \
         UPDATED=\"Tuesday, October 15, 2019\" /></HEAD><BODY><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN>Time Of Request: \
         Tuesday, October 15, 2019</SPAN></P></DIV>\n{documents}</BODY></HTML>"
    )
}

fn document(blocks: &[&str]) -> String {
    let blocks: String = blocks
        .iter()
        .map(|block| format!("<BR><DIV CLASS=\"c5\"><P CLASS=\"c6\"><SPAN CLASS=\"c2\">{block}</SPAN></P>\n</DIV>\n"))
        .collect();
    format!(
        "<A NAME=\"DOC_ID_0_0\"></A><!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->\n{blocks}<!-- Hide XML \
         section from browser\n</DOCFULL>\n</DOC> -->\n"
    )
}

const BLOCKS: [&str; 12] = [
    "1 of 3 DOCUMENTS",
    "Le Phare",
    "12</SPAN><SPAN CLASS=\"c2\"> April 2013 Friday",
    "Le pont rouvre",
    "AUTEUR: </SPAN><SPAN CLASS=\"c2\">Anne Morel",
    "RUBRIQUE: </SPAN><SPAN CLASS=\"c2\">SCIENCES; Pg. 35",
    "ENCART:</SPAN><SPAN CLASS=\"c2\">&nbsp;Enfin<BR>",
    "Il rouvre </SPAN><SPAN CLASS=\"c4\">lundi</SPAN><SPAN>,\ndit-on.</SPAN></P><P CLASS=\"c9\"><SPAN>Les camions attendent.",
    "SUJET: </SPAN><SPAN CLASS=\"c2\">PONTS (93%);\nFLEUVES (78%)",
    "DATE-CHARGEMENT: </SPAN><SPAN CLASS=\"c2\">13 March 2013",
    "LANGUE: </SPAN><SPAN CLASS=\"c2\">FRENCH",
    "Copyright 2013 Le Phare<BR>Tous Droits Réservés",
];

#[test]
fn pages_are_cut_and_their_cover_is_none() {
    let found = articles(&page(&document(&BLOCKS).repeat(2)));
    assert_eq!(found.len(), 2);
    found.iter().for_each(check);
}

#[test]
fn pages_without_their_comments_are_cut_at_the_counts() {
    let blocks: String =
        BLOCKS.iter().map(|block| format!("<div><p><span>{block}</span></p></div>")).collect();
    let found = articles(&page(&blocks.repeat(2)));
    assert_eq!(found.len(), 2);
    found.iter().for_each(check);
}

#[test]
fn a_document_in_error_is_none() {
    let error = document(&["We are sorry but there is an error in this document."]);
    let found = read(&page(&(document(&BLOCKS) + &error)));
    assert_eq!(found.articles().count(), 1);
    assert_eq!(
        found.rejected(),
        ["a.txt:2: no article: the database gave a notice in its place; download it again"]
    );
}

#[test]
fn a_document_may_have_no_headline_or_one_with_a_label() {
    let without = document(&[
        "2 of 3 DOCUMENTS",
        "Le Phare",
        "April 12, 2013",
        "LENGTH: 44 words",
        "Il rouvre.",
    ]);
    let labelled = document(&[
        "3 of 3 DOCUMENTS",
        "Copyright 2013 Le Phare",
        "Le Phare",
        "April 12, 2013",
        "HEADLINE: Le pont",
        "BODY:<BR>Il rouvre.",
        "LOAD-DATE: April 13, 2013",
    ]);
    let found = articles(&page(&(without + &labelled)));
    let told: Vec<_> =
        found.iter().map(|it| format!("{}|{}|{}", it.source, it.title, it.body)).collect();
    assert_eq!(told, ["Le Phare||Il rouvre.", "Le Phare|Le pont|Il rouvre."]);
}

#[test]
fn hostile_files_end_in_a_line() {
    let whole = page(&document(&BLOCKS).repeat(2));
    for file in [whole.as_str(), TEXT] {
        for length in (0..file.len()).step_by(61).filter(|at| file.is_char_boundary(*at)) {
            read(&file[..length]);
        }
    }
    let deep = page(&document(&[
        "1 of 1 DOCUMENTS",
        "Le Phare",
        "April 12, 2013",
        &"<div>".repeat(1_000),
        "Il rouvre.",
    ]));
    assert_eq!(articles(&deep).len(), 1);
    let labels = format!(
        "1 of 1 DOCUMENTS\n\nLe Phare\n\nApril 12, 2013\n\nPont\n\nIl\n\n{}fin",
        "TYPE: a\n\n".repeat(100_000)
    );
    assert_eq!(articles(&labels).len(), 1);
}
