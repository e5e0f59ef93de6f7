//! `limier kwic`: every occurrence of what is asked for, each in its context.
//!
//! It makes a request of its arguments and a report of the concordance; it looks for nothing
//! itself.

use std::path::Path;

use clap::Args;

use super::destination::Destination;
use super::formats::formats;
use super::marks::{Marks, layout};
use super::matching::Matching;
use super::open::open;
use super::options::{Timeout, parse_number};
use super::outcome::Outcome;
use super::output::tell;
use super::terminal::Terminal;
use crate::engine::{KwicOrder, Request};
use crate::error::{Error, Result};
use crate::render::{Highlight, HitFormat, KwicReport, Layout, Notice, TEXT};
use crate::search::concordance;

/// Most lines shown to people unless it is said otherwise.
const LINES: usize = 1_000;

/// Farthest word that lines are put in order by.
const FARTHEST: usize = 9;

/// Show every occurrence in its context, one a line, below each other
///
/// Those of the articles that have all the words: every form of a word, a phrase as a whole, words
/// near each other only where they are near.
#[derive(Debug, Args)]
pub(super) struct KwicArgs {
    /// What to look for
    #[arg(required_unless_present = "like", value_name = "QUERY")]
    query: Vec<String>,
    /// In which order: `date`, `source`, the words on the left (`L1` is the nearest) or on the
    /// right (`R1`); several between commas
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = parse_order, default_value = "date")]
    sort: Vec<KwicOrder>,
    /// Characters on each side; by default what the screen has room for, elsewhere 50 as text
    /// and the whole sentence in other formats
    #[arg(long, value_name = "N", value_parser = parse_number)]
    width: Option<usize>,
    /// Most lines to print, 0 for all: by default 1000 for people, otherwise all
    #[arg(short = 'n', long = "limit", value_name = "N", value_parser = parse_number)]
    limit: Option<usize>,
    #[command(flatten)]
    matching: Matching,
    /// How to mark the occurrences; by default a colour on a terminal, `**` elsewhere
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) highlight: Option<Marks>,
    #[command(flatten)]
    destination: Destination,
    /// How to print the lines: as the name of the output file ends, or else text
    #[arg(long, value_parser = formats(of_kwic))]
    format: Option<&'static HitFormat>,
    #[command(flatten)]
    timeout: Timeout,
}

/// Returns a format that a concordance is written in.
fn of_kwic(format: &'static HitFormat) -> Option<&'static HitFormat> {
    format.kwic.is_some().then_some(format)
}

/// Reads what lines are put in order by.
fn parse_order(argument: &str) -> Result<KwicOrder, String> {
    let place = |digits: &str| digits.parse().ok().filter(|place| (1..=FARTHEST).contains(place));
    match argument.trim() {
        "date" => Some(KwicOrder::Date),
        "source" => Some(KwicOrder::Source),
        word => match word.split_at_checked(1) {
            Some(("L" | "l", digits)) => place(digits).map(KwicOrder::Left),
            Some(("R" | "r", digits)) => place(digits).map(KwicOrder::Right),
            _ => None,
        },
    }
    .ok_or_else(|| {
        format!("write date, source, L1 to L{FARTHEST} or R1 to R{FARTHEST}, with commas between")
    })
}

/// Prints every occurrence. None found is told by the exit code.
pub(super) fn run(args: &KwicArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let text = args.query.join(" ");
    let query = args.matching.conditions.parse(&text, &asker)?;
    let deadline = args.timeout.deadline();
    let request = Request { deadline, ..args.matching.request(query, &asker.clock) };
    let format = args.destination.format(args.format, &TEXT, |format| format.kwic.is_some())?;
    let most = match args.limit {
        Some(0) => usize::MAX,
        None if !format.for_people => usize::MAX,
        limit => limit.unwrap_or(LINES),
    };
    let concordance = match concordance(engine, &request, &args.sort, most) {
        Err(Error::OutOfTime) => {
            tell(Notice::QueryCut { id: None, query: &text });
            return Ok(Outcome::Cut);
        }
        concordance => concordance?,
    };
    let report = KwicReport {
        concordance: &concordance,
        query: &text,
        width: args.width,
        excel: args.destination.excel,
        layout: &Layout {
            width: terminal.table_columns().filter(|_| args.destination.output.is_none()),
            ..layout(terminal, &asker.clock.zone, args.highlight, Highlight::Markdown)
        },
    };
    if let Some(write) = format.kwic {
        args.destination.write(format, terminal, dir, |out| write(&report, out))?;
    }
    Ok(if concordance.occurrences == 0 { Outcome::Partial } else { Outcome::Complete })
}
