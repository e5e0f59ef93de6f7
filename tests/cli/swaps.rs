//! Files of an index that are whole and in the wrong place: those of one segment in the place of
//! another's, a list of inputs that is empty or of another index. They are named, served by no
//! command, and written into nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use limier::{Error, Index};

use crate::flips::{article, articles, collection, files, name, put_back, write};
use crate::support::{Limier, json_lines};
use serde_json::json;

/// Puts the index of two segments into the folder of a caller.
fn two_segments(limier: &Limier) -> BTreeSet<String> {
    let (dir, place) = (collection(), limier.path("ix"));
    fs::create_dir(&place).unwrap();
    for (path, bytes) in files(dir.path()) {
        fs::write(place.join(name(&path)), bytes).unwrap();
    }
    let names = files(&place).into_keys().map(|path| name(&path));
    names.filter(|name| name.len() > 32).collect()
}

fn is_named(error: &Error, file: &str) -> bool {
    matches!(error, Error::IndexDamaged { source, .. } if source.to_string().contains(file))
}

#[test]
fn a_whole_file_of_another_segment_is_named_and_neither_served_nor_merged() {
    let limier = Limier::new();
    let names = two_segments(&limier);
    let place = limier.path("ix");
    let right = articles(&Index::open(&place).unwrap()).unwrap();
    let whole = files(&place);
    let mut swapped = 0;
    for to in &names {
        let (id, kind) = to.split_once('.').unwrap();
        let other = |name: &&String| name.ends_with(&format!(".{kind}")) && !name.starts_with(id);
        let Some(from) = names.iter().find(other) else { continue };
        fs::remove_file(place.join(to)).unwrap();
        fs::copy(place.join(from), place.join(to)).unwrap();
        let checked = limier.call("check").output();
        assert_eq!(checked.code, 2, "{kind}: {checked:?}");
        assert!(checked.stdout.contains(to.as_str()), "{kind}: {checked:?}");
        let read = Index::open(&place).and_then(|index| articles(&index));
        let error = read.expect_err(kind);
        assert!(is_named(&error, to), "{kind}: {error:?}");
        let written = write(&place, |writer| {
            for number in 0..8 {
                writer.add(article(&format!("next {number}"), "Le marché", "Il rouvre."))?;
                writer.commit()?;
            }
            Ok(())
        });
        assert!(written.is_err_and(|error| is_named(&error, to)), "{kind}");
        // Merges of the writer that failed may still go on in this process.
        let repaired = limier.call("check").args(["--repair", "--wait", "20"]).output();
        assert!((0..=1).contains(&repaired.code), "{kind}: {repaired:?}");
        let kept = articles(&Index::open(&place).unwrap()).unwrap();
        assert!(kept.iter().all(|article| right.contains(article)), "{kind}: {kept:?}");
        assert!(kind == "store" || kept.len() == right.len(), "{kind}: {kept:?}");
        put_back(&place, &whole);
        swapped += 1;
    }
    assert_eq!(swapped, 14, "seven files of each segment");
}

fn indexed(text: &str) -> Limier {
    let records = json_lines([json!({"id": text, "title": text, "body": "Le pont rouvre lundi."})]);
    let limier = Limier::new().file("in/a.jsonl", records);
    limier.index("in").text();
    limier
}

