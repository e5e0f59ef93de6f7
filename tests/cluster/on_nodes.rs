//! What a cluster of real nodes answers, held against an index in a folder: every command, from
//! one list for both; and what becomes of a collection when nodes and programs are killed.

mod conformance;
mod failing;
mod guarded;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

use crate::nodes::{Nodes, articles};
use crate::typed::{Ran, fixtures, limier, run};

/// Returns the queries of the list that every engine answers alike.
fn queries() -> Vec<String> {
    let list = fs::read_to_string(fixtures().join("queries.txt")).unwrap();
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(str::to_owned).collect()
}

/// Returns the same without what differs from run to run, and from place to place.
fn bare(ran: &Ran, place: &str) -> Ran {
    let out = if ran.out.starts_with('{') {
        let lines = serde_json::Deserializer::from_str(&ran.out).into_iter::<Value>();
        let lines = lines.map(|json| {
            let mut json = json.unwrap();
            forget(&mut json);
            json.to_string() + "\n"
        });
        lines.collect()
    } else {
        without_seconds(&ran.out)
    };
    Ran { out: out.replace(place, "PLACE"), err: ran.err.replace(place, "PLACE"), code: ran.code }
}

/// A collection in a cluster and one in a folder.
struct Both {
    nodes: &'static Nodes,
    home: TempDir,
    name: &'static str,
}

impl Both {
    fn named(name: &'static str) -> Self {
        Self { nodes: Nodes::shared(), home: tempfile::tempdir().unwrap(), name }
    }

    /// Returns where they are.
    fn places(&self) -> [String; 2] {
        let folder = self.home.path().join("ix");
        [self.nodes.address(self.name), folder.to_str().unwrap().to_owned()]
    }

    /// Returns what both tell, which is the same.
    #[track_caller]
    fn told(&self, arguments: &[&str]) -> String {
        let home = self.home.path();
        let [one, other] = self.places().map(|place| bare(&run(&place, home, arguments), &place));
        assert_eq!(one, other, "{arguments:?}");
        one.out
    }
}

/// Returns what `limier index` tells without how long it took.
fn without_seconds(out: &str) -> String {
    match (out.split_once(" in "), out.split_once(" MB/s)")) {
        (Some((before, _)), Some((_, behind))) => format!("{before}{behind}"),
        _ => out.to_owned(),
    }
}

/// Takes out of JSON what tells times, and rounds scores.
fn forget(json: &mut Value) {
    match json {
        Value::Object(keys) => {
            for key in [
                "took_ms",
                "seconds",
                "mb_per_second",
                "bytes",
                "segments",
                "created",
                "added",
                "at",
                "runs",
            ] {
                keys.remove(key);
            }
            if let Some(Value::Object(manifest)) = keys.get_mut("manifest") {
                manifest.remove("id");
                manifest.remove("commit");
            }
            keys.values_mut().for_each(forget);
        }
        Value::Array(values) => values.iter_mut().for_each(forget),
        Value::Number(number) if number.is_f64() => {
            let rounded = number.as_f64().map(|it| (it * 1_000.0).round() / 1_000.0);
            *json = rounded.map_or(Value::Null, Value::from);
        }
        _ => {}
    }
}

/// The commands that both answer alike, each with its query behind it.
const WITH_A_QUERY: &[&[&str]] = &[
    &["search", "--format", "json", "-n", "20", "--timeout", "0", "--"],
    &["search", "--format", "json", "--explain", "--any", "-n", "5", "--timeout", "0", "--"],
    &["search", "--format", "json", "-n", "3", "--offset", "2", "--sort", "date", "--"],
    &["search", "--format", "tsv", "--no-group", "--timeout", "0", "--"],
    &["count", "--format", "json", "--timeout", "0", "--"],
];

/// Those that are asked of some queries only.
const OF_SOME: &[&[&str]] = &[
    &["search", "--timeout", "0", "--"],
    &["search", "--format", "csv", "--timeout", "0", "--"],
    &["search", "--format", "jsonl", "--timeout", "0", "--"],
    &["count", "--by", "month", "--format", "csv", "--timeout", "0", "--"],
    &["count", "--by", "source", "--by", "language", "--format", "json", "--timeout", "0", "--"],
    &["count", "--by", "author", "--timeout", "0", "--"],
    &["count", "--by", "word", "--timeout", "0", "--"],
    &["kwic", "--sort", "date,L1", "--timeout", "0", "--"],
];

