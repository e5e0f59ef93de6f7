//! `limier export`: writes articles, all or those that are asked for, to take them along.
//!
//! A file is written whole or not at all, and no article is changed on its way.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::asker::Asker;
use super::formats::formats;
use super::last_answer::LastAnswer;
use super::matching::Matching;
use super::named::{named, names_hits};
use super::open::{collection, open};
use super::options::{Sort, now, parse_number};
use super::outcome::Outcome;
use super::output::{ForPrograms, tell};
use super::output_file::{OutputFile, refuse_within};
use super::sheet::{List, Listed};
use super::terminal::Terminal;
use super::without_hits::WithoutHits;
use crate::article::Article;
use crate::engine::{Detail, Engine, Order, Request};
use crate::error::{Error, Result};
use crate::index::Decisions;
use crate::query::Query;
use crate::render::{ALL, ArticleForm, Column, HitFormat, Notice, Taking};

/// Write articles: all of them, or those that a query finds, in forms that other programs read
///
/// `limier export > all.jsonl` indexes again to the same answers. `limier export grève --from 2020
/// --format ris -o greve.ris` takes along what is found; `limier export @1 @4 --format md` two hits
/// of the last answer.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// What to look for, or hits of the last answer in this terminal (`@1 @4`); by default all
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Take what the queries of a file find, one a line: id, tab, text (`-` for standard input), or
    /// of a CSV file those of its column `query` or `name`; each article once, in jsonl and csv
    /// with the ids of those that find it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "limit", "sort"])]
    queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    /// File to write, in place of one that is there; otherwise standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write behind what is in the file (md, jsonl, csv, ris, iramuteq)
    #[arg(long, requires = "output")]
    append: bool,
    /// Most articles to write, the first in their order; 0 for all, as without it
    #[arg(short = 'n', long = "limit", value_name = "N", value_parser = parse_number)]
    limit: Option<usize>,
    /// In which order; by default that of the index
    #[arg(long, value_enum, allow_hyphen_values = true)]
    sort: Option<Sort>,
    /// The columns of csv that are wanted, with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = columns())]
    columns: Vec<Column>,
    /// Write csv as a French Excel opens it: semicolons, and a mark that says that it is UTF-8
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    matching: Matching,
    /// How to write the articles
    #[arg(long, value_parser = formats(article_form), help = format_help())]
    format: Option<&'static ArticleForm>,
}

/// Returns how articles are written in a format.
fn article_form(format: &HitFormat) -> Option<&'static ArticleForm> {
    format.articles
}

fn format_help() -> &'static str {
    "How to write the articles: as the name of the output file ends, or else jsonl"
}

/// Returns the form that is asked for, by its name or by that of the file.
fn form_of(args: &ExportArgs) -> Option<&'static ArticleForm> {
    let extension = args.output.as_ref().and_then(|path| path.extension()?.to_str());
    let named = |name: &str| {
        let format = ALL.iter().find(|format| format.name.eq_ignore_ascii_case(name));
        format.and_then(|format| format.articles)
    };
    args.format.or_else(|| extension.and_then(named)).or_else(|| named("jsonl"))
}

/// Returns a parser of the names of columns.
fn columns() -> impl TypedValueParser<Value = Column> {
    let names = Column::ALL.map(|column| column.name);
    PossibleValuesParser::new(names).try_map(|name| {
        Column::ALL.into_iter().find(|column| column.name == name).ok_or("no such column")
    })
}

