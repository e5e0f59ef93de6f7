//! What was typed: a command and its arguments.
//!
//! The doc comments of the arguments are the help.

use std::panic;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::outcome::Outcome;
use super::{delete, eval, export, index, info, lexicon, search, show, word};
use crate::error::{Error, Result};

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
    Word(word::WordArgs),
    Lexicon(lexicon::LexiconArgs),
    Eval(eval::EvalArgs),
    Export(export::ExportArgs),
    Delete(delete::DeleteArgs),
}

/// Runs a command.
pub fn run(cli: &Cli) -> Result<Outcome> {
    match &cli.command {
        Command::Index(args) => index::run(args, &cli.index),
        Command::Search(args) => search::run(args, &cli.index),
        Command::Show(args) => show::run(args, &cli.index),
        Command::Info(args) => info::run(args, &cli.index),
        Command::Word(args) => word::run(args, &cli.index),
        Command::Lexicon(args) => lexicon::run(args, &cli.index),
        Command::Eval(args) => eval::run(args, &cli.index),
        Command::Export(args) => export::run(args, &cli.index),
        Command::Delete(args) => delete::run(args, &cli.index),
    }
}

/// Runs a command; a panic becomes an error.
///
/// The index library panics on some damaged files: that must read like any other
/// damage, and print nothing of its own.
pub fn run_guarded(cli: &Cli) -> Result<Outcome> {
    panic::set_hook(Box::new(|_| {}));
    panic::catch_unwind(|| run(cli)).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Err(Error::Fault { dir: cli.index.clone(), message: message.replace('\n', " ") })
    })
}
