//! `limier index`: reads inputs, writes the index, says what became of them.

mod rejects;
mod run;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::check::announce_rebuild;
use super::queries::read_text;
use super::{ForPrograms, Form, Outcome, now, search};
use crate::error::{Error, Result};
use crate::index::{IndexReader, is_index, reading_of, set_exceptions};
use crate::ingest::{self, Catalog, FieldNames, Place};
use crate::lexicon::Exceptions;
use crate::render::{Summary, printable};
use run::IndexRun;

/// Index articles: files, folders, `-` for standard input
///
/// Reads saved pages (.html), feeds (RSS, Atom, JSON Feed), `NewsML`, NITF, TREC SGML, .csv,
/// .tsv, .json, .jsonl, .txt and web archives (.warc), also compressed (.gz, .zst) or in .zip and .tar;
/// folders are walked. A file that is as it was when it was last read is not read again; an
/// article whose id is already in the index replaces it.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct IndexArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Name of a field in the input, when it is not a common one: `body=texte`,
    /// `title=metadata.title`
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = parse_pair)]
    fields: Vec<(String, String)>,
    /// File of exceptions to stemming, kept with the index: `word<TAB>stem` a line, or `word`
    /// alone to leave it as it is (see `limier lexicon`)
    #[arg(long, value_name = "FILE")]
    exceptions: Option<PathBuf>,
    /// Stop at the first bad record, with nothing indexed
    #[arg(long)]
    strict: bool,
    /// Read everything and say what would be indexed, without writing
    #[arg(long)]
    dry_run: bool,
    /// Remove the articles of files below PATH that are gone
    #[arg(long)]
    prune: bool,
    /// Read files again that have not changed
    #[arg(long)]
    force: bool,
    /// Write what was rejected to a file, a JSON object a line: path, line, reason, record
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Print examples of dates that could not be read, and columns of tables that no field
    /// takes
    #[arg(long, short)]
    verbose: bool,
    /// Threads that read documents; by default as many as there are processors
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: Option<u16>,
    /// Run this search right after
    #[arg(long, value_name = "QUERY", conflicts_with = "dry_run")]
    search: Option<String>,
    /// How to print the summary
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

fn parse_pair(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((field, name)) if !field.is_empty() && !name.is_empty() => {
            Ok((field.to_owned(), name.to_owned()))
        }
        _ => Err("write it as FIELD=NAME, for example body=texte".to_owned()),
    }
}

impl IndexArgs {
    fn jobs(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(processors, usize::from)
    }

    /// Returns a number for how files are read: what was read otherwise is read again.
    fn reading(&self) -> u64 {
        let fields = self.fields.iter().map(|(field, name)| format!("{field}={name}\n"));
        reading_of(&fields.collect::<String>())
    }

    /// Returns the places to read. Under `--prune` a path may be gone.
    fn places(&self) -> Result<Vec<Place>> {
        let is_there = |path: &&PathBuf| !self.prune || **path == *"-" || path.exists();
        let paths: Vec<PathBuf> = self.paths.iter().filter(is_there).cloned().collect();
        // What an index holds comes from other files.
        ingest::places(&paths, is_index)
    }
}

/// Reads places into the index, in the formats that there are.
fn index(
    args: &IndexArgs,
    dir: &Path,
    catalog: Catalog,
    names: &FieldNames,
    mut places: Vec<Place>,
) -> Result<Summary> {
    let mut run = IndexRun::start(args, dir, catalog, ingest::total_bytes(&places))?;
    // Those that are read again may in their turn overtake others after them.
    while !places.is_empty() {
        ingest::read(&places, catalog, names, args.jobs(), &mut run)?;
        places = run.take_overtaken(&places);
    }
    run.prune()?;
    run.finish()
}

pub(super) fn run(args: &IndexArgs, dir: &Path) -> Result<Outcome> {
    let start = Instant::now();
    let pairs = args.fields.iter().map(|(field, name)| (field.as_str(), name.as_str()));
    let names = FieldNames::from_pairs(pairs)?;
    let places = args.places()?;
    // Looked at before anything is read, and kept when everything is written.
    let exceptions =
        args.exceptions.as_ref().map(|path| Exceptions::parse(&read_text(path)?, path));
    let exceptions = exceptions.transpose()?;
    if !args.dry_run {
        announce_rebuild(dir)?;
    }
    let mut summary = index(args, dir, Catalog::default(), &names, places)?;
    if let Some(exceptions) = exceptions.filter(|_| !args.dry_run) {
        set_exceptions(dir, &exceptions, &now())?;
    }
    summary.seconds = start.elapsed().as_secs_f64();
    summary.total = match IndexReader::open(dir) {
        Ok(reader) => reader.len(),
        Err(Error::IndexMissing(_)) if args.dry_run => 0,
        Err(error) => return Err(error),
    };
    let outcome = if summary.is_complete() { Outcome::Complete } else { Outcome::Partial };
    if args.format == Form::Json {
        let (search, found) = match &args.search {
            Some(query) => {
                search::run_to_json(query, dir).map(|(json, found)| (Some(json), found))?
            }
            None => (None, outcome),
        };
        let mut out = ForPrograms::new();
        writeln!(out, "{}", summary.to_json(search))?;
        out.flush()?;
        return Ok(outcome.max(found));
    }
    write!(anstream::stdout(), "{}", printable(&summary.to_string()))?;
    let Some(query) = &args.search else { return Ok(outcome) };
    writeln!(anstream::stdout())?;
    Ok(outcome.max(search::run(&search::SearchArgs::plain(query), dir)?))
}

#[cfg(test)]
mod tests;
