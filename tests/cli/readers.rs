//! What is taken along, read back by others: Python's `csv`, `openpyxl`, `rispy`, `feedparser`, and
//! a reader of `IRaMuTeQ`'s marks, in `readers.py`, hold every article and field against JSON Lines.
//!
//! `.ci/run` makes the Python with these libraries that `LIMIER_PYTHON` names.

use serde_json::{Value, json};

use crate::support::{Limier, in_repository};

/// Has everything in the index read back, in every form.
#[track_caller]
pub(crate) fn check_exports(limier: &Limier) {
    let python = std::env::var("LIMIER_PYTHON").expect("LIMIER_PYTHON names a Python");
    let files = ["all.csv", "excel.csv", "all.xlsx", "all.ris", "all.atom"];
    limier.call("export").args(["-o", "all.jsonl"]).text();
    for name in files {
        let excel = (name == "excel.csv").then_some("--excel");
        limier.call("export").args(["-o", name]).args(excel).text();
    }
    limier.call("export").args(["--format", "iramuteq", "-o", "all.txt"]).text();
    let mut command = limier.program(&python);
    command.arg(in_repository("tests/cli/readers.py")).arg("all.jsonl").args(files);
    let output = command.arg("all.txt").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    assert_eq!(said.lines().count(), files.len() + 1, "{said}");
}

#[test]
#[ignore = "needs Python"]
fn the_sample_articles_are_read_back_by_others() {
    let limier = Limier::new();
    let articles = in_repository("tests/fixtures/articles");
    limier.index(articles.to_str().unwrap()).output();
    assert_eq!(limier.len(), 32);
    check_exports(&limier);
}

/// Texts that try to be something else: a formula, a tag, a text, markup, a line of their own.
const HOSTILE: [&str; 18] = [
    "=HYPERLINK(\"http://x.example\",\"Le pont\")",
    "+33 1 23 45 67 89 appelle",
    "-2 °C en Alsace",
    "@SUM(A1:A9) dit-il",
    "=cmd|' /C calc'!A0",
    "Le pont\tTY  - NEWS\tER  - ",
    "Un\r\nER  - \r\nTY  - BOOK\r\nTI  - Autre\r\nfin",
    "**** *source_faux\n**** *id_faux\nfin",
    "-*theme\n_rire_ et *etoile_1",
    "<b>Le pont</b> &amp; <script>alert(1)</script> ]]>",
    "\"Le pont\"; \"le quai\"\n,;\t'",
    "'=1+1 commence par une apostrophe",
    "Code _x0041_ et _x000D_ dans un titre",
    "😀 Émoji, ligature œuf, İstanbul, e\u{301}",
    "Retour\u{2028}de ligne\u{85}rare\u{B}et\u{C}page",
    "Tourné \u{202E}à l’envers\u{202C} et in\u{AD}vi\u{200B}sible",
    "Bruit \u{1}\u{7}\u{1B}[31m\u{FFFF}\u{9B}fin",
    "   blancs   autour   ",
];

#[test]
#[ignore = "needs Python"]
fn hostile_articles_are_read_back_by_others() {
    let article = |(number, text): (usize, &&str)| -> Value {
        let dates = ["1871", "1900-02", "2024-03-12", "2020-12-31T23:30:00Z"];
        json!({
            "id": format!("{number} {text}"), "title": text, "description": format!("{text} !"),
            "body": format!("{text}\n\nLe corps. {text}"), "source": text, "section": text,
            "authors": [text, "Anne Morel"], "tags": [text, "pont"], "language": "fr",
            "date": dates[number % dates.len()],
            "url": format!("https://fanal.example/{number}?a=1&b=%22"),
        })
    };
    // More than a cell has room for, with characters of two units at its ends.
    let long = format!("{}😀{}", "a".repeat(32_766), "Le pont rouvre 😀. ".repeat(5_000));
    let more = [
        json!({"id": "long", "title": "Long", "body": long}),
        json!({"id": "full", "title": "Plein", "body": "b".repeat(32_767)}),
        json!({"id": "bare", "body": "Sans titre ni rien. Le pont rouvre."}),
        json!({"id": "title", "title": "Rien qu’un titre"}),
    ];
    let records = HOSTILE.iter().enumerate().map(article).chain(more);
    check_exports(&Limier::with_records(records));
}
