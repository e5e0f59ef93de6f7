//! The arguments of `limier search`.
//!
//! They say what is asked for, and make a request of it; they ask no index.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;

use crate::cli::asker::Asker;
use crate::cli::conditions::Conditions;
use crate::cli::formats::{formats, names_of};
use crate::cli::last_answer::LastAnswer;
use crate::cli::marks::{Marks, layout};
use crate::cli::options::{Sort, Timeout, parse_number};
use crate::cli::sheet::List;
use crate::cli::terminal::{Terminal, Window};
use crate::engine::{Answer, Copies, Detail, Forms, Recency, Request, SnippetOptions};
use crate::error::Result;
use crate::render::{Highlight, HitFormat, Layout, Queries, TEXT};

/// Search the index: words, in any form; the best articles first
///
/// All significant words are looked for, with or without accents and in every inflected form.
/// Where fewer than 20 articles have them all, those with some are hits too.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct SearchArgs {
    /// What to look for
    #[arg(required_unless_present_any = ["queries", "like"], value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Most hits to show
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_number, default_value_t = DEFAULT_LIMIT)]
    limit: usize,
    /// Best hits to leave out: `--offset 10` shows the second page of ten
    #[arg(long, value_name = "N", value_parser = parse_number, default_value_t = 0)]
    offset: usize,
    /// Any of the words is enough
    #[arg(long, help = any_help())]
    pub(super) any: bool,
    /// In which order: `date` is the oldest first, `-date` the newest first
    #[arg(long, value_enum, default_value_t = Sort::Relevance, allow_hyphen_values = true)]
    sort: Sort,
    #[command(flatten)]
    pub(super) conditions: Conditions,
    /// Print how the query was read: the words it stands for, what every hit must be
    #[arg(long)]
    pub(super) explain_query: bool,
    /// Print what the score of each hit is made of
    #[arg(long)]
    explain: bool,
    /// Show every copy of a text as a hit of its own
    #[arg(long, help = no_group_help())]
    no_group: bool,
    /// Most fragments of a snippet
    #[arg(long, value_name = "N", value_parser = parse_number, default_value_t = SnippetOptions::default().max_fragments)]
    fragments: usize,
    /// Most characters of a snippet
    #[arg(long, value_name = "N", value_parser = parse_number, default_value_t = SnippetOptions::default().max_chars)]
    snippet_chars: usize,
    /// Headlines only
    #[arg(long)]
    no_snippet: bool,
    /// How to mark what matched; by default a colour on a terminal, `**` elsewhere
    #[arg(long, value_enum, value_name = "HOW")]
    pub(in crate::cli) highlight: Option<Marks>,
    /// Recent articles count more: the score halves with every so many days of age, counted from
    /// the last article; those without a date are as old as the first
    #[arg(long, value_name = "DAYS", value_parser = parse_days)]
    recency: Option<f64>,
    /// How to print the hits; md, ris, iramuteq and atom need `--new` (`limier export` writes all that
    /// is found in them, and in xlsx)
    #[arg(long, value_parser = formats(of_hits), default_value = TEXT.name)]
    pub(super) format: &'static HitFormat,
    /// Run the queries of a file, one a line: id, tab, text (`-` for standard input)
    #[arg(long, value_name = "FILE", conflicts_with = "query", help = queries_help())]
    pub(super) queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    /// Tell only what is new since the run that last wrote this file, by the commits of the index;
    /// all of it, copies once. The file is put in its place when all is told
    #[arg(long, value_name = "STATE", conflicts_with_all = ["limit", "offset", "explain", "explain_query"])]
    pub(super) new: Option<PathBuf>,
    #[command(flatten)]
    pub(super) timeout: Timeout,
}

/// Most hits shown unless it is said otherwise.
pub(in crate::cli) const DEFAULT_LIMIT: usize = 10;

/// Most lines of a snippet where lines are broken.
const SNIPPET_LINES: usize = 2;

