//! `limier help`: what a command does, or what holds for all of them.
//!
//! Pages are made from the tables that the program itself works with, so that they tell
//! what it does. The help of a command is what `--help` prints.

mod fields;
mod formats;
mod json;
mod limits;
mod page;
mod query;

use clap::error::ErrorKind;
use clap::{Args, Command};

use super::outcome::Outcome;
use super::output::{print, print_from};
use super::terminal::Terminal;
use crate::error::Result;
use page::{COLUMNS, Part, write};

/// Tell what a command does, or what is read, typed and printed
#[derive(Debug, Args)]
pub(super) struct HelpArgs {
    /// A command, or one of formats, fields, query, json, limits
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
}

/// A page of help that is about no command.
struct Topic {
    name: &'static str,
    page: fn() -> Vec<Part>,
}

const TOPICS: [Topic; 5] = [
    Topic { name: "formats", page: formats::page },
    Topic { name: "fields", page: fields::page },
    Topic { name: "query", page: query::page },
    Topic { name: "json", page: json::page },
    Topic { name: "limits", page: limits::page },
];

/// Prints a page, or the help of a command of `limier`.
pub(super) fn run(args: &HelpArgs, mut limier: Command, terminal: &Terminal) -> Result<Outcome> {
    let topic = args.topic.as_deref();
    if let Some(topic) = TOPICS.iter().find(|known| Some(known.name) == topic) {
        let columns = terminal.columns.unwrap_or(COLUMNS);
        print(terminal, true, |out| write(out, &(topic.page)(), columns))?;
        return Ok(Outcome::Complete);
    }
    if let Some(unknown) = topic.filter(|name| limier.find_subcommand(name).is_none()) {
        let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
        let message =
            format!("no help on `{unknown}`; name a command, or one of {}", topics.join(", "));
        limier.error(ErrorKind::InvalidValue, message).exit();
    }
    let typed = ["limier"].into_iter().chain(topic).chain(["--help"]);
    match limier.try_get_matches_from_mut(typed) {
        // What was asked for is an error to clap.
        Err(help) => show_help(&help, terminal).map(|()| Outcome::Complete),
        Ok(_) => Ok(Outcome::Complete),
    }
}

/// Prints the help of a command, as clap has made it.
pub(super) fn show_help(help: &clap::Error, terminal: &Terminal) -> Result<()> {
    print_from(terminal, help.render().ansi().to_string().as_bytes(), None)
}
