//! What was typed: a command and its arguments.
//!
//! The doc comments of the arguments are the help.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
#[cfg(unix)]
use std::sync::Arc;

use clap::{ArgMatches, Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

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
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// The options of all commands.
#[derive(Debug, Args)]
struct Options {
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

/// What was typed, read with the arguments of the command that it names and of no other: to make
/// ready those of all takes a twentieth of a search. It has no help.
#[derive(Debug, Parser)]
#[command(name = "limier", disable_help_subcommand = true)]
struct OneCommand {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Alone,
}

#[derive(Debug)]
struct Alone(Command);

/// How the arguments of a command are made ready.
type Ready = fn(clap::Command) -> clap::Command;

/// The commands.
const COMMANDS: [(&str, Ready); 14] = [
    ("index", index::IndexArgs::augment_args),
    ("search", search::SearchArgs::augment_args),
    ("count", count::CountArgs::augment_args),
    ("kwic", kwic::KwicArgs::augment_args),
    ("show", show::ShowArgs::augment_args),
    ("serve", serve::ServeArgs::augment_args),
    ("info", info::InfoArgs::augment_args),
    ("check", check::CheckArgs::augment_args),
    ("word", word::WordArgs::augment_args),
    ("lexicon", lexicon::LexiconArgs::augment_args),
    ("eval", eval::EvalArgs::augment_args),
    ("export", export::ExportArgs::augment_args),
    ("delete", delete::DeleteArgs::augment_args),
    ("help", help::HelpArgs::augment_args),
];

impl FromArgMatches for Alone {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Command::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl Subcommand for Alone {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        let commands = COMMANDS.map(|(name, ready)| clap::Command::new(name).defer(ready));
        command.subcommands(commands).subcommand_required(true)
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        Command::has_subcommand(name)
    }
}

/// Returns what was typed, which is read with all commands where it is wrong or help is asked for.
pub(super) fn typed() -> Result<Cli, clap::Error> {
    match OneCommand::try_parse() {
        Ok(OneCommand { options, command: Alone(command) }) => Ok(Cli { options, command }),
        Err(_) => Cli::try_parse(),
    }
}

/// Runs a command; a panic is an error, which names the damaged file where there is one.
pub fn run(cli: &Cli) -> Result<Outcome> {
    let run = AssertUnwindSafe(|| guarded(&cli.options.index, || run_command(cli)));
    panic::catch_unwind(run).unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Err(Error::Fault(message.replace('\n', " ")))
    })
}

fn run_command(Cli { options, command }: &Cli) -> Result<Outcome> {
    // What writes beyond the limit on file sizes is told so, and not killed.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    #[cfg(feature = "cluster")]
    reached::note(&options.reached);
    let color = match (options.color, command.highlight()) {
        // Marks in colour are asked for: also where a pipe would have none.
        (ColorChoice::Auto, Some(Marks::Ansi)) => ColorChoice::Always,
        (color, _) => color,
    };
    let terminal = &Terminal::open(color, !options.no_pager);
    match command {
        Command::Index(args) => index::run(args, &options.index, terminal),
        Command::Search(args) => search::run(args, &options.index, terminal),
        Command::Count(args) => count::run(args, &options.index, terminal),
        Command::Kwic(args) => kwic::run(args, &options.index, terminal),
        Command::Show(args) => show::run(args, &options.index, terminal),
        Command::Serve(args) => serve::run(args, &options.index),
        Command::Info(args) => info::run(args, &options.index, terminal),
        Command::Check(args) => check::run(args, &options.index, terminal),
        Command::Word(args) => word::run(args, &options.index, terminal),
        Command::Lexicon(args) => lexicon::run(args, &options.index, terminal),
        Command::Eval(args) => eval::run(args, &options.index, terminal),
        Command::Export(args) => export::run(args, &options.index, terminal),
        Command::Delete(args) => delete::run(args, &options.index, terminal),
        Command::Help(args) => help::run(args, Cli::command(), terminal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_read_alone_has_the_arguments_that_it_has_among_all() {
        let named = |command: clap::Command| {
            let commands = command.get_subcommands().map(|it| it.get_name().to_owned());
            commands.collect::<Vec<_>>()
        };
        let (mut all, mut alone) = (Cli::command(), OneCommand::command());
        assert_eq!(named(all.clone()), named(alone.clone()));
        all.build();
        alone.build();
        for (one, other) in all.get_subcommands().zip(alone.get_subcommands()) {
            let arguments = |command: &clap::Command| {
                let ids = command.get_arguments().map(|argument| argument.get_id().to_string());
                let mut ids: Vec<_> = ids.filter(|id| id != "version").collect();
                ids.sort();
                ids
            };
            assert_eq!(arguments(one), arguments(other), "{}", one.get_name());
        }
    }
}
