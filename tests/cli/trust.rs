//! What people trust an index with: it is never stuck, never served damaged, never told to be
//! damaged when it is not, and nothing outside of it is touched.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::{INDEX, Limier, PROGRAM};

fn press() -> Limier {
    Limier::with_articles([
        ("pont", "Le pont rouvre", "Les camions attendront encore, dit la mairie."),
        ("crue", "Le quai ferme", "La Loire monte : les quais sont fermés."),
    ])
}

/// Returns the files of the index whose names end in `end`.
fn files(limier: &Limier, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(limier.path(INDEX)).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.to_string_lossy().ends_with(end)).collect()
}

#[test]
fn what_a_kill_left_stops_no_later_command_and_goes() {
    let limier = press().file("crue.jsonl", "{\"id\": \"crue\", \"title\": \"La Loire baisse\"}\n");
    let segment = limier.index_file("store");
    let segment = segment.file_stem().unwrap().to_string_lossy().into_owned();
    // Deletions that were written, and no commit that has them.
    for opstamp in 0..200 {
        fs::write(limier.path(&format!("ix/{segment}.{opstamp}.del")), "half").unwrap();
    }
    let orphan = format!("ix/{}.store", "0".repeat(32));
    for name in [&orphan, "ix/.meta.json.new", "ix/.inputs.jsonl.new"] {
        fs::write(limier.path(name), "half").unwrap();
    }
    limier.index("crue.jsonl").text();
    assert_eq!(limier.ids("Loire"), ["crue"]);
    assert_eq!(limier.ids("pont"), ["pont"]);
    assert!(!limier.path(&orphan).exists());
    assert!(files(&limier, ".new").is_empty() && files(&limier, ".del").len() < 2);
    limier.call("check").text();
}

#[test]
fn a_flipped_bit_is_neither_served_nor_merged() {
    let limier = press();
    let store = limier.index_file("store");
    let mut bytes = fs::read(&store).unwrap();
    bytes[30] ^= 1;
    fs::write(&store, bytes).unwrap();
    let name = store.file_name().unwrap().to_string_lossy().into_owned();
    for number in 0..10 {
        let more = format!("{{\"id\": \"{number}\", \"title\": \"Le marché {number}\"}}\n");
        let output = limier.index("-").stdin(more).output();
        assert_eq!(output.code, 2, "{}", output.stderr);
        assert!(output.stderr.contains(&name), "{}", output.stderr);
    }
    for call in [limier.search("pont"), limier.call("check"), limier.call("export")] {
        let output = call.output();
        assert!(output.code == 2 && output.stderr.contains(&name), "{output:?}");
        assert!(!output.stdout.contains("camions"), "{output:?}");
    }
}

#[test]
fn names_in_files_of_an_index_touch_nothing_outside_of_it() {
    let limier = press().file("mine.txt", "Le mien");
    let names = ["../mine.txt", &limier.path("mine.txt").display().to_string()].map(str::to_owned);
    fs::write(limier.path("ix/.managed.json"), serde_json::to_vec(&names).unwrap()).unwrap();
    limier.index("-").stdin("{\"id\": \"c\", \"title\": \"Le marché\"}\n").text();
    assert_eq!(fs::read_to_string(limier.path("mine.txt")).unwrap(), "Le mien");
    // A kind of file that no version has, with a way out of the folder.
    let path = limier.path("ix/meta.json");
    let meta = crate::support::unsealed(&path);
    assert!(meta.contains("\"lexicon\""), "{meta}");
    fs::write(&path, meta.replace("\"lexicon\"", "\"/../../mine.txt\"")).unwrap();
    for call in [limier.search("pont"), limier.index("mine.txt")] {
        assert_eq!(call.output().code, 2);
    }
    assert_eq!(fs::read_to_string(limier.path("mine.txt")).unwrap(), "Le mien");
}