/// Writes what was asked for. Nothing found is told by the exit code.
pub(super) fn run(args: &ExportArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let Some(form) = form_of(args) else { return Err(Error::ColumnsFormat) };
    if !form.has_columns && (args.excel || !args.columns.is_empty()) {
        return Err(Error::ColumnsFormat);
    }
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let clock = &asker.clock;
    let text = args.query.join(" ");
    let columns = if args.columns.is_empty() { &Column::ALL[..] } else { &args.columns };
    let query = if names_hits(&text) { "" } else { text.as_str() };
    let queries = args.queries.as_ref().map(|_| &[][..]);
    let (now, zone) = (now(), &clock.zone);
    let taking = Taking { columns, excel: args.excel, query, queries, now: &now, zone };
    let engine = open(dir)?;
    let mut refused = false;
    let which = match &args.queries {
        Some(path) => {
            let (found, has_faults) = args.listed(path, engine, &asker)?;
            refused = has_faults;
            Which::Listed(found)
        }
        None => args.which(&text, &asker, dir, terminal)?,
    };
    // Without a place for them in the format they stay with the index.
    let decisions = match (&which, form.decision) {
        (Which::All, Some(_)) => collection(dir)?.decisions()?,
        _ => Decisions::default(),
    };
    let export = Export { engine, form, taking, which, decisions };
    let articles = match &args.output {
        None => export.to(&mut ForPrograms::new(), true, Error::Output)?,
        Some(path) => {
            refuse_within(path, dir)?;
            export.to_file(path, args.append)?
        }
    };
    Ok(if articles == 0 || refused { Outcome::Partial } else { Outcome::Complete })
}

/// The id of an article, and those of the queries of a file that find it.
type Found = (String, Vec<String>);

/// Writes an article, and the ids of the queries of a file that find it.
type Writing<'w> = dyn FnMut(&Article, Option<&[String]>) -> Result<()> + 'w;

/// Which articles are written.
enum Which {
    /// All that there are.
    All,
    /// Those that are named.
    Named(Vec<String>, Option<LastAnswer>, PathBuf),
    /// All that a request finds, in the engine's own order.
    Found(Box<Request>),
    /// The first that a request finds, in its order.
    First(Box<Request>),
    /// Those that queries of a file find, by their ids, each with those of the queries.
    Listed(Vec<Found>),
}

impl ExportArgs {
    /// Returns the articles that the queries of a file find, those of the first in front, and
    /// whether something of it was no query.
    fn listed(
        &self,
        path: &Path,
        engine: &dyn Engine,
        asker: &Asker,
    ) -> Result<(Vec<Found>, bool)> {
        let list = List::read(path, self.query_column.as_deref(), false)?;
        let mut refused = list.has_faults();
        let mut found: Vec<Found> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut without_hits = WithoutHits::default();
        for Listed { id, text, .. } in &list.queries {
            let mut is_any = false;
            let query = self.matching.conditions.parse(text, asker);
            let request = query.map(|query| self.matching.request(query, &asker.clock));
            let outcome = request.and_then(|request| {
                engine.matches(&request, &mut |article| {
                    is_any = true;
                    let place = *places.entry(article.id()?).or_insert_with_key(|id| {
                        found.push((id.clone(), Vec::new()));
                        found.len() - 1
                    });
                    found[place].1.push(id.clone());
                    Ok(ControlFlow::Continue(()))
                })?;
                if is_any { Ok(()) } else { without_hits.ask(id, engine, request) }
            });
            match outcome {
                Err(
                    error @ (Error::QuerySyntax(_) | Error::QueryDate(_) | Error::QueryEmpty(_)),
                ) => {
                    tell(Notice::QueryRefused { path, id, error: &error });
                    refused = true;
                }
                outcome => outcome?,
            }
        }
        without_hits.end();
        Ok((found, refused))
    }

    fn which(&self, text: &str, asker: &Asker, dir: &Path, terminal: &Terminal) -> Result<Which> {
        let clock = &asker.clock;
        if names_hits(text) {
            let last = terminal.window.and_then(LastAnswer::of);
            return Ok(Which::Named(self.query.clone(), last, dir.to_owned()));
        }
        let query = if self.query.is_empty() && asker.like.is_none() {
            self.matching.conditions.alone(clock)?
        } else {
            self.matching.conditions.parse(text, asker)?
        };
        let is_all = query == Query::default();
        let limit = self.limit.filter(|limit| *limit > 0);
        let request = Request {
            limit: limit.unwrap_or(usize::MAX),
            order: self.sort.map_or(Order::Relevance, Order::from),
            detail: Detail::Id,
            ..self.matching.request(query, clock)
        };
        Ok(match (self.sort, limit) {
            (None, None) if is_all => Which::All,
            (None, None) => Which::Found(Box::new(request)),
            _ => Which::First(Box::new(request)),
        })
    }
}

