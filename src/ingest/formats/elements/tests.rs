//! Tests of markup of no known kind.

use std::io::Cursor;
use std::path::Path;

use super::format::Elements;
use crate::ingest::format::{Claim, Format, Head};
use crate::ingest::test_sink::TestSink;

const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne ne sait \
                    quand ce sera.";

fn read(file: &str) -> TestSink {
    let input = Box::new(Cursor::new(file.to_owned().into_bytes()));
    TestSink::by(|source, out| Elements.read(source, out), "a.xml", input)
}

#[track_caller]
fn check(name: &str, file: &str, expected: &[&str]) {
    assert_eq!(Elements.claims(&Head::new(Path::new(name), file.as_bytes())), Claim::ByContent);
    let found = read(file).lines(|it| {
        let day = it.published.as_ref().map_or("", |date| date.day());
        assert!(it.body.starts_with("Les camions"), "{}", it.body);
        format!("{} {day} {}", it.title, it.authors.join("|"))
    });
    assert_eq!(found, expected, "in {file}");
}

#[test]
fn elements_with_attributes_are_articles() {
    let article = |title: &str| {
        format!(
            "<ARTICLE titre=\"{title}\" date=\"2023-05-03\" auteur='Anne Morel'>\n{TEXT}\n</ARTICLE>\n"
        )
    };
    let file = article("Un") + &article("Deux");
    check("a.txt", &file, &["Un 2023-05-03 Anne Morel", "Deux 2023-05-03 Anne Morel"]);
    let file = format!("<?xml version='1.0'?><corpus>{file}</corpus>").replace("ARTICLE", "text");
    check("a.xml", &file, &["Un 2023-05-03 Anne Morel", "Deux 2023-05-03 Anne Morel"]);
}

#[test]
fn elements_with_elements_are_articles() {
    let notice = |title: &str| {
        format!(
            "<notice><titre>{title}</titre><date>3 mai 2023</date><texte><p>{TEXT}</p><p>Enfin.</p></texte></notice>"
        )
    };
    let file = format!(
        "<notices><titre>Le Phare</titre>{}{}{}</notices>",
        notice("Un"),
        notice("Deux"),
        notice("Trois")
    );
    check("a.xml", &file, &["Un 2023-05-03 ", "Deux 2023-05-03 ", "Trois 2023-05-03 "]);
    check("a.xml", &notice("Un"), &["Un 2023-05-03 "]);
}

#[test]
fn elements_of_unknown_names_are_articles_with_the_days_they_hold() {
    let sheet = |title: &str| {
        format!(
            "<f><intitule>{title}</intitule><quand>2023-05-03</quand><contenu>{TEXT}</contenu></f>"
        )
    };
    let file = format!("<fonds>{}{}</fonds>", sheet("Un pont"), sheet("Deux ponts"));
    check("a.xml", &file, &["Un pont 2023-05-03 ", "Deux ponts 2023-05-03 "]);
    let short = |title: &str| format!("<a t='{title}' d='03/05/2023'>{TEXT}</a>");
    let file = format!("<fonds>{}{}</fonds>", short("Un pont"), short("Deux ponts"));
    check("a.xml", &file, &["Un pont 2023-05-03 ", "Deux ponts 2023-05-03 "]);
    let named = |file: &str| file.replace(" t=", " nom=").replace(" d=", " quand=");
    check("a.xml", &named(&file), &["Un pont 2023-05-03 ", "Deux ponts 2023-05-03 "]);
    let row = |title: &str| {
        format!(
            "<row><field name='titre'>{title}</field><field name='date'>2023-05-03</field>\
             <field name='texte'>{TEXT}</field></row>"
        )
    };
    let file = format!("<database><table>{}{}</table></database>", row("Un"), row("Deux"));
    check("a.xml", &file, &["Un 2023-05-03 ", "Deux 2023-05-03 "]);
}

#[test]
fn what_is_cut_short_is_kept_and_told() {
    let file = format!(
        "<c><text titre='Un' date='2023'>{TEXT}</text><text titre='Deux' date='2023'>{TEXT}"
    );
    let found = read(&file);
    assert_eq!(found.articles().count(), 2);
    assert_eq!(found.rejected().len(), 1);
    let deep = file.replace("Les camions", &"<x>".repeat(1_000));
    assert_eq!(read(&deep).articles().count(), 0);
}

#[test]
fn other_xml_is_not_claimed() {
    for file in [
        "<opml><body><outline title='Un' text='Un'/></body></opml>",
        "<alto><Page/></alto>",
        "Texte <b>nu</b>",
    ] {
        assert_ne!(
            Elements.claims(&Head::new(Path::new("a.xml"), file.as_bytes())),
            Claim::ByContent
        );
    }
}
