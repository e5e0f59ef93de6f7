//! `limier index`: what becomes of files, folders and records, and what the summary
//! says of them.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{INDEX, Limier, json_lines, summary};

const PONT: &str = "Le pont rouvre\n\nLes camions attendent encore.\n";
const GREVE: &str = "Grève à Lyon\n\nLes trains restent à quai.\n";

#[test]
fn the_summary_counts_what_was_indexed() {
    let limier = Limier::new().file("a.txt", PONT).file("b.txt", GREVE);
    limier.index("a.txt").arg("b.txt").stdout(summary(2, 0, 0, 2, 2)).run();
    let again = Limier::new().file("a.txt", PONT).file("b.txt", GREVE);
    again.index("a.txt").stdout(summary(1, 0, 0, 1, 1)).run();
    again.index("b.txt").stdout(summary(1, 0, 0, 1, 2)).run();
}

#[test]
fn the_summary_as_json_is_one_object() {
    let lines = "{\"id\": 1, \"title\": \"Pont\", \"date\": \"2020-07-03\"}
{}
";
    let limier = Limier::new()
        .file("press/a.txt", PONT)
        .file("press/b.jsonl", lines)
        .file("press/c.jpg", "…");
    let found = limier
        .index("press")
        .args(["--format", "json"])
        .stderr(
            "press/b.jsonl:2: no title and no text; add --field body=NAME if its text has another name\n\
             press/c.jpg: not read: .jpg\n",
        )
        .code(1)
        .json();
    for (name, expected) in [
        ("indexed", json!(2)),
        ("replaced", json!(0)),
        ("rejected", json!(1)),
        ("undated", json!(1)),
        ("skipped", json!({".jpg": 1})),
        ("total", json!(2)),
    ] {
        assert_eq!(found[name], expected, "{name}");
    }
    assert!(found["seconds"].as_f64().unwrap() > 0.0);
    assert!(found["mb_per_second"].is_number());
    assert_eq!(found["bytes"], PONT.len() + lines.len(), "bytes read, unpacked");
    let names: BTreeSet<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "bytes",
        "dates_unread",
        "dry_run",
        "stopped",
        "indexed",
        "mb_per_second",
        "rejected",
        "rejected_before",
        "removed",
        "replaced",
        "seconds",
        "skipped",
        "total",
        "unchanged",
        "undated",
    ];
    assert_eq!(names, BTreeSet::from(expected));
}

#[test]
fn folders_are_walked_and_hidden_files_left_out() {
    let limier = Limier::new()
        .file("press/b/c.txt", GREVE)
        .file("press/a.txt", PONT)
        .file("press/.hidden.txt", PONT)
        .file("press/.git/a.txt", PONT);
    limier.index("press").stdout(summary(2, 0, 0, 2, 2)).run();
    assert_eq!(limier.article("press/a.txt")["title"], "Le pont rouvre");
    assert_eq!(limier.article("press/b/c.txt")["title"], "Grève à Lyon");
}

#[test]
fn files_of_other_kinds_are_named_once_per_kind_and_counted() {
    let limier = Limier::new()
        .file("press/a.txt", PONT)
        .file("press/b.jpg", "…")
        .file("press/c.JPG", "…")
        .file("press/d.pdf", "%PDF")
        .file("press/e", [0x7F, b'E', b'L', b'F', 0]);
    limier
        .index("press")
        .stdout(format!(
            "{}2 files not read: .jpg\n1 file not read: .pdf\n\
             1 file not read: binary files without extension\n",
            summary(1, 0, 0, 1, 1)
        ))
        .stderr(
            "press/b.jpg: not read: .jpg\n\
             press/d.pdf: not read: .pdf (to be saved as text first, or read with --pre)\n\
             press/e: not read: binary files without extension\n",
        )
        .run();
}

#[test]
fn an_empty_text_is_told_to_be_one() {
    let limier = Limier::new().file("a/vide.txt", "");
    let empty = limier.index("a").stdout(summary(0, 0, 1, 0, 0)).code(1);
    empty.stderr("a/vide.txt: empty file; get it again\n").run();
}

