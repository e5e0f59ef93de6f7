//! `limier search`: runs queries and prints their hits.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::queries::{parse_queries, read_text};
use super::{ForPrograms, LANGUAGE, Outcome, clock, output_width, parse_language};
use crate::calendar::HOME_ZONE;
use crate::error::{Error, Result};
use crate::index::{IndexReader, StoredArticle};
use crate::query::{Clock, Condition, Query, QueryField};
use crate::render::{
    Highlight, HitsStyle, ShownHit, TrecRun, hit_json, printable, reading_json, results_json,
    score_json, write_hits, write_reading, write_tsv,
};
use crate::search::{Order, Recency, Results, SearchOptions, Snippet, SnippetOptions, search};

/// Search the index: words, in any form; the best articles first
///
/// All significant words are looked for, with or without accents and in every inflected form.
/// When too few articles have them all, those with most of them follow.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
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
    /// In which order: `date` is the oldest first, `-date` the newest first
    #[arg(long, value_enum, default_value_t = Sort::Relevance, allow_hyphen_values = true)]
    sort: Sort,
    /// Only articles published from this date on: `2020`, `2020-03`, `15/03/2020`, `mars 2020`
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Only articles published up to this date, included
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Only articles of this source; several may be given
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Only articles of this section; several may be given
    #[arg(long, value_name = "NAME")]
    section: Vec<String>,
    /// Only articles by this author; several may be given
    #[arg(long, value_name = "NAME")]
    author: Vec<String>,
    /// Only articles in this language, by its two letters (`en`), whose inflection then counts
    #[arg(long, value_name = LANGUAGE, value_parser = parse_language)]
    lang: Option<String>,
    /// Print how the query was read: the words it stands for, what every hit must be
    #[arg(long)]
    explain_query: bool,
    /// Print what the score of each hit is made of
    #[arg(long)]
    explain: bool,
    /// Show every copy of a text as a hit of its own; in the formats trec and tsv it always is
    #[arg(long)]
    no_group: bool,
    /// Most fragments of a snippet
    #[arg(long, value_name = "N", default_value_t = SnippetOptions::default().max_fragments)]
    fragments: usize,
    /// Most characters of a snippet
    #[arg(long, value_name = "N", default_value_t = SnippetOptions::default().max_chars)]
    snippet_chars: usize,
    /// Headlines only
    #[arg(long)]
    no_snippet: bool,
    /// How to mark what matched; by default a colour on a terminal, `**` elsewhere
    #[arg(long, value_enum, value_name = "HOW")]
    highlight: Option<Marks>,
    /// Recent articles count more: the score halves with every so many days of age
    #[arg(long, value_name = "DAYS", value_parser = parse_days)]
    recency: Option<f64>,
    /// Time zone in which days begin
    #[arg(long, value_name = "ZONE", env = "LIMIER_TZ", default_value = HOME_ZONE)]
    tz: String,
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

/// How matches are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Marks {
    /// By a colour
    Ansi,
    /// Between `**`
    Markdown,
    /// Between `<mark>` and `</mark>`, the text escaped
    Html,
    /// Not at all
    None,
}

fn parse_days(argument: &str) -> Result<f64, String> {
    match argument.parse() {
        Ok(days) if days > 0.0 && days < 1e6 => Ok(days),
        _ => Err("write a number of days above 0, for example 30".to_owned()),
    }
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// The best first
    Relevance,
    /// The oldest first
    Date,
    /// The newest first
    #[value(name = "-date")]
    NewestFirst,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Date => Self::OldestFirst,
            Sort::NewestFirst => Self::NewestFirst,
        }
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
            from: None,
            to: None,
            source: Vec::new(),
            section: Vec::new(),
            author: Vec::new(),
            explain_query: false,
            no_group: false,
            fragments: SnippetOptions::default().max_fragments,
            snippet_chars: SnippetOptions::default().max_chars,
            no_snippet: false,
            highlight: None,
            recency: None,
            explain: false,
            tz: HOME_ZONE.to_owned(),
            lang: None,
            format: Format::Text,
            queries: None,
        }
    }

    fn parse(&self, text: &str, clock: &Clock) -> Result<Query> {
        let mut query = Query::parse(text, clock)?.in_language(self.lang.as_deref());
        let fields = [
            (QueryField::Source, &self.source),
            (QueryField::Section, &self.section),
            (QueryField::Author, &self.author),
        ];
        for (field, values) in fields.into_iter().filter(|(_, values)| !values.is_empty()) {
            let value = |value: &String| Condition::Value { field, value: value.clone() };
            query = query.and(Condition::Any(values.iter().map(value).collect()));
        }
        if self.from.is_some() || self.to.is_some() {
            let dates = Condition::published(self.from.as_deref(), self.to.as_deref(), clock)?;
            query = query.and(dates);
        }
        Ok(query)
    }

    /// Returns what to show of an article.
    fn snippet(&self, results: &Results, article: &StoredArticle) -> Snippet {
        if self.no_snippet {
            return Snippet { fragments: Vec::new() };
        }
        let options =
            SnippetOptions { max_fragments: self.fragments, max_chars: self.snippet_chars };
        results.matcher.snippet(article, options)
    }

    fn options(&self) -> SearchOptions {
        SearchOptions {
            limit: self.limit,
            offset: self.offset,
            any: self.any,
            order: self.sort.into(),
            recency: self
                .recency
                .map(|days| Recency { days, now: jiff::Timestamp::now().as_second() }),
            explain: self.explain,
            // Judgments and columns are about articles.
            group: !self.no_group && !matches!(self.format, Format::Trec | Format::Tsv),
        }
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
    let query = args.parse(&args.query.join(" "), &clock(&args.tz)?)?;
    let results = search(&reader, &query, args.options())?;
    match args.format {
        Format::Text => {
            let hits = all_shown(args, &reader, &results)?;
            let mut stdout = anstream::stdout().lock();
            if args.explain_query {
                write_reading(&mut stdout, results.reading(&query), &results)?;
            }
            let is_plain = stdout.current_choice() == anstream::ColorChoice::Never;
            let style = HitsStyle {
                width: output_width(),
                links: !is_plain && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
                highlight: match args.highlight {
                    Some(Marks::Markdown) => Highlight::Markdown,
                    Some(Marks::Html) => Highlight::Html,
                    Some(Marks::None) => Highlight::None,
                    None if is_plain => Highlight::Markdown,
                    Some(Marks::Ansi) | None => Highlight::Ansi,
                },
            };
            write_hits(&mut stdout, &query, &results, &hits, style)?;
        }
        Format::Json => {
            let mut json = to_json(args, &reader, &query, &results, start)?;
            if let (true, Some(json)) = (args.explain_query, json.as_object_mut()) {
                json.insert("reading".to_owned(), reading_json(results.reading(&query), &results));
            }
            writeln!(out, "{json}")?;
        }
        format => write_lines(args, &mut out, &reader, &results, format, None)?,
    }
    out.flush()?;
    Ok(outcome(&results))
}

