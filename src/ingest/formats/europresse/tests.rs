//! Tests of Europresse, on a small article in the layout of each of its generations.
//!
//! Nothing that stands around an article may get into it: certificate, captions, menus.

use super::format::Europresse;
use crate::article::Article;
use crate::ingest::format::Format;
use crate::ingest::test_sink::TestSink;

/// An article as it has been saved since 2018, with what stands around its title.
fn new(front: &str, text: &str, number: u32) -> String {
    format!(
        "<article>\n <header>\n <div class=\"icon-logo-container\"></div>\n \
         <img class=\"sm-margin-bottom\" src=\"x.gif\" /><span class=\"\" sourcecode=\"PH\"></span>\n \
         <div class=\"rdp__DocPublicationName\">\n <span class=\"DocPublicationName\">\n  \
         Le Phare, no. 123  <br />Edition du soir </span></div>\n <div class=\"rdp__DocHeader\">\n \
         <span class=\"DocHeader\">\nSciences,   mercredi 3 mai 2023 - 11:49 UTC +02:00 2153 mots, p. S8</span>\n\
         </div>\n{front}</header>\n <section>\n <div class=\"DocText clearfix\">\n \
         <div class='docOcurrContainer' style=\"\">\n{text}</div></div></section>\n <aside>\n \
         <div class=\"rdp__attachnews\"><p><b>Illustration(s) : </b></p><p><div class=\"ImageAttach\">\
         Une photo. </div></p></div></aside>\n <footer><div class=\"Doc-LegalInfo\"><small>© 2023 Le \
         Phare. Tous droits réservés.</small></div><div id=\"divPubliC\" class=\"rdp__certificat\">\
         <div>Certificat émis le <b>26 octobre 2024</b> à <b>UNIVERSITE </b></div>\
         <div class=\"publiC-lblNodoc\">news&#183;20230503&#183;PH&#183;{number}</div></div></footer>\n\
         </article>\n"
    )
}

