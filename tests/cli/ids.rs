//! Ids that several articles share, ids as they are written, and files that go by several
//! names.

use std::collections::BTreeSet;
use std::fs;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Limier, json_lines, summary};

/// The items of a feed whose guid is that of the blog.
const ITEMS: [(&str, &str); 3] = [("1", "un"), ("2", "deux"), ("3", "trois")];

const SHARED: &str = "1 id of several articles: each has a mark behind `@`\n";

fn feed<'a>(items: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> String {
    let item = |(number, word): &(&str, &str)| {
        format!(
            "<item><title>Billet {word}</title><link>https://blog.example/{number}</link>\
             <guid isPermaLink=\"false\">blog</guid><description>Le tram {word}.</description></item>"
        )
    };
    let items: String = items.into_iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Blog</title>{items}</channel></rss>")
}

/// Returns the ids of an index.
fn ids_of(limier: &Limier, index: &str) -> BTreeSet<String> {
    // Of an empty index too, where nothing is found.
    let export = limier.bare("export").args(["--index", index]).output().stdout;
    let export = export.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let ids: Vec<_> = export.map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    let found: BTreeSet<_> = ids.iter().cloned().collect();
    assert_eq!(found.len(), ids.len(), "each id once: {ids:?}");
    found
}

fn all_ids(limier: &Limier) -> BTreeSet<String> {
    ids_of(limier, crate::support::INDEX)
}

/// Returns the title that each id of an index stands for.
fn titles(limier: &Limier) -> BTreeSet<(String, String)> {
    let export = limier.call("export").json_lines();
    let text = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
    export.iter().map(|line| (text(line, "id"), text(line, "title"))).collect()
}

#[test]
fn one_guid_for_all_items_of_a_feed_is_no_loss() {
    let limier = Limier::new().file("fil.rss", feed(&ITEMS));
    limier.index("fil.rss").stdout(summary(3, 0, 0, 3, 3) + SHARED).run();
    let first = titles(&limier);
    assert!(first.iter().all(|(id, _)| id.starts_with("blog@") && id.len() == 15), "{first:?}");
    limier.index("fil.rss").stdout(summary(0, 0, 0, 0, 3) + "1 file unchanged\n").run();
    limier.index("fil.rss").arg("--force").stdout(summary(3, 3, 0, 3, 3) + SHARED).run();
    assert_eq!(titles(&limier), first);
    // In another order each keeps its id.
    fs::write(limier.path("fil.rss"), feed(ITEMS.iter().rev())).unwrap();
    limier.index("fil.rss").stdout(summary(3, 3, 0, 3, 3) + SHARED).run();
    assert_eq!(titles(&limier), first);
    // So it does when one has changed.
    fs::write(limier.path("fil.rss"), feed(&[ITEMS[0], ("2", "autre"), ITEMS[2]])).unwrap();
    limier.index("fil.rss").stdout(summary(3, 3, 0, 3, 3) + SHARED).run();
    let ids = |titles: &BTreeSet<(String, String)>| -> Vec<String> {
        titles.iter().map(|(id, _)| id.clone()).collect()
    };
    assert_eq!(ids(&titles(&limier)), ids(&first));
    assert_eq!(limier.ids("autre").len(), 1);
    // What the file holds no more stays, until that is asked for; then the last has its id for
    // itself.
    fs::write(limier.path("fil.rss"), feed(&ITEMS[1..2])).unwrap();
    limier.index("fil.rss").stdout(summary(1, 1, 0, 1, 3) + SHARED).run();
    let prune = ["--prune", "--force"];
    limier
        .index("fil.rss")
        .args(prune)
        .stdout(summary(1, 1, 0, 1, 1) + "2 articles removed\n")
        .run();
    assert_eq!(all_ids(&limier), BTreeSet::from(["blog".to_owned()]));
}

#[test]
fn an_id_that_articles_share_shows_them_all() {
    let limier = Limier::new().file("fil.rss", feed(&ITEMS)).indexed();
    let shown = limier.show("blog").text();
    assert_eq!(shown.matches("id: blog@").count(), 3, "{shown}");
    let refused = limier.call("delete").arg("blog").output();
    assert_eq!((refused.code, limier.len()), (2, 3), "{}", refused.stderr);
    for (id, title) in titles(&limier) {
        assert_eq!(limier.article(&id)["title"], json!(title));
    }
}

fn article(id: &str, url: &str, source: &str, title: &str) -> Value {
    json!({"id": id, "url": url, "source": source, "title": title})
}

