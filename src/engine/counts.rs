//! How many articles queries find, side by side: one table of all of them.
//!
//! Numbers are those of the engine's groups, each exact; here they are only put next to each
//! other and in order. Nothing is rounded, and no share is made up where it was not asked for.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, Timestamp, ToSpan};

use super::contract::Engine;
use super::marking::{Likelihood, MarkingWords};
use super::request::Request;
use super::table::{Key, Row, Table};
use crate::error::Result;
use crate::query::Condition;

/// Most rows without an article that are put between others.
const MOST_EMPTY: usize = 20_000;

/// Numbers of articles of one or several queries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counts {
    /// What the rows are counted by.
    pub by: Vec<Key>,
    /// How many articles each query finds, in the order of the requests.
    pub totals: Vec<u64>,
    /// How many articles there are, whatever is asked; only beside shares.
    pub of: Option<u64>,
    /// The rows: times from the first on, with those that have no article between them and up to
    /// the ends of the time that was asked for, or beside shares of all articles; names from
    /// the most articles on; what has no value last. There are none without keys.
    pub rows: Vec<CountRow>,
}

/// The articles that have something in common.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CountRow {
    /// What they have in common, a value for each key; `None` for articles without one.
    pub values: Vec<Option<String>>,
    /// How many of them each query finds.
    pub counts: Vec<u64>,
    /// How many there are, whatever is asked; only beside shares.
    pub of: Option<u64>,
    /// How surely a word marks them, and how many times oftener they have it than others do, as a
    /// power of two; of words only.
    pub marks: Option<(f64, f64)>,
}

impl Counts {
    /// Returns the words that mark articles as rows, in their order.
    #[must_use]
    pub(crate) fn of_words(found: &MarkingWords) -> Self {
        let Likelihood { matching, all } = found.likelihood;
        let rows = found.words.iter().map(|word| CountRow {
            values: vec![Some(word.word.clone())],
            counts: vec![word.count],
            of: Some(word.of),
            marks: Some((word.likelihood, word.ratio)),
        });
        Self { by: vec![Key::Word], totals: vec![matching], of: Some(all), rows: rows.collect() }
    }

    /// Counts what each request asks for by some keys, beside all that `of` asks for where shares
    /// are wanted; articles with the same text, or nearly, `once`.
    ///
    /// # Errors
    /// Those of [`Engine::groups`].
    pub(crate) fn of(
        engine: &dyn Engine,
        requests: impl ExactSizeIterator<Item = Request>,
        of: Option<&Request>,
        by: &[Key],
        once: bool,
    ) -> Result<Self> {
        let (mut tables, mut ends) = (Vec::with_capacity(requests.len()), Vec::new());
        for request in requests {
            ends.extend(by.first().into_iter().flat_map(|key| ends_of(&request, *key)));
            tables.push(counted(engine, &request, by, once)?);
        }
        let all = of.map(|request| counted(engine, request, by, once)).transpose()?;
        Ok(Self::of_tables(tables, all, by, &ends))
    }

    /// Puts tables of what each query finds next to each other, beside one of all that there are
    /// where shares are wanted; times go on to these ends, or where there are none to those of all.
    #[must_use]
    pub(crate) fn of_tables(
        tables: Vec<Table>,
        of: Option<Table>,
        by: &[Key],
        ends: &[String],
    ) -> Self {
        let queries = tables.len();
        let mut rows: BTreeMap<Vec<Option<String>>, CountRow> = BTreeMap::new();
        let empty = |values: &[Option<String>]| CountRow {
            values: values.to_vec(),
            counts: vec![0; queries],
            of: of.as_ref().map(|_| 0),
            marks: None,
        };
        let mut totals = Vec::with_capacity(queries);
        for (at, table) in tables.into_iter().enumerate() {
            totals.push(table.total);
            for Row { values, count } in table.rows.into_iter().filter(|_| !by.is_empty()) {
                rows.entry(values).or_insert_with_key(|values| empty(values)).counts[at] = count;
            }
        }
        if let [key] = *by {
            let values = rows.keys().filter_map(|values| values[0].as_deref());
            let there = of.iter().filter(|_| ends.is_empty()).flat_map(|table| &table.rows);
            let there = there.filter_map(|row| row.values.first()?.as_deref());
            for value in between(key, values.chain(ends.iter().map(String::as_str)).chain(there)) {
                let values = vec![Some(value)];
                rows.entry(values).or_insert_with_key(|values| empty(values));
            }
        }
        let all = of.as_ref().map(|table| table.total);
        for Row { values, count } in of.into_iter().flat_map(|table| table.rows) {
            if let Some(row) = rows.get_mut(&values) {
                row.of = Some(count);
            }
        }
        let mut rows: Vec<CountRow> = rows.into_values().collect();
        sort(&mut rows, by);
        Self { by: by.to_vec(), totals, of: all, rows }
    }

