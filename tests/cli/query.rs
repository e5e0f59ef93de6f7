//! How what was typed finds its articles: forms of a word, signs, stop words, and
//! what happens when too few articles have all the words.

use serde_json::json;

use crate::support::Limier;

/// Checks which articles of `bodies`, numbered from 1, a query finds.
#[track_caller]
fn check(bodies: &[&str], query: &str, expected: &[usize]) {
    let records = bodies.iter().enumerate().map(|(at, body)| {
        // A title without a word that any query has.
        json!({"id": at + 1, "title": "Titre", "body": body})
    });
    let limier = Limier::with_records(records);
    let mut found = limier.ids(query);
    found.sort();
    let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn accents_may_be_left_out() {
    let bodies = ["Le président du Sénat.", "Une presidente sans accent.", "Le pont."];
    check(&bodies, "president", &[1, 2]);
    check(&bodies, "sénat", &[1]);
    check(&bodies, "SENAT", &[1]);
    check(&bodies, "se\u{301}nat", &[1]);
}

#[test]
fn inflected_forms_are_found() {
    let bodies = ["Les grèves continuent.", "La grève continue.", "Le gréviste."];
    check(&bodies, "grève", &[1, 2]);
    check(&bodies, "grèves", &[1, 2]);
}

#[test]
fn an_elided_article_is_no_part_of_a_word() {
    let bodies = ["L’avocat parle.", "Il voit l'avocat.", "Un avocat.", "Le pont."];
    for query in ["avocat", "l'avocat", "l’avocat", "L'AVOCAT", "d’avocat", "jusqu'avocat"] {
        check(&bodies, query, &[1, 2, 3]);
    }
}

#[test]
fn both_apostrophes_are_the_same_sign() {
    let bodies = ["Il pleut aujourd'hui.", "Il neige aujourd’hui.", "Le pont."];
    check(&bodies, "aujourd'hui", &[1, 2]);
    check(&bodies, "aujourd’hui", &[1, 2]);
}

#[test]
fn signs_of_a_pasted_headline_are_text() {
    let bodies = ["Climat : la COP28 s'ouvre à Dubaï.", "Le pont."];
    check(&bodies, "Climat : la COP28 s'ouvre", &[1]);
    check(&bodies, "(climat) [COP28]: \"ouvre\" +/-*~^!", &[1]);
    check(&bodies, "« climat »", &[1]);
}

#[test]
fn stop_words_are_left_out_beside_other_words() {
    let limier =
        Limier::with_articles([("a", "Eau", "Une eau trouble."), ("b", "Feu", "Le feu de bois.")]);
    let found = limier.search("de l'eau").args(["--format", "json"]).json();
    assert_eq!(found["words"], json!(["eau"]));
    assert_eq!(found["left_out"], json!(["de"]));
    assert_eq!(found["total"], 1);
}

#[test]
fn stop_words_alone_are_looked_for() {
    let bodies = ["Qui est-ce ?", "Un pont de pierre.", "Mille arbres."];
    check(&bodies, "qui est-ce", &[1]);
    check(&bodies, "de", &[2]);
}

#[test]
fn a_query_without_a_word_is_refused() {
    let limier = Limier::with_articles([("a", "Pont", "")]);
    for query in ["", "…", "« »"] {
        limier
            .search(query)
            .stderr(format!("error: `{query}` has no word to search for; type at least one\n"))
            .code(2)
            .run();
    }
}

#[test]
fn nothing_found_is_said_and_shows_in_the_exit_code() {
    let limier = Limier::with_articles([("a", "Pont", "")]);
    limier.search("zeppelin").stdout("no article for zeppelin\n").code(1).run();
    limier
        .search("zeppelin dirigeable")
        .stdout("no article for zeppelin dirigeable\n")
        .code(1)
        .run();
    limier.search("zeppelin").args(["--format", "trec"]).code(1).run();
    let found = limier.search("zeppelin").args(["--format", "json"]).code(1).json();
    assert_eq!((&found["total"], &found["hits"]), (&json!(0), &json!([])));
    assert_eq!(found["unknown"], json!(["zeppelin"]));
}

/// One article that has both words late, and better ones with one of them.
fn flood() -> Limier {
    let late = format!(
        "{}Au bord de la Loire, {}après la crue.",
        "sable ".repeat(70),
        "sable ".repeat(20)
    );
    Limier::with_articles([
        ("crue", "La crue, toujours la crue", "Une crue. Encore une crue."),
        ("loire", "La Loire, toujours la Loire", "La Loire. Encore la Loire."),
        ("both", "Le fleuve", late.as_str()),
        ("none", "Le pont", "Le pont rouvre."),
    ])
}

#[test]
fn articles_with_all_words_come_first_and_the_answer_says_so() {
    let limier = flood();
    let answer = limier.search("crue Loire").text();
    assert!(
        answer.starts_with(
            "1 article with all of crue Loire; the others have some of the words\n\n\
             \x201. Le fleuve\n"
        ),
        "{answer}"
    );
    let found = limier.search("crue Loire").args(["--format", "json"]).json();
    assert_eq!(found["relaxed"], true);
    assert_eq!((&found["total"], &found["total_all_words"]), (&json!(3), &json!(1)));
    let ids: Vec<_> = found["hits"].as_array().unwrap().iter().map(|hit| &hit["id"]).collect();
    assert_eq!(ids[0], "both", "it has all words, the others one of them");
    assert_eq!(ids.len(), 3);
}

#[test]
fn enough_articles_with_all_words_are_the_whole_answer() {
    let ids: Vec<String> = (0..20).map(|id| id.to_string()).collect();
    let articles = |whole: usize| {
        let text =
            |at: usize| if at < whole { "La crue de la Loire." } else { "La crue, la crue." };
        let article = move |(at, id)| json!({"id": id, "title": format!("Jour {at}"), "body": text(at), "date": "2019"});
        Limier::with_records(ids.iter().enumerate().map(article))
    };
    for limit in ["1", "20", "100"] {
        let args = ["--limit", limit, "--no-group", "--format", "json"];
        let found = articles(20).search("crue Loire").args(args).json();
        assert_eq!((&found["relaxed"], &found["total"]), (&json!(false), &json!(20)), "{limit}");
        let found = articles(19).search("crue Loire").args(args).json();
        assert_eq!((&found["relaxed"], &found["total"]), (&json!(true), &json!(20)), "{limit}");
        assert_eq!(found["total_all_words"], 19);
    }
}

#[test]
fn a_hit_says_which_words_it_lacks() {
    let limier = flood();
    let found = limier.search("crue Loire").args(["--format", "json"]).json();
    let hits = found["hits"].as_array().unwrap().iter();
    let lacks: std::collections::BTreeMap<_, _> =
        hits.map(|hit| (hit["id"].as_str().unwrap(), (&hit["all_words"], &hit["lacks"]))).collect();
    assert_eq!(lacks["both"], (&json!(true), &json!([])));
    assert_eq!(lacks["crue"], (&json!(false), &json!(["loire"])));
    let text = limier.search("crue Loire").text();
    assert!(text.contains("undated · without loire\n"), "{text}");
}

#[test]
fn any_word_is_enough_when_asked_for() {
    let limier = flood();
    let found = limier.search("crue loire").args(["--any", "--format", "json"]).json();
    assert_eq!(found["relaxed"], false);
    assert_eq!((&found["total"], &found["total_all_words"]), (&json!(3), &json!(1)));
    let ids: Vec<_> = found["hits"].as_array().unwrap().iter().map(|hit| &hit["id"]).collect();
    assert_eq!(ids[2], "both", "by score alone, a late mention of each is worth least");
    let answer = limier.search("crue loire").arg("--any").text();
    assert!(answer.starts_with("3 articles for crue loire\n"), "{answer}");
}

#[test]
fn a_word_that_no_article_has_is_named() {
    let limier = flood();
    let answer = limier.search("Loire zeppelin").text();
    assert!(
        answer.starts_with(
            "no article with all of Loire zeppelin; the others have some of the words; \
             in no article: zeppelin\n"
        ),
        "{answer}"
    );
    let found = limier.search("Loire zeppelin").args(["--format", "json"]).json();
    assert_eq!(found["unknown"], json!(["zeppelin"]));
    assert_eq!((&found["total"], &found["total_all_words"]), (&json!(2), &json!(0)));
}

#[test]
fn a_date_among_words_is_in_the_text_or_that_of_the_article() {
    let limier = Limier::with_records([
        json!({"id": "then", "title": "La grève", "body": "Les trains sont rares.",
               "date": "2019-12-05T10:00:00+01:00"}),
        json!({"id": "month", "title": "La grève", "body": "Les trains sont rares.",
               "date": "2019-12"}),
        json!({"id": "later", "title": "La grève", "body": "Comme en décembre 2019, dit-on.",
               "date": "2023-01-19"}),
        json!({"id": "other", "title": "La grève", "body": "Les trains sont rares.",
               "date": "2022-12-05"}),
    ]);
    let complete = |query: &str| {
        let found = limier.search(query).args(["--format", "json"]).json();
        let hits = found["hits"].as_array().unwrap().iter();
        let whole = hits.filter(|hit| hit["all_words"] == json!(true));
        let mut ids: Vec<_> = whole.map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        assert_eq!(json!(ids.len()), found["total_all_words"], "{query}");
        ids
    };
    assert_eq!(complete("grève 2019"), ["later", "month", "then"]);
    assert_eq!(complete("grève de décembre 2019"), ["later", "month", "then"]);
    assert_eq!(complete("grève du 5 décembre 2019"), ["then"]);
    assert_eq!(complete("grève 05/12/2019"), ["then"]);
    // Alone a month is a word, and so is a year in quotes.
    assert_eq!(complete("grève décembre"), ["later"]);
    assert_eq!(limier.ids("grève =2019"), ["later"]);
    let text = limier.search("grève 5 décembre 2019").text();
    assert!(
        text.starts_with(
            "1 article with all of grève 5 décembre 2019; the others have some of the words; \
             5 décembre 2019: in the text or as date of the article\n"
        ),
        "{text}"
    );
    let reading = limier.search("grève décembre 2019").args(["--explain-query"]).text();
    assert!(reading.contains("or published in 2019-12\n"), "{reading}");
}

#[test]
fn a_date_that_no_article_is_of_is_told_beside_words_that_are_conditions() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "Un", "body": "Le racisme et la diversité.", "date": "2019-05-03"}),
    ]);
    for query in [
        "date:2021 racisme ET diversité",
        "chose ET (racisme date:2019)",
        "date:2019 racis* ET autre",
        "(date:2021 ((date:2019 racis*) OU date:2022))",
    ] {
        let answer = limier.search(query).output();
        assert_eq!(answer.code, 1, "{query}: {answer:?}");
        assert!(answer.stdout.starts_with("no article for"), "{query}: {answer:?}");
        let is_told = answer.stdout.contains("none is of that date");
        assert_eq!(is_told, query.contains("date:2021"), "{query}: {answer:?}");
    }
}

