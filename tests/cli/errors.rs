//! Indexes that cannot be used: each gets a plain sentence that says what to do, exit
//! code 2, and is left as it is.

use std::fs;
use std::path::Path;

use crate::support::{ANALYZER_VERSION, Call, FORMAT_VERSION, INDEX, Limier, unsealed};

const PONT: &str = "Le pont rouvre\n\nLes camions attendent encore.\n";

fn press() -> Limier {
    Limier::new().file("a.txt", PONT).indexed()
}

/// Returns a call of each command that reads an index.
fn readers(limier: &Limier) -> [Call<'_>; 4] {
    [
        limier.search("pont"),
        limier.search("pont").args(["--format", "json"]),
        limier.show("a.txt"),
        limier.info(),
    ]
}

/// Checks that every command, reading and writing, stops with this message.
#[track_caller]
fn check_all(limier: &Limier, stderr: &str) {
    for call in readers(limier).into_iter().chain([limier.index("a.txt")]) {
        call.stderr(stderr).code(2).run();
    }
}

#[test]
fn a_missing_index_is_said_to_be_missing() {
    let limier = Limier::new();
    let message = "error: no index in ix; make one with `limier index PATH…`, or name another \
                   folder with --index\n";
    for call in readers(&limier) {
        call.stderr(message).code(2).run();
    }
    assert!(!limier.path(INDEX).exists(), "looking makes nothing");
    let limier = Limier::new().file("ix/.gitignore", "*");
    for call in readers(&limier) {
        call.stderr(message).code(2).run();
    }
}

#[test]
fn an_empty_folder_becomes_an_index() {
    let limier = Limier::new().file("a.txt", PONT).file("ix/.gitignore", "*");
    limier.index("a.txt").text();
    assert_eq!(limier.len(), 1);
    assert!(limier.path("ix/.gitignore").exists());
}

#[test]
fn a_folder_with_other_files_is_no_index() {
    let limier = Limier::new().file("a.txt", PONT).file("ix/photo.jpg", "…");
    check_all(
        &limier,
        "error: ix holds files that are no limier index; name an empty or new folder with \
         --index\n",
    );
    let files: Vec<_> = fs::read_dir(limier.path(INDEX)).unwrap().collect();
    assert_eq!(files.len(), 1, "nothing was written beside the photo");
}

/// Writes `now` over `before` in the manifest.
fn edit_manifest(limier: &Limier, before: &str, now: &str) {
    let path = limier.path("ix/limier.json");
    let json = unsealed(&path);
    assert!(json.contains(before), "{before} in {json}");
    fs::write(path, json.replace(before, now)).unwrap();
}

#[test]
fn an_index_of_a_newer_limier_is_refused_and_nobody_is_told_to_delete_it() {
    for (what, version) in [("format", FORMAT_VERSION), ("analyzer", ANALYZER_VERSION)] {
        let limier = press();
        let other = version + 1;
        let [before, now] = [version, other].map(|version| format!("\"{what}\": {version}"));
        edit_manifest(&limier, &before, &now);
        let message = format!(
            "error: the index in ix has {what} {other}, this limier knows {version} at most; use \
             the limier that made it, or name another folder with --index\n"
        );
        check_all(&limier, &message);
        limier.call("check").arg("--repair").stderr(message.as_str()).code(2).run();
    }
}

#[test]
fn an_index_that_is_too_old_is_refused() {
    let limier = press();
    edit_manifest(&limier, &format!("\"format\": {FORMAT_VERSION}"), "\"format\": 3");
    check_all(
        &limier,
        "error: the index in ix has format 3, this limier reads 4 and later; index the \
         collection again, into another folder with --index\n",
    );
}

#[test]
fn an_index_with_words_of_an_older_analyzer_is_made_anew_before_it_is_searched() {
    let limier = press();
    edit_manifest(&limier, &format!("\"analyzer\": {ANALYZER_VERSION}"), "\"analyzer\": 0");
    for call in readers(&limier) {
        let message = format!(
            "error: the index in ix has analyzer 0, this limier needs {ANALYZER_VERSION}; \
             `limier check --repair` makes it anew from its own articles\n"
        );
        call.stderr(message).code(2).run();
    }
    limier.call("check").arg("--repair").text();
    assert_eq!(limier.ids("pont"), ["a.txt"]);
}

const DAMAGED: &str = "error: the index in ix is damaged; `limier check --repair` makes it whole \
                       from what can be read\n";

/// Checks that every command says the index is damaged, with a cause below.
#[track_caller]
fn check_damaged(limier: &Limier) {
    for call in readers(limier).into_iter().chain([limier.index("a.txt")]) {
        let output = call.output();
        let causes = output.stderr.strip_prefix(DAMAGED);
        let causes: Vec<&str> = causes.unwrap_or_default().lines().collect();
        let all = causes.iter().all(|line| line.starts_with("  because: "));
        assert!(!causes.is_empty() && all, "{}", output.stderr);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    }
}

