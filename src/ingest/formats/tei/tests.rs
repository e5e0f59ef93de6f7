//! Tests of TEI and TXM: articles in divisions, headers, words, and what is made to harm.
//!
//! What lies outside of all articles is told, and never lost in silence.

use std::io::Cursor;
use std::path::Path;

use super::format::{Tei, read};
use super::txm::Txm;
use crate::article::Article;
use crate::ingest::format::{Claim, Format, Head, ReadOutcome};
use crate::ingest::test_sink::TestSink;
use crate::rejection::Reason;

const HEADER: &str = "<teiHeader><fileDesc><titleStmt><title type='main'>Le pont rouvre</title><title \
     type='sub'>Édition</title><author><persName>Anne Morel</persName></author></titleStmt>\
     <publicationStmt><publisher>Archives</publisher><date when='2019-01-01'/></publicationStmt>\
     <sourceDesc><bibl><title level='a'>Le pont rouvre</title><title level='j'>Le Phare</title>\
     <date when='1875-04-04'>dimanche</date><ref target='https://phare.fr/pont'>là</ref></bibl>\
     </sourceDesc></fileDesc><profileDesc><abstract><p>Enfin.</p></abstract><textClass><keywords>\
     <term type='categories'>Vie locale</term><term>ponts, crue</term></keywords></textClass>\
     </profileDesc></teiHeader>";

fn document(body: &str) -> String {
    format!(
        "<TEI xml:lang='fr'>{HEADER}<text><front><p>Le Phare</p></front><body>{body}</body></text></TEI>"
    )
}

fn articles(markup: &str) -> Vec<Article> {
    read(markup).into_iter().map(|(_, record)| record.expect("an article")).collect()
}

#[test]
fn a_document_without_divisions_of_articles_is_one() {
    let body = "<head>Le pont rouvre</head><p>Il <hi>rou<lb break='no'/>vre</hi>\n lundi<note>sic</note>.</p>\
                <p>Enfin<choice><sic>n</sic><corr> !</corr></choice></p><div type='comments'><p>Bravo</p></div>";
    let mut expected = Article {
        title: "Le pont rouvre".into(),
        description: "Enfin.".into(),
        body: "Il rouvre lundi.\nEnfin !".into(),
        authors: vec!["Anne Morel".into()],
        source: "Le Phare".into(),
        url: "https://phare.fr/pont".into(),
        section: "Vie locale".into(),
        tags: vec!["ponts".into(), "crue".into()],
        language: "fr".into(),
        ..Article::default()
    };
    expected.set_published("1875-04-04".into());
    assert_eq!(articles(&document(body)), [expected]);
}

#[test]
fn divisions_with_headings_and_days_seem_to_be_articles() {
    let text = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne ne sait \
                quand ce sera.";
    let part = |title: &str, day: u8| {
        format!(
            "<div><head>{title}</head><dateline><date when='1904-10-0{day}'/></dateline><p>{text}</p></div>"
        )
    };
    let told = |body: &str| -> Vec<String> {
        let record = |outcome: ReadOutcome| match outcome {
            (_, Ok(article)) => article.title,
            (_, Err(reason)) => format!("{reason:?}"),
        };
        read(&document(body)).into_iter().map(record).collect()
    };
    let both = part("Un", 1) + &part("Deux", 2);
    assert_eq!(told(&both), ["Un", "Several(2)"]);
    assert_eq!(told(&part("Un", 1)), ["Un"]);
    let chapters = format!("<div><head>Un</head><p>{text}</p></div>").repeat(3);
    assert_eq!(told(&chapters), ["Un"]);
}

#[test]
fn divisions_are_articles_wherever_columns_end() {
    let body = "<div type='column'><div type='article' n='1'><head>Le <hi>pont</hi>\n rouvre</head>\
                <p>Il rouvre,</p><div type='column'><div type='article' n='1'><p>enfin.</p><signed>A. \
                Morel</signed></div><div type='article' n='2'><head>Le quai</head><head type='sub'>Deux \
                ans</head><byline>par Jean Petit,</byline><p>Il ferme.</p></div></div></div></div>";
    let found = articles(&document(body));
    let shown: Vec<_> = found
        .iter()
        .map(|it| {
            let Article { title, description, body, authors, url, .. } = it;
            format!("{title}|{description}|{body}|{}|{url}", authors.join(","))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "Le pont rouvre||Il rouvre,\nenfin.\nA. Morel|A. Morel|",
            "Le quai|Deux ans|Il ferme.|Jean Petit|",
        ]
    );
    let facts = |it: &Article| (it.source.clone(), it.published.clone().map(|date| date.iso));
    let expected = ("Le Phare".to_owned(), Some("1875-04-04".to_owned()));
    assert!(found.iter().all(|it| facts(it) == expected), "{found:?}");
}

#[test]
fn text_outside_of_all_articles_is_not_lost() {
    let part = "<div type='article'><p>Il rouvre.</p></div>";
    let rest = format!("<div type='annonces'><p>{}</p></div>", "Une annonce. ".repeat(50));
    assert_eq!(articles(&document(&format!("{part}{rest}"))).len(), 2);
    assert_eq!(articles(&document(&format!("{part}<p>Page 2</p>"))).len(), 1);
    let few = format!("<div type='edito'><p>{}</p></div>", "Un mot. ".repeat(20));
    let found = read(&document(&format!("{part}{few}")));
    assert_eq!(found.last().map(|(_, last)| last.clone()), Some(Err(Reason::Outside(40))));
}

