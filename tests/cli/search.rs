//! `limier search`: what is printed in each format, pages, files of queries, and
//! where the index is looked for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{INDEX, Limier};

/// Three articles about a lawyer and a strike, all fields in the first.
fn press() -> Limier {
    Limier::with_records([
        json!({
            "id": "proces", "title": "Le procès s’ouvre à Angers",
            "chapo": "Trois jours d'audience sont prévus.",
            "body": "La salle est pleine. L’avocat de la ville a parlé. Le public attend.",
            "url": "https://www.exemple.fr/proces", "date": "2024-03-12T08:30:00+01:00",
            "source": "Le Phare", "rubrique": "Justice", "auteurs": ["Zoé Aït", "Luc Bé"],
        }),
        json!({
            "id": "avocats", "title": "Les robes noires en grève", "date": "2023-11-28",
            "body": "Le tribunal est fermé. Des avocats de tout le pays défilent à Angers.",
        }),
        json!({"id": "pluie", "title": "Pluie", "body": "Il pleut sur la ville."}),
    ])
}

#[test]
fn people_get_titles_details_snippets_and_links() {
    press()
        .search("avocat Angers")
        .stdout(
            "2 articles for avocat Angers\n\
             \n\
             \x201. Le procès s’ouvre à **Angers**\n\
             \x20   2024-03-12 08:30 · Le Phare · Justice\n\
             \x20   L’**avocat** de la ville a parlé. Le public attend.\n\
             \x20   https://www.exemple.fr/proces\n\
             \n\
             \x202. Les robes noires en grève\n\
             \x20   2023-11-28\n\
             \x20   Des **avocats** de tout le pays défilent à **Angers**.\n\
             \x20   avocats\n",
        )
        .run();
}

#[test]
fn colours_take_the_place_of_stars() {
    let coloured = press().search("avocat").env("CLICOLOR_FORCE", "1").text();
    assert!(coloured.contains("\x1b[31mavocat\x1b[0m"), "{coloured:?}");
    assert!(!coloured.contains("**"), "{coloured:?}");
}

#[test]
fn no_color_is_obeyed() {
    let limier = press();
    let plain = limier.search("avocat").text();
    let no_color = limier.search("avocat").env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").text();
    assert!(plain.contains("**avocat**") && !plain.contains('\x1b'), "{plain:?}");
    assert_eq!(no_color, plain);
}

fn names(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_is_one_object_with_the_promised_names() {
    let found = press().search("l'avocat d'Angers").args(["--format", "json"]).json();
    assert_eq!(found["query"], "l'avocat d'Angers");
    assert_eq!(found["total"], 2);
    assert_eq!(found["total_all_words"], 2);
    assert_eq!(found["relaxed"], false);
    assert_eq!(found["words"], json!(["avocat", "angers"]));
    assert_eq!(found["unknown"], json!([]));
    assert!(found["took_ms"].as_f64().unwrap() > 0.0);
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 2);
    let hit = &hits[0];
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    for (name, expected) in [
        ("rank", json!(1)),
        ("id", json!("proces")),
        ("title", json!("Le procès s’ouvre à Angers")),
        ("title_derived", json!(false)),
        ("url", json!("https://www.exemple.fr/proces")),
        ("published", json!("2024-03-12T08:30:00+01:00")),
        ("source", json!("Le Phare")),
        ("section", json!("Justice")),
        ("authors", json!(["Zoé Aït", "Luc Bé"])),
    ] {
        assert_eq!(hit[name], expected, "{name}");
    }
    let without = &hits[1];
    assert_eq!(names(without), names(hit), "the same names in every hit");
    for name in ["url", "source", "section"] {
        assert_eq!(without[name], Value::Null, "{name}");
    }
    assert_eq!(without["authors"], json!([]));
    let fragment = &hit["fragments"][0];
    let expected = [
        "byte_highlights",
        "byte_offset",
        "char_highlights",
        "char_offset",
        "field",
        "highlights",
        "text",
    ];
    assert_eq!(names(fragment), BTreeSet::from(expected));
    assert_eq!(fragment["field"], "body");
}

#[test]
fn json_lines_are_the_hits_of_the_json() {
    let limier = press();
    let whole = limier.search("avocat Angers").args(["--format", "json"]).json();
    let lines = limier.search("avocat Angers").args(["--format", "jsonl"]).json_lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(whole["hits"], Value::from(lines));
}