#[test]
#[ignore = "needs a cluster"]
fn every_command_answers_as_on_a_folder() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let (cluster, folder) = (nodes.address("presse"), home.join("ix"));
    let folder = folder.to_str().unwrap().to_owned();
    let places = [cluster.as_str(), folder.as_str()];
    let different = Mutex::new(Vec::new());
    let check = |arguments: &[&str]| {
        let [of_cluster, of_folder] = places.map(|place| bare(&run(place, home, arguments), place));
        if of_cluster != of_folder {
            let told = format!("{arguments:?}\n{of_cluster:?}\n{of_folder:?}");
            different.lock().unwrap().push(told);
        }
    };
    check(&["search", "grève"]);
    check(&["index", "tests/fixtures/articles", "--format", "json"]);
    check(&["index", "tests/fixtures/articles", "--format", "json"]);
    check(&["index", "--force", "tests/fixtures/articles", "--format", "json"]);
    let queries = queries();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(query) = queries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let at = queries.iter().position(|other| other == query).unwrap();
                    let every = &WITH_A_QUERY[..if at % 4 == 0 { WITH_A_QUERY.len() } else { 1 }];
                    let some = if at % 8 == 0 { OF_SOME } else { &[] };
                    for command in every.iter().chain(some) {
                        check(&[command, &[query.as_str()][..]].concat());
                    }
                }
            });
        }
    });
    for word in ["grève", "pêche", "président", "SNCF", "zzz"] {
        check(&["word", word]);
        check(&["word", word, "--format", "json"]);
    }
    check(&["info", "--format", "json"]);
    check(&["show", "tests/fixtures/articles/loup-vercors.txt"]);
    check(&["show", "rien"]);
    check(&["show", "https://www.exemple.fr/regions/103", "--format", "json"]);
    check(&["lexicon"]);
    check(&[
        "eval",
        "--queries",
        "tests/fixtures/judged/queries.tsv",
        "--qrels",
        "tests/fixtures/judged/qrels",
    ]);
    check(&["delete", "rien"]);
    check(&["delete", "tests/fixtures/articles/loup-vercors.txt", "--because", "retrait"]);
    check(&["search", "loup", "--format", "tsv"]);
    check(&["index", "--force", "tests/fixtures/articles/loup-vercors.txt"]);
    check(&["delete", "--undo", "tests/fixtures/articles/loup-vercors.txt"]);
    check(&["index", "--force", "tests/fixtures/articles/loup-vercors.txt"]);
    // Scores are those of all articles again when words were counted again.
    assert_eq!(run(&cluster, home, &["check", "--repair"]).code, Some(0));
    check(&["search", "loup", "--format", "tsv"]);
    let different = different.into_inner().unwrap();
    assert!(different.is_empty(), "{} differ:\n{}", different.len(), different.join("\n\n"));
    assert!(queries.len() > 200);
}

