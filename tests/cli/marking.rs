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
    // `Le … et les gares. La grève du syndicat dure.`
    assert_eq!(near("2"), ["syndicat", "gares", "trains"]);
    assert_eq!(near("1"), Vec::<String>::new());
    assert!(near("3").contains(&"dure".to_owned()), "{:?}", near("3"));
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

/// Returns the words that mark what a query finds, with their articles.
fn marking(limier: &Limier, query: &str, more: &[&str]) -> Vec<(String, u64)> {
    let call = limier.call("count").args([query, "--by", "word", "-n", "0"]).args(more);
    let rows = call.args(["--format", "jsonl"]).json_lines();
    let row = |row: &Value| {
        (row["word"].as_str().unwrap().to_owned(), row["counts"][0].as_u64().unwrap())
    };
    rows.iter().map(row).collect()
}

/// Articles on a strike of which each has one of these sentences, and others without.
fn strikes(sentences: &[&str]) -> Limier {
    let strike = |at: usize| {
        let sentence = sentences[at % sentences.len()];
        json!({"id": format!("s{at}"), "title": "La grève", "body": format!("{sentence} Fin {at}.")})
    };
    let other = |at: usize| {
        let body = "Les forces vives, un ordre du jour, un état des lieux et des pays unis.";
        json!({"id": format!("o{at}"), "title": "Rien", "body": body})
    };
    Limier::with_records((0..10).map(strike).chain((0..5).map(other)).chain((0..60).map(|at| {
        json!({"id": format!("n{at}"), "title": "Rien de neuf", "body": "Il pleut sur la ville."})
    })))
}

#[test]
fn words_that_stand_together_in_the_articles_found_are_one_line_whatever_the_others_say() {
    let limier = strikes(&[
        "Les forces de l'ordre chargent aux Etats-Unis.",
        "Une force de l'ordre charge aux États-Unis.",
        "Les forces de l'ordre chargent, les Etats-Unis regardent.",
    ]);
    let found = marking(&limier, "grève", &[]);
    let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
    assert!(words.contains(&"forces de l'ordre") && words.contains(&"etats-unis"), "{words:?}");
    let is_alone = |word: &&str| ["forces", "ordre", "etats", "unis"].contains(word);
    assert!(!words.iter().any(is_alone), "{words:?}");
    let counted = |line: &str| found.iter().find(|(word, _)| word == line).map(|it| it.1);
    assert_eq!([counted("forces de l'ordre"), counted("etats-unis")], [Some(10); 2]);
}

#[test]
fn few_words_are_the_first_of_many() {
    // Of a pair one word comes first and the other last.
    let limier = strikes(&[
        "Un barrage zébré, une gare, un hangar, un jardin, une lampe, une maison, un navire, un nuage, \
         un garage, une halte, une jetée, un lavoir, un moulin, une nacelle.",
    ]);
    let first = |most: &str| -> Vec<String> {
        let args = ["grève", "--by", "word", "-n", most, "--format", "jsonl"];
        let rows = limier.call("count").args(args).json_lines();
        rows.iter().map(|row| row["word"].as_str().unwrap().to_owned()).collect()
    };
    let all = first("30");
    assert!(all.len() > 13 && all.iter().any(|word| word == "barrage zébré"), "{all:?}");
    for most in 1..all.len() {
        assert_eq!(first(&most.to_string()), all[..most]);
    }
}

#[test]
fn words_of_grammar_mark_nothing() {
    let limier = strikes(&["Contre cela, un ex-cheminot n'a pas, malgré tout, très mal voté."]);
    let words: Vec<String> = marking(&limier, "grève", &[]).into_iter().map(|it| it.0).collect();
    for word in ["contre", "ex", "pas", "malgré", "très"] {
        assert!(!words.iter().any(|it| it == word), "{word}: {words:?}");
    }
    assert!(words.iter().any(|it| it == "cheminot"), "{words:?}");
}

#[test]
fn what_is_asked_for_marks_nothing_in_any_form() {
    let limier =
        strikes(&["Un train à grande vitesse s'arrête au préavis, ni trains ni vitesses ensuite."]);
    for query in ["\"grande vitesse\"", "\"train à grande vitesse\"", "grève vitesse"] {
        let found = marking(&limier, query, &[]);
        let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert!(words.iter().any(|word| word.contains("préavis")), "{query}: {words:?}");
        assert!(!words.iter().any(|word| word.contains("vitesse")), "{query}: {words:?}");
        let has_train = words.iter().any(|word| word.contains("train"));
        assert_eq!(has_train, !query.contains("train"), "{query}: {words:?}");
    }
}

#[test]
fn a_word_is_shown_in_the_form_that_the_articles_found_have() {
    let limier = Limier::with_records(
        (0..8)
            .map(|at| json!({"id": format!("s{at}"), "title": "La grève", "body": "Une revendication."}))
            .chain((0..9).map(|at| {
                let body = if at < 3 { "Des revendications, revendications, revendications." } else { "Il pleut." };
                json!({"id": format!("o{at}"), "title": "Rien", "body": body})
            }))
            .chain((0..30).map(|at| json!({"id": format!("n{at}"), "title": "Rien", "body": "Neige."}))),
    );
    let found = marking(&limier, "grève", &[]);
    assert_eq!(found, [("revendication".to_owned(), 8)]);
}

#[test]
fn what_stands_near_is_held_against_all_words_and_not_all_articles() {
    // Everybody writes of the president somewhere, but near the strike they do so often.
    let filler =
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron "
            .repeat(4);
    let limier = Limier::with_records((0..40).map(|at| {
        let (title, near) = if at < 20 {
            ("Note", "Le président et la grève.")
        } else {
            ("Rien", "Le président.")
        };
        json!({"id": format!("a{at}"), "title": title, "body": format!("{near} {filler} {at}")})
    }));
    let near = marking(&limier, "grève", &["--near", "3"]);
    assert_eq!(near[0], ("président".to_owned(), 20), "{near:?}");
}

#[test]
fn words_that_are_common_elsewhere_mark_what_is_found_in_a_part() {
    let article = |number: usize, date: &str, body: &str| json!({"id": number, "title": "Brève", "date": date, "body": body});
    let mut articles: Vec<Value> = (0..40)
        .map(|number| article(number, "2019-01-05", "La tempête a frappé la côte."))
        .collect();
    let bridges = [
        "Le pont rouvre après la tempête.",
        "La tempête épargne un pont.",
        "Pont : la tempête passe.",
    ];
    articles.extend((40..46).map(|it| article(it, "2021-03-05", bridges[it % 3])));
    articles.extend((46..52).map(|it| article(it, "2021-03-06", "Le marché ouvre au quai.")));
    let limier = Limier::with_records(articles);
    let found = marking(&limier, "pont", &["--from", "2021"]);
    assert!(found.contains(&("tempête".to_owned(), 6)), "{found:?}");
    // So they are where others were deleted.
    limier.call("delete").args(["--query", "frappé", "--yes"]).text();
    assert_eq!(marking(&limier, "pont", &[]), found);
}
