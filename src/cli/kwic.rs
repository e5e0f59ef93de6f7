//! `limier kwic`: every occurrence of what is asked for, each in its context.
//!
//! It makes a request of its arguments and a report of the concordance; it looks for nothing
//! itself.

use std::path::{Path, PathBuf};

use clap::Args;

use super::asker::Asker;
use super::destination::Destination;
use super::formats::formats;
use super::last_answer::LastAnswer;
use super::marks::{Marks, layout};
use super::matching::Matching;
use super::open::open;
use super::options::{Timeout, parse_number};
use super::outcome::Outcome;
use super::output::tell;
use super::sheet::{List, Listed};
use super::terminal::{Terminal, Window};
use super::undated::tell_undated;
use super::without_hits::{WithoutHits, tell_why};
use crate::engine::{Concordance, Engine, FARTHEST, KwicOrder, MOST_BESIDE, Request};
use crate::error::{Error, Result};
use crate::render::{
    Concorded, Highlight, HitFormat, KwicReport, Layout, Notice, Queries, TEXT, WriteConcorded,
};
use crate::search::concordance;

/// Most lines shown to people unless it is said otherwise.
pub(super) const LINES: usize = 1_000;

/// Most lines of a query whatever is said: they are held until they are in order, some 200 bytes
/// each.
pub(super) const MOST_LINES: usize = 500_000;

/// Show every occurrence in its context, one a line, below each other
///
/// Those of the articles that have all the words: every form of a word, a phrase as a whole, words
/// near each other only where they are near.
#[derive(Debug, Args)]
pub(super) struct KwicArgs {
    /// What to look for
    #[arg(required_unless_present_any = ["queries", "like"], value_name = "QUERY")]
    query: Vec<String>,
    /// Show those of the queries of a file, one a line: id, tab, text (`-` for standard input); of
    /// a CSV file, those of its column `query` or `name`
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    /// In which order: `date`, `-date` (the latest first), `source`, the words on the left (`L1` is
    /// the nearest) or on the right (`R1`); several between commas
    #[arg(long, value_name = "KEYS", value_delimiter = ',', value_parser = parse_order, allow_hyphen_values = true, default_value = "date")]
    sort: Vec<KwicOrder>,
    /// Characters on each side; by default what the screen has room for, elsewhere 50 as text
    /// and the whole sentence in other formats
    #[arg(long, value_name = "N", value_parser = parse_width)]
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

/// Reads how many characters are wanted on each side.
fn parse_width(argument: &str) -> Result<usize, String> {
    match parse_number(argument) {
        Ok(width) if width > MOST_BESIDE => Err(format!("write {MOST_BESIDE} at most")),
        width => width,
    }
}

/// Returns a format that a concordance is written in.
fn of_kwic(format: &'static HitFormat) -> Option<&'static HitFormat> {
    format.kwic.is_some().then_some(format)
}

/// Reads what lines are put in order by.
fn parse_order(argument: &str) -> Result<KwicOrder, String> {
    KwicOrder::named(argument).ok_or_else(|| {
        format!(
            "write date, -date, source, L1 to L{FARTHEST} or R1 to R{FARTHEST}, with commas between"
        )
    })
}

/// Prints every occurrence, of a query or of each of a file. None found is told by the exit code.
pub(super) fn run(args: &KwicArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let destination = &args.destination;
    let format = destination.format(args.format, &TEXT, |format| format.kwic.is_some())?;
    let Some(write) = format.kwic else { return Ok(Outcome::Partial) };
    let asking = Asking { args, engine, asker: &asker, for_people: format.for_people };
    let layout = Layout {
        width: terminal.table_columns().filter(|_| destination.output.is_none()),
        ..layout(terminal, &asker.clock.zone, args.highlight, Highlight::Markdown)
    };
    let report = KwicReport {
        columns: None,
        width: args.width,
        numbered: false,
        excel: destination.excel,
        layout: &layout,
    };
    if let Some(path) = &args.queries {
        if !format.for_people && format.queries == Queries::One {
            return Err(Error::QueriesFormat);
        }
        let list = List::read(path, args.query_column.as_deref(), false)?;
        let report = KwicReport { columns: Some(&list.columns), ..report };
        let mut ended = Outcome::Partial;
        destination.write(format, terminal, dir, |out| {
            let mut each = |write: &mut WriteConcorded<'_>| {
                ended = asking.each(&list, path, write)?;
                Ok(())
            };
            write(&report, &mut each, out)
        })?;
        return Ok(ended);
    }
    let text = args.query.join(" ");
    let concordance = match asking.concordance(&text) {
        Err(Error::OutOfTime) => {
            tell(Notice::QueryCut { id: None, query: &text });
            return Ok(Outcome::Cut);
        }
        concordance => concordance?,
    };
    if concordance.articles == 0 {
        tell_why(engine, asking.request(&text)?)?;
    } else {
        tell_undated(engine, asking.request(&text)?, &text)?;
    }
    let is_cut = asking.tell_cut(None, &text, &concordance);
    let is_shown = format.for_people && destination.output.is_none() && terminal.screen.is_some();
    let numbered = terminal
        .window
        .filter(|_| is_shown)
        .is_some_and(|window| args.kept(window, &text, &concordance, dir).keep());
    let report = KwicReport { numbered, ..report };
    let found = Concorded { concordance: &concordance, query: &text, id: None, carried: &[] };
    destination
        .write(format, terminal, dir, |out| write(&report, &mut |write| Ok(write(&found)?), out))?;
    Ok(match concordance.occurrences {
        0 => Outcome::Partial,
        _ if is_cut => Outcome::Cut,
        _ => Outcome::Complete,
    })
}

impl KwicArgs {
    /// Returns what is remembered of a concordance that a window shows: its articles, in the order
    /// of their first lines.
    fn kept(
        &self,
        window: Window,
        query: &str,
        concordance: &Concordance,
        dir: &Path,
    ) -> LastAnswer {
        let conditions = &self.matching.conditions;
        LastAnswer {
            window,
            index: dir.canonicalize().unwrap_or_else(|_| dir.to_owned()),
            query: query.to_owned(),
            language: conditions.lang.clone(),
            zone: conditions.tz.clone(),
            asked: jiff::Timestamp::now().as_second(),
            first: 1,
            ids: concordance.ids().into_iter().map(str::to_owned).collect(),
        }
    }
}

/// What is asked.
struct Asking<'a> {
    args: &'a KwicArgs,
    engine: &'static dyn Engine,
    asker: &'a Asker,
    /// People read what is written.
    for_people: bool,
}

