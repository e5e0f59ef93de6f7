//! What people decided about an index: it goes with the articles wherever they go.
//!
//! Also those that this version does not understand.

use std::fs;

use crate::support::{Limier, unsealed};

/// A decision of a kind that only a newer limier knows.
const UNKNOWN: &str = r#"{"kind": "joined", "words": ["Crédit", "Lyonnais"], "at": "2027-01-01"}"#;

/// Returns a folder whose index holds two articles and two decisions.
fn press() -> Limier {
    let limier = Limier::with_articles([
        ("a", "La grève", "Une grève devant la gare."),
        ("b", "Des grévistes", "Des grévistes devant la gare."),
    ]);
    let limier = limier.file("exceptions.tsv", "grévistes\tgrève\n");
    limier.call("lexicon").args(["--exceptions", "exceptions.tsv"]).text();
    let path = limier.path("ix/decisions.jsonl");
    let decisions = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{decisions}{UNKNOWN}\n")).unwrap();
    limier
}

fn decisions(limier: &Limier, index: &str) -> String {
    unsealed(&limier.path(&format!("{index}/decisions.jsonl")))
}

#[test]
fn an_export_holds_them_and_an_index_of_it_has_them_again() {
    let limier = press();
    assert_eq!(limier.ids("grève").len(), 2);
    limier.call("export").args(["--output", "all.jsonl"]).text();
    let export = fs::read_to_string(limier.path("all.jsonl")).unwrap();
    let lines: Vec<&str> = export.lines().collect();
    let start = r#"{"exported_by":"limier","decision":{"kind":"exception","word":"grévistes","#;
    assert!(lines[0].starts_with(start), "{}", lines[0]);
    assert_eq!(lines[1], format!("{{\"exported_by\":\"limier\",\"decision\":{UNKNOWN}}}"));
    assert_eq!(lines.len(), 4);
    let summary = limier.bare("index").args(["all.jsonl", "--index", "again"]).text();
    assert!(summary.starts_with("2 indexed, 0 replaced, 0 rejected"), "{summary}");
    assert!(summary.ends_with("2 decisions taken over from exports\n"), "{summary}");
    assert_eq!(decisions(&limier, "again"), decisions(&limier, "ix"));
    limier.bare("export").args(["--index", "again", "--output", "again.jsonl"]).text();
    assert_eq!(fs::read_to_string(limier.path("again.jsonl")).unwrap(), export);
    let again = ["all.jsonl", "--index", "again", "--force", "--format", "json"];
    assert_eq!(limier.bare("index").args(again).json()["decisions"], 2);
    assert_eq!(decisions(&limier, "again"), decisions(&limier, "ix"), "each once");
}

#[test]
fn without_any_an_export_is_its_articles() {
    let limier = Limier::with_articles([("a", "La grève", "Une grève.")]);
    let export = limier.call("export").text();
    assert_eq!(
        export,
        "{\"exported_by\":\"limier\",\"id\":\"a\",\"title\":\"La grève\",\"body\":\"Une grève.\",\
         \"added\":\"[now]\"}\n"
    );
}

#[test]
fn what_was_decided_later_counts() {
    let limier = press();
    limier.call("export").args(["--output", "all.jsonl"]).text();
    let earlier = r#"{"kind":"exception","word":"grévistes","stem":"gréviste","at":"2020-01-01"}"#;
    fs::write(limier.path("ix/decisions.jsonl"), format!("{earlier}\n")).unwrap();
    limier.index("all.jsonl").text();
    assert!(decisions(&limier, "ix").contains("\"stem\":\"grève\""));
    let later = earlier.replace("2020", "2120");
    fs::write(limier.path("ix/decisions.jsonl"), format!("{later}\n")).unwrap();
    limier.index("all.jsonl").arg("--force").text();
    assert_eq!(decisions(&limier, "ix"), format!("{later}\n{UNKNOWN}\n"));
}

#[test]
fn nothing_is_decided_by_a_run_that_writes_nothing() {
    let limier = press();
    limier.call("export").args(["--output", "all.jsonl"]).text();
    limier.bare("index").args(["all.jsonl", "--index", "dry", "--dry-run"]).text();
    assert!(!limier.path("dry").exists());
    let limier = limier.file("broken.jsonl", "{");
    let strict = ["all.jsonl", "broken.jsonl", "--strict", "--index", "strict"];
    assert_eq!(limier.bare("index").args(strict).output().code, 2);
    assert!(!limier.path("strict/decisions.jsonl").exists());
}

