//! Tests of Factiva, on two small articles as its pages, texts and XML have them.
//!
//! They must come out the same of every layout.

#![allow(clippy::format_collect, reason = "the inputs are small")]

use std::io::Cursor;
use std::path::Path;

use super::format::Factiva;
use crate::article::Article;
use crate::ingest::format::{Claim, Format, Head};
use crate::ingest::test_sink::TestSink;

#[track_caller]
fn read(file: &str) -> TestSink {
    let input = Box::new(Cursor::new(file.to_owned().into_bytes()));
    TestSink::by(|source, out| Factiva.read(source, out), "a.html", input)
}

#[track_caller]
fn check(file: &str) {
    assert_eq!(Factiva.claims(&Head::new(Path::new("a.html"), file.as_bytes())), Claim::ByContent);
    let found = read(file);
    assert_eq!(found.rejected(), <[String; 0]>::default(), "in {file}");
    let found: Vec<&Article> = found.articles().collect();
    assert_eq!(found.len(), 2, "articles in {file}");
    let one = found[0];
    assert_eq!(one.id, "PHARE00020220315ei3f0003o");
    assert_eq!((one.title.as_str(), one.source.as_str()), ("Le pont rouvre enfin", "Le Phare"));
    assert_eq!((one.section.as_str(), one.language.as_str()), ("Sciences", "fr"));
    assert_eq!(one.authors, ["Anne Morel"]);
    assert_eq!(one.body, "Il rouvre lundi, dit-on.\nLes camions attendent.\nEnfin.");
    assert_eq!(one.published.as_ref().expect("a date").day(), "2022-03-15");
    assert_eq!(found[1].id, "PHARE00020220316ei3g00001");
    assert_eq!((found[1].title.as_str(), found[1].body.as_str()), ("Le quai", "Il ferme."));
}

const HEAD: &str = "<html><head><title>Factiva</title></head><body><form id=\"PageBaseForm\">";

fn row(code: &str, value: &str) -> String {
    format!(
        "<tr><td align=\"right\" valign=\"top\" class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>\n"
    )
}

fn coded() -> [String; 2] {
    let text = |lines: &[&str]| {
        lines
            .iter()
            .map(|it| format!("<p class=\"articleParagraph frarticleParagraph\" >{it}</p>\n"))
            .collect::<String>()
    };
    let one = [
        row("SE", "Sciences"),
        row("HD", "<span class='frHeadline'>Le pont\nrouvre enfin</span>\n"),
        row("BY", "Anne Morel; amorel@phare.example "),
        row("WC", "718 words"),
        row("PD", "15 March 2022"),
        row("ET", "15:32"),
        row("SN", "Le Phare"),
        row("LA", "French"),
        row("CY", "(c) Copyright 2022 Le Phare."),
        row("LP", &text(&["Il rouvre <b>lundi</b>, dit-on."])),
        row("TD", &text(&["Les camions attendent.", "Enfin."])),
        row("NS", "<br/>gpol : Politique | nfact : Factiva Filters"),
        row("PUB", "Société du Phare"),
        row("AN", "<br/>Document PHARE00020220315ei3f0003o"),
    ]
    .concat();
    let two = [
        row("HD", "<b class='frHeadline'>Le quai</b>"),
        row("PD", "16 mars 2022"),
        row("LP", &text(&["Il ferme."])),
        row("AN", "Document PHARE00020220316ei3g00001"),
    ]
    .concat();
    [one, two]
}

#[test]
fn tables_of_codes_are_read() {
    let table = |rows: &String| {
        format!("<div class=\"article frArticle\"><table>{rows}</table><br/></div>")
    };
    let [one, two] = coded();
    check(&format!(
        "{HEAD}{}<br/>{}<span class=\"copyright\">&copy; 2022 Factiva, Inc.</span></body></html>",
        table(&one),
        table(&two)
    ));
    let outer = |number: &str, rows: &String| {
        format!("<div id=\"article-{number}\" class=\"article\" >{}</div>", table(rows))
    };
    let both = outer("PHARE00020220315ei3f0003o", &one) + &outer("PHARE00020220316ei3g00001", &two);
    check(&format!("{HEAD}{both}</body></html>"));
    let found = read(&format!("{HEAD}{both}"));
    let tags: Vec<_> = found.articles().map(|it| it.tags.join("|")).collect();
    assert_eq!(tags, ["Politique", ""]);
}