/// Articles of an engine on their way out; every way returns how many they are.
struct Export<'a> {
    engine: &'static dyn Engine,
    form: &'static ArticleForm,
    taking: Taking<'a>,
    which: Which,
    decisions: Decisions,
}

impl Export<'_> {
    /// Writes a file, whole or not at all.
    fn to_file(&self, path: &Path, append: bool) -> Result<u64> {
        let failed = |source| Error::Write { path: path.to_owned(), source };
        if !append || !path.exists() {
            let mut out = OutputFile::create(path)?.removed_with_signals();
            let articles = self.to(&mut out, true, failed)?;
            out.finish()?;
            return Ok(articles);
        }
        if !self.form.goes_on() {
            return Err(Error::NotAppended(path.to_owned()));
        }
        let mut before = std::fs::File::open(path)
            .map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let mut out = OutputFile::create(path)?.removed_with_signals();
        let mut written = Vec::new();
        before.read_to_end(&mut written).map_err(failed)?;
        out.write_all(&written).map_err(failed)?;
        if written.last().is_some_and(|byte| *byte != b'\n') {
            writeln!(out).map_err(failed)?;
        }
        let articles = self.to(&mut out, false, failed)?;
        out.finish()?;
        Ok(articles)
    }

    /// Writes what was asked for; `is_first` tells whether nothing stands before it.
    fn to(
        &self,
        out: &mut dyn Write,
        is_first: bool,
        failed: impl Fn(io::Error) -> Error,
    ) -> Result<u64> {
        let Self { form, taking, .. } = self;
        if let Some(write) = form.decision {
            self.decisions.lines().try_for_each(|json| write(&json, out)).map_err(&failed)?;
        }
        if let Some(write_head) = form.head.filter(|_| is_first) {
            write_head(taking, out).map_err(&failed)?;
        }
        let mut articles = 0;
        self.each(&mut |article, queries| {
            articles += 1;
            (form.article)(&Taking { queries, ..*taking }, article, out).map_err(&failed)
        })?;
        if let Some(write_end) = form.end {
            write_end(taking, out).map_err(&failed)?;
        }
        out.flush().map_err(failed)?;
        Ok(articles)
    }

    /// Calls `write` with each article that was asked for, and with the ids of the queries of a
    /// file that find it.
    fn each(&self, write: &mut Writing<'_>) -> Result<()> {
        let engine = self.engine;
        let mut named_so = |id: &str, queries| {
            let entries = engine.articles(id)?;
            let entry = entries.iter().find(|entry| entry.article.id == id);
            entry.map_or(Ok(()), |entry| write(&entry.article, queries))
        };
        match &self.which {
            Which::All => engine.each_article(&mut |article| write(&article, None)),
            Which::Named(names, last, dir) => {
                let entries = named(engine, names, last.as_ref(), dir)?;
                entries.iter().try_for_each(|entry| write(&entry.article, None))
            }
            Which::Found(request) => engine.matches(request, &mut |found| {
                write(&found.article()?, None)?;
                Ok(ControlFlow::Continue(()))
            }),
            Which::First(request) => engine
                .top_in_parts(request, &mut |answer| {
                    answer.hits.drain(..).try_for_each(|hit| named_so(&hit.id, None))
                })
                .map(drop),
            Which::Listed(found) => {
                found.iter().try_for_each(|(id, queries)| named_so(id, Some(queries)))
            }
        }
    }
}
