//! A process that is killed, at any moment of any command that writes: the next command finds the
//! state before or the one after, completes it, and leaves no file that is of no use. Readers
//! beside it, other users among them, see whole commits.
//!
//! The index is small, so that a kill meets a write; what a kill may leave is tried call by call
//! beside the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANALYZER_VERSION, INDEX, Limier, json_lines, unsealed};

const ARTICLES: usize = 200;

/// A sequence of numbers that look drawn by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        // A linear congruential generator with the constants of Knuth's MMIX.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn edition(number: u64) -> String {
    json_lines((0..ARTICLES).map(|article| {
        json!({
            "id": format!("a{article}"),
            "title": format!("Article {article}"),
            "body": format!("Édition {number} de l’article {article}, dit la mairie de la ville."),
            "date": "2024-03-12",
        })
    }))
}

/// The edition of each article, by id, as an export tells them.
fn editions(limier: &Limier) -> BTreeMap<String, String> {
    let export = limier.call("export").output();
    assert!(export.code < 2, "{}", export.stderr);
    let lines = export.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    // In front of them stands what was decided.
    let articles = lines.filter(|line| line.get("decision").is_none());
    let edition = |article: Value| {
        let body = article["body"].as_str().unwrap_or_default();
        let number = body.split(' ').nth(1).unwrap_or_default();
        (article["id"].as_str().unwrap().to_owned(), number.to_owned())
    };
    articles.map(edition).collect()
}

/// Checks that the index has no file of segments that its list does not name.
fn check_files(limier: &Limier, state: &str) {
    let manifest: Value = serde_json::from_str(&unsealed(&limier.path("ix/limier.json"))).unwrap();
    let folder = match manifest["generation"].as_u64() {
        None => INDEX.to_owned(),
        Some(generation) => format!("{INDEX}/segments-{generation}"),
    };
    let meta: Value =
        serde_json::from_str(&unsealed(&limier.path(&folder).join("meta.json"))).unwrap();
    let mut known = BTreeSet::new();
    for segment in meta["segments"].as_array().unwrap() {
        let id = segment["segment_id"].as_str().unwrap().replace('-', "");
        for name in ["idx", "pos", "term", "store", "fast", "fieldnorm", "lexicon"] {
            known.insert(format!("{id}.{name}"));
        }
        if let Some(opstamp) = segment["deletes"]["opstamp"].as_u64() {
            known.insert(format!("{id}.{opstamp}.del"));
        }
    }
    for folder in [INDEX, &folder] {
        for entry in fs::read_dir(limier.path(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let is_of_segment =
                name.len() > 32 && name.is_char_boundary(32) && !name.starts_with("segments-");
            assert!(!is_of_segment || known.contains(&name), "{state}: {name} is of no use");
            assert!(!name.contains(".new"), "{state}: {name}");
        }
    }
    let folders = fs::read_dir(limier.path(INDEX)).unwrap();
    let folders = folders.filter(|entry| entry.as_ref().unwrap().file_type().unwrap().is_dir());
    assert_eq!(folders.count(), usize::from(folder != INDEX), "{state}");
}

/// Runs a command and kills it after so many microseconds, unless it has ended.
fn killed(mut command: Command, after: u64) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(Duration::from_micros(after));
    let _ = child.kill();
    child.wait().unwrap();
}

fn kills(count: u64) {
    let limier = Limier::new().file("articles.jsonl", edition(0)).indexed();
    let mut chance = Chance(2024);
    let mut number = 0;
    for kill in 0..count {
        let before = editions(&limier);
        let mut command = limier.command();
        let state = match chance.below(4) {
            0 | 1 => {
                number += 1;
                fs::write(limier.path("articles.jsonl"), edition(number)).unwrap();
                command.args(["index", "--index", INDEX, "articles.jsonl"]);
                format!("kill {kill} of edition {number}")
            }
            2 => {
                let id = format!("extra{kill}");
                let article = json!({"id": id, "title": "De trop", "body": "Édition x"});
                limier.index("-").stdin(format!("{article}\n")).text();
                command.args(["delete", "--index", INDEX, &id]);
                format!("kill {kill} of a deletion")
            }
            _ => {
                // As a limier with other words would have left it.
                let path = limier.path("ix/limier.json");
                let manifest = unsealed(&path);
                let older = manifest
                    .replace(&format!("\"analyzer\": {ANALYZER_VERSION}"), "\"analyzer\": 2");
                assert_ne!(manifest, older);
                fs::write(&path, older).unwrap();
                command.args(["check", "--repair", "--index", INDEX]);
                format!("kill {kill} of a rebuild")
            }
        };
        killed(command, chance.below(60_000));
        let after = editions(&limier);
        let of_file = |editions: &BTreeMap<String, String>| {
            let of_file = editions.iter().filter(|(id, _)| id.starts_with('a'));
            of_file.map(|(_, edition)| edition.clone()).collect::<Vec<_>>()
        };
        let [old, new] = [&before, &after].map(of_file);
        let is_new =
            new.len() == ARTICLES && new.iter().all(|edition| *edition == number.to_string());
        assert!(new == old || is_new, "{state}: {new:?} after {old:?}");
        let lost: Vec<_> = before.keys().filter(|id| !after.contains_key(*id)).collect();
        assert!(lost.iter().all(|id| id.starts_with("extra")), "{state}: {lost:?} lost");
        let next = json!({"id": "next", "title": "Le suivant", "body": "Édition y"});
        let output = limier.index("-").stdin(format!("{next}\n")).output();
        assert_eq!(output.code, 0, "{state}: {}", output.stderr);
        check_files(&limier, &state);
        if kill % 20 == 0 {
            limier.call("check").text();
        }
        limier.index("articles.jsonl").output();
        assert_eq!(limier.ids("suivant"), ["next"], "{state}");
    }
}