#[test]
fn pages_that_a_program_has_saved_again_are_parted_by_their_codes() {
    let [one, two] = coded();
    let again = |rows: &str| {
        let rows = rows.replace(" class=\"index\"><b>", "><p class=MsoNormal><b>");
        rows.replace("</b>&nbsp;", "</b>&nbsp;</p>")
    };
    let tables = format!("<table>{}</table><br><table>{}</table>", again(&one), again(&two));
    let page = |tables: &str| {
        format!("<html><head><title>Ponts</title></head><body>{tables}<p>3 pages</p></body></html>")
    };
    check(&page(&tables));
    check(&format!("{HEAD}{tables}</body></html>"));
    // All in one table, the codes in other forms.
    let one_table = page(&format!("<TABLE>{one}{two}</TABLE>"));
    check(&one_table.replace("</b>&nbsp;</td>", ":</b>\n</td>"));
    check(&one_table.replace("<b>", "").replace("</b>&nbsp;", ""));
    // Without numbers their order parts them.
    let nameless = tables.replace("<b>AN</b>", "<b></b>");
    let found = read(&page(&nameless));
    let titles: Vec<_> =
        found.articles().map(|it| format!("{} {}", it.title, it.section)).collect();
    assert_eq!(titles, ["Le pont rouvre enfin Sciences", "Le quai "]);
    assert_eq!(found.rejected(), <[String; 0]>::default());
}

#[test]
fn pages_without_elements_or_codes_are_parted_by_their_numbers() {
    let one = "<p>Sciences</p><p>Le pont rouvre enfin</p><p>Anne Morel</p><p>1 718 mots</p><p>15 mars 2022</p>\
               <p>15:32</p><p>Le Phare</p><p>PHARE</p><p>5</p><p>Français</p><p>(c) 2022 Le Phare.</p><p>Il rouvre \
               <b>lundi</b>, dit-on.</p><p>Les camions attendent.</p><p>Enfin.</p><p>Document \
               PHARE00020220315ei3f0003o</p>";
    let two = "<p>Le quai</p><p>12 mots</p><p>16 mars 2022</p><p>Le Phare</p><p>Français</p><p>Il ferme.</p>\
               <p>Document PHARE00020220316ei3g00001</p>";
    check(&format!("<html><title>Ponts</title><body>{one}<br>{two}<p>© Factiva</p></body></html>"));
}

#[test]
fn pages_without_codes_are_read_in_their_order() {
    let one = "<div class=\"article frArticle\"><div>Sciences</div><div id=\"hd\"><span class=\"frHeadline\"> Le pont \
               rouvre enfin</span></div><div class=\"author\">Anne Morel </div><div>1 718 mots</div><div>15 mars 2022\
               </div><div>15:32</div><div>Le Phare</div><div>PHARE</div><div>5</div><div>Français</div><div>(c) 2022 \
               Le Phare. Tous droits réservés. </div><p class=\"articleParagraph frarticleParagraph\">Il rouvre \
               <b>lundi</b>, dit-on.</p><p class=\"articleParagraph frarticleParagraph\">Les camions attendent.</p>\
               <p class=\"articleParagraph frarticleParagraph\">Enfin.</p><p>Société du Phare</p><p>Document \
               PHARE00020220315ei3f0003o</p></div>";
    let two = "<div class=\"article frArticle\"><div id=\"hd\"><span class=\"frHeadline\">Le quai</span></div><div>12 \
               mots</div><div>16 mars 2022</div><div>Le Phare</div><div>Français</div><p class=\"articleParagraph \
               frarticleParagraph\">Il ferme.</p><p>Document PHARE00020220316ei3g00001</p></div>";
    check(&format!("{HEAD}{one}<br/>{two}</body></html>"));
}

#[test]
fn pages_are_read_in_the_language_of_the_user() {
    let german = "<div id=\"article-PHARE00020220315ei3f0003o\" class=\"article\"><div class=\"article frArticle\"><p>\n</p>\
                  <div>Sciences; 4</div><div id=\"hd\"><span class=\"frHeadline\">Le pont rouvre enfin</span></div>\
                  <div class=\"author\">Anne Morel </div><div>Pour Le Phare</div><div>1.718 Wörter</div><div>15 März 2022\
                  </div><div>Le Phare</div><div>PHARE</div><div>Französisch</div><div>(c) 2022</div><p \
                  class=\"articleParagraph frarticleParagraph\">Il rouvre lundi, dit-on.</p><p class=\"articleParagraph \
                  frarticleParagraph\">Les camions attendent.</p><p class=\"articleParagraph frarticleParagraph\">Enfin.</p>\
                  <p>Foto: Le quai</p><p>Le Phare SA</p><p>Dokument PHARE00020220315ei3f0003o</p></div></div><br/>";
    let chinese = "<div id=\"article-PHARE00020220316ei3g00001\" class=\"lastarticle\"><div id=\"lastArticle\" class=\"article \
                   zhcnArticle\"><div id=\"hd\"><span class=\"zhcnHeadline\">Le quai</span></div><div>630 字</div><div>2022 \
                   年 3 月 16 日</div><div>Le Phare</div><div>PHARE</div><div>法文</div><p class=\"articleParagraph \
                   zhcnarticleParagraph\">Il ferme.</p><p>文件 PHARE00020220316ei3g00001</p></div></div>";
    check(&format!("{HEAD}{german}{chinese}</body></html>"));
    let found = read(&format!("{HEAD}{german}{chinese}"));
    let days = found.articles().map(|it| it.published.as_ref().expect("a date").iso.as_str());
    assert_eq!(days.collect::<Vec<_>>(), ["2022-03-15", "2022-03-16"]);
    // An article that the database does not give stands as a headline between others.
    let alone = "<div id=\"carryOver\"><table class=\"headlines\"><tr class=\"headline\" \
                 data-accno=\"PHARE00020220316ei3g00002\"><td><b class=\"printheadline frHeadline\">Un film</b><div \
                 class=\"snippet\">Il montre le pont...</div></td></tr></table></div>";
    let found = read(&format!("{HEAD}{german}{alone}{chinese}</body></html>"));
    assert_eq!(found.articles().count(), 2);
    assert_eq!(
        found.rejected(),
        ["a.html:2: no article: the database gave a notice in its place; download it again"]
    );
}

