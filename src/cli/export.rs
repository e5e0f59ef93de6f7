//! `limier export`: writes articles, all or those that are asked for, to take them along.
//!
//! A file is written whole or not at all, and no article is changed on its way.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::asker::Asker;
use super::destination::Destination;
use super::exported::{Exported, Found, Which};
use super::formats::formats;
use super::last_answer::LastAnswer;
use super::matching::Matching;
use super::named::{hit_among_words, named, names_hits};
use super::open::{collection, open, place};
use super::options::{Sort, now, parse_number};
use super::outcome::Outcome;
use super::output::tell;
use super::sheet::{List, Listed};
use super::terminal::Terminal;
use super::undated::tell_undated;
use super::without_hits::{WithoutHits, tell_why};
use crate::engine::{Detail, Engine, Order, Request};
use crate::error::{Error, Result};
use crate::index::Decisions;
use crate::query::{Condition, Query, QueryField};
use crate::render::{About, Column, HitFormat, JSONL, Notice, Taking, counted, reading_lines};

/// Write articles: all of them, or those that a query finds, in forms that other programs read
///
/// `limier export > all.jsonl` indexes again to the same answers. `limier export grève --from 2020
/// -o greve.xlsx` takes along what is found; `limier export @1 @4 -o dossier.md` two hits of the
/// last answer; `id:` names an article in a query.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// What to look for, or hits of the last answer in this terminal (`@1 @4`); by default all
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Take what the queries of a file find, one a line: id, tab, text (`-` for standard input), or
    /// of a CSV file those of its column `query` or `name`; each article once, in jsonl, csv
    /// and xlsx with the ids of those that find it; with -n so many of each query
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    #[command(flatten)]
    destination: Destination,
    /// Write behind what is in the file (md, jsonl, csv, ris, iramuteq)
    #[arg(long, requires = "output")]
    append: bool,
    /// Most articles to write, the first in their order; 0 for all, as without it
    #[arg(short = 'n', long = "limit", value_name = "N", value_parser = parse_number)]
    limit: Option<usize>,
    /// In which order; by default that of the index
    #[arg(long, value_enum, allow_hyphen_values = true)]
    sort: Option<Sort>,
    /// Only these fields, with commas between; in csv and xlsx in this order
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = columns())]
    columns: Vec<Column>,
    /// Write along what was asked, how it was read, when, and of which state of the index: in
    /// xlsx a sheet, in csv four columns, in ris a note, in jsonl a line that is no article
    #[arg(long)]
    about: bool,
    #[command(flatten)]
    matching: Matching,
    /// How to write the articles
    #[arg(long, value_parser = formats(of_articles), help = format_help())]
    format: Option<&'static HitFormat>,
}

/// Returns a format that articles are written in.
fn of_articles(format: &'static HitFormat) -> Option<&'static HitFormat> {
    format.articles.is_some().then_some(format)
}

fn format_help() -> &'static str {
    "How to write the articles: as the name of the output file ends, or else jsonl"
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
    let destination = &args.destination;
    let format = destination.format(args.format, &JSONL, |format| format.articles.is_some())?;
    let Some(form) = format.articles else { return Ok(Outcome::Partial) };
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let engine = open(dir)?;
    let Asked { query, which, refused } = match &args.queries {
        Some(path) => args.listed(path, engine, &asker)?,
        None => args.asked(engine, &asker, dir, terminal)?,
    };
    let now = now();
    let about = if args.about { Some(about(engine, dir, &query, &which, &now)?) } else { None };
    let taking = Taking {
        columns: &args.columns,
        excel: destination.excel,
        query: &query,
        queries: args.queries.as_ref().map(|_| &[][..]),
        about: about.as_ref(),
        now: &now,
        zone: &asker.clock.zone,
    };
    // Without a place for them in the format they stay with the index.
    let decisions = match (&which, form.decision) {
        (Which::All, Some(_)) => collection(dir)?.decisions()?,
        _ => Decisions::default(),
    };
    let exported = Exported { engine, form, taking, which, decisions };
    let articles = match &destination.output {
        None => exported.print()?,
        Some(path) => exported.to_file(path, dir, args.append)?,
    };
    if let Which::Found(request) | Which::First(request) = exported.which {
        if articles == 0 {
            tell_why(engine, Request { order: Order::Relevance, ..*request })?;
        } else {
            tell_undated(engine, *request, &query)?;
        }
    }
    if let Some(path) = destination.output.as_ref().filter(|_| terminal.screen.is_some()) {
        tell(Notice::Written { path, count: articles });
    }
    Ok(if articles == 0 || refused { Outcome::Partial } else { Outcome::Complete })
}

/// Most queries of a file of which it is told how they were read.
const MOST_READ: usize = 20;

/// What was asked for.
struct Asked {
    /// As it can be typed again, or the file of its queries.
    query: String,
    which: Which,
    /// Something of the file is no query.
    refused: bool,
}