#[test]
fn a_trec_line_has_six_columns() {
    let run = press().search("avocat Angers").args(["--format", "trec"]).text();
    let lines: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(lines.len(), 2);
    for (line, (rank, id)) in lines.iter().zip([("1", "proces"), ("2", "avocats")]) {
        assert_eq!(line[..4], ["1", "Q0", id, rank]);
        assert!(line[4].parse::<f64>().unwrap() > 0.0);
        assert_eq!(line[5..], ["limier"]);
    }
    let scores: Vec<f64> = lines.iter().map(|line| line[4].parse().unwrap()).collect();
    assert!(scores[0] > scores[1], "{scores:?}");
}

#[test]
fn a_blank_in_an_id_does_not_break_a_trec_line() {
    let limier = Limier::with_articles([("un deux\u{A0}trois", "Pont", "")]);
    let run = limier.search("pont").args(["--format", "trec"]).text();
    assert!(run.starts_with("1 Q0 un_deux_trois 1 "), "{run}");
}

#[test]
fn tab_separated_values_have_eight_columns() {
    let table = press().search("avocat Angers").args(["--format", "tsv"]).text();
    let mut lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let names = ["rank", "score", "id", "published", "source", "title", "url", "also"];
    assert_eq!(lines.remove(0), names);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0][0], "1");
    assert_eq!(
        lines[0][2..],
        [
            "proces",
            "2024-03-12T08:30:00+01:00",
            "Le Phare",
            "Le procès s’ouvre à Angers",
            "https://www.exemple.fr/proces",
            "",
        ]
    );
    assert_eq!(lines[1][0], "2");
    assert_eq!(lines[1][2..], ["avocats", "2023-11-28", "", "Les robes noires en grève", "", ""]);
    assert!(lines.iter().all(|line| line[1].parse::<f64>().unwrap() > 0.0), "{lines:?}");
}

#[test]
fn a_file_of_queries_runs_in_one_process() {
    let limier = press().file("q.tsv", "q1\tavocat Angers\n\nq2\tpluie\nq3\t…\nq4\tzeppelin\n");
    let run = limier.call("search").args(["--queries", "q.tsv", "--format", "trec"]);
    let run =
        run.stderr("query q3: no word to search for\nquery q4: no article for zeppelin\n").text();
    let lines: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    let found: Vec<_> = lines.iter().map(|line| (line[0], line[2], line[3])).collect();
    assert_eq!(found, [("q1", "proces", "1"), ("q1", "avocats", "2"), ("q2", "pluie", "1")]);
}

#[test]
fn a_file_of_queries_answers_as_the_queries_one_by_one() {
    let limier = press().file("q.tsv", "7\tavocat Angers\n");
    let queries =
        |format: &str| limier.call("search").args(["--queries", "q.tsv", "--format", format]);
    let alone = limier.search("avocat Angers").args(["--format", "tsv"]).text();
    let lines = alone.lines().map(|line| format!("7\t{line}\n"));
    let expected = lines.collect::<String>().replace("7\trank", "qid\trank");
    assert_eq!(queries("tsv").text(), expected);
    let mut alone = limier.search("avocat Angers").args(["--format", "jsonl"]).json_lines();
    for hit in &mut alone {
        hit["qid"] = "7".into();
    }
    assert_eq!(queries("jsonl").json_lines(), alone);
}

#[test]
fn queries_come_from_standard_input() {
    let limier = press();
    let call = limier.call("search").args(["--queries", "-", "--format", "trec"]);
    let run = call.stdin("a\tpluie\n").text();
    assert!(run.starts_with("a Q0 pluie 1 "), "{run}");
}

#[test]
fn queries_that_all_find_nothing_show_in_the_exit_code() {
    let limier = press();
    let call = limier.call("search").args(["--queries", "-", "--format", "trec"]);
    call.stdin("a\tzeppelin\n").stderr("query a: no article for zeppelin\n").code(1).run();
}

#[test]
fn a_query_without_an_id_is_named_by_its_line() {
    let limier = press().file("q.tsv", "1 pluie\n");
    limier
        .call("search")
        .args(["--queries", "q.tsv", "--format", "trec"])
        .stderr("q.tsv:1: no tab between a query id and its text\n")
        .code(1)
        .run();
    let limier = press().file("q.tsv", "1\tzeppelin\n\n3 pluie\n");
    limier
        .call("search")
        .args(["--queries", "q.tsv", "--format", "trec"])
        .stderr(
            "q.tsv:3: no tab between a query id and its text\nquery 1: no article for zeppelin\n",
        )
        .code(1)
        .run();
}