    /// Tells whether an article may be in several rows, so that they sum up to more than there
    /// are articles.
    #[must_use]
    pub(crate) fn has_several(&self) -> bool {
        self.by.iter().any(|key| key.has_several())
    }
}

/// Returns what a request asks for by some keys. Of articles with the same text one counts: the
/// first that was published, or else the first by its values; by authors or tags, one for each.
fn counted(engine: &dyn Engine, request: &Request, by: &[Key], once: bool) -> Result<Table> {
    if !once {
        return engine.groups(request, by);
    }
    let keys: Vec<Key> = by.iter().copied().chain([Key::Text]).collect();
    let mut rows = engine.groups(request, &keys)?.rows;
    rows.sort_by(|one, other| in_order(by, &one.values, &other.values, |_, _| Ordering::Equal));
    let mut texts = HashSet::new();
    let mut counts: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
    let is_of_several = by.iter().any(|key| key.has_several());
    for Row { mut values, .. } in rows {
        let is_first = texts.insert(values.pop());
        if is_first || is_of_several {
            *counts.entry(values).or_default() += 1;
        }
    }
    let rows = counts.into_iter().map(|(values, count)| Row { values, count });
    Ok(Table::new(texts.len() as u64, rows.collect()))
}

/// Puts rows in order, by the first key and then by the others.
fn sort(rows: &mut [CountRow], by: &[Key]) {
    // Of each key how many articles have a value of it, whatever the other keys.
    let mut sizes: Vec<HashMap<Option<String>, u64>> = vec![HashMap::new(); by.len()];
    for row in rows.iter() {
        let count: u64 = row.counts.iter().sum();
        for (value, sizes) in row.values.iter().zip(&mut sizes) {
            *sizes.entry(value.clone()).or_default() += count;
        }
    }
    let by_size = |key: usize, one: &Option<String>, other: &Option<String>| {
        sizes[key][other].cmp(&sizes[key][one])
    };
    rows.sort_by(|one, other| {
        in_order(by, &one.values, &other.values, |key, (one, other)| by_size(key, one, other))
    });
}

