//! Conditions that stand beside a query: dates, sources, sections, authors, a language.
//!
//! Each becomes one more condition of the query, whoever asks: a command, a page. It reads the
//! dates and looks nothing up.

use super::clock::Clock;
use super::condition::Condition;
use super::field::QueryField;
use super::search_query::Query;
use crate::error::Result;

/// What articles must be besides meeting a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Narrowing {
    /// Published from then on.
    pub from: Option<String>,
    /// Published up to then, included.
    pub to: Option<String>,
    /// Of each field, values of which one must be held, as people type them.
    pub values: Vec<(QueryField, Vec<String>)>,
    /// The language wanted, whose inflection counts.
    pub language: Option<String>,
}

impl Narrowing {
    /// Returns a query with these conditions.
    ///
    /// # Errors
    /// `QueryDate` for a date that cannot be read.
    pub(crate) fn on(&self, query: Query, clock: &Clock) -> Result<Query> {
        let mut query = query.in_language(self.language.as_deref());
        for (field, values) in self.values.iter().filter(|(_, values)| !values.is_empty()) {
            let value = |value: &String| Condition::Value { field: *field, value: value.clone() };
            query = query.and(Condition::Any(values.iter().map(value).collect()));
        }
        if self.from.is_some() || self.to.is_some() {
            let dates = Condition::published(self.from.as_deref(), self.to.as_deref(), clock)?;
            query = query.and(dates);
        }
        Ok(query)
    }
}