#[test]
fn the_same_id_elsewhere_is_another_article_and_at_the_same_place_a_new_version() {
    let limier = Limier::new()
        .file("a.jsonl", json_lines([article("7", "https://a.example/7", "A", "Pont")]))
        .file("b.jsonl", json_lines([article("7", "https://b.example/7", "B", "Pont")]))
        .file("c.jsonl", json_lines([article("7", "http://a.example/7/", "A2", "Port")]))
        .file("d.jsonl", json_lines([article("7", "", "D", "Pont")]))
        .file("e.jsonl", json_lines([article("7", "", "D", "Port")]));
    limier.index("a.jsonl").stdout(summary(1, 0, 0, 1, 1)).run();
    assert_eq!(all_ids(&limier), BTreeSet::from(["7".to_owned()]));
    limier.index("b.jsonl").stdout(summary(1, 0, 0, 1, 2) + SHARED).run();
    limier.index("c.jsonl").stdout(summary(1, 1, 0, 1, 2) + SHARED).run();
    limier.index("d.jsonl").stdout(summary(1, 0, 0, 1, 3) + SHARED).run();
    limier.index("e.jsonl").stdout(summary(1, 1, 0, 1, 3) + SHARED).run();
    assert_eq!((limier.ids("Port").len(), limier.ids("Pont").len()), (2, 1));
    let found = all_ids(&limier);
    // All at once, and the other way round.
    for (index, files) in [
        ("once", ["a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "e.jsonl"]),
        ("back", ["e.jsonl", "d.jsonl", "c.jsonl", "b.jsonl", "a.jsonl"]),
    ] {
        let summary = limier.bare("index").args(files).args(["--index", index]).text();
        assert!(summary.ends_with(SHARED), "{summary}");
        assert_eq!(ids_of(&limier, index), found, "{index}");
    }
    // The last that has it has it for itself.
    for file in ["b.jsonl", "d.jsonl", "e.jsonl"] {
        fs::remove_file(limier.path(file)).unwrap();
    }
    limier.index(".").arg("--prune").output();
    assert_eq!(all_ids(&limier), BTreeSet::from(["7".to_owned()]));
    assert_eq!(limier.ids("Port"), ["7"]);
}

/// Returns lines of one id, each with a word of its own.
fn lines_of_one_id(words: &[&str]) -> String {
    json_lines(words.iter().map(|word| {
        json!({"id": "k", "title": format!("Le {word}"), "body": format!("Le {word} rouvre.")})
    }))
}

#[test]
fn an_id_that_one_file_repeats_without_addresses_is_made_distinct() {
    let words = ["pont", "port", "quai", "phare"];
    let limier = Limier::new().file("a.jsonl", lines_of_one_id(&words));
    let dry = summary(4, 0, 0, 4, 0) + "nothing was written (--dry-run)\n" + SHARED;
    limier.index("a.jsonl").arg("--dry-run").stdout(dry).run();
    limier.index("a.jsonl").stdout(summary(4, 0, 0, 4, 4) + SHARED).run();
    let first = titles(&limier);
    assert!(first.iter().all(|(id, _)| id.starts_with("k@") && id.len() == 12), "{first:?}");
    limier.index("a.jsonl").stdout(summary(0, 0, 0, 0, 4) + "1 file unchanged\n").run();
    limier.index("a.jsonl").arg("--force").stdout(summary(4, 4, 0, 4, 4) + SHARED).run();
    assert_eq!(titles(&limier), first);
    let dry = summary(4, 4, 0, 4, 4) + "nothing was written (--dry-run)\n" + SHARED;
    limier.index("a.jsonl").args(["--force", "--dry-run"]).stdout(dry).run();
    // In another order, and with another one changed, each keeps its id.
    fs::write(limier.path("a.jsonl"), lines_of_one_id(&["phare", "quai", "canal", "pont"]))
        .unwrap();
    limier.index("a.jsonl").stdout(summary(4, 3, 0, 4, 4) + "1 article removed\n" + SHARED).run();
    let second = titles(&limier);
    assert_eq!((second.intersection(&first).count(), second.len()), (3, 4));
    // What is the same is one.
    fs::write(limier.path("a.jsonl"), lines_of_one_id(&["pont", "quai", "pont", "quai"])).unwrap();
    limier.index("a.jsonl").output();
    let third = titles(&limier);
    assert_eq!((third.intersection(&first).count(), third.len()), (2, 2));
    // Another file with the same tells nothing new; one with others adds them.
    fs::write(limier.path("b.jsonl"), lines_of_one_id(&["pont", "phare"])).unwrap();
    limier.index("b.jsonl").stdout(summary(2, 1, 0, 2, 3) + SHARED).run();
    assert!(titles(&limier).is_subset(&first), "{:?}", titles(&limier));
    // The last has its id for itself.
    fs::remove_file(limier.path("b.jsonl")).unwrap();
    fs::write(limier.path("a.jsonl"), lines_of_one_id(&["quai"])).unwrap();
    limier.index(".").arg("--prune").output();
    assert_eq!(all_ids(&limier), BTreeSet::from(["k".to_owned()]));
    assert_eq!(limier.ids("quai"), ["k"]);
}

#[test]
fn ids_that_a_file_repeats_are_the_same_after_an_export() {
    let limier =
        Limier::new().file("a.jsonl", lines_of_one_id(&["pont", "port", "quai"])).indexed();
    let exported = limier.call("export").text();
    let again = Limier::new().file("x.jsonl", exported).indexed();
    assert_eq!(titles(&again), titles(&limier));
    again.index("x.jsonl").arg("--force").output();
    assert_eq!(titles(&again), titles(&limier));
}

#[test]
fn every_kind_of_file_may_repeat_an_id() {
    let text = "Le conseil a voté le budget de la commune, qui augmente cette année. ".repeat(6);
    let items: String = (1..=20)
        .map(|n| format!("<item><guid>g</guid><title>Billet {n}</title><description>{n} {text}</description></item>"))
        .collect();
    let elements: String = (1..=4)
        .map(|n| format!("<ARTICLE ID=\"1\" DATE=\"2020010{n}\" TITRE=\"Billet {n}\"><P>{n} {text}</P></ARTICLE>"))
        .collect();
    let limier = Limier::new()
        .file(
            "a.rss",
            format!("<rss version=\"2.0\"><channel><title>F</title>{items}</channel></rss>"),
        )
        .file(
            "b.csv",
            "id,titre,texte\n0,Un,Le pont\n0,Deux,Le port\n1,Trois,Le quai\n1,Quatre,Le phare\n",
        )
        .file("c.xml", format!("<r>{elements}</r>"));
    for (file, count) in [("a.rss", 20), ("b.csv", 4), ("c.xml", 4)] {
        limier.bare("index").args([file, "--index", file.split_at(1).0]).output();
        assert_eq!(ids_of(&limier, file.split_at(1).0).len(), count, "{file}");
    }
    // One file after the other, the other way round and all at once they are the same.
    for (index, files) in
        [("once", ["a.rss", "b.csv", "c.xml"]), ("back", ["c.xml", "b.csv", "a.rss"])]
    {
        limier.bare("index").args(files).args(["--index", index]).output();
    }
    assert_eq!(ids_of(&limier, "once"), ids_of(&limier, "back"));
    assert_eq!(ids_of(&limier, "once").len(), 28);
}

#[test]
fn an_address_that_a_file_repeats_is_that_of_one_article() {
    let lines = ["Pont", "Port"].map(|title| article("7", "https://a.example/7", "A", title));
    let limier = Limier::new().file("a.jsonl", json_lines(lines));
    limier.index("a.jsonl").stdout(summary(2, 1, 0, 2, 1)).run();
    assert_eq!(limier.article("7")["title"], "Port");
}

#[test]
fn a_stream_may_repeat_an_id_and_is_replaced_by_the_next() {
    let limier = Limier::new();
    limier.index("-").stdin(lines_of_one_id(&["pont", "port"])).output();
    let first = titles(&limier);
    assert_eq!(first.len(), 2);
    limier.index("-").stdin(lines_of_one_id(&["pont", "port"])).output();
    assert_eq!(titles(&limier), first);
}

#[test]
fn a_dry_run_counts_ids_as_the_run_does() {
    let limier = Limier::new().file("fil.rss", feed(&ITEMS));
    let dry = summary(3, 0, 0, 3, 0) + "nothing was written (--dry-run)\n" + SHARED;
    limier.index("fil.rss").arg("--dry-run").stdout(dry).run();
    let found = limier.index("fil.rss").args(["--format", "json"]).json();
    assert_eq!((&found["indexed"], &found["ids_shared"]), (&json!(3), &json!(1)));
    let dry = summary(3, 3, 0, 3, 3) + "nothing was written (--dry-run)\n" + SHARED;
    limier.index("fil.rss").args(["--dry-run", "--force"]).stdout(dry).run();
}

#[test]
fn ids_in_figures_stay_as_they_are_written() {
    let lines = "{\"id\":12345678901234567890123,\"title\":\"Pont\"}\n\
                 {\"id\": 12345678901234567890999 ,\"title\":\"Pont\"}\n\
                 {\"id\":\"00012345678901234567890123\",\"title\":\"Pont\"}\n\
                 {\"id\":7,\"title\":\"Pont\"}\n";
    let limier = Limier::new().file("a.jsonl", lines).indexed();
    let expected =
        ["00012345678901234567890123", "12345678901234567890123", "12345678901234567890999", "7"];
    assert_eq!(all_ids(&limier), expected.map(str::to_owned).into());
    assert_eq!(limier.article(expected[1])["id"], json!(expected[1]));
}

#[test]
fn a_line_end_in_an_id_or_an_address_forges_no_line() {
    let forged = "x\n9 Q0 forged 1 9 limier\r\u{2028}\u{85}";
    let record = json!({"id": forged, "url": format!("https://a.example/{forged}"),
        "title": "Pont", "date": "hier\nforged"});
    let limier = Limier::new().file("a.jsonl", json_lines([record])).file("q.tsv", "1\tpont\n");
    let indexed = limier.index("a.jsonl").arg("--verbose").output();
    assert!(indexed.stderr.lines().all(|line| !line.starts_with("forged")), "{}", indexed.stderr);
    assert_eq!(indexed.stderr.lines().count(), 1, "{}", indexed.stderr);
    for format in ["tsv", "trec", "jsonl", "json"] {
        let found = limier.search("pont").args(["--format", format]).text();
        let heads = usize::from(format == "tsv");
        assert_eq!(found.lines().count(), heads + 1, "{format}: {found:?}");
        assert!(!found.trim_end().contains(['\r', '\u{85}']), "{format}: {found:?}");
    }
    let found = limier.search("pont").text();
    assert!(found.lines().all(|line| !line.starts_with("9 Q0")), "{found}");
    let shown = limier.show(forged.trim()).text();
    assert!(shown.lines().all(|line| !line.starts_with("9 Q0")), "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Articles of three ids, at addresses or of sources; a file says of each place one thing.
    #[test]
    fn ids_are_the_same_in_every_order_and_run_after_run(
        files in vec(vec((0..3_u8, option::of(0..3_u8), 0..2_u8), 0..5), 1..4)
    ) {
        let mut limier = Limier::new();
        for (number, articles) in files.iter().enumerate() {
            let places: BTreeSet<_> = articles.iter().map(|(id, url, source)| {
                let url = url.map_or(String::new(), |url| format!("https://a.example/{url}"));
                let source = if url.is_empty() { *source } else { 0 };
                (id, url, source)
            }).collect();
            let lines = places.iter().map(|(id, url, source)| {
                article(&id.to_string(), url, &source.to_string(), &format!("Pont {number}"))
            });
            limier = limier.file(&format!("{number}.jsonl"), json_lines(lines));
        }
        let names: Vec<_> = (0..files.len()).map(|number| format!("{number}.jsonl")).collect();
        let index = |index: &str, names: &mut dyn Iterator<Item = &String>| {
            limier.bare("index").args(names).args(["--index", index]).output();
        };
        index("once", &mut names.iter());
        index("back", &mut names.iter().rev());
        for name in names.iter().chain(&names) {
            limier.bare("index").args([name, "--index", "apart", "--force"]).output();
        }
        let found = ids_of(&limier, "once");
        prop_assert_eq!(&ids_of(&limier, "back"), &found);
        prop_assert_eq!(&ids_of(&limier, "apart"), &found);
        index("once", &mut names.iter());
        prop_assert_eq!(&ids_of(&limier, "once"), &found);
    }
}

#[test]
fn two_files_of_one_name_in_two_folders_are_two_articles() {
    let limier = Limier::new().file("a/x.txt", "Le pont rouvre").file("b/x.txt", "Le port ferme");
    let index = |folder: &str| {
        let mut command = limier.command();
        command.current_dir(limier.path(folder)).args(["index", "x.txt", "--index", "../ix"]);
        String::from_utf8(command.args(["--force"]).output().unwrap().stdout).unwrap()
    };
    index("a");
    assert_eq!(all_ids(&limier), BTreeSet::from(["x.txt".to_owned()]));
    assert!(index("b").ends_with(SHARED));
    let found = all_ids(&limier);
    assert!(found.len() == 2 && found.iter().all(|id| id.starts_with("x.txt@")), "{found:?}");
    index("a");
    index("b");
    assert_eq!(all_ids(&limier), found);
}

#[test]
fn a_file_that_has_moved_stays_the_same_article() {
    let limier = Limier::new().file("a/x.txt", "Le pont rouvre");
    let index = |folder: &str| {
        let mut command = limier.command();
        command.current_dir(limier.path(folder)).args(["index", "x.txt", "--index", "../ix"]);
        assert!(command.output().unwrap().status.success());
    };
    index("a");
    fs::rename(limier.path("a"), limier.path("c")).unwrap();
    index("c");
    assert_eq!(all_ids(&limier), BTreeSet::from(["x.txt".to_owned()]));
}

#[test]
fn a_second_standard_input_replaces_the_first_only_when_it_is_the_same() {
    let limier = Limier::new();
    for (text, articles) in [("Le pont", 1), ("Le port", 2), ("Le pont", 2), ("Le port", 2)] {
        limier.index("-").stdin(text).output();
        assert_eq!(limier.len(), articles, "{text}");
    }
}

#[test]
fn lines_without_a_record_are_told() {
    for content in ["", "\n \n"] {
        let limier = Limier::new().file("d/a.jsonl", content).file("d/b.txt", "Le pont");
        let said =
            "d/a.jsonl: no title and no text; add --field body=NAME if its text has another name\n";
        limier.index("d").stderr(said).stdout(summary(1, 0, 1, 1, 1)).code(1).run();
    }
}

#[cfg(unix)]
mod files {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    fn name(bytes: &[u8]) -> &OsStr {
        OsStr::from_bytes(bytes)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_text_are_told_apart_and_known_again() {
        let limier = Limier::new().file("d/z.txt", "Le port ferme");
        let write = |bytes: &[u8], text: &str| {
            fs::write(limier.path("d").join(name(bytes)), text).unwrap();
        };
        write(b"\xe9t\xe9.txt", "Le pont un");
        write(b"\xe8t\xe8.txt", "Le pont deux");
        write(b"%E9t%E9.txt", "Le pont trois");
        limier.index("d").stdout(summary(4, 0, 0, 4, 4)).run();
        let expected = ["d/%25E9t%25E9.txt", "d/%E8t%E8.txt", "d/%E9t%E9.txt", "d/z.txt"];
        assert_eq!(all_ids(&limier), expected.map(str::to_owned).into());
        limier.index("d").stdout(summary(0, 0, 0, 0, 4) + "4 files unchanged\n").run();
        fs::remove_file(limier.path("d").join(name(b"\xe9t\xe9.txt"))).unwrap();
        let pruned = limier.index("d").arg("--prune").text();
        assert_eq!(pruned, summary(0, 0, 0, 0, 3) + "3 files unchanged\n1 article removed\n");
    }

    #[test]
    fn a_line_end_in_the_name_of_a_file_forges_no_line() {
        let limier = Limier::new()
            .file("d/a\nforged.txt", "Le pont rouvre")
            .file("d/b\nforged.csv", "")
            .file("d/c\nforged.xyz", "");
        let output = limier.index("d").args(["--rejects", "r.jsonl"]).output();
        assert_eq!(
            output.stderr,
            "d/b%0Aforged.csv: empty file; get it again\nd/c%0Aforged.xyz: not read: .xyz\n"
        );
        assert!(output.stdout.lines().all(|line| !line.starts_with("forged")), "{}", output.stdout);
        assert_eq!(fs::read_to_string(limier.path("r.jsonl")).unwrap().lines().count(), 1);
        assert_eq!(limier.ids("pont"), ["d/a%0Aforged.txt"]);
        let missing = limier.index("x\nforged").output();
        assert!(
            missing.stderr.lines().all(|line| !line.starts_with("forged")),
            "{}",
            missing.stderr
        );
    }

    #[test]
    fn a_file_that_links_lead_to_is_one() {
        let limier = Limier::new().file("d/a.txt", "Le pont rouvre");
        symlink("a.txt", limier.path("d/b.txt")).unwrap();
        fs::hard_link(limier.path("d/a.txt"), limier.path("d/c.txt")).unwrap();
        limier.index("d").stdout(summary(1, 0, 0, 1, 1)).run();
        limier.index("d").stdout(summary(0, 0, 0, 0, 1) + "1 file unchanged\n").run();
        for link in ["d/a.txt", "d/b.txt", "d/c.txt"] {
            limier.index(link).stdout(summary(0, 0, 0, 0, 1) + "1 file unchanged\n").run();
        }
        limier
            .index("d/c.txt")
            .arg("--force")
            .stdout(summary(1, 0, 0, 1, 1) + "1 article removed\n")
            .run();
        // It changes under one of its names.
        fs::write(limier.path("d/c.txt"), "Le port ferme").unwrap();
        limier.index("d").output();
        assert_eq!((limier.ids("pont").len(), limier.ids("port").len(), limier.len()), (0, 1, 1));
        limier.index("d").stdout(summary(0, 0, 0, 0, 1) + "1 file unchanged\n").run();
    }
}
