//! `--pre`: files of which a program makes text before they are read.
//!
//! The programs are scripts that note each of their runs.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::support::{Limier, summary};

/// A program that notes what it is run for, and makes an article of it.
const CONVERT: &str = "echo \"$1\" >>runs\nprintf 'Le pont\\n\\nRouvert : '; cat \"$1\"";

/// Returns a folder with a file that is not read by itself, and programs.
fn press(programs: &[(&str, &str)]) -> Limier {
    let mut limier = Limier::new().file("docs/a.pdf", "lundi").file("docs/b.txt", "Le port");
    for (name, program) in programs {
        let source = format!("{name}.sh");
        limier = limier.file(&source, format!("#!/bin/sh\n{program}\n"));
        // Written by another process: one that a test starts meanwhile would have it open, and
        // what is open for writing cannot be run.
        let copied = Command::new("cp").args([limier.path(&source), limier.path(name)]).status();
        assert!(copied.unwrap().success());
        fs::set_permissions(limier.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    limier
}

fn runs(limier: &Limier) -> usize {
    fs::read_to_string(limier.path("runs")).unwrap_or_default().lines().count()
}

const PRE: [&str; 4] = ["--pre", "./convert", "--pre-glob", "*.pdf"];

#[test]
fn a_program_makes_text_of_files_once() {
    let limier = press(&[("convert", CONVERT), ("other", "echo Le viaduc")]);
    limier.index("docs").args(PRE).stdout(summary(2, 0, 0, 2, 2)).run();
    assert_eq!(limier.article("docs/a.pdf")["body"], "Rouvert : lundi");
    let unchanged = summary(0, 0, 0, 0, 2) + "2 files unchanged\n";
    limier.index("docs").args(PRE).stdout(unchanged.clone()).run();
    // Nor is it run when it is not given; what it made stays.
    limier.index("docs").stdout(unchanged).run();
    assert_eq!(runs(&limier), 1);
    fs::write(limier.path("docs/a.pdf"), "mardi").unwrap();
    limier
        .index("docs")
        .stderr(
            "docs/a.pdf: not read: changed since a program made text of it (to be given again)\n",
        )
        .stdout(
            summary(0, 0, 0, 0, 2)
                + "1 file unchanged\n1 file not read: changed since a program made text of it\n",
        )
        .run();
    assert_eq!(limier.ids("lundi"), ["docs/a.pdf"]);
    // Even then the file is not one that is read.
    limier.index("docs").arg("--force").output();
    assert_eq!(limier.ids("lundi"), ["docs/a.pdf"]);
    limier.index("docs").args(PRE).output();
    assert_eq!((limier.ids("mardi").len(), limier.ids("lundi").len(), runs(&limier)), (1, 0, 2));
    limier.index("docs").args(["--pre", "./other", "--pre-glob", "*.pdf"]).output();
    assert_eq!((limier.ids("viaduc").len(), limier.len()), (1, 2));
    fs::remove_file(limier.path("docs/a.pdf")).unwrap();
    let pruned = limier.index("docs").arg("--prune").text();
    assert!(pruned.ends_with("1 article removed\n"), "{pruned}");
}

#[test]
fn every_file_is_given_to_it_without_a_glob_and_as_one_argument() {
    let name = "docs/l'été; touch forged $(touch forged).pdf";
    let page = format!("<html><title>Le pont</title><p>{}", "Il rouvre ce matin. ".repeat(20));
    let convert = format!("echo $# \"$1\" >>runs\necho '{page}'");
    let limier = press(&[("convert", &convert)]).file(name, "x").file("-x.txt", "x");
    limier.index("docs").args(["--pre", "./convert", "--", "-x.txt"]).output();
    let runs = fs::read_to_string(limier.path("runs")).unwrap();
    assert_eq!(runs, format!("1 docs/a.pdf\n1 docs/b.txt\n1 {name}\n1 ./-x.txt\n"));
    assert!(!limier.path("forged").exists());
    // What it prints is known by itself, whatever the name of the file.
    assert_eq!(limier.article(name)["title"], "Le pont");
}

/// Checks what is said of a program that makes nothing, and that nothing is lost by it.
#[track_caller]
fn check(program: &str, said: &str) {
    let limier = press(&[("convert", CONVERT), ("faulty", program)]);
    let faulty = ["--pre", "./faulty", "--pre-glob", "*.pdf"];
    let rejected = format!("docs/a.pdf: not converted: {said}; try the command on this file\n");
    let call = || limier.index("docs").args(faulty).code(1);
    call().stderr(rejected.clone()).stdout(summary(1, 0, 1, 1, 1)).run();
    let again = limier.index("docs").args(faulty).text();
    assert!(again.contains("2 files unchanged, with 1 record rejected before"), "{again}");
    limier.index("docs").args(PRE).stdout(summary(1, 0, 0, 1, 2) + "1 file unchanged\n").run();
    call().stderr(rejected).stdout(summary(0, 0, 1, 0, 2) + "1 file unchanged\n").run();
    assert_eq!(limier.ids("lundi"), ["docs/a.pdf"]);
}

#[test]
fn a_program_that_makes_nothing_is_told_with_its_first_line() {
    check("echo >&2; echo 'no xref' >&2; echo more >&2; exit 3", "exit code 3: no xref");
    check("echo Le pont; exit 1", "exit code 1");
    check("kill -9 $$", "killed by signal 9");
    check("echo ' '; echo nothing there >&2", "nothing was printed: nothing there");
    check(
        "printf '\\000\\001\\002\\003\\000\\001\\002\\003\\000'",
        "neither text nor a page was printed",
    );
    check("printf 'a\\033[31m\\rb\\nc' >&2; exit 1", "exit code 1: a\u{FFFD}[31m b");
}

#[test]
fn a_program_that_cannot_be_run_is_told() {
    let limier = press(&[]);
    for program in ["./nowhere", "./docs/b.txt"] {
        let output = limier
            .index("docs")
            .args(["--pre", program, "--pre-glob", "*.pdf", "--force"])
            .output();
        let said = format!("docs/a.pdf: not converted: {program} cannot be run: ");
        assert!(output.stderr.starts_with(&said), "{}", output.stderr);
        assert_eq!((output.stderr.lines().count(), output.code), (1, 1));
    }
}

#[test]
fn a_file_for_which_the_system_ran_no_program_is_tried_again() {
    let limier = press(&[("convert", CONVERT)]);
    let mode = |mode| fs::set_permissions(limier.path("convert"), fs::Permissions::from_mode(mode));
    mode(0o644).unwrap();
    let output = limier.index("docs").args(PRE).output();
    assert!(output.stderr.contains("./convert cannot be run: Permission denied"), "{output:?}");
    mode(0o755).unwrap();
    limier.index("docs").args(PRE).stdout(summary(1, 0, 0, 1, 2) + "1 file unchanged\n").run();
}

#[test]
fn what_a_program_prints_is_bounded() {
    check("yes Le pont rouvre", "more than 64 MB of text");
    let limier = press(&[("convert", "yes message | head -c 20000000 >&2; echo Le pont")]);
    limier.index("docs").args(PRE).stdout(summary(2, 0, 0, 2, 2)).run();
    let line = "x".repeat(10_000);
    check(&format!("echo {line} >&2; exit 1"), &format!("exit code 1: {}", &line[..200]));
}

#[test]
fn a_process_that_a_program_leaves_behind_is_not_waited_for() {
    let limier = press(&[("convert", "sleep 30 >/dev/null & exit 4")]);
    let start = std::time::Instant::now();
    let output = limier.index("docs").args(PRE).output();
    assert_eq!(
        output.stderr,
        "docs/a.pdf: not converted: exit code 4; try the command on this file\n"
    );
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_glob_needs_a_program_and_must_be_one() {
    let limier = press(&[("convert", CONVERT)]);
    let refused = limier.index("docs").args(["--pre-glob", "*.pdf"]).output();
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--pre <COMMAND>"), "{}", refused.stderr);
    let refused = limier.index("docs").args(["--pre", "./convert", "--pre-glob", "["]).output();
    assert_eq!((refused.code, runs(&limier)), (2, 0), "{}", refused.stderr);
}

#[test]
fn entries_of_archives_are_not_given_to_it() {
    let limier = press(&[("convert", CONVERT)]);
    let packed = Command::new("tar")
        .args(["-cf", "docs/a.tar", "-C", "docs", "a.pdf"])
        .current_dir(limier.path(""))
        .status();
    assert!(packed.unwrap().success());
    fs::remove_file(limier.path("docs/a.pdf")).unwrap();
    let output = limier.index("docs").args(PRE).output();
    assert!(output.stderr.starts_with("docs/a.tar/a.pdf: not read: .pdf"), "{}", output.stderr);
    assert_eq!(runs(&limier), 0);
}