#[cfg(unix)]
#[test]
fn links_in_an_index_are_not_followed_when_it_is_written() {
    use std::os::unix::fs::symlink;
    for name in [".limier.json.new", ".meta.json.new", ".inputs.jsonl.new", ".tantivy-writer.lock"]
    {
        let limier = press().file("mine.txt", "Le mien");
        let place = limier.path(&format!("ix/{name}"));
        let _ = fs::remove_file(&place);
        symlink(limier.path("mine.txt"), &place).unwrap();
        limier.index("-").stdin("{\"id\": \"c\", \"title\": \"Le marché\"}\n").output();
        assert_eq!(fs::read_to_string(limier.path("mine.txt")).unwrap(), "Le mien", "{name}");
    }
}

#[cfg(unix)]
#[test]
fn files_of_an_index_keep_the_rights_they_were_given() {
    use std::os::unix::fs::PermissionsExt;
    let limier = press();
    let mode = |name: &str| limier.path(name).metadata().unwrap().permissions().mode() & 0o777;
    let names = ["ix/meta.json", "ix/limier.json", "ix/inputs.jsonl"];
    for name in names {
        fs::set_permissions(limier.path(name), fs::Permissions::from_mode(0o640)).unwrap();
    }
    limier.index("-").stdin("{\"id\": \"c\", \"title\": \"Le marché\"}\n").text();
    assert_eq!(names.map(mode), [0o640; 3]);
}

