//! Conditions on articles that are options: dates, sources, sections, authors, a language.
//!
//! Each is one more condition of the query; every command that asks for articles takes them all,
//! and none of them is looked at elsewhere.

use std::path::{Path, PathBuf};

use clap::Args;

use super::asker::Asker;
use super::options::{LANGUAGE, clock, parse_language};
use super::terminal::Terminal;
use super::unset::text_or;
use crate::calendar::HOME_ZONE;
use crate::error::Result;
use crate::query::{Clock, Condition, Like, Likened, Narrowing, Query, QueryField};

/// What articles must be besides meeting the query.
#[derive(Debug, Clone, Args)]
pub(super) struct Conditions {
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
    pub(super) lang: Option<String>,
    /// Only articles about the same as this text, which need not be in the index (`-` for standard
    /// input); the best first
    #[arg(long, value_name = "FILE")]
    pub(super) like: Option<PathBuf>,
    /// Time zone in which days begin
    #[arg(long, value_name = "ZONE", env = "LIMIER_TZ", default_value = HOME_ZONE, value_parser = text_or(HOME_ZONE))]
    pub(super) tz: String,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            source: Vec::new(),
            section: Vec::new(),
            author: Vec::new(),
            lang: None,
            like: None,
            tz: HOME_ZONE.to_owned(),
        }
    }
}

impl Conditions {
    /// Returns who asks now, with days as in the time zone that was named.
    pub(super) fn asker(&self, dir: &Path, terminal: &Terminal) -> Result<Asker> {
        Asker::new(clock(&self.tz)?, self.like.as_deref(), dir, terminal)
    }

    /// Returns the query that was typed, with these conditions.
    pub(super) fn parse(&self, text: &str, asker: &Asker) -> Result<Query> {
        let Some(like) = &asker.like else { return self.on(asker.read(text)?, &asker.clock) };
        let query = if text.trim().is_empty() { Query::default() } else { asker.read(text)? };
        let like = Like::new(Likened::Text(like.clone()), 0..0);
        self.on(query.and(Condition::Like(like)), &asker.clock)
    }

    /// Returns the query for every article that meets these conditions.
    pub(super) fn alone(&self, clock: &Clock) -> Result<Query> {
        self.on(Query::default(), clock)
    }

    /// Returns a query whose articles meet these conditions too.
    pub(super) fn on(&self, query: Query, clock: &Clock) -> Result<Query> {
        let narrowing = Narrowing {
            from: self.from.clone(),
            to: self.to.clone(),
            values: vec![
                (QueryField::Source, self.source.clone()),
                (QueryField::Section, self.section.clone()),
                (QueryField::Author, self.author.clone()),
            ],
            language: self.lang.clone(),
        };
        narrowing.on(query, clock)
    }
}
