//! Capitals: a name that is also a word, typed with a capital inside of a query, asked for
//! with `^`, and headlines in capitals.

use serde_json::json;

use super::support::Limier;

/// A collection in which names are words as well.
fn press() -> Limier {
    Limier::with_articles([
        ("vienne", "Brève", "L’attentat visait Vienne. À Vienne, il pleut."),
        ("venir", "Brève", "Qu’il vienne, l’attentat vienne ou non, vienne qui veut."),
        ("total", "Brève", "Le patron de Total est parti. Total a grandi."),
        ("somme", "Brève", "Le total est un total, dit le patron, total élevé."),
        ("monde", "Brève", "Le journal Le Monde paraît."),
        ("terre", "Brève", "Le journal du monde entier. Le monde change, tout le monde."),
        ("lens", "Brève", "Le club de Lens a gagné."),
        ("lentille", "Brève", "Une lens est une optique, le club de lens."),
        ("free", "Brève", "L’offre de Free baisse."),
        ("libre", "Brève", "Une offre free, tout free, free."),
        ("tours", "Brève", "La gare de Tours rouvre."),
        ("manèges", "Brève", "Deux tours de piste à la gare, des tours."),
        ("rera", "Brève", "Sur le quai, le RER A arrive."),
        ("rer", "Brève", "Sur le quai, le RER a du retard, le RER a peur."),
    ])
}

/// Returns the first hit of a query.
#[track_caller]
fn first(limier: &Limier, query: &str) -> String {
    limier.ids(query).into_iter().next().unwrap_or_default()
}

#[test]
fn a_capital_inside_of_a_query_is_meant() {
    let limier = press();
    for (query, with, without) in [
        ("attentat à Vienne", "vienne", "venir"),
        ("patron de Total", "total", "somme"),
        ("club de Lens", "lens", "lentille"),
        ("offre de Free", "free", "libre"),
        ("gare de Tours", "tours", "manèges"),
        ("quai du RER A", "rera", "rer"),
    ] {
        assert_eq!(first(&limier, query), with, "{query}");
        let found = limier.ids(&query.to_lowercase());
        assert!(found.iter().any(|id| id == without), "{query}, in lower case");
    }
    // Where all is in capitals, it tells nothing.
    assert_eq!(limier.ids("ATTENTAT VIENNE"), limier.ids("attentat vienne"));
    let found = limier.search("attentat à Vienne").args(["--explain", "--format", "json"]).json();
    let capitals = |hit: usize| found["hits"][hit]["explanation"]["capitals"].as_f64().unwrap();
    assert!(capitals(0) > 0.0 && capitals(1) == 0.0, "{found}");
    let text = limier.search("attentat à Vienne").arg("--explain").text();
    assert!(text.contains(" for capitals"), "{text}");
}

#[test]
fn a_capital_at_the_start_of_a_query_is_meant_where_the_collection_often_has_it() {
    let limier = press();
    for (query, with) in [
        ("Vienne attentat", "vienne"),
        ("Total patron", "total"),
        ("Lens club", "lens"),
        ("Free offre", "free"),
        ("Tours gare", "tours"),
        ("La pluie. Vienne", "vienne"),
    ] {
        assert_eq!(first(&limier, query), with, "{query}");
    }
    // It is that of a sentence, where the collection has it at the start of one only.
    let limier = Limier::with_articles([
        ("dure", "Brève", "Le quai est vide. La grève dure, une grève, la grève, cette grève."),
        ("début", "Brève", "Le quai est vide. Grève au dépôt, la grève, la grève, la grève."),
    ]);
    for query in ["Grève quai", "Quai grève"] {
        let found = limier.search(query).args(["--explain", "--format", "json"]).json();
        for hit in found["hits"].as_array().unwrap() {
            assert_eq!(hit["explanation"]["capitals"], 0.0, "{query}: {hit}");
        }
    }
}