#[test]
fn articles_without_a_date_that_can_be_read_are_counted() {
    let limier = Limier::new().file(
        "a.jsonl",
        json_lines([
            json!({"id": 1, "title": "daté", "date": "2020-07-03"}),
            json!({"id": 2, "title": "sans date"}),
            json!({"id": 3, "title": "date illisible", "date": "hier"}),
            json!({"id": 4, "title": "modifié seulement", "modified": "2020-07-03"}),
        ]),
    );
    let unread = "1 date could not be read (--verbose shows some)\n";
    limier.index("a.jsonl").stdout(summary(4, 0, 0, 3, 4) + unread).run();
    limier
        .index("a.jsonl")
        .args(["--force", "--verbose"])
        .stdout(summary(4, 4, 0, 3, 4) + unread)
        .stderr("3: `hier` is no date that can be read; undated\n")
        .run();
    assert_eq!(limier.article("1")["published"], "2020-07-03");
    assert_eq!(limier.article("3")["published"], json!(null));
    assert_eq!(limier.article("4")["published"], json!(null), "a change is no publication");
    assert_eq!(limier.article("4")["modified"], "2020-07-03");
}

#[test]
fn the_same_id_replaces_within_a_run_between_files() {
    let old = [
        json!({"id": "a", "title": "Ancien titre", "body": "vieux"}),
        json!({"id": "b", "title": "Autre titre", "body": "autre"}),
    ];
    let new = [json!({"id": "a", "title": "Nouveau titre", "body": "neuf"})];
    let limier = Limier::new().file("a.jsonl", json_lines(old)).file("b.jsonl", json_lines(new));
    limier.index("a.jsonl").arg("b.jsonl").stdout(summary(3, 1, 0, 3, 2)).run();
    assert_eq!(limier.article("a")["body"], "neuf");
    assert_eq!(limier.ids("vieux"), [""; 0]);
    assert_eq!(limier.ids("neuf"), ["a"]);
}

#[test]
fn the_same_id_replaces_across_runs() {
    let limier =
        Limier::with_articles([("a", "Ancien titre", "vieux"), ("b", "Autre titre", "autre")]);
    let again = json!({"id": "a", "title": "Nouveau titre", "body": "neuf"});
    limier.index("-").stdin(again.to_string()).stdout(summary(1, 1, 0, 1, 2)).run();
    assert_eq!(limier.article("a")["body"], "neuf");
    assert_eq!(limier.article("b")["body"], "autre");
    assert_eq!(limier.ids("vieux"), [""; 0]);
    assert_eq!(limier.ids("neuf"), ["a"]);
}

#[test]
fn the_same_file_again_replaces_its_article() {
    let limier = Limier::new().file("a.txt", PONT).indexed().file("a.txt", GREVE);
    limier.index("a.txt").stdout(summary(1, 1, 0, 1, 1)).run();
    assert_eq!(limier.article("a.txt")["title"], "Grève à Lyon");
}

#[test]
fn an_id_falls_back_to_the_url_and_then_to_the_place() {
    let limier = Limier::new()
        .file(
            "a.jsonl",
            "{\"title\": \"un\", \"url\": \"https://exemple.fr/1\"}\n\n{\"title\": \"deux\"}\n",
        )
        .file("b.json", "[\n  {\"title\": \"trois\"},\n\n  {\"title\": \"quatre\"}\n]\n")
        .file("c.json", "{\"articles\": [\n{\"title\": \"cinq\"},\n{\"title\": \"six\"}]}")
        .indexed();
    for (id, title) in [
        ("https://exemple.fr/1", "un"),
        ("a.jsonl#3", "deux"),
        ("b.json#2", "trois"),
        ("b.json#4", "quatre"),
        ("c.json#2", "cinq"),
        ("c.json#3", "six"),
    ] {
        assert_eq!(limier.article(id)["title"], title, "{id}");
    }
}

#[test]
fn a_number_is_an_id() {
    let limier = Limier::with_records([json!({"id": 42, "title": "Pont"})]);
    assert_eq!(limier.article("42")["id"], "42");
}

#[test]
fn a_search_right_after_prints_its_hits_below_the_summary() {
    let limier = Limier::new().file("a.txt", PONT).file("b.txt", GREVE);
    limier
        .index("a.txt")
        .args(["b.txt", "--search", "trains lyon"])
        .stdout(format!(
            "{}\n1 article for trains lyon\n\n\
             \x201. Grève à **Lyon**\n    undated\n    Les **trains** restent à quai.\n    b.txt\n",
            summary(2, 0, 0, 2, 2)
        ))
        .run();
}

#[test]
fn a_search_right_after_is_part_of_the_json() {
    let limier = Limier::new().file("a.txt", PONT).file("b.txt", GREVE);
    let found =
        limier.index("a.txt").args(["b.txt", "--search", "camion", "--format", "json"]).json();
    assert_eq!(found["indexed"], 2);
    assert_eq!(found["search"]["query"], "camion");
    assert_eq!(found["search"]["total"], 1);
    assert_eq!(found["search"]["hits"][0]["id"], "a.txt");
}

