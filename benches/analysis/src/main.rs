//! limier's analysis beside the stock one, and its look-up of families, each alone, on
//! one thread and in one run.

use std::env;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use limier::index::IndexReader;
use limier::query::Query;
use stock::Result;
use stock::analyzer::french;
use stock::article::{Article, Articles};
use stock::search::percentile;
use tantivy::tokenizer::TextAnalyzer;

const USAGE: &str = "usage: analysis words JSONL
       analysis families LIMIER_INDEX_DIR QUERIES.tsv";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match *args {
        ["words", jsonl] => compare(Path::new(jsonl)),
        ["families", index_dir, queries] => families(Path::new(index_dir), Path::new(queries)),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Articles analyzed by the one analyzer before it is the other's turn.
const BATCH: usize = 100;

/// What an analyzer has done so far.
#[derive(Default)]
struct Tally {
    tokens: u64,
    elapsed: Duration,
}

/// Analyzes every title and body with both analyzers, in turn, and prints the tokens
/// and the speed of each; reading and parsing the file are not timed.
fn compare(jsonl: &Path) -> Result<()> {
    let mut analyzer = french();
    let (mut stock, mut limier) = (Tally::default(), Tally::default());
    let mut bytes = 0;
    let mut articles = Articles::open(jsonl)?;
    loop {
        let batch = articles.by_ref().take(BATCH).collect::<Result<Vec<Article>>>()?;
        if batch.is_empty() {
            break;
        }
        let texts: Vec<&str> =
            batch.iter().flat_map(|article| [&*article.title, &*article.body]).collect();
        bytes += texts.iter().map(|text| text.len()).sum::<usize>();
        time(&mut stock, || texts.iter().map(|text| stock_tokens(&mut analyzer, text)).sum());
        time(&mut limier, || texts.iter().map(|text| limier_tokens(text)).sum());
    }
    let megabytes = bytes as f64 / 1e6;
    for (name, Tally { tokens, elapsed }) in [("stock", &stock), ("limier", &limier)] {
        let seconds = elapsed.as_secs_f64();
        println!(
            "{name}: {tokens} tokens, {megabytes:.1} MB, {:.1} MB/s, {:.0} ns a token",
            megabytes / seconds,
            seconds * 1e9 / *tokens as f64
        );
    }
    println!("ratio {:.2}", stock.elapsed.as_secs_f64() / limier.elapsed.as_secs_f64());
    Ok(())
}

fn time(tally: &mut Tally, tokens: impl FnOnce() -> u64) {
    let start = Instant::now();
    tally.tokens += tokens();
    tally.elapsed += start.elapsed();
}

fn stock_tokens(analyzer: &mut TextAnalyzer, text: &str) -> u64 {
    let mut tokens = 0;
    analyzer.token_stream(text).process(&mut |_| tokens += 1);
    tokens
}

fn limier_tokens(text: &str) -> u64 {
    let mut words = limier::analysis::words(text);
    let (mut tokens, mut term) = (0, String::new());
    while words.next_into(&mut term).is_some() {
        tokens += 1;
    }
    tokens
}

/// Looks up the family of every word of a `qid<TAB>text` file in a limier index, twice,
/// and prints how long the second look-ups took.
fn families(index_dir: &Path, queries: &Path) -> Result<()> {
    let reader = IndexReader::open(index_dir)?;
    let lines = fs::read_to_string(queries)
        .map_err(|error| format!("cannot read {}: {error}", queries.display()))?;
    let texts = lines.lines().filter_map(|line| line.split_once('\t'));
    let words: Vec<String> =
        texts.flat_map(|(_, text)| Query::words_of(text)).collect();
    if words.is_empty() {
        return Err(format!("no query in {}", queries.display()).into());
    }
    let mut forms = 0;
    let mut latencies = Vec::new();
    for round in 0..2 {
        for word in &words {
            let start = Instant::now();
            let family = reader.lexicon().family(word, "fr");
            if round == 1 {
                latencies.push(start.elapsed());
                forms += family.forms.len();
            }
        }
    }
    latencies.sort_unstable();
    let mean = latencies.iter().sum::<Duration>().as_secs_f64() / latencies.len() as f64;
    println!(
        "{} words, {:.1} forms a family; mean {:.1} us, p50 {:.1} us, p99 {:.1} us",
        words.len(),
        forms as f64 / words.len() as f64,
        mean * 1e6,
        percentile(&latencies, 50).as_secs_f64() * 1e6,
        percentile(&latencies, 99).as_secs_f64() * 1e6
    );
    Ok(())
}
