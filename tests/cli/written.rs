//! What is one word however it is written: raised letters, inclusive writing, times and
//! ordinals, together or apart.

use std::time::{Duration, Instant};

use serde_json::json;

use super::support::Limier;

/// Checks that each of these ways to write something finds all of them, and not `other`.
#[track_caller]
fn are_one(ways: &[&str], other: &str) {
    let name = |at: usize| format!("way{at}");
    let articles = ways.iter().enumerate().map(
        |(at, way)| json!({"id": name(at), "title": "Brève", "body": format!("On dit {way} ici.")}),
    );
    let other = json!({"id": "other", "title": "Brève", "body": other});
    let limier = Limier::with_records(articles.chain([other]));
    let all: Vec<String> = (0..ways.len()).map(name).collect();
    for way in ways {
        let mut found = limier.ids(way);
        found.sort();
        assert_eq!(found, all, "{way}, of {ways:?}");
    }
}

#[test]
fn what_is_raised_or_lowered_is_its_plain_letter() {
    are_one(&["CO₂", "CO2"], "Le CO est un gaz, 2 fois.");
    are_one(&["XXIᵉ", "XXIe", "XXIème"], "Le XXe siècle.");
    are_one(&["1ᵉʳ", "1er"], "Le 11er, un 1.");
    are_one(&["m²", "m2"], "Un M, un 2.");
    are_one(&["Mᵐᵉ Dupont", "Mme Dupont"], "M. Durand.");
    are_one(&["10³", "103"], "10 et 3.");
    are_one(&["\"2ᵉ édition\"", "\"2e édition\""], "L’édition 2.");
}

#[test]
fn an_ordinal_has_many_spellings() {
    are_one(&["2e", "2ème", "2eme", "2ᵉ"], "Le 2, le 3e.");
    are_one(&["1re", "1ère", "1ère"], "Le 1.");
    are_one(&["19e", "19ème"], "Le 19.");
    are_one(&["1er", "1ier"], "La 1re, la 1ère.");
    are_one(&["\"2e édition\"", "\"2ème édition\""], "La 3e édition.");
    are_one(&["60es", "60èmes"], "Les 60.");
}

#[test]
fn names_from_other_alphabets_are_spelled_by_their_sound() {
    are_one(&["Zelensky", "Zelenski"], "Zelena vend des skis.");
    are_one(&["Tchaïkovsky", "Tchaïkovski"], "La Tchaïka.");
    are_one(&["Ivanov", "Ivanoff"], "Ivan, off.");
    are_one(&["\"Leon Trotski\"", "\"Leon Trotsky\""], "Trots, le ski de Leon.");
    are_one(&["Netanyahou", "Netanyahu"], "Netanya.");
}

#[test]
fn inclusive_writing_is_the_family_of_the_word() {
    are_one(
        &[
            "étudiant·e·s",
            "étudiant(e)s",
            "étudiant.e.s",
            "étudiant-e-s",
            "étudiant•e•s",
            "étudiant/e/s",
            "étudiants",
            "étudiantes",
        ],
        "Il étudie.",
    );
    are_one(&["acteur·rice·s", "acteurs", "acteur.rice", "acteur"], "Une action.");
    are_one(&["salarié-e-s", "salarié(e)s", "salariés"], "Un salaire.");
    are_one(&["électeur·rices", "électeurs"], "Une élection.");
    are_one(&["infirmier·ère·s", "infirmier(ère)s", "infirmiers"], "Une infirmerie.");
    are_one(
        &["\"étudiant·e·s grévistes\"", "\"étudiants grévistes\""],
        "Des étudiants et des grévistes.",
    );
}

#[test]
fn inclusive_writing_is_near_other_words_and_in_fields() {
    let limier = Limier::with_articles([
        ("near", "Les lycéen·ne·s", "Les étudiant(e)s de Lyon votent."),
        ("far", "Brève", "Les étudiant(e)s ont parlé toute la nuit ; Lyon dort."),
    ]);
    for query in
        ["étudiants NEAR/2 Lyon", "étudiant·e·s NEAR/2 Lyon", "titre:lycéens", "=étudiants -nuit"]
    {
        assert_eq!(limier.ids(query), ["near"], "{query}");
    }
}

#[test]
fn inclusive_writing_is_marked_whole() {
    let limier = Limier::with_articles([
        ("dots", "Brève", "Les étudiant·e·s grévistes."),
        ("brackets", "Brève", "Les étudiant(e)s grévistes."),
        ("points", "Brève", "Les étudiant.e.s grévistes."),
    ]);
    let marked = |query: &str| {
        let found = limier.search(query).args(["--format", "json"]).json();
        let hits = found["hits"].as_array().unwrap().iter();
        let mut marked: Vec<String> = hits
            .map(|hit| {
                let fragment = &hit["fragments"][0];
                let text: Vec<char> = fragment["text"].as_str().unwrap().chars().collect();
                let marks = fragment["highlights"].as_array().unwrap().iter();
                let place =
                    |mark: &serde_json::Value, at: usize| mark[at].as_u64().unwrap() as usize;
                let marks = marks
                    .map(|mark| text[place(mark, 0)..place(mark, 1)].iter().collect::<String>());
                marks.collect::<Vec<_>>().join("|")
            })
            .collect();
        marked.sort();
        marked
    };
    assert_eq!(marked("étudiants"), ["étudiant(e)s", "étudiant.e.s", "étudiant·e·s"]);
    assert_eq!(
        marked("\"étudiants grévistes\""),
        ["étudiant(e)s grévistes", "étudiant.e.s grévistes", "étudiant·e·s grévistes"]
    );
}

