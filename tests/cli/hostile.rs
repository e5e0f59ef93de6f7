//! Text from articles is never trusted: what a terminal obeys does not reach it, and
//! programs get the data as it is.

use serde_json::{Value, json};

use crate::support::{Call, Limier};

/// An article that tries to colour, to clear, to rename and to turn the terminal.
const TITLE: &str = "Pirate \x1b[31mrouge\u{202E}caché";
const BODY: &str = "Le \x1b]0;piège\x07 du pirate\rcache \u{202E}des\u{9D}2J signes.";

fn pirate() -> Limier {
    Limier::with_records([json!({
        "id": "id\x1b[2J", "title": TITLE, "chapo": "Un \x1b[5mchapo", "body": BODY,
        "url": "https://exemple.fr/\x1b[2J", "source": "Le\x1bPhare\u{2066}",
        "section": "A\x1b[0mB", "author": "Zoé\x1b[1m", "tags": ["un\x1b[1m"],
    })])
}

#[track_caller]
fn check(text: &str) {
    let obeyed = |char: &char| {
        (char.is_control() && *char != '\n') || matches!(char, '\u{202E}' | '\u{2066}')
    };
    let found: Vec<char> = text.chars().filter(obeyed).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
}

/// Returns what a call prints in colours, those of limier taken away: then nothing is
/// taken out of the text on its way.
#[track_caller]
fn coloured(call: Call<'_>) -> String {
    let mut text = call.env("CLICOLOR_FORCE", "1").text();
    for style in ["0", "1", "2", "31"] {
        text = text.replace(&format!("\x1b[{style}m"), "");
    }
    text
}

#[test]
fn hits_obey_nobody() {
    let limier = pirate();
    let expected = "1 article for pirate\n\
        \n\
        \x201. **Pirate** \u{FFFD}[31mrouge\u{FFFD}caché\n\
        \x20   undated · Le\u{FFFD}Phare\u{FFFD} · A\u{FFFD}[0mB\n\
        \x20   Le \u{FFFD}]0;piège\u{FFFD} du **pirate** cache \u{FFFD}des\u{FFFD}2J signes.\n\
        \x20   https://exemple.fr/\u{FFFD}[2J\n";
    limier.search("pirate").stdout(expected).run();
    check(&coloured(limier.search("pirate")));
}

#[test]
fn a_whole_article_obeys_nobody() {
    let limier = pirate();
    let plain = limier.show("id\x1b[2J").text();
    check(&plain);
    for shown in ["Pirate \u{FFFD}[31mrouge", "id: id\u{FFFD}[2J", "authors: Zoé\u{FFFD}[1m"] {
        assert!(plain.contains(shown), "{shown} in {plain}");
    }
    check(&coloured(limier.show("id\x1b[2J")));
}

#[test]
fn an_overview_obeys_nobody() {
    let limier = pirate();
    check(&limier.info().text());
    check(&coloured(limier.info()));
}

#[test]
fn json_keeps_the_data_and_escapes_it() {
    let limier = pirate();
    let text = limier.search("pirate").args(["--format", "json"]).text();
    assert!(!text.contains('\x1b') && !text.contains('\r') && !text.contains('\x07'), "{text:?}");
    let found: Value = serde_json::from_str(&text).unwrap();
    let hit = &found["hits"][0];
    assert_eq!((&hit["id"], &hit["title"]), (&json!("id\x1b[2J"), &json!(TITLE)));
    assert_eq!(hit["url"], "https://exemple.fr/\x1b[2J");
    assert_eq!(limier.article("id\x1b[2J")["body"], BODY);
}

#[test]
fn a_tab_or_a_line_end_does_not_break_a_table() {
    let limier = Limier::with_records([json!({
        "id": "a\tb\nc", "title": "Pirate\tdeux", "source": "Le\r\nPhare", "body": "x",
    })]);
    let table = limier.search("pirate").args(["--format", "tsv"]).text();
    assert_eq!(table.lines().count(), 1, "{table:?}");
    let columns: Vec<&str> = table.trim_end_matches('\n').split('\t').collect();
    assert_eq!(columns[2..], ["a b c", "", "Le Phare", "Pirate deux", "", ""]);
}

#[test]
fn a_rejection_obeys_nobody() {
    let limier = Limier::new().file("press/a\x1b[31m.jsonl", "{}").file("press/b.\x1bx.css", "…");
    limier
        .index("press")
        .stderr(
            "press/a\u{FFFD}[31m.jsonl:1: no title and no text; add --field body=NAME if its text has another name\n\
             press/b.\u{FFFD}x.css: not read: .css\n",
        )
        .code(1)
        .text();
}

#[test]
fn a_summary_obeys_nobody() {
    let limier = Limier::new().file("press/a.txt", "Pont.").file("press/b.\x1b[31mx", "…");
    let call = limier.index("press").env("CLICOLOR_FORCE", "1");
    check(&call.output().stdout);
}

#[test]
fn a_message_obeys_nobody() {
    let limier = pirate().file("a\x1b[2J.jsonl", "{}");
    for call in [
        limier.show("autre\x1b[2J\u{202E}"),
        limier.index("absent\x1b[2J\u{202E}"),
        limier.index("a\x1b[2J.jsonl").arg("--strict"),
        limier.search("\x1b \u{202E}…"),
        limier.bare("info").args(["--index", "absent\x1b[2J\u{202E}"]),
    ] {
        let output = call.env("CLICOLOR_FORCE", "1").output();
        assert_eq!(output.code, 2);
        check(&output.stderr.replace("\x1b[1m\x1b[31merror:\x1b[0m", "error:"));
    }
}

#[test]
fn programs_get_every_character() {
    let limier = Limier::with_records([json!({
        "id": "a\x1b[31mb", "title": "Un", "body": "\u{7F}Le\u{7F} pirate.",
    })]);
    assert_eq!(limier.article("a\x1b[31mb")["body"], "\u{7F}Le\u{7F} pirate.");
    let run = limier.search("pirate").args(["--format", "trec"]).text();
    assert!(run.starts_with("1 Q0 a\x1b[31mb 1 "), "the id that qrels have: {run:?}");
}
