//! The query language: each piece of syntax on a small collection, with the reason for
//! what is found.

use serde_json::{Value, json};

use super::support::Limier;

/// Articles whose bodies tell what each piece of syntax must and must not find.
fn press() -> Limier {
    let article = |id: &str, title: &str, body: &str, published: &str, source: &str| {
        let mut article = json!({"id": id, "title": title, "body": body, "source": source});
        if !published.is_empty() {
            article["published"] = json!(published);
        }
        article["section"] = json!(if id.starts_with('s') { "Sport" } else { "Économie" });
        article["author"] = json!(if id == "diplo" { "Élodie Béranger" } else { "Paul Aubin" });
        article["tags"] = json!(if id == "marche" { "climat, manifestation" } else { "divers" });
        article["url"] = json!(format!("https://www.exemple.fr/{id}"));
        article
    };
    Limier::with_records([
        article(
            "diplo",
            "Le Monde diplomatique fête ses ans",
            "Le mensuel paraît. Tout le monde lit.",
            "2019-05-02T10:00:00+02:00",
            "Agence France-Presse",
        ),
        article(
            "monde",
            "Un monde meilleur",
            "La revue diplomatique et le monde des affaires.",
            "2020-01-15T08:00:00+01:00",
            "Le Quotidien",
        ),
        article(
            "marche",
            "La marche pour le climat",
            "Des milliers de manifestants à Paris, contre la sécheresse.",
            "2020-03-31T23:30:00+02:00",
            "Le Quotidien",
        ),
        article(
            "marché",
            "Le marché de Noël",
            "Les marchés rouvrent ; la canicule et le climat inquiètent en Espagne.",
            "2020-04-01T00:30:00+02:00",
            "Le Quotidien",
        ),
        article(
            "etat",
            "Urgence",
            "L’état du pont impose une réponse d’urgence, dit le président.",
            "",
            "Le Quotidien",
        ),
        article(
            "sport",
            "Tokaïev au stade",
            "Le démocrate Tokaïev, présidentiable, a vu le match à Lyon.",
            "2018-07-14T12:00:00+02:00",
            "La Gazette",
        ),
    ])
}