#[test]
fn a_search_right_after_that_finds_nothing_shows_in_the_exit_code() {
    let limier = Limier::new().file("a.txt", PONT);
    limier
        .index("a.txt")
        .args(["--search", "zeppelin"])
        .stdout(format!("{}\nno article for zeppelin\n", summary(1, 0, 0, 1, 1)))
        .code(1)
        .run();
    limier.index("a.txt").args(["--search", "zeppelin", "--format", "json"]).code(1).json();
}

#[test]
fn no_progress_is_drawn_where_nobody_looks() {
    let records =
        (0..5_000).map(|id| json!({"id": id, "title": "Pont", "body": "mot ".repeat(40)}));
    let limier = Limier::new().file("a.jsonl", json_lines(records));
    limier.index("a.jsonl").stderr("").stdout(summary(5_000, 0, 0, 5_000, 5_000)).run();
}

#[test]
fn a_missing_path_stops_everything_before_it_starts() {
    let limier = Limier::new().file("a.txt", PONT);
    limier
        .index("a.txt")
        .arg("absent")
        .stderr("error: absent does not exist; nothing was indexed; check its name\n")
        .code(2)
        .run();
    assert!(!limier.path(INDEX).exists(), "no index was made");
}

#[test]
fn an_empty_folder_holds_nothing_to_index() {
    let limier = Limier::new().file("press/.keep", "");
    let nothing = format!("{}nothing to index was found there\n", summary(0, 0, 0, 0, 0));
    limier.index("press").stdout(nothing).code(1).run();
}

#[test]
fn strict_stops_at_the_first_bad_record_and_commits_nothing() {
    let limier = Limier::new()
        .file("a.txt", PONT)
        .file("b.jsonl", "{\"id\": 1, \"title\": \"un\"}\n{\"id\": 2}\n{\"id\": 3}\n");
    limier
        .index("a.txt")
        .args(["b.jsonl", "--strict"])
        .stderr("error: b.jsonl:2: no title and no text; nothing was indexed: mend it, or leave --strict out\n")
        .code(2)
        .run();
    let empty = "the index is empty; `limier index PATH` adds articles\n";
    limier.search("pont").stdout(empty).code(1).run();
    assert_eq!(limier.len(), 0);
}

#[test]
fn strict_leaves_what_was_there_as_it_was() {
    let limier = Limier::with_articles([("a", "Ancien titre", "vieux")]);
    limier
        .index("-")
        .arg("--strict")
        .stdin("{\"id\": \"a\", \"title\": \"Nouveau titre\"}\n{\"id\": \"b\"}\n")
        .stderr("error: -:2: no title and no text; nothing was indexed: mend it, or leave --strict out\n")
        .code(2)
        .run();
    assert_eq!(limier.len(), 1);
    assert_eq!(limier.article("a")["title"], "Ancien titre");
    assert_eq!(limier.ids("vieux"), ["a"]);
}

#[test]
fn strict_is_content_with_good_records_and_other_kinds_of_files() {
    let limier = Limier::new().file("press/a.txt", PONT).file("press/b.jpg", "…");
    limier
        .index("press")
        .arg("--strict")
        .stdout(format!("{}1 file not read: .jpg\n", summary(1, 0, 0, 1, 1)))
        .stderr("press/b.jpg: not read: .jpg\n")
        .run();
}

#[test]
fn a_path_is_required() {
    let output = Limier::new().call("index").output();
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("<PATH>"), "{}", output.stderr);
}

#[test]
fn an_index_in_the_folder_that_is_indexed_is_no_input() {
    let limier = Limier::new().file("a.txt", PONT);
    limier.bare("index").arg(".").stdout(summary(1, 0, 0, 1, 1)).run();
    limier.bare("index").args([".", "--force"]).stdout(summary(1, 1, 0, 1, 1)).run();
}

#[test]
#[cfg(unix)]
fn a_dangling_link_costs_nothing_but_itself() {
    let limier = Limier::new().file("press/a.txt", PONT);
    std::os::unix::fs::symlink("nowhere", limier.path("press/b.txt")).unwrap();
    let output = limier.index("press").output();
    assert_eq!(output.stdout, summary(1, 0, 1, 1, 1));
    assert!(output.stderr.starts_with("press/b.txt: "), "{}", output.stderr);
    assert_eq!(output.code, 1);
}
