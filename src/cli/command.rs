//! What was typed: a command and its arguments.
//!
//! The doc comments of the arguments are the help.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
#[cfg(unix)]
use std::sync::Arc;

use clap::{ColorChoice, CommandFactory, Parser, Subcommand};

use super::marks::Marks;
use super::outcome::Outcome;
#[cfg(feature = "cluster")]
use super::reached::{self, Reached};
use super::terminal::Terminal;
use super::unset::path_or;
use super::{
    check, count, delete, eval, export, help, index, info, kwic, lexicon, search, serve, show, word,
};
use crate::error::{Error, Result};
use crate::index::guarded;

/// Finds articles in collections of French news.
///
/// Index what you have, then ask: `limier index articles/`, `limier search grève SNCF`.
#[derive(Debug, Parser)]
#[command(name = "limier", version, arg_required_else_help = true, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    #[cfg_attr(not(feature = "cluster"), doc = "Folder of the index")]
    #[cfg_attr(
        feature = "cluster",
        doc = "Folder of the index, or `opensearch+https://HOST:9200/NAME` for a collection in a cluster"
    )]
    #[arg(long, global = true, env = "LIMIER_INDEX", value_name = "DIR", default_value = "index", value_parser = path_or("index"))]
    index: PathBuf,
    /// Whether colours are shown; `auto` leaves it to the terminal and to `NO_COLOR`, `CLICOLOR`
    /// and `CLICOLOR_FORCE`
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    /// Print what is longer than the screen, too; otherwise `LIMIER_PAGER` or `PAGER` shows it, or
    /// `less -FRX`
    #[arg(long, global = true)]
    no_pager: bool,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    reached: Reached,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::IndexArgs),
    Search(search::SearchArgs),
    Count(count::CountArgs),
    Kwic(kwic::KwicArgs),
    Show(show::ShowArgs),
    Serve(serve::ServeArgs),
    Info(info::InfoArgs),
    Check(check::CheckArgs),
    Word(word::WordArgs),
    Lexicon(lexicon::LexiconArgs),
    Eval(eval::EvalArgs),
    Export(export::ExportArgs),
    Delete(delete::DeleteArgs),
    Help(help::HelpArgs),
}

impl Command {
    /// Returns how matches are to be marked, when that is said.
    fn highlight(&self) -> Option<Marks> {
        match self {
            Self::Search(args) => args.highlight,
            Self::Kwic(args) => args.highlight,
            Self::Show(args) => args.highlight,
            _ => None,
        }
    }
}

/// Runs a command; a panic is an error, which names the damaged file where there is one.
pub fn run(cli: &Cli) -> Result<Outcome> {
    let run = AssertUnwindSafe(|| guarded(&cli.index, || run_command(cli)));
    panic::catch_unwind(run).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Err(Error::Fault(message.replace('\n', " ")))
    })
}

fn run_command(cli: &Cli) -> Result<Outcome> {
    // What writes beyond the limit on file sizes is told so, and not killed.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    #[cfg(feature = "cluster")]
    reached::note(&cli.reached);
    let color = match (cli.color, cli.command.highlight()) {
        // Marks in colour are asked for: also where a pipe would have none.
        (ColorChoice::Auto, Some(Marks::Ansi)) => ColorChoice::Always,
        (color, _) => color,
    };
    let terminal = &Terminal::open(color, !cli.no_pager);
    match &cli.command {
        Command::Index(args) => index::run(args, &cli.index, terminal),
        Command::Search(args) => search::run(args, &cli.index, terminal),
        Command::Count(args) => count::run(args, &cli.index, terminal),
        Command::Kwic(args) => kwic::run(args, &cli.index, terminal),
        Command::Show(args) => show::run(args, &cli.index, terminal),
        Command::Serve(args) => serve::run(args, &cli.index),
        Command::Info(args) => info::run(args, &cli.index, terminal),
        Command::Check(args) => check::run(args, &cli.index, terminal),
        Command::Word(args) => word::run(args, &cli.index, terminal),
        Command::Lexicon(args) => lexicon::run(args, &cli.index, terminal),
        Command::Eval(args) => eval::run(args, &cli.index, terminal),
        Command::Export(args) => export::run(args, &cli.index, terminal),
        Command::Delete(args) => delete::run(args, &cli.index, terminal),
        Command::Help(args) => help::run(args, Cli::command(), terminal),
    }
}