#[test]
fn a_kill_stops_no_later_command() {
    kills(8);
}

#[test]
#[ignore = "needs minutes"]
fn long_a_thousand_kills_stop_no_later_command() {
    kills(1_000);
}

/// Reads until the writer has ended: each answer must be that of a commit. Returns how many
/// there were.
#[cfg(unix)]
fn read_on(mut search: impl FnMut() -> Command, is_over: &std::sync::atomic::AtomicBool) -> usize {
    let mut answers = 0;
    while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
        let output = search().output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        let stdout = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<_> = stdout.lines().filter_map(|line| line.split("Tirage ").nth(1)).collect();
        let editions: BTreeSet<_> = rows.iter().map(|row| &row[..3]).collect();
        assert_eq!((editions.len(), rows.len()), (1, 50), "{stdout}");
        answers += 1;
    }
    answers
}

/// Readers beside a writer, some of them as another user who may write nothing.
#[cfg(unix)]
fn readers(commits: u64, readers: usize, others: usize) {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::sync::atomic::{AtomicBool, Ordering};
    let print = |number: u64| {
        json_lines((0..50).map(|article| {
            json!({"id": format!("a{article}"), "title": format!("Tirage {number:03}"),
                   "body": format!("Le texte {article} du tirage {number}.")})
        }))
    };
    let limier = Limier::new().file("articles.jsonl", print(0)).indexed();
    fs::set_permissions(limier.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let program = limier.path("limier");
    assert!(
        Command::new("cp").arg(crate::support::PROGRAM).arg(&program).status().unwrap().success()
    );
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..readers)
            .map(|number| {
                let (limier, program, is_over) = (&limier, &program, &is_over);
                scope.spawn(move || {
                    let search = || {
                        let mut search = Command::new(program);
                        search.current_dir(limier.path("")).env_clear();
                        search.args(["search", "tirage", "--index", INDEX, "-n", "50"]);
                        search.args(["--format", "tsv", "--no-group"]);
                        if number < others {
                            search.uid(65_534).gid(65_534);
                        }
                        search
                    };
                    read_on(search, is_over)
                })
            })
            .collect();
        for number in 1..=commits {
            fs::write(limier.path("articles.jsonl"), print(number)).unwrap();
            limier.index("articles.jsonl").text();
        }
        is_over.store(true, Ordering::Relaxed);
        let answers: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        assert!(answers >= readers, "{answers} answers");
    });
}

#[cfg(unix)]
#[test]
fn readers_beside_a_writer_see_whole_commits() {
    readers(4, 4, 0);
}

#[cfg(unix)]
#[test]
#[ignore = "needs minutes and a superuser"]
fn long_a_hundred_readers_of_two_users_beside_a_writer_see_whole_commits() {
    readers(50, 100, 40);
}

#[cfg(unix)]
#[test]
fn a_reader_that_is_stopped_blocks_no_one() {
    let limier = Limier::new().file("articles.jsonl", edition(0)).indexed();
    for wait in [1, 3, 5, 8, 12] {
        let mut reader = limier.command();
        reader.args(["search", "mairie", "--index", INDEX]).stdout(Stdio::null());
        let mut reader = reader.spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        let pid = reader.id().to_string();
        let send = |signal: &str| Command::new("kill").args(["-s", signal, &pid]).status().unwrap();
        send("STOP");
        limier.index("articles.jsonl").arg("--force").text();
        assert_eq!(limier.len(), ARTICLES as u64);
        send("CONT");
        assert!(reader.wait().unwrap().success());
    }
}
