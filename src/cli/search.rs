//! `limier search`: runs queries and prints their hits.
//!
//! It asks what its arguments say and hands answers to an output format; it ranks nothing.

mod args;

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;

use super::asker::Asker;
use super::last_answer::LastAnswer;
use super::named::names_hits;
use super::news::{self, Watched, Watching};
use super::open::open;
use super::options::clock;
use super::outcome::Outcome;
use super::output::{ForPrograms, output, print, tell};
use super::sheet::{List, Listed};
use super::terminal::Terminal;
use super::without_hits::WithoutHits;
use crate::calendar::HOME_ZONE;
use crate::engine::{Answer, Engine, Request};
use crate::error::{Error, Result};
use crate::render::{
    JSON, Layout, Notice, Queries, Row, Style, Written, answer_json, write_query_heading,
};

pub(super) use args::{DEFAULT_LIMIT, SearchArgs};

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
    let mut args = SearchArgs::plain(query);
    args.format = &JSON;
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
