//! What people are told of an answer and of a query that is not read, in the line above the
//! hits and on standard error.

use serde_json::json;

use crate::support::Limier;

/// A collection of four articles, the first of 2018 and the last of September 2020.
fn press() -> Limier {
    Limier::with_records([
        json!({"id": "borne", "title": "Le plan vélo", "date": "2018-03-02", "source": "Le Phare",
               "body": "La ministre présente le plan. Les cyclistes attendent."}),
        json!({"id": "mariage", "title": "Le mariage pour tous", "date": "2019-04-23",
               "body": "Le mariage pour tous a six ans."}),
        json!({"id": "contre/2019.txt", "title": "Le mariage civil", "date": "2019-05",
               "body": "Pour le maire, un mariage est une fête pour tous les invités."}),
        json!({"id": "grève", "title": "Une grève sans préavis", "date": "2020-09-27",
               "body": "Les trains de la ligne restent à quai."}),
    ])
}

/// Returns the line above the hits.
fn line(limier: &Limier, query: &str) -> String {
    let output = limier.search(query).output();
    output.stdout.lines().next().unwrap_or(&output.stderr).to_owned()
}

#[test]
fn the_query_is_said_as_it_was_typed() {
    let limier = press();
    for (query, said) in [
        ("\"mariage pour tous\"", "1 article for \"mariage pour tous\""),
        ("Mariage  OU\ngrève", "3 articles for Mariage  OU grève"),
        ("titre:vélo", "1 article for titre:vélo"),
        ("grève -mariage", "1 article for grève -mariage"),
    ] {
        assert_eq!(line(&limier, query), said, "{query:?}");
    }
    let long = format!("mariage OU {}", ["trains"; 40].join(" OU "));
    let said = line(&limier, &long);
    assert!(said.starts_with("3 articles for mariage OU trains OU"), "{said}");
    assert!(said.ends_with(" OU trains…") || said.ends_with(" OU…"), "{said}");
    assert!(said.chars().count() < 92, "{said}");
}

#[test]
fn a_phrase_that_none_or_few_have_is_said() {
    let limier = press();
    let none = line(&limier, "fête \"pour les invités tous\"");
    assert!(none.contains("; none has all words, those in quotes side by side"), "{none}");
    let apart =
        "no article for \"tous pour mariage\"; 2 articles have the words, not so near each other";
    assert_eq!(line(&limier, "\"tous pour mariage\""), apart);
}

#[test]
fn what_is_written_as_syntax_stays_where_words_are_missing() {
    let limier = press();
    for (query, found, lacks) in [
        ("\"mariage pour tous\" zeppelin", "mariage", "zeppelin"),
        ("zeppelin \"mariage pour tous\" canicule", "mariage", "zeppelin canicule"),
        ("(mariage NEAR/2 tous) zeppelin", "mariage", "zeppelin"),
        ("titre:vélo zeppelin", "borne", "zeppelin"),
        ("+préavis zeppelin", "grève", "zeppelin"),
        ("\"mariage pour tous\" date:2019 quai", "mariage", "quai"),
        ("(vélo OU quai) source:\"Le Phare\" zeppelin", "borne", "zeppelin"),
    ] {
        let answer = limier.search(query).args(["--format", "json"]).json();
        let hits = answer["hits"].as_array().unwrap();
        let ids: Vec<_> = hits.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [found], "{query}");
        let lacks: Vec<_> = lacks.split(' ').collect();
        assert_eq!((&hits[0]["lacks"], &answer["total_all_words"]), (&json!(lacks), &json!(0)));
    }
    let said = line(&limier, "\"mariage pour tous\" zeppelin");
    assert!(said.starts_with("no article with all of \"mariage pour tous\" zeppelin; "), "{said}");
    assert!(said.ends_with("; in no article: zeppelin"), "{said}");
    for query in ["source:\"Le Phare\" zeppelin", "date:2019 zeppelin", "zeppelin -vélo"] {
        let found = limier.ids(query);
        assert!(found.is_empty(), "a filter is no word: {query} finds {found:?}");
    }
    let list = |args: &[&str]| {
        let call = limier.search("\"mariage pour tous\" zeppelin").args(["--format", "tsv"]);
        call.args(args).output()
    };
    let some = "1 article has some (--any lists them)";
    assert!(list(&[]).stderr.contains(some), "{}", list(&[]).stderr);
    assert!(list(&["--any"]).stdout.contains("\tmariage\t"), "{}", list(&["--any"]).stdout);
}

