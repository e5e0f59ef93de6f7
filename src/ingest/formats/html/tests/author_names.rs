//! The names of authors.
//!
//! What is said around a name goes; the name stays as it is written.

use crate::ingest::formats::html::author;

#[track_caller]
fn check(said: &str, expected: &[&str]) {
    assert_eq!(author::names(said), expected, "the authors of {said}");
}

#[test]
fn several_authors_in_one_text_are_several() {
    check("Léa Roy, Max Bé", &["Léa Roy", "Max Bé"]);
    check("Léa Roy,Max Bé", &["Léa Roy", "Max Bé"]);
    check("Par Léa Roy, Max Bé et Zoé de La Tour", &["Léa Roy", "Max Bé", "Zoé de La Tour"]);
    check("L. Roy et M. Bé, envoyés spéciaux", &["L. Roy", "M. Bé"]);
    check("Léa Roy (avec Max Bé et Zoé Li)", &["Léa Roy", "Max Bé", "Zoé Li"]);
    check("L.R. et M.B.", &["L.R.", "M.B."]);
}

#[test]
fn what_is_said_of_authors_is_no_name() {
    for said in [
        "par Léa Roy",
        "Propos recueillis par Léa Roy",
        "Léa Roy (à Nîmes)",
        "Léa Roy, à Nîmes",
        "Léa Roy, Le Phare",
        "Léa Roy, Agence du Midi",
        "Léa Roy - AFP",
        "Léa Roy | Le Phare",
        "Léa Roy pour Le Phare",
        "Léa Roy, correspondante à Rome",
        "Léa Roy le 3 mai 2020",
        "Léa Roy, le 3 mai 2020",
    ] {
        check(said, &["Léa Roy"]);
    }
    check("Léa Roy (https://phare.example/lea)", &["Léa Roy"]);
    check("https://phare.example/lea", &[]);
    check("www.phare.example", &[]);
    check("lea@phare.example", &[]);
}

#[test]
fn agencies_and_others_who_helped_are_authors() {
    check("Le Phare avec AFP", &["Le Phare", "AFP"]);
    check("phare avec AFP et Reuters", &["phare", "AFP", "Reuters"]);
    check("Léa Roy via Belga", &["Léa Roy", "Belga"]);
    check("Léa Roy avec l’Agence du Midi", &["Léa Roy"]);
}

#[test]
fn papers_keep_their_names() {
    check("Le Phare - La Une de Nîmes", &["Le Phare"]);
    check("Le Phare (en ligne)", &["Le Phare"]);
    check("phare avec agences", &["phare"]);
    check("Culture et Médias", &["Culture et Médias"]);
    check("24 Heures, 20 Heures", &["24 Heures, 20 Heures"]);
    check("Roy, Léa", &["Roy, Léa"]);
    check("la rédaction (Nîmes)", &["la rédaction (Nîmes)"]);
    check(&"Un long texte, sans nom. ".repeat(50), &[]);
}
