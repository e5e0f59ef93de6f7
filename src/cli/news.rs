//! `limier search --new FILE`: tells what is new since the run that last wrote the file.
//!
//! Nothing is lost: the file is put in its place when all that is told is written. Which articles
//! are new, the engine tells.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use jiff::tz::TimeZone;

use super::open::open;
use super::options::now;
use super::outcome::Outcome;
use super::output::{output, tell};
use super::output_file::refuse_within;
use super::told::{ToldFile, ToldQuery, key_of};
use crate::engine::{Arrivals, Engine, Request, Told};
use crate::error::{Error, Result};
use crate::query::{Arrival, Condition, QueryField};
use crate::render::{
    ArticleForm, HitFormat, Layout, News, Notice, Queries, Style, Taking, Written,
};

/// A query whose news are told.
pub(super) struct Watched {
    /// Its id in a file of many.
    pub(super) id: Option<String>,
    /// What was typed.
    pub(super) text: String,
}

/// Queries whose news are told, and how.
pub(super) struct Watching<'a> {
    pub(super) queries: &'a [Watched],
    /// The file that they are from.
    pub(super) list: Option<&'a Path>,
    /// Makes the request of a query.
    pub(super) request: &'a dyn Fn(&str) -> Result<Request>,
    /// What is asked of each beside its text: asked otherwise, it is another query.
    pub(super) asked: String,
    pub(super) format: &'static HitFormat,
    pub(super) layout: Layout,
    /// Where days begin.
    pub(super) zone: &'a TimeZone,
}

/// What one run tells.
struct Run<'a> {
    watching: Watching<'a>,
    format: &'static HitFormat,
    engine: &'static dyn Engine,
    out: Box<dyn Write>,
    /// What stands above all hits is written.
    is_headed: bool,
    /// How many queries had news.
    queries: u64,
    /// How many articles are new, of each query.
    count: u64,
    /// Those that are told of in a sentence, each once.
    articles: HashSet<String>,
    /// The articles of a feed, in which each stands once, with the queries that it is new of.
    feed: Vec<(String, Vec<String>)>,
    places: HashMap<String, usize>,
}

/// Tells what is new of some queries since a file was last written. Nothing new is told by the
/// exit code.
pub(super) fn run(watching: Watching<'_>, path: &Path, dir: &Path) -> Result<Outcome> {
    refuse_within(path, dir)?;
    let engine = open(dir)?;
    let mut told = ToldFile::read(path, engine.commit()?)?;
    let (queries, list, format) = (watching.queries, watching.list, watching.format);
    let mut run = Run {
        watching,
        format,
        engine,
        out: output(format.for_people),
        is_headed: false,
        queries: 0,
        count: 0,
        articles: HashSet::new(),
        feed: Vec::new(),
        places: HashMap::new(),
    };
    run.begin()?;
    let mut ended = Outcome::Complete;
    for query in queries {
        ended = ended.max(run.tell(query, &mut told)?);
    }
    let title = match queries {
        [Watched { id: None, text }] => text.clone(),
        _ => list.map_or(String::new(), |list| list.display().to_string()),
    };
    run.end(&title)?;
    let found = if run.count == 0 { Outcome::Partial } else { Outcome::Complete };
    drop(run);
    told.write()?;
    Ok(found.max(ended))
}

