//! The yardstick limier is measured against: a stock tantivy program.
//!
//! It indexes id, title and body with what tantivy offers out of the box for
//! French, and searches them with a plain disjunction of terms. It is never
//! tuned: its worth lies in being what anyone would write first.

use std::env;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;

use stock::{Result, index, search};

const USAGE: &str = "usage: stock index JSONL INDEX_DIR [--threads N]
       stock search INDEX_DIR QUERIES.tsv";

const DEFAULT_THREADS: NonZeroUsize = NonZeroUsize::new(2).expect("2 is not zero");

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &[&str]) -> Result<()> {
    match *args {
        ["index", jsonl, index_dir] => {
            index::run(Path::new(jsonl), Path::new(index_dir), DEFAULT_THREADS)
        }
        ["index", jsonl, index_dir, "--threads", threads]
        | ["index", "--threads", threads, jsonl, index_dir] => {
            let threads =
                threads.parse().map_err(|_| format!("`{threads}` is not a number of threads"))?;
            index::run(Path::new(jsonl), Path::new(index_dir), threads)
        }
        ["search", index_dir, queries] => search::run(Path::new(index_dir), Path::new(queries)),
        _ => Err(USAGE.into()),
    }
}
