//! Indexing the same place again: what has not changed is not read, what is gone can
//! be removed, and the index ends as one run would have left it.

use std::fs;

use proptest::collection::{hash_set, vec};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{INDEX, Limier, json_lines, sealed, summary, unsealed};

const PONT: &str = "Le pont rouvre\n\nLes camions attendent.";
const GREVE: &str = "Grève à Lyon\n\nLes trains restent au dépôt.";

fn press() -> Limier {
    Limier::new().file("press/a.txt", PONT).file("press/b.txt", GREVE)
}

#[test]
fn files_that_have_not_changed_are_not_read_again() {
    let limier = press();
    limier.index("press").stdout(summary(2, 0, 0, 2, 2)).run();
    let again = limier.index("press").text();
    assert_eq!(again, summary(0, 0, 0, 0, 2) + "2 files unchanged\n");
    // The same place by another name.
    let folder = limier.path("press");
    let again = limier.index(folder.to_str().unwrap()).args(["--format", "json"]).json();
    assert_eq!((&again["unchanged"], &again["bytes"]), (&json!(2), &json!(0)));
    // Written again with the same bytes.
    fs::write(limier.path("press/a.txt"), PONT).unwrap();
    assert!(limier.index("press").text().ends_with("2 files unchanged\n"));
    limier.index("press").arg("--force").stdout(summary(2, 2, 0, 2, 2)).run();
}

#[test]
fn a_changed_file_is_read_and_articles_it_holds_no_more_are_removed() {
    let lines =
        |ids: &[&str]| json_lines(ids.iter().map(|id| json!({"id": id, "title": "Le pont"})));
    let limier = Limier::new().file("press/a.txt", PONT).file("press/b.jsonl", lines(&["x", "y"]));
    limier.index("press").stdout(summary(3, 0, 0, 3, 3)).run();
    fs::write(limier.path("press/b.jsonl"), lines(&["y", "zz"])).unwrap();
    let again = limier.index("press").text();
    assert_eq!(again, summary(2, 1, 0, 2, 3) + "1 file unchanged\n1 article removed\n");
    let mut ids = limier.ids("pont");
    ids.sort_unstable();
    assert_eq!(ids, ["press/a.txt", "y", "zz"]);
}

#[test]
fn fields_given_otherwise_are_a_reason_to_read_again() {
    let limier =
        Limier::new().file("a.jsonl", "{\"titre\": \"Le pont\", \"fond\": \"Une crue\"}\n");
    limier.index("a.jsonl").stdout(summary(1, 0, 0, 1, 1)).run();
    assert_eq!(limier.ids("crue"), [""; 0]);
    limier.index("a.jsonl").args(["--field", "body=fond"]).stdout(summary(1, 1, 0, 1, 1)).run();
    assert_eq!(limier.ids("crue"), ["a.jsonl#1"]);
}

#[test]
fn names_of_fields_stay_with_the_files_they_were_given_for() {
    let line = |title: &str| format!("{{\"titre\": \"{title}\", \"fond\": \"Une crue\"}}\n");
    let limier = Limier::new().file("press/a.jsonl", line("Le pont"));
    limier.index("press").args(["--field", "body=fond"]).stdout(summary(1, 0, 0, 1, 1)).run();
    let unchanged = summary(0, 0, 0, 0, 1) + "1 file unchanged\n";
    limier.index("press").stdout(unchanged.clone()).run();
    limier.index("press").args(["--field", "body=fond"]).stdout(unchanged).run();
    let path = limier.path("press/a.jsonl");
    fs::write(&path, line("Le pont") + &line("Le port")).unwrap();
    fs::write(limier.path("press/b.jsonl"), line("Le quai")).unwrap();
    limier.index("press").stdout(summary(3, 1, 0, 3, 3)).run();
    limier.index("press").arg("--force").stdout(summary(3, 3, 0, 3, 3)).run();
    let mut ids = limier.ids("crue");
    ids.sort_unstable();
    assert_eq!(ids, ["press/a.jsonl#1", "press/a.jsonl#2"], "none was named for the other");
    limier.index("press").args(["--field", "body=fonds"]).stdout(summary(3, 3, 0, 3, 3)).run();
    assert_eq!(limier.ids("crue"), [""; 0]);
}

