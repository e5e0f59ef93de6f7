//! Tests of markup of no known kind.
//!
//! The markup is made up: its names are those of no format there is.

use std::io::Cursor;
use std::path::Path;

use super::format::Elements;
use crate::ingest::format::{Claim, Format, Head};
use crate::ingest::test_sink::TestSink;
use crate::rejection::Reason;
use crate::render::said::reason_sentence;

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
fn elements_of_several_names_side_by_side_are_articles() {
    let one = |name: &str, title: &str| {
        format!("<{name}><titre>{title}</titre><texte>{TEXT}</texte></{name}>\n")
    };
    let articles = one("article", "Un") + &one("article", "Deux") + &one("article", "Trois");
    let briefs = one("breve", "Quatre") + &one("breve", "Cinq");
    let file = format!(
        "<journal><date>2014-03-01</date><lieu>Brest</lieu>{articles}{briefs}{}</journal>",
        one("edito", "Six")
    );
    let titles = ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six"];
    let expected = titles.map(|title| format!("{title} 2014-03-01 "));
    check("a.xml", &file, &expected.each_ref().map(String::as_str));
    let apart =
        format!("<journal><une>{articles}</une><petites><b>x</b>{briefs}</petites></journal>");
    check("a.xml", &apart, &["Un  ", "Deux  ", "Trois  ", "Quatre  ", "Cinq  "]);
}

#[test]
fn articles_in_elements_that_are_not_read_are_counted() {
    let one = |name: &str, title: &str| {
        format!("<{name}><titre>{title}</titre><texte>{TEXT}</texte></{name}>\n")
    };
    let many: String =
        (0..800).map(|number| one("article", &format!("Le pont {number}"))).collect();
    let file = format!("<journal>{many}{}<lieu>Brest</lieu></journal>", one("edito", "Un édito"));
    let found = read(&file);
    assert_eq!(found.articles().count(), 800);
    assert_eq!(
        found.rejected(),
        [format!("a.xml: {}", reason_sentence(&Reason::OtherElements(1)))]
    );
    let section = format!("<section id='1'><title>Un</title><p>{TEXT}</p></section>");
    let file = format!("<article><title>Un</title><body>{section}{section}</body></article>");
    assert!(read(&file).rejected().is_empty());
}

#[test]
fn the_day_of_an_issue_is_that_of_its_articles() {
    let one = |title: &str, more: &str| {
        format!("<article><titre>{title}</titre>{more}<texte>{TEXT}</texte></article>")
    };
    let own = one("Deux", "<date>2014-02-28</date>");
    let issue = |day: &str| {
        format!(
            "<numero><date>{day}</date>{}{own}<fin>x</fin>{}</numero>",
            one("Un", ""),
            one("Trois", "")
        )
    };
    let expected = ["Un 2014-03-01 ", "Deux 2014-02-28 ", "Trois 2014-03-01 "];
    let next = ["Un 2014-03-02 ", "Deux 2014-02-28 ", "Trois 2014-03-02 ", "Six  "];
    let expected: Vec<&str> = expected.into_iter().chain(next).collect();
    let issues = issue("2014-03-01") + &issue("2014-03-02");
    let file = format!("<journal>{issues}{}</journal>", one("Six", ""));
    check("a.xml", &file, &expected);
    let issue = |day: &str| {
        format!("<numero date='{day}'>{}{own}<fin/>{}</numero>", one("Un", ""), one("Trois", ""))
    };
    let issues = issue("2014-03-01") + &issue("2014-03-02");
    check("a.xml", &format!("<journal>{issues}{}</journal>", one("Six", "")), &expected);
    let export = format!("<export date='2024-01-01'>{}{}</export>", one("Un", ""), one("Deux", ""));
    check("a.xml", &export, &["Un  ", "Deux  "]);
}

#[test]
fn paragraphs_of_any_name_are_the_body() {
    let one = |title: &str| {
        format!(
            "<article><titre>{title}</titre><date>2014-03-01</date><lignes><ligne>{TEXT}</ligne>\
             <ligne>{TEXT}</ligne></lignes></article>"
        )
    };
    let file = format!("<corpus>{}{}{}</corpus>", one("Un"), one("Deux"), one("Trois"));
    let expected = ["Un 2014-03-01 ", "Deux 2014-03-01 ", "Trois 2014-03-01 "];
    check("a.xml", &file, &expected);
    check("a.xml", &file.replace("ligne", "paragraphe"), &expected);
    let list = format!(
        "<fonds><titre>Un</titre><date>2014</date><f><g>{TEXT}</g><g>{TEXT}</g></f></fonds>"
    );
    assert!(super::unit::units(&list).is_empty());
}

