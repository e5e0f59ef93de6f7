//! Lists for programs: they hold what has all that was asked, and say on standard error when
//! nothing has.

use serde_json::json;

use crate::support::Limier;

const LISTS: [&str; 3] = ["jsonl", "tsv", "csv"];

fn press() -> Limier {
    Limier::with_records([
        json!({
            "id": "both", "title": "La grève à la SNCF", "source": "Le Phare", "date": "2019-12-05",
            "body": "Les cheminots bloquent les gares. « Nous irons au bout », dit l'un d'eux.",
        }),
        json!({
            "id": "late", "title": "Éboueurs", "source": "L'Écho", "date": "2020-02-03",
            "body": "Les ordures s'entassent. Comme à la SNCF, la grève est reconduite.",
        }),
        json!({"id": "strike", "title": "Grève, grève", "body": "Grève des éboueurs à Nantes."}),
        json!({"id": "railway", "title": "La SNCF recrute", "body": "La SNCF cherche cent cheminots."}),
        json!({"id": "rain", "title": "Pluie", "body": "Il pleut sur la ville."}),
    ])
}

/// Returns the ids that a list has.
fn listed(limier: &Limier, format: &str, args: &[&str]) -> Vec<String> {
    let output = limier.call("search").args(["--format", format]).args(args).output();
    let id = |line: &str| match format {
        "jsonl" => serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned(),
        "tsv" => line.split('\t').nth(2).unwrap().to_owned(),
        _ => line.split(',').nth(2).unwrap().to_owned(),
    };
    let head = usize::from(format != "jsonl");
    output.stdout.lines().skip(head).map(id).collect()
}

#[test]
fn lists_hold_what_has_all_that_was_asked() {
    let limier = press();
    for (query, with_all, with_some) in [
        ("grève SNCF", &["both", "late"][..], 4),
        ("grève SNCF éboueurs", &["late"], 4),
        ("cheminots SNCF recrute", &["railway"], 3),
        ("grève SNCF source:phare", &["both"], 1),
        ("grève 2019", &["both"], 3),
        ("SNCF \"des éboueurs\"", &[], 1),
        ("SNCF \"éboueurs en grève\"", &[], 4),
        ("pluie", &["rain"], 1),
    ] {
        for format in LISTS {
            let mut ids = listed(&limier, format, &[query]);
            ids.sort();
            assert_eq!(ids, with_all, "{query} as {format}");
            let any = listed(&limier, format, &[query, "--any"]);
            assert_eq!(any.len(), with_some, "{query} as {format} with --any: {any:?}");
        }
        let answer = limier.search(query).args(["--format", "json"]).output().stdout;
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let hits = answer["hits"].as_array().unwrap();
        let whole = hits.iter().filter(|hit| hit["all_words"] == true);
        assert_eq!(whole.count(), with_all.len(), "{query}: {answer}");
        assert!(hits.iter().all(|hit| (hit["all_words"] == true) == (hit["lacks"] == json!([]))));
        assert_eq!(answer["total_all_words"], with_all.len(), "{query}");
    }
}

#[test]
fn what_a_hit_lacks_is_told_words_and_phrases() {
    let limier = press();
    let lacks = |query: &str, id: &str| {
        let hits = limier.search(query).args(["--format", "json"]).json()["hits"].clone();
        let hit = hits.as_array().unwrap().iter().find(|hit| hit["id"] == id).cloned();
        hit.unwrap_or_else(|| panic!("{id} in {hits}"))["lacks"].clone()
    };
    for (query, id, lacking) in [
        ("grève SNCF", "both", json!([])),
        ("grève SNCF", "strike", json!(["sncf"])),
        ("grève SNCF recrute", "strike", json!(["sncf", "recrute"])),
        ("cheminots \"grève reconduite\"", "both", json!(["reconduite", "\"grève reconduite\""])),
        ("SNCF \"grève des éboueurs\"", "strike", json!(["sncf"])),
        ("SNCF \"éboueurs en grève\"", "late", json!(["\"éboueurs en grève\""])),
        ("ordures \"la SNCF\" \"SNCF recrute\"", "railway", json!(["ordures"])),
        ("ordures \"la SNCF\" \"SNCF embauche\"", "late", json!(["embauche", "\"sncf embauche\""])),
    ] {
        assert_eq!(lacks(query, id), lacking, "{id} for {query}");
    }
    let text = limier.search("SNCF \"éboueurs en grève\"").text();
    assert!(text.contains("without \"éboueurs en grève\"\n"), "{text}");
}

