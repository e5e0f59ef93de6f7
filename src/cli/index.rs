//! `limier index`: reads inputs, writes the index, says what became of them.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::queries::read_text;
use super::{ForPrograms, Form, Outcome, now, search};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::index::{Added, IndexReader, IndexWriter, Run, WriterOptions, set_exceptions};
use crate::ingest::{self, FieldNames, Rejection, Sink};
use crate::lexicon::Exceptions;
use crate::render::{Summary, printable};

/// Index articles: files, folders, `-` for standard input
///
/// Reads .txt (one article a file), .json, .jsonl and .ndjson, also compressed (.gz, .zst);
/// folders are walked. An article whose id is already in the index replaces it.
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Name of a field in the input, when it is not a common one: `body=texte`
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = parse_pair)]
    fields: Vec<(String, String)>,
    /// File of exceptions to stemming, kept with the index: `word<TAB>stem` a line, or `word`
    /// alone to leave it as it is (see `limier lexicon`)
    #[arg(long, value_name = "FILE")]
    exceptions: Option<PathBuf>,
    /// Stop at the first bad record, with nothing indexed
    #[arg(long)]
    strict: bool,
    /// Threads that read documents; by default as many as there are processors
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: Option<u16>,
    /// Run this search right after
    #[arg(long, value_name = "QUERY")]
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
}

pub(super) fn run(args: &IndexArgs, dir: &Path) -> Result<Outcome> {
    let start = Instant::now();
    let pairs = args.fields.iter().map(|(field, name)| (field.as_str(), name.as_str()));
    let names = FieldNames::from_pairs(pairs)?;
    let places = ingest::places(&args.paths, dir)?;
    let options = WriterOptions {
        commit_every: WriterOptions::default().commit_every.filter(|_| !args.strict),
        ..WriterOptions::default()
    };
    let exceptions = match &args.exceptions {
        Some(path) => Some((path, read_text(path)?)),
        None => None,
    };
    // Looked at before anything is read, and kept when everything is written.
    if let Some((path, text)) = &exceptions {
        Exceptions::parse(text, path)?;
    }
    let writer = IndexWriter::open(dir, &now(), options)?;
    let mut run = IndexRun {
        writer,
        strict: args.strict,
        progress: progress_bar(ingest::total_bytes(&places)),
        skipped: BTreeMap::new(),
        summary: Summary::default(),
    };
    ingest::read(&places, &names, args.jobs(), &mut run)?;
    let IndexRun { writer, progress, skipped, mut summary, .. } = run;
    progress.set_message("writing");
    writer.finish(Run {
        at: now(),
        inputs: args.paths.iter().map(|path| path.display().to_string()).collect(),
        indexed: summary.indexed,
        replaced: summary.replaced,
        rejected: summary.rejected,
        undated: summary.undated,
    })?;
    if let Some((path, text)) = &exceptions {
        set_exceptions(dir, text, path)?;
    }
    progress.finish_and_clear();
    summary.seconds = start.elapsed().as_secs_f64();
    summary.skipped = skipped.into_iter().collect();
    summary.total = IndexReader::open(dir)?.len();
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

/// A run of `limier index`.
struct IndexRun {
    writer: IndexWriter,
    strict: bool,
    progress: ProgressBar,
    skipped: BTreeMap<String, u64>,
    summary: Summary,
}

impl IndexRun {
    /// Writes a line to standard error, around the progress bar.
    fn say(&self, line: &str) {
        let line = printable(line);
        // With standard error gone there is nobody left to tell; the articles count.
        let _ = self.progress.suspend(|| writeln!(io::stderr(), "{line}"));
    }
}

impl Sink for IndexRun {
    fn article(&mut self, article: Article) -> Result<()> {
        self.summary.indexed += 1;
        self.summary.undated += u64::from(article.published.is_none());
        if self.writer.add(article)? == Added::Replaced {
            self.summary.replaced += 1;
        }
        Ok(())
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        if self.strict {
            self.progress.finish_and_clear();
            return Err(Error::Strict(rejection));
        }
        self.summary.rejected += 1;
        self.say(&rejection.to_string());
        Ok(())
    }

    fn skipped(&mut self, path: &Path, kind: &str) {
        let count = self.skipped.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            self.say(&format!("{}: {kind} is not read; skipped", path.display()));
        }
    }

    fn progress(&mut self, disk_bytes: u64, bytes: u64) {
        self.summary.bytes += bytes;
        self.progress.inc(disk_bytes);
        if !self.progress.is_hidden() {
            self.progress.set_message(format!("{} articles", self.summary.indexed));
        }
    }
}

/// Returns a progress bar, hidden unless standard error is a terminal.
fn progress_bar(total_bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match total_bytes {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {percent:>3} %  {msg}  {binary_bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}  {binary_bytes_per_sec}"),
    };
    // The templates are constants; a wrong one would show in the first run.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
