//! Counts with what there is to say of them: names of queries and rows, shares.
//!
//! It makes the words that every output of counts has in common, and lays out none of them.

use std::borrow::Cow;

use crate::engine::{CountRow, Counts, Key};

/// Counts on their way out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CountsReport<'a> {
    /// The counts.
    pub counts: &'a Counts,
    /// The queries, in the order of the totals.
    pub queries: &'a [CountedQuery],
    /// The names of what else the rows of queries have in their file.
    pub columns: &'a [String],
    /// Most rows to write of a table of names; `None` for all.
    pub limit: Option<usize>,
    /// Columns to keep within; `None` where lines stay whole and have no bars.
    pub width: Option<usize>,
    /// Cells are parted, and numbers written, as a French Excel has them.
    pub excel: bool,
    /// What a chart is to be called; `None` for what it is of.
    pub title: Option<&'a str>,
    /// Among which articles was counted, where that is looked up.
    pub from: Option<&'a CountedOf>,
    /// What the collection is called.
    pub place: &'a str,
    /// The day on which it was asked, in ISO 8601.
    pub day: &'a str,
}

/// Articles among which was counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct CountedOf {
    /// How many they are.
    pub articles: u64,
    /// Their sources, most articles first.
    pub sources: Vec<String>,
    /// The first year and the last.
    pub years: Option<(String, String)>,
}

/// A query that was counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct CountedQuery {
    /// Its id in a file of queries.
    pub id: Option<String>,
    /// That is only the number of its row: it is called by what was typed.
    pub is_numbered: bool,
    /// What was typed.
    pub text: String,
    /// Nothing was: it is about all articles.
    pub is_all: bool,
    /// What else its row has in that file.
    pub carried: Vec<String>,
    /// How many of its articles have a word as a tag only, where that was asked.
    pub only_tagged: Option<u64>,
}

impl CountedQuery {
    /// Returns what it is called: the id that a person gave it, or else what was typed.
    pub(super) fn name(&self) -> &str {
        let typed = if self.is_all { "all articles" } else { &self.text };
        self.id.as_deref().filter(|_| !self.is_numbered).unwrap_or(typed)
    }
}

impl CountsReport<'_> {
    /// Returns the rows to write, and how many are left out.
    pub(super) fn rows(&self) -> (&[CountRow], usize) {
        let rows = self.counts.rows.as_slice();
        let most = self.limit.unwrap_or(rows.len()).min(rows.len());
        (&rows[..most], rows.len() - most)
    }

    /// Returns what counts are called where there is one query: `articles`.
    pub(super) fn column(&self, at: usize) -> &str {
        if self.queries.len() == 1 { "articles" } else { self.queries[at].name() }
    }
}

/// Returns a part of a whole, from 0 to 1; none of nothing.
pub(super) fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Returns a share as people read it: `3.4 %`, and as many digits as tell something.
pub(super) fn percent(part: u64, of: u64) -> String {
    let percent = 100.0 * share(part, of);
    match percent {
        _ if percent >= 10.0 || part == 0 => format!("{percent:.1} %"),
        _ if percent >= 0.1 => format!("{percent:.2} %"),
        _ => format!("{percent:.4} %"),
    }
}

/// Returns a value of a row for people: what has none, and what is known less precisely, says so.
pub(super) fn shown(key: Key, value: Option<&str>) -> Cow<'_, str> {
    let Some(value) = value else {
        return if key.is_time() { "undated".into() } else { format!("no {}", key.name()).into() };
    };
    let unknown = match (key, value.len()) {
        (Key::Month | Key::Week | Key::Day, 4) => "only the year is known",
        (Key::Week | Key::Day, 7) => "only the month is known",
        _ => return value.into(),
    };
    format!("{value} ({unknown})").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_said() {
        let check = |key, value, expected: &str| assert_eq!(shown(key, value), expected);
        check(Key::Day, None, "undated");
        check(Key::Source, None, "no source");
        check(Key::Day, Some("2024-03-12"), "2024-03-12");
        check(Key::Day, Some("2024-03"), "2024-03 (only the month is known)");
        check(Key::Week, Some("2024-W11"), "2024-W11");
        check(Key::Week, Some("2024"), "2024 (only the year is known)");
        check(Key::Year, Some("2024"), "2024");
        check(Key::Source, Some("1984"), "1984");
    }

    #[test]
    fn shares_have_the_digits_that_tell_something() {
        let check = |part, of, expected: &str| assert_eq!(percent(part, of), expected);
        check(1, 3, "33.3 %");
        check(0, 3, "0.0 %");
        check(0, 0, "0.0 %");
        check(25, 1_000, "2.50 %");
        check(1, 36_717, "0.0027 %");
    }
}