#[test]
fn texts_without_codes_are_read_in_their_order() {
    let text = "Sciences\nLe pont rouvre enfin\nAnne Morel\n1 718 mots\n15 mars 2022\n15:32\nLe Phare\nPHARE\n5\n\
                Français\n(c) 2022 Le Phare.\n\nIl rouvre lundi, dit-on.\n\nLes camions attendent.\n\nEnfin.\n\nDocument \
                PHARE00020220315ei3f0003o\n\n\nLe quai\n12 mots\n16 mars 2022\nLe Phare\nFrançais\n\nIl ferme.\n\n\
                Document PHARE00020220316ei3g00001\n";
    check(text);
}

#[test]
fn texts_are_read_whatever_their_name() {
    let starred = "Skip to main content <#PageBaseForm>\n\n  Dow Jones Factiva\n\n*SE* \tSciences\n*HD* \tLe *pont* rouvre\n\
                   enfin\n*BY* \tAnne Morel; amorel@phare.example\n*WC* \t718 words\n*PD* \t15 March 2022\n*SN* \tLe \
                   Phare\n*LA* \tFrench\n*CY* \t(c) Copyright 2022 Le Phare.\n\n*LP* \n\n\t\n\nIl rouvre *lundi*,\ndit-on.\n\n\
                   *TD* \n\n\t\n\nLes camions\nattendent.\n\nEnfin.\n\n\n*RF* \t\n1063\n\n*AN* \t\nDocument \
                   PHARE00020220315ei3f0003o\n\n\n*HD* \tLe quai\n*PD* \t16 March 2022\n\n*LP* \n\nIl ferme.\n\n*AN* \t\nDocument \
                   PHARE00020220316ei3g00001\n\n© 2024 Factiva, Inc. All rights reserved.\n";
    check(starred);
    let plain = starred.replace(" *lundi*", " lundi").replace("*pont*", "pont");
    let plain = plain.replace("* \t", "  ").replace("* \n", "  \n").replace("\n*", "\n");
    check(&plain);
}

#[test]
fn texts_are_read_whatever_parts_codes_from_what_they_announce() {
    let text = "SE Sciences\nHD Le pont rouvre enfin\nBY Anne Morel\nWC 718 words\nPD 15 March 2022\nET 15:32\nSN Le \
                Phare\nLA French\nCY Copyright 2022\n\nLP \nIl rouvre lundi, dit-on.\n\nTD \nLes camions attendent.\n\n\
                Enfin.\n\nAN Document PHARE00020220315ei3f0003o\n\nHD Le quai\nPD 16 March 2022\nSN Le Phare\nLP\nIl \
                ferme.\n\nAN Document PHARE00020220316ei3g00001\n";
    check(text);
    let separated = |sign: &str| {
        let line = |line: &str| match line.split_at_checked(2) {
            Some((code, rest)) if code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                format!("{code}{sign}{}\n", rest.trim())
            }
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect::<String>()
    };
    check(&separated(": "));
    check(&separated("&nbsp;\n"));
    check(&separated("\u{A0}"));
    // A line of the text is none of a code, whatever it starts with.
    let looking = text.replace("Les camions attendent.", "LA France attend.\n\nIN extremis.");
    let found = read(&looking);
    let bodies: Vec<_> = found.articles().map(|it| it.body.as_str()).collect();
    let body = "Il rouvre lundi, dit-on.\nLA France attend.\nIN extremis.\nEnfin.";
    assert_eq!(bodies, [body, "Il ferme."]);
    let numberless = text.replace("Document PHARE", "PHARE-");
    assert_eq!(read(&numberless).articles().count(), 2);
}

