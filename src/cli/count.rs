//! `limier count`: how many articles queries find, all together or by key.
//!
//! It makes requests of its arguments and a report of the counts; it counts nothing itself.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::asker::Asker;
use super::destination::Destination;
use super::formats::formats;
use super::matching::Matching;
use super::open::{open, place};
use super::options::{Timeout, parse_number};
use super::outcome::Outcome;
use super::output::tell;
use super::sheet::{List, Listed};
use super::terminal::Terminal;
use super::undated::tell_undated;
use super::without_hits::{WithoutHits, tell_why};
use crate::engine::{Counts, Deadline, Engine, Key, Marking, Request};
use crate::error::{Error, Result};
use crate::query::{Clock, Query};
use crate::render::{CountedOf, CountedQuery, CountsReport, HitFormat, Kind, Notice, TEXT};

/// Rows of names shown to people unless it is said otherwise.
const ROWS: usize = 30;

/// Most words that mark articles.
const MOST_WORDS: usize = 1_000;

/// Most keys of a table.
const MOST_KEYS: usize = 2;

/// Count the articles that have all the words: exactly, and by month, source, author …
///
/// `limier count inflation` prints a number; `--by month` a table of the months, those without an
/// article too. A word of a tag counts as one of the text, but behind `+` and beside ET, OU and
/// SAUF; how many articles have it there only is told. Copies are articles of their own, unless `--group` counts them once.
#[derive(Debug, Args)]
pub(super) struct CountArgs {
    /// What to look for; without it all articles are counted
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Count by this: year, month, week, day, source, section, author, tag or language; twice for
    /// a cross table. By word: the words, of all their forms one, that mark these articles against
    /// the others (log-likelihood): in three of them at least, and twice as often as in the others;
    /// those of the query left out
    #[arg(long, value_name = "KEY", value_parser = keys(), ignore_case = true, hide_possible_values = true)]
    by: Vec<Key>,
    /// With `--by word`: only where they stand within so many words of what is asked for
    #[arg(long, value_name = "N", value_parser = parse_number)]
    near: Option<usize>,
    /// Beside each number how large a share it is of all articles of its row: a peak of the
    /// collection is no peak of the subject
    #[arg(long)]
    share: bool,
    /// Count this query as well, beside the first; several may be given
    #[arg(long, value_name = "QUERY")]
    vs: Vec<String>,
    /// Count the queries of a file, one a line: id, tab, text (`-` for standard input); of a CSV
    /// file, those of its column `query` or `name`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "vs"])]
    queries: Option<PathBuf>,
    /// The column of the file that holds the queries
    #[arg(long, value_name = "NAME", requires = "queries")]
    query_column: Option<String>,
    /// Count articles with the same text, or nearly, once: in the row of the first of them
    #[arg(long)]
    group: bool,
    /// What to call the chart, with `--format svg`; by default what it is of
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Most rows to print, 0 for all, of words the first 1,000: by default 30 of words, 30 of names
    /// as text or svg, otherwise all
    #[arg(short = 'n', long = "limit", value_name = "N", value_parser = parse_number)]
    limit: Option<usize>,
    #[command(flatten)]
    matching: Matching,
    #[command(flatten)]
    destination: Destination,
    /// How to print the counts: as the name of the output file ends, or else text
    #[arg(long, value_parser = formats(of_counts))]
    format: Option<&'static HitFormat>,
    #[command(flatten)]
    timeout: Timeout,
}