/// Tells which of two rows comes first: times go on from the first, names as `by_name` tells of
/// the values of a key by its place, or else by their letters; what has no value comes last.
fn in_order(
    by: &[Key],
    one: &[Option<String>],
    other: &[Option<String>],
    by_name: impl Fn(usize, (&Option<String>, &Option<String>)) -> Ordering,
) -> Ordering {
    let values = by.iter().enumerate().zip(one.iter().zip(other));
    values.fold(Ordering::Equal, |found, ((place, key), pair)| {
        found.then_with(|| match pair {
            (Some(one), Some(other)) if key.is_time() => {
                first_day(one).cmp(&first_day(other)).then_with(|| one.cmp(other))
            }
            (Some(one), Some(other)) => by_name(place, pair).then_with(|| one.cmp(other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        })
    })
}

/// Returns the first day of a time as tables have it: `2024`, `2024-03`, `2024-W11`,
/// `2024-03-12`.
fn first_day(value: &str) -> Option<Date> {
    let (year, rest) = value.split_once('-').unwrap_or((value, "01-01"));
    let year: i16 = year.parse().ok()?;
    if let Some(week) = rest.strip_prefix('W') {
        return Some(ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date());
    }
    let (month, day) = rest.split_once('-').unwrap_or((rest, "01"));
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Returns the first and the last of the times that a request asks for, as a key has them.
pub(crate) fn ends_of(request: &Request, key: Key) -> Vec<String> {
    let span = request.query.condition.as_ref().map_or([None, None], Condition::span);
    let day = |seconds: i64| {
        let moment = Timestamp::from_second(seconds).ok()?.to_zoned(request.zone.clone());
        Some(shown(key, moment.date()))
    };
    let [from, to] = span;
    let ends = [from, to.map(|to| to - 1)].into_iter().flatten();
    ends.filter(|_| key.is_time()).filter_map(day).collect()
}

/// Returns the times between the first and the last of these that are as precise as a key has
/// them: what nobody wrote in is told, too. None where they are too many, or no times.
fn between<'v>(key: Key, values: impl Iterator<Item = &'v str>) -> Vec<String> {
    let (step, length): (Span, usize) = match key {
        Key::Year => (1.year(), 4),
        Key::Month => (1.month(), 7),
        Key::Week => (1.week(), 8),
        Key::Day => (1.day(), 10),
        _ => return Vec::new(),
    };
    let days: Vec<Date> =
        values.filter(|value| value.len() == length).filter_map(first_day).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Vec::new();
    };
    let times = first.series(step).take_while(|day| day <= last).take(MOST_EMPTY + 1);
    let times: Vec<String> = times.map(|day| shown(key, day)).collect();
    if times.len() > MOST_EMPTY { Vec::new() } else { times }
}

/// Returns the time of a day, as precise as a key has it.
fn shown(key: Key, day: Date) -> String {
    match key {
        Key::Year => format!("{}", day.year()),
        Key::Month => format!("{}-{:02}", day.year(), day.month()),
        Key::Week => {
            let week = day.iso_week_date();
            format!("{}-W{:02}", week.year(), week.week())
        }
        _ => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_without_an_article_stand_between_the_others() {
        let check = |key, values: &[&str], expected: &str| {
            assert_eq!(between(key, values.iter().copied()).join(" "), expected);
        };
        check(Key::Month, &["2019-02", "2018", "2018-11"], "2018-11 2018-12 2019-01 2019-02");
        check(Key::Year, &["2001", "2003"], "2001 2002 2003");
        check(Key::Week, &["2020-W52", "2021-W02"], "2020-W52 2020-W53 2021-W01 2021-W02");
        check(Key::Day, &["2020-02-28", "2020-03-01"], "2020-02-28 2020-02-29 2020-03-01");
        check(Key::Day, &["1620-02-28", "2020-03-01"], "");
        check(Key::Source, &["2001", "2003"], "");
    }

    #[test]
    fn rows_of_times_go_on_from_the_first_and_names_from_the_most() {
        let row = |values: &[Option<&str>], count| CountRow {
            values: values.iter().map(|value| value.map(str::to_owned)).collect(),
            counts: vec![count],
            of: None,
            marks: None,
        };
        let mut rows = [
            row(&[None, Some("b")], 9),
            row(&[Some("2020-W01"), Some("a")], 1),
            row(&[Some("2020-W01"), Some("b")], 1),
            row(&[Some("2020-01"), None], 5),
            row(&[Some("2019"), Some("a")], 2),
        ];
        sort(&mut rows, &[Key::Week, Key::Source]);
        let order: Vec<String> = rows
            .iter()
            .map(|row| row.values.iter().map(|value| value.as_deref().unwrap_or("-")).collect())
            .collect();
        assert_eq!(order, ["2019a", "2020-W01b", "2020-W01a", "2020-01-", "-b"]);
    }
}