#[test]
fn a_list_without_hits_is_empty_and_says_how_many_have_some() {
    let limier = press();
    for (query, told) in [
        (
            "pluie grève",
            "no article with all of pluie grève; 4 articles have some (--any lists them)",
        ),
        (
            "pluie recrute",
            "no article with all of pluie recrute; 2 articles have some (--any lists them)",
        ),
        (
            "pluie zeppelin",
            "no article with all of pluie zeppelin; 1 article has some (--any lists them); in no article: zeppelin",
        ),
        ("zeppelin", "no article for zeppelin"),
        ("zeppelin dirigeable", "no article for zeppelin dirigeable"),
    ] {
        for format in LISTS {
            let call = limier.search(query).args(["--format", format]);
            call.stderr(format!("{told}\n")).code(1).run();
        }
        let call = limier.search(query).args(["--format", "trec"]).output();
        assert_eq!(call.stderr, "", "a run says nothing");
    }
    // Behind the last page there is nothing, and nothing to say.
    limier.search("pluie").args(["--offset", "3", "--format", "tsv"]).code(1).run();
}

#[test]
fn queries_of_a_file_that_find_nothing_are_told_one_by_one() {
    let queries = "a\tpluie\nb\tzeppelin\nc\tpluie grève\nd\t…\ne\tsnfc\n";
    let limier = press().file("q.tsv", queries);
    let told = "query b: no article for zeppelin\n\
                query c: no article with all of pluie grève; 4 articles have some (--any lists them)\n\
                query d: no word to search for\n\
                query e: no article for snfc; did you mean sncf?\n";
    for format in LISTS {
        let call = limier.call("search").args(["--queries", "q.tsv", "--format", format]);
        let found = call.stderr(told).text();
        assert_eq!(found.lines().count(), 1 + usize::from(format != "jsonl"), "{found}");
    }
    // A run has those with some of the words.
    let run = limier.call("search").args(["--queries", "q.tsv", "--format", "trec"]);
    let told: String = told
        .lines()
        .filter(|line| !line.contains(" c: "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(run.stderr(told).text().lines().count(), 5);
}

#[test]
fn of_many_queries_without_hits_some_are_told() {
    let queries: String = (1..=25).map(|id| format!("q{id}\tzeppelin\n")).collect();
    let limier = press().file("q.tsv", queries);
    let output = limier.call("search").args(["--queries", "q.tsv", "--format", "tsv"]).output();
    assert_eq!((output.stdout.as_str(), output.code), ("", 1));
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 21, "{lines:?}");
    assert_eq!(lines[19..], ["query q20: no article for zeppelin", "5 queries more without hits"]);
}

#[test]
fn an_id_of_several_words_is_refused_in_trec_alone() {
    let limier = press().file("q.tsv", "two words\tpluie\nl'été, \"ici\"\tSNCF grève\n");
    let call =
        |format: &str| limier.call("search").args(["--queries", "q.tsv", "--format", format]);
    let error = "error: q.tsv:1: a query id is one word, without blanks\n";
    let named = "q.tsv:1: a query id is one word, without blanks\n\
                 q.tsv:2: a query id is one word, without blanks\n";
    call("trec").stderr(named).code(1).run();
    let table = call("tsv").text();
    assert!(table.starts_with("qid\trank\tscore\t") && table.contains("\ntwo words\t1\t"));
    assert!(call("csv").text().contains("\n\"l'été, \"\"ici\"\"\",1,"));
    assert_eq!(call("jsonl").json_lines()[0]["qid"], "two words");
    let limier = limier.file("qrels", "a 0 rain 1\n");
    let eval = limier.call("eval").args(["--queries", "q.tsv", "--qrels", "qrels"]);
    eval.stderr(error).code(2).run();
    let limier = limier.file("q.tsv", " \tpluie\n");
    let none = limier.call("search").args(["--queries", "q.tsv", "--format", "tsv"]);
    none.stderr("q.tsv:1: no query id in front of the tab\n").code(1).run();
}

#[test]
fn comma_separated_values_stand_under_a_header_and_are_read_back() {
    let limier = Limier::with_records([
        json!({"id": "a,b", "title": "« Le \"pont\" »; suite", "source": "Le Phare, Brest"}),
        json!({"id": "c", "title": "Un\npont", "url": "https://pont.example/?a=1,2"}),
    ]);
    let table = limier.search("pont").args(["--format", "csv"]).text();
    assert!(table.starts_with("rank,score,id,published,source,title,url,also\n"), "{table}");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    rows.sort_by(|one, other| one[2].cmp(&other[2]));
    assert_eq!(rows[0][2..], ["a,b", "", "Le Phare, Brest", "« Le \"pont\" »; suite", "", ""]);
    assert_eq!(
        rows[1][2..],
        ["c", "", "pont.example", "Un pont", "https://pont.example/?a=1,2", ""]
    );
}
