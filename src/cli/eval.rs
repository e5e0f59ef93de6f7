//! `limier eval`: measures how well a ranking answers judged queries.
//!
//! Measures are made in `eval`; here are the files, the threads and the way out.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::formats::formats;
use super::open::open;
use super::options::{LANGUAGE, Timeout, clock, parse_language, parse_number};
use super::outcome::Outcome;
use super::output::{print, tell};
use super::queries::{parse_queries, read_text};
use super::terminal::Terminal;
use crate::calendar::HOME_ZONE;
use crate::cores::on_all_cores;
use crate::engine::{Copies, Detail, Engine, Request};
use crate::error::{Error, Result};
use crate::eval::{Judgments, Run, compare, evaluate, trec_id};
use crate::query::{Clock, Query};
use crate::render::{EvaluationReport, HitFormat, Notice, TableWriter};

/// Measure relevance: judged queries against the index, or against a TREC run
///
/// Prints MRR@10, nDCG@10, P@20, MAP, R@10 and R@100 as `trec_eval` defines them, averaged over
/// every judged query (its option -c): a query that finds nothing counts as zero.
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Queries, one a line: id, tab, text (`-` for standard input)
    #[arg(long, value_name = "FILE", required_unless_present = "run")]
    queries: Option<PathBuf>,
    /// Judgments, one a line: qid 0 docid grade
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Measure this TREC run instead of searching the index: qid Q0 docid rank score tag
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,
    /// List each query
    #[arg(long)]
    per_query: bool,
    /// Compare with this TREC run: wins, losses, and a paired randomisation test
    #[arg(long, value_name = "RUN")]
    compare: Option<PathBuf>,
    /// Most hits to take for a query
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_number, default_value_t = 1000)]
    limit: usize,
    /// Any of the words is enough
    #[arg(long)]
    any: bool,
    /// Only articles in this language, by its two letters, whose inflection then counts
    #[arg(long, value_name = LANGUAGE, value_parser = parse_language)]
    lang: Option<String>,
    /// How to print the measures
    #[arg(long, value_parser = formats(table_writer), default_value = "text")]
    format: (bool, TableWriter),
    #[command(flatten)]
    timeout: Timeout,
}

/// Returns whether people read the tables of a format, and what writes them.
fn table_writer(format: &HitFormat) -> Option<(bool, TableWriter)> {
    Some((format.for_people, format.table?))
}

pub(super) fn run(args: &EvalArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let judgments = Judgments::parse(&read_text(&args.qrels)?, &args.qrels)?;
    let (path, text) = match &args.queries {
        Some(path) => (path.as_path(), read_text(path)?),
        None => (Path::new(""), String::new()),
    };
    let queries: HashMap<&str, &str> = parse_queries(&text, true)
        .collect::<Result<_, _>>()
        .map_err(|(line, reason)| Error::BadLine { path: path.to_owned(), line, reason })?;
    let baseline = args.compare.as_deref().map(read_run).transpose()?;
    let (refused, cut) = (AtomicBool::new(false), AtomicBool::new(false));
    let run = match &args.run {
        Some(path) => read_run(path)?,
        None => search_all(args, &judgments, &queries, open(dir)?, &|id, error| {
            if let Error::OutOfTime = error {
                cut.store(true, Ordering::Relaxed);
                let query = queries.get(id).copied().unwrap_or_default();
                return tell(Notice::QueryCut { id: Some(id), query });
            }
            refused.store(true, Ordering::Relaxed);
            tell(Notice::QueryRefused { path, id, error });
        })?,
    };
    let evaluation = evaluate(&judgments, &run);
    let comparison =
        baseline.map(|baseline| compare(&evaluation, &evaluate(&judgments, &baseline)));
    let report = EvaluationReport {
        evaluation: &evaluation,
        comparison: comparison.as_deref(),
        queries: &queries,
        per_query: args.per_query,
    };
    let (for_people, write) = args.format;
    print(terminal, for_people, |out| write(&report, out))?;
    let is_whole = evaluation.answered > 0 && !refused.into_inner();
    if cut.into_inner() {
        return Ok(Outcome::Cut);
    }
    Ok(if is_whole { Outcome::Complete } else { Outcome::Partial })
}

fn read_run(path: &Path) -> Result<Run> {
    Run::parse(&read_text(path)?, path)
}

/// Runs every judged query, on all cores; those that cannot be read or are cut find nothing
/// and are given to `refuse`.
fn search_all(
    args: &EvalArgs,
    judgments: &Judgments,
    queries: &HashMap<&str, &str>,
    engine: &dyn Engine,
    refuse: &(dyn Fn(&str, &Error) + Sync),
) -> Result<Run> {
    let clock = clock(HOME_ZONE)?;
    let judged: Vec<(&str, &str)> =
        judgments.iter().filter_map(|(id, _)| Some((id, *queries.get(id)?))).collect();
    let rankings = on_all_cores(judged.clone(), |(id, text)| {
        match ranking(engine, args, text, &clock) {
            // The others still run; who reads the figures must know that one is missing.
            Err(error @ (Error::QuerySyntax(_) | Error::QueryDate(_) | Error::OutOfTime)) => {
                refuse(id, &error);
                Ok(Vec::new())
            }
            ranking => ranking,
        }
    });
    let rankings = rankings.into_iter().collect::<Result<Vec<_>>>()?;
    let mut run = Run::default();
    judged.iter().zip(rankings).for_each(|((id, _), ranking)| run.add(id, ranking));
    Ok(run)
}

/// Returns the ids of the articles that a query finds, as a run has them.
fn ranking(engine: &dyn Engine, args: &EvalArgs, text: &str, clock: &Clock) -> Result<Vec<String>> {
    // A query without a word finds nothing; the others still run.
    let query = match Query::parse(text, clock) {
        Err(Error::QueryEmpty(_)) => return Ok(Vec::new()),
        query => query?.in_language(args.lang.as_deref()),
    };
    let (copies, detail) = (Copies::Apart, Detail::Id);
    let (any, limit) = (args.any, args.limit);
    let (suggestions, deadline) = (0, args.timeout.deadline());
    let request =
        Request { query, any, limit, copies, detail, suggestions, deadline, ..Request::default() };
    Ok(engine.top(&request)?.hits.iter().map(|hit| trec_id(&hit.id)).collect())
}