/// Returns the lines of an export, sorted.
fn exported(place: &str, home: &Path) -> BTreeSet<String> {
    let Ran { out, err, code } = run(place, home, &["export"]);
    assert_eq!(code, Some(0), "{err}");
    out.lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs a cluster"]
fn a_collection_moves_there_and_back() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let (cluster, folder) = (nodes.address("voyage"), home.join("ix"));
    let folder = folder.to_str().unwrap();
    assert_eq!(run(folder, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let export = home.join("all.jsonl");
    let export = export.to_str().unwrap();
    assert_eq!(run(folder, home, &["export", "-o", export]).code, Some(0));
    let Ran { err, code, .. } = run(&cluster, home, &["index", export]);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(exported(&cluster, home), exported(folder, home));
}

#[test]
#[ignore = "needs a cluster"]
fn a_run_that_is_killed_is_completed_by_the_next() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let file = articles(home, 3_000);
    let file = file.to_str().unwrap();
    for number in 0_u64..5 {
        let place = nodes.address(&format!("tues{number}"));
        let mut command = limier(&place, home);
        command.args(["index", file]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        thread::sleep(Duration::from_millis(100 + number * 600));
        let _ = child.kill();
        child.wait().unwrap();
        let Ran { err, code, .. } = run(&place, home, &["index", file]);
        assert_eq!(code, Some(0), "{err}");
        let Ran { out, .. } = run(&place, home, &["count", "pont", "--format", "csv"]);
        assert!(out.contains("3000"), "{number}: {out}");
        assert_eq!(exported(&place, home).len(), 3_000, "{number}");
    }
}

#[test]
#[ignore = "needs a cluster"]
fn two_that_write_at_once_lose_nothing_and_double_nothing() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("deux");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let file = articles(home, 2_000);
    let mut children: Vec<_> =
        [&["index", file.to_str().unwrap()][..], &["index", "--force", "tests/fixtures/articles"]]
            .into_iter()
            .map(|arguments| {
                limier(&place, home).args(arguments).stdout(Stdio::null()).spawn().unwrap()
            })
            .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(exported(&place, home).len(), 2_032);
    let Ran { out, err, .. } = run(&place, home, &["index", file.to_str().unwrap()]);
    assert!(out.contains("unchanged") || err.contains("unchanged"), "{out}{err}");
}

#[test]
#[ignore = "needs a cluster"]
fn long_the_loss_of_a_node_is_noticed_by_nobody() {
    let (mut nodes, home) = (Nodes::start(3), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("trois");
    let file = articles(home, 2_000);
    assert_eq!(run(&place, home, &["index", file.to_str().unwrap()]).code, Some(0));
    let health = "/_cluster/health?wait_for_status=green&timeout=60s";
    assert!(nodes.get(health).contains("\"timed_out\":false"));
    let expected = run(&place, home, &["search", "pont ville", "--format", "tsv"]);
    assert_eq!(expected.code, Some(0), "{}", expected.err);
    for node in 0..3 {
        nodes.kill(node);
        let found = run(&place, home, &["search", "pont ville", "--format", "tsv"]);
        assert_eq!((found.code, &found.out), (Some(0), &expected.out), "{}", found.err);
        nodes.start_node(node);
        nodes.wait(3);
        assert!(nodes.get(health).contains("\"timed_out\":false"));
    }
    assert_eq!(exported(&place, home).len(), 2_000);
}

#[test]
#[ignore = "needs a cluster"]
fn an_index_that_can_only_be_read_or_is_another_is_told() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("plein");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let block = r#"{"index.blocks.read_only_allow_delete":true}"#;
    assert!(nodes.put("/plein/_settings", block).contains("acknowledged"));
    let arguments = ["index", "--force", "tests/fixtures/articles", "--wait", "1"];
    let Ran { err, code, .. } = run(&place, home, &arguments);
    assert!(err.contains("can only be read"), "{err}");
    assert_eq!(code, Some(2));
    let freed = r#"{"index.blocks.read_only_allow_delete":null}"#;
    assert!(nodes.put("/plein/_settings", freed).contains("acknowledged"));
    assert_eq!(run(&place, home, &arguments).code, Some(0));
    assert_eq!(exported(&place, home).len(), 32);
    assert!(nodes.put("/autre", "{}").contains("acknowledged"));
    let other = nodes.address("autre");
    let Ran { err, code, .. } = run(&other, home, &["index", "tests/fixtures/articles"]);
    assert!(err.contains("holds an index that limier did not make"), "{err}");
    assert_eq!(code, Some(2));
}

#[test]
#[ignore = "needs a cluster"]
fn a_dry_run_tells_what_would_be_done_and_does_nothing() {
    let both = Both::named("essai");
    let both = |arguments: &[&str]| both.told(arguments);
    both(&["index", "--dry-run", "tests/fixtures/articles"]);
    both(&["search", "loup"]);
    both(&["index", "tests/fixtures/articles"]);
    both(&["index", "--dry-run", "tests/fixtures/articles"]);
    both(&["index", "--dry-run", "--force", "tests/fixtures/articles"]);
    both(&["index", "--dry-run", "--prune", "tests/fixtures/articles/loup-vercors.txt"]);
    both(&["delete", "tests/fixtures/articles/loup-vercors.txt"]);
    both(&["index", "--dry-run", "--force", "tests/fixtures/articles"]);
    both(&["search", "Vercors", "--format", "tsv"]);
}

#[test]
#[ignore = "needs a cluster"]
fn copies_go_however_their_signs_are_written_and_many_articles_go_at_once() {
    let both = Both::named("copies");
    let story = |number: usize| {
        let words = (0..40).map(|at| format!("mot{}", (number + 1) * (at + 7)));
        format!("L’événement « {} » a été fêté.", words.collect::<Vec<_>>().join(" "))
    };
    let record =
        |id: &str, body: &str| format!("{}\n", json!({"id": id, "title": id, "body": body}));
    let mut lines: String = (0..40).map(|it| record(&format!("a{it}"), &story(it))).collect();
    let forms = [story(3).to_uppercase(), story(3).nfd().collect(), story(3).replace('’', "'")];
    let forms = (0..).zip(&forms).map(|(it, body)| record(&format!("forme {it}"), body));
    lines.extend(forms);
    let brief = |id: &str, blank: &str| {
        let text = format!("Le tribunal a condamné hier{blank}un notaire à deux ans de prison.");
        format!("{}\n", json!({"id": id, "title": "Une peine", "description": text}))
    };
    lines += &(brief("nu", " ") + &brief("nu 2", "  "));
    let file = both.home.path().join("articles.jsonl");
    fs::write(&file, lines).unwrap();
    let both = |arguments: &[&str]| both.told(arguments);
    both(&["index", file.to_str().unwrap()]);
    let told = both(&["delete", "a3"]);
    assert!(told.starts_with("4 articles deleted, 3 of them copies"), "{told}");
    let told = both(&["delete", "nu"]);
    assert!(told.starts_with("2 articles deleted, 1 of them a copy"), "{told}");
    let told = both(&["delete", "--query", "événement", "--yes"]);
    assert!(told.starts_with("39 articles deleted"), "{told}");
    let told = both(&["index", "--force", file.to_str().unwrap()]);
    assert!(told.contains("45 left out: deleted"), "{told}");
}

#[test]
#[ignore = "needs a cluster"]
fn a_collection_of_an_older_version_is_made_anew_beside_and_put_in_its_place() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("ancien");
    let all = ["index", "tests/fixtures/articles"];
    assert_eq!(run(&place, home, &all).code, Some(0));
    let (before, search) = (exported(&place, home), ["search", "police", "--format", "tsv"]);
    let found = run(&place, home, &search);
    for (number, command) in [(2, &all[..]), (3, &["check", "--repair"])] {
        let held = nodes.get("/ancien-state/_source/state");
        let held = held.split_once("\r\n\r\n").unwrap().1;
        let mut state: Value = serde_json::from_str(held).unwrap();
        state["cluster_format"] = 1.into();
        let put = nodes.put("/ancien-state/_doc/state", &state.to_string());
        assert!(put.contains("\"result\":\"updated\""), "{put}");
        assert_eq!(run(&place, home, &search), found, "it is read as it is");
        // What a rebuild left that was killed.
        let left = format!("{{\"aliases\":{{\"ancien-{number:06}-making\":{{}}}}}}");
        assert!(nodes.put(&format!("/ancien-{number:06}"), &left).contains("acknowledged"));
        let Ran { out, err, code } = run(&place, home, command);
        assert_eq!(code, Some(0), "{out}{err}");
        let aliases = nodes.get("/_cat/aliases/ancien*");
        let index = format!("ancien ancien-{number:06} ");
        assert!(aliases.contains(&index) && !aliases.contains("making"), "{aliases}");
        assert!(!nodes.get("/_cat/indices/ancien*").contains(&format!("-{:06} ", number - 1)));
        assert_eq!(
            (exported(&place, home), run(&place, home, &search)),
            (before.clone(), found.clone())
        );
    }
    assert_eq!(run(&place, home, &["index", "--force", "tests/fixtures/articles"]).code, Some(0));
    assert_eq!(exported(&place, home), before);
}

#[test]
#[ignore = "needs a cluster"]
fn long_nothing_stays_of_what_is_deleted_now() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("oubli");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let id = "tests/fixtures/articles/loup-vercors.txt";
    let Ran { out, err, code } = run(&place, home, &["delete", id, "--now"]);
    assert!(out.contains("1 article deleted") && code == Some(0), "{out}{err}");
    let told = nodes.get("/oubli/_stats/docs?filter_path=_all");
    assert!(told.contains("\"deleted\":0") && !told.contains("\"deleted\":1"), "{told}");
    let held = nodes.get("/oubli,oubli-state/_search?size=1000");
    assert!(!held.contains("loup-vercors"), "{held}");
    assert_eq!(run(&place, home, &["show", id]).code, Some(2));
    let Ran { out, .. } = run(&place, home, &["index", "--force", "tests/fixtures/articles"]);
    assert!(out.contains("31 articles in the index"), "{out}");
}