/// Returns a format that counts are written in.
fn of_counts(format: &'static HitFormat) -> Option<&'static HitFormat> {
    format.counts.is_some().then_some(format)
}

/// Returns a parser of the names of keys.
fn keys() -> impl TypedValueParser<Value = Key> {
    let names = Key::NAMED.map(|key| PossibleValue::new(key.name()).aliases(key.french_name()));
    PossibleValuesParser::new(names).try_map(|name| Key::named(&name).ok_or("no such key"))
}

/// The queries that are counted.
struct Asked {
    /// Those that can be read, in their order.
    queries: Vec<(CountedQuery, Query)>,
    /// The names of what else their rows have in their file.
    columns: Vec<String>,
    /// Others cannot be.
    refused: bool,
}

impl CountArgs {
    /// Tells whether words are counted.
    fn is_of_words(&self) -> bool {
        self.by.contains(&Key::Word)
    }

    /// Refuses what cannot be counted together.
    fn check(&self) -> Result<()> {
        if self.by.len() > MOST_KEYS {
            return Err(Error::ManyKeys { given: self.by.len(), most: MOST_KEYS });
        }
        if let [one, other] = self.by[..]
            && one == other
        {
            return Err(Error::KeyTwice(one.name()));
        }
        let has_others = !self.vs.is_empty() || self.queries.is_some() || self.group;
        let is_beside = self.by.len() > 1 || has_others;
        if self.is_of_words() && is_beside || self.near.is_some() && !self.is_of_words() {
            return Err(Error::WordsAlone);
        }
        Ok(())
    }

    /// Counts what requests ask for, beside all that there are where that is wanted.
    fn counts(
        &self,
        engine: &dyn Engine,
        mut requests: impl ExactSizeIterator<Item = Request>,
        all: Option<&Request>,
    ) -> Result<Counts> {
        let (Some(all), true) = (all, self.is_of_words()) else {
            return Counts::of(engine, requests, all, &self.by, self.group);
        };
        let near = self.near.map(|near| u32::try_from(near).unwrap_or(u32::MAX));
        let marking = Marking { most: self.limit(true).unwrap_or(MOST_WORDS), near };
        let request = requests.next().unwrap_or_default();
        Ok(Counts::of_words(&engine.marking_words(&request, all, marking)?))
    }

    fn request(&self, query: Query, clock: &Clock) -> Request {
        Request { deadline: self.timeout.deadline(), ..self.matching.request(query, clock) }
    }

    /// Returns the queries to count. Of a file those that cannot be read are told and left out.
    fn queries(&self, engine: &dyn Engine, asker: &Asker) -> Result<Asked> {
        let Some(path) = &self.queries else {
            let texts = std::iter::once(self.query.join(" ")).chain(self.vs.iter().cloned());
            let read = texts.map(|text| {
                // What marks all articles against themselves is nothing.
                let is_all = self.query.is_empty() && text.is_empty() && !self.is_of_words();
                let is_all = is_all && asker.like.is_none();
                let query = if is_all {
                    self.matching.conditions.alone(&asker.clock)?
                } else {
                    self.matching.conditions.parse(&text, asker)?
                };
                Ok((CountedQuery { text, is_all, ..CountedQuery::default() }, query))
            });
            let queries = read.collect::<Result<_>>()?;
            return Ok(Asked { queries, columns: Vec::new(), refused: false });
        };
        let list = List::read(path, self.query_column.as_deref(), false)?;
        let (mut queries, mut refused) = (Vec::new(), list.has_faults());
        for Listed { id, is_numbered, text, carried } in list.queries {
            match self.read(&text, engine, asker) {
                Err(
                    error @ (Error::QuerySyntax(_) | Error::QueryDate(_) | Error::QueryEmpty(_)),
                ) => {
                    tell(Notice::QueryRefused { path, id: &id, error: &error });
                    refused = true;
                }
                query => {
                    let id = Some(id);
                    let counted =
                        CountedQuery { id, is_numbered, text, carried, ..Default::default() };
                    queries.push((counted, query?));
                }
            }
        }
        Ok(Asked { queries, columns: list.columns, refused })
    }

    /// Finds out how many articles of each query have a word of it as a tag only, and tells it.
    fn tell_tagged(
        &self,
        engine: &dyn Engine,
        (queries, read): (&mut [CountedQuery], &[Query]),
        totals: &[u64],
        clock: &Clock,
    ) -> Result<()> {
        for ((counted, query), total) in queries.iter_mut().zip(read).zip(totals) {
            let Some(query) = query.clone().in_texts(self.matching.any()) else { continue };
            let in_texts = match engine.groups(&self.request(query, clock), &[]) {
                // The number is known, only this is not.
                Err(Error::OutOfTime) => continue,
                table => table?.total,
            };
            let only_tagged = total.saturating_sub(in_texts);
            counted.only_tagged = Some(only_tagged);
            if only_tagged > 0 {
                tell(Notice::OnlyTagged { query: &counted.text, count: only_tagged });
            }
        }
        Ok(())
    }

    /// Tells which queries find nothing, of a file the first of them with what may have been meant.
    fn tell_zeros(
        &self,
        engine: &dyn Engine,
        (queries, read): (&[CountedQuery], Vec<Query>),
        totals: &[u64],
        clock: &Clock,
    ) -> Result<()> {
        let mut without_hits = WithoutHits::default();
        let found = queries.iter().zip(read).zip(totals);
        for ((counted, query), _) in found.filter(|(_, total)| **total == 0) {
            let request = self.request(query, clock);
            match &counted.id {
                Some(id) => without_hits.ask(id, engine, request)?,
                None => tell_why(engine, request)?,
            }
        }
        without_hits.end();
        Ok(())
    }

    /// Reads a query of a file; one that is about an article of the collection is asked, since
    /// only then it is known whether that is there.
    fn read(&self, text: &str, engine: &dyn Engine, asker: &Asker) -> Result<Query> {
        let query = self.matching.conditions.parse(text, asker)?;
        if query.is_like_any() {
            let Err(error) = engine.groups(&self.request(query.clone(), &asker.clock), &[]) else {
                return Ok(query);
            };
            return if matches!(error, Error::OutOfTime) { Ok(query) } else { Err(error) };
        }
        Ok(query)
    }

    /// Returns among which articles is counted.
    fn counted_of(&self, engine: &dyn Engine, clock: &Clock) -> Result<CountedOf> {
        let query = self.matching.conditions.alone(clock)?;
        let request = Request { deadline: Deadline::default(), ..self.request(query, clock) };
        let named = |key| -> Result<(u64, Vec<String>)> {
            let table = engine.groups(&request, &[key])?;
            let names = table.rows.into_iter().filter_map(|mut row| row.values.pop()?);
            Ok((table.total, names.collect()))
        };
        let (articles, sources) = named(Key::Source)?;
        let (_, years) = named(Key::Year)?;
        let years = years.iter().min().zip(years.iter().max());
        let years = years.map(|(first, last)| (first.clone(), last.clone()));
        Ok(CountedOf { articles, sources, years })
    }

    /// Returns how many rows to print at most.
    fn limit(&self, for_people: bool) -> Option<usize> {
        let is_of_names = self.by.first().is_some_and(|key| !key.is_time());
        match self.limit {
            Some(0) => None,
            None if self.is_of_words() => Some(ROWS),
            None => (for_people && is_of_names).then_some(ROWS),
            limit => limit,
        }
    }
}

/// Counts what was asked for. Nothing found is told by the exit code.
pub(super) fn run(args: &CountArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let asker = args.matching.conditions.asker(dir, terminal)?;
    let clock = &asker.clock;
    args.check()?;
    let format = args.destination.format(args.format, &TEXT, |format| format.counts.is_some())?;
    let Asked { queries, columns, refused } = args.queries(engine, &asker)?;
    let (mut queries, read): (Vec<CountedQuery>, Vec<Query>) = queries.into_iter().unzip();
    // Made one after another, since the time of each begins when it is made.
    let requests = read.clone().into_iter().map(|query| args.request(query, clock));
    let all = if args.share || args.is_of_words() {
        Some(args.matching.conditions.alone(clock)?)
    } else {
        None
    };
    // Asked last, whatever the others took.
    let whole = |query| Request { deadline: Deadline::default(), ..args.request(query, clock) };
    let all = all.map(whole);
    let counts = match args.counts(engine, requests, all.as_ref()) {
        Err(Error::OutOfTime) => {
            let file = args.queries.as_ref().map(|path| path.display().to_string());
            let query = &file.unwrap_or_else(|| args.query.join(" "));
            tell(Notice::QueryCut { id: None, query });
            return Ok(Outcome::Cut);
        }
        counts => counts?,
    };
    if args.queries.is_none() && !args.group {
        args.tell_tagged(engine, (&mut queries, &read), &counts.totals, clock)?;
    }
    if args.queries.is_none() {
        let found = queries.iter().zip(&read).zip(&counts.totals).filter(|(_, total)| **total > 0);
        for ((counted, query), _) in found {
            tell_undated(engine, args.request(query.clone(), clock), &counted.text)?;
        }
    }
    args.tell_zeros(engine, (&queries, read), &counts.totals, clock)?;
    let day = clock.now.to_zoned(clock.zone.clone()).date().to_string();
    let from =
        if format.kind == Kind::Picture { Some(args.counted_of(engine, clock)?) } else { None };
    let report = CountsReport {
        counts: &counts,
        queries: &queries,
        columns: &columns,
        limit: args.limit(format.for_people || format.kind == Kind::Picture),
        width: terminal.table_columns().filter(|_| args.destination.output.is_none()),
        excel: args.destination.excel,
        title: args.title.as_deref(),
        from: from.as_ref(),
        place: &place(dir),
        day: &day,
    };
    if let Some(write) = format.counts {
        args.destination.write(format, terminal, dir, |out| write(&report, out))?;
    }
    let is_empty = counts.totals.iter().all(|total| *total == 0);
    Ok(if is_empty || refused { Outcome::Partial } else { Outcome::Complete })
}