/// Puts something in the place of the list of inputs, with its copy or without.
fn replace_inputs(limier: &Limier, text: Option<&str>, with_copy: bool) {
    let dir = limier.path("ix");
    let names = ["inputs.jsonl", ".inputs.jsonl.copy"];
    for name in &names[..if with_copy { 2 } else { 1 }] {
        let path: &Path = &dir.join(name);
        match text {
            Some(text) => fs::write(path, text).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
    }
}

#[test]
fn a_list_of_inputs_that_is_gone_empty_or_of_another_index_is_named_and_made_again() {
    let other = indexed("deux");
    let other = fs::read_to_string(other.path("ix/inputs.jsonl")).unwrap();
    for text in [None, Some(""), Some("\n"), Some(&*other)] {
        for with_copy in [false, true] {
            let limier = indexed("un");
            let before = fs::read_to_string(limier.path("ix/inputs.jsonl")).unwrap();
            replace_inputs(&limier, text, with_copy);
            let checked = limier.call("check").output();
            assert_eq!(checked.code, 2, "{text:?}: {checked:?}");
            assert!(checked.stderr.contains("inputs.jsonl"), "{text:?}: {checked:?}");
            assert_eq!(limier.index("in").output().code, 2, "{text:?}");
            limier.call("check").arg("--repair").text();
            limier.call("check").text();
            let after = fs::read_to_string(limier.path("ix/inputs.jsonl")).unwrap();
            assert_eq!(after == before, !with_copy, "{text:?}: {after}");
            limier.index("in").text();
            assert_eq!(limier.len(), 1);
        }
    }
}

#[test]
fn a_list_of_inputs_cut_at_the_end_of_a_line_is_named_and_made_again() {
    let limier = indexed("un");
    let whole = fs::read_to_string(limier.path("ix/inputs.jsonl")).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert!(lines.len() > 3, "{whole}");
    for kept in 1..lines.len() {
        for with_copy in [false, true] {
            replace_inputs(&limier, Some(&whole), true);
            replace_inputs(&limier, Some(&lines[..kept].concat()), with_copy);
            let checked = limier.call("check").output();
            assert!(checked.code == 2 && checked.stderr.contains("inputs.jsonl"), "{checked:?}");
            assert_eq!(limier.index("in").output().code, 2, "{kept}");
            limier.call("check").arg("--repair").text();
            limier.call("check").text();
            let after = fs::read_to_string(limier.path("ix/inputs.jsonl")).unwrap();
            assert_eq!(after == whole, !with_copy, "{kept}: {after}");
        }
    }
    limier.index("in").text();
    assert_eq!(limier.len(), 1);
}

#[test]
fn a_list_of_segments_of_an_older_state_or_another_index_costs_no_article() {
    let limier = indexed("Le pont rouvre.");
    let list = limier.path("ix/meta.json");
    let old = fs::read(&list).unwrap();
    let all = limier.call("index").args(["--force", "in"]).output();
    assert_eq!(all.code, 0, "{all:?}");
    let new = fs::read(&list).unwrap();
    let other = indexed("Un autre pont.");
    let foreign = fs::read(other.path("ix/meta.json")).unwrap();
    for wrong in [&old, &foreign] {
        assert_ne!(*wrong, new);
        fs::write(&list, wrong).unwrap();
        for command in [&["search", "pont"][..], &["index", "--force", "in"], &["delete", "a"]] {
            let output = limier.call(command[0]).args(&command[1..]).output();
            assert_eq!(output.code, 2, "{command:?}: {output:?}");
        }
        let repair = limier.call("check").arg("--repair").output();
        assert_eq!(repair.code, 0, "{repair:?}");
        assert!(repair.stdout.starts_with("meta.json: made again"), "{repair:?}");
        assert_eq!(fs::read(&list).unwrap(), new);
        assert_eq!(limier.search("pont").output().code, 0);
    }
    // Without its copy all segments that are there are taken.
    fs::write(&list, &foreign).unwrap();
    fs::remove_file(limier.path("ix/.meta.json.copy")).unwrap();
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!(repair.code, 0, "{repair:?}");
    assert!(repair.stdout.contains("it was damaged: meta.json"), "{repair:?}");
    assert_eq!(limier.search("pont").output().code, 0, "nothing of it is gone");
}

#[test]
fn a_list_of_segments_older_than_the_manifest_is_named_though_its_segments_are_there() {
    let limier = indexed("Le pont rouvre.");
    let place = limier.path("ix");
    let is_of_segments = |name: &str| name.len() > 32 || name.contains("meta.json");
    let mut old = files(&place);
    old.retain(|path, _| is_of_segments(&name(path)));
    let later = json_lines([json!({"id": "b", "title": "Un second pont", "body": "Il ouvre."})]);
    let limier = limier.file("in/b.jsonl", later);
    limier.index("in").text();
    let new = fs::read(place.join("meta.json")).unwrap();
    for with_copy in [false, true] {
        for (path, bytes) in &old {
            if with_copy || !name(path).starts_with('.') {
                fs::write(path, bytes).unwrap();
            }
        }
        for command in [&["search", "pont"][..], &["check"], &["index", "in"], &["delete", "b"]] {
            let output = limier.call(command[0]).args(&command[1..]).output();
            assert_eq!(output.code, 2, "{command:?}: {output:?}");
            assert!(output.stderr.contains("meta.json"), "{command:?}: {output:?}");
        }
        let repair = limier.call("check").arg("--repair").output();
        assert_eq!(repair.code, 0, "{repair:?}");
        let made = fs::read(place.join("meta.json")).ok();
        assert_eq!(made.as_ref() == Some(&new), !with_copy, "{repair:?}");
        limier.call("check").text();
        assert_eq!(limier.len(), 2);
    }
}

#[test]
fn a_manifest_that_is_gone_with_its_copy_is_made_of_what_is_found() {
    for is_gone in [false, true] {
        let limier = indexed("Le pont rouvre.");
        limier.call("delete").args(["Le pont rouvre.", "--because", "erreur"]).text();
        let more = json_lines([json!({"id": "b", "title": "Un second pont", "body": "Il ouvre."})]);
        let limier = limier.file("in/b.jsonl", more);
        limier.index("in").text();
        for name in ["limier.json", ".limier.json.copy"] {
            let path = limier.path("ix").join(name);
            if is_gone {
                fs::remove_file(path).unwrap();
            } else {
                let text = fs::read_to_string(&path).unwrap();
                fs::write(path, text.replace("generation", "generatiom").replacen('1', "7", 1))
                    .unwrap();
            }
        }
        assert_eq!(limier.search("pont").output().code, 2);
        let repair = limier.call("check").arg("--repair").output();
        assert_eq!(repair.code, 0, "{repair:?}");
        assert!(repair.stdout.contains("it was damaged: limier.json"), "{repair:?}");
        assert!(!repair.stdout.contains("it had"), "{repair:?}");
        limier.call("check").text();
        assert_eq!(limier.len(), 1);
        let summary = limier.index("in").arg("--force").text();
        assert!(summary.contains("1 left out: deleted"), "{summary}");
        assert_eq!(limier.len(), 1);
    }
}

/// Returns a small index to which an article was added after a deletion; with what its folder held
/// before that article.
fn grown() -> (Limier, BTreeMap<PathBuf, Vec<u8>>) {
    let limier = indexed("Le pont rouvre.");
    let old = files(&limier.path("ix"));
    let more = json_lines([json!({"id": "b", "title": "Un second pont", "body": "Il ouvre."})]);
    let limier = limier.file("in/b.jsonl", more);
    limier.index("in").text();
    limier.call("delete").args(["b", "--because", "erreur"]).text();
    let more = json_lines([json!({"id": "c", "title": "Un troisième pont", "body": "Il ferme."})]);
    let limier = limier.file("in/c.jsonl", more);
    limier.index("in").text();
    assert_eq!(limier.len(), 2);
    (limier, old)
}

/// Puts those files back whose names are asked for.
fn restore(old: &BTreeMap<PathBuf, Vec<u8>>, is_asked: impl Fn(&str) -> bool) {
    for (path, bytes) in old.iter().filter(|(path, _)| is_asked(&name(path))) {
        fs::write(path, bytes).unwrap();
    }
}

fn is_refused(limier: &Limier, commands: &[&[&str]], file: &str) {
    for command in commands {
        let output = limier.call(command[0]).args(&command[1..]).output();
        assert_eq!(output.code, 2, "{command:?}: {output:?}");
        assert!(output.stderr.contains(file), "{command:?}: {output:?}");
    }
}

#[test]
fn a_manifest_and_a_list_put_back_together_cost_nothing_that_came_later() {
    let (limier, old) = grown();
    let is_of_segment = |name: &str| name.len() > 32;
    restore(&old, |name| is_of_segment(name) || ["limier.json", "meta.json"].contains(&name));
    let commands = [&["check"][..], &["index", "in"], &["delete", "Le pont rouvre."]];
    // Of nothing that was decided since the manifest knows.
    is_refused(&limier, &commands, ".json");
    let later = ["decisions.jsonl", ".decisions.jsonl.copy", ".limier.json.copy"];
    for name in later {
        fs::rename(limier.path("ix").join(name), limier.path(name)).unwrap();
    }
    is_refused(&limier, &commands, "meta.json");
    for name in later {
        fs::rename(limier.path(name), limier.path("ix").join(name)).unwrap();
    }
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (0, 2), "{repair:?}");
    assert!(!repair.stdout.contains("lost"), "{repair:?}");
    assert!(limier.index("in").arg("--force").text().contains("1 left out: deleted"));
}