#[test]
fn a_file_of_queries_needs_a_format_of_lines() {
    let limier = press().file("q.tsv", "1\tpluie\n");
    limier
        .call("search")
        .args(["--queries", "q.tsv", "--format", "json"])
        .stderr(
            "error: --queries writes text, jsonl, trec, tsv or csv; add --format trec, for example\n",
        )
        .code(2)
        .run();
}

#[test]
fn a_missing_file_of_queries_is_named() {
    press()
        .call("search")
        .args(["--queries", "absent.tsv", "--format", "trec"])
        .stderr(
            "error: cannot read absent.tsv; check its name\n  because: No such file or directory (os error 2)\n",
        )
        .code(2)
        .run();
}

/// Twenty-five articles that a query finds.
fn many() -> Limier {
    Limier::with_records((0..25).map(|id| {
        let body = "La Loire monte encore. ".repeat(id + 1);
        json!({"id": format!("a{id}"), "title": "Crue", "body": body})
    }))
}

#[test]
fn ten_hits_are_shown_and_all_are_counted() {
    let limier = many();
    let found = limier.search("Loire").args(["--format", "json"]).json();
    assert_eq!(found["hits"].as_array().unwrap().len(), 10);
    assert_eq!(found["total"], 25);
    assert!(limier.search("Loire").text().starts_with("25 articles for Loire\n"));
}

#[test]
fn pages_follow_each_other() {
    let limier = many();
    let page = |limit: &str, offset: &str| -> Vec<(u64, String)> {
        let args = ["--format", "jsonl", "--limit", limit, "--offset", offset];
        let hits = limier.search("crue Loire").args(args).json_lines();
        let place = |hit: &Value| (hit["rank"].as_u64().unwrap(), hit["id"].to_string());
        hits.iter().map(place).collect()
    };
    let all = page("100", "0");
    let ranks: Vec<u64> = all.iter().map(|hit| hit.0).collect();
    assert_eq!(ranks, (1..=25).collect::<Vec<_>>());
    let paged = [page("10", "0"), page("10", "10"), page("10", "20")].concat();
    assert_eq!(paged, all);
    assert_eq!(page("3", "7"), all[7..10]);
}