/// Makes a file half as long.
fn halve(path: &Path) {
    let content = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(path, &content[..content.len() / 2]).unwrap();
}

#[test]
fn a_lexicon_cut_short_is_damage() {
    let limier = press();
    halve(&limier.index_file("lexicon"));
    check_damaged(&limier);
}

#[test]
fn a_missing_lexicon_is_damage() {
    let limier = press();
    fs::remove_file(limier.index_file("lexicon")).unwrap();
    check_damaged(&limier);
}

#[test]
fn a_file_of_a_segment_cut_short_is_damage() {
    for extension in ["term", "idx", "pos", "store", "fast", "fieldnorm"] {
        let limier = press();
        halve(&limier.index_file(extension));
        check_damaged(&limier);
    }
}

#[test]
fn a_missing_file_of_a_segment_is_damage() {
    for extension in ["term", "idx", "store", "fast", "fieldnorm"] {
        let limier = press();
        fs::remove_file(limier.index_file(extension)).unwrap();
        check_damaged(&limier);
    }
}

#[test]
fn missing_positions_are_damage_where_they_are_needed() {
    let limier = press();
    fs::remove_file(limier.index_file("pos")).unwrap();
    let output = limier.search("pont camions").output();
    assert!(output.stderr.starts_with(DAMAGED), "{}", output.stderr);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
}

#[test]
fn a_manifest_that_cannot_be_read_is_damage() {
    let limier = press();
    fs::write(limier.path("ix/limier.json"), "garbage").unwrap();
    check_all(&limier, &format!("{DAMAGED}  because: its manifest, limier.json, cannot be read\n"));
}

#[test]
fn a_list_of_segments_that_cannot_be_read_is_damage() {
    let limier = press();
    fs::write(limier.path("ix/meta.json"), "garbage").unwrap();
    check_damaged(&limier);
    let output = limier.search("pont").output();
    assert!(output.stderr.contains("meta.json"), "{}", output.stderr);
}

#[test]
fn an_index_with_other_fields_is_damage() {
    let limier = press();
    let path = limier.path("ix/meta.json");
    let json = unsealed(&path);
    assert!(json.contains("\"name\": \"tags\""), "{json}");
    fs::remove_file(&path).unwrap();
    fs::write(path, json.replace("\"name\": \"tags\"", "\"name\": \"labels\"")).unwrap();
    check_all(&limier, &format!("{DAMAGED}  because: its fields are not those of limier\n"));
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let limier = press();
    let files = fs::read_dir(limier.path("ix")).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|file| file.is_file()).collect::<Vec<_>>() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if file.extension().is_some_and(|kind| kind == "lock") {
            continue;
        }
        let whole = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
        for command in [&["search", "pont"][..], &["check"], &["delete", "a"]] {
            let output = limier.call(command[0]).args(&command[1..]).output();
            let is_told = output.code == 2 || command[0] != "check";
            assert!(is_told && output.code <= 2, "{name}: {output:?}");
        }
        if file.metadata().is_ok_and(|file| !file.is_file()) {
            fs::remove_file(&file).unwrap();
        }
        fs::write(&file, whole).unwrap();
    }
}

#[test]
fn a_list_that_names_more_articles_than_there_are_bytes_is_damage() {
    let limier = press();
    let path = limier.path("ix/meta.json");
    let json = unsealed(&path);
    let (before, rest) = json.split_once("\"max_doc\": ").unwrap();
    let behind = rest.trim_start_matches(|char: char| char.is_ascii_digit());
    fs::remove_file(&path).unwrap();
    fs::write(path, format!("{before}\"max_doc\": 4000000000{behind}")).unwrap();
    check_damaged(&limier);
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!(repair.code, 0, "{}", repair.stderr);
    assert_eq!(limier.search("pont").output().code, 0);
}

#[test]
fn an_index_without_its_list_of_segments_cannot_be_read() {
    let limier = press();
    fs::remove_file(limier.path("ix/meta.json")).unwrap();
    for call in readers(&limier) {
        let output = call.output();
        assert!(output.stderr.starts_with("error: "), "{}", output.stderr);
        assert!(output.stderr.contains(" ix"), "the folder is named: {}", output.stderr);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    }
}

#[test]
fn an_index_that_lost_its_list_of_segments_is_damaged() {
    let limier = press();
    fs::remove_file(limier.path("ix/meta.json")).unwrap();
    check_damaged(&limier);
}

#[test]
fn no_folder_can_be_made_below_a_file() {
    let limier = Limier::new().file("a.txt", PONT);
    for dir in ["a.txt/ix", "a.txt"] {
        let output = limier.bare("index").args(["a.txt", "--index", dir]).output();
        assert!(output.stderr.starts_with("error: "), "{}", output.stderr);
        assert!(output.stderr.contains(dir), "{}", output.stderr);
        assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    }
    assert_eq!(fs::read_to_string(limier.path("a.txt")).unwrap(), PONT);
}