#[test]
fn a_manifest_put_back_alone_is_made_again_from_its_copy_and_no_decision_is_lost() {
    let (limier, old) = grown();
    restore(&old, |name| name == "limier.json");
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (0, 2), "{repair:?}");
    assert!(repair.stdout.starts_with("limier.json: made again from its copy\n"), "{repair:?}");
    assert!(!repair.stdout.contains("decisions were lost"), "{repair:?}");
    limier.call("check").text();
}

#[test]
fn a_manifest_and_decisions_put_back_cost_no_decision() {
    let (limier, _) = grown();
    let old = files(&limier.path("ix"));
    limier.call("delete").args(["c", "--because", "erreur"]).text();
    restore(&old, |name| ["limier.json", "decisions.jsonl"].contains(&name));
    is_refused(
        &limier,
        &[&["check"], &["index", "in"], &["delete", "Le pont rouvre."]],
        "limier.json",
    );
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (0, 1), "{repair:?}");
    assert!(limier.index("in").arg("--force").text().contains("2 left out: deleted"));
}

#[test]
fn the_manifest_of_another_index_is_named_and_not_served() {
    let other = indexed("Un autre pont.");
    for with_copy in [false, true] {
        let (limier, _) = grown();
        for name in [&["limier.json", ".limier.json.copy"][..=usize::from(with_copy)]].concat() {
            fs::copy(other.path("ix").join(name), limier.path("ix").join(name)).unwrap();
        }
        let commands = [&["search", "pont"][..], &["check"], &["index", "in"], &["delete", "c"]];
        is_refused(&limier, &commands, "limier.json");
        let repair = limier.call("check").arg("--repair").output();
        assert_eq!((repair.code, limier.len()), (0, 2), "{repair:?}");
        let made_again = repair.stdout.starts_with("limier.json: made again from its copy\n");
        assert_eq!(made_again, !with_copy, "{repair:?}");
        limier.call("check").text();
        assert!(limier.index("in").arg("--force").text().contains("1 left out: deleted"));
    }
}

