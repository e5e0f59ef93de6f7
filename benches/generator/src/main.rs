//! Makes a collection of any size out of a smaller one: sentences mixed, rare words growing.
//!
//! It prints JSON Lines, the same for the same arguments, and keeps the sentences of the smaller
//! collection in memory.

use std::env;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use serde_json::{Value, json};

const USAGE: &str = "usage: generator ARTICLES.jsonl COUNT [EDITION]";

/// New words of an article: real collections gain about one in each, long after the first.
const RARE_WORDS: u64 = 2;

/// Syllables that rare words are made of.
const SYLLABLES: [&str; 16] = [
    "ba", "cor", "del", "fi", "gran", "lou", "mar", "ni", "pel", "qui", "ro", "sen", "tor", "val",
    "vi", "zé",
];

/// A generator of numbers that look drawn by chance (SplitMix64, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }
}

/// What an article of the smaller collection gives.
struct Model {
    title: String,
    sentences: Vec<String>,
    source: String,
    date: String,
}

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &[String]) -> io::Result<()> {
    let usage = || io::Error::new(io::ErrorKind::InvalidInput, USAGE);
    let (path, count, edition) = match args {
        [path, count] => (path, count, "0"),
        [path, count, edition] => (path, count, edition.as_str()),
        _ => return Err(usage()),
    };
    let count: usize = count.parse().map_err(|_| usage())?;
    let edition: u64 = edition.parse().map_err(|_| usage())?;
    let models = models(&fs::read_to_string(path)?);
    if models.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("no article in {path}")));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut chance = Chance(edition);
    for number in 0..count {
        serde_json::to_writer(&mut out, &article(number, edition, &models, &mut chance))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Returns the articles that have a text.
fn models(lines: &str) -> Vec<Model> {
    let articles = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let model = |article: Value| {
        let text = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
        let body = text("body");
        let sentences = body.split_inclusive(". ").map(str::to_owned).collect();
        let date = if text("published").is_empty() { text("modified") } else { text("published") };
        Model { title: text("title"), sentences, source: text("source"), date }
    };
    articles.map(model).filter(|model| !model.title.is_empty() && !model.sentences.is_empty()).collect()
}

/// Returns an article as long as one of the models, with sentences of it and of others.
fn article(number: usize, edition: u64, models: &[Model], chance: &mut Chance) -> Value {
    let model = &models[chance.below(models.len())];
    let other = &models[chance.below(models.len())];
    let mut body = String::new();
    for sentence in &model.sentences {
        let from = if chance.below(3) == 0 { other } else { model };
        let taken = from.sentences.get(chance.below(from.sentences.len()));
        body += taken.unwrap_or(sentence);
        if !body.ends_with(' ') {
            body.push(' ');
        }
    }
    for rare in 0..RARE_WORDS {
        body += &rare_word(edition.wrapping_mul(1 << 40) + number as u64 * RARE_WORDS + rare);
        body.push(' ');
    }
    let title = match chance.below(2) {
        0 => model.title.clone(),
        _ => format!("{} {}", model.title, rare_word(number as u64)),
    };
    json!({
        "id": format!("{number:08}"),
        "url": format!("https://www.exemple.fr/{number:08}"),
        "title": title,
        "body": body.trim_end(),
        "published": model.date,
        "source": model.source,
    })
}

/// Returns a word that no other number has.
fn rare_word(mut number: u64) -> String {
    let mut word = String::new();
    for _ in 0..3 {
        word += SYLLABLES[(number % 16) as usize];
        number /= 16;
    }
    while number > 0 {
        word += SYLLABLES[(number % 16) as usize];
        number /= 16;
    }
    word
}