#[test]
fn what_is_no_decision_is_rejected_by_name() {
    let line = |decision: &str| format!("{{\"exported_by\":\"limier\",\"decision\":{decision}}}\n");
    let limier = Limier::new().file(
        "a.jsonl",
        [
            line(r#"{"kind":"exception","word":"deux mots","stem":"mot"}"#),
            line("7"),
            line(r#"{"word":"grève"}"#),
            "{\"exported_by\":\"limier\",\"id\":\"a\",\"title\":\"La grève\"}\n".to_owned(),
        ]
        .concat(),
    );
    let output = limier.index("a.jsonl").output();
    assert!(output.stdout.starts_with("1 indexed, 0 replaced, 3 rejected"), "{}", output.stdout);
    let reason = "no decision that can be taken over; export it again";
    let expected: String = (1..=3).map(|line| format!("a.jsonl:{line}: {reason}\n")).collect();
    assert_eq!((output.stderr, output.code), (expected, 1));
    assert!(!limier.path("ix/decisions.jsonl").exists());
}

/// Expects that commands end with damage, the name of a file and what to do about it.
#[track_caller]
fn damage_is_named(limier: &Limier, name: &str, commands: &[&[&str]]) {
    for command in commands {
        let output = limier.call(command[0]).args(&command[1..]).stdin("").output();
        assert_eq!(output.code, 2, "{command:?}: {}", output.stderr);
        let is_told =
            output.stderr.contains(name) && output.stderr.contains("limier check --repair");
        assert!(is_told, "{command:?}: {}", output.stderr);
    }
}

/// Indexes three articles, of which two are deleted.
fn with_two_deleted() -> Limier {
    let limier = Limier::with_articles([
        ("a", "La grève", "Une grève devant la gare."),
        ("b", "Le pont", "Un pont sur la Loire."),
        ("c", "Le quai", "Un quai sous la pluie."),
    ]);
    limier.call("delete").args(["a"]).text();
    limier.call("delete").args(["b"]).text();
    limier
}

#[test]
fn decisions_that_are_cut_overwritten_or_of_something_else_are_damage_and_made_again() {
    let limier = with_two_deleted();
    let path = limier.path("ix/decisions.jsonl");
    let whole = fs::read(&path).unwrap();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let inputs = fs::read(limier.path("ix/inputs.jsonl")).unwrap();
    let zeroed = |from: usize, to: usize| {
        let mut zeroed = whole.clone();
        zeroed[from..to].fill(0);
        zeroed
    };
    let states = [
        whole[..first].to_vec(),
        zeroed(first + 40, first + 70),
        zeroed(20, whole.len()),
        [&whole[..first + 9], &[0; 31][..]].concat(),
        inputs,
    ];
    for (at, state) in states.iter().enumerate() {
        fs::write(&path, state).unwrap();
        damage_is_named(
            &limier,
            "decisions.jsonl",
            &[&["check"], &["count", "quai"], &["delete", "--list"], &["index", "-"]],
        );
        limier.call("check").args(["--repair"]).text();
        assert_eq!(fs::read(&path).unwrap(), whole, "{at}");
    }
    assert_eq!(limier.call("delete").args(["--list"]).text().lines().count(), 2);
}

#[test]
fn a_copy_that_is_damaged_is_found_and_made_again() {
    let limier = press();
    limier.call("lexicon").args(["--exceptions", "exceptions.tsv"]).text();
    for name in [".decisions.jsonl.copy", ".limier.json.copy", ".inputs.jsonl.copy"] {
        let path = limier.path(&format!("ix/{name}"));
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        flipped[10] ^= 1;
        fs::write(&path, flipped).unwrap();
        let output = limier.call("check").output();
        assert_eq!(output.code, 2, "{name}: {}", output.stderr);
        assert!(output.stderr.contains(name), "{}", output.stderr);
        limier.call("check").args(["--repair"]).text();
        assert_eq!(fs::read(&path).unwrap(), whole, "{name}");
    }
}

#[test]
fn what_can_be_read_of_decisions_is_kept_when_their_copy_is_damaged_too() {
    let limier = with_two_deleted();
    let (path, copy) = (limier.path("ix/decisions.jsonl"), limier.path("ix/.decisions.jsonl.copy"));
    let whole = fs::read(&path).unwrap();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    // Both cut at the end of a line, in a line, or empty.
    for (left, cut) in [(1, first), (1, first + 30), (0, 0)] {
        fs::write(&path, &whole[..cut]).unwrap();
        fs::write(&copy, &whole[..cut]).unwrap();
        damage_is_named(
            &limier,
            "decisions.jsonl",
            &[&["check"], &["delete", "--list"], &["index", "-"]],
        );
        let repaired = limier.call("check").args(["--repair"]).output();
        assert_eq!(repaired.code, 1, "{cut}: {}", repaired.stderr);
        assert!(repaired.stdout.contains("decisions were lost"), "{}", repaired.stdout);
        limier.call("check").text();
        let list = limier.call("delete").args(["--list"]).output();
        assert_eq!((list.code, list.stdout.lines().count()), (1 - left, 1), "{}", list.stdout);
    }
}

#[test]
fn decisions_that_are_gone_with_their_copy_are_missed() {
    let limier = with_two_deleted();
    for name in ["decisions.jsonl", ".decisions.jsonl.copy"] {
        fs::remove_file(limier.path(&format!("ix/{name}"))).unwrap();
    }
    damage_is_named(
        &limier,
        "decisions.jsonl",
        &[&["check"], &["count", "quai"], &["delete", "--list"], &["index", "-"]],
    );
    let repaired = limier.call("check").args(["--repair"]).output();
    assert_eq!(repaired.code, 1, "{}", repaired.stderr);
    assert!(repaired.stdout.contains("decisions were lost"), "{}", repaired.stdout);
    limier.call("check").text();
    assert_eq!(limier.call("delete").args(["--list"]).output().code, 1);
    // That nothing was decided is nothing to be missed.
    limier.call("index").arg("--force").arg("articles.jsonl").text();
    assert_eq!(limier.len(), 3);
}

#[test]
fn decisions_of_another_time_or_of_another_index_are_damage() {
    let names = ["ix/decisions.jsonl", "ix/.decisions.jsonl.copy"];
    let read = |limier: &Limier| names.map(|name| fs::read(limier.path(name)).unwrap());
    let limier = with_two_deleted();
    let two = read(&limier);
    limier.call("delete").args(["--undo", "a"]).text();
    let other = press();
    other.call("lexicon").args(["--exceptions", "exceptions.tsv"]).text();
    let one = read(&limier);
    for others in [two, read(&other)] {
        for name in names {
            fs::write(limier.path(name), &others[0]).unwrap();
        }
        damage_is_named(
            &limier,
            "decisions.jsonl",
            &[&["check"], &["count", "quai"], &["delete", "--list"], &["index", "-"]],
        );
        // The right one is made again from its copy.
        fs::write(limier.path(names[1]), &one[0]).unwrap();
        limier.call("check").args(["--repair"]).text();
        assert_eq!(read(&limier), one);
    }
    // Where there is no right one, what there is counts, and that is told.
    fs::write(limier.path(names[0]), &read(&other)[0]).unwrap();
    fs::remove_file(limier.path(names[1])).unwrap();
    let repaired = limier.call("check").args(["--repair"]).output();
    assert!(repaired.stdout.contains("decisions were lost"), "{}", repaired.stdout);
    limier.call("check").text();
    // What a person writes has no checksum, and counts.
    let by_hand = "{\"kind\":\"deleted\",\"id\":\"quai\"}\n";
    fs::write(limier.path(names[0]), by_hand).unwrap();
    fs::remove_file(limier.path(names[1])).unwrap();
    assert!(limier.call("delete").arg("--list").text().contains("quai"));
}

#[test]
fn inputs_whose_checksum_is_gone_are_forgotten_once() {
    let limier = with_two_deleted();
    for name in ["ix/inputs.jsonl", "ix/.inputs.jsonl.copy"] {
        let text = fs::read_to_string(limier.path(name)).unwrap();
        let (lines, _) = text.trim_end().rsplit_once('\n').unwrap();
        fs::write(limier.path(name), format!("{lines}\n")).unwrap();
    }
    assert_eq!(limier.call("check").output().code, 2);
    let forgotten = "the next `limier index PATH…` reads all files again";
    assert!(limier.call("check").args(["--repair"]).text().contains(forgotten));
    limier.call("check").text();
    assert!(!limier.call("check").args(["--repair"]).text().contains(forgotten));
}

#[test]
fn a_repair_makes_the_copies_of_small_files_that_are_gone() {
    let limier = with_two_deleted();
    let names = [".decisions.jsonl.copy", ".limier.json.copy", ".inputs.jsonl.copy"];
    for name in names {
        fs::remove_file(limier.path(&format!("ix/{name}"))).unwrap();
    }
    limier.call("check").text();
    let repaired = limier.call("check").args(["--repair"]).text();
    for name in names {
        assert!(repaired.contains(name), "{name}: {repaired}");
        let [file, copy] = [name.trim_start_matches('.').trim_end_matches(".copy"), name]
            .map(|name| fs::read(limier.path(&format!("ix/{name}"))).unwrap());
        assert_eq!(file, copy, "{name}");
    }
    assert!(!limier.call("check").args(["--repair"]).text().contains(".copy"));
    // Nor is one of another time of use.
    let old = names.map(|name| fs::read(limier.path(&format!("ix/{name}"))).unwrap());
    limier.call("delete").args(["c"]).text();
    for (name, old) in names.iter().zip(&old) {
        fs::write(limier.path(&format!("ix/{name}")), old).unwrap();
    }
    let repaired = limier.call("check").args(["--repair"]).text();
    assert!(repaired.contains(names[0]) && repaired.contains(names[1]), "{repaired}");
    assert_eq!(limier.call("delete").args(["--list"]).text().lines().count(), 3);
}

#[test]
fn a_manifest_that_is_gone_is_named_and_made_again() {
    let limier = with_two_deleted();
    let path = limier.path("ix/limier.json");
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let all: [&[&str]; 4] =
        [&["check"], &["search", "quai"], &["delete", "--list"], &["index", "-"]];
    damage_is_named(&limier, "limier.json", &all);
    limier.call("check").args(["--repair"]).text();
    assert_eq!(fs::read(&path).unwrap(), whole);
    limier.call("check").text();
}
