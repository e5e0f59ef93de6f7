//! The command line: one file a command, its arguments and what it runs.
//!
//! The doc comments of the arguments are the help. Only here are the clock, the
//! terminal and the environment read.

mod check;
mod delete;
mod eval;
mod export;
mod index;
mod info;
mod lexicon;
mod queries;
mod search;
mod show;
mod word;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::tz::TimeZoneDatabase;

use crate::error::{Error, Result};
use crate::index::guarded;
use crate::language_code::language_code;
use crate::query::Clock;
use crate::render::{error_message, printable};

/// Finds articles in collections of French news.
///
/// Index what you have, then ask: `limier index articles/`, `limier search grève SNCF`.
#[derive(Debug, Parser)]
#[command(name = "limier", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    /// Folder of the index
    #[arg(long, global = true, env = "LIMIER_INDEX", value_name = "DIR", default_value = "index")]
    index: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::IndexArgs),
    Search(search::SearchArgs),
    Show(show::ShowArgs),
    Info(info::InfoArgs),
    Check(check::CheckArgs),
    Word(word::WordArgs),
    Lexicon(lexicon::LexiconArgs),
    Eval(eval::EvalArgs),
    Export(export::ExportArgs),
    Delete(delete::DeleteArgs),
}

/// How a command prints what it has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// How a command that did its work ended; an error is the third way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Something was found; everything was indexed. Exit code 0.
    Complete,
    /// Nothing was found; some records were rejected. Exit code 1.
    Partial,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => Self::SUCCESS,
            Outcome::Partial => Self::from(1),
        }
    }
}

/// Runs a command; where a damaged index makes a library panic, that is an error as any
/// other damage is.
pub fn run(cli: &Cli) -> Result<Outcome> {
    guarded(&cli.index, || run_command(cli))
}

fn run_command(cli: &Cli) -> Result<Outcome> {
    match &cli.command {
        Command::Index(args) => index::run(args, &cli.index),
        Command::Search(args) => search::run(args, &cli.index),
        Command::Show(args) => show::run(args, &cli.index),
        Command::Info(args) => info::run(args, &cli.index),
        Command::Check(args) => check::run(args, &cli.index),
        Command::Word(args) => word::run(args, &cli.index),
        Command::Lexicon(args) => lexicon::run(args, &cli.index),
        Command::Eval(args) => eval::run(args, &cli.index),
        Command::Export(args) => export::run(args, &cli.index),
        Command::Delete(args) => delete::run(args, &cli.index),
    }
}

/// Prints an error and its causes to standard error; returns exit code 2.
#[must_use]
pub fn report(error: &Error) -> ExitCode {
    let mut stderr = anstream::stderr().lock();
    let red = anstyle::AnsiColor::Red.on_default().bold();
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(stderr, "{red}error:{red:#} {}", printable(&error_message(error)));
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let _ = writeln!(stderr, "  because: {}", printable(&error.to_string()));
        cause = error.source();
    }
    ExitCode::from(2)
}

/// How help names a language.
const LANGUAGE: &str = "CODE";

/// Reads a language code: two letters, as in ISO 639-1.
fn parse_language(argument: &str) -> Result<String, String> {
    let code = language_code(argument);
    if argument.len() == 2 && !code.is_empty() {
        return Ok(code);
    }
    Err("write its two letters, for example en; `limier info` lists those of the index".to_owned())
}

/// Returns the clock of a query: the present moment, and days as in a time zone.
fn clock(zone: &str) -> Result<Clock> {
    let known = TimeZoneDatabase::bundled().get(zone);
    let zone = known.map_err(|_| Error::TimeZone(zone.to_owned()))?;
    Ok(Clock { now: jiff::Timestamp::now(), zone })
}

/// Returns the present moment, ISO 8601 in UTC.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Most columns of running text: longer lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// Returns the columns to wrap output at, `None` when it does not go to a terminal.
fn output_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(width.0).clamp(20, MAX_COLUMNS))
}

/// Standard output for programs: every byte as it is, except that a terminal is
/// shown nothing that it would obey.
struct ForPrograms {
    out: io::BufWriter<io::Stdout>,
    is_terminal: bool,
}

impl ForPrograms {
    fn new() -> Self {
        let stdout = io::stdout();
        Self { is_terminal: stdout.is_terminal(), out: io::BufWriter::new(stdout) }
    }
}

impl Write for ForPrograms {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_terminal {
            let text = String::from_utf8_lossy(bytes);
            self.out.write_all(printable(&text).as_bytes())?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