#[test]
fn a_repair_of_an_earlier_commit_says_that_a_later_one_is_lost() {
    let (limier, old) = grown();
    let place = limier.path("ix");
    let is_of_segments = |name: &str| name.len() > 32 || name.contains("meta.json");
    for (path, _) in files(&place).iter().filter(|(path, _)| is_of_segments(&name(path))) {
        fs::remove_file(path).unwrap();
    }
    restore(&old, is_of_segments);
    is_refused(&limier, &[&["search", "pont"], &["check"], &["index", "in"]], "meta.json");
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (1, 1), "{repair:?}");
    let lost = "what was added or deleted last is lost: this is of an earlier commit\n";
    assert!(repair.stdout.contains(lost), "{repair:?}");
    limier.call("check").text();
    assert!(limier.index("in").text().contains("1 left out: deleted"));
    assert_eq!(limier.len(), 2, "its file is read again");
}

/// Returns the names of files of stored articles.
fn stores(limier: &Limier) -> Vec<String> {
    let names = files(&limier.path("ix")).into_keys().map(|path| name(&path));
    names.filter(|name| name.len() > 32 && name[32..] == *".store").collect()
}

#[test]
fn who_refuses_what_was_put_back_in_part_removes_nothing() {
    let (limier, old) = grown();
    let place = limier.path("ix");
    let new = files(&place);
    // The segments of both, and decisions of the later.
    let small = ["limier.json", ".limier.json.copy", "meta.json", ".meta.json.copy"];
    restore(&old, |name| name.len() > 32 || small.contains(&name));
    let there = stores(&limier);
    assert!(there.len() > 1, "{there:?}");
    is_refused(&limier, &[&["index", "in"], &["delete", "Le pont rouvre."]], "decisions.jsonl");
    assert_eq!(stores(&limier), there);
    restore(&new, |name| small.contains(&name));
    limier.call("check").text();
    assert_eq!(limier.len(), 2);
}