/// Runs a query and returns the answer as JSON.
pub(super) fn run_to_json(query: &str, dir: &Path) -> Result<(Value, Outcome)> {
    let start = Instant::now();
    let reader = IndexReader::open(dir)?;
    let query = SearchArgs::plain(query).parse(query, &clock(HOME_ZONE)?)?;
    let args = SearchArgs::plain("");
    let results = search(&reader, &query, args.options())?;
    Ok((to_json(&args, &reader, &query, &results, start)?, outcome(&results)))
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
    let text = read_text(path)?;
    let format = match args.format {
        Format::Text | Format::Json => return Err(Error::QueriesFormat),
        format => format,
    };
    let clock = clock(&args.tz)?;
    let (mut found, mut refused) = (Outcome::Partial, Outcome::Complete);
    for (id, text) in parse_queries(&text, path)? {
        // A query without a word finds nothing; the others still run.
        let query = match args.parse(text, &clock) {
            Err(Error::QueryEmpty(_)) => continue,
            // The others still run; who reads the hits must know that these are missing.
            Err(error @ (Error::QuerySyntax(_) | Error::QueryDate(_))) => {
                let line = format!("{}: query {id}: {error}", path.display());
                writeln!(std::io::stderr(), "{}", printable(&line))?;
                refused = Outcome::Partial;
                continue;
            }
            query => query?,
        };
        let results = search(reader, &query, args.options())?;
        found = found.min(outcome(&results));
        write_lines(args, out, reader, &results, format, Some(id))?;
    }
    Ok(found.max(refused))
}

/// Writes hits in a format of one line each.
fn write_lines(
    args: &SearchArgs,
    out: &mut dyn Write,
    reader: &IndexReader,
    results: &Results,
    format: Format,
    query_id: Option<&str>,
) -> Result<()> {
    let mut run = TrecRun::new(query_id.unwrap_or("1"));
    for (at, hit) in results.hits.iter().enumerate() {
        if format == Format::Trec {
            run.write(out, &reader.id(hit.address)?, hit)?;
            continue;
        }
        if format == Format::Tsv {
            if let Some(id) = query_id {
                write!(out, "{id}\t")?;
            }
            write_tsv(out, hit, &reader.article(hit.address)?)?;
        } else {
            let shown = shown(args, reader, results, at)?;
            let mut json = hit_json(&shown, &results.matcher);
            if let (Some(id), Some(json)) = (query_id, json.as_object_mut()) {
                json.insert("qid".to_owned(), id.into());
            }
            writeln!(out, "{json}")?;
        }
    }
    Ok(())
}

fn to_json(
    args: &SearchArgs,
    reader: &IndexReader,
    query: &Query,
    results: &Results,
    start: Instant,
) -> Result<Value> {
    let hits = all_shown(args, reader, results)?;
    let mut hits: Vec<Value> = hits.iter().map(|hit| hit_json(hit, &results.matcher)).collect();
    for (hit, parts) in hits.iter_mut().zip(&results.explanations) {
        if let Some(hit) = hit.as_object_mut() {
            hit.insert("explanation".to_owned(), score_json(parts, results.reading(query)));
        }
    }
    let took_ms = start.elapsed().as_secs_f64() * 1e3;
    Ok(results_json(query, results, took_ms, &hits))
}

fn all_shown(args: &SearchArgs, reader: &IndexReader, results: &Results) -> Result<Vec<ShownHit>> {
    (0..results.hits.len()).map(|at| shown(args, reader, results, at)).collect()
}

/// Most copies of a hit that a person is shown.
const MAX_COPIES: usize = 10;

/// Returns the hit at a place of the page with what is shown of it.
fn shown(
    args: &SearchArgs,
    reader: &IndexReader,
    results: &Results,
    at: usize,
) -> Result<ShownHit> {
    let hit = results.hits[at];
    let article = reader.article(hit.address)?;
    let snippet = args.snippet(results, &article);
    let all = &results.copies[at];
    let most = if args.format == Format::Text { MAX_COPIES } else { all.len() };
    let copies = all.iter().take(most).map(|copy| Ok((reader.article(copy.address)?, *copy)));
    let copies = copies.collect::<Result<Vec<_>>>()?;
    let more_copies = all.len() - copies.len();
    Ok(ShownHit { hit, article, snippet, copies, more_copies })
}
