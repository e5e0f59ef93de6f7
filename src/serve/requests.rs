//! What parameters ask of the engine: the requests that the commands make of their options.
//!
//! Names and meanings are the command line's; the fields that a page lists values of can be
//! chosen and left out as well. Nothing is answered here.

use super::asked::Asked;
use super::fault::Fault;
use crate::engine::{Copies, Detail, Forms, Key, Order, Recency, Request, SnippetOptions};
use crate::language_code::language_code;
use crate::query::{Clock, Condition, Narrowing, Query, QueryField};
use crate::render::HitFormat;
use crate::render::page::ParamProblem;

/// Most hits of an answer.
pub(super) const MOST_HITS: usize = 1_000;

/// Most hits that are left out in front of it.
pub(super) const MOST_LEFT_OUT: usize = 100_000;

/// Most characters of a snippet.
const MOST_CHARS: usize = 10_000;

/// A field whose values a page lists, to choose and to leave out.
#[derive(Debug)]
pub(super) struct Facet {
    /// What articles are counted by.
    pub(super) key: Key,
    /// The field.
    pub(super) field: QueryField,
    /// The parameter of a value that is chosen, and that of one that is left out.
    pub(super) is: &'static str,
    pub(super) is_not: &'static str,
}

/// The fields whose values a page lists.
pub(super) static FACETS: [Facet; 5] = [
    Facet { key: Key::Source, field: QueryField::Source, is: "is-source", is_not: "not-source" },
    Facet {
        key: Key::Section,
        field: QueryField::Section,
        is: "is-section",
        is_not: "not-section",
    },
    Facet { key: Key::Author, field: QueryField::Author, is: "is-author", is_not: "not-author" },
    Facet { key: Key::Tag, field: QueryField::Tag, is: "is-tag", is_not: "not-tag" },
    Facet {
        key: Key::Language,
        field: QueryField::Language,
        is: "is-language",
        is_not: "not-language",
    },
];

/// Parameters that say which articles are wanted.
pub(super) const WHICH: [&str; 20] = [
    "q",
    "any",
    "from",
    "to",
    "source",
    "section",
    "author",
    "lang",
    "tz",
    "timeout",
    "is-source",
    "not-source",
    "is-section",
    "not-section",
    "is-author",
    "not-author",
    "is-tag",
    "not-tag",
    "is-language",
    "not-language",
];

impl Asked {
    /// Returns the query of some text with all that stands beside it.
    ///
    /// # Errors
    /// `Limier` for a query or a date that cannot be read, `Param` for a language.
    pub(super) fn query(&self, text: &str) -> Result<Query, Fault> {
        self.narrowed(Query::parse(text, &self.clock()?)?, |_| true)
    }

    /// Returns the query that was typed, or the one for all articles where none was.
    pub(super) fn typed_or_all(&self) -> Result<Query, Fault> {
        self.typed_or_all_but(None)
    }

    /// Returns the same without what is chosen of the values of a facet.
    pub(super) fn typed_or_all_but(&self, facet: Option<&Facet>) -> Result<Query, Fault> {
        let query = if self.text().trim().is_empty() {
            Query::default()
        } else {
            Query::parse(self.text(), &self.clock()?)?
        };
        self.narrowed(query, |other| facet.is_none_or(|facet| facet.key != other.key))
    }

    /// Returns the query for all articles that meet what stands beside the query.
    pub(super) fn all(&self) -> Result<Query, Fault> {
        self.narrowed(Query::default(), |_| true)
    }

    /// Tells whether anything stands beside the query.
    pub(super) fn is_narrowed(&self) -> bool {
        let beside =
            |name: &str| WHICH.contains(&name) && !["q", "any", "tz", "timeout"].contains(&name);
        self.params.names().any(beside)
    }