#[test]
fn words_that_no_article_has_near_each_other_are_told_to_be_there_apart() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "Un", "body": "Le maire a parlé de la grève des cheminots."}),
        json!({"id": "b", "title": "Deux", "body": "Une grève du rail, un maire en colère."}),
    ]);
    for (query, apart) in [
        ("\"grève maire\"", "; 2 articles have the words, not so near each other\n"),
        ("cheminots NEAR/2 maire", "; 1 article has the words, not so near each other\n"),
        ("\"grève maire\" SAUF cheminots", "; 1 article has the words, not so near each other\n"),
        ("\"grève maire\" SAUF maire", "\n"),
        ("\"maire tramway\"", "; in no article: tramway\n"),
        ("=maires", "; did you mean maire?\n"),
    ] {
        let answer = limier.search(query).output();
        assert_eq!(answer.code, 1, "{query}: {answer:?}");
        assert_eq!(answer.stdout, format!("no article for {query}{apart}"), "{query}");
    }
}

#[test]
fn what_every_hit_meets_is_printed_as_one_may_type_it() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "Le porte-parole", "description": "Un chef, un maire.", "body": "Il parle de la grève."}),
        json!({"id": "b", "title": "Grève", "body": "Le porte-parole du maire de la ville, chef de file."}),
    ]);
    let read = |query: &str| {
        let call = limier.search(query).args(["--format", "json", "--explain-query"]).json();
        call["reading"]["condition"].as_str().unwrap_or_default().to_owned()
    };
    for (query, condition) in [
        ("titre:porte-parole", "titre:\"porte parole\""),
        ("titre:\"le porte\" OU chapo:\"un chef\"", "(titre:\"le porte\" OU chapo:\"un chef\")"),
        ("\"parl* de la\"", "\"parl* de la\""),
        ("titre:(porte NEAR/5 parole)", "titre:(porte NEAR/5 parole)"),
        ("titre:porte ET (maire NEAR/9 chef)", "(titre:porte ET maire NEAR/9 chef)"),
        (
            "chapo:(\"un chef\" NEAR/3 (maire OU ville))",
            "chapo:(\"un chef\" NEAR/3 (maire OU ville))",
        ),
        ("maire NEAR/9 =chef", "maire NEAR/9 =chef"),
    ] {
        assert_eq!(read(query), condition);
        assert_eq!(read(condition), condition, "typed again");
        assert_eq!(limier.ids(query), limier.ids(condition), "{query}");
    }
}
