//! `limier search`: runs queries and prints their hits.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::{ForPrograms, Outcome, output_width};
use crate::error::{Error, Result};
use crate::index::{IndexReader, StoredArticle};
use crate::query::Query;
use crate::render::{HitsStyle, hit_json, results_json, write_hits, write_trec, write_tsv};
use crate::search::{Hit, Results, SearchOptions, Snippet, SnippetOptions, search};

/// Search the index: words, in any form; the best articles first
///
/// All significant words are looked for, with or without accents and in every inflected form.
/// When too few articles have them all, those with most of them follow.
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// What to look for
    #[arg(required_unless_present = "queries", value_name = "QUERY")]
    query: Vec<String>,
    /// Most hits to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = DEFAULT_LIMIT)]
    limit: usize,
    /// Best hits to leave out: `--offset 10` shows the second page of ten
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Any of the words is enough
    #[arg(long)]
    any: bool,
    /// How to print the hits
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Run the queries of a file, one a line: id, tab, text (`-` for standard input); in the
    /// formats trec, jsonl and tsv
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
}

const DEFAULT_LIMIT: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// A JSON object for each hit, one a line
    Jsonl,
    /// A TREC run: qid Q0 id rank score limier
    Trec,
    /// Tab-separated: rank, score, id, date, source, title, URL
    Tsv,
}

impl SearchArgs {
    /// Returns the arguments of `limier search QUERY`.
    pub(super) fn plain(query: &str) -> Self {
        Self {
            query: vec![query.to_owned()],
            limit: DEFAULT_LIMIT,
            offset: 0,
            any: false,
            format: Format::Text,
            queries: None,
        }
    }

    fn options(&self) -> SearchOptions {
        SearchOptions { limit: self.limit, offset: self.offset, any: self.any }
    }
}

pub(super) fn run(args: &SearchArgs, dir: &Path) -> Result<Outcome> {
    let start = Instant::now();
    let reader = IndexReader::open(dir)?;
    let mut out = ForPrograms::new();
    if let Some(path) = &args.queries {
        let outcome = run_file(args, path, &reader, &mut out)?;
        out.flush()?;
        return Ok(outcome);
    }
    let query = Query::parse(&args.query.join(" "))?;
    let results = search(&reader, &query, args.options())?;
    match args.format {
        Format::Text => {
            let hits = with_snippets(&reader, &results)?;
            let mut stdout = anstream::stdout().lock();
            let style = HitsStyle {
                width: output_width(),
                coloured: stdout.current_choice() != anstream::ColorChoice::Never,
            };
            write_hits(&mut stdout, &query, &results, &hits, style)?;
        }
        Format::Json => {
            let json = to_json(&reader, &query, &results, start)?;
            writeln!(out, "{json}")?;
        }
        format => write_lines(&mut out, &reader, &results, format, None)?,
    }
    out.flush()?;
    Ok(outcome(&results))
}

/// Runs a query and returns the answer as JSON.
pub(super) fn run_to_json(query: &str, dir: &Path) -> Result<(Value, Outcome)> {
    let start = Instant::now();
    let reader = IndexReader::open(dir)?;
    let query = Query::parse(query)?;
    let results = search(&reader, &query, SearchArgs::plain("").options())?;
    Ok((to_json(&reader, &query, &results, start)?, outcome(&results)))
}

fn outcome(results: &Results) -> Outcome {
    if results.hits.is_empty() { Outcome::Partial } else { Outcome::Complete }
}

/// Runs every query of a file.
fn run_file(
    args: &SearchArgs,
    path: &Path,
    reader: &IndexReader,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let read = if path == Path::new("-") {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(path)
    };
    let text = read.map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let format = match args.format {
        Format::Text | Format::Json => return Err(Error::QueriesFormat),
        format => format,
    };
    let mut found = Outcome::Partial;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((id, text)) = line.split_once('\t') else {
            return Err(Error::QueryLine { path: path.to_owned(), line: index + 1 });
        };
        // A query without a word finds nothing; the others still run.
        let Ok(query) = Query::parse(text) else { continue };
        let results = search(reader, &query, args.options())?;
        found = found.min(outcome(&results));
        write_lines(out, reader, &results, format, Some(id))?;
    }
    Ok(found)
}

/// Writes hits in a format of one line each.
fn write_lines(
    out: &mut dyn Write,
    reader: &IndexReader,
    results: &Results,
    format: Format,
    query_id: Option<&str>,
) -> Result<()> {
    for hit in &results.hits {
        if format == Format::Trec {
            let id = reader.id(hit.address)?;
            write_trec(out, query_id.unwrap_or("1"), &id, hit)?;
            continue;
        }
        let article = reader.article(hit.address)?;
        if format == Format::Tsv {
            if let Some(id) = query_id {
                write!(out, "{id}\t")?;
            }
            write_tsv(out, hit, &article)?;
        } else {
            let snippet = results.matcher.snippet(&article, SnippetOptions::default());
            let mut json = hit_json(hit, &article, &snippet);
            if let (Some(id), Some(json)) = (query_id, json.as_object_mut()) {
                json.insert("qid".to_owned(), id.into());
            }
            writeln!(out, "{json}")?;
        }
    }
    Ok(())
}

fn to_json(
    reader: &IndexReader,
    query: &Query,
    results: &Results,
    start: Instant,
) -> Result<Value> {
    let hits = with_snippets(reader, results)?;
    let hits: Vec<Value> =
        hits.iter().map(|(hit, article, snippet)| hit_json(hit, article, snippet)).collect();
    let took_ms = start.elapsed().as_secs_f64() * 1e3;
    Ok(results_json(query, results, took_ms, &hits))
}

fn with_snippets(
    reader: &IndexReader,
    results: &Results,
) -> Result<Vec<(Hit, StoredArticle, Snippet)>> {
    results
        .hits
        .iter()
        .map(|&hit| {
            let article = reader.article(hit.address)?;
            let snippet = results.matcher.snippet(&article, SnippetOptions::default());
            Ok((hit, article, snippet))
        })
        .collect()
}