#[test]
fn a_list_of_another_index_with_its_segments_takes_no_article_away() {
    let other = indexed("Un autre pont.");
    let (limier, _) = grown();
    let place = limier.path("ix");
    for (path, bytes) in files(&other.path("ix")) {
        if name(&path).len() > 32 || name(&path) == "meta.json" {
            fs::write(place.join(name(&path)), bytes).unwrap();
        }
    }
    for name in [".meta.json.copy", ".limier.json.copy"] {
        fs::remove_file(place.join(name)).unwrap();
    }
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (0, 2), "{repair:?}");
    assert!(repair.stdout.contains("it was damaged: meta.json"), "{repair:?}");
    assert_eq!(limier.search("autre").output().code, 1, "it is of the other index");
    limier.call("check").text();
}

#[test]
fn decisions_that_the_manifest_does_not_know_of_are_kept_by_a_repair_and_carried_out() {
    let (limier, _) = grown();
    let place = limier.path("ix");
    let before = files(&place);
    limier.call("delete").args(["c", "--because", "erreur"]).text();
    let later = files(&place);
    for path in later.keys() {
        fs::remove_file(path).unwrap();
    }
    restore(&before, |_| true);
    restore(&later, |name| name.contains("decisions.jsonl"));
    is_refused(&limier, &[&["search", "pont"], &["index", "in"]], "decisions.jsonl");
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!((repair.code, limier.len()), (1, 1), "{repair:?}");
    assert!(repair.stdout.contains("decided were carried out"), "{repair:?}");
    assert!(limier.index("in").arg("--force").text().contains("2 left out: deleted"));
    limier.call("check").text();
}

#[test]
fn a_file_that_changed_replaces_its_articles_also_where_it_was_forgotten() {
    let (limier, _) = grown();
    for name in ["inputs.jsonl", ".inputs.jsonl.copy"] {
        fs::remove_file(limier.path("ix").join(name)).unwrap();
    }
    let repair = limier.call("check").arg("--repair").text();
    assert!(repair.contains("reads all files again"), "{repair}");
    let text = json_lines([json!({"id": "c", "title": "Un quatrième pont", "body": "Il ouvre."})]);
    let limier = limier.file("in/c.jsonl", text);
    assert!(limier.index("in").text().contains("2 replaced"));
    assert_eq!((limier.len(), limier.ids("quatrième")), (2, vec!["c".to_owned()]));
}

#[test]
fn an_index_without_its_manifest_is_no_folder_of_something_else() {
    let (limier, _) = grown();
    for name in ["limier.json", ".limier.json.copy"] {
        fs::remove_file(limier.path("ix").join(name)).unwrap();
    }
    is_refused(&limier, &[&["search", "pont"], &["index", "in"], &["check"]], "limier.json");
    limier.call("check").arg("--repair").text();
    assert_eq!(limier.len(), 2);
}
