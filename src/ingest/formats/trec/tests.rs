//! Tests of TREC documents, with and without the ends of their tags.
//!
//! A document is an article or a line with its place, never nothing.

use crate::ingest::test_sink::TestSink;

#[track_caller]
fn check(documents: &str, expected: &[&str]) {
    let input = Box::new(documents.as_bytes());
    let found =
        TestSink::by(|mut source, intake| super::read(&mut source, intake), "t.sgml", input);
    let found = found.lines(|article| {
        let date = article.published.as_ref().map_or("", |date| &date.iso);
        format!("{} {date} {}|{}", article.id, article.title, article.body)
    });
    assert_eq!(found, expected, "reading {documents}");
}

#[test]
fn every_document_is_an_article() {
    check(
        "<DOC>\n<DOCNO> PHARE-1 </DOCNO>\n<FILEID>x</FILEID><DATE>15/06/2020</DATE>\n<HEAD>Le\npont</HEAD>\n\
         <TEXT>\n<P>\nThé &amp; café.\n<P>\nFin.\n</TEXT>\n<TEXT>Suite.</TEXT></DOC>\n\
         <doc><docno>2</docno><title>Crue</title></doc>",
        &["PHARE-1 2020-06-15 Le pont|Thé & café.\nFin.\nSuite.", "2  Crue|"],
    );
}

#[test]
fn attributes_are_fields_and_bare_text_is_the_body() {
    check(
        "<corpus>\n<doc id=\"7\" title=\"L&quot;été&quot; &amp; l'eau\">\nUn.\nDeux.\n</doc></corpus>",
        &["7  L\"été\" & l'eau|Un.\nDeux."],
    );
    check("<DOC><DOCNO>1</DOCNO>Texte nu</DOC>", &["1  |Texte nu"]);
}

#[test]
fn ends_may_lack() {
    check(
        "<DOC><DOCNO>1<TITLE>Un<TEXT>un</DOC><DOC><DOCNO>2</DOCNO><TITLE>Deux</TITLE><DOC>\n<DOCNO>3\n</DOCNO>\
         <TEXT>trois",
        &[
            "1  Un|un",
            "2  Deux|",
            "3  |trois",
            "1: the file ends before this document does; what there is of it was kept",
        ],
    );
}

#[test]
fn a_document_without_text_is_told_with_its_line() {
    check(
        "<DOC>\n<DOCNO>1</DOCNO>\n</DOC>\n<DOC></DOC>\n",
        &["1: no title and no text", "4: no title and no text"],
    );
    check("texte", &["no item in this file; save it again as a page or as text"]);
}

#[test]
fn the_number_of_a_document_is_its_id_whatever_else_it_has() {
    check(
        "<DOC><DOCNO>ATS.1</DOCNO><ID>7</ID><PD>940101</PD><TI>La neige</TI><TX>Un.</TX></DOC>\
         <DOC ID='8'><DOCNO>ATS.2</DOCNO><LEAD1>La bise</LEAD1></DOC>",
        &["ATS.1 1994-01-01 La neige|Un.", "ATS.2  |"],
    );
}
