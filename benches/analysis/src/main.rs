//! limier's analysis beside the stock one, its look-up of families and its snippets,
//! each alone, on one thread and in one run.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use limier::internals::forms;
use limier::{Clock, Detail, Index, Query, Request};
use stock::Result;
use stock::analyzer::french;
use stock::article::{Article, Articles};
use stock::search::percentile;
use tantivy::tokenizer::TextAnalyzer;

const USAGE: &str = "usage: analysis words JSONL
       analysis families LIMIER_INDEX_DIR QUERIES.tsv
       analysis snippets LIMIER_INDEX_DIR QUERIES.tsv";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match *args {
        ["words", jsonl] => compare(Path::new(jsonl)),
        ["families", index_dir, queries] => families(Path::new(index_dir), Path::new(queries)),
        ["snippets", index_dir, queries] => snippets(Path::new(index_dir), Path::new(queries)),
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
    let mut words = limier::internals::words(text);
    let (mut tokens, mut term) = (0, String::new());
    while words.next_into(&mut term).is_some() {
        tokens += 1;
    }
    tokens
}

/// Looks up the family of every word of a `qid<TAB>text` file in a limier index, twice,
/// and prints how long the second look-ups took.
fn families(index_dir: &Path, queries: &Path) -> Result<()> {
    let index = Index::open(index_dir)?;
    let lines = read(queries)?;
    let words: Vec<String> = texts(&lines).flat_map(Query::words_of).collect();
    if words.is_empty() {
        return Err(format!("no query in {}", queries.display()).into());
    }
    let mut count = 0;
    let mut latencies = Vec::new();
    for round in 0..2 {
        for word in &words {
            let start = Instant::now();
            let found = forms(&index, word);
            if round == 1 {
                latencies.push(start.elapsed());
                count += found;
            }
        }
    }
    latencies.sort_unstable();
    let mean = latencies.iter().sum::<Duration>().as_secs_f64() / latencies.len() as f64;
    println!(
        "{} words, {:.1} forms a family; mean {:.1} us, p50 {:.1} us, p99 {:.1} us",
        words.len(),
        count as f64 / words.len() as f64,
        mean * 1e6,
        percentile(&latencies, 50).as_secs_f64() * 1e6,
        percentile(&latencies, 99).as_secs_f64() * 1e6
    );
    Ok(())
}

/// Rounds of which the last is timed.
const ROUNDS: usize = 3;

/// Runs every query of a `qid<TAB>text` file with and without snippets, and prints how
/// much longer the first ten hits take with them.
fn snippets(index_dir: &Path, queries: &Path) -> Result<()> {
    let index = Index::open(index_dir)?;
    let clock = Clock { now: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
    let lines = read(queries)?;
    let (mut pages, mut count) = (Vec::new(), 0);
    for text in texts(&lines) {
        let request = Request { query: Query::parse(text, &clock)?, ..Request::default() };
        let facts = Request { detail: Detail::Facts, ..request.clone() };
        let mut took = Duration::ZERO;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            black_box(index.top(&facts)?);
            let without = start.elapsed();
            count += index.top(&request)?.hits.len();
            took = start.elapsed().saturating_sub(without * 2);
        }
        pages.push(took);
    }
    if count == 0 {
        return Err(format!("no query of {} finds anything", queries.display()).into());
    }
    pages.sort_unstable();
    println!(
        "{} pages of {:.1} hits; a page mean {:.3} ms, p50 {:.3} ms, p99 {:.3} ms",
        pages.len(),
        count as f64 / (ROUNDS * pages.len()) as f64,
        pages.iter().sum::<Duration>().as_secs_f64() * 1e3 / pages.len() as f64,
        percentile(&pages, 50).as_secs_f64() * 1e3,
        percentile(&pages, 99).as_secs_f64() * 1e3
    );
    Ok(())
}

fn read(queries: &Path) -> Result<String> {
    Ok(fs::read_to_string(queries)
        .map_err(|error| format!("cannot read {}: {error}", queries.display()))?)
}

/// Returns the texts of queries.
fn texts(lines: &str) -> impl Iterator<Item = &str> {
    lines.lines().filter_map(|line| line.split_once('\t')).map(|(_, text)| text)
}