#[test]
fn a_name_counts_by_how_rare_it_is_with_its_capital() {
    let mut articles: Vec<_> = (0..12)
        .map(|at| {
            (format!("total{at}"), "Brève", "Le patron parle du total des comptes, total net.")
        })
        .collect();
    articles.push(("total".to_owned(), "Brève", "Le patron de Total parle. Un total."));
    let limier = Limier::with_articles(
        articles.iter().map(|(id, title, body)| (id.as_str(), *title, *body)),
    );
    let found = limier.search("patron de Total").args(["--explain", "--format", "json"]).json();
    let explanation = &found["hits"][0]["explanation"];
    assert_eq!(found["hits"][0]["id"], "total", "{found}");
    let capitals = explanation["capitals"].as_f64().unwrap();
    let idf = explanation["words"][1]["idf"].as_f64().unwrap();
    assert!(capitals > idf, "{explanation}");
}

#[test]
fn a_caret_asks_for_a_capital() {
    let limier = press();
    for (query, found) in [
        ("^Total", "total"),
        ("^total", "total"),
        ("^Vienne", "vienne"),
        ("^Lens", "lens"),
        ("^Free", "free"),
        ("^Tours", "tours"),
        ("\"Le Monde\"^", "monde"),
        ("« le monde »^", "monde"),
        ("journal ^Monde", "monde"),
        ("texte:^Total", "total"),
        ("^Le NEAR/2 ^Monde", "monde"),
    ] {
        assert_eq!(limier.ids(query), [found], "{query}");
    }
    assert_eq!(limier.ids("patron -^Total"), ["somme"]);
    assert_eq!(limier.ids("^Patron"), [""; 0]);
    let mut both = limier.ids("^Lens OU ^Tours");
    both.sort();
    assert_eq!(both, ["lens", "tours"]);
    // Only what is meant is marked.
    let limier = Limier::with_articles([("a", "Brève", "Un total pour Total, au total.")]);
    let found = limier.search("^Total").args(["--format", "json"]).json();
    assert_eq!(found["hits"][0]["fragments"][0]["highlights"], json!([[14, 19]]), "{found}");
    let text = limier.search("^Total").arg("--explain-query").text();
    assert!(text.contains("^total"), "{text}");
}

#[test]
fn there_are_only_so_many_carets_to_a_query() {
    let limier = press();
    assert_eq!(limier.ids(&"^Total ".repeat(8)), ["total"]);
    limier
        .search("^Un ^Le ^La ^Les ^Il ^Elle ^On ^Qui ^Que")
        .code(2)
        .stderr(format!(
            "error: more than 8 times `^` in a query; take the others away\n\
             ^Un ^Le ^La ^Les ^Il ^Elle ^On ^Qui ^Que\n{}^^^\n",
            " ".repeat(37),
        ))
        .run();
}

#[test]
fn a_weight_is_told_that_there_are_none() {
    press()
        .search("patron total^2")
        .code(2)
        .stderr(
            "error: weights are not offered: take `^2` away; +total must be found, ^total asks \
             for a capital\npatron total^2\n       ^^^^^^^\n",
        )
        .run();
}

#[test]
fn a_headline_in_capitals_is_no_acronym_and_a_minister_no_town() {
    let limier = Limier::with_articles([
        ("c1", "GREVE : le trafic perturbé", "Le trafic est perturbé mardi."),
        ("c2", "GREVE : reprise lente", "La reprise est lente mercredi."),
        ("g1", "Une grève à la SNCF", "La grève débute lundi."),
        ("g2", "Les grèves en France", "Une grève de plus, des grèves partout."),
        ("lim", "Limoges", "À Limoges, Limoges et Limoges, le maire de Limoges, Limoges."),
        ("min", "Ministère", "Deux ministres limogés hier."),
    ]);
    for query in ["greve", "grève", "GREVE", "grèves"] {
        let mut found = limier.ids(query);
        found.sort();
        assert_eq!(found, ["c1", "c2", "g1", "g2"], "{query}");
    }
    assert_eq!(limier.ids("Limoges"), ["lim"]);
}