#[test]
fn a_corpus_holds_documents_and_a_group_texts() {
    let one = document("<p>Il rouvre.</p>");
    assert_eq!(articles(&format!("<teiCorpus><teiHeader/>{one}{one}</teiCorpus>")).len(), 2);
    let text = "<text><body><head>Un</head><p>Il rouvre.</p></body></text>";
    let group = format!("<TEI>{HEADER}<text><group>{text}{text}</group></text></TEI>");
    let found = articles(&group);
    assert_eq!(found.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["Un", "Un"]);
}

#[test]
fn what_is_cut_short_or_too_deep_is_named() {
    let cut = read(&document("<p>Il rouvre.</p><p>Enf").replace("</body></text></TEI>", ""));
    assert!(cut[0].1.is_ok() && cut[1].1 == Err(Reason::NoEnd), "{cut:?}");
    let deep = read(&format!("<TEI><text>{}</text></TEI>", "<div>".repeat(1_000)));
    assert_eq!(deep, [(None, Err(Reason::TooDeep))]);
    assert_eq!(read(&document("")), [(None, Err(Reason::NoText))]);
    assert_eq!(read("<TEI/>"), [(None, Err(Reason::NoText))]);
    assert_eq!(read(&format!("<TEI><teiHeader>{}", "<a>".repeat(1_000)))[0].1, Err(Reason::NoText));
}

/// Checks the texts of a corpus of TXM as `id title|source|authors|url|body`.
#[track_caller]
fn check_txm(corpus: &str, expected: &[&str]) {
    let input = Box::new(Cursor::new(corpus.to_owned()));
    let found = TestSink::by(|source, out| Txm.read(source, out), "a.xml", input);
    let shown = found.lines(|it| {
        let Article { id, title, source, authors, url, body, .. } = it;
        format!("{id} {title}|{source}|{}|{url}|{body}", authors.join(","))
    });
    assert_eq!(shown, expected, "reading {corpus}");
}

#[test]
fn each_text_of_txm_is_an_article_with_its_attributes() {
    check_txm(
        "<?xml version='1.0'?>\n<corpus nom='a'>\n<text titre='Le &quot;pont&quot;' journal='Le Phare' \
         auteur='A. Morel'> Il rouvre.<lb/><lb/>Enfin. </text>\n<text id='t2' titre=\"L'été\">Deux\
         </text>\n</corpus>",
        &["a.xml#1 Le \"pont\"|Le Phare|A. Morel||Il rouvre.\nEnfin.", "t2 L'été||||Deux"],
    );
    check_txm(
        "<text source='Le Phare' title='Un' date='2023/10/18'>\n<ref target='https://phare.fr/a'>Link to \
         article</ref><lb></lb><lb></lb>Chapô.<lb></lb><lb></lb>Il rouvre.<lb></lb></text>",
        &["https://phare.fr/a Un|Le Phare||https://phare.fr/a|Chapô.\nIl rouvre."],
    );
}

#[test]
fn words_of_txm_are_text_without_what_is_said_of_them() {
    check_txm(
        "<text id='a' titre='T'><s><w lemma='le'><txm:form>L'</txm:form><txm:ana type='pos'>DET\
         </txm:ana></w>\n<w>été</w><w>vient</w><pc>.</pc></s></text>",
        &["a T||||L'été vient."],
    );
}

#[test]
fn texts_that_cannot_be_read_cost_themselves() {
    check_txm(
        &format!("<corpus><text id='a'>{}</text><text id='b'>Deux</text>", "<div>".repeat(1_000)),
        &["1: elements nested more than 200 deep; save it again as text", "b ||||Deux"],
    );
    check_txm(
        "<text titre='T'>Il rou",
        &[
            "a.xml#1 T||||Il rou",
            "1: the file ends before this document does; what there is of it was kept",
        ],
    );
}

#[test]
fn texts_of_txm_are_known_by_their_attributes() {
    let claim = |text: &str| Txm.claims(&Head::new(Path::new("a.xml"), text.as_bytes()));
    assert_eq!(claim("<corpus><part n='1'><text titre='T'>Un"), Claim::ByContent);
    let header = "<TEI><teiHeader><title>Un</title></teiHeader>";
    assert_eq!(claim(&format!("{header}<text titre='T'>Un")), Claim::ByContent);
    assert_eq!(claim(&format!("{header}<text xml:id='a' n='1'><body>Un")), Claim::No);
    for other in [
        "<corpus><text xml:lang='fr'>Un</text>",
        "<corpus>Un<text titre='T'>Un</text>",
        "<rss><channel><title>a</title><text titre='T'>",
    ] {
        assert_eq!(claim(other), Claim::No, "{other}");
    }
    let tei = |text: &str| Tei.claims(&Head::new(Path::new("a.xml"), text.as_bytes()));
    assert_eq!(tei("<?xml version='1.0'?><tei:TEI>"), Claim::ByContent);
    assert_eq!(tei("<text><TEI>"), Claim::No);
}
