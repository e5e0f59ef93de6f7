//! `search`: how long a search takes in process, warm, on one thread, by kind of query.
//!
//! A query is parsed, run and its answer made, ten hits of a hundred ranked again: first their
//! ids alone, then with snippets. Each is run several times and its least time counts, as other
//! programs of the machine only ever add to it.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use limier::{Clock, Copies, Detail, Index, Query, Request};

const USAGE: &str =
    "usage: search LIMIER_INDEX_DIR QUERIES.tsv… [--rounds N] [--only ids|snippets]";

/// How often each query is run, unless an option says otherwise.
const ROUNDS: usize = 5;

/// What is asked for of each hit.
const DETAILS: [(&str, fn() -> Detail); 2] =
    [("ids", || Detail::Id), ("snippets", Detail::default)];

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &[String]) -> Result<(), Box<dyn Error>> {
    let (args, only) = with_option(args, "--only");
    let (args, rounds) = with_option(args, "--rounds");
    let rounds = rounds.map_or(Ok(ROUNDS), str::parse)?;
    let [index, files @ ..] = args else { return Err(USAGE.into()) };
    if files.is_empty() {
        return Err(USAGE.into());
    }
    let index = Index::open(index)?;
    let clock = Clock::in_paris(jiff::Timestamp::now());
    println!("{:24} {:>8} {:>8} {:>8} {:>8} ms", "queries", "number", "p50", "mean", "p99");
    for file in files {
        let lines = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let texts: Vec<&str> = lines.lines().filter_map(|line| line.split('\t').nth(1)).collect();
        for (what, detail) in
            DETAILS.into_iter().filter(|(what, _)| only.is_none_or(|it| it == *what))
        {
            let mut least = vec![Duration::MAX; texts.len()];
            for _ in 0..rounds.max(1) {
                for (text, least) in texts.iter().zip(&mut least) {
                    let start = Instant::now();
                    let query = Query::parse(text, &clock)?;
                    let request = Request {
                        query,
                        detail: detail(),
                        copies: Copies::Apart,
                        suggestions: 0,
                        ..Request::default()
                    };
                    black_box(index.top(&request)?);
                    *least = start.elapsed().min(*least);
                }
            }
            let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
            let name = name.trim_end_matches(".queries.tsv");
            report(&format!("{name}, {what}"), &mut least);
        }
    }
    Ok(())
}

/// Takes an option off the end of the arguments.
fn with_option<'a>(args: &'a [String], name: &str) -> (&'a [String], Option<&'a str>) {
    match args {
        [args @ .., option, value] if option == name => (args, Some(value)),
        args => (args, None),
    }
}

/// Prints what the times of some queries come to.
fn report(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let percentile = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100);
        times.get(rank.saturating_sub(1)).copied().map_or(0.0, ms)
    };
    let mean = times.iter().copied().map(ms).sum::<f64>() / times.len().max(1) as f64;
    let (p50, p99) = (percentile(50), percentile(99));
    println!("{name:24} {:8} {p50:8.3} {mean:8.3} {p99:8.3}", times.len());
}
