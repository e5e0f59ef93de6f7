//! `limier search`: runs queries and prints their hits.
//!
//! It makes requests of its arguments and hands answers to an output format; it ranks nothing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::asker::Asker;
use super::conditions::Conditions;
use super::formats::{formats, names_of};
use super::last_answer::LastAnswer;
use super::marks::{Marks, layout};
use super::named::names_hits;
use super::news::{self, Watched, Watching};
use super::open::open;
use super::options::{Sort, Timeout, clock, parse_number};
use super::outcome::Outcome;
use super::output::{ForPrograms, output, print, tell};
use super::sheet::{List, Listed};
use super::terminal::{Terminal, Window};
use super::without_hits::WithoutHits;
use crate::calendar::HOME_ZONE;
use crate::engine::{Answer, Copies, Detail, Engine, Forms, Recency, Request, SnippetOptions};
use crate::error::{Error, Result};
use crate::render::{
    Highlight, HitFormat, JSON, Layout, Notice, Queries, Row, Style, TEXT, Written, answer_json,
    write_query_heading,
};

/// Search the index: words, in any form; the best articles first
///
/// All significant words are looked for, with or without accents and in every inflected form.
/// Where fewer than 20 articles have them all, those with some are hits too.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct SearchArgs {
    /// What to look for
    #[arg(required_unless_present_any = ["queries", "like"], value_name = "QUERY")]
    query: Vec<String>,
    /// Most hits to show
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_number, default_value_t = DEFAULT_LIMIT)]
    limit: usize,
    /// Best hits to leave out: `--offset 10` shows the second page of ten
    #[arg(long, value_name = "N", value_parser = parse_number, default_value_t = 0)]
    offset: usize,
    /// Any of the words is enough
    #[arg(long, help = any_help())]
    any: bool,
    /// In which order: `date` is the oldest first, `-date` the newest first
    #[arg(long, value_enum, default_value_t = Sort::Relevance, allow_hyphen_values = true)]
    sort: Sort,
    #[command(flatten)]
    conditions: Conditions,
    /// Print how the query was read: the words it stands for, what every hit must be
    #[arg(long)]
    explain_query: bool,
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
    pub(super) highlight: Option<Marks>,
    /// Recent articles count more: the score halves with every so many days of age
    #[arg(long, value_name = "DAYS", value_parser = parse_days)]
    recency: Option<f64>,
    /// How to print the hits; md, ris, iramuteq and atom need `--new` (`limier export` writes all that
    /// is found in them, and in xlsx)
    #[arg(long, value_parser = formats(of_hits), default_value = TEXT.name)]
    format: &'static HitFormat,
    /// Run the queries of a file, one a line: id, tab, text (`-` for standard input)
    #[arg(long, value_name = "FILE", conflicts_with = "query", help = queries_help())]
    queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    /// Tell only what is new since the run that last wrote this file, by the commits of the index;
    /// all of it, copies once. The file is put in its place when all is told
    #[arg(long, value_name = "STATE", conflicts_with_all = ["limit", "offset", "explain", "explain_query"])]
    new: Option<PathBuf>,
    #[command(flatten)]
    timeout: Timeout,
}

