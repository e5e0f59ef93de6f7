//! Tests of TREC documents, with and without the ends of their tags.

use std::path::Path;

use super::*;
use crate::ingest::meter::Meter;
use crate::ingest::source::Origin;
use crate::ingest::{Rejection, Sink};

#[derive(Default)]
struct Found(Vec<String>);

impl Sink for Found {
    fn wants(&mut self, _: &Path) -> Result<bool> {
        Ok(true)
    }

    fn finished(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        let date = article.published.map(|date| date.iso).unwrap_or_default();
        self.0.push(format!("{} {date} {}|{}", article.id, article.title, article.body));
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        let line = rejection.line.map_or_else(String::new, |line| format!("{line}: "));
        self.0.push(format!("{line}{}", rejection.reason));
        Ok(())
    }

    fn skipped(&mut self, _: &Path, _: &str) {}

    fn progress(&mut self, _: u64, _: u64) {}
}

#[track_caller]
fn check(documents: &str, expected: &[&str]) {
    let mut found = Found::default();
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 1, &mut found);
    let input = Box::new(documents.as_bytes());
    let mut source = Source {
        origin: Origin::file(Path::new("t.sgml")),
        input,
        file: None,
        meter: Meter::new(None),
    };
    super::read(&mut source, &mut intake).expect("a sink that takes all");
    drop(intake);
    assert_eq!(found.0, expected, "reading {documents}");
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
    check("texte", &["no item in this file"]);
}

#[test]
fn the_number_of_a_document_is_its_id_whatever_else_it_has() {
    check(
        "<DOC><DOCNO>ATS.1</DOCNO><ID>7</ID><PD>940101</PD><TI>La neige</TI><TX>Un.</TX></DOC>\
         <DOC ID='8'><DOCNO>ATS.2</DOCNO><LEAD1>La bise</LEAD1></DOC>",
        &["ATS.1 1994-01-01 La neige|Un.", "ATS.2  |"],
    );
}
