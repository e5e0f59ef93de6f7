//! Text from articles is never trusted: what a terminal obeys does not reach it, no line is
//! forged, and programs get the data as it is, JSON with escapes.

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
    assert_eq!(table.lines().count(), 1 + 1, "{table:?}");
    let columns: Vec<&str> = table.lines().nth(1).unwrap().split('\t').collect();
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
    assert_eq!(
        limier.search("pirate").args(["--format", "json"]).json()["hits"][0]["id"],
        "a\x1b[31mb"
    );
}

/// Everything that some reader takes for the end of a line, an order, or nothing at all.
const HOSTILE: &str = "\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}\t\x1b[2J\u{7F}\u{9B}\u{202E}\u{2066}\u{200F}\
                       \u{61C}\u{200B}\u{AD}\u{FEFF}\u{E0041}\u{FE0F}";

/// Returns a value of a field that would like to be a line of its own.
fn forging(name: &str) -> String {
    format!("{name}{HOSTILE}FORGED{HOSTILE}999 articles deleted")
}

/// An article that is hostile in every field, a copy of it, and a path and files that are.
fn forger() -> Limier {
    let article = |id: &str| {
        json!({
            "id": forging(id), "title": forging("Pont"), "chapo": forging("chapo"),
            "body": "Le pont est rouvert aux camions depuis lundi matin.",
            "url": forging("https://exemple.fr/"), "source": forging("Phare"),
            "section": forging("Ports"), "author": forging("Zoé"), "tags": [forging("pont")],
            "date": forging("un jour"),
        })
    };
    let lines = format!("{}\n{}\n{{\"id\": \"vide\"}}\n", article("un"), article("deux"));
    Limier::new()
        .file("press/a\n\u{2028}\u{202E}FORGED\x1b[2J.jsonl", lines)
        .file("press/b.\n\u{85}FORGED\u{200B}", "…")
        .file("q.tsv", "q\u{2028}\u{202E}\x1b[2J\tpont\nvide\u{85}\t«\u{2028} »\n")
        .file("qrels", "q 0 un__________[2J__________FORGED 1\n")
}

/// Fails for what a terminal obeys, what is not seen, and for a line that is forged.
#[track_caller]
fn check_lines(text: &str, what: &str) {
    let is_hostile = |char: &char| {
        !matches!(char, '\n' | '\t')
            && (char.is_control() || !char.is_ascii() && HOSTILE.contains(*char))
    };
    // What the terminal shows of an order; it obeys none of it.
    let text = text.replace("[2J", "");
    let found: Vec<char> = text.chars().filter(is_hostile).collect();
    assert!(found.is_empty(), "{what}: {found:?} in {text:?}");
    for line in text.lines() {
        let forged = line.trim_start_matches([' ', '\t', '\u{FFFD}', '"']);
        assert!(
            !forged.starts_with("FORGED") && !forged.starts_with("999 articles"),
            "{what}: {line:?}"
        );
    }
}

#[test]
fn no_output_has_a_forged_line_or_anything_unseen() {
    let limier = forger();
    let both = |call: Call<'_>, what: &str| {
        let output = call.output();
        check_lines(&output.stdout, what);
        check_lines(&output.stderr, what);
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{what}");
    };
    both(limier.index("press").args(["--verbose", "--rejects", "rejects.jsonl"]), "index");
    let ids: Vec<String> =
        limier.search("pont").args(["--no-group", "--format", "json"]).json()["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect();
    assert_eq!(ids.len(), 2);
    for format in ["text", "trec", "tsv", "csv"] {
        both(limier.search("pont").args(["--format", format]), format);
        both(limier.search("pont").args(["--format", format, "--no-group"]), format);
    }
    for format in ["trec", "tsv", "csv"] {
        both(limier.call("search").args(["--queries", "q.tsv", "--format", format]), format);
    }
    let unseen = |text: &str| limier.search(text);
    both(unseen("pont source:\"a\u{2028}FORGED\""), "a value");
    both(unseen("\u{2028}FORGED ^2"), "a query");
    both(unseen("pont FORGED^2 \n\u{2028}FORGED"), "a caret");
    both(unseen("pont").args(["--explain", "--explain-query"]), "explain");
    both(limier.show(&ids[0]), "show");
    both(limier.show("\n\u{2028}FORGED"), "an id that is not there");
    both(limier.info(), "info");
    both(limier.call("check"), "check");
    both(limier.call("word").arg("pont\u{2028}FORGED"), "word");
    both(limier.call("lexicon"), "lexicon");
    both(
        limier.call("eval").args(["--queries", "q.tsv", "--qrels", "qrels", "--per-query"]),
        "eval",
    );
    both(limier.call("delete").arg(&ids[0]), "delete");
}

#[test]
fn json_has_a_line_for_each_object_whatever_reads_lines() {
    let limier = forger();
    limier.index("press").args(["--rejects", "rejects.jsonl", "--format", "json"]).output();
    let id = limier.search("pont").args(["--format", "json"]).json()["hits"][0]["id"].clone();
    let id = id.as_str().unwrap();
    let rejects = std::fs::read_to_string(limier.path("rejects.jsonl")).unwrap();
    let texts = [
        limier.search("pont").args(["--format", "json", "--explain", "--explain-query"]).text(),
        limier.search("pont").args(["--format", "jsonl"]).text(),
        limier.call("search").args(["--queries", "q.tsv", "--format", "jsonl"]).output().stdout,
        limier.show(id).args(["--format", "json"]).text(),
        limier.info().args(["--format", "json"]).text(),
        limier.call("check").args(["--format", "json"]).text(),
        limier.call("export").text(),
        rejects,
    ];
    let ends = ['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for text in texts {
        let is_hostile = |char: char| {
            ends.contains(&char)
                || char != '\n' && char.is_control()
                || matches!(char, '\u{202E}' | '\u{2066}' | '\u{200F}' | '\u{61C}')
        };
        assert!(!text.contains(is_hostile), "{text:?}");
        assert!(!text.is_empty());
        for line in text.lines() {
            serde_json::from_str::<Value>(line).expect(line);
        }
    }
    assert!(id.contains(HOSTILE), "the data is as it was: {id:?}");
}