#[test]
fn a_word_of_the_text_that_looks_like_a_code_is_none() {
    let text = "*HD* \tLe pont\n*PD* \t15 March 2022\n*SN* \tLe Phare\n*WC* \t3 words\n\n*LP* \n\nIl ouvre les\n*SMR* et \
                autres.\n\n*AN* \t\nDocument PHARE00020220315ei3f0003o\n";
    let found = read(text);
    assert_eq!(
        found.articles().map(|it| it.body.as_str()).collect::<Vec<_>>(),
        ["Il ouvre les SMR et autres."]
    );
}

#[test]
fn texts_are_parted_whatever_their_numbers_are() {
    let article = |title: &str, number: &str| {
        format!(
            "*SE* \tSciences\n*HD* \t{title}\n*PD* \t15 March 2022\n*SN* \tLe Phare\n*WC* \t3 words\n\n*LP* \n\nIl \
             rouvre.\n\n{number}\n"
        )
    };
    for (numbers, faults) in [
        (["*AN* \tDocument PHARE0001", "*AN* \tDocument PHARE0002"], 0),
        (["*AN* \nDocument PHARE0001", "*AN* \n\nPHARE0002"], 0),
        (["", "*AN* \tDocument PHARE00020220315ei3f0003o"], 0),
        // Nothing tells that the last of them is whole.
        (["", ""], 1),
    ] {
        let found = read(&(article("Un", numbers[0]) + &article("Deux", numbers[1])));
        let titles = found.articles().map(|it| format!("{} {}", it.title, it.section));
        assert_eq!(titles.collect::<Vec<_>>(), ["Un Sciences", "Deux Sciences"], "{numbers:?}");
        assert_eq!(found.rejected().len(), faults, "{numbers:?}");
    }
}

#[test]
fn xml_is_read() {
    let article = |number: &str, title: &str, rest: &str| {
        format!(
            "<ppsarticle>\n<article>\n<accessionNo>{number}</accessionNo><baseLanguage>FR</baseLanguage>{rest}\
             <headline><paragraph display=\"Proportional\">{title}</paragraph></headline><publicationDate><dateTime>\
             2022-03-15T01:35:58Z</dateTime></publicationDate><sourceName>Le Phare</sourceName></article></ppsarticle>"
        )
    };
    let rest = "<byline>Par Anne Morel</byline><sectionName>Sciences</sectionName><leadParagraph><paragraph>Il rouvre \
                <hlt>lundi</hlt>, dit-on.</paragraph></leadParagraph><tailParagraphs><paragraph>Les camions \
                attendent.</paragraph><paragraph>Enfin.</paragraph></tailParagraphs><notes>Une note</notes>";
    let one = article("PHARE00020220315ei3f0003o", "Le <hlt>pont</hlt> rouvre enfin", rest);
    let two = article(
        "PHARE00020220316ei3g00001",
        "Le quai",
        "<leadParagraph><paragraph>Il ferme.</paragraph></leadParagraph>",
    );
    let whole = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><PPSResponse><ppsArticleResponse \
         xmlns=\"http://global.factiva.com/pps/2.0\"><ppsarticleResultSet count=\"2\">{one}{two}\
         </ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
    );
    check(&whole);
    let cut = &whole[..whole.len() - 150];
    assert_eq!(read(cut).rejected().len(), 1, "the last one is cut short");
    let deep = whole.replace("Il ferme.", &"<x>".repeat(1_000));
    assert_eq!(read(&deep).articles().count(), 1);
}

#[test]
fn other_files_are_not_claimed() {
    for file in [
        "<html><title>Presse</title><p>Factiva est une base de données.</p></html>",
        "Le pont rouvre\n\nIl rouvre lundi.\n",
        "HD et SD\nPD  3 mai 2023\n",
        "<html><table><tr><td>HD</td><td>1080</td></tr><tr><td>PD</td><td>3</td></tr></table></html>",
        "LA France\nSE Monde\nIN extremis\nPD 3 mai 2023\nTD 12\n",
    ] {
        let head = Head::new(Path::new("a.html"), file.as_bytes());
        assert_ne!(Factiva.claims(&head), Claim::ByContent, "{file}");
    }
}

#[test]
fn hostile_files_end_in_a_line() {
    let [one, two] = coded();
    let whole = format!(
        "{HEAD}<div class=\"article frArticle\"><table>{one}</table></div><div class=\"article frArticle\">{two}"
    );
    for length in (0..whole.len()).step_by(61).filter(|at| whole.is_char_boundary(*at)) {
        read(&whole[..length]);
    }
    let deep =
        format!("{HEAD}<div class=\"article frArticle\">{}", "<table><tr><td>".repeat(1_000));
    assert_eq!(read(&deep).articles().count(), 0);
    assert_eq!(
        read(HEAD).rejected(),
        ["a.html: no item in this file; save it again as a page or as text"]
    );
}
