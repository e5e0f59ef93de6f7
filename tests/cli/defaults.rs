//! What the user gives for what files lack: it stays with them.
//!
//! A file is read again when it is given something else, and not when it is given the same.

use std::fs;

use serde_json::json;

use crate::support::{Limier, json_lines, sealed, summary, unsealed};

fn press() -> Limier {
    let records = [
        json!({"id": "a", "title": "Le pont"}),
        json!({"id": "b", "title": "Le port", "source": "Le Phare", "date": "1944", "author": "N/A"}),
        json!({"id": "c", "title": "Le quai", "url": "https://lesoir.be/c", "author": "Inconnu"}),
    ];
    Limier::new().file("press/a.jsonl", json_lines(records)).file("other/b.txt", "Le parc")
}

/// Returns source, date and authors of an article.
fn facts(limier: &Limier, id: &str) -> String {
    let article = limier.article(id);
    format!("{} {} {}", article["source"], article["published"], article["authors"])
}

const DEFAULTS: [&str; 6] = [
    "--default",
    "source=Le Soir",
    "--default",
    "date=23/08/1908",
    "--default",
    "auteur=Anne Morel",
];

#[test]
fn what_articles_lack_is_given_and_stays_with_their_files() {
    let limier = press();
    limier.index("press").args(DEFAULTS).stdout(summary(3, 0, 0, 0, 3)).run();
    let check = || {
        assert_eq!(facts(&limier, "a"), r#""Le Soir" "1908-08-23" ["Anne Morel"]"#);
        assert_eq!(facts(&limier, "b"), r#""Le Phare" "1944" ["Anne Morel"]"#);
        assert_eq!(facts(&limier, "c"), r#""Le Soir" "1908-08-23" ["Anne Morel"]"#);
    };
    check();
    // Neither without them nor with the same is the file read again.
    assert!(limier.index("press").text().ends_with("1 file unchanged\n"));
    assert!(limier.index("press").args(DEFAULTS).text().ends_with("1 file unchanged\n"));
    limier.index("press").arg("--force").stdout(summary(3, 3, 0, 0, 3)).run();
    check();
    let path = limier.path("press/a.jsonl");
    let lines = fs::read_to_string(&path).unwrap() + "{\"id\": \"d\", \"title\": \"La gare\"}\n";
    fs::write(path, lines).unwrap();
    limier.index("press").stdout(summary(4, 3, 0, 0, 4)).run();
    check();
    assert_eq!(facts(&limier, "d"), r#""Le Soir" "1908-08-23" ["Anne Morel"]"#);
}

#[test]
fn other_defaults_are_a_reason_to_read_again() {
    let limier = press();
    limier.index("press").output();
    assert_eq!(facts(&limier, "c"), r#""lesoir.be" null []"#);
    limier.index("press").args(DEFAULTS).stdout(summary(3, 3, 0, 0, 3)).run();
    limier
        .index("press")
        .args(["--default", "source=Le Quai"])
        .stdout(summary(3, 3, 0, 2, 3))
        .run();
    assert_eq!(facts(&limier, "a"), r#""Le Quai" null []"#);
    limier.index("other").stdout(summary(1, 0, 0, 1, 4)).run();
    assert_eq!(facts(&limier, "other/b.txt"), "null null []");
}

#[test]
fn a_kill_does_not_lose_them() {
    let limier = press();
    limier.index("press").args(DEFAULTS).output();
    // As after a kill while the file was being read.
    let path = limier.path("ix/inputs.jsonl");
    let lines = unsealed(&path);
    let (before, rest) = lines.split_once("\"content\":").unwrap();
    let (_, after) = rest.split_once(',').unwrap();
    let lines = format!("{before}\"content\":0,{after}");
    fs::write(path, sealed(&lines.replace("\"modified\":", "\"modified\":1"))).unwrap();
    limier.index("press").stdout(summary(3, 3, 0, 0, 3)).run();
    assert_eq!(facts(&limier, "a"), r#""Le Soir" "1908-08-23" ["Anne Morel"]"#);
}

#[test]
fn standard_input_takes_them_too() {
    let limier = Limier::new();
    let call = limier.index("-").args(DEFAULTS).stdin("{\"id\": \"a\", \"title\": \"Le pont\"}\n");
    call.stdout(summary(1, 0, 0, 0, 1)).run();
    assert_eq!(facts(&limier, "a"), r#""Le Soir" "1908-08-23" ["Anne Morel"]"#);
}

#[test]
fn what_cannot_be_given_is_refused_before_anything_is_read() {
    let limier = press();
    for (default, message) in [
        (
            "corps=x",
            "error: unknown field `corps`; the fields are title, description, published, modified, \
             source, section, author, tags, language\n",
        ),
        (
            "date=hier soir",
            "error: `hier soir` for the field `date` is no date; write 1908-08-23, 1908-08 or 1908\n",
        ),
        ("source=", "error: `` for the field `source` is empty\n"),
    ] {
        limier.index("press").args(["--default", default]).stderr(message).code(2).run();
    }
    assert!(!limier.path("ix").exists());
}
