//! `limier show`: a whole article, for people and for programs.
//!
//! What is made up, or stands there twice, is told or shown once.

use serde_json::{Value, json};

use crate::support::Limier;

fn record() -> Value {
    json!({
        "id": "proces", "title": "Le procès s’ouvre", "chapo": "Trois jours sont prévus.",
        "body": "La salle est pleine.\n\nL’avocat parle.", "url": "https://www.exemple.fr/proces",
        "date": "2024-03-12T08:30:00+01:00", "modified": "2024-03-13", "source": "Le Phare",
        "rubrique": "Justice", "auteurs": ["Zoé Aït", "Luc Bé"], "tags": ["angers", "justice"],
        "lang": "fr-FR",
    })
}

#[test]
fn people_read_the_whole_article() {
    Limier::with_records([record()])
        .show("proces")
        .stdout(
            "Le procès s’ouvre\n\
             2024-03-12 08:30 · Le Phare · Justice\n\
             id: proces\n\
             url: https://www.exemple.fr/proces\n\
             authors: Zoé Aït, Luc Bé\n\
             tags: angers, justice\n\
             modified: 2024-03-13\n\
             \n\
             Trois jours sont prévus.\n\
             \n\
             La salle est pleine.\n\
             \n\
             L’avocat parle.\n",
        )
        .run();
}

#[test]
fn programs_get_every_field() {
    assert_eq!(
        Limier::with_records([record()]).article("proces"),
        json!({
            "id": "proces", "url": "https://www.exemple.fr/proces", "title": "Le procès s’ouvre",
            "title_derived": false, "description": "Trois jours sont prévus.",
            "body": "La salle est pleine.\n\nL’avocat parle.",
            "published": "2024-03-12T08:30:00+01:00", "modified": "2024-03-13",
            "source": "Le Phare", "section": "Justice", "authors": ["Zoé Aït", "Luc Bé"],
            "tags": ["angers", "justice"], "language": "fr", "also": [],
            "added": "[now]",
        })
    );
}

#[test]
fn a_derived_title_is_said_to_be_one() {
    let limier = Limier::new().file("a.txt", "Le pont rouvre. Les camions attendent.").indexed();
    limier
        .show("a.txt")
        .stdout(
            "Le pont rouvre.\n\
             (no title in the input: the opening words)\n\
             undated\n\
             id: a.txt\n\
             \n\
             Le pont rouvre. Les camions attendent.\n",
        )
        .run();
}

#[test]
fn a_standfirst_that_opens_the_body_is_shown_once() {
    let limier = Limier::with_records([json!({
        "id": "a", "title": "Pont", "chapo": "Le pont rouvre.", "body": "Le pont rouvre. Enfin.",
    })]);
    limier.show("a").stdout("Pont\nundated\nid: a\n\nLe pont rouvre. Enfin.\n").run();
    assert_eq!(limier.article("a")["description"], "Le pont rouvre.");
}

#[test]
fn a_source_falls_back_to_the_host() {
    let url = "https://www.exemple.fr/a?b";
    let limier = Limier::with_records([json!({"title": "Pont", "url": url})]);
    assert_eq!(limier.article(url)["source"], "exemple.fr");
}

#[test]
fn an_unknown_id_is_an_error() {
    let limier = Limier::with_articles([("a", "Pont", "")]);
    for format in ["text", "json"] {
        limier
            .show("zz")
            .args(["--format", format])
            .stderr(
                "error: no article with the id or URL `zz` in ix; both are shown by `limier \
                 search --format json`\n",
            )
            .code(2)
            .run();
    }
}

#[test]
fn an_article_is_also_known_by_its_url() {
    let article =
        |id: &str, url: &str| json!({"id": id, "title": format!("Pont {id}"), "url": url});
    let url = "https://www.exemple.fr/pont";
    let records = [article("a", url), article("b", url), article("c", "https://www.exemple.fr/")];
    let limier = Limier::with_records(records);
    let shown =
        |id: &str, url: &str| format!("Pont {id}\nundated · exemple.fr\nid: {id}\nurl: {url}\n\n");
    assert_eq!(limier.show(url).text(), [shown("a", url), shown("b", url)].join("\n"));
    let home = "https://www.exemple.fr/";
    assert_eq!(limier.show(home).text(), shown("c", home));
    // An id comes first, and more than one is more than one to delete.
    let refused = limier.call("delete").arg(url).output();
    assert_eq!(refused.stderr, "error: 2 articles would be deleted; add --yes to delete them\n");
    limier.call("delete").arg(home).stdout("1 article deleted; 2 left in the index\n").run();
}