/// Most hits shown unless it is said otherwise.
pub(super) const DEFAULT_LIMIT: usize = 10;

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
    pub(super) fn plain(query: &str) -> Self {
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
    fn request(&self, text: &str, asker: &Asker) -> Result<Request> {
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
    fn list(&self, path: &Path) -> Result<List> {
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
    fn layout(&self, terminal: &Terminal, zone: &TimeZone) -> Layout {
        let usual = SnippetOptions::default();
        let lengths = (self.fragments, self.snippet_chars);
        let are_usual = lengths == (usual.max_fragments, usual.max_chars);
        Layout {
            snippet_lines: terminal.columns.filter(|_| are_usual).map(|_| SNIPPET_LINES),
            ..layout(terminal, zone, self.highlight, Highlight::Markdown)
        }
    }

    /// Tells whether it is one query whose answer a screen shows, so that it may be remembered.
    fn is_remembered(&self, terminal: &Terminal) -> bool {
        let is_one = self.queries.is_none() && self.new.is_none();
        is_one && self.format.for_people && terminal.columns.is_some()
    }

    /// Returns what is remembered of an answer that a window shows.
    fn kept(&self, window: Window, request: &Request, answer: &Answer, dir: &Path) -> LastAnswer {
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

/// Runs a query, or all of a file; a query that is cut is told.
pub(super) fn run(args: &SearchArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let outcome = ask(args, dir, terminal);
    let window = terminal.window.filter(|_| terminal.screen.is_some());
    if let Some(window) = window.filter(|_| !args.is_remembered(terminal)) {
        LastAnswer::forget(window);
    }
    outcome
}

fn ask(args: &SearchArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let start = Instant::now();
    if let Some(told) = &args.new {
        return run_news(args, told, dir, terminal);
    }
    if args.format.hits.is_none() {
        return Err(Error::ArticlesFormat);
    }
    let engine = open(dir)?;
    if let Some(path) = &args.queries {
        let asker = args.conditions.asker(dir, terminal)?;
        if args.format.for_people {
            let mut ended = Outcome::Partial;
            print(terminal, true, |out| {
                ended = run_file(args, path, engine, &asker, (terminal, out))?;
                Ok::<_, Error>(())
            })?;
            return Ok(ended);
        }
        return run_file(args, path, engine, &asker, (terminal, &mut ForPrograms::new()));
    }
    let text = args.query.join(" ");
    if names_hits(&text) {
        return Err(Error::HitsAsQuery(text.trim().to_owned()));
    }
    let request = args.request(&text, &args.conditions.asker(dir, terminal)?)?;
    // A page of a terminal is looked at as a whole before it is shown.
    let outcome = if args.is_remembered(terminal) {
        run_for_people(args, request, engine, dir, terminal)
    } else {
        run_in_parts(args, &request, engine, start, terminal)
    };
    cut_is_told(outcome, None, &text)
}

/// Tells what is new of a query, or of all of a file.
fn run_news(args: &SearchArgs, told: &Path, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let asker = args.conditions.asker(dir, terminal)?;
    let zone = &asker.clock.zone;
    let list = args.queries.as_ref().map(|path| args.list(path)).transpose()?;
    let has_faults = list.as_ref().is_some_and(List::has_faults);
    let queries = match list {
        None => vec![Watched { id: None, text: args.query.join(" ") }],
        Some(list) => {
            let queries = list.queries.into_iter();
            queries.map(|Listed { id, text, .. }| Watched { id: Some(id), text }).collect()
        }
    };
    let request = |text: &str| {
        if names_hits(text) {
            return Err(Error::HitsAsQuery(text.trim().to_owned()));
        }
        let request = args.request(text, &asker)?;
        Ok(Request { relax: false, limit: usize::MAX, suggestions: 0, ..request })
    };
    let layout = if args.format.for_people {
        args.layout(terminal, zone)
    } else {
        Layout { zone: Some(zone.clone()), ..Layout::default() }
    };
    let watching = Watching {
        queries: &queries,
        list: args.queries.as_deref(),
        request: &request,
        asked: format!("{:?} {}", args.conditions, args.any),
        format: args.format,
        layout,
        zone,
    };
    let told = news::run(watching, told, dir)?;
    Ok(if has_faults { told.max(Outcome::Partial) } else { told })
}

/// Runs a query and writes its hits while they are read.
fn run_in_parts(
    args: &SearchArgs,
    request: &Request,
    engine: &dyn Engine,
    start: Instant,
    terminal: &Terminal,
) -> Result<Outcome> {
    let format = args.format;
    let mut out = output(format.for_people);
    let mut layout = Layout::default();
    if format.for_people {
        layout = args.layout(terminal, &request.zone);
    }
    let style = Style { reading: args.explain_query, layout, ..Style::default() };
    let mut written = Written::new(None, style);
    let answer = engine.top_in_parts(request, &mut |answer| {
        if written.hits == 0 {
            written.style.took = start.elapsed();
            format.head.map_or(Ok(()), |write_head| write_head(None, &mut *out))?;
        }
        format.write_hits(&mut written, answer, &mut *out)?;
        answer.hits.clear();
        Ok(())
    })?;
    if answer.total == 0 && !format.partial {
        tell(Notice::NoHits(&answer));
    }
    if written.hits == 0 {
        written.style.took = start.elapsed();
    }
    format.write_end(&written, &answer, &mut *out)?;
    out.flush()?;
    Ok(outcome(&answer, written.hits, request.limit))
}

/// Runs a query and shows a page of its answer, which is remembered where the window is known.
fn run_for_people(
    args: &SearchArgs,
    mut request: Request,
    engine: &dyn Engine,
    dir: &Path,
    terminal: &Terminal,
) -> Result<Outcome> {
    let (limit, offset) = (request.limit, request.offset);
    // One more tells whether there is another page.
    request.limit = limit.saturating_add(1);
    let mut answer = engine.top(&request)?;
    let next = (answer.hits.len() > limit).then(|| offset + limit);
    answer.hits.truncate(limit);
    let window = terminal.window.filter(|_| terminal.screen.is_some());
    let style = Style {
        layout: args.layout(terminal, &request.zone),
        reading: args.explain_query,
        next,
        numbered: window.is_some_and(|window| args.kept(window, &request, &answer, dir).keep()),
        ..Style::default()
    };
    let mut written = Written::new(None, style);
    print(terminal, true, |out| {
        if !answer.hits.is_empty() {
            args.format.write_hits(&mut written, &answer, out)?;
        }
        args.format.write_end(&written, &answer, out)
    })?;
    Ok(outcome(&answer, answer.hits.len(), limit))
}

/// Runs a query and returns the answer as JSON; `null` for one that is cut.
pub(super) fn run_to_json(query: &str, dir: &Path) -> Result<(Value, Outcome)> {
    let start = Instant::now();
    let engine = open(dir)?;
    let args = SearchArgs { format: &JSON, ..SearchArgs::plain(query) };
    let request = args.request(query, &Asker::alone(clock(HOME_ZONE)?))?;
    let mut json = Value::Null;
    let outcome = engine.top(&request).map(|answer| {
        json = answer_json(&answer, &Style { took: start.elapsed(), ..Style::default() });
        outcome(&answer, answer.hits.len(), DEFAULT_LIMIT)
    });
    Ok((json, cut_is_told(outcome, None, query)?))
}

/// Tells of a query that was cut, which is no error.
fn cut_is_told(outcome: Result<Outcome>, id: Option<&str>, query: &str) -> Result<Outcome> {
    if let Err(Error::OutOfTime) = outcome {
        tell(Notice::QueryCut { id, query });
        return Ok(Outcome::Cut);
    }
    outcome
}

/// Returns how a search ended that showed so many hits; with no hit wanted, it is the total that
/// tells.
fn outcome(answer: &Answer, shown: usize, limit: usize) -> Outcome {
    let is_empty = if limit == 0 { answer.total == 0 } else { shown == 0 };
    if is_empty { Outcome::Partial } else { Outcome::Complete }
}

/// Runs every query of a file. People see each below a heading, with what finds nothing in its
/// place; programs are told of that beside their list.
fn run_file(
    args: &SearchArgs,
    path: &Path,
    engine: &dyn Engine,
    asker: &Asker,
    (terminal, out): (&Terminal, &mut dyn Write),
) -> Result<Outcome> {
    let format = args.format;
    if format.queries == Queries::One {
        return Err(Error::QueriesFormat);
    }
    let layout = if format.for_people {
        Layout { rows: None, ..args.layout(terminal, &asker.clock.zone) }
    } else {
        Layout::default()
    };
    let mut head = format.head;
    let (mut found, mut refused) = (Outcome::Partial, Outcome::Complete);
    let mut without_hits = WithoutHits::default();
    let list = args.list(path)?;
    if list.has_faults() {
        refused = Outcome::Partial;
    }
    for (at, Listed { id, text, carried, .. }) in list.queries.iter().enumerate() {
        let (id, text) = (id.as_str(), text.as_str());
        let request = match args.request(text, asker) {
            // A query without a word finds nothing; the others still run.
            Err(Error::QueryEmpty(_)) => {
                without_hits.tell(id, None);
                continue;
            }
            // The others still run; who reads the hits must know that these are missing.
            Err(error @ (Error::QuerySyntax(_) | Error::QueryDate(_))) => {
                tell(Notice::QueryRefused { path, id, error: &error });
                refused = refused.max(Outcome::Partial);
                continue;
            }
            request => request?,
        };
        let row = Row { names: &list.columns, values: carried };
        let style =
            Style { layout: layout.clone(), reading: args.explain_query, ..Style::default() };
        let mut written = Written { row, ..Written::new(Some(id), style) };
        let mut is_headed = !format.for_people;
        let mut write = |answer: &mut Answer, is_end: bool| {
            if !std::mem::replace(&mut is_headed, true) {
                if at > 0 {
                    writeln!(out)?;
                }
                write_query_heading(&layout, (id, text), out)?;
            }
            if is_end {
                return Ok(format.write_end(&written, answer, out)?);
            }
            head.take().map_or(Ok(()), |write_head| write_head(Some(&list.columns), out))?;
            if written.hits > 0 || !answer.hits.is_empty() {
                format.write_hits(&mut written, answer, out)?;
            }
            answer.hits.clear();
            Ok(())
        };
        let answer = engine.top_in_parts(&request, &mut |answer| write(answer, false));
        let answer = answer.and_then(|mut answer| {
            write(&mut answer, true)?;
            Ok(answer)
        });
        if let Err(error @ Error::QuerySyntax(_)) = &answer {
            tell(Notice::QueryRefused { path, id, error });
            refused = refused.max(Outcome::Partial);
            continue;
        }
        let shown = written.hits;
        let ended = answer.and_then(|answer| {
            if answer.total == 0 && !format.for_people {
                let deadline = args.timeout.deadline();
                without_hits.ask(id, engine, Request { deadline, ..request.clone() })?;
            }
            Ok(outcome(&answer, shown, request.limit))
        });
        match cut_is_told(ended, Some(id), text)? {
            Outcome::Cut => refused = Outcome::Cut,
            ended => found = found.min(ended),
        }
    }
    out.flush()?;
    without_hits.end();
    Ok(found.max(refused))
}