#[test]
fn a_hit_of_the_last_answer_is_no_query() {
    let limier = press();
    for (query, show) in [("@3", "@3"), (" @12 ", "@12"), ("@1 @2", "@1 @2")] {
        let said = format!(
            "error: `{show}` names hits, and is no query; write `limier show {show}`, or the number \
             without `@`\n"
        );
        limier.search(query).code(2).stderr(said).run();
    }
    for query in ["@maire", "@3 mariage", "mariage @", "@3e"] {
        assert_ne!(limier.search(query).output().code, 2, "{query}");
    }
    let queries = press().file("q.tsv", "a\t@3\nb\tmariage\n");
    let call = queries.call("search").args(["--queries", "q.tsv", "--format", "jsonl"]);
    assert_eq!(call.output().stdout.lines().count(), 2, "others still run");
}

#[test]
fn what_is_no_field_is_a_word_and_said() {
    let limier = press();
    for (query, said) in [
        ("maire foo:bar", "`foo` is no field and was taken as a word"),
        ("pays:france maire", "`pays` is no field and was taken as a word"),
        ("ville:\"le maire\"", "`ville` is no field and was taken as a word"),
        ("nom:a ville:b", "`nom`, `ville` are no fields and were taken as words"),
    ] {
        assert!(line(&limier, query).contains(said), "{}", line(&limier, query));
    }
    for query in ["http://maire.fr", "Maire:suite", "COP28:bilan", "20:30 maire", "maire : fête"] {
        assert!(!line(&limier, query).contains("no field"), "{}", line(&limier, query));
    }
}

#[test]
fn stop_words_that_may_matter_are_said_when_they_are_left_out() {
    let limier = press();
    let left = "; left out: sans, which counts in quotes";
    assert_eq!(
        line(&limier, "grève sans préavis"),
        format!("1 article for grève sans préavis{left}")
    );
    for (query, words) in [
        ("trains ni quai", "ni"),
        ("mariage avant fête", "avant"),
        ("plus invités", "plus"),
        ("maire non", "non"),
    ] {
        let said = line(&limier, query);
        assert!(said.ends_with(&format!("left out: {words}, which counts in quotes")), "{said}");
    }
    for query in ["la grève de la ligne", "\"sans préavis\" grève", "sans"] {
        assert!(!line(&limier, query).contains("left out"), "{}", line(&limier, query));
    }
    let pasted = "une grève sans préavis et les trains de la ligne restent à quai";
    assert!(!line(&limier, pasted).contains("left out"), "of a sentence it is no news");
}

#[test]
fn dates_of_no_article_are_told_with_those_that_there_are() {
    let limier = press();
    let then = "none is of that date, the articles are of 2018-03-02 to 2020-09-27";
    for query in ["date:2022 grève", "depuis:2021 grève", "avant:2015 mariage", "date:2018-12"] {
        let said = line(&limier, query);
        assert_eq!(said, format!("no article for {query}; {then}"));
    }
    let at_once = "none is of all these dates at once (OU asks for any of them), the articles are of \
                   2018-03-02 to 2020-09-27";
    let said = line(&limier, "date:2018 date:2020");
    assert_eq!(said, format!("no article for date:2018 date:2020; {at_once}"));
    assert_eq!(line(&limier, "date:2018 grève"), "no article for date:2018 grève");
}

#[test]
fn an_empty_index_says_so() {
    let limier = Limier::new().file("a.jsonl", "{}\n");
    limier.index("a.jsonl").output();
    for query in ["pont", "date:2019", "source:afp"] {
        let said = line(&limier, query);
        assert_eq!(said, "the index is empty; `limier index PATH` adds articles");
    }
}

#[test]
fn an_id_is_a_field() {
    let limier = press();
    assert_eq!(limier.ids("id:mariage"), ["mariage"]);
    assert_eq!(limier.ids("mariage -id:mariage"), ["contre/2019.txt"]);
    assert_eq!(limier.ids("mariage id:contre/2019.txt"), ["contre/2019.txt"]);
    assert_eq!(limier.ids("id:\"contre/2019.txt\""), ["contre/2019.txt"]);
    assert_eq!(limier.ids("id:2019.txt"), [""; 0], "all of it, and nothing but it");
    let mut both = limier.ids("id:mariage,borne");
    both.sort();
    assert_eq!(both, ["borne", "mariage"]);
    assert_eq!(limier.ids("id:(mariage OU grève)").len(), 2);
    let numbered =
        Limier::with_articles([("456", "Un", ""), ("362", "Deux", ""), ("ab-1", "Trois", "")]);
    assert_eq!(numbered.ids("id:456,362").len(), 2);
    assert_eq!(numbered.ids("id:ab-1,456").len(), 2);
}

