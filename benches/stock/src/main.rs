//! The yardstick limier is measured against: a stock tantivy program.
//!
//! It indexes id, title and body with what tantivy offers out of the box for
//! French, and searches them with a plain disjunction of terms. It is never
//! tuned: its worth lies in being what anyone would write first. Where the two
//! can be timed in one run, it runs limier's part as well.

mod analysis;
mod analyzer;
mod article;
mod index;
mod search;

use std::env;
use std::error::Error;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: stock index JSONL INDEX_DIR [--threads N]
       stock search INDEX_DIR QUERIES.tsv
       stock analyze JSONL
       stock families LIMIER_INDEX_DIR QUERIES.tsv";

const DEFAULT_THREADS: NonZeroUsize = NonZeroUsize::new(2).expect("2 is not zero");

/// The result of a step that may fail for a reason worth telling the user.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

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
        ["analyze", jsonl] => analysis::compare(Path::new(jsonl)),
        ["families", index_dir, queries] => {
            analysis::families(Path::new(index_dir), Path::new(queries))
        }
        _ => Err(USAGE.into()),
    }
}