fn page(articles: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><style>.DocPublicationName{{color:#736a63}}\
         .titreArticle{{margin:4px}}</style></head><body>{articles}</body></html>"
    )
}

#[track_caller]
fn read(page: &str) -> TestSink {
    let input = Box::new(std::io::Cursor::new(page.to_owned().into_bytes()));
    TestSink::by(|source, out| Europresse.read(source, out), "a.HTML", input)
}

#[track_caller]
fn articles(page: &str) -> Vec<Article> {
    let found = read(page);
    assert_eq!(found.rejected(), <[String; 0]>::default());
    found.articles().cloned().collect()
}

const FRONT: &str = "<div class=\"apd-wrapper\"><div class=\"apd-doc\"><span class=\"apd-label\">Aussi \
    paru dans</span><table><tr><td><span class=\"apd-sources-date\">2 mai 2023</span></td><td>\
    <span class=\"source-name-APD\">Phare (site web)</span></td></tr></table></div></div>\
    <div><p> Fleuves </p></div>\n<div class=\"titreArticle\">\n \
    <p class='sm-margin-bottomNews'>Grands travaux</p>\n \
    <p class=\"sm-margin-TopNews titreArticleVisu rdp__articletitle\">Le <mark>pont</mark> rouvre</p>\n \
    <p class=\"sm-margin-TopNews rdp__subtitle\">Après deux ans.</p></div>\n \
    <p class='sm-margin-bottomNews'>Propos recueillis par Anne Morel et Jean Petit</p>\n \
    <b><p>Les camions attendent encore.</p></b>\n";

#[test]
fn an_article_has_all_its_parts_and_nothing_of_the_certificate() {
    let text = "<p>Il <em>rouvre</em> lundi. </p> <p> Enfin.</p>\n <a href=\"https://phare.example/pont\" \
                target=\"_blank\"> Cet article est paru dans Le Phare</a><p />";
    let found = articles(&page(&(new(FRONT, text, 1) + &new(FRONT, text, 2))));
    assert_eq!(found.len(), 2);
    let one = &found[0];
    assert_eq!(one.id, "news·20230503·PH·1");
    assert_eq!((one.title.as_str(), one.source.as_str()), ("Le pont rouvre", "Le Phare"));
    assert_eq!(one.section, "Sciences");
    assert_eq!(
        one.description,
        "Fleuves\nGrands travaux\nAprès deux ans.\nLes camions attendent encore."
    );
    assert_eq!(one.published.as_ref().expect("a date").iso, "2023-05-03T11:49:00+02:00");
    assert_eq!(one.authors, ["Anne Morel", "Jean Petit"]);
    assert_eq!(one.url, "https://phare.example/pont");
    assert_eq!(one.body, "Il rouvre lundi.\nEnfin.");
}

#[test]
fn an_entry_that_is_only_a_link_is_an_article() {
    let entry = "<article><header><div class='sm-margin-bottom'><span class=\"DocPublicationName\">Le \
                 Phare (site web réf.)</span></div><div class='sm-margin-bottom'><span class=\"DocHeader\">\
                 18 octobre 2023 1253 mots</span></div><div class='titreArticle'><div \
                 class=\"titreArticleVisu\">Le pont</div></div></header><section><div class=\"DocText \
                 clearfix\"><p>\n Les camions... <a href=\"https://phare.example/1\" target=\"_blank\"> Voir \
                 l&#39;article</a></p><p class=\"link-not-hosted\">Ce document référence un lien URL de site \
                 non hébergé.</p></div></section><footer><div class=\"publiC-lblNodoc\">\
                 web&#183;20231018&#183;PH&#183;7</div></footer></article>";
    let found = articles(&page(entry));
    let one = &found[0];
    assert_eq!((one.title.as_str(), one.body.as_str()), ("Le pont", "Les camions..."));
    assert_eq!(
        (one.url.as_str(), one.id.as_str()),
        ("https://phare.example/1", "web·20231018·PH·7")
    );
    assert_eq!(one.published.as_ref().expect("a date").iso, "2023-10-18");
}

#[test]
fn what_lacks_costs_nothing_else() {
    let bare = "<article><header><span class=\"DocPublicationName\">The Beacon, no. 3</span><span class=\"DocHeader\">\
                </span><div class=\"titreArticle\"><p class=\"titreArticleVisu\">The bridge</p></div></header><section>\
                <p>It opens.</p></section><footer><small>© 2023 The Beacon.</small><div>Certificate issued on <b>October 26, \
                2024</b></div><div class=\"publiC-lblNodoc\">news&#183;20230503&#183;BE&#183;3</div></footer></article>";
    let untitled = new("", "<p>Il rouvre.</p>", 1);
    let found = articles(&page(&(bare.to_owned() + &untitled)));
    assert_eq!((found[0].title.as_str(), found[0].body.as_str()), ("The bridge", "It opens."));
    assert_eq!(found[0].published.as_ref().expect("that of the number").iso, "2023-05-03");
    assert_eq!((found[1].title.as_str(), found[1].body.as_str()), ("", "Il rouvre."));
    assert_eq!(found[1].section, "Sciences");
}

#[test]
fn boxes_are_text_and_captions_are_none() {
    let article = new(FRONT, "<p>Il rouvre.</p>", 1).replace(
        "</aside>",
        "<div class=\"rdp__newsdoc\"><p><b>Encadré(s) : </b></p><div><p>1904 Le premier pont.</p>\
         </div></div></aside>",
    );
    assert_eq!(articles(&page(&article))[0].body, "Il rouvre.\n1904 Le premier pont.");
}

#[test]
fn the_generation_of_2013_is_read() {
    let article = "<article> <header> <div> <span class=\"DocPublicationName\">Le Phare   </span> </div> \
                   <div> <span class=\"DocHeader\">Politique, mardi 14 mars 2006, p. 12</span> </div> \
                   <div><p>FLEUVES</p></div> <div class=\"titreArticle\"> <p class=\"titreArticleVisu\">Le \
                   pont</p> </div> <div>Anne Morel</div> </header> <section> <p>Il rouvre.</p> </div> \
                   </div> </section> <aside> <div> <b>Note(s) : </b><p>Une note</p> </div> </aside> <footer> \
                   <p>Numéro de document : news·20060314·PH·0q14</p> <div id=\"divPubliC\"><div> \
                   <span>Date d'émission : <b>2015-07-04</b></span></div></div> </footer> </article>";
    let found = articles(&page(&article.repeat(2)));
    assert_eq!(found.len(), 2);
    let one = &found[0];
    assert_eq!((one.title.as_str(), one.description.as_str()), ("Le pont", "FLEUVES"));
    assert_eq!((one.body.as_str(), one.section.as_str()), ("Il rouvre.", "Politique"));
    assert_eq!(
        (one.id.as_str(), one.authors.join("|")),
        ("news·20060314·PH·0q14", "Anne Morel".into())
    );
    assert_eq!(one.published.as_ref().expect("a date").iso, "2006-03-14");
}

#[test]
fn authors_have_an_element_of_their_own_in_some_years() {
    let front = "<div class=\"titreArticle\"><p class=\"titreArticleVisu rdp__articletitle\">Le pont</p>\
                 </div><div class=\"docAuthors\">Anne Morel</div><b><p>Enfin.</p></b>";
    let found = articles(&page(&new(front, "<p>Il rouvre.</p>", 1)));
    assert_eq!(
        (found[0].authors.join("|"), found[0].description.as_str()),
        ("Anne Morel".into(), "Enfin.")
    );
}

/// An article of a file of tables.
fn old(front: &str, text: &str) -> String {
    format!(
        "<table style=\"width: 96%;\"><tr><td><table id=\"tbHeaderImages\"><tr><td><img src=\"x.gif\"><br></td>\
         </tr></table><span class=\"DocPublicationName\">Le Phare, no. 59</span><br><span class=\"DocHeader\">\
         Éditorial, </span><span class=\"DocHeader\">jeudi </span><span class=\"DocHeader\">4 octobre 2012\
         </span><span class=\"DocHeader\">, p. 03</span><br><br>{front}<br><br>{text}<p></p><b><i>© 2012 Le \
         Phare. Tous droits réservés.</i></b><p></p>Numéro de document : news·20121004·PH·7<br><table><tr><td>\
         Date d'émission : <b>2013-01-02</b></td></tr></table></td></tr></table>\n<p><br>"
    )
}

#[test]
fn the_generation_of_tables_is_cut_at_the_name_of_the_paper() {
    let title =
        "<span class=\"TitreArticleVisu\">Le <span style=\"color:red\">pont</span> rouvre</span>";
    let signed =
        old(&format!("Fleuves<br>{title}"), "Anne Morel<br><p></p>Il rouvre.<p></p>Enfin.");
    let bare = old(title, "Il rouvre <b>lundi</b>.<p></p>Enfin.");
    let second_name = bare.replace(
        "no. 59</span><br>",
        "no. 59</span><br><span class=\"DocPublicationName\">Édition du soir</span><br>",
    );
    let found = articles(&format!(
        "<html xmlns:n1=\"x\"><head></head><body>{signed}{bare}{second_name}</body></html>"
    ));
    assert_eq!(found.len(), 3);
    let told: Vec<_> = found
        .iter()
        .map(|it| format!("{}|{}|{}|{}", it.title, it.description, it.authors.join("+"), it.body))
        .collect();
    assert_eq!(
        told,
        [
            "Le pont rouvre|Fleuves|Anne Morel|Il rouvre.\nEnfin.",
            "Le pont rouvre|||Il rouvre lundi.\nEnfin.",
            "Le pont rouvre|||Il rouvre lundi.\nEnfin.",
        ]
    );
    for one in &found {
        assert_eq!((one.source.as_str(), one.section.as_str()), ("Le Phare", "Éditorial"));
        assert_eq!(one.published.as_ref().expect("a date").iso, "2012-10-04");
        assert_eq!(one.id, "news·20121004·PH·7");
    }
}

#[test]
fn hostile_files_end_in_a_line() {
    let whole = page(&new(FRONT, "<p>Il rouvre.</p>", 1).repeat(2));
    for length in (0..whole.len()).step_by(97).filter(|at| whole.is_char_boundary(*at)) {
        read(&whole[..length]);
    }
    let cut = read(whole.trim_end_matches("</body></html>"));
    assert_eq!(cut.articles().count(), 2);
    assert_eq!(
        cut.rejected(),
        ["a.HTML:2: the file ends before this document does; what there is of it was kept"]
    );
    let deep = new(FRONT, &"<div><p class='titreArticle'>".repeat(1_000), 1);
    assert_eq!(articles(&page(&deep)).len(), 1);
    assert_eq!(
        read(&page("<span class=DocHeader>")).rejected(),
        ["a.HTML: no item in this file; save it again as a page or as text"]
    );
}
