//! Saved web pages and old encodings.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Limier, in_repository, summary};

const PAGE: &str = "<!DOCTYPE html><html lang=fr><head><title>Le vieux pont rouvre - Le Phare</title>
    <meta property=og:site_name content='Le Phare'><meta name=author content='Léa Roy'>
    <meta property=article:published_time content='2021-03-04T06:30:00+01:00'>
    <link rel=canonical href='https://phare.example/pont'></head>
    <body><nav><a href=/>Accueil</a></nav><article><h1>Le vieux pont rouvre</h1>
    <p>Le vieux pont de Sainte-Ormelle rouvre lundi, après sept mois de travaux.</p>
    <p>Les camions, eux, attendront l'été&nbsp;: la pile centrale est abîmée.</p></article></body></html>";

#[test]
fn a_page_is_an_article() {
    let limier = Limier::new().file("pont.html", PAGE).indexed();
    assert_eq!(
        limier.article("https://phare.example/pont"),
        json!({
            "id": "https://phare.example/pont", "url": "https://phare.example/pont",
            "title": "Le vieux pont rouvre", "title_derived": false, "description": null,
            "body": "Le vieux pont de Sainte-Ormelle rouvre lundi, après sept mois de travaux.\n\n\
                     Les camions, eux, attendront l'été\u{A0}: la pile centrale est abîmée.",
            "published": "2021-03-04T06:30:00+01:00", "modified": null, "source": "Le Phare",
            "section": null, "authors": ["Léa Roy"], "tags": [], "language": "fr", "also": [],
        })
    );
}

#[test]
fn a_page_without_article_is_rejected_with_its_reason() {
    let limier = Limier::new().file("a.html", PAGE).file("b.html", "<title>404</title>");
    limier
        .call("index")
        .args(["a.html", "b.html"])
        .stdout(summary(1, 0, 1, 0, 1))
        .stderr("b.html: no article in this page: an error page\n")
        .code(1)
        .run();
}

#[test]
fn old_encodings_are_read() {
    let text = "Été à Nîmes\n\nL'œuvre coûte 20 €.\n";
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows = b"\xC9t\xE9 \xE0 N\xEEmes\n\nL'\x9Cuvre co\xFBte 20 \x80.\n";
    let limier = Limier::new().file("a.txt", utf16).file("b.txt", windows).indexed();
    for id in ["a.txt", "b.txt"] {
        let article = limier.article(id);
        assert_eq!(article["title"], "Été à Nîmes");
        assert_eq!(article["body"], "L'œuvre coûte 20 €.");
    }
}

/// Returns the pages in a folder beside the project, or says that they are not there.
fn pages(folder: &str) -> Option<Vec<PathBuf>> {
    let path = in_repository("../shared/formats").join(folder);
    let Ok(entries) = fs::read_dir(&path) else {
        println!("skipped: {} is not on this machine", path.display());
        return None;
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_page =
        |path: &Path| path.extension().is_some_and(|name| name == "html" || name == "htm");
    Some(paths.filter(|path| is_page(path)).collect())
}

/// Returns the article of a page as JSON.
#[track_caller]
fn article_of(path: &Path) -> Value {
    let limier = Limier::new().file("page.html", fs::read(path).unwrap()).indexed();
    let hits = limier.call("search").args(["le", "--format", "jsonl"]).json_lines();
    limier.article(hits[0]["id"].as_str().unwrap())
}

/// Returns the part of the words of `text` that `other` has as often.
fn share(text: &str, other: &str) -> f64 {
    let words = |text: &str| {
        let mut counts = HashMap::new();
        for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty())
        {
            *counts.entry(word.to_lowercase()).or_insert(0_u32) += 1;
        }
        counts
    };
    let (text, other) = (words(text), words(other));
    let common: u32 =
        text.iter().map(|(word, &count)| count.min(other.get(word).copied().unwrap_or(0))).sum();
    f64::from(common) / f64::from(text.values().sum::<u32>())
}