impl ExportArgs {
    /// Returns what the queries of a file find, the articles of the first in front.
    fn listed(&self, path: &Path, engine: &dyn Engine, asker: &Asker) -> Result<Asked> {
        let list = List::read(path, self.query_column.as_deref(), false)?;
        let mut refused = list.has_faults();
        let mut found: Vec<Found> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut requests = Vec::new();
        let mut without_hits = WithoutHits::default();
        for Listed { id, text, .. } in &list.queries {
            let mut articles = Vec::new();
            let query = self.matching.conditions.parse(text, asker);
            let request = query.map(|query| self.matching.request(query, &asker.clock));
            let outcome = request.and_then(|request| {
                let request = self.ordered(request);
                if self.has_order() {
                    articles.extend(engine.top(&request)?.hits.into_iter().map(|hit| hit.id));
                } else {
                    engine.matches(&request, &mut |article| {
                        articles.push(article.id()?);
                        Ok(ControlFlow::Continue(()))
                    })?;
                }
                requests.push((id.clone(), request.clone()));
                if articles.is_empty() { without_hits.ask(id, engine, request) } else { Ok(()) }
            });
            for article in articles {
                let place = *places.entry(article).or_insert_with_key(|article| {
                    found.push((article.clone(), Vec::new()));
                    found.len() - 1
                });
                found[place].1.push(id.clone());
            }
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
        let which = Which::Listed(found, requests);
        Ok(Asked { query: path.display().to_string(), which, refused })
    }

    /// Returns what was asked for otherwise.
    fn asked(
        &self,
        engine: &dyn Engine,
        asker: &Asker,
        dir: &Path,
        terminal: &Terminal,
    ) -> Result<Asked> {
        let (clock, conditions) = (&asker.clock, &self.matching.conditions);
        let mut text = self.query.join(" ");
        let mut of_hits = None;
        if let Some(hit) = hit_among_words(&text) {
            return Err(Error::HitsAmongWords(hit.to_owned()));
        }
        if names_hits(&text) {
            let last = terminal.window.and_then(LastAnswer::of);
            let names: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            let mut articles = Vec::new();
            for entry in named(engine, &names, last.as_ref(), dir)? {
                if !articles.contains(&entry.article) {
                    articles.push(entry.article);
                }
            }
            let ids: Vec<&str> = articles.iter().map(|article| article.id.as_str()).collect();
            text = ids.iter().map(|id| format!("id:\"{id}\"")).collect::<Vec<_>>().join(" OU ");
            let is_id = |id: &&str| Condition::Value { field: QueryField::Id, value: (*id).into() };
            let is_any = Condition::Any(ids.iter().map(is_id).collect());
            of_hits = Some((articles, Query::default().and(is_any)));
        }
        let query = match &of_hits {
            Some((_, hits)) => conditions.on(hits.clone(), clock)?,
            None if self.query.is_empty() && asker.like.is_none() => conditions.alone(clock)?,
            None => conditions.parse(&text, asker)?,
        };
        let is_all = query == Query::default();
        let request = self.ordered(self.matching.request(query, clock));
        let which = match of_hits {
            Some((mut articles, hits)) if self.sort.is_none() && request.query == hits => {
                articles.truncate(request.limit);
                Which::Named(articles, Box::new(request))
            }
            _ if self.has_order() => Which::First(Box::new(request)),
            _ if is_all => Which::All,
            _ => Which::Found(Box::new(request)),
        };
        Ok(Asked { query: text, which, refused: false })
    }

    /// Tells whether articles are wanted in an order, or the first of them alone.
    fn has_order(&self) -> bool {
        self.sort.is_some() || self.limit.is_some_and(|limit| limit > 0)
    }

    /// Returns a request with the order and the number of articles that are wanted.
    fn ordered(&self, request: Request) -> Request {
        Request {
            limit: self.limit.filter(|limit| *limit > 0).unwrap_or(usize::MAX),
            order: self.sort.map_or(Order::Relevance, Order::from),
            detail: Detail::Id,
            ..request
        }
    }
}

/// Returns what there is to say of the articles that are written.
fn about(engine: &dyn Engine, dir: &Path, query: &str, which: &Which, now: &str) -> Result<About> {
    let overview = engine.overview()?;
    let manifest = &overview.manifest;
    let (articles, read_as) = match which {
        Which::Listed(found, requests) => (found.len() as u64, readings(engine, requests)?),
        Which::All => (overview.articles, reading(engine, &Request::default())?),
        Which::Named(_, request) | Which::Found(request) | Which::First(request) => {
            let found = engine.groups(request, &[])?.total;
            (found.min(request.limit as u64), reading(engine, request)?)
        }
    };
    Ok(About {
        query: query.to_owned(),
        read_as,
        articles,
        exported: now.to_owned(),
        index: place(dir),
        of: overview.articles,
        changed: manifest
            .runs
            .last()
            .map_or_else(|| manifest.created.clone(), |run| run.at.clone()),
        id: manifest.id.clone().unwrap_or_default(),
    })
}

/// Returns how a request was read.
fn reading(engine: &dyn Engine, request: &Request) -> Result<Vec<String>> {
    let one = Request { limit: 1, order: Order::Relevance, detail: Detail::Id, ..request.clone() };
    Ok(reading_lines(&engine.top(&one)?))
}

/// Returns how the first queries of a file were read, a line each, and how many more there are.
fn readings(engine: &dyn Engine, requests: &[(String, Request)]) -> Result<Vec<String>> {
    let (told, more) = requests.split_at(requests.len().min(MOST_READ));
    let line = |(id, request): &(String, Request)| {
        Ok(format!("{id}: {}", reading(engine, request)?.join("; ")))
    };
    let mut lines = told.iter().map(line).collect::<Result<Vec<_>>>()?;
    lines.extend(
        (!more.is_empty()).then(|| format!("and {} more", counted(more.len(), "query", "queries"))),
    );
    Ok(lines)
}