#[test]
fn a_time_is_written_in_many_ways_and_a_unit_stands_apart() {
    are_one(&["20h30", "20 h 30", "20:30", "20H30"], "20 hommes, 30 femmes, 12:20:30.");
    are_one(&["8h05", "8 h 05"], "8 h 50.");
    are_one(&["20 h", "20h"], "20 heures trente.");
    are_one(&["80km/h", "80 km/h"], "Des hommes.");
    are_one(&["45m²", "45 m2", "45m2"], "Des maisons.");
    are_one(&["500MW", "500 MW"], "Des maisons.");
}

#[test]
fn words_are_written_together_or_apart() {
    are_one(&["week-end", "weekend", "week end"], "Une semaine.");
    are_one(&["BFM TV", "BFMTV", "BFM-TV"], "La chaîne TF1.");
    are_one(&["covid19", "covid-19", "Covid 19"], "Un virus, 18 cas.");
    are_one(&["C-8", "C8"], "La chaîne C9.");
    are_one(&["A-380", "A380", "A 380"], "Un avion A320.");
    are_one(&["A20", "A-20"], "Il part à 20 heures, ou à 20 km.");
    are_one(&["#gilets_jaunes", "gilets jaunes", "gilets-jaunes"], "Un casque.");
    are_one(&["#BalanceTonPorc", "balance ton porc"], "Le prix du beurre.");
    are_one(&["St-Étienne", "Saint-Étienne", "Saint Étienne"], "Paul est parti.");
    are_one(&["Ste-Maxime", "Sainte-Maxime"], "Paul est parti.");
}

/// Returns a collection large enough to learn from, with these bodies among others.
fn large(bodies: &[&str]) -> Limier {
    let others = (0..600).map(|at| {
        json!({"id": format!("other{at}"), "title": "Brève", "body": format!("Il pleut, jour {at}.")})
    });
    let bodies = bodies
        .iter()
        .enumerate()
        .map(|(at, body)| json!({"id": format!("body{at}"), "title": "Brève", "body": body}));
    Limier::with_records(others.chain(bodies))
}

#[test]
fn the_parts_of_a_word_are_learnt_from_their_neighbours() {
    let limier = large(&[
        "La ligue des droits humains alerte. Les droits humains, des droits humains.",
        "Pour les droits humains, ils marchent. Leurs droits humains, nos droits humains.",
        "Des droits humains bafoués. Vos droits humains.",
        "Un avocat, #droitshumains, a parlé.",
        "Balance ton porc a un an. Le porc paie.",
        "Avec balance ton porc, la parole s’est libérée.",
        "On dit balance ton porc.",
        "Le parlement vote. On parle, il ment.",
        "Il parle et ment. Il parle, ment et rit. Elle ment.",
    ]);
    let found = |query: &str| {
        let mut found = limier.ids(query);
        found.sort();
        found
    };
    let rights = ["body0", "body1", "body2", "body3"];
    for query in ["droitshumains", "#DroitsHumains", "droits humains", "#droitshumains"] {
        assert_eq!(found(query), rights, "{query}");
    }
    assert_eq!(found("#balancetonporc"), ["body4", "body5", "body6"]);
    assert_eq!(found("parlement"), ["body7"], "its parts are neighbours by chance");
    assert_eq!(found("\"droitshumains\""), ["body3"], "quotes ask for what is written");
    // The parts are marked as one.
    let hits = limier.search("#droitshumains").args(["--format", "json"]).json();
    let mut hits = hits["hits"].as_array().unwrap().iter();
    let hit = hits.find(|hit| hit["id"] == "body0").unwrap();
    assert_eq!(hit["fragments"][0]["highlights"], json!([[13, 27], [40, 54], [60, 74]]));
}

#[test]
fn words_pasted_again_and_again_are_joined_once() {
    let body = format!("Un porteavions, {}.", "porte avions ".repeat(30));
    let articles = (0..2_000)
        .map(|at| json!({"id": format!("a{at}"), "title": format!("Brève {at}"), "body": body}));
    let limier = Limier::with_records(articles);
    let start = Instant::now();
    let pasted = "porte avions ".repeat(5_000);
    let hits = limier.search(&pasted).args(["-n", "1", "--format", "jsonl"]).json_lines();
    assert_eq!(hits.len(), 1);
    // Each look at the neighbours takes more than a millisecond.
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}