#[test]
fn names_of_fields_stay_with_what_describes_texts() {
    let texts = "id,une\na,Le pont\n";
    let limier = Limier::new().file("texts/metadata.csv", texts).file("texts/a.txt", "Une crue.");
    let named = ["--field", "title=une"];
    limier.index("texts").args(named).output();
    assert_eq!(limier.ids("titre:pont"), ["texts/a.txt"]);
    assert!(limier.index("texts").text().ends_with("2 files unchanged\n"));
    fs::write(limier.path("texts/a.txt"), "Une grande crue.").unwrap();
    limier.index("texts").output();
    assert_eq!(limier.ids("titre:pont grande"), ["texts/a.txt"]);
    // A text that comes before the others, and is new, asks for what describes it first.
    fs::write(limier.path("texts/0.txt"), "Une petite crue.").unwrap();
    fs::write(limier.path("texts/metadata.csv"), format!("{texts}0,Le quai\n")).unwrap();
    limier.index("texts").stdout(summary(1, 0, 0, 1, 2) + "1 file unchanged\n").run();
    assert_eq!(limier.ids("titre:quai petite"), ["texts/0.txt"]);
    assert_eq!(limier.ids("titre:pont grande"), ["texts/a.txt"]);
}

#[test]
fn articles_of_files_that_are_gone_stay_until_they_are_pruned() {
    let limier = press().file("other/c.txt", PONT);
    limier.index("press").args(["other"]).stdout(summary(3, 0, 0, 3, 3)).run();
    fs::remove_file(limier.path("press/a.txt")).unwrap();
    fs::remove_dir_all(limier.path("other")).unwrap();
    assert_eq!(limier.index("press").text(), summary(0, 0, 0, 0, 3) + "1 file unchanged\n");
    let pruned = limier.index("press").arg("--prune").text();
    assert_eq!(pruned, summary(0, 0, 0, 0, 2) + "1 file unchanged\n1 article removed\n");
    // Only below the paths that are named, which may be gone themselves.
    assert_eq!(limier.ids("pont"), ["other/c.txt"]);
    let pruned = limier.index("other").args(["--prune", "--yes"]).text();
    assert_eq!(pruned, summary(0, 0, 0, 0, 1) + "1 article removed\n");
    limier
        .index("other")
        .code(2)
        .stderr("error: other does not exist; nothing was indexed; check its name\n")
        .run();
}

#[test]
fn a_file_under_a_new_name_keeps_its_articles() {
    let lines = json_lines(["x", "y"].map(|id| json!({"id": id, "title": "Le pont"})));
    let limier = Limier::new().file("press/a.jsonl", lines);
    limier.index("press").stdout(summary(2, 0, 0, 2, 2)).run();
    fs::rename(limier.path("press/a.jsonl"), limier.path("press/b.jsonl")).unwrap();
    // Nothing is counted as removed.
    limier.index("press").arg("--prune").stdout(summary(2, 2, 0, 2, 2)).run();
}

#[test]
fn a_dry_run_tells_what_a_changed_file_holds_no_more() {
    let lines =
        |ids: &[&str]| json_lines(ids.iter().map(|id| json!({"id": id, "title": "Le pont"})));
    let limier = Limier::new().file("a.jsonl", lines(&["x", "y"]));
    limier.index("a.jsonl").stdout(summary(2, 0, 0, 2, 2)).run();
    fs::write(limier.path("a.jsonl"), lines(&["y"])).unwrap();
    let dry = limier.index("a.jsonl").arg("--dry-run").text();
    assert!(dry.ends_with("1 article removed\n"), "{dry}");
    assert_eq!(limier.ids("pont").len(), 2);
}

#[test]
fn what_a_kill_left_is_completed_by_indexing_again() {
    // As after a kill between the commit and the list of inputs.
    let limier = press();
    limier.index("press").output();
    let export = limier.call("export").text();
    let path = limier.path("ix/inputs.jsonl");
    let list = unsealed(&path);
    let (head, files) = list.split_once('\n').unwrap();
    assert!(head.contains("\"index\"") && files.contains("\"path\""), "{list}");
    fs::write(&path, sealed(&format!("{head}\n"))).unwrap();
    limier.index("press").stdout(summary(2, 2, 0, 2, 2)).run();
    assert_eq!(limier.call("export").text(), export);
}