impl Asking<'_> {
    fn request(&self, text: &str) -> Result<Request> {
        let matching = &self.args.matching;
        let query = matching.conditions.parse(text, self.asker)?;
        let deadline = self.args.timeout.deadline();
        Ok(Request { deadline, ..matching.request(query, &self.asker.clock) })
    }

    fn concordance(&self, text: &str) -> Result<Concordance> {
        let most = self.wanted().min(MOST_LINES);
        concordance(self.engine, &self.request(text)?, &self.args.sort, most)
    }

    /// Returns how many lines are wanted at most.
    fn wanted(&self) -> usize {
        match self.args.limit {
            Some(0) => usize::MAX,
            None if !self.for_people => usize::MAX,
            limit => limit.unwrap_or(LINES),
        }
    }

    /// Tells where lines that are wanted are more than there may be, and returns whether they are.
    fn tell_cut(&self, id: Option<&str>, query: &str, found: &Concordance) -> bool {
        let wanted = (self.wanted() as u64).min(found.occurrences);
        let is_cut = wanted > found.lines.len() as u64;
        if is_cut {
            tell(Notice::LinesCut { id, query, most: MOST_LINES, of: found.occurrences });
        }
        is_cut
    }

    /// Writes those of the queries of a file that have an occurrence, and returns how that ended;
    /// what is no query, is cut or finds nothing is told.
    fn each(&self, list: &List, path: &Path, write: &mut WriteConcorded<'_>) -> Result<Outcome> {
        let mut refused = if list.has_faults() { Outcome::Partial } else { Outcome::Complete };
        let mut found = Outcome::Partial;
        let mut without_hits = WithoutHits::default();
        for Listed { id, text, carried, .. } in &list.queries {
            let concordance = match self.concordance(text) {
                Err(Error::OutOfTime) => {
                    tell(Notice::QueryCut { id: Some(id), query: text });
                    refused = Outcome::Cut;
                    continue;
                }
                Err(
                    error @ (Error::QuerySyntax(_) | Error::QueryDate(_) | Error::QueryEmpty(_)),
                ) => {
                    tell(Notice::QueryRefused { path, id, error: &error });
                    refused = refused.max(Outcome::Partial);
                    continue;
                }
                concordance => concordance?,
            };
            if concordance.occurrences == 0 {
                without_hits.ask(id, self.engine, self.request(text)?)?;
                continue;
            }
            write(&Concorded { concordance: &concordance, query: text, id: Some(id), carried })?;
            found = Outcome::Complete;
            if self.tell_cut(Some(id), text, &concordance) {
                refused = Outcome::Cut;
            }
        }
        without_hits.end();
        Ok(found.max(refused))
    }
}
