//! `limier kwic`: every occurrence of what is asked for, each in its context.
//!
//! It makes a request of its arguments and a report of the concordance; it looks for nothing
//! itself.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::asker::Asker;
use super::formats::formats;
use super::marks::{Marks, layout};
use super::matching::Matching;
use super::open::open;
use super::options::{Timeout, parse_number};
use super::outcome::Outcome;
use super::output::{output, print, tell};
use super::sheet::{List, Listed};
use super::terminal::Terminal;
use super::without_hits::WithoutHits;
use crate::engine::{Concordance, Engine, FARTHEST, KwicOrder, Request};
use crate::error::{Error, Result};
use crate::render::{Highlight, HitFormat, KwicReport, KwicWriter, Layout, Notice, Queries, Row};
use crate::search::concordance;

/// Most lines shown to people unless it is said otherwise.
const LINES: usize = 1_000;

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
    /// How to print the lines
    #[arg(long, value_parser = formats(kwic_format), default_value = "text")]
    format: KwicFormat,
    #[command(flatten)]
    timeout: Timeout,
}

/// A format of concordances.
#[derive(Debug, Clone, Copy)]
struct KwicFormat {
    /// People read it.
    for_people: bool,
    /// Several can follow each other in it.
    holds_many: bool,
    write: KwicWriter,
}

/// Returns a format as far as it writes concordances.
fn kwic_format(format: &HitFormat) -> Option<KwicFormat> {
    let for_people = format.for_people;
    let holds_many = for_people || format.queries != Queries::One;
    Some(KwicFormat { for_people, holds_many, write: format.kwic? })
}

/// Reads what lines are put in order by.
fn parse_order(argument: &str) -> Result<KwicOrder, String> {
    KwicOrder::named(argument).ok_or_else(|| {
        format!("write date, source, L1 to L{FARTHEST} or R1 to R{FARTHEST}, with commas between")
    })
}

/// Prints every occurrence, of a query or of each of a file. None found is told by the exit code.
pub(super) fn run(args: &KwicArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let layout = Layout {
        width: terminal.table_columns(),
        ..layout(terminal, &asker.clock.zone, args.highlight, Highlight::Markdown)
    };
    let run = Run { args, engine, asker: &asker, layout };
    let Some(path) = &args.queries else {
        let text = args.query.join(" ");
        let concordance = run.concordance(&text);
        if let Err(Error::OutOfTime) = concordance {
            tell(Notice::QueryCut { id: None, query: &text });
            return Ok(Outcome::Cut);
        }
        let concordance = concordance?;
        let report = run.report(&concordance, &text);
        print(terminal, args.format.for_people, |out| (args.format.write)(&report, out))?;
        return Ok(outcome(concordance.occurrences));
    };
    if !args.format.holds_many {
        return Err(Error::QueriesFormat);
    }
    run.list(path)
}

/// Returns how a concordance ended.
fn outcome(occurrences: u64) -> Outcome {
    if occurrences == 0 { Outcome::Partial } else { Outcome::Complete }
}

/// What is asked, and how it is shown.
struct Run<'a> {
    args: &'a KwicArgs,
    engine: &'static dyn Engine,
    asker: &'a Asker,
    layout: Layout,
}

impl Run<'_> {
    fn request(&self, text: &str) -> Result<Request> {
        let matching = &self.args.matching;
        let query = matching.conditions.parse(text, self.asker)?;
        let deadline = self.args.timeout.deadline();
        Ok(Request { deadline, ..matching.request(query, &self.asker.clock) })
    }

    fn concordance(&self, text: &str) -> Result<Concordance> {
        let most = match self.args.limit {
            Some(0) => usize::MAX,
            None if !self.args.format.for_people => usize::MAX,
            limit => limit.unwrap_or(LINES),
        };
        concordance(self.engine, &self.request(text)?, &self.args.sort, most)
    }

    fn report<'r>(&'r self, concordance: &'r Concordance, query: &'r str) -> KwicReport<'r> {
        let (width, layout) = (self.args.width, &self.layout);
        KwicReport { concordance, query, listed: None, is_first: true, width, layout }
    }

    /// Prints those of the queries of a file, one after the other.
    fn list(&self, path: &Path) -> Result<Outcome> {
        let list = List::read(path, self.args.query_column.as_deref(), false)?;
        let format = self.args.format;
        let mut out = output(format.for_people);
        let mut refused = if list.has_faults() { Outcome::Partial } else { Outcome::Complete };
        let (mut found, mut is_first) = (Outcome::Partial, true);
        let mut without_hits = WithoutHits::default();
        for Listed { id, text, carried } in &list.queries {
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
            let row = Row { names: &list.columns, values: carried };
            let listed = Some((id.as_str(), row));
            let report = KwicReport { listed, is_first, ..self.report(&concordance, text) };
            (format.write)(&report, &mut *out)?;
            (found, is_first) = (Outcome::Complete, false);
        }
        out.flush()?;
        without_hits.end();
        Ok(found.max(refused))
    }
}
