//! `limier index`: reads inputs, writes the index, says what became of them.
//!
//! It reads no input and writes no file of an index: `ingest` and the store do.

mod args;
mod monitor;
mod rejects;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use super::check::announce_rebuild;
use super::open::{articles, collection, open};
use super::options::{OutputForm, now};
use super::outcome::Outcome;
use super::output::ForPrograms;
use super::output_file::refuse_within;
use super::queries::read_text;
use super::search;
use super::signals;
use super::terminal::Terminal;
use crate::error::{Error, InUse, Result};
use crate::index::{IndexingRun, Store, WriterOptions, file_id};
use crate::ingest::{self, Catalog, Place, UpdateCounts, UpdateOptions};
use crate::lexicon::Exceptions;
use crate::render::{Summary, printable, write_json};
use monitor::Monitor;

pub(super) use args::IndexArgs;

/// Reads places into the index.
fn index(
    args: &IndexArgs,
    dir: &Path,
    options: UpdateOptions<'_>,
    places: Vec<Place>,
    exceptions: Option<&Exceptions>,
) -> Result<Summary> {
    let mut monitor = Monitor::start(args, ingest::total_bytes(&places))?;
    let mut store = store(args, dir)?;
    let updated = ingest::update(places, &args.paths, options, &mut *store, &mut monitor);
    if updated.is_err() {
        monitor.clear();
    }
    let counts = updated?;
    monitor.keep_rejects()?;
    if counts.is_stopped && args.strict {
        monitor.clear();
        let counts = UpdateCounts { is_stopped: true, ..UpdateCounts::default() };
        return Ok(Summary { counts, ..Summary::default() });
    }
    if !args.dry_run {
        monitor.writing();
    }
    if let Some(exceptions) = exceptions {
        store.set_exceptions(exceptions, &now())?;
    }
    store.finish(Some(IndexingRun {
        at: now(),
        inputs: args.paths.iter().map(|path| path.display().to_string()).collect(),
        indexed: counts.indexed,
        replaced: counts.replaced,
        rejected: counts.rejected,
        undated: counts.undated,
    }))?;
    monitor.clear();
    Ok(Summary { counts, dry_run: args.dry_run, ..Summary::default() })
}

/// Returns where articles go.
fn store(args: &IndexArgs, dir: &Path) -> Result<Box<dyn Store>> {
    if args.dry_run {
        return collection(dir)?.dry_run();
    }
    let options = WriterOptions::default();
    // Nothing is kept before all is read.
    let commit_every = options.commit_every.filter(|_| !args.strict);
    let options = WriterOptions { commit_every, wait: args.waiting.time, ..options };
    collection(dir)?.store(&now(), options)
}

pub(super) fn run(args: &IndexArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let start = Instant::now();
    let (names, fields, defaults) = (args.names()?, args.fields(), args.defaults()?);
    let places = args.places()?;
    if let Some(rejects) = &args.rejects {
        let is_read = |place: &Place| {
            place.path == *rejects
                || file_id(rejects).is_some_and(|id| file_id(&place.path) == Some(id))
        };
        if places.iter().any(is_read) {
            return Err(Error::OutputTaken { path: rejects.clone(), by: InUse::Input });
        }
        refuse_within(rejects, dir)?;
    }
    // Looked at before anything is read, and kept when everything is written.
    let exceptions =
        args.exceptions.as_ref().map(|path| Exceptions::parse(&read_text(path)?, path));
    let exceptions = exceptions.transpose()?;
    if !args.dry_run {
        announce_rebuild(dir)?;
    }
    let pre = args.preprocessor();
    let stop = signals::listen();
    let options =
        args.update(Catalog::default(), (&names, &fields), &defaults, pre.as_ref(), &stop);
    let mut summary = index(args, dir, options, places, exceptions.as_ref())?;
    summary.seconds = start.elapsed().as_secs_f64();
    summary.total = match open(dir) {
        Ok(engine) => articles(engine)?,
        Err(Error::IndexMissing(_)) if args.dry_run => 0,
        Err(error) => return Err(error),
    };
    let outcome = match summary.counts.is_stopped {
        true => Outcome::Stopped(signals::exit_code(signals::received(&stop))),
        false if summary.is_complete() => Outcome::Complete,
        false => Outcome::Partial,
    };
    if args.format == OutputForm::Json {
        let (search, found) = match &args.search {
            Some(query) => {
                search::run_to_json(query, dir).map(|(json, found)| (Some(json), found))?
            }
            None => (None, outcome),
        };
        let mut out = ForPrograms::new();
        write_json(&mut out, &summary.to_json(search))?;
        out.flush()?;
        return Ok(outcome.max(found));
    }
    write!(anstream::stdout(), "{}", printable(&summary.to_string()))?;
    let Some(query) = &args.search else { return Ok(outcome) };
    writeln!(anstream::stdout())?;
    Ok(outcome.max(search::run(&search::SearchArgs::plain(query), dir, terminal)?))
}

#[cfg(test)]
mod tests;
