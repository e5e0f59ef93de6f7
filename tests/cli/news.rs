//! What is new: told once, by the commits of the index, whatever was replaced, copied or deleted,
//! and whoever was killed.
//!
//! Nothing of it depends on when an article was published.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{INDEX, Limier, json_lines};

const ALERTS: &str = "pont\tpont\ngreve\tgrève SNCF\nloup\tloup -berger\n";

/// Returns an article of a day, with a text like no other.
fn article(id: &str, words: &str) -> Value {
    let numbered = |at: usize| format!("{words} {id}mot{at} {id}suite{}", at * 7);
    let body: Vec<String> = (0..20).map(numbered).collect();
    json!({"id": id, "title": format!("Le titre {id}"), "source": "Le Phare", "body": body.join(". ")})
}

/// Returns what a run tells, by the ids of queries.
fn told(limier: &Limier, state: &str, code: i32) -> BTreeMap<String, Vec<String>> {
    let args = ["--queries", "alertes.tsv", "--new", state, "--format", "jsonl"];
    let hits = limier.call("search").args(args).code(code).json_lines();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for hit in hits {
        let text = |key: &str| hit[key].as_str().unwrap().to_owned();
        told.entry(text("qid")).or_default().push(text("id"));
    }
    for ids in told.values_mut() {
        ids.sort();
    }
    told
}

/// Returns this as a run tells it.
fn these(expected: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    expected.iter().map(|(query, of_query)| ((*query).to_owned(), ids(of_query))).collect()
}

#[test]
fn each_new_article_is_told_once_in_ten_days_of_news() {
    let limier = Limier::new().file("alertes.tsv", ALERTS);
    fs::create_dir(limier.path("jours")).unwrap();
    let write = |name: &str, articles: &[Value]| {
        fs::write(limier.path(name), json_lines(articles.iter().cloned())).unwrap();
    };
    let index = |args: &[&str]| limier.call("index").args(args).text();
    let mut days: Vec<(&str, BTreeMap<String, Vec<String>>)> = Vec::new();

    write("jours/j1.jsonl", &[article("a", "le pont rouvre"), article("b", "la grève à la SNCF")]);
    index(&["jours/j1.jsonl"]);
    days.push(("first", told(&limier, "state", 0)));
    days.push(("nothing was indexed", told(&limier, "state", 1)));

    // Replaced: one that was told, and one that only now has the words.
    let mut again = article("a", "le pont rouvre vraiment");
    again["title"] = "Le pont, encore".into();
    write(
        "jours/j1.jsonl",
        &[again, article("b", "la grève à la SNCF"), article("c", "le loup est là")],
    );
    index(&["jours/j1.jsonl"]);
    days.push(("replaced", told(&limier, "state", 0)));

    // A copy of what was told, under another id; and one of a text that is new as well.
    let mut copy = article("a", "le pont rouvre vraiment");
    copy["id"] = "a2".into();
    let one = article("d", "le pont ferme");
    let mut other = one.clone();
    other["id"] = "d2".into();
    write("jours/j4.jsonl", &[copy, one, other]);
    index(&["jours/j4.jsonl"]);
    days.push(("copied", told(&limier, "state", 0)));

    // What leaves comes back.
    fs::remove_file(limier.path("jours/j4.jsonl")).unwrap();
    index(&["--prune", "jours"]);
    days.push(("gone", told(&limier, "state", 1)));
    write("jours/j4.jsonl", &[article("d", "le pont ferme"), article("e", "un loup, un pont")]);
    index(&["jours/j4.jsonl"]);
    days.push(("come back", told(&limier, "state", 0)));

    // Deleted before it is told, and deleted for good.
    write("jours/j7.jsonl", &[article("f", "un pont"), article("g", "un pont de bois")]);
    index(&["jours/j7.jsonl"]);
    limier.call("delete").arg("f").text();
    days.push(("deleted", told(&limier, "state", 0)));
    let all = limier.call("export").output().stdout;
    assert!(all.contains("Le titre e"));

    // Made anew from its own articles.
    let manifest = limier.path(INDEX).join("limier.json");
    let mut segments: Vec<_> = fs::read_dir(limier.path(INDEX)).unwrap().flatten().collect();
    segments.retain(|entry| entry.path().extension().is_some_and(|name| name == "store"));
    let mut bytes = fs::read(segments[0].path()).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 0xFF;
    fs::write(segments[0].path(), bytes).unwrap();
    let before = fs::read(&manifest).unwrap();
    limier.call("check").arg("--repair").output();
    assert_ne!(fs::read(&manifest).unwrap(), before, "it was made anew");
    days.push(("made anew", told(&limier, "state", 1)));

    write("jours/j9.jsonl", &[article("h", "grève des ponts de la SNCF")]);
    index(&["jours/j9.jsonl"]);
    days.push(("the ninth", told(&limier, "state", 0)));
    write("jours/j10.jsonl", &[article("i", "un berger et un loup"), article("j", "un chat")]);
    index(&["jours/j10.jsonl"]);
    days.push(("the tenth", told(&limier, "state", 1)));

    let expected = [
        ("first", these(&[("pont", &["a"]), ("greve", &["b"])])),
        ("nothing was indexed", these(&[])),
        ("replaced", these(&[("loup", &["c"])])),
        ("copied", these(&[("pont", &["d"])])),
        ("gone", these(&[])),
        ("come back", these(&[("loup", &["e"]), ("pont", &["e"])])),
        ("deleted", these(&[("pont", &["g"])])),
        ("made anew", these(&[])),
        ("the ninth", these(&[("greve", &["h"]), ("pont", &["h"])])),
        ("the tenth", these(&[])),
    ];
    for ((day, told), (expected_day, expected)) in days.iter().zip(&expected) {
        assert_eq!((day, told), (expected_day, expected));
    }
    assert_eq!(days.len(), expected.len());
}