#[test]
fn a_dry_run_reads_and_reports_and_writes_nothing() {
    let limier = press().file("press/c.jsonl", "{\"id\": 1}\n{\"id\": 2, \"title\": \"Crue\"}\n");
    let reason = "press/c.jsonl:1: no title and no text; add --field body=NAME if its text has another name\n";
    let dry = summary(3, 0, 1, 3, 0) + "nothing was written (--dry-run)\n";
    limier.index("press").arg("--dry-run").stdout(dry.clone()).stderr(reason).code(1).run();
    assert!(!limier.path("ix").exists());
    limier.index("press").stdout(summary(3, 0, 1, 3, 3)).stderr(reason).code(1).run();
    let before = fs::read(limier.path("ix/limier.json")).unwrap();
    let dry = limier.index("press").args(["--dry-run", "--force"]).output();
    assert_eq!(dry.stdout, summary(3, 3, 1, 3, 3) + "nothing was written (--dry-run)\n");
    assert_eq!(fs::read(limier.path("ix/limier.json")).unwrap(), before);
}

#[test]
fn records_that_were_rejected_are_not_forgotten() {
    let lines = "{\"id\": 1}\n{\"id\": 2, \"title\": \"Crue\"}\n{oups\n";
    let limier = press().file("press/c.jsonl", lines).file("press/d.html", "<title>404</title>");
    let first = limier.index("press").output();
    assert_eq!((first.code, first.stderr.lines().count()), (1, 3));
    let again = limier.index("press").text();
    assert!(
        again.ends_with(
            "4 files unchanged, with 3 records rejected before (--force reads them again)\n"
        ),
        "{again}"
    );
    // Written again with the same bytes.
    fs::write(limier.path("press/c.jsonl"), lines).unwrap();
    assert!(limier.index("press").text().contains("with 3 records rejected before"));
    let forced = limier.index("press").arg("--force").output();
    assert_eq!((forced.code, forced.stderr), (1, first.stderr));
    assert!(limier.index("press").text().contains("with 3 records rejected before"));
    fs::write(limier.path("press/c.jsonl"), "{\"id\": 2, \"title\": \"Crue\"}\n").unwrap();
    let mended = limier.index("press").text();
    assert!(mended.contains("3 files unchanged, with 1 record rejected before"), "{mended}");
}

#[test]
fn rejected_records_are_written_with_their_reasons() {
    let limier =
        Limier::new().file("a.jsonl", "{\"id\": 1}\n{\"id\": 2, \"title\": \"Crue\"}\n{oups\n");
    limier.index("a.jsonl").args(["--rejects", "rejects.jsonl"]).output();
    let rejects = fs::read_to_string(limier.path("rejects.jsonl")).unwrap();
    let rejects: Vec<serde_json::Value> =
        rejects.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rejects.len(), 2);
    assert_eq!(
        rejects[0],
        json!({"path": "a.jsonl", "line": 1, "reason": "no title and no text; add --field body=NAME if its text has another name", "record": "{\"id\": 1}"})
    );
    assert_eq!((&rejects[1]["line"], &rejects[1]["record"]), (&json!(3), &json!("{oups")));
    let refused = limier.index("a.jsonl").args(["--rejects", "nowhere/rejects.jsonl"]).output();
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .stderr
            .starts_with("error: cannot write nowhere/rejects.jsonl; make its folder first\n"),
        "{}",
        refused.stderr
    );
}

#[test]
fn an_article_that_two_files_hold_stays_while_one_of_them_does() {
    let line = |id: &str, body: &str| json!({"id": id, "title": "Le pont", "body": body});
    let lines = |records: &[(&str, &str)]| {
        json_lines(records.iter().map(|(id, body)| line(id, body)).collect::<Vec<_>>())
    };
    let limier = Limier::new()
        .file("press/a.jsonl", lines(&[("x", "lundi"), ("y", "lundi")]))
        .file("press/b.jsonl", lines(&[("x", "mardi"), ("z", "mardi")]))
        .file("press/c.jsonl", lines(&[("y", "mercredi")]));
    let found = |day: &str| {
        let mut ids = limier.ids(day);
        ids.sort_unstable();
        ids
    };
    limier.index("press").output();
    assert_eq!((found("lundi").len(), found("mardi"), found("mercredi")), (0, ids("xz"), ids("y")));
    // The one that came last is gone: the other's is taken, and those after it stay last.
    fs::remove_file(limier.path("press/b.jsonl")).unwrap();
    limier.index("press").arg("--prune").output();
    assert_eq!((found("lundi"), found("mardi").len(), found("mercredi")), (ids("x"), 0, ids("y")));
    // It holds one of them no more.
    fs::write(limier.path("press/c.jsonl"), lines(&[("w", "mercredi")])).unwrap();
    limier.index("press").output();
    assert_eq!((found("lundi"), found("mercredi")), (ids("xy"), ids("w")));
    // And the one before it has changed: the last one still comes last.
    fs::write(limier.path("press/b.jsonl"), lines(&[("y", "jeudi")])).unwrap();
    limier.index("press").output();
    fs::write(limier.path("press/a.jsonl"), lines(&[("x", "lundi"), ("y", "vendredi")])).unwrap();
    limier.index("press").output();
    assert_eq!((found("lundi"), found("vendredi").len(), found("jeudi")), (ids("x"), 0, ids("y")));
    assert!(limier.index("press").text().ends_with("3 files unchanged\n"));
}