#[test]
fn nobody_is_told_to_delete_a_file_that_is_no_index() {
    let limier = Limier::new().file("a.txt", PONT);
    for dir in ["a.txt/ix", "a.txt"] {
        for command in ["index", "search"] {
            let output = limier.bare(command).args(["a.txt", "--index", dir]).output();
            assert!(!output.stderr.contains("delete the folder"), "{}", output.stderr);
            assert_eq!((output.code, output.stdout.as_str()), (2, ""));
        }
    }
}

#[test]
fn an_index_that_cannot_be_written_is_said() {
    // A folder stands where the manifest is written first.
    let limier = Limier::new().file("a.txt", PONT).file("ix/.limier.json.new/file", "");
    let output = limier.index("a.txt").output();
    let told = "error: cannot write ix/limier.json; see that there is room and that you may write \
                there, or name another place\n  because: ";
    assert!(output.stderr.starts_with(told), "{}", output.stderr);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_said() {
    let limier = press();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = limier.command().args(["info", "--index", INDEX]).stdout(full).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: cannot write the output; make room for it, or write it elsewhere\n  because: No space left on device (os error 28)\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn an_empty_command_line_shows_the_help() {
    let output = Limier::new().command().output().unwrap();
    let help = String::from_utf8(output.stderr).unwrap();
    for command in ["index", "search", "show", "info"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
    }
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[cfg(unix)]
#[test]
fn an_index_can_be_read_by_whom_the_umask_lets() {
    use std::os::unix::fs::PermissionsExt;
    let limier = Limier::new().file("a.txt", PONT).indexed();
    let mode = |name| fs::metadata(limier.path(name)).unwrap().permissions().mode();
    for name in ["ix/meta.json", "ix/inputs.jsonl", "ix/limier.json"] {
        assert_eq!(mode(name), mode("a.txt"), "{name}");
    }
}

#[test]
fn wrong_bytes_never_panic() {
    let articles = "Le pont rouvre.\n\nLes camions attendent encore, dit l’avocat.\n";
    let whole = Limier::new().file("a.txt", articles).indexed();
    let files = ["term", "idx", "pos", "store", "fast", "fieldnorm", "lexicon"];
    for path in files.map(|extension| whole.index_file(extension)) {
        let content = fs::read(&path).unwrap();
        for at in (0..content.len()).step_by(23) {
            let mut damaged = content.clone();
            damaged[at] ^= 0xFF;
            fs::remove_file(&path).unwrap();
            fs::write(&path, damaged).unwrap();
            for call in readers(&whole) {
                let output = call.output();
                let name = path.extension().unwrap().to_string_lossy().into_owned();
                assert!((0..=2).contains(&output.code), "byte {at} of {name}: {output:?}");
                for word in ["panicked", "stopped on a fault"] {
                    assert!(!output.stderr.contains(word), "byte {at} of {name}: {output:?}");
                }
            }
        }
        fs::remove_file(&path).unwrap();
        fs::write(&path, content).unwrap();
    }
}

#[test]
fn a_list_of_files_that_is_damaged_is_told_and_costs_no_article() {
    let limier = Limier::new().file("a.txt", "Le pont\n\nIl rouvre.").indexed();
    fs::write(limier.path("ix/inputs.jsonl"), "garbage\n").unwrap();
    for call in [limier.call("check"), limier.index("a.txt")] {
        let output = call.output();
        assert_eq!(output.code, 2);
        let advice = "`limier check --repair` makes it whole from what can be read";
        assert!(output.stderr.contains(advice), "{}", output.stderr);
    }
    let repaired = limier.call("check").args(["--repair"]).text();
    assert!(repaired.starts_with("inputs.jsonl: made again from its copy\n"), "{repaired}");
    limier.index("a.txt").output();
    assert_eq!((limier.ids("pont").len(), limier.len()), (1, 1));
}

#[cfg(not(feature = "cluster"))]
#[test]
fn a_collection_in_a_cluster_asks_for_a_program_that_can() {
    let limier = Limier::new().file("a.txt", "Le pont\n\nIl rouvre.");
    for (command, argument) in [("search", "pont"), ("index", "a.txt"), ("export", "pont")] {
        let secret = "opensearch+https://lea:secret@node1:9200/presse";
        let output = limier.bare(command).env("LIMIER_INDEX", secret).arg(argument).output();
        let told = "error: opensearch+… is in a cluster, and this limier was built without clusters; \
                    build it with `cargo install --path . --features cluster`\n";
        assert_eq!((output.code, output.stderr.as_str()), (2, told));
    }
    assert!(!limier.path("opensearch+https:").exists());
}
