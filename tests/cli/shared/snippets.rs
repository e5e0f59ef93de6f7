//! Snippets of real queries.
//!
//! Where all words of one stand together in an article, its snippet must show them.

use std::fs;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::shared::data::shared;
use crate::support::Limier;

/// Queries of two or three words that snippets are judged by.
const QUERIES: usize = 200;

/// Most characters between which all words of a query stand for a snippet to show
/// them all.
const NEAR_CHARS: usize = 200;

#[test]
#[ignore = "needs ../shared"]
fn snippets_of_real_queries_show_all_words_that_stand_together() {
    let folder = shared("relevance/known");
    let queries = fs::read_to_string(folder.join("short.queries.tsv")).unwrap();
    let queries: Vec<(&str, &str)> =
        queries.lines().step_by(7).take(QUERIES).filter_map(|line| line.split_once('\t')).collect();
    let lines: Vec<String> = queries.iter().map(|(id, text)| format!("{id}\t{text}\n")).collect();
    let limier = Limier::new().file("queries.tsv", lines.concat());
    limier.index(folder.join("collection.jsonl.zst").to_str().unwrap()).output();
    // On standard error stand the queries of which no article has all words.
    let hits =
        limier.call("search").args(["--queries", "queries.tsv", "--format", "jsonl"]).output();
    let (mut near, mut shown, mut fragments, mut starts) = (0, 0, 0, 0);
    for line in hits.stdout.lines() {
        let hit: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = queries.iter().find(|(id, _)| hit["qid"] == *id).unwrap().1;
        let words: Vec<String> = scan(text).into_iter().map(|(word, _)| word).collect();
        let article = limier.article(hit["id"].as_str().unwrap());
        let body = article["body"].as_str().unwrap();
        let mut seen = Vec::new();
        for fragment in hit["fragments"].as_array().unwrap() {
            let text = fragment["text"].as_str().unwrap();
            seen.extend(scan(text).into_iter().map(|(word, _)| word));
            if fragment["field"] != "body" {
                continue;
            }
            let offset = usize::try_from(fragment["byte_offset"].as_u64().unwrap()).unwrap();
            let end = offset + text.len();
            let is_word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
            for at in [offset, end] {
                let cut = is_word(body[..at].chars().next_back());
                assert!(!cut || !is_word(body[at..].chars().next()), "{text:?} in {}", hit["id"]);
            }
            let before = body[..offset].trim_end_matches([' ', '\u{A0}']);
            fragments += 1;
            starts += u32::from(before.is_empty() || before.ends_with(ENDS));
        }
        if shortest(&scan(body), &words).is_some_and(|chars| chars <= NEAR_CHARS) {
            near += 1;
            shown += u32::from(words.iter().all(|word| seen.contains(word)));
        }
    }
    println!("{shown} of {near} hits show all words; {starts} of {fragments} start a sentence");
    assert!(near > 300 && shown * 100 >= near * 98, "{shown} of {near} hits show all words");
    assert!(starts * 100 >= fragments * 80, "{starts} of {fragments} start a sentence");
}

/// What ends a sentence.
const ENDS: [char; 9] = ['.', '!', '?', '…', '\n', '»', '"', '”', ')'];

/// Returns the words of a text without capitals and accents, each with the range of
/// its characters.
fn scan(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    for (at, char) in text.chars().enumerate() {
        let folded = char.to_lowercase().nfd().filter(|char| char.is_alphanumeric());
        match words.last_mut().filter(|(_, range)| range.end == at) {
            Some((word, range)) if char.is_alphanumeric() => {
                word.extend(folded);
                range.end += 1;
            }
            _ if char.is_alphanumeric() => words.push((folded.collect(), at..at + 1)),
            _ => {}
        }
    }
    words
}

/// Returns the fewest characters of a text between which all `words` stand.
fn shortest(text: &[(String, Range<usize>)], words: &[String]) -> Option<usize> {
    let places: Vec<_> = text.iter().filter(|(word, _)| words.contains(word)).collect();
    let from = |first: usize| {
        let mut missing: Vec<&String> = words.iter().collect();
        let last = places[first..].iter().find(|(word, _)| {
            missing.retain(|other| *other != word);
            missing.is_empty()
        })?;
        Some(last.1.end - places[first].1.start)
    };
    (0..places.len()).filter_map(from).min()
}