/// Returns a format of hits as it is.
fn of_hits(format: &'static HitFormat) -> Option<&'static HitFormat> {
    (format.hits.is_some() || format.news.is_some() || format.articles.is_some()).then_some(format)
}

fn any_help() -> String {
    let lists = names_of(|format| !format.partial);
    format!("Any of the words is enough; otherwise {lists} list articles with all of them only")
}

fn no_group_help() -> String {
    let apart = names_of(|format| format.copies == Copies::Apart);
    format!("Show every copy of a text as a hit of its own; in {apart} it always is")
}

fn queries_help() -> String {
    let several = names_of(|format| format.queries != Queries::One);
    format!(
        "Run the queries of a file, one a line: id, tab, text (`-` for standard input), or of a \
         CSV file those of its column `query` or `name`; in the formats {several}"
    )
}

fn parse_days(argument: &str) -> Result<f64, String> {
    match argument.parse() {
        Ok(days) if days > 0.0 && days < 1e6 => Ok(days),
        _ => Err("write a number of days above 0, for example 30".to_owned()),
    }
}

impl SearchArgs {
    /// Returns the arguments of `limier search QUERY`.
    pub(in crate::cli) fn plain(query: &str) -> Self {
        Self {
            query: vec![query.to_owned()],
            limit: DEFAULT_LIMIT,
            offset: 0,
            any: false,
            sort: Sort::Relevance,
            conditions: Conditions::default(),
            explain_query: false,
            no_group: false,
            fragments: SnippetOptions::default().max_fragments,
            snippet_chars: SnippetOptions::default().max_chars,
            no_snippet: false,
            highlight: None,
            recency: None,
            explain: false,
            format: &TEXT,
            queries: None,
            query_column: None,
            new: None,
            timeout: Timeout::default(),
        }
    }

    /// Returns the request for what was typed.
    pub(super) fn request(&self, text: &str, asker: &Asker) -> Result<Request> {
        let clock = &asker.clock;
        let now = clock.now.as_second();
        let deadline = self.timeout.deadline();
        Ok(Request {
            deadline,
            query: self.conditions.parse(text, asker)?,
            any: self.any,
            relax: self.any || self.format.partial,
            forms: Forms::Commonest,
            limit: self.limit,
            offset: self.offset,
            order: self.sort.into(),
            recency: self.recency.map(|days| Recency { days, now }),
            copies: if self.no_group { Copies::Apart } else { self.format.copies },
            detail: self.detail(),
            suggestions: if self.format.has_suggestions() {
                Request::default().suggestions
            } else {
                0
            },
            explain: self.explain,
            zone: clock.zone.clone(),
        })
    }

    /// Reads the queries of a file.
    pub(super) fn list(&self, path: &Path) -> Result<List> {
        let ids_are_words = self.format.queries == Queries::NamedByWords;
        List::read(path, self.query_column.as_deref(), ids_are_words)
    }

    /// Returns how much of each hit is shown.
    fn detail(&self) -> Detail {
        match self.format.detail {
            Detail::Snippet(_) => Detail::Snippet(SnippetOptions {
                max_fragments: if self.no_snippet { 0 } else { self.fragments.max(1) },
                max_chars: self.snippet_chars,
            }),
            less => less,
        }
    }

    /// Returns how lines for people are laid out.
    pub(super) fn layout(&self, terminal: &Terminal, zone: &TimeZone) -> Layout {
        let usual = SnippetOptions::default();
        let lengths = (self.fragments, self.snippet_chars);
        let are_usual = lengths == (usual.max_fragments, usual.max_chars);
        Layout {
            snippet_lines: terminal.columns.filter(|_| are_usual).map(|_| SNIPPET_LINES),
            ..layout(terminal, zone, self.highlight, Highlight::Markdown)
        }
    }

    /// Tells whether it is one query whose answer a screen shows, so that it may be remembered.
    pub(super) fn is_remembered(&self, terminal: &Terminal) -> bool {
        let is_one = self.queries.is_none() && self.new.is_none();
        is_one && self.format.for_people && terminal.columns.is_some()
    }

    /// Returns what is remembered of an answer that a window shows.
    pub(super) fn kept(
        &self,
        window: Window,
        request: &Request,
        answer: &Answer,
        dir: &Path,
    ) -> LastAnswer {
        LastAnswer {
            window,
            index: dir.canonicalize().unwrap_or_else(|_| dir.to_owned()),
            query: request.query.text.clone(),
            language: self.conditions.lang.clone(),
            zone: self.conditions.tz.clone(),
            asked: jiff::Timestamp::now().as_second(),
            first: answer.hits.first().map_or(1, |hit| hit.rank),
            ids: answer.hits.iter().map(|hit| hit.id.clone()).collect(),
        }
    }
}