#[test]
fn what_other_tools_write_is_marked_with_what_to_write() {
    let limier = press();
    for (query, carets, write) in [
        ("mariage W/5 maire", "        ^^^", "write `NEAR/5`"),
        ("mariage NEAR maire", "        ^^^^", "write `NEAR/5`"),
        ("mariage ADJ maire", "        ^^^", "write `NEAR/1`"),
        ("title=mariage", "^^^^^^", "write `title:`"),
        ("auteur: dupont", "^^^^^^^^", "put the value at the colon"),
        ("tag:*", "^^^^^", "names no value"),
        ("titre:'a b'", "^^^^^^^^^^^", "write `titre:\"a b\"`"),
        ("mari?ge", "^^^^^^^", "mari*"),
        ("date:mars 2019 maire", "^^^^^^^^^^^^^^", "write `date:\"mars 2019\"`"),
        ("avant:1er sept. 2019", "^^^^^^^^^^^^^^^^^^^^", "write `avant:\"1er sept. 2019\"`"),
        ("date:5 décembre 2019", "^^^^^^^^^^^^^^^^^^^^", "write `date:\"5 décembre 2019\"`"),
        ("date:[2019 TO 2020]", "^^^^^^^^^^^^^^^^^^^", "write `date:2019..2020`"),
    ] {
        let output = limier.search(query).output();
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{query}");
        assert!(output.stderr.contains(write), "{}", output.stderr);
        assert!(output.stderr.lines().any(|line| line.trim_start() == carets.trim_start()));
    }
}

#[test]
fn or_binds_less_than_words_side_by_side() {
    let limier = press();
    let args = ["--explain-query", "--no-snippet"];
    let text = limier.search("grève OU mariage -fête").args(args).text();
    assert!(text.contains("every hit meets: (grève OU (mariage ET SAUF fête))"), "{text}");
}

#[test]
fn options_of_other_programs_are_answered_with_what_to_write() {
    let limier = press();
    for (args, tip) in [
        (vec!["--json"], "write `--format json`"),
        (vec!["--csv"], "write `--format csv`"),
        (vec!["-c"], "the line above the hits has their number; `-n 0` prints nothing else"),
        (vec!["--count"], "the line above the hits has their number; `-n 0` prints nothing else"),
        (vec!["-o", "x.json"], "send the output to a file with `> FILE`"),
        (vec!["-i"], "case makes no difference; `^Total` asks for a capital"),
        (vec!["-criminalité"], "a query that starts with `-` goes behind `--`: -- '-criminalité'"),
        (vec!["-mariage"], "a query that starts with `-` goes behind `--`: -- '-mariage'"),
    ] {
        let output = limier.search("maire").args(args.iter()).output();
        let lines: Vec<&str> =
            output.stderr.lines().filter(|line| line.contains("tip: ")).collect();
        assert_eq!((output.code, output.stdout.as_str()), (2, ""), "{args:?}");
        assert_eq!(lines, [format!("  tip: {tip}")], "{args:?}: {}", output.stderr);
    }
    let near = limier.search("maire").arg("--snipet-chars").output().stderr;
    assert!(near.contains("'--snippet-chars'"), "{near}");
    let unknown = limier.search("maire").arg("--zzz").output().stderr;
    assert!(!unknown.contains("to pass '--zzz' as a value"), "{unknown}");
}

#[test]
fn a_number_is_asked_for_where_one_is_needed() {
    let limier = press();
    for option in ["-n", "--offset", "--fragments", "--snippet-chars"] {
        let output = limier.search("maire").args([option, "abc"]).output();
        assert_eq!(output.code, 2);
        let said = "it needs a number, for example 20";
        assert!(output.stderr.contains(said), "{option}: {}", output.stderr);
    }
}

#[test]
fn what_options_ask_for_and_no_article_has_is_told_with_what_is_like_it() {
    let common = |id: &str| {
        json!({"id": id, "title": "Le pont", "source": "actu.orange.fr", "section": "Actualité",
               "tags": ["climat"], "authors": ["Anne Morel"]})
    };
    // What is like the value asked for is neither the commonest nor the first by name.
    let limier = Limier::with_records([
        common("b"),
        common("c"),
        json!({"id": "a", "title": "Le pont", "source": "lephare.fr", "section": "Faits-divers",
               "tags": ["retraite"], "authors": ["Zoé Dupond"]}),
    ]);
    for (args, told) in [
        (["--source", "lefigaro"], "no article has source:lefigaro; the commonest: "),
        (["--section", "sport"], "no article has rubrique:sport; the commonest: "),
        (
            ["--author", "dupont"],
            "no article has auteur:dupont; the commonest: Anne Morel, Zoé Dupond",
        ),
    ] {
        let said = limier.search("pont").args(args).code(1).text();
        assert!(said.starts_with(told), "{said}");
    }
    for (query, like) in [
        ("tag:retraites", "retraite, climat"),
        ("rubrique:faitsdivers", "Faits-divers, Actualité"),
        ("source:lephar", "lephare.fr, actu.orange.fr"),
        ("auteur:zoedupont", "Anne Morel, Zoé Dupond"),
    ] {
        let said = line(&limier, query);
        let names = said.split_once("the commonest: ").map_or("", |(_, names)| names);
        assert_eq!(names, like, "{query}: {said}");
    }
}
