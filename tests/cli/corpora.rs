//! Corpora as researchers keep them: those of `IRaMuTeQ`, TXM and TEI.

use serde_json::json;

use crate::support::{Limier, summary};

#[test]
fn a_corpus_of_iramuteq_is_as_many_articles_as_it_has_texts() {
    let corpus = "**** *source_Le_Phare *amj_20200615 *titre_Le_pont_rouvre *type_reportage\n\
                  Les camions attendent encore.\n\n**** *source_Le_Phare *titre_Le_quai_ferme\n\
                  Il est trop vieux.\n";
    let limier = Limier::new().file("corpus.txt", corpus);
    limier.index("corpus.txt").stdout(summary(2, 0, 0, 1, 2)).run();
    assert_eq!(
        limier.article("corpus.txt#1"),
        json!({
            "id": "corpus.txt#1", "url": null, "title": "Le pont rouvre", "title_derived": false,
            "description": null, "body": "Les camions attendent encore.",
            "published": "2020-06-15", "modified": null, "source": "Le Phare", "section": null,
            "authors": [], "tags": ["type_reportage"], "language": "fr", "also": [],
        })
    );
    for tag in ["tag:reportage", "tag:type_reportage"] {
        assert_eq!(limier.ids(tag), ["corpus.txt#1"], "{tag}");
    }
}

#[test]
fn a_corpus_of_txm_is_as_many_articles_as_it_has_texts() {
    let corpus = "<corpus><text titre=\"Le pont rouvre\" journal=\"Le Phare\" date=\"2020-06-15\">\
                  Les camions attendent encore.</text><text titre=\"Le quai ferme\">Il est trop \
                  vieux.</text></corpus>";
    let limier = Limier::new().file("corpus.xml", corpus);
    limier.index("corpus.xml").stdout(summary(2, 0, 0, 1, 2)).run();
    let article = limier.article("corpus.xml#1");
    assert_eq!(article["source"], "Le Phare");
    assert_eq!(article["published"], "2020-06-15");
}

#[test]
fn a_page_in_tei_is_as_many_articles_as_it_has_divisions_of_this_type() {
    let article = |title: &str| {
        format!("<div type=\"article\"><head>{title}</head><p>Les camions attendent.</p></div>")
    };
    let document = format!(
        "<TEI><teiHeader><fileDesc><sourceDesc><bibl><title>Le Phare</title><date \
         when=\"1875-04-04\"/></bibl></sourceDesc></fileDesc></teiHeader><text><body>{}{}</body>\
         </text></TEI>",
        article("Le pont rouvre"),
        article("Le quai ferme")
    );
    let limier = Limier::new().file("page.xml", document);
    limier.index("page.xml").stdout(summary(2, 0, 0, 0, 2)).run();
    let found = limier.article("page.xml#2");
    assert_eq!((&found["title"], &found["source"]), (&json!("Le quai ferme"), &json!("Le Phare")));
    assert_eq!(limier.ids("date:1875-04").len(), 2);
}