#[test]
fn articles_of_scientific_journals_have_their_titles_days_and_sections() {
    let section = format!("<sec><title>Une partie</title><p>{TEXT}</p></sec>");
    let article = |title: &str| {
        format!(
            "<article><front><article-meta><title-group><article-title>{title}</article-title>\
             </title-group><pub-date><day>7</day><month>3</month><year>2014</year></pub-date>\
             </article-meta></front><body><sec><p>{TEXT}</p></sec>{section}</body></article>"
        )
    };
    check("a.xml", &article("Un"), &["Un 2014-03-07 "]);
    let file = format!("<articles>{}{}</articles>", article("Un"), article("Deux"));
    check("a.xml", &file, &["Un 2014-03-07 ", "Deux 2014-03-07 "]);
    assert!(read(&file).articles().all(|article| article.body.contains("Une partie")));
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

#[test]
fn a_sibling_of_articles_with_a_title_and_a_text_is_one_too() {
    let one = |title: &str| {
        format!(
            "<article><titre>{title}</titre><date>2014-03-01</date><texte>{TEXT}</texte></article>"
        )
    };
    let brief = format!("<breve><titre>Trois</titre><p>{TEXT}</p></breve>");
    let file = format!("<journal>{}{}{brief}</journal>", one("Un"), one("Deux"));
    check("a.xml", &file, &["Un 2014-03-01 ", "Deux 2014-03-01 ", "Trois  "]);
    let section = format!(
        "<article><titre>Un</titre><date>2014</date><body><p>{TEXT}</p><sec><titre>Deux</titre><p>{TEXT}</p></sec></body></article>"
    );
    assert_eq!(read(&format!("<c>{section}{section}</c>")).articles().count(), 2);
}

#[test]
fn words_outside_of_articles_are_counted() {
    let one = |title: &str| {
        format!(
            "<article><titre>{title}</titre><date>2014-03-01</date><texte>{TEXT}</texte></article>"
        )
    };
    let words = TEXT.split_whitespace().count();
    let check = |file: String, expected: usize| {
        let found = read(&file);
        assert_eq!(found.articles().count(), 2, "in {file}");
        let said = format!("a.xml: {}", reason_sentence(&Reason::Outside(expected)));
        let expected = if expected == 0 { Vec::new() } else { vec![said] };
        assert_eq!(found.rejected(), expected, "in {file}");
    };
    let both = one("Un") + &one("Deux");
    check(
        format!(
            "<dossier><titre>Les ponts</titre><date>2014</date><lieu>Brest</lieu>{both}</dossier>"
        ),
        0,
    );
    check(format!("<dossier><introduction>{TEXT}</introduction>{both}</dossier>"), words);
    check(
        format!("<dossier><intro><p>{TEXT}</p></intro>{both}<fin><p>{TEXT}</p></fin></dossier>"),
        2 * words,
    );
    check(format!("<dossier>{both}<edito><texte>{TEXT}</texte></edito></dossier>"), words);
    check(format!("<dossier>{TEXT}{both}{TEXT}</dossier>"), 2 * words);
    check(format!("<dossier><droits>© 2014 Le Phare, {TEXT}</droits>{both}</dossier>"), 0);
}

#[test]
fn authors_standfirsts_and_key_words_of_scientific_journals_are_read() {
    let article = format!(
        "<article xml:lang='fr'><front><journal-meta><journal-title-group><journal-title>Revue des ponts</journal-title>\
         </journal-title-group></journal-meta><article-meta><article-id pub-id-type='doi'>10.1/x</article-id>\
         <title-group><article-title>Un pont</article-title></title-group><contrib-group>\
         <contrib contrib-type='author'><name><surname>Morel</surname><given-names>Anne</given-names></name>\
         <xref ref-type='aff'>1</xref></contrib><contrib contrib-type='author'><string-name>Jean Petit</string-name>\
         </contrib><contrib contrib-type='editor'><name><surname>Roux</surname></name></contrib></contrib-group>\
         <pub-date><day>7</day><month>3</month><year>2014</year></pub-date>\
         <abstract><title>Résumé</title><p>Ce pont rouvre.</p></abstract><kwd-group><kwd>ponts</kwd><kwd>fleuves</kwd></kwd-group>\
         </article-meta></front><body><p>{TEXT}</p></body><back><ref-list><ref><mixed-citation><name>\
         <surname>Cité</surname></name></mixed-citation></ref></ref-list></back></article>"
    );
    let found = read(&article);
    let found: Vec<_> = found.articles().collect();
    let [one] = found.as_slice() else { panic!("one article") };
    assert_eq!(one.authors, ["Anne Morel", "Jean Petit"]);
    assert_eq!((one.description.as_str(), one.body.as_str()), ("Ce pont rouvre.", TEXT));
    assert_eq!(
        (one.source.as_str(), one.tags.join("|").as_str()),
        ("Revue des ponts", "ponts|fleuves")
    );
    assert_eq!((one.language.as_str(), one.title.as_str()), ("fr", "Un pont"));
}

#[test]
fn what_stands_beside_the_body_under_other_names_is_kept() {
    let one = |more: &str| {
        format!(
            "<f><objet>Le pont rouvre</objet><date>2014-03-01</date><texte>{TEXT}</texte>{more}</f>"
        )
    };
    let more =
        format!("<encadre><p>{TEXT}</p></encadre><legende>{TEXT}</legende><lieu>Le port</lieu>");
    let file = format!("<numero>{}{}</numero>", one(&more), one(""));
    let found = read(&file);
    let found: Vec<_> = found.articles().collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|article| article.title == "Le pont rouvre"));
    assert_eq!((&found[0].body, &*found[1].body), (&format!("{TEXT}\n{TEXT}"), TEXT));
}