impl Run<'_> {
    /// Writes what stands in front of all, be there news or not.
    fn begin(&mut self) -> Result<()> {
        if let Some(form) = self.format.news {
            (form.head)(&mut *self.out)?;
            return Ok(());
        }
        if self.feed_form().is_some() {
            return Ok(());
        }
        if self.format.hits.is_none() || self.format.queries == Queries::One {
            return Err(Error::NewsFormat);
        }
        Ok(())
    }

    /// Returns how articles are written that are told in full, each once.
    fn feed_form(&self) -> Option<&'static ArticleForm> {
        let is_other = self.format.hits.is_none() && self.format.news.is_none();
        self.format.articles.filter(|form| is_other && form.whole.is_none())
    }

    /// Tells what is new of a query, and notes it; one that cannot be read or is cut is told of,
    /// and told the next time.
    fn tell(&mut self, query: &Watched, told: &mut ToldFile) -> Result<Outcome> {
        let key = key_of(&query.text, &self.watching.asked);
        let before = told.of(&key, &query.text);
        if told.is_first_of(&key) {
            tell(Notice::FirstRunOf { path: told.path(), query: &query.text });
        }
        match self.news(query, &before) {
            Ok(marks) => {
                told.tell(key, before, marks);
                Ok(Outcome::Complete)
            }
            Err(error) => {
                told.leave(key, before);
                self.refused(query, error)
            }
        }
    }

    /// Tells that a query of a file is not asked; the others are.
    fn refused(&self, Watched { id, text }: &Watched, error: Error) -> Result<Outcome> {
        match (error, self.watching.list, id) {
            (Error::OutOfTime, ..) => {
                tell(Notice::QueryCut { id: id.as_deref(), query: text });
                Ok(Outcome::Cut)
            }
            (
                error @ (Error::QuerySyntax(_) | Error::QueryDate(_) | Error::QueryEmpty(_)),
                Some(path),
                Some(id),
            ) => {
                tell(Notice::QueryRefused { path, id, error: &error });
                Ok(Outcome::Partial)
            }
            (error, ..) => Err(error),
        }
    }

    /// Writes what is new of a query, and returns its marks.
    fn news(&mut self, query: &Watched, before: &ToldQuery) -> Result<Vec<u64>> {
        let mut request = (self.watching.request)(&query.text)?;
        request.query.without_phrases = None;
        let told = Told { after: before.after, marks: &before.marks };
        let Arrivals { marks, others, count } = self.engine.arrivals(&request, told)?;
        if count == 0 {
            return Ok(marks);
        }
        let mut conditions = Vec::new();
        conditions.extend(before.after.map(|after| Condition::Added(Arrival::After(after))));
        let id = |value| Condition::Value { field: QueryField::Id, value };
        let others: Vec<Condition> = others.into_iter().map(id).collect();
        conditions
            .extend((!others.is_empty()).then(|| Condition::Not(Box::new(Condition::Any(others)))));
        for condition in conditions {
            request.query = request.query.and(condition);
        }
        self.write(query, &request)?;
        self.queries += 1;
        Ok(marks)
    }

    fn write(&mut self, query: &Watched, request: &Request) -> Result<()> {
        let (id, text) = (query.id.as_deref(), query.text.as_str());
        if self.feed_form().is_some() {
            let (feed, places, count) = (&mut self.feed, &mut self.places, &mut self.count);
            self.engine.top_in_parts(request, &mut |answer| {
                *count += answer.hits.len() as u64;
                for hit in answer.hits.drain(..) {
                    let place = *places.entry(hit.id.clone()).or_insert_with(|| {
                        feed.push((hit.id, Vec::new()));
                        feed.len() - 1
                    });
                    feed[place].1.extend(id.map(str::to_owned));
                }
                Ok(())
            })?;
            return Ok(());
        }
        let (format, out) = (self.format, &mut *self.out);
        let Some(form) = format.news else {
            let mut written = Written::new(id, Style::default());
            let is_headed = &mut self.is_headed;
            self.engine.top_in_parts(request, &mut |answer| {
                if !std::mem::replace(is_headed, true) {
                    format.head.map_or(Ok(()), |write| write(id.map(|_| &[][..]), out))?;
                }
                format.write_hits(&mut written, answer, out)?;
                answer.hits.clear();
                Ok(())
            })?;
            self.count += written.hits as u64;
            return Ok(());
        };
        let mut news =
            News { id, query: text, layout: &self.watching.layout, before: self.queries, hits: 0 };
        self.engine.top_in_parts(request, &mut |answer| {
            for hit in answer.hits.drain(..) {
                if news.hits == 0 {
                    (form.query)(&news, out)?;
                }
                (form.hit)(&news, &hit, out)?;
                news.hits += 1;
                self.articles.insert(hit.id);
            }
            Ok(())
        })?;
        if news.hits > 0 {
            (form.query_end)(out)?;
        }
        self.count += news.hits;
        Ok(())
    }

    /// Writes what stands behind all, and all of it to where it goes.
    fn end(&mut self, title: &str) -> Result<()> {
        if let Some(form) = self.feed_form() {
            let now = now();
            let zone = self.watching.zone;
            let taking = Taking {
                columns: &[],
                excel: false,
                query: title,
                queries: None,
                about: None,
                now: &now,
                zone,
            };
            form.head.map_or(Ok(()), |write| write(&taking, &mut *self.out))?;
            for (id, queries) in std::mem::take(&mut self.feed) {
                for entry in
                    self.engine.articles(&id)?.iter_mut().filter(|entry| entry.article.id == id)
                {
                    entry.article.tags.splice(0..0, queries.iter().cloned());
                    (form.article)(&taking, &entry.article, &mut *self.out)?;
                }
            }
            form.end.map_or(Ok(()), |write| write(&taking, &mut *self.out))?;
        }
        if let Some(form) = self.format.news {
            let hits = self.count;
            (form.end)([hits, self.articles.len() as u64], &mut *self.out)?;
        }
        self.out.flush()?;
        sync_output();
        Ok(())
    }
}

/// Has what is written kept on the disk, where standard output is a file: only then may it be
/// noted as told.
fn sync_output() {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        // A pipe or a terminal keeps nothing.
        let _ = io::stdout()
            .as_fd()
            .try_clone_to_owned()
            .map(|file| std::fs::File::from(file).sync_all());
    }
    #[cfg(not(unix))]
    let _ = io::stdout();
}
