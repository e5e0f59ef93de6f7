//! The arguments of the command line, and what is said of those that limier does not have.
//!
//! Options that other programs have for the same are answered with what to write here. It
//! never guesses: nothing is run in place of what was typed.

use std::ffi::OsString;

use clap::ColorChoice;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command::{Cli, typed};
use super::help::show_help;
use super::terminal::Terminal;

/// Options of other programs (grep, jq, curl, Recoll), each with what does the same here.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["--json"], "write `--format json`"),
    (&["--jsonl"], "write `--format jsonl`"),
    (&["--csv"], "write `--format csv`"),
    (&["--tsv"], "write `--format tsv`"),
    (&["--trec"], "write `--format trec`"),
    (&["-f"], "write `--format`, and its name"),
    (&["-c", "--count"], "the line above the hits has their number; `-n 0` prints nothing else"),
    (&["-o", "--output", "--out"], "send the output to a file with `> FILE`"),
    (&["-i", "--ignore-case"], "case makes no difference; `^Total` asks for a capital"),
    (&["-l", "--files-with-matches"], "write `--format tsv`: an article a line, its id in front"),
    (&["-r", "-R", "--recursive"], "folders are read with all that is in them"),
    (&["-v", "--invert-match"], "write `-word` in the query, behind another word"),
    (&["-w", "--word-regexp"], "write `=word` in the query: this form only"),
    (&["-e", "-q", "--query"], "the query is put behind the options as it is"),
    (&["-A", "-B", "-C"], "write `--snippet-chars` and how many characters to show"),
    (&["--max", "--size", "--top"], "write `-n`, and how many hits to show"),
    (&["--start", "--skip"], "write `--offset`, and how many hits to leave out"),
    (&["--since", "--after"], "write `--from`, and a date"),
    (&["--until", "--before"], "write `--to`, and a date"),
    (&["--language"], "write `--lang`, and two letters"),
];

/// Returns what was typed; where that cannot be read, the program ends with what to write.
#[must_use]
pub fn arguments() -> Cli {
    typed().unwrap_or_else(|mut error| {
        let mut typed = std::env::args_os().skip(1);
        if error.kind() == ErrorKind::DisplayHelp {
            let is_paged = !typed.any(|argument| argument == "--no-pager");
            let terminal = Terminal::open(ColorChoice::Auto, is_paged);
            if show_help(&error, &terminal).is_ok() {
                std::process::exit(0);
            }
        } else {
            explain(&mut error, typed);
        }
        error.exit()
    })
}

/// Puts what to write in the place of clap's advice on an argument that is unknown.
fn explain(error: &mut clap::Error, typed: impl Iterator<Item = OsString>) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidArg) else { return };
    let unknown = unknown.clone();
    let elsewhere = ELSEWHERE.iter().find(|(options, _)| options.contains(&unknown.as_str()));
    let token = typed
        .map(|argument| argument.to_string_lossy().into_owned())
        .find(|argument| argument.starts_with(&unknown));
    let tip = match (elsewhere, token) {
        // Of `-criminalité` clap tells `-c`.
        (Some((_, tip)), Some(token)) if token == unknown || unknown.starts_with("--") => {
            Some((*tip).to_owned())
        }
        (_, Some(token)) if !unknown.starts_with("--") && token.chars().count() > 2 => {
            Some(format!("a query that starts with `-` goes behind `--`: -- '{token}'"))
        }
        _ => None,
    };
    match tip {
        Some(tip) => {
            error.remove(ContextKind::SuggestedArg);
            let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
            error.insert(ContextKind::Suggested, tip);
        }
        None => {
            error.remove(ContextKind::Suggested);
        }
    }
}