#[test]
fn real_pages_give_what_is_expected_of_them() {
    for path in pages("html").into_iter().flatten() {
        let Ok(expected) = fs::read(path.with_extension("expected.json")) else { continue };
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let article = article_of(&path);
        let (found, body) =
            (article["body"].as_str().unwrap(), expected["article"].as_str().unwrap());
        let published = article["published"].as_str().unwrap();
        assert_eq!(article["title"], expected["title"], "{}", path.display());
        assert_eq!(&published[..10], expected["date"], "{}", path.display());
        let (recall, precision) = (share(body, found), share(found, body));
        assert!(
            recall > 0.95 && precision > 0.95,
            "{}: recall {recall:.3}, precision {precision:.3}",
            path.display()
        );
    }
}

#[test]
fn a_live_report_is_read_to_its_end() {
    for path in
        pages("html").into_iter().flatten().filter(|path| path.ends_with("orange_15369.html"))
    {
        let article = article_of(&path);
        let body = article["body"].as_str().unwrap();
        assert!(body.contains("Nous fermons notre direct"), "its last entry");
        assert!(body.contains("Nous ouvrons notre direct"), "its first entry");
    }
}

#[test]
fn old_pages_show_their_accents() {
    for path in pages("html_latin1").into_iter().flatten() {
        let article = article_of(&path);
        let body = article["body"].as_str().unwrap();
        assert!(body.contains('é') && !body.contains('\u{FFFD}') && !body.contains("Ã©"));
        assert!(article["published"].as_str().unwrap().starts_with("2011-0"), "{}", path.display());
    }
}

/// Returns the text of HTML, tags and entities left out.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = pieces.collect::<Vec<_>>().join(" ");
    text.replace("&nbsp;", " ").replace("&amp;", "&")
}

#[test]
fn pages_whose_text_is_known_are_read_whole() {
    for name in ["readability-lemonde-1", "readability-liberation-1"] {
        let folder = in_repository("../shared/formats/html").join(name);
        let Ok(expected) = fs::read_to_string(folder.join("expected.html")) else {
            println!("skipped: {} is not on this machine", folder.display());
            return;
        };
        let metadata = fs::read(folder.join("expected-metadata.json")).unwrap();
        let metadata: Value = serde_json::from_slice(&metadata).unwrap();
        let article = article_of(&folder.join("source.html"));
        assert_eq!(article["title"], metadata["title"], "{name}");
        let text = ["description", "body"].map(|field| article[field].as_str().unwrap_or_default());
        let (recall, precision) =
            (share(&text_of(&expected), &text.concat()), share(text[1], &text_of(&expected)));
        assert!(recall > 0.95 && precision > 0.95, "{name}: {recall:.3}, {precision:.3}");
    }
}

/// Eighty real pages with what their readers see of each, and the least that must be read.
#[test]
#[ignore = "needs ../shared"]
fn real_pages_are_read_as_their_readers_see_them() {
    let score = in_repository("../shared/formats/pages/score.py");
    let output = std::process::Command::new("python3")
        .args([score.as_path(), Path::new(env!("CARGO_BIN_EXE_limier"))])
        .output()
        .expect("python3 runs the measure");
    let output = String::from_utf8(output.stdout).expect("text");
    let line = output.lines().last().unwrap_or_default();
    let figure = |name: &str| -> f64 {
        let (_, rest) = line.split_once(name).unwrap_or_else(|| panic!("no `{name}` in {line:?}"));
        let figure = rest.trim_start().split([' ', ',', ';']).next().unwrap_or_default();
        figure.parse().unwrap_or_else(|_| panic!("no figure behind `{name}` in {line:?}"))
    };
    let least = [(" F1", 0.99), ("titles", 79.0), ("days right", 77.0), ("authors right", 52.0)];
    let most = [("lines missed", 8.0), ("taken", 8.0), ("wrong", 0.0)];
    for (name, floor) in least {
        assert!(figure(name) >= floor, "{name} below {floor}: {output}");
    }
    for (name, ceiling) in most {
        assert!(figure(name) <= ceiling, "{name} above {ceiling}: {output}");
    }
}
