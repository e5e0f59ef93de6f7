//! Records that are no article: each is named with its place and the reason, and the
//! rest is indexed all the same.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Limier, summary};

/// Checks that of a file of these lines only the articles with these ids are indexed,
/// and what is said of the others.
#[track_caller]
fn check(name: &str, lines: &[&str], indexed: &[&str], stderr: &str) {
    let limier = Limier::new().file(name, lines.join("\n"));
    let (good, bad) = (indexed.len() as u64, stderr.lines().count() as u64);
    limier.index(name).stdout(summary(good, 0, bad, good, good)).stderr(stderr).code(1).run();
    for id in indexed {
        assert_eq!(limier.article(id)["id"], *id);
    }
}

#[test]
fn a_broken_line_costs_that_line_only() {
    check(
        "a.jsonl",
        &[
            r#"{"id": "un", "title": "T"}"#,
            r#"{"id": "deux", "title": "#,
            r#"{"id": "trois", "title": "T"}"#,
            r#"{"id": "quatre", "title": "T"} x"#,
        ],
        &["un", "trois"],
        "a.jsonl:2: broken JSON: EOF while parsing a value; mend it there\n\
         a.jsonl:4: broken JSON: trailing characters; mend it there\n",
    );
}

#[test]
fn a_line_that_is_no_object_says_what_it_is() {
    check(
        "a.ndjson",
        &["[1]", "12", r#""texte""#, "null", "true", r#"{"id": "a", "title": "T"}"#],
        &["a"],
        "a.ndjson:1: an array where an article (a JSON object) was expected; write one with a title or a body\n\
         a.ndjson:2: a number where an article (a JSON object) was expected; write one with a title or a body\n\
         a.ndjson:3: a string where an article (a JSON object) was expected; write one with a title or a body\n\
         a.ndjson:4: null where an article (a JSON object) was expected; write one with a title or a body\n\
         a.ndjson:5: true or false where an article (a JSON object) was expected; write one with a title or a body\n",
    );
}

#[test]
fn a_record_without_any_text_is_no_article() {
    check(
        "a.jsonl",
        &["{}", r#"{"id": 1, "title": " ", "body": null}"#, r#"{"id": "a", "chapo": "T"}"#],
        &["a"],
        "a.jsonl:1: no title and no text; add --field body=NAME if its text has another name\na.jsonl:2: no title and no text; add --field body=NAME if its text has another name\n",
    );
}

#[test]
fn a_file_of_nothing_else_is_counted_whole_and_told_in_part() {
    let items = "<item></item>".repeat(10_003);
    let lines = "{}\n".repeat(10_003);
    for (name, file) in [
        ("a.rss", format!("<rss version=\"2.0\"><channel>{items}</channel></rss>")),
        ("a.jsonl", lines),
    ] {
        let limier = Limier::new().file(name, file);
        let mut told = String::new();
        for number in 1..=10_000 {
            let _ = writeln!(
                told,
                "{name}:{number}: no title and no text; add --field body=NAME if its text has \
                 another name"
            );
        }
        let _ = writeln!(told, "{name}: 3 more records are no articles; mend those above first");
        limier.index(name).stdout(summary(0, 0, 10_003, 0, 0)).stderr(told).code(1).run();
    }
}

#[test]
fn a_text_of_the_wrong_type_is_named() {
    check(
        "a.jsonl",
        &[
            r#"{"title": 12}"#,
            r#"{"title": "T", "texte": {"a": 1}}"#,
            r#"{"chapo": true, "body": "T"}"#,
            r#"{"id": "a", "title": "T"}"#,
        ],
        &["a"],
        "a.jsonl:1: `title` is a number, text was expected; write text there, or name another with --field\n\
         a.jsonl:2: `texte` is an object, text was expected; write text there, or name another with --field\n\
         a.jsonl:3: `chapo` is true or false, text was expected; write text there, or name another with --field\n",
    );
}

#[test]
fn an_element_of_an_array_is_named_by_its_line() {
    check(
        "a.json",
        &[
            "[",
            r#"  {"id": "un", "title": "T"},"#,
            r#"  {"id": 2},"#,
            "  12,",
            r#"  {"id": "quatre", "title": "T"}"#,
            "]",
        ],
        &["un", "quatre"],
        "a.json:3: no title and no text; add --field body=NAME if its text has another name\n\
         a.json:4: a number where an article (a JSON object) was expected; write one with a title or a body\n",
    );
}

#[test]
fn an_element_of_an_envelope_is_named_by_its_line() {
    check(
        "a.json",
        &[
            "{",
            r#"  "count": 2,"#,
            r#"  "articles": ["#,
            r#"    {"id": "un", "title": "T"},"#,
            r#"    {"id": 2}"#,
            "  ]",
            "}",
        ],
        &["un"],
        "a.json:5: no title and no text; add --field body=NAME if its text has another name\n",
    );
}

#[test]
fn an_array_broken_in_the_middle_keeps_the_articles_before() {
    check(
        "a.json",
        &[
            "[",
            r#"{"id": "un", "title": "T"},"#,
            r#"{"id": "deux", "title": "T"},"#,
            r#"{"id": oops},"#,
            r#"{"id": "quatre", "title": "T"}"#,
            "]",
        ],
        &["un", "deux"],
        "a.json:4: broken JSON: expected value; what follows in this file was not read; mend it there\n",
    );
}

#[test]
fn an_array_that_ends_too_early_keeps_the_articles_it_has() {
    check(
        "a.json",
        &["[", r#"{"id": "un", "title": "T"},"#, r#"{"id": "deux", "ti"#],
        &["un"],
        "a.json:3: broken JSON: EOF while parsing a string; mend it there\n",
    );
}

#[test]
fn empty_files_hold_no_article() {
    check(
        "a.txt",
        &[" "],
        &[],
        "a.txt: no title and no text; add --field body=NAME if its text has another name\n",
    );
    check(
        "a.json",
        &[""],
        &[],
        "a.json: no title and no text; add --field body=NAME if its text has another name\n",
    );
    check(
        "a.json",
        &["[]"],
        &[],
        "a.json: no title and no text; add --field body=NAME if its text has another name\n",
    );
}

#[test]
fn a_gzip_file_cut_short_keeps_the_articles_before_the_cut() {
    let mut lines = String::new();
    let mut noise = 1_u64;
    for id in 0..2_000 {
        // Numbers that hardly compress, so that half the bytes hold half the lines.
        noise =
            noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        writeln!(lines, "{{\"id\": {id}, \"title\": \"Pont {noise}\"}}").unwrap();
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(lines.as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    let limier = Limier::new().file("a.jsonl.gz", &whole[..whole.len() / 2]);
    let output = limier.index("a.jsonl.gz").args(["--format", "json"]).output();
    let found: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let indexed = found["indexed"].as_u64().unwrap();
    assert!((500..1_500).contains(&indexed), "{indexed} articles of half the file");
    assert_eq!((&found["rejected"], &found["total"]), (&1.into(), &indexed.into()));
    let place = format!("a.jsonl.gz:{}: cannot be read: ", indexed + 1);
    assert!(output.stderr.starts_with(&place), "{}", output.stderr);
    assert_eq!(output.stderr.lines().count(), 1);
    assert_eq!(output.code, 1);
}

#[test]
fn a_zstd_file_cut_short_is_said() {
    let whole = zstd::encode_all(&b"{\"id\": \"a\", \"title\": \"Pont\"}\n"[..], 3).unwrap();
    let limier = Limier::new()
        .file("a.jsonl.zst", &whole[..whole.len() - 3])
        .file("b.txt", "Le pont rouvre.");
    let output = limier.index("a.jsonl.zst").arg("b.txt").output();
    assert!(output.stderr.contains("cannot be read: "), "{}", output.stderr);
    assert!(output.stderr.starts_with("a.jsonl.zst:"), "{}", output.stderr);
    assert_eq!(output.code, 1);
    assert_eq!(limier.article("b.txt")["title"], "Le pont rouvre.", "the rest is indexed");
}

#[test]
fn a_record_that_is_too_large_costs_that_record_only() {
    let large = "mot ".repeat(17 << 20);
    assert!(large.len() > 64 << 20);
    let lines = format!("{{\"title\": \"{large}\"}}\n{{\"id\": \"a\", \"title\": \"Pont\"}}\n");
    let limier = Limier::new()
        .file("a.jsonl.zst", zstd::encode_all(lines.as_bytes(), 1).unwrap())
        .file("b.txt.zst", zstd::encode_all(large.as_bytes(), 1).unwrap());
    let reason = "larger than 64 MB, too large for one article; split it first";
    limier
        .index("a.jsonl.zst")
        .arg("b.txt.zst")
        .stdout(summary(1, 0, 2, 1, 1))
        .stderr(format!("a.jsonl.zst:1: {reason}\nb.txt.zst: {reason}\n"))
        .code(1)
        .run();
    assert_eq!(limier.ids("pont"), ["a"]);
}

#[test]
fn strict_names_the_place_and_the_reason() {
    let limier = Limier::new().file("a.json", "[{\"title\": \"T\"},\n{\"title\": 12}]");
    limier
        .index("a.json")
        .arg("--strict")
        .stderr(
            "error: a.json:2: `title` is a number, text was expected; nothing was indexed: \
             mend it, or leave --strict out\n",
        )
        .code(2)
        .run();
}

#[test]
fn a_broken_line_of_standard_input_costs_that_line_only() {
    let limier = Limier::new();
    limier
        .index("-")
        .stdin("{\"title\": \"un\"}\n{\"title\": oops}\n{\"title\": \"trois\"}\n")
        .stdout(summary(2, 0, 1, 2, 2))
        .stderr("-:2: broken JSON: expected value; mend it there\n")
        .code(1)
        .run();
}

#[test]
fn a_lone_value_is_rejected_once() {
    check(
        "a.json",
        &[r#""texte""#],
        &[],
        "a.json:1: a string where an article (a JSON object) was expected; write one with a title or a body\n",
    );
}
