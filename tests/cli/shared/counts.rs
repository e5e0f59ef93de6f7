//! The counts of queries against a plain scan of the corpus.
//!
//! The scan shares no code with limier, so that both do not err alike.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::shared::data::corpus_lines;
use crate::support::{INDEX, Limier, PROGRAM, in_repository};

/// Lines of the corpus that are scanned.
const LINES: usize = 8_000;

/// The words of an article, lower case and without accents, split at everything else.
fn scanned(text: &str) -> Vec<String> {
    let bare: String = text
        .to_lowercase()
        .nfd()
        .filter(|char| !unicode_normalization::char::is_combining_mark(*char))
        .collect();
    let words = bare.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// An article as a scan of the input sees it.
struct Scanned {
    title: Vec<String>,
    /// Title, standfirst and text; nothing follows across them.
    texts: Vec<Vec<String>>,
    section: String,
    day: String,
}

impl Scanned {
    fn has(&self, word: impl Fn(&str) -> bool) -> bool {
        self.texts.iter().flatten().any(|found| word(found))
    }

    /// Tells whether words stand side by side, and returns where.
    fn phrase(&self, words: &[&str]) -> Vec<(usize, usize)> {
        let texts = self.texts.iter().enumerate();
        let found = texts.flat_map(|(text, found)| {
            let windows = found.windows(words.len()).enumerate();
            let windows = windows.filter(|(_, window)| *window == words);
            windows.map(move |(at, _)| (text, at)).collect::<Vec<_>>()
        });
        found.collect()
    }
}

/// Returns how many letters must be inserted, left out, replaced or swapped with their
/// neighbour to make one word of the other; 9 for words of quite other lengths.
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return 9;
    }
    let mut rows = vec![(0..=other.len()).collect::<Vec<_>>()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// What an article must be.
type Condition<'a> = &'a dyn Fn(&Scanned) -> bool;

#[test]
#[ignore = "needs ../shared"]
fn counts_agree_with_a_scan_of_the_corpus() {
    let lines = corpus_lines(LINES);
    let limier = Limier::new().file("corpus.jsonl", lines.join("\n"));
    limier.index("corpus.jsonl").output();
    let articles: Vec<Scanned> = lines
        .iter()
        .map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
            Scanned {
                title: scanned(&text("title")),
                texts: ["title", "description", "body"].map(|name| scanned(&text(name))).into(),
                section: text("section"),
                day: text("published"),
            }
        })
        .collect();
    // What belongs to a word is another test's; where articles have it is this one's.
    let family = |word: &str| -> Vec<Vec<String>> {
        let json = limier.call("word").args([word, "--format", "json"]).json();
        let forms = json["family"].as_array().unwrap().iter();
        forms.map(|form| scanned(form["word"].as_str().unwrap())).collect()
    };
    let [retraites, france, police, gendarmerie, paris, incendie] =
        ["retraites", "france", "police", "gendarmerie", "paris", "incendie"].map(family);
    let is_of = |family: &[Vec<String>], word: &str| family.iter().any(|form| form[..] == [word]);
    let expected: [(&str, Condition<'_>); 5] = [
        ("\"Emmanuel Macron\" NEAR/10 retraites", &|article| {
            article.phrase(&["emmanuel", "macron"]).iter().any(|&(text, at)| {
                let words = &article.texts[text];
                let near = at.saturating_sub(10)..(at + 12).min(words.len());
                words[near].iter().any(|word| is_of(&retraites, word))
            })
        }),
        ("présid* SAUF France date:2019", &|article| {
            article.has(|word| word.starts_with("presid"))
                && !article.has(|word| is_of(&france, word))
                && article.day.starts_with("2019")
        }),
        ("« gilets jaunes » ET (police OU gendarmerie) -Paris", &|article| {
            !article.phrase(&["gilets", "jaunes"]).is_empty()
                && article.has(|word| is_of(&police, word) || is_of(&gendarmerie, word))
                && !article.has(|word| is_of(&paris, word))
        }),
        ("titre:incendie rubrique:France depuis:2020-01-01", &|article| {
            article.title.iter().any(|word| is_of(&incendie, word))
                && article.section == "France"
                && *article.day >= *"2020-01-01"
        }),
        ("Tokaiev~", &|article| article.has(|word| edits("tokaiev", word) <= 1)),
    ];
    for (query, holds) in expected {
        let json = limier.search(query).args(["--format", "json", "--limit", "1"]).json();
        let counted = articles.iter().filter(|article| holds(article)).count();
        println!("{query}: {} found, {counted} counted", json["total"]);
        assert!(counted > 0, "{query}: a query that finds nothing proves nothing");
        assert_eq!(json["total"].as_u64(), Some(counted as u64), "{query}");
    }
}

#[test]
#[ignore = "needs ../shared and Python"]
fn numbers_of_two_hundred_random_queries_are_those_of_another_program() {
    let limier = Limier::new().file("corpus.jsonl", corpus_lines(LINES).join("\n"));
    limier.index("corpus.jsonl").output();
    let output = limier
        .program("python3")
        .arg(in_repository("tests/cli/shared/counts.py"))
        .args([PROGRAM, INDEX, "corpus.jsonl"])
        .output()
        .expect("python3 runs the scanner");
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
}
