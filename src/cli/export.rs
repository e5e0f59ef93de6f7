//! `limier export`: writes articles, all or those that are asked for, to take them along.
//!
//! A file is written whole or not at all, and no article is changed on its way.

use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::asker::Asker;
use super::destination::Destination;
use super::exported::{Exported, Which};
use super::formats::formats;
use super::last_answer::LastAnswer;
use super::matching::Matching;
use super::named::{named, names_hits};
use super::open::{collection, open, place};
use super::options::{Sort, now, parse_number};
use super::outcome::Outcome;
use super::terminal::Terminal;
use crate::engine::{Detail, Engine, Order, Request};
use crate::error::Result;
use crate::index::Decisions;
use crate::query::{Condition, Query, QueryField};
use crate::render::{About, Column, HitFormat, JSONL, Taking, reading_lines};

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
    let (query, which) = args.which(engine, &asker, dir, terminal)?;
    let now = now();
    let about = if args.about { Some(about(engine, dir, &query, &which, &now)?) } else { None };
    let taking = Taking {
        columns: &args.columns,
        excel: destination.excel,
        query: &query,
        about: about.as_ref(),
        now: &now,
        zone: &asker.clock.zone,
    };
    // Without a place for them in the format they stay with the index.
    let decisions = match (&which, form.decision) {
        (Which::All, Some(_)) => collection(dir).decisions()?,
        _ => Decisions::default(),
    };
    let exported = Exported { engine, form, taking, which, decisions };
    let articles = match &destination.output {
        None => exported.print()?,
        Some(path) => exported.to_file(path, dir, args.append)?,
    };
    Ok(if articles == 0 { Outcome::Partial } else { Outcome::Complete })
}

impl ExportArgs {
    /// Returns what was asked for, as it can be typed again, and which articles that are.
    fn which(
        &self,
        engine: &dyn Engine,
        asker: &Asker,
        dir: &Path,
        terminal: &Terminal,
    ) -> Result<(String, Which)> {
        let (clock, conditions) = (&asker.clock, &self.matching.conditions);
        let mut text = self.query.join(" ");
        let mut of_hits = None;
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
        let limit = self.limit.filter(|limit| *limit > 0);
        let is_all = query == Query::default();
        let request = Request {
            limit: limit.unwrap_or(usize::MAX),
            order: self.sort.map_or(Order::Relevance, Order::from),
            detail: Detail::Id,
            ..self.matching.request(query, clock)
        };
        let which = match (of_hits, self.sort, limit) {
            (Some((mut articles, hits)), None, _) if request.query == hits => {
                articles.truncate(request.limit);
                Which::Named(articles, Box::new(request))
            }
            (_, None, None) if is_all => Which::All,
            (_, None, None) => Which::Found(Box::new(request)),
            _ => Which::First(Box::new(request)),
        };
        Ok((text, which))
    }
}

/// Returns what there is to say of the articles that are written.
fn about(engine: &dyn Engine, dir: &Path, query: &str, which: &Which, now: &str) -> Result<About> {
    let overview = engine.overview()?;
    let manifest = &overview.manifest;
    let request = match which {
        Which::All => Request::default(),
        Which::Named(_, request) | Which::Found(request) | Which::First(request) => {
            Request::clone(request)
        }
    };
    let found = engine.groups(&request, &[])?.total;
    let answer = engine.top(&Request { limit: 1, order: Order::Relevance, ..request.clone() })?;
    Ok(About {
        query: query.to_owned(),
        read_as: reading_lines(&answer),
        articles: found.min(request.limit as u64),
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