#[test]
fn what_is_killed_while_it_tells_is_told_again() {
    let articles = (0..400).map(|at| article(&format!("x{at}"), "un pont"));
    let limier = Limier::with_records(articles).file("alertes.tsv", ALERTS);
    let mut command = limier.command();
    let args = ["--queries", "alertes.tsv", "--new", "state", "--format", "jsonl"];
    command.args(["search", "--index", INDEX]).args(args).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // More than a pipe holds is told: it waits for who reads it.
    let mut beginning = [0; 1_000];
    child.stdout.as_mut().unwrap().read_exact(&mut beginning).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!limier.path("state").exists());
    assert_eq!(told(&limier, "state", 0)["pont"].len(), 400);
    assert_eq!(told(&limier, "state", 1), these(&[]));
    // What nobody can write is not noted as told either.
    let limier = limier.file("j2.jsonl", json_lines([article("y", "un pont")]));
    limier.call("index").arg("j2.jsonl").text();
    let mut command = limier.command();
    command.args(["search", "--index", INDEX]).args(args);
    #[cfg(target_os = "linux")]
    {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let status = command.stdout(full).stderr(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }
    assert_eq!(told(&limier, "state", 0), these(&[("pont", &["y"])]));
}

#[test]
fn an_index_that_is_killed_while_it_reads_loses_no_news() {
    let articles: Vec<Value> = (0..3_000).map(|at| article(&format!("x{at}"), "un pont")).collect();
    let limier = Limier::with_records([article("a", "un pont")])
        .file("alertes.tsv", ALERTS)
        .file("many.jsonl", json_lines(articles));
    assert_eq!(told(&limier, "state", 0), these(&[("pont", &["a"])]));
    let mut child = limier
        .command()
        .args(["index", "--index", INDEX, "many.jsonl"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(30));
    child.kill().unwrap();
    child.wait().unwrap();
    let mut found = told_count(&limier);
    limier.call("index").arg("many.jsonl").text();
    found += told_count(&limier);
    assert_eq!(found, 3_000);
}

fn told_count(limier: &Limier) -> usize {
    let args = ["--queries", "alertes.tsv", "--new", "state", "--format", "tsv"];
    limier.call("search").args(args).output().stdout.lines().skip(1).count()
}

#[test]
fn a_copy_is_news_of_a_query_that_was_not_told_its_text() {
    let afp = |id: &str, source: &str| {
        let mut afp = article("depeche", "un pont");
        afp["id"] = id.into();
        afp["source"] = source.into();
        afp
    };
    let limier = Limier::with_records([afp("a", "AFP")])
        .file("alertes.tsv", "phare\tpont source:\"le phare\"\ntous\tpont\n");
    assert_eq!(told(&limier, "state", 0), these(&[("tous", &["a"])]));
    let limier = limier.file("j2.jsonl", json_lines([afp("b", "Le Phare")]));
    limier.call("index").arg("j2.jsonl").text();
    assert_eq!(told(&limier, "state", 0), these(&[("phare", &["b"])]));
}

#[test]
fn two_lists_with_one_file_lose_nothing_of_each_other() {
    let limier = Limier::with_records([article("a", "un pont")]).file("alertes.tsv", ALERTS);
    let other = |code: i32| {
        let args = ["--new", "state", "--format", "tsv"];
        let output = limier.search("chat").args(args).code(code).output();
        let is_first =
            output.stderr == "state: notes nothing of `chat` yet; all that it finds is new\n";
        assert!(is_first == (code == 0), "{}", output.stderr);
        output.stdout.lines().skip(1).count()
    };
    let index = |id: &str, words: &str| {
        let name = format!("{id}.jsonl");
        fs::write(limier.path(&name), json_lines([article(id, words)])).unwrap();
        limier.call("index").arg(&name).text();
    };
    assert_eq!(told(&limier, "state", 0)["pont"], ["a"]);
    index("b", "un pont, un chat");
    assert_eq!((other(0), other(1)), (1, 0), "all that it finds, once");
    assert_eq!(told(&limier, "state", 0)["pont"], ["b"]);
}

#[test]
fn news_are_told_in_text_markdown_json_and_as_a_feed() {
    let mut linked = article("a", "un pont");
    linked["url"] = "https://phare.example/pont".into();
    linked["title"] = "Un *pont* <neuf>".into();
    linked["date"] = "2024-03-12".into();
    let limier = Limier::with_records([linked, article("b", "un loup sur un pont")])
        .file("alertes.tsv", ALERTS);
    let news = |state: &str, format: &str| {
        let args = ["--queries", "alertes.tsv", "--new", state, "--format", format];
        limier.call("search").args(args).text()
    };
    let text = news("s1", "text");
    assert!(text.starts_with("pont: pont\n\n"), "{text}");
    assert!(
        text.contains("\nloup: loup -berger\n") && text.ends_with("\n2 articles new\n"),
        "{text}"
    );
    let markdown = news("s2", "md");
    assert!(markdown.starts_with("## pont: pont\n\n- **"), "{markdown}");
    let link = "- **[Un \\*pont\\* \\<neuf\\>](<https://phare.example/pont>)**  \n  2024-03-12";
    assert!(markdown.contains(link), "{markdown}");
    let json: Value = serde_json::from_str(&news("s3", "json")).unwrap();
    let queries = json["queries"].as_array().unwrap();
    let known: Vec<_> = queries.iter().map(|query| query["qid"].as_str().unwrap()).collect();
    assert_eq!((known, &json["count"]), (vec!["pont", "loup"], &json!(3)));
    assert_eq!(queries[1]["query"], "loup -berger");
    assert_eq!(queries[1]["hits"][0]["id"], "b");
    let feed = news("s4", "atom");
    assert_eq!(feed.matches("<entry ").count(), 2, "each article once: {feed}");
    assert!(feed.contains("<category term=\"loup\"/>"), "{feed}");
    // With nothing new it is a feed still.
    let args = ["--queries", "alertes.tsv", "--new", "s4", "--format", "atom"];
    let feed = limier.call("search").args(args).code(1).text();
    assert!(feed.starts_with("<?xml") && feed.ends_with("</feed>\n"), "{feed}");
    limier.search("pont").args(["--new", "s5"]).text();
    limier.search("pont").args(["--new", "s5"]).code(1).stdout("nothing new\n").run();
}

#[test]
fn a_query_that_cannot_be_read_is_named_and_the_others_are_told() {
    let limier = Limier::with_records([article("a", "un pont")])
        .file("alertes.tsv", "x\ttitre:\npont\tpont\n");
    let args = ["--queries", "alertes.tsv", "--new", "state", "--format", "tsv"];
    let output = limier.call("search").args(args).output();
    assert!(output.stderr.starts_with("alertes.tsv: query x: "), "{}", output.stderr);
    assert_eq!((output.code, output.stdout.lines().count()), (1, 2));
    let nothing = limier.search("loup").args(["--new", "state", "--format", "tsv"]);
    let first = "state: notes nothing of `loup` yet; all that it finds is new\n";
    nothing.code(1).stdout("").stderr(first).run();
}

#[test]
fn all_that_a_query_finds_is_new_where_nothing_is_noted_of_it() {
    let limier = Limier::with_records([article("a", "un pont"), article("b", "un loup")]);
    let tell = |query: &str, code: i32| {
        let args = ["--new", "state", "--format", "tsv"];
        limier.search(query).args(args).code(code).output().stdout.lines().skip(1).count()
    };
    assert_eq!([tell("pont", 0), tell("loup", 0), tell("loup", 1)], [1, 1, 0]);
}

#[test]
fn a_file_of_another_index_and_any_other_file_are_refused() {
    let limier = Limier::with_records([article("a", "un pont")]).file("lettre.txt", "Bonjour\n");
    let other = Limier::with_records([article("a", "un pont")]);
    other.search("pont").args(["--new", "state"]).text();
    fs::copy(other.path("state"), limier.path("state")).unwrap();
    let wrong = "error: state notes what was told of another index; name another file for this \
                 index; without one, all that is found is told as new\n";
    limier.search("pont").args(["--new", "state"]).code(2).stderr(wrong).run();
    let wrong = "error: lettre.txt does not note what was told of an index; name another file, \
                 which is made when it is not there\n";
    limier.search("pont").args(["--new", "lettre.txt"]).code(2).stderr(wrong).run();
    assert_eq!(fs::read_to_string(limier.path("lettre.txt")).unwrap(), "Bonjour\n");
    limier.search("pont").args(["--new", "ix/limier.json"]).code(2).output();
    let wrong = limier.search("pont").args(["--format", "atom"]).code(2).output();
    assert!(wrong.stderr.starts_with("error: this format holds articles and no hits"));
}

#[test]
fn an_article_keeps_when_it_was_first_indexed() {
    let limier = Limier::with_records([article("a", "un pont")]);
    let added = |limier: &Limier, id: &str| {
        let output =
            limier.command().args(["show", "--index", INDEX, "--format", "json", id]).output();
        let article: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        article["added"].clone()
    };
    let first = added(&limier, "a");
    assert!(first.as_str().unwrap().ends_with('Z'), "{first}");
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let changed = article("a", "un pont, un chat");
    let limier = limier.file("articles.jsonl", json_lines([changed, article("b", "un loup")]));
    limier.call("index").arg("articles.jsonl").text();
    assert_eq!(added(&limier, "a"), first, "replaced");
    assert_ne!(added(&limier, "b"), first, "new");
    let hits =
        limier.command().args(["search", "--index", INDEX, "chat", "--format", "json"]).output();
    let hits: Value = serde_json::from_slice(&hits.unwrap().stdout).unwrap();
    assert_eq!(hits["hits"][0]["added"], first);
    let export = limier.command().args(["export", "--index", INDEX]).output().unwrap().stdout;
    let again = Limier::new().file("all.jsonl", export).indexed();
    assert_eq!([added(&again, "a"), added(&again, "b")], [first, added(&limier, "b")], "exported");
}

#[test]
fn articles_are_found_by_when_they_were_first_indexed() {
    let export = r#"{"exported_by":"limier","id":"vieux","body":"un pont","added":"2020-05-03T10:00:00Z"}
{"exported_by":"limier","id":"inconnu","body":"un pont"}
"#;
    let limier = Limier::new()
        .file("all.jsonl", export)
        .file("neuf.jsonl", json_lines([article("neuf", "un pont")]))
        .indexed();
    for (clause, ids) in [
        ("ajouté:1j", &["neuf"][..]),
        ("added:1d", &["neuf"]),
        ("ajouté:aujourd'hui", &["neuf"]),
        ("ajoute:2020", &["vieux"]),
        ("ajouté:2020-05-03", &["vieux"]),
        ("ajouté:2020-05-01..2020-05-04", &["vieux"]),
        ("ajouté:..2020-05-02", &[]),
        ("ajouté:2020..", &["neuf", "vieux"]),
        ("-ajouté:2020..", &["inconnu"]),
    ] {
        let mut found = limier.ids(&format!("pont {clause}"));
        found.sort();
        assert_eq!(found, ids, "{clause}");
    }
    // The verb is a word.
    assert_eq!(limier.ids("pont ajoute: fini").len(), 3);
}