/// Returns ids of one letter.
fn ids(letters: &str) -> Vec<String> {
    letters.chars().map(String::from).collect()
}

#[test]
fn a_dry_run_tells_what_would_be_pruned() {
    let lines = json_lines(["x", "y"].map(|id| json!({"id": id, "title": "Le pont"})));
    let limier = press().file("press/c.jsonl", lines);
    limier.index("press").output();
    fs::remove_file(limier.path("press/a.txt")).unwrap();
    fs::rename(limier.path("press/c.jsonl"), limier.path("press/d.jsonl")).unwrap();
    let dry = limier.index("press").args(["--prune", "--dry-run"]).text();
    assert!(dry.starts_with("2 indexed, 2 replaced, 0 rejected"), "{dry}");
    assert!(dry.ends_with("1 article removed\n"), "{dry}");
    assert_eq!(limier.ids("pont").len(), 3);
    let pruned = limier.index("press").arg("--prune").text();
    assert!(pruned.ends_with("1 article removed\n"), "{pruned}");
}

#[test]
fn what_indexes_hold_is_not_read() {
    let limier = press();
    limier.index("press").output();
    limier.bare("index").args(["press", "--index", "press/other"]).output();
    let dry = limier.index(".").args(["--dry-run", "--force"]).output();
    assert!(dry.stdout.starts_with("2 indexed, 0 replaced, 0 rejected"), "{}", dry.stdout);
    assert_eq!(dry.stderr, "");
}

#[test]
fn a_file_that_comes_before_others_takes_nothing_from_them() {
    let line = |id: &str, body: &str| json!({"id": id, "title": "Le pont", "body": body});
    let limier = Limier::new()
        .file("press/b.jsonl", json_lines([line("x", "mardi"), line("y", "mardi")]))
        .file("press/c.jsonl", json_lines([line("y", "mercredi")]));
    limier.index("press").output();
    fs::write(limier.path("press/a.jsonl"), json_lines(["x", "y"].map(|id| line(id, "lundi"))))
        .unwrap();
    let again = limier.index("press").text();
    assert!(!again.contains("unchanged"), "both others were read again: {again}");
    assert_eq!(limier.ids("lundi"), [""; 0]);
    assert_eq!((limier.ids("mardi"), limier.ids("mercredi")), (ids("x"), ids("y")));
    assert!(limier.index("press").text().ends_with("3 files unchanged\n"));
    // By itself it is what was read last.
    limier.index("press/a.jsonl").arg("--force").output();
    assert_eq!(limier.ids("lundi").len(), 2);
    assert!(limier.index("press/b.jsonl").text().ends_with("1 file unchanged\n"));
}