#[test]
fn a_long_line_is_a_text_whatever_it_is_called() {
    let piece = |title: &str, day: u8| {
        let text = "Les camions attendent encore que le pont rouvre. ".repeat(5);
        format!(
            "<piece><intitule>{title}</intitule><paruele>{day} mai 2023</paruele><copie>{text}</copie></piece>"
        )
    };
    let file = format!(
        "<dossier><entete>Fonds</entete>{}{}</dossier>",
        piece("Le pont rouvre", 3),
        piece("Le quai ferme", 4)
    );
    check("a.xml", &file, &["Le pont rouvre 2023-05-03 ", "Le quai ferme 2023-05-04 "]);
}

#[test]
fn each_element_in_a_list_of_authors_or_key_words_is_one() {
    let check = |lists: &str, authors: &[&str], tags: &[&str]| {
        let file = format!(
            "<article><titre>Le pont</titre><date>2023-05-03</date>{lists}<texte>{TEXT}</texte></article>"
        );
        let found = read(&file);
        let found: Vec<_> = found.articles().collect();
        let [one] = found.as_slice() else { panic!("one article") };
        assert_eq!(
            (&one.authors[..], &one.tags[..]),
            (&owned(authors)[..], &owned(tags)[..]),
            "{lists}"
        );
        assert_eq!(one.body, TEXT);
    };
    let lists = "<auteurs><auteur>Jean Petit</auteur><auteur>Anne Grand</auteur></auteurs>\
                 <mots-cles><mot>a</mot><mot>b</mot></mots-cles>";
    check(lists, &["Jean Petit", "Anne Grand"], &["a", "b"]);
    let pretty = lists.replace("><", ">\n  <");
    check(&pretty, &["Jean Petit", "Anne Grand"], &["a", "b"]);
    let persons = "<auteurs><auteur><prenom>Jean</prenom><nom>Petit</nom></auteur>\
                   <auteur><nom>Grand</nom><prenom>Anne</prenom><mail>a@b.fr</mail></auteur></auteurs>";
    check(persons, &["Jean Petit", "Anne Grand"], &[]);
    check(
        "<auteurs><nom>Jean Petit</nom> et <nom>Anne Grand</nom></auteurs>",
        &["Jean Petit", "Anne Grand"],
        &[],
    );
    check("<auteur><name>Jean Petit</name><email>a@b.fr</email></auteur>", &["Jean Petit"], &[]);
    check("<auteur>Jean <b>Petit</b></auteur><tags><b>a</b></tags>", &["Jean Petit"], &["a"]);
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn short_articles_with_a_title_and_a_day_are_articles() {
    let one = |n: usize, text: &str| {
        format!(
            "<article><titre>Le pont {n}</titre><date>2023-05-0{n}</date><texte>{text}</texte></article>"
        )
    };
    for text in ["Il rouvre lundi.", "Il ferme."] {
        for count in [2, 3, 9] {
            let all: String = (1..=count).map(|n| one(n, text)).collect();
            let file = format!("<?xml version='1.0'?><articles>{all}</articles>");
            let head = Head::new(Path::new("a.xml"), file.as_bytes());
            assert_eq!(Elements.claims(&head), Claim::ByContent, "{file}");
            let found = read(&file).lines(|it| format!("{}|{}", it.title, it.body));
            let expected = (1..=count).map(|n| format!("Le pont {n}|{text}"));
            assert_eq!(found, expected.collect::<Vec<_>>(), "in {file}");
        }
    }
}
