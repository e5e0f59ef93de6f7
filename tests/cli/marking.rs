//! `limier count --by word`: the words that mark articles, against a count of its own.
//!
//! The other count reads the JSON lines and shares no code with limier but its families, which
//! `limier word` tells.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::Limier;

/// Articles with words at random, some of them oftener where there is a strike.
fn collection() -> (Vec<Value>, Limier) {
    const OFTEN: [&str; 6] = ["cheminots", "syndicat", "préavis", "train", "gare", "quai"];
    const WORDS: [&str; 8] =
        ["pont", "mairie", "école", "loup", "marché", "football", "neige", "musée"];
    let mut seed = 7_u64;
    let mut dice = move |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let article = |number: usize| {
        let is_strike = dice(4) == 0;
        let mut words: Vec<&str> = (0..6).map(|_| WORDS[dice(8)]).collect();
        words.extend((0..if is_strike { 4 } else { dice(2) }).map(|_| OFTEN[dice(6)]));
        let title = if is_strike { "La grève de 2019" } else { "Rien de neuf" };
        let plural = if dice(2) == 0 { "gares" } else { "trains" };
        let near = if is_strike { "La grève du syndicat dure." } else { "" };
        let body = format!("Le {} et les {plural}. {near}", words.join(" dans la "));
        json!({"id": number, "title": title, "body": body})
    };
    let articles: Vec<Value> = (0..400).map(article).collect();
    let limier = Limier::with_records(articles.clone());
    (articles, limier)
}

/// Returns the words of an article in order, small letters only.
fn words(article: &Value) -> Vec<String> {
    let text =
        format!("{} {}", article["title"].as_str().unwrap(), article["body"].as_str().unwrap());
    let words = text.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Returns the forms of a word.
fn family(limier: &Limier, word: &str) -> BTreeSet<String> {
    let json = limier.call("word").args([word, "--format", "json"]).json();
    let forms = json["family"].as_array().unwrap().iter();
    forms.map(|form| form["word"].as_str().unwrap().to_owned()).collect()
}

/// Dunning's log-likelihood of a word, from the four numbers of articles.
fn log_likelihood(cells: [[f64; 2]; 2]) -> f64 {
    let all: f64 = cells.iter().flatten().sum();
    let mut sum = 0.0;
    for (row, cells_of_row) in cells.iter().enumerate() {
        for (column, seen) in cells_of_row.iter().enumerate() {
            let of_row: f64 = cells[row].iter().sum();
            let of_column = cells[0][column] + cells[1][column];
            if *seen > 0.0 {
                sum += seen * (seen * all / (of_row * of_column)).ln();
            }
        }
    }
    2.0 * sum
}

#[test]
fn words_that_mark_articles_are_those_of_a_count_by_hand() {
    let (articles, limier) = collection();
    let texts: Vec<BTreeSet<String>> =
        articles.iter().map(|article| words(article).into_iter().collect()).collect();
    let (matching, others): (Vec<_>, Vec<_>) =
        texts.iter().partition(|words| words.contains("grève"));
    let mut expected: BTreeMap<String, (u32, u32, f64)> = BTreeMap::new();
    for word in texts.iter().flatten().collect::<BTreeSet<_>>() {
        let family = family(&limier, word);
        let with = |texts: &[&BTreeSet<String>]| {
            texts.iter().filter(|words| !words.is_disjoint(&family)).count() as u32
        };
        let (count, of_others) = (with(&matching), with(&others));
        let (found, beside) = (f64::from(count), f64::from(of_others));
        let (all, rest) = (matching.len() as f64, others.len() as f64);
        let is_stop = ["la", "le", "les", "de", "du", "et", "dans"].contains(&word.as_str());
        let ratio = (found / all) / (beside.max(0.5) / rest);
        if found >= 3.0 && ratio >= 2.0 && !is_stop && !family.contains("grève") && word != "2019"
        {
            let worth = log_likelihood([[found, all - found], [beside, rest - beside]]);
            let name = family.iter().next().unwrap().clone();
            expected.insert(name, (count, count + of_others, worth));
        }
    }
    assert!(expected.len() >= 5, "{expected:?}");
    let call = limier.call("count").args(["grève", "--by", "word", "-n", "0"]);
    let json: Value = serde_json::from_str(&call.args(["--format", "json"]).text()).unwrap();
    assert_eq!((&json["queries"][0]["total"], &json["of"]), (&json!(matching.len()), &json!(400)));
    let rows = json["rows"].as_array().unwrap();
    // Words that nearly always stand side by side are a line together, with the numbers of one.
    let words = |row: &Value| row["word"].as_str().unwrap().split(' ').count();
    assert_eq!(rows.iter().map(words).sum::<usize>(), expected.len(), "{rows:?}\n{expected:?}");
    let mut last = f64::INFINITY;
    for row in rows {
        let names = row["word"].as_str().unwrap().split(' ');
        let one = names
            .map(|word| expected[&family(&limier, word).into_iter().next().unwrap()])
            .find(|(count, of, _)| row["counts"][0] == *count && row["of"] == *of);
        let (.., worth) = one.unwrap_or_else(|| panic!("{row}"));
        let found = row["log_likelihood"].as_f64().unwrap();
        assert!((found - worth).abs() < 1e-6 && found <= last, "{row}: {worth}");
        last = found;
    }
}

#[test]
fn near_words_are_those_within_so_many_words() {
    let (_, limier) = collection();
    let near = |words: &str| {
        let call = limier.call("count").args(["grève", "--by", "word", "--near", words]);
        let rows = call.args(["--format", "jsonl"]).json_lines();
        rows.iter().map(|row| row["word"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(near("2"), ["syndicat"]);
    assert_eq!(near("3"), ["dure", "syndicat"]);
    assert!(near("60").len() > 4);
}

#[test]
fn words_are_shown_with_what_they_tell() {
    let (_, limier) = collection();
    let text = limier.call("count").args(["grève", "--by", "word", "-n", "2"]).text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with("word") && lines[0].ends_with("times"), "{text}");
    assert!(
        lines[3].contains("articles that match; share: of the articles with the word"),
        "{text}"
    );
    let csv = limier.call("count").args(["grève", "--by", "word", "--format", "csv"]).text();
    assert!(csv.starts_with("word,articles,of,share,log_likelihood,log_ratio\n"), "{csv}");
    let svg = limier.call("count").args(["grève", "--by", "word", "--format", "svg"]).text();
    assert!(svg.contains("<rect") && svg.contains("syndicat"), "{svg}");
    for beside in [&["--by", "year"][..], &["--group"], &["--vs", "pont"]] {
        let refused = limier.call("count").args(["grève", "--by", "word"]).args(beside);
        let said = refused.code(2).output().stderr;
        assert!(said.contains("words are counted of one query"), "{said}");
    }
    limier.call("count").args(["grève", "--near", "3"]).code(2).output();
}