#[test]
fn pages_follow_each_other_into_the_articles_with_some_of_the_words() {
    let records = (0..30).map(|id| {
        let body = if id % 2 == 0 { "La crue monte." } else { "La crue de la Loire monte." };
        json!({"id": id, "title": "Fleuve", "body": body})
    });
    let limier = Limier::with_records(records);
    let page = |limit: &str, offset: &str| {
        let args = ["--format", "trec", "--limit", limit, "--offset", offset];
        let run = limier.search("crue Loire").args(args).text();
        run.lines().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = page("30", "0");
    assert_eq!(all.len(), 30);
    assert_eq!([page("10", "0"), page("10", "10"), page("10", "20")].concat(), all);
}

#[test]
fn many_pages_hold_every_article_once() {
    let place = |id: usize, times: usize, length: usize| id * 7_919 * times % length;
    let records = (0..300).map(|id| {
        let mut words = vec!["sable"; 40 + place(id, 3, 150)];
        let length = words.len();
        words[place(id, 1, length)] = "crue";
        words[place(id, 5, length / 2) + length / 3] = "Loire";
        json!({"id": format!("a{id}"), "title": "Vent", "body": words.join(" ")})
    });
    let limier = Limier::with_records(records);
    // Some of them are copies.
    let all = limier.search("crue").args(["--no-group", "-n", "400", "--format", "jsonl"]);
    let all: Vec<String> =
        all.json_lines().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
    let pages: Vec<String> = (0..all.len())
        .step_by(50)
        .flat_map(|offset| {
            let offset = offset.to_string();
            let args = ["--format", "trec", "--limit", "50", "--offset", offset.as_str()];
            let run = limier.search("crue").args(args).text();
            run.lines().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let distinct: BTreeSet<&String> = pages.iter().collect();
    assert_eq!(distinct.len(), all.len(), "every article is on some page");
    assert_eq!(pages, all);
}

#[test]
fn a_page_behind_the_last_is_empty() {
    let limier = many();
    limier.search("Loire").args(["--offset", "25", "--format", "trec"]).code(1).run();
    let found = limier.search("Loire").args(["--offset", "24", "--format", "json"]).json();
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    assert_eq!(found["total"], 25);
}

#[test]
fn the_index_is_where_it_is_said_to_be() {
    let limier = press();
    limier.bare("search").args(["pluie", "--index", INDEX, "--format", "tsv"]).text();
    let found = limier.bare("search").arg("pluie").env("LIMIER_INDEX", INDEX).text();
    assert!(found.starts_with("1 article for pluie\n"), "{found}");
    let found = limier.bare("search").args(["pluie", "--index", INDEX]);
    let found = found.env("LIMIER_INDEX", "elsewhere").text();
    assert!(found.starts_with("1 article for pluie\n"), "the argument comes first: {found}");
    let none = limier.bare("search").arg("pluie").env("LIMIER_INDEX", "");
    none.env("LIMIER_TZ", "").stderr(
        "error: no index in index; make one with `limier index PATH…`, or name another folder with \
         --index\n",
    ).code(2).run();
    let empty = limier.bare("search").args(["pluie", "--index", ""]).output();
    assert_eq!(empty.code, 2);
    assert!(empty.stderr.contains("a value is required for '--index"), "{empty:?}");
    limier
        .bare("search")
        .arg("pluie")
        .env("LIMIER_INDEX", "elsewhere")
        .stderr(
            "error: no index in elsewhere; make one with `limier index PATH…`, or name another \
             folder with --index\n",
        )
        .code(2)
        .run();
}

#[test]
fn the_index_is_in_index_by_default() {
    let limier = Limier::new().file("a.txt", "Pluie\n\nIl pleut.\n");
    limier.bare("index").arg("a.txt").text();
    assert!(limier.path("index/meta.json").exists());
    let found = limier.bare("search").arg("pluie").text();
    assert!(found.starts_with("1 article for pluie\n"), "{found}");
}

#[test]
fn a_query_is_required() {
    let output = press().call("search").output();
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("<QUERY>"), "{}", output.stderr);
}

#[test]
fn a_query_may_be_several_arguments() {
    let limier = press();
    let one = limier.search("avocat Angers").text();
    assert_eq!(limier.search("avocat").arg("Angers").text(), one);
}

#[test]
fn an_absurd_limit_is_only_a_limit() {
    let limier = press();
    let all = limier.search("pluie").text();
    assert_eq!(limier.search("pluie").args(["--limit", "18446744073709551615"]).text(), all);
}

#[test]
fn a_count_without_hits_is_no_failure_where_articles_are_found() {
    let limier = press();
    assert_eq!(limier.search("pluie").args(["-n", "0"]).code(0).text(), "1 article for pluie\n");
    limier.search("zeppelin").args(["-n", "0"]).code(1).output();
}

#[test]
fn a_source_goes_by_its_name_or_its_site_and_one_that_no_article_has_is_told() {
    let limier = Limier::with_records([
        json!({"id": "site", "title": "La crue", "url": "https://www.lecourrier.fr/a"}),
        json!({"id": "name", "title": "La crue", "source": "Le Courrier", "tags": ["eau"]}),
        json!({"id": "other", "title": "La crue", "source": "Le Phare", "rubrique": "Sport"}),
    ]);
    let found = |query: &str| {
        let mut ids = limier.ids(query);
        ids.sort();
        ids
    };
    assert_eq!(found("source:lecourrier"), ["name", "site"]);
    assert_eq!(found("source:\"le courrier\" crue"), ["name", "site"]);
    assert_eq!(found("source:phare crue"), ["other"]);
    for (query, told) in [
        (
            "source:lefigaro crue",
            "no article has source:lefigaro; the commonest: Le Courrier, Le Phare, lecourrier.fr\n",
        ),
        ("tag:covid", "no article has tag:covid; the commonest: eau\n"),
        ("rubrique:Éco crue", "no article has rubrique:Éco; the commonest: Sport\n"),
        ("auteur:dupont crue", "no article has auteur:dupont; none has any\n"),
    ] {
        assert_eq!(limier.search(query).code(1).text(), told);
    }
    let told = "no article has source:eau; 1 article has tag:eau; the commonest: Le Courrier, \
                Le Phare, lecourrier.fr\n";
    assert_eq!(limier.search("source:eau crue").code(1).text(), told);
    let zeppelin = limier.search("source:lecourrier zeppelin").code(1).text();
    assert!(zeppelin.starts_with("no article for source:lecourrier zeppelin"), "{zeppelin}");
}
