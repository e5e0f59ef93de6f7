//! Numbers of `limier count` beside those of a scanner of its own: it reads the articles as they
//! were given, and knows of a word only the forms that `limier word` lists.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::collection::{SOURCES, WORDS, articles};
use super::dice::Dice;
use crate::support::Limier;

/// A part of a query.
enum Part {
    Word(String),
    Phrase([String; 2]),
    Prefix(String),
    Year(&'static str),
    Source(&'static str),
    Either(String, String),
    Not(String),
}

impl Part {
    fn random(dice: &mut Dice) -> Self {
        match dice.below(9) {
            0 => Self::Phrase([dice.pick(&["la", "des", "le"]).to_owned(), word(dice)]),
            1 => Self::Prefix(word(dice).chars().take(4).collect()),
            2 => Self::Year(dice.pick(&["2018", "2019", "2020"])),
            3 => Self::Source(dice.pick(&SOURCES[..3])),
            4 => Self::Either(word(dice), word(dice)),
            5 => Self::Not(word(dice)),
            _ => Self::Word(word(dice)),
        }
    }

    /// Returns it as it is typed.
    fn typed(&self) -> String {
        match self {
            Self::Word(word) => format!("+{word}"),
            Self::Phrase([one, other]) => format!("\"{one} {other}\""),
            Self::Prefix(start) => format!("{start}*"),
            Self::Year(year) => format!("date:{year}"),
            Self::Source(name) => format!("source:\"{name}\""),
            Self::Either(one, other) => format!("({one} OU {other})"),
            Self::Not(word) => format!("-{word}"),
        }
    }

    /// Tells whether an article is meant.
    fn meets(&self, article: &Scanned, forms: &mut Forms<'_>) -> bool {
        match self {
            Self::Word(word) => article.has(forms.of(word)),
            Self::Not(word) => !article.has(forms.of(word)),
            Self::Either(one, other) => article.has(forms.of(one)) || article.has(forms.of(other)),
            Self::Phrase(pair) => {
                let wanted: Vec<String> = pair.iter().map(|word| plain(word)).collect();
                article.texts.iter().any(|text| {
                    let plain: Vec<String> = text.iter().map(|word| plain(word)).collect();
                    plain.windows(2).any(|pair| pair == wanted)
                })
            }
            Self::Prefix(start) => {
                let start = plain(start);
                article.texts.iter().flatten().any(|word| plain(word).starts_with(&start))
            }
            Self::Year(year) => article.date.starts_with(year),
            Self::Source(name) => article.source == *name,
        }
    }
}

/// Returns a word; none that is a year, which means the year of publication as well.
fn word(dice: &mut Dice) -> String {
    loop {
        let word = dice.word(&WORDS);
        if word.starts_with(char::is_alphabetic) {
            return word.to_owned();
        }
    }
}

/// An article as the scanner reads it.
struct Scanned {
    texts: [Vec<String>; 2],
    date: String,
    source: String,
}

impl Scanned {
    fn of(article: &Value) -> Self {
        let text = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
        let words = |key: &str| {
            let text = text(key).to_lowercase();
            let words = text.split(|char: char| !char.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let texts = [words("title"), words("body")];
        Self { texts, date: text("date"), source: text("source") }
    }

    fn has(&self, forms: &BTreeSet<String>) -> bool {
        self.texts.iter().flatten().any(|word| forms.contains(word))
    }
}

/// Returns a word without capitals and accents.
fn plain(word: &str) -> String {
    let letter = |char: char| match char {
        'é' | 'è' | 'ê' => 'e',
        'ô' => 'o',
        'à' => 'a',
        char => char,
    };
    word.to_lowercase().chars().map(letter).collect()
}

/// The forms of words, as `limier word` lists them.
struct Forms<'l>(&'l Limier, BTreeMap<String, BTreeSet<String>>);

impl Forms<'_> {
    fn of(&mut self, word: &str) -> &BTreeSet<String> {
        let limier = self.0;
        self.1.entry(word.to_owned()).or_insert_with(|| {
            let json = limier.call("word").args([word, "--format", "json"]).output().stdout;
            let json: Value = serde_json::from_str(&json).unwrap();
            let family = json["family"].as_array().unwrap().iter();
            family.map(|form| form["word"].as_str().unwrap().to_owned()).collect()
        })
    }
}

#[test]
fn counts_are_those_of_a_scanner_of_its_own() {
    let mut dice = Dice::new(2_026);
    let queries: Vec<Vec<Part>> = (0..200)
        .map(|_| {
            let first = Part::Word(word(&mut dice));
            let others = dice.below(3);
            std::iter::once(first).chain((0..others).map(|_| Part::random(&mut dice))).collect()
        })
        .collect();
    let typed = |parts: &[Part]| parts.iter().map(Part::typed).collect::<Vec<_>>().join(" ");
    let lines = queries.iter().enumerate();
    let file: String = lines.map(|(at, parts)| format!("q{at}\t{}\n", typed(parts))).collect();
    let articles = articles();
    let scanned: Vec<Scanned> = articles.iter().map(Scanned::of).collect();
    let limier = Limier::with_records(articles).file("q.tsv", file);
    let call = |args: &[&str]| {
        let call = limier.call("count").args(["--queries", "q.tsv", "--format", "json"]);
        let json: Value = serde_json::from_str(&call.args(args).output().stdout).unwrap();
        json
    };
    let (totals, years) = (call(&[]), call(&["--by", "year"]));
    let mut forms = Forms(&limier, BTreeMap::new());
    let mut found = 0;
    for (at, parts) in queries.iter().enumerate() {
        let met: Vec<&Scanned> = scanned
            .iter()
            .filter(|article| parts.iter().all(|part| part.meets(article, &mut forms)))
            .collect();
        let query = &totals["queries"][at];
        assert_eq!(query["total"], met.len(), "{}", query["query"]);
        let mut by_year: BTreeMap<&str, u64> = BTreeMap::new();
        for article in &met {
            *by_year.entry(article.date.get(..4).unwrap_or_default()).or_default() += 1;
        }
        let rows = years["rows"].as_array().unwrap().iter();
        let told = rows.map(|row| {
            (row["year"].as_str().unwrap_or_default(), row["counts"][at].as_u64().unwrap())
        });
        let told: BTreeMap<&str, u64> = told.filter(|(_, count)| *count > 0).collect();
        assert_eq!(told, by_year, "{}", query["query"]);
        found += usize::from(!met.is_empty());
    }
    assert!(found > 100, "{found} queries find something");
}
