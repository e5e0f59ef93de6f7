//! `compare`: limier beside its peers, on the same collections, in one run, as a table.
//!
//! It builds every program, makes every index, and runs each figure of limier next to that of
//! the peer, in turns. What cannot be built or run ends it: no figure is left out in silence.

mod collection;
mod figures;
mod programs;
mod run;
mod texts;

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use collection::Collection;
use programs::Programs;

const USAGE: &str =
    "usage: compare WORK_DIR NAME=ARTICLES.jsonl… --queries QUERIES.tsv… [--generate NUMBER]

An index of each collection and program is made in WORK_DIR/NAME. --generate adds a collection of
so many articles, made out of the last one. A line of queries is an id, a tab and the text; whole
processes are run with those of the first file.";

/// What was asked for.
struct Options {
    work: PathBuf,
    collections: Vec<(String, PathBuf)>,
    queries: Vec<PathBuf>,
    generate: Option<u64>,
}

fn main() -> ExitCode {
    let Some(options) = options(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match compare(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn options(args: impl Iterator<Item = String>) -> Option<Options> {
    let mut args = args.peekable();
    let work = PathBuf::from(args.next()?);
    let (mut collections, mut queries, mut generate) = (Vec::new(), Vec::new(), None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--queries" => {
                while let Some(file) = args.next_if(|arg| !arg.starts_with("--")) {
                    queries.push(PathBuf::from(file));
                }
            }
            "--generate" => generate = Some(args.next()?.parse().ok()?),
            named => {
                let (name, file) = named.split_once('=')?;
                collections.push((name.to_owned(), PathBuf::from(file)));
            }
        }
    }
    let is_whole = !collections.is_empty() && !queries.is_empty();
    is_whole.then_some(Options { work, collections, queries, generate })
}

fn compare(options: &Options) -> Result<(), Box<dyn Error>> {
    let programs = Programs::build()?;
    println!("{}\n", programs.versions()?);
    let mut collections = Vec::new();
    for (name, articles) in &options.collections {
        collections.push(Collection::new(&options.work, name, articles)?);
    }
    if let (Some(number), Some((_, last))) = (options.generate, options.collections.last()) {
        let made = |edition| programs.generate(&options.work, last, number, edition);
        let collection = Collection::new(&options.work, "generated", &made(1)?)?;
        collections.push(collection.with_another_edition(made(2)?));
    }
    println!("| collection | figure | limier | peer | ratio |\n|---|---|---|---|---|");
    for collection in &collections {
        figures::all(&programs, collection, &options.queries)?;
    }
    Ok(())
}
