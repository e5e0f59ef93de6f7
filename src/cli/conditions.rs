//! Conditions on articles that are options: dates, sources, sections, authors, a language.
//!
//! Each is one more condition of the query; every command that asks for articles takes them all,
//! and none of them is looked at elsewhere.

use clap::Args;

use super::options::{LANGUAGE, clock, parse_language};
use crate::calendar::HOME_ZONE;
use crate::error::Result;
use crate::query::{Clock, Condition, Query, QueryField};

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
    /// Time zone in which days begin
    #[arg(long, value_name = "ZONE", env = "LIMIER_TZ", default_value = HOME_ZONE)]
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
            tz: HOME_ZONE.to_owned(),
        }
    }
}

impl Conditions {
    /// Returns the present moment, with days as in the time zone that was named.
    pub(super) fn clock(&self) -> Result<Clock> {
        clock(&self.tz)
    }

    /// Returns the query that was typed, with these conditions.
    pub(super) fn parse(&self, text: &str, clock: &Clock) -> Result<Query> {
        self.on(Query::parse(text, clock)?, clock)
    }

    /// Returns the query for every article that meets these conditions.
    pub(super) fn alone(&self, clock: &Clock) -> Result<Query> {
        self.on(Query::default(), clock)
    }

    fn on(&self, query: Query, clock: &Clock) -> Result<Query> {
        let mut query = query.in_language(self.lang.as_deref());
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
}