    /// Returns which parameter holds a date that cannot be read; where each can, but not both
    /// together, the last.
    pub(super) fn wrong_date(&self) -> &'static str {
        let from = self.params.get("from");
        let clock = self.shown_by();
        let is_wrong = from.is_some() && Condition::published(from, None, &clock).is_err();
        if is_wrong { "from" } else { "to" }
    }

    fn narrowed(&self, query: Query, counts: impl Fn(&Facet) -> bool) -> Result<Query, Fault> {
        let values = |name| self.params.all(name).map(str::to_owned).collect();
        let language = |code: &str| {
            Some(language_code(code)).filter(|known| code.len() == 2 && !known.is_empty())
        };
        let narrowing = Narrowing {
            from: self.params.get("from").map(str::to_owned),
            to: self.params.get("to").map(str::to_owned),
            values: vec![
                (QueryField::Source, values("source")),
                (QueryField::Section, values("section")),
                (QueryField::Author, values("author")),
            ],
            language: self.read("lang", language, ParamProblem::Language)?,
        };
        let mut query = narrowing.on(query, &self.clock()?)?;
        for facet in FACETS.iter().filter(|facet| counts(facet)) {
            let exactly =
                |value: &str| Condition::Exactly { field: facet.field, value: value.to_owned() };
            let chosen: Vec<Condition> = self.params.all(facet.is).map(exactly).collect();
            if !chosen.is_empty() {
                query = query.and(Condition::Any(chosen));
            }
            for value in self.params.all(facet.is_not) {
                query = query.and(Condition::Not(Box::new(exactly(value))));
            }
        }
        Ok(query)
    }

    /// Returns the order that is wanted.
    pub(super) fn order(&self) -> Result<Option<Order>, Fault> {
        self.read("sort", Order::named, ParamProblem::Sort)
    }

    /// Returns the request of a search, as the command makes it for a format.
    pub(super) fn search(&self, query: Query, format: &HitFormat) -> Result<Request, Fault> {
        let clock = self.clock()?;
        let usual = SnippetOptions::default();
        let fragments = self.number("fragments", MOST_HITS)?.unwrap_or(usual.max_fragments).max(1);
        let snippet = SnippetOptions {
            max_fragments: if self.is_on("no-snippet")? { 0 } else { fragments },
            max_chars: self.number("snippet-chars", MOST_CHARS)?.unwrap_or(usual.max_chars),
        };
        let days = |text: &str| text.parse().ok().filter(|days| *days > 0.0 && *days < 1e6);
        let days: Option<f64> = self.read("recency", days, ParamProblem::Days)?;
        let any = self.is_on("any")?;
        Ok(Request {
            query,
            any,
            relax: any || format.partial,
            limit: self.number("limit", MOST_HITS)?.unwrap_or(Request::default().limit),
            offset: self.number("offset", MOST_LEFT_OUT)?.unwrap_or(0),
            order: self.order()?.unwrap_or_default(),
            recency: days.map(|days| Recency { days, now: clock.now.as_second() }),
            copies: if self.is_on("no-group")? { Copies::Apart } else { format.copies },
            detail: match format.detail {
                Detail::Snippet(_) => Detail::Snippet(snippet),
                less => less,
            },
            forms: Forms::Commonest,
            suggestions: if format.has_suggestions() { Request::default().suggestions } else { 0 },
            explain: self.is_on("explain")?,
            zone: clock.zone,
            deadline: self.deadline()?,
        })
    }

    /// Returns the request for all articles that a query finds, as exact commands make it.
    pub(super) fn matching(&self, query: Query) -> Result<Request, Fault> {
        Ok(Request {
            query,
            any: self.is_on("any")?,
            relax: false,
            forms: Forms::All,
            copies: Copies::Apart,
            suggestions: 0,
            zone: self.clock()?.zone,
            deadline: self.deadline()?,
            ..Request::default()
        })
    }

    /// Returns the clock that dates are shown by.
    pub(super) fn shown_by(&self) -> Clock {
        self.clock().unwrap_or_else(|_| self.clock.clone())
    }
}
