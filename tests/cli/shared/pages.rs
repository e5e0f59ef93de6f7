//! Real pages, and what is expected of them.
//!
//! How much of a text is read is a share of its words; titles and days must be right.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shared::data::shared;
use crate::support::Limier;

/// Returns the pages in a folder of formats.
fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(shared(&format!("formats/{folder}"))).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_page =
        |path: &Path| path.extension().is_some_and(|name| name == "html" || name == "htm");
    let pages: Vec<_> = paths.filter(|path| is_page(path)).collect();
    assert!(!pages.is_empty(), "pages in {folder}");
    pages
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
#[ignore = "needs ../shared"]
fn real_pages_give_what_is_expected_of_them() {
    let expected = |path: &PathBuf| fs::read(path.with_extension("expected.json")).ok();
    let pages = pages("html").into_iter().filter_map(|path| Some((expected(&path)?, path)));
    let pages: Vec<_> = pages.collect();
    assert!(!pages.is_empty(), "pages of which something is expected");
    for (expected, path) in pages {
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
#[ignore = "needs ../shared"]
fn a_live_report_is_read_to_its_end() {
    let article = article_of(&shared("formats/html/orange_15369.html"));
    let body = article["body"].as_str().unwrap();
    assert!(body.contains("Nous fermons notre direct"), "its last entry");
    assert!(body.contains("Nous ouvrons notre direct"), "its first entry");
}

#[test]
#[ignore = "needs ../shared"]
fn old_pages_show_their_accents() {
    for path in pages("html_latin1") {
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
#[ignore = "needs ../shared"]
fn pages_whose_text_is_known_are_read_whole() {
    for name in ["readability-lemonde-1", "readability-liberation-1"] {
        let folder = shared(&format!("formats/html/{name}"));
        let expected = fs::read_to_string(folder.join("expected.html")).unwrap();
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
    let score = shared("formats/pages/score.py");
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