/// Runs `limier` in a shell, below a limit that the shell sets before.
#[cfg(unix)]
fn below(limier: &Limier, limit: &str, args: &[&str]) -> Output {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{limit}; exec \"$@\"")).arg("sh").arg(PROGRAM).args(args);
    shell.current_dir(limier.path("")).output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses_is_told_in_words_and_is_no_damage() {
    let many: String = (0..400)
        .map(|number| {
            let body = "La mairie et la gare, le quai et le pont, encore et toujours. ".repeat(9);
            format!("{{\"id\": \"{number}\", \"title\": \"Titre {number}\", \"body\": \"{number} {body}\"}}\n")
        })
        .collect();
    let limier = press().file("many.jsonl", many);
    for (limit, args, told) in [
        ("ulimit -n 4", &["index", "--index", INDEX, "many.jsonl"][..], "Too many open files"),
        ("ulimit -f 8", &["index", "--index", INDEX, "many.jsonl"], "File too large"),
    ] {
        let output = below(&limier, limit, args);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{limit}: {stderr}");
        assert!(stderr.contains(told), "{limit}: {stderr}");
        for word in ["damaged", "delete", "{", "Os", "panicked"] {
            assert!(!stderr.contains(word), "{limit}: {word} in {stderr}");
        }
    }
    assert_eq!(limier.ids("pont"), ["pont"]);
    limier.index("many.jsonl").text();
    assert_eq!(limier.len(), 402);
    limier.call("check").text();
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_whose_disk_is_full_ends_however_much_there_is_left_to_read() {
    // More than may be on its way to the indexing threads.
    let article = |number: u32| {
        let body: String = (0..900).map(|at| format!("mot{} ", number * 7 + at * 31)).collect();
        format!("{{\"id\": \"{number}\", \"title\": \"Titre {number}\", \"body\": \"{body}\"}}\n")
    };
    let limier = press().file("many.jsonl", (0..5_000).map(article).collect::<String>());
    let output = below(&limier, "ulimit -f 1500", &["index", "--index", INDEX, "many.jsonl"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("File too large"), "{stderr}");
    assert_eq!(limier.ids("pont"), ["pont"]);
}

#[test]
fn what_is_written_takes_no_input_and_no_file_of_the_index() {
    let limier = press().file("mine.jsonl", "{\"id\": \"c\", \"title\": \"Le marché\"}\n{}\n");
    fs::create_dir(limier.path("in")).unwrap();
    fs::hard_link(limier.path("mine.jsonl"), limier.path("in/same.jsonl")).unwrap();
    let manifest = || fs::read_to_string(limier.path("ix/limier.json")).unwrap();
    let before = manifest();
    for (call, told) in [
        (limier.index("mine.jsonl").args(["--rejects", "mine.jsonl"]), "is one of the inputs"),
        (limier.index("mine.jsonl").args(["--rejects", "in/same.jsonl"]), "is one of the inputs"),
        (limier.index("in").args(["--rejects", "ix/limier.json"]), "is in the folder of the index"),
        (
            limier.call("export").args(["--format", "jsonl", "--output", "ix/limier.json"]),
            "is in the folder of the index",
        ),
        (
            limier.call("export").args(["--output", "./ix/all.jsonl"]),
            "is in the folder of the index",
        ),
    ] {
        let output = call.output();
        assert!(output.code == 2 && output.stderr.contains(told), "{output:?}");
        assert!(output.stderr.contains("; name another file to write\n"), "{output:?}");
    }
    assert_eq!(manifest(), before);
    assert!(fs::read_to_string(limier.path("mine.jsonl")).unwrap().ends_with("{}\n"));
    assert!(!limier.path("ix/all.jsonl").exists());
}

const FEED: &str = "<rss version=\"2.0\"><channel><title>Le Phare</title>ITEMS</channel></rss>";

fn feed(items: &[(&str, &str)]) -> String {
    let item = |(id, text): &(&str, &str)| {
        format!(
            "<item><guid>{id}</guid><title>Article {id}</title><description>{text}</description></item>"
        )
    };
    FEED.replace("ITEMS", &items.iter().map(item).collect::<String>())
}

#[test]
fn items_that_leave_a_feed_stay_until_they_are_pruned() {
    let first = feed(&[("a", "Le pont ferme lundi."), ("b", "Le quai ferme mardi.")]);
    let limier = Limier::new().file("phare.rss", first).indexed();
    let second = feed(&[("b", "Le quai ferme jeudi."), ("c", "Le musée ferme samedi.")]);
    let limier = limier.file("phare.rss", second);
    for force in [&[][..], &["--force"]] {
        limier.index("phare.rss").args(force).text();
        let sorted = |query: &str| {
            let mut ids = limier.ids(query);
            ids.sort_unstable();
            ids
        };
        assert_eq!(sorted("ferme"), ["a", "b", "c"]);
        assert_eq!((sorted("mardi"), sorted("jeudi")), (vec![], vec!["b".to_owned()]));
    }
    // It has not changed since.
    let pruned = limier.index("phare.rss").arg("--prune").text();
    assert!(pruned.contains("1 article removed"), "{pruned}");
    assert_eq!((limier.len(), limier.ids("lundi")), (2, vec![]));
    let pruned = limier.index("phare.rss").arg("--prune").text();
    assert!(pruned.contains("1 file unchanged"), "once is enough: {pruned}");
}

#[test]
fn a_disk_that_is_not_there_empties_no_collection() {
    let limier =
        Limier::new().file("docs/a.txt", "Le pont rouvre").file("docs/b.txt", "Le quai ferme");
    limier.index("docs").text();
    let refused = |told: &str| {
        for dry in [&[][..], &["--dry-run"]] {
            let output = limier.index("docs").arg("--prune").args(dry).output();
            assert!(output.code == 2 && output.stderr.contains(told), "{output:?}");
            assert!(output.stderr.contains("add --yes to remove their articles"), "{output:?}");
        }
        assert_eq!(limier.len(), 2);
    };
    fs::rename(limier.path("docs"), limier.path("elsewhere")).unwrap();
    refused("docs does not exist; files indexed from there that would leave the index: 2; ");
    fs::create_dir(limier.path("docs")).unwrap();
    refused("docs is empty");
    fs::write(limier.path("docs/.hidden"), "").unwrap();
    fs::create_dir_all(limier.path("docs/disque/presse")).unwrap();
    refused("docs is empty");
    // One that is gone, as before.
    fs::rename(limier.path("elsewhere/a.txt"), limier.path("docs/a.txt")).unwrap();
    let pruned = limier.index("docs").arg("--prune").text();
    assert!(pruned.contains("1 article removed"), "{pruned}");
    fs::remove_dir_all(limier.path("docs")).unwrap();
    let output = limier.index("docs").args(["--prune", "--yes"]).output();
    assert!(output.stdout.contains("1 article removed"), "{output:?}");
    assert_eq!(limier.len(), 0);
}

#[test]
fn a_place_on_another_disk_than_it_was_is_not_pruned() {
    let limier =
        Limier::new().file("docs/a.txt", "Le pont rouvre").file("docs/b.txt", "Le quai ferme");
    limier.index("docs").text();
    let path = limier.path("ix/inputs.jsonl");
    let list = crate::support::unsealed(&path);
    let line = list.lines().find(|line| line.contains("\"device\":")).unwrap();
    let list = list.replace(line, &line.replace("\"device\":", "\"device\":1"));
    fs::write(&path, crate::support::sealed(&list)).unwrap();
    fs::remove_file(limier.path("docs/a.txt")).unwrap();
    let output = limier.index("docs").arg("--prune").output();
    assert!(
        output.code == 2 && output.stderr.contains("is on another disk than it was"),
        "{output:?}"
    );
    assert_eq!(limier.len(), 2);
    limier.index("docs").args(["--prune", "--yes"]).text();
    assert_eq!(limier.len(), 1);
}

#[test]
fn a_disk_below_the_folder_that_is_not_there_is_not_pruned() {
    let limier = Limier::new()
        .file("docs/a.txt", "Le pont rouvre")
        .file("docs/disque/b.txt", "Le quai ferme");
    limier.index("docs").text();
    let path = limier.path("ix/inputs.jsonl");
    let list = crate::support::unsealed(&path);
    let line = list.lines().find(|line| line.contains("\"device\":")).unwrap();
    let disk = line.replace("/docs\"", "/docs/disque\"").replace("\"device\":", "\"device\":1");
    let list = list.replace(line, &format!("{line}\n{disk}"));
    fs::write(&path, crate::support::sealed(&list)).unwrap();
    fs::remove_file(limier.path("docs/disque/b.txt")).unwrap();
    limier.index("docs").text();
    let output = limier.index("docs").arg("--prune").output();
    assert!(output.code == 2 && output.stderr.contains("docs/disque is empty"), "{output:?}");
    assert_eq!(limier.len(), 2);
    limier.index("docs").args(["--prune", "--yes"]).text();
    assert_eq!(limier.len(), 1);
}

#[cfg(unix)]
#[test]
fn links_out_of_a_folder_are_followed_when_asked_for() {
    use std::os::unix::fs::symlink;
    let limier = Limier::new()
        .file("docs/a.txt", "Le pont rouvre")
        .file("other/b.txt", "Le quai ferme")
        .file("other/more/c.txt", "Le musée ouvre");
    symlink("../other/b.txt", limier.path("docs/b.txt")).unwrap();
    symlink("../other/more", limier.path("docs/more")).unwrap();
    symlink("a.txt", limier.path("docs/same.txt")).unwrap();
    let text = limier.index("docs").output().stdout;
    assert!(text.contains("2 files not read: a link out of the folder"), "{text}");
    assert_eq!(limier.len(), 1, "a link within is the file that it leads to");
    limier.index("docs").arg("--follow-links").text();
    assert_eq!(limier.len(), 3);
    // What is named is read, whatever it is.
    symlink("other", limier.path("named")).unwrap();
    limier.bare("index").args(["named", "--index", "again"]).text();
    let total = limier.bare("info").args(["--index", "again", "--format", "json"]).json();
    assert_eq!(total["articles"], 2);
}

#[test]
fn a_record_that_does_not_fit_is_kept_where_it_can_be() {
    let long = "x".repeat(70_000);
    let lines = [
        "{\"id\": \"half\", \"title\": \"Le pont \\ud83d rouvre\", \"body\": \"\\udc00 ici\"}"
            .to_owned(),
        format!(
            "{{\"id\": \"{long}\", \"title\": \"Le quai ferme\", \"url\": \"https://exemple.fr/quai\"}}"
        ),
        format!("{{\"id\": \"{long}\", \"title\": \"Le musée ouvre\"}}"),
        format!("{{\"title\": \"La gare rouvre\", \"url\": \"{long}\"}}"),
    ];
    let limier = Limier::new().file("a.jsonl", lines.join("\n"));
    for force in [&[][..], &["--force"]] {
        limier.index("a.jsonl").args(force).text();
        assert_eq!(limier.len(), 4);
        assert_eq!(limier.ids("pont"), ["half"]);
        assert_eq!(limier.article("half")["title"], "Le pont \u{FFFD} rouvre");
        assert_eq!(limier.ids("quai"), ["https://exemple.fr/quai"]);
        assert_eq!(limier.ids("musée OU gare").len(), 2);
        assert!(limier.ids("musée OU gare").iter().all(|id| id.starts_with("a.jsonl#")));
    }
    limier.call("delete").arg("a.jsonl#3").text();
    assert_eq!(limier.ids("musée"), [""; 0]);
}

#[test]
fn what_was_decided_is_not_forgotten_with_its_file() {
    let limier = press();
    limier.call("delete").args(["pont", "--because", "retrait"]).output();
    let path = limier.path("ix/decisions.jsonl");
    let whole = fs::read(&path).unwrap();
    let damages: [&dyn Fn(); 4] = [
        &|| fs::remove_file(&path).unwrap(),
        &|| fs::write(&path, "").unwrap(),
        &|| fs::write(&path, &whole[..60]).unwrap(),
        &|| fs::write(&path, [0; 90]).unwrap(),
    ];
    for damage in damages {
        damage();
        for call in [
            limier.call("check"),
            limier.call("delete").arg("--list"),
            limier.index("articles.jsonl"),
        ] {
            let output = call.output();
            assert_eq!(output.code, 2, "{}", output.stderr);
            assert!(output.stderr.contains("decisions.jsonl"), "{}", output.stderr);
        }
        limier.call("check").arg("--repair").output();
        assert_eq!(fs::read(&path).unwrap(), whole);
        assert!(limier.call("delete").arg("--list").text().contains("retrait"));
    }
}

#[cfg(unix)]
#[test]
fn segments_behind_a_link_are_another_index() {
    let limier = press();
    let other = press();
    // Damaged and repaired, its segments are in a folder of their own.
    let store = limier.index_file("store");
    let mut bytes = fs::read(&store).unwrap();
    bytes[3] ^= 1;
    fs::write(&store, bytes).unwrap();
    limier.call("check").arg("--repair").output();
    fs::remove_dir_all(limier.path("ix/segments-1")).unwrap();
    std::os::unix::fs::symlink(other.path("ix"), limier.path("ix/segments-1")).unwrap();
    let before = other.len();
    let file = limier.file("more.jsonl", "{\"id\": \"z\", \"title\": \"Autre\"}\n");
    for call in [file.index("more.jsonl"), file.call("delete").arg("pont"), file.search("pont")] {
        assert_eq!(call.output().code, 2);
    }
    assert_eq!(other.len(), before);
}

#[test]
fn a_list_of_segments_that_is_gone_with_its_copy_is_made_of_what_is_found() {
    for is_other in [false, true] {
        let more = "{\"id\": \"crue\", \"title\": \"La Loire baisse\"}\n";
        let limier = press().file("more.jsonl", more);
        limier.call("delete").arg("pont").text();
        limier.index("more.jsonl").text();
        for name in ["ix/meta.json", "ix/.meta.json.copy"] {
            fs::remove_file(limier.path(name)).unwrap();
        }
        if is_other {
            // That of another index, without a copy that is right.
            fs::copy(press().path("ix/meta.json"), limier.path("ix/meta.json")).unwrap();
        }
        let checked = limier.call("check").output();
        let is_told = checked.stderr.contains("limier check --repair");
        assert!(checked.code == 2 && is_told, "{}", checked.stderr);
        let repaired = limier.call("check").arg("--repair").output();
        assert_eq!(repaired.code, 0, "{}{}", repaired.stdout, repaired.stderr);
        let told = "made anew from its own articles, those that could be read\n\
                    it was damaged: meta.json\n";
        assert!(repaired.stdout.starts_with(told), "{}", repaired.stdout);
        limier.call("check").text();
        assert_eq!((limier.ids("Loire"), limier.len()), (vec!["crue".to_owned()], 1));
    }
}

#[test]
fn what_is_lost_of_segments_without_a_list_is_told() {
    let limier = press().file("more.jsonl", "{\"id\": \"gare\", \"title\": \"La gare ferme\"}\n");
    let first = files(&limier, ".store");
    limier.index("more.jsonl").text();
    let stores = files(&limier, ".store");
    let more = stores.iter().find(|store| !first.contains(store)).unwrap();
    for path in [more, &limier.path("ix/meta.json"), &limier.path("ix/.meta.json.copy")] {
        fs::remove_file(path).unwrap();
    }
    let repaired = limier.call("check").arg("--repair").output();
    assert_eq!(repaired.code, 1, "{}{}", repaired.stdout, repaired.stderr);
    let told = "1 article could not be read and left the index:\n  gare\n";
    assert!(repaired.stdout.contains(told), "{}", repaired.stdout);
    assert_eq!((limier.ids("pont"), limier.len()), (vec!["pont".to_owned()], 2));
}

#[test]
fn a_folder_in_the_place_of_a_small_file_or_its_copy_is_repaired() {
    let limier = press();
    limier.call("delete").arg("pont").text();
    for name in ["limier.json", "meta.json", "inputs.jsonl", "decisions.jsonl"] {
        for name in [name.to_owned(), format!(".{name}.copy")] {
            let path = limier.path(&format!("ix/{name}"));
            let whole = fs::read(&path).unwrap();
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
            let checked = limier.call("check").output();
            let told = checked.stdout + &checked.stderr;
            assert!(checked.code == 2 && told.contains(&name), "{told}");
            assert!(limier.call("check").arg("--repair").text().contains(&name), "{name}");
            limier.call("check").text();
            assert_eq!(fs::read(&path).unwrap(), whole, "{name}");
        }
    }
    assert_eq!((limier.ids("Loire"), limier.len()), (vec!["crue".to_owned()], 1));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let limier = press();
    let made = Command::new("mkfifo").arg(limier.path("ix/decisions.jsonl")).status().unwrap();
    assert!(made.success());
    for call in [limier.search("pont"), limier.call("delete").arg("--list"), limier.call("check")] {
        let output = call.output();
        assert_eq!(output.code, 2, "{}", output.stderr);
        assert!(output.stderr.contains("decisions.jsonl"), "{}", output.stderr);
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_damage_and_repaired() {
    for kind in ["pos", "store", "idx", "fast", "lexicon"] {
        let limier = press();
        let all = fs::read_dir(limier.path("ix")).unwrap().map(|entry| entry.unwrap().path());
        let file = all.into_iter().find(|path| path.extension().is_some_and(|it| it == kind));
        let file = file.unwrap();
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        let output = limier.call("check").output();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_eq!(output.code, 2, "{kind}: {}", output.stderr);
        let told = output.stdout + &output.stderr;
        assert!(told.contains(name) && told.contains("damaged"), "{kind}: {told}");
        let repaired = limier.call("check").arg("--repair").output();
        assert_eq!(repaired.code, i32::from(kind == "store"), "{kind}: {repaired:?}");
        limier.call("check").text();
        assert_eq!(limier.ids("pont").is_empty(), kind == "store", "{kind}");
    }
}

#[test]
fn who_only_decides_takes_what_was_left_of_others() {
    let limier = press().file("exceptions.tsv", "gréviste\tgrève\n");
    let orphan = limier.path("ix/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.store");
    fs::write(&orphan, "left").unwrap();
    limier.call("lexicon").args(["--exceptions", "exceptions.tsv"]).output();
    assert!(!orphan.exists());
}