#[track_caller]
fn finds(limier: &Limier, query: &str, expected: &[&str]) {
    let mut found = limier.ids(query);
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn quotes_ask_for_words_in_this_order() {
    let limier = press();
    for query in
        ["\"le monde diplomatique\"", "« le monde diplomatique »", "“Le Monde Diplomatique”"]
    {
        finds(&limier, query, &["diplo"]);
    }
    // Stop words count in a phrase.
    finds(&limier, "\"le monde\"", &["diplo", "monde"]);
    finds(&limier, "\"un monde\"", &["monde"]);
    // As written: no other form, accents and case aside.
    finds(&limier, "\"les marches\"", &["marché"]);
    finds(&limier, "\"les marchés de noël\"", &[]);
    // With slop: in any order, with so many others between.
    finds(&limier, "\"pont état\"~1", &["etat"]);
    finds(&limier, "\"pont état\"~0", &[]);
}

#[test]
fn words_near_each_other() {
    let limier = press();
    // état (du pont impose une réponse d’) urgence: six words on.
    finds(&limier, "état NEAR/6 urgence", &["etat"]);
    finds(&limier, "urgence NEAR/6 état", &["etat"]);
    finds(&limier, "état NEAR/5 urgence", &[]);
    finds(&limier, "urgence NEAR/5 état", &[]);
    // The title is near nothing of the body.
    finds(&limier, "Tokaïev NEAR/2 démocrate", &["sport"]);
}

#[test]
fn operators_in_both_languages_and_brackets() {
    let limier = press();
    finds(&limier, "climat ET (sécheresse OU canicule) SAUF Espagne", &["marche"]);
    finds(&limier, "climat AND (sécheresse OR canicule) NOT Espagne", &["marche"]);
    finds(&limier, "climat (sécheresse OU canicule)", &["marche", "marché"]);
    finds(&limier, "climat -Espagne", &["marche"]);
    finds(&limier, "climat -(Espagne OU Paris)", &[]);
    finds(&limier, "monde +affaires", &["monde"]);
    // Lower case is text.
    finds(&limier, "sécheresse et canicule", &["marche", "marché"]);
}

#[test]
fn words_by_how_they_are_written() {
    let limier = press();
    // `=marche` is neither marches, marché nor marchés.
    finds(&limier, "=marche", &["marche"]);
    finds(&limier, "présid*", &["etat", "sport"]);
    finds(&limier, "presid*", &["etat", "sport"]);
    finds(&limier, "*crate", &["sport"]);
    finds(&limier, "Tokaiev~", &["sport"]);
    finds(&limier, "Tokayef~2", &["sport"]);
    finds(&limier, "Tokayef~1", &[]);
}

#[test]
fn fields() {
    let limier = press();
    finds(&limier, "titre:monde", &["diplo", "monde"]);
    finds(&limier, "title:(marche OU Tokaïev)", &["marche", "marché", "sport"]);
    finds(&limier, "titre:\"le monde\"", &["diplo"]);
    finds(&limier, "source:\"france-presse\"", &["diplo"]);
    finds(&limier, "source:(gazette OU agence)", &["diplo", "sport"]);
    finds(&limier, "auteur:beranger", &["diplo"]);
    finds(&limier, "rubrique:sport", &["sport"]);
    finds(&limier, "rubrique:economie -climat", &["diplo", "monde", "etat"]);
    finds(&limier, "tag:climat", &["marche"]);
    finds(&limier, "url:exemple.fr/spo", &["sport"]);
    finds(&limier, "langue:en", &[]);
}

#[test]
fn dates_and_how_many_have_none() {
    let limier = press();
    finds(&limier, "date:2020", &["monde", "marche", "marché"]);
    // Half past eleven in the evening of 31 March, in Paris, is still March.
    finds(&limier, "date:2020-03", &["marche"]);
    finds(&limier, "date:\"avril 2020\"", &["marché"]);
    finds(&limier, "date:2019-05-02..2020-01-15", &["diplo", "monde"]);
    finds(&limier, "avant:2019", &["sport"]);
    finds(&limier, "climat depuis:2020-04-01", &["marché"]);
    let answer = limier.search("pont avant:2030").code(1).text();
    assert_eq!(answer, "no article for pont avant:2030; 1 article without a date left out\n");
    let json = limier.search("date:2020").args(["--format", "json"]).json();
    assert_eq!((json["total"].as_u64(), json["undated"].as_u64()), (Some(3), Some(1)));
}

#[test]
fn filters_and_order_on_the_command_line() {
    let limier = press();
    let ids = |args: &[&str]| {
        let hits =
            limier.search("le monde climat Tokaïev pont").args(["--any", "--format", "jsonl"]);
        let hits = hits.args(args).json_lines();
        hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Undated articles come last either way.
    assert_eq!(ids(&["--sort", "date"]), ["sport", "diplo", "monde", "marche", "marché", "etat"]);
    assert_eq!(ids(&["--sort", "-date"]), ["marché", "marche", "monde", "diplo", "sport", "etat"]);
    assert_eq!(ids(&["--sort", "date", "--limit", "2", "--offset", "1"]), ["diplo", "monde"]);
    assert_eq!(ids(&["--from", "2020-02", "--sort", "date"]), ["marche", "marché"]);
    assert_eq!(ids(&["--to", "2019", "--sort", "date"]), ["sport", "diplo"]);
    assert_eq!(ids(&["--source", "gazette"]), ["sport"]);
    assert_eq!(ids(&["--author", "Élodie Béranger"]), ["diplo"]);
    assert_eq!(ids(&["--section", "sport"]), ["sport"]);
    limier
        .search("pont")
        .args(["--from", "2020-13"])
        .code(2)
        .stderr("error: `2020-13` is no date: there is no month 13; write 2020-12\n")
        .run();
}

#[test]
fn the_phrase_is_marked_and_not_its_words_elsewhere() {
    let limier = press();
    let text = limier.search("\"le monde\" lit").args(["-n", "1"]).text();
    assert!(text.contains("Tout **le monde** **lit**."), "{text}");
    let text = limier.search("\"monde des affaires\"").text();
    assert!(text.contains("La revue diplomatique et le **monde des affaires**."), "{text}");
    assert!(text.contains("Un monde meilleur"), "{text}");
}

#[test]
fn words_far_apart_and_phrases_across_sentences_are_marked() {
    let filler = "Il pleut encore sur la ville et personne ne sort. ".repeat(12);
    let far = format!("Macron parle de sport. {filler}Une grève commence.");
    let limier = Limier::with_articles([
        ("far", "Matin", far.as_str()),
        ("across", "Soir", "Tout a commencé par une grève. Lundi, tout le monde marchait."),
    ]);
    // With slop each word is marked by itself, wherever it fits the snippet.
    for chars in ["60", "100", "280", "2000"] {
        let args = ["--snippet-chars", chars];
        let text = limier.search("\"macron grève\"~300").args(args).text();
        assert!(text.contains("**Macron** parle") || text.contains("**grève** commence"), "{text}");
        assert!(!text.contains("pleut encore sur la ville et personne ne sort**"), "{text}");
        limier.search("\"grève lundi\"").args(args).text();
    }
}

#[test]
fn a_refused_query_of_a_file_leaves_the_others() {
    let limier = press().file("q.tsv", "a\tmonde\nb\tétat NEAR/x pont\nc\tpont\n");
    let output = limier.call("search").args(["--queries", "q.tsv", "--format", "trec"]).output();
    assert_eq!(output.code, 1);
    assert!(output.stderr.starts_with("q.tsv: query b: `NEAR/x` needs"), "{}", output.stderr);
    let ids: Vec<_> = output.stdout.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert!(ids.contains(&"a") && ids.contains(&"c"), "{ids:?}");
}

#[test]
fn what_has_no_word_to_score_scores_nothing() {
    let hits = press().search("date:2020").args(["--format", "jsonl"]).json_lines();
    assert!(hits.iter().all(|hit| hit["score"] == 0.0), "{hits:?}");
    let json = press().call("search").args(["--format", "json", "--", "-date:2020"]).json();
    assert_eq!((json["total"].as_u64(), json["undated"].as_u64()), (Some(3), Some(0)));
}

#[test]
fn signs_hold_in_compounds_and_quotes_and_values_side_by_side_are_alternatives() {
    let limier = press();
    finds(&limier, "\"présid* dit\"", &[]);
    finds(&limier, "\"le présid*\"", &["etat"]);
    finds(&limier, "\"vu le mat*\"", &["sport"]);
    finds(&limier, "source:(gazette agence)", &["diplo", "sport"]);
    finds(&limier, "tag:(climat manifestation)", &["marche"]);
}

#[test]
fn the_reading_of_a_query_is_shown() {
    let limier = press();
    let args = ["--explain-query", "--no-snippet"];
    let text = limier.search("le présid* -\"match à Lyon\" date:2020").args(args).code(1).text();
    assert_eq!(
        text,
        "read as\n\
         \x20 présid*  2 words: président, présidentiable; must, see below\n\
         \x20 match    1 word: match; for the condition only\n\
         \x20 à        2 words: à, a; for the condition only\n\
         \x20 lyon     1 word: lyon; for the condition only\n\
         \x20 every hit meets: (présid* ET SAUF \"match à lyon\" ET date:2020)\n\
         \x20 left out: le\n\n\
         no article for le présid* -\"match à Lyon\" date:2020; 1 article without a date left \
         out\n"
    );
}

#[test]
fn what_is_wrong_is_marked() {
    let limier = press();
    let wrong = |query: &str| limier.search(query).code(2).output().stderr;
    for (query, caret) in [
        ("climat date:2020-13", "        ^^^^^^^^^^^"),
        ("auteur:", "^^^^^^^"),
        ("état NEAR/x urgence", "     ^^^^^^"),
        ("titr:macron", "^^^^"),
    ] {
        let message = wrong(query);
        let lines: Vec<&str> = message.lines().collect();
        assert!(lines[0].starts_with("error: "), "{message}");
        assert!(lines.iter().any(|line| line.trim_start() == query), "{message}");
        assert!(lines.iter().any(|line| line.contains(caret.trim_start())), "{message}");
    }
    // Plain text is never an error.
    for query in [
        "l'avocat",
        "Climat : la COP28 s'ouvre",
        "C'est (presque) fini !",
        "\"pont",
        "pont -",
        "a:b",
        "20:30",
    ] {
        let output = limier.search(query).output();
        assert_ne!(output.code, 2, "{query}: {}", output.stderr);
    }
}

#[test]
fn a_spelling_is_suggested_and_never_taken() {
    let limier = press();
    limier.search("climta").code(1).stdout("no article for climta; did you mean climat?\n").run();
}

#[test]
fn recent_articles_count_more_on_demand() {
    // The older one says it twice; a score that halves every year is another matter.
    let limier = Limier::with_records([
        json!({"id": "old", "body": "Le pont, le pont encore.", "published": "2010-01-01"}),
        json!({"id": "new", "body": "Un pont, et rien d’autre ici.", "published": "2020-01-01"}),
        json!({"id": "other", "body": "Il pleut."}),
    ]);
    assert_eq!(limier.ids("pont"), ["old", "new"]);
    let recent = limier.search("pont").args(["--recency", "365", "--format", "jsonl"]).json_lines();
    assert_eq!((recent[0]["id"].as_str(), recent[1]["id"].as_str()), (Some("new"), Some("old")));
    // In an archive that ends long ago the last article is as good as new, and what has no date is
    // not.
    let limier = Limier::with_records([
        json!({"id": "undated", "title": "Le pont, le pont", "body": "Un pont, le pont encore."}),
        json!({"id": "old", "body": "Le pont, le pont encore.", "published": "2010-01-01"}),
        json!({"id": "new", "body": "Un pont, et rien d’autre ici.", "published": "2020-01-01"}),
        json!({"id": "other", "body": "Il pleut."}),
    ]);
    let recent = limier.search("pont").args(["--recency", "7", "--format", "jsonl"]).json_lines();
    assert_eq!(recent[0]["id"], "new");
    assert!(recent[0]["score"].as_f64().unwrap() > 0.1, "{recent:?}");
    let output = limier.search("pont").args(["--recency", "0"]).output();
    assert!(output.code == 2 && output.stderr.contains("write a number of days above 0"));
}

#[test]
fn a_score_is_explained_by_parts_that_add_up() {
    let limier = press();
    let text = limier.search("marche climat").args(["--explain", "-n", "1"]).text();
    let line = text.lines().last().unwrap();
    assert!(line.contains(" marche (1 time in the title"), "{text}");
    assert!(line.contains(" climat (1 time in the title"), "{text}");
    assert!(line.contains(" side by side"), "{text}");
    for query in [
        "marche climat",
        "climat Paris zeppelin",
        "clinat Paris",
        "marches 2020",
        "le Noël du climat en Espagne rouvre",
    ] {
        let args = ["--explain", "--format", "json", "--recency", "9000"];
        for hit in limier.search(query).args(args).json()["hits"].as_array().unwrap() {
            let parts = &hit["explanation"];
            let number = |value: &Value| value.as_f64().unwrap();
            let words = parts["words"].as_array().unwrap().iter();
            let words: f64 = words.map(|word| number(&word["score"])).sum();
            let names = ["near", "together", "early", "forms", "coverage", "capitals"];
            let others = names.map(|name| number(&parts[name]));
            let sum = words + others.into_iter().sum::<f64>();
            let whole = sum * number(&parts["recency"]);
            assert!((whole - number(&hit["score"])).abs() < 1e-3, "{query}: {hit}");
        }
    }
}

#[test]
fn matches_are_marked_as_asked_for() {
    let limier = Limier::with_articles([("a", "Le <b>pont</b> & l'eau", "Un pont \"neuf\".")]);
    let marked = |how: &str| limier.search("pont").args(["--highlight", how]).text();
    let html = marked("html");
    assert!(html.contains("Le &lt;b&gt;<mark>pont</mark>&lt;/b&gt; &amp; l&#39;eau"), "{html}");
    assert!(html.contains("Un <mark>pont</mark> &quot;neuf&quot;."), "{html}");
    assert!(marked("none").contains("Un pont \"neuf\"."));
    assert!(marked("markdown").contains("Un **pont** \"neuf\"."));
}

#[test]
fn days_begin_in_a_time_zone_that_can_be_set() {
    // Half past midnight in Paris on 1 April is still 31 March in Montréal.
    let limier = Limier::with_records([
        json!({"id": "a", "body": "Un pont.", "published": "2020-04-01T00:30:00+02:00"}),
    ]);
    finds(&limier, "date:2020-04", &["a"]);
    limier.search("date:2020-04").args(["--tz", "America/Montreal"]).code(1).text();
    limier.search("date:2020-03").args(["--tz", "America/Montreal"]).text();
    limier
        .search("pont")
        .args(["--tz", "Mars/Phobos"])
        .code(2)
        .stderr(
            "error: unknown time zone `Mars/Phobos`; write a name like Europe/Paris or \
             America/Montreal\n",
        )
        .run();
}

#[test]
fn words_of_one_family_share_what_they_are_worth() {
    let limier = Limier::with_articles([
        ("loi", "Le vote", "Le vote de la loi."),
        ("autre", "Brève", "La loi, sans plus."),
        ("rien", "Brève", "Il pleut."),
    ]);
    let idf = |query: &str, word: usize| {
        let found = limier.search(query).args(["--explain", "--format", "json"]).json();
        found["hits"][0]["explanation"]["words"][word]["idf"].as_f64().unwrap()
    };
    let are_equal = |one: f64, other: f64| (one - other).abs() < 0.001;
    assert!(are_equal(2.0 * idf("vote loi votes", 0), idf("vote loi", 0)));
    assert!(are_equal(2.0 * idf("vote loi votes", 2), idf("votes loi", 0)));
    assert!(are_equal(idf("vote loi votes", 1), idf("vote loi", 1)), "alone in its family");
    // One of another field is another word.
    let alone = idf("vote loi", 0);
    assert!((0..3).any(|word| are_equal(idf("vote loi titre:vote", word), alone)));
}