#[test]
fn feeds_that_are_read_side_by_side_end_in_their_order() {
    let feed = |items: &[(&str, &str)]| {
        let item = |(id, title): &(&str, &str)| {
            format!("<item><guid>{id}</guid><title>{title}</title></item>")
        };
        let items: String = items.iter().map(item).collect();
        format!("<rss version=\"2.0\"><channel>{items}</channel></rss>")
    };
    let limier = Limier::new()
        .file("fils/b.rss", feed(&[("x", "mardi"), ("y", "mardi")]))
        .file("fils/c.rss", feed(&[("y", "mercredi")]));
    limier.index("fils").output();
    fs::write(limier.path("fils/a.rss"), feed(&[("x", "lundi"), ("y", "lundi")])).unwrap();
    let again = limier.index("fils").args(["--jobs", "8"]).text();
    assert!(!again.contains("unchanged"), "both others were read again: {again}");
    assert_eq!(limier.ids("lundi"), [""; 0]);
    assert_eq!((limier.ids("mardi"), limier.ids("mercredi")), (ids("x"), ids("y")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Files hold some of five articles, each in its own words; some change, come and go.
    #[test]
    fn indexing_again_ends_as_indexing_once(
        steps in vec(vec((0..5_usize, hash_set(0..5_usize, 0..4)), 0..4), 2..5)
    ) {
        let limier = Limier::new().file("press/README.txt", "Revue de presse");
        for (step, changes) in steps.iter().enumerate() {
            for (file, articles) in changes {
                let path = limier.path(&format!("press/{file}.jsonl"));
                if articles.is_empty() {
                    let _ = fs::remove_file(path);
                    continue;
                }
                let record = |id| {
                    json!({"id": id, "title": format!("{id} de {file}, état {step}")})
                };
                fs::write(path, json_lines(articles.iter().map(record))).unwrap();
            }
            limier.index("press").args(["--prune", "--jobs", "2"]).output();
            limier.bare("index").args(["press", "--index", &format!("once-{step}")]).output();
            let export = |index: &str| {
                let export = limier.bare("export").args(["--index", index]).text();
                let mut lines: Vec<_> = export.lines().map(str::to_owned).collect();
                lines.sort_unstable();
                lines
            };
            prop_assert_eq!(export(INDEX), export(&format!("once-{step}")));
        }
    }
}

#[test]
fn files_that_change_into_a_kind_not_read_lose_their_articles_whatever_else_is_being_read() {
    let page = |day: &str| {
        let text = format!("<p>Le conseil a voté {day} les travaux du pont.</p>").repeat(100);
        format!("<html><body><article><h1>Le pont</h1>{text}</article></body></html>")
    };
    let feed = |at: usize| {
        format!(
            "<rss><channel><item><title>Halles</title><guid>g{at}</guid></item></channel></rss>"
        )
    };
    let mut limier = Limier::new();
    for at in 0..12 {
        limier = limier.file(&format!("in/{at:02}.html"), page("hier"));
        limier = limier.file(&format!("in/{at:02}.xml"), feed(at));
    }
    limier.index("in").stdout(summary(24, 0, 0, 24, 24)).run();
    for at in 0..12 {
        fs::write(limier.path(&format!("in/{at:02}.html")), page("mardi")).unwrap();
        if at % 2 == 0 {
            fs::write(limier.path(&format!("in/{at:02}.xml")), "<alto><Layout/></alto>").unwrap();
        }
    }
    // Pages are read in threads of their own, so that files end behind the beginning of others.
    limier.index("in").args(["--jobs", "4"]).output();
    assert_eq!((limier.ids("halles").len(), limier.len()), (6, 18));
    let again = limier.index("in").output().stdout;
    assert!(again.starts_with("0 indexed") && again.contains("\n18 files unchanged\n"), "{again}");
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_keeps_its_articles() {
    let articles = json!([
        {"id": "a", "title": "Le pont"}, {"id": "b", "title": "Le quai"}, {"id": "c", "title": "Le port"},
    ]);
    let whole = articles.to_string();
    let limier = Limier::new().file("press/a.json", &whole);
    limier.index("press").text();
    let path = limier.path("press/a.json");
    // Cut in its second article, and nothing but a page that says that something is wrong.
    for broken in [&whole[..whole.len() / 2], "<html><body>502 Bad Gateway</body></html>"] {
        fs::write(&path, broken).unwrap();
        let output = limier.index("press").output();
        assert_eq!(output.code, 1, "{broken}: {}", output.stderr);
        let told = "articles stay as they were, since it could not be read to its end";
        assert!(output.stderr.contains(told), "{broken}: {}", output.stderr);
        assert_eq!(limier.len(), 3, "{broken}");
        limier.index("press").output();
        assert_eq!(limier.len(), 3, "{broken}, once more");
    }
    // Lines are cut in the midst of one, or zeroed.
    let lines = json_lines(articles.as_array().unwrap().iter().cloned());
    let limier = limier.file("lines/b.jsonl", &lines);
    limier.bare("index").args(["lines", "--index", "iy"]).text();
    let mut zeroed = lines.clone().into_bytes();
    zeroed[lines.len() / 2..].fill(0);
    for broken in [&lines.as_bytes()[..lines.len() - 20], &zeroed] {
        fs::write(limier.path("lines/b.jsonl"), broken).unwrap();
        let output = limier.bare("index").args(["lines", "--index", "iy"]).output();
        assert!(output.stderr.contains("as they were, since it"), "{}", output.stderr);
        let count = limier.bare("info").args(["--index", "iy", "--format", "json"]).json();
        assert_eq!(count["articles"], 3);
    }
    // What it holds no more when it is whole again leaves.
    fs::write(&path, json!([{"id": "b", "title": "Le quai"}]).to_string()).unwrap();
    limier.index("press").text();
    assert_eq!(limier.len(), 1);
}
