//! Tests of records: names, values, and what is no article.
//!
//! They are written as objects of JSON; records of other formats go the same way.

use super::field::FieldNames;
use super::named_fields::NamedFields;
use crate::article::Article;
use crate::error::Error;
use crate::rejection::{JsonKind, Reason};

fn article(json: &str) -> Result<Article, Reason> {
    NamedFields::parse(json, &FieldNames::default()).and_then(NamedFields::into_article)
}

#[track_caller]
fn check(json: &str) -> Article {
    article(json).expect("an article")
}

#[test]
fn names_are_tried_in_order_and_empty_values_do_not_count() {
    let found = check(r#"{"content": "c", "text": "t", "body": " ", "headline": "H", "ID": 7}"#);
    assert_eq!((found.body.as_str(), found.title.as_str(), found.id.as_str()), ("t", "H", "7"));
    let found = check(r#"{"titre": "T", "date": "", "pubDate": "2020-07-03", "x": {"body": 1}}"#);
    assert_eq!(found.published.expect("a date").iso, "2020-07-03");
}

#[test]
fn given_names_come_first() {
    let names = FieldNames::from_pairs([("body", "corps"), ("title", "accroche")]);
    let json = r#"{"body": "b", "corps": "c", "accroche": "a"}"#;
    let found = NamedFields::parse(json, &names.expect("known fields"))
        .and_then(NamedFields::into_article)
        .expect("an article");
    assert_eq!((found.body.as_str(), found.title.as_str()), ("c", "a"));
    let unknown = FieldNames::from_pairs([("corps", "body")]);
    assert!(matches!(unknown, Err(Error::UnknownField { name, .. }) if name == "corps"));
}

#[test]
fn lists_and_objects_name_people() {
    let found = check(
        r#"{"title": "T", "author": [{"name": "A. Bé"}, "C. Dé"], "publisher": {"name": "Le Phare"}}"#,
    );
    assert_eq!(found.authors, ["A. Bé", "C. Dé"]);
    assert_eq!(found.source, "Le Phare");
}

#[test]
fn names_are_known_however_their_words_are_joined() {
    let found = check(
        r#"{"Titre": "T", "publishedAt": "2020-07-03", "mots-clés": ["ponts"], "Sous titre": "S"}"#,
    );
    assert_eq!(found.published.expect("a date").iso, "2020-07-03");
    assert_eq!((found.tags.join("|"), found.description.as_str()), ("ponts".into(), "S"));
    let found = check(r#"{"title": "T", "Date de publication": "2020-07-03", "mainText": "M"}"#);
    assert_eq!((found.published.expect("a date").iso.as_str(), &*found.body), ("2020-07-03", "M"));
}

#[test]
fn markup_of_paragraphs_is_left_out() {
    let found = check(
        r#"{"title": {"rendered": "L&rsquo;\u00e9t\u00e9"}, "excerpt": {"rendered": "<p>Tôt</p>"},
            "content": {"rendered": "<p>Il <b>rouvre</b>.</p><p>Enfin.</p>", "protected": false}}"#,
    );
    assert_eq!((found.title.as_str(), found.description.as_str()), ("L’été", "Tôt"));
    assert_eq!(found.body, "Il rouvre.\nEnfin.");
    for text in ["<p>Il <b>rouvre</b>.</p><P>Enfin.</P>", "Il rouvre.<BR/>Enfin.<br>"] {
        let found = check(&serde_json::json!({ "text": text }).to_string());
        assert_eq!(found.body, "Il rouvre.\nEnfin.", "reading {text}");
    }
    let found =
        check(r#"{"title": "L&rsquo;&eacute;t&eacute; : R&amp;D", "text": "Un&#8239;!\nDeux"}"#);
    assert_eq!((found.title.as_str(), &*found.body), ("L’été : R&D", "Un !\nDeux"));
    assert_eq!(check(r#"{"text": "a&b; c &inconnu; &;"}"#).body, "a&b; c &inconnu; &;");
    assert_eq!(
        check(r#"{"text": "3 < 4 et <b> est gras & <p"}"#).body,
        "3 < 4 et <b> est gras & <p"
    );
}

#[test]
fn one_text_may_hold_several_key_words_and_authors() {
    let tags = |json| check(json).tags.join("|");
    assert_eq!(tags(r#"{"title": "T", "tags": "ponts, fleuves ,, crue"}"#), "ponts|fleuves|crue");
    assert_eq!(tags(r#"{"title": "T", "tags": "Lyon, Rhône; crue"}"#), "Lyon, Rhône|crue");
    assert_eq!(tags(r#"{"title": "T", "tags": ["Lyon, Rhône", "crue"]}"#), "Lyon, Rhône|crue");
    let listed = check(r#"{"title": "T", "tags": "['ponts', \"L'Aube\"]", "author": "[]"}"#);
    assert_eq!((listed.tags.join("|"), listed.authors.len()), ("ponts|L'Aube".into(), 0));
    assert_eq!(tags(r#"{"title": "T", "tags": "[ponts] de l'Aube"}"#), "[ponts] de l'Aube");
    assert!(check(r#"{"title": "T", "author": 12}"#).authors.is_empty());
    let authors = |name: &str| {
        check(&serde_json::json!({"title": "T", "author": name}).to_string()).authors.join("|")
    };
    assert_eq!(authors("Anne Morel et Jean Petit"), "Anne Morel|Jean Petit");
    assert_eq!(authors("Anne Morel; Jean Petit"), "Anne Morel|Jean Petit");
    assert_eq!(authors("Anne Morel, historienne"), "Anne Morel, historienne");
    assert_eq!(authors("Service Culture et Médias"), "Service Culture et Médias");
    assert_eq!(authors("Par Anne Morel"), "Anne Morel");
    assert!(check(r#"{"title": "T", "author": "Par "}"#).authors.is_empty());
}

#[test]
fn a_source_falls_back_to_the_host() {
    let found = check(r#"{"title": "T", "source": "https://www.exemple.fr/flux"}"#);
    assert_eq!(found.source, "exemple.fr");
    let found = check(r#"{"title": "T", "url": "https://www.exemple.fr/a?b"}"#);
    assert_eq!(found.source, "exemple.fr");
}

#[test]
fn records_that_are_no_article_say_why() {
    for (json, expected) in [
        ("{}", Reason::NoText),
        (r#"{"id": 1, "title": " ", "body": null}"#, Reason::NoText),
        ("[1]", Reason::NotAnObject(JsonKind::Array)),
        ("12", Reason::NotAnObject(JsonKind::Number)),
        (r#"{"body": 12}"#, Reason::WrongType { name: "body".into(), found: JsonKind::Number }),
        (
            r#"{"id": 1, "article": {"titre": "T", "nom": "N", "corps": "C"}}"#,
            Reason::WrongType { name: "article".into(), found: JsonKind::Object },
        ),
        (
            r#"{"title": "T", "text": {"a": 1}}"#,
            Reason::WrongType { name: "text".into(), found: JsonKind::Object },
        ),
    ] {
        assert_eq!(article(json), Err(expected), "{json}");
    }
    assert!(matches!(article(r#"{"title": "T""#), Err(Reason::BrokenJson(_))));
    assert!(matches!(article(r#"{"title": "T"} x"#), Err(Reason::BrokenJson(_))));
}

#[test]
fn a_date_that_cannot_be_read_is_told_apart_from_none() {
    let unread = |json| check(json).unread_date;
    assert_eq!(unread(r#"{"title": "T", "date": "l'an VIII"}"#).as_deref(), Some("l'an VIII"));
    assert_eq!(unread(r#"{"title": "T", "date": " "}"#), None);
    assert_eq!(unread(r#"{"title": "T", "date": "2020-07-03"}"#), None);
}

#[test]
fn a_month_or_a_year_is_a_date() {
    let published = |json| check(json).published.map(|date| date.iso).unwrap_or_default();
    assert_eq!(published(r#"{"title": "T", "date": 1904}"#), "1904");
    assert_eq!(published(r#"{"title": "T", "date": "1904-10"}"#), "1904-10");
    assert_eq!(published(r#"{"title": "T", "Date": "octobre 1904"}"#), "1904-10");
    assert_eq!(check(r#"{"title": "T", "date": "octobre 1904"}"#).unread_date, None);
}

#[test]
fn three_columns_are_a_date_where_no_other_is_given() {
    let published = |json: &str| check(json).published.map(|date| date.iso).unwrap_or_default();
    let columns = r#""Année": 1904, "Mois": "octobre", "Jour": 3.0"#;
    assert_eq!(published(&format!(r#"{{"title": "T", {columns}}}"#)), "1904-10-03");
    assert_eq!(published(&format!(r#"{{"title": "T", "date": "1905", {columns}}}"#)), "1905");
    let unread = format!(r#"{{"title": "T", "date": "hier", {columns}}}"#);
    assert_eq!(check(&unread).unread_date.as_deref(), Some("hier"));
    let unread = check(r#"{"title": "T", "year": "1904", "month": "13"}"#).unread_date;
    assert_eq!(unread.as_deref(), Some("1904-13"));
}

#[test]
fn names_with_dots_lead_into_objects() {
    let pairs = [("title", "meta.titre"), ("source", "source.nom"), ("authors", "auteurs.nom")];
    let names = FieldNames::from_pairs(pairs).expect("known fields");
    let json = r#"{"meta": {"titre": "T"}, "source": {"nom": "Le Phare", "name": "x"},
                   "auteurs": [{"nom": "A. Bé"}, {"nom": "C. Dé"}]}"#;
    let found =
        NamedFields::parse(json, &names).and_then(NamedFields::into_article).expect("an article");
    assert_eq!((found.title.as_str(), found.source.as_str()), ("T", "Le Phare"));
    assert_eq!(found.authors, ["A. Bé", "C. Dé"]);
    let found =
        NamedFields::parse(r#"{"meta.titre": "U"}"#, &names).and_then(NamedFields::into_article);
    assert_eq!(found.expect("an article").title, "U");
}

#[test]
fn texts_added_under_one_name_continue_each_other() {
    let names = FieldNames::default();
    let mut record = NamedFields::default();
    for (name, text) in
        [("TEXT", "un"), ("text", "deux"), ("body", ""), ("date", "2020-07-03"), ("date", "hier")]
    {
        record.add(names.find(name).expect("a field"), text);
    }
    let found = record.into_article().expect("an article");
    assert_eq!(found.body, "un\ndeux");
    assert_eq!(found.published.expect("a date").iso, "2020-07-03");
}

#[test]
fn an_object_stands_for_what_it_is_about() {
    let found = check(
        r##"{"_id": {"$oid": "5e"}, "title": {"@lang": "fr", "#text": "T"}, "category": {"title": "C"},
            "body": {"format": "html", "value": "<p>Un</p>"}, "tags": [{"label": "pont"}, 3],
            "date": {"date": "2020-07-03 10:00:00.000000", "timezone": "Europe/Paris"}}"##,
    );
    assert_eq!((found.id.as_str(), found.title.as_str(), found.body.as_str()), ("5e", "T", "Un"));
    assert_eq!((found.section.as_str(), found.tags.join("|")), ("C", "pont".into()));
    assert_eq!(found.published.expect("a date").iso, "2020-07-03T10:00:00+02:00");
    let found = check(r#"{"title": "T", "date": {"$date": {"$numberLong": "1593730742000"}}}"#);
    assert_eq!(found.published.expect("a date").iso, "2020-07-02T22:59:02+00:00");
}

#[test]
fn numbers_of_people_and_key_words_are_no_names() {
    let found = check(r#"{"title": "T", "tags": [12, 45], "author": [7]}"#);
    assert!(found.tags.is_empty() && found.authors.is_empty());
}

#[test]
fn columns_of_french_spreadsheets_are_known() {
    let found = check(
        r#"{"Titre de l'article": "T", "Chapô": "C", "Texte intégral": "I", "Date de parution": "03/07/2020",
            "Auteur(s)": "A. Bé", "Support": "Le Phare", "Lien": "https://p.example/1", "Mots clés": "pont"}"#,
    );
    assert_eq!((found.title.as_str(), found.description.as_str(), &*found.body), ("T", "C", "I"));
    assert_eq!((found.url.as_str(), found.source.as_str()), ("https://p.example/1", "Le Phare"));
    assert_eq!((found.authors.join("|"), found.tags.join("|")), ("A. Bé".into(), "pont".into()));
    assert_eq!(found.published.expect("a date").iso, "2020-07-03");
}

#[test]
fn the_json_of_agencies_is_known() {
    let found = check(
        r#"{"uri": "urn:newsml:apo:1", "versioncreated": "2020-07-03T10:00:00Z", "headline": "T",
            "description_text": "D", "body_html": "<div>Un <b>jour</b>.</div>", "language": "fr",
            "keyword": ["pont"], "place": [{"name": "Brest"}]}"#,
    );
    assert_eq!((found.id.as_str(), found.title.as_str()), ("urn:newsml:apo:1", "T"));
    assert_eq!((found.description.as_str(), found.body.as_str()), ("D", "Un jour."));
    assert_eq!(found.published.expect("a date").iso, "2020-07-03T10:00:00+00:00");
}

#[test]
fn names_may_have_the_prefix_of_a_vocabulary() {
    let found = check(
        r#"{"o:id": 12, "dcterms:title": "T", "dcterms:source": "Fonds", "dcterms:publisher": "Le Phare",
            "bibo:content": "C", "dcterms:language": "Français", "dcterms:subject": "ponts|crue",
            "fabio:hasURL": "https://phare.fr/a", "dcterms:creator": "A. Bé|C. Dé",
            "o:item_set/dcterms:title": "Tout", "xml:id": "t1"}"#,
    );
    assert_eq!((found.title.as_str(), found.body.as_str(), found.id.as_str()), ("T", "C", ""));
    assert_eq!((found.source.as_str(), found.url.as_str()), ("Le Phare", "https://phare.fr/a"));
    assert_eq!((found.language.as_str(), found.tags.join(",")), ("fr", "ponts,crue".into()));
    assert_eq!(found.authors, ["A. Bé", "C. Dé"]);
    let found = check(r#"{"dc:title": "T", "title": "U", "dc:source": "Le Phare"}"#);
    assert_eq!((found.title.as_str(), found.source.as_str()), ("U", "Le Phare"));
}

#[test]
fn an_address_is_the_source_where_nothing_else_is() {
    let page = r#""source": "https://www.phare.fr/a""#;
    let found = check(&format!(r#"{{"title": "T", {page}, "source-hostname": "Le Phare"}}"#));
    assert_eq!((found.source.as_str(), found.url.as_str()), ("Le Phare", "https://www.phare.fr/a"));
    let found = check(&format!(r#"{{"title": "T", {page}, "publisher": "Le Phare"}}"#));
    assert_eq!((found.source.as_str(), found.url.as_str()), ("Le Phare", ""));
    let found = check(&format!(r#"{{"title": "T", {page}}}"#));
    assert_eq!((found.source.as_str(), found.url.as_str()), ("phare.fr", ""));
}

#[test]
fn of_several_sections_the_first_counts() {
    let section = |json| check(json).section;
    assert_eq!(section(r#"{"title": "T", "categories": ["Sport", "Vie locale"]}"#), "Sport");
    assert_eq!(section(r#"{"title": "T", "categories": [12, 5]}"#), "");
    assert_eq!(section(r#"{"title": "T", "category": "Vie\nlocale"}"#), "Vie locale");
}

#[test]
fn a_reference_has_its_date_and_its_people_in_parts() {
    let found = check(
        r#"{"title": "T", "container-title": "Le Phare", "issued": {"date-parts": [["2020", 6, 15]]},
            "author": [{"family": "Morel", "given": "Anne"}, {"family": "AFP"}], "URL": "https://phare.fr/a"}"#,
    );
    assert_eq!(found.published.expect("a date").iso, "2020-06-15");
    assert_eq!(
        (found.authors.join("|"), found.source.as_str()),
        ("Anne Morel|AFP".into(), "Le Phare")
    );
    for parts in ["[]", "[[]]", "[[[[]]]]", "12", "null"] {
        let json = format!(r#"{{"title": "T", "issued": {{"date-parts": {parts}}}}}"#);
        assert_eq!(check(&json).published, None, "{parts}");
    }
}

#[test]
fn persons_and_sources_are_named_in_several_ways() {
    let authors = |author: &str| {
        check(&format!(r#"{{"title": "T", "author": [{author}]}}"#)).authors.join("|")
    };
    assert_eq!(authors(r#"{"literal": "AFP"}"#), "AFP");
    assert_eq!(authors(r#"{"firstName": "Anne", "lastName": "Morel"}"#), "Anne Morel");
    assert_eq!(
        authors(r#"{"last_name": "Morel", "first_name": "Anne", "text": "x"}"#),
        "Anne Morel"
    );
    assert_eq!(
        authors(r#"{"nom": "Morel", "prénom": "Anne"}, {"nom": "Petit", "prenom": "Jean"}"#),
        "Anne Morel|Jean Petit"
    );
    assert_eq!(authors(r#"{"family": "Morel", "given": "Anne"}"#), "Anne Morel");
    assert_eq!(authors(r#"{"name": "A. Morel", "lastName": "Morel"}"#), "A. Morel");
    let found = check(
        r#"{"title": "T", "source": {"nom": "La Voix"}, "issued": {"raw": "12 mars 2019"}, "tags": [{"nom": "ponts"}]}"#,
    );
    assert_eq!((found.source.as_str(), found.tags.join("|").as_str()), ("La Voix", "ponts"));
    assert_eq!(found.published.expect("a date").iso, "2019-03-12");
}
