//! Articles of an engine on their way out: each, in the form that is wanted, to a file or to
//! standard output.
//!
//! It holds one article at a time, and chooses neither form nor articles.

use std::fs;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::output::ForPrograms;
use super::output_file::{OutputFile, refuse_within};
use crate::article::Article;
use crate::engine::{Engine, Request};
use crate::error::{Error, Result};
use crate::index::Decisions;
use crate::render::{ArticleForm, Column, Taking, Writing};

/// The id of an article, and those of the queries of a file that find it.
pub(super) type Found = (String, Vec<String>);

/// Which articles are written.
pub(super) enum Which {
    /// All that there are.
    All,
    /// Those that were named, which a request finds too.
    Named(Vec<Article>, Box<Request>),
    /// All that a request finds, in the engine's own order.
    Found(Box<Request>),
    /// The first that a request finds, in its order.
    First(Box<Request>),
    /// Those that queries of a file find, by their ids, each with those of the queries, and what these
    /// ask for.
    Listed(Vec<Found>, Vec<(String, Request)>),
}

/// Articles on their way out; every way returns how many they are.
pub(super) struct Exported<'a> {
    pub(super) engine: &'static dyn Engine,
    pub(super) form: &'static ArticleForm,
    pub(super) taking: Taking<'a>,
    pub(super) which: Which,
    pub(super) decisions: Decisions,
}

impl Exported<'_> {
    /// Writes to standard output.
    pub(super) fn print(&self) -> Result<u64> {
        self.to(&mut ForPrograms::new(), true, Error::Output)
    }

    /// Writes a file, whole or not at all, behind what is in it where it is to be added to.
    ///
    /// # Errors
    /// `NotAppended` for a form that ends, `OtherColumns` for a file with another head.
    pub(super) fn to_file(&self, path: &Path, index: &Path, append: bool) -> Result<u64> {
        refuse_within(path, index)?;
        let failed = |source| Error::Write { path: path.to_owned(), source };
        if append && !self.form.goes_on() {
            return Err(Error::NotAppended(path.to_owned()));
        }
        let before = if append && path.exists() {
            fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?
        } else {
            Vec::new()
        };
        if !before.is_empty() && !self.is_headed(&before).map_err(failed)? {
            return Err(Error::OtherColumns(path.to_owned()));
        }
        let mut out = OutputFile::until_signals(path)?;
        out.write_all(&before).map_err(failed)?;
        if before.last().is_some_and(|byte| *byte != b'\n') {
            writeln!(out).map_err(failed)?;
        }
        let articles = self.to(&mut out, before.is_empty(), failed)?;
        out.finish()?;
        Ok(articles)
    }

    /// Tells whether a file has the head that articles in this form stand below.
    fn is_headed(&self, file: &[u8]) -> io::Result<bool> {
        let Some(write_head) = self.form.head else { return Ok(true) };
        let mut head = Vec::new();
        write_head(&self.taking, &mut head)?;
        let shown = |bytes: &[u8]| bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).to_vec();
        Ok(shown(file).starts_with(shown(&head).trim_ascii_end()))
    }

    /// Writes what was asked for; `is_first` tells whether nothing stands before it.
    fn to(
        &self,
        out: &mut dyn Write,
        is_first: bool,
        failed: impl Fn(io::Error) -> Error,
    ) -> Result<u64> {
        let Self { form, taking, .. } = self;
        let of_file = |error| match error {
            Error::Output(source) => failed(source),
            error => error,
        };
        if let Some(write) = form.whole {
            let each = |write: &mut Writing<'_>| self.each(write);
            return write(taking, &each, out).map_err(of_file);
        }
        let mut articles = 0;
        if let Some(write_about) = form.about.filter(|_| taking.about.is_some()) {
            write_about(taking, out).map_err(&failed)?;
        }
        if let Some(write) = form.decision {
            self.decisions.lines().try_for_each(|json| write(&json, out)).map_err(&failed)?;
        }
        if let Some(write_head) = form.head.filter(|_| is_first) {
            write_head(taking, out).map_err(&failed)?;
        }
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

    /// Calls `write` with each article that was asked for, or with what is wanted of it.
    fn each(&self, write: &mut Writing<'_>) -> Result<()> {
        let engine = self.engine;
        let mut write = |article: &Article, queries: Option<&[String]>| match self.taking.columns {
            [] => write(article, queries),
            columns => {
                let mut only = Column::only(columns, article);
                if self.form.has_ids {
                    only.id.clone_from(&article.id);
                }
                write(&only, queries)
            }
        };
        let mut named_so = |id: &str, queries: Option<&[String]>| {
            let entries = engine.articles(id)?;
            let entry = entries.iter().find(|entry| entry.article.id == id);
            entry.map_or(Ok(()), |entry| write(&entry.article, queries))
        };
        match &self.which {
            Which::All => engine.each_article(&mut |article| write(&article, None)),
            Which::Named(articles, _) => {
                articles.iter().try_for_each(|article| write(article, None))
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
            Which::Listed(found, _) => {
                found.iter().try_for_each(|(id, queries)| named_so(id, Some(queries)))
            }
        }
    }
}
