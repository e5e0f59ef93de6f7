//! Articles of a time, as a set: published then, or first indexed then.
//!
//! It looks at weeks and dates and reads no text; deleted articles are in the set as well.

use fixedbitset::FixedBitSet;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::{IndexReader, Week};
use crate::query::{Arrival, Published};

/// How many articles of weeks are listed while the date of one is looked up.
const LISTED: usize = 128;

/// Returns the articles of a segment of a time, deleted ones among them, as far as it is asked
/// among some; with `undated`, those without a date.
pub(super) fn articles_of(
    reader: &IndexReader,
    segment: &SegmentReader,
    within: Option<&FixedBitSet>,
    time: &Published,
    undated: bool,
) -> tantivy::Result<FixedBitSet> {
    let fields = reader.fields();
    let name = reader.searcher().schema().get_field_name(fields.published);
    let starts = segment.fast_fields().i64(name)?;
    let lengths = fields.published_days(segment)?;
    let days = |doc| lengths.as_ref().and_then(|lengths| lengths.first(doc));
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    if undated {
        let undated = (0..segment.max_doc()).filter(|&doc| starts.first(doc).is_none());
        undated.for_each(|doc| bits.insert(doc as usize));
        return Ok(bits);
    }
    let all = segment.max_doc() as usize;
    let is_of_time = |doc: &usize| {
        let doc = *doc as DocId;
        starts.first(doc).is_some_and(|at| time.holds(at, days(doc)))
    };
    if within.is_none_or(|within| within.count_ones(..) * LISTED >= all) {
        let sure = time.surely();
        let is_sure = |week: &Week| {
            let sure = sure.as_ref().filter(|_| !week.is_of_long);
            sure.is_some_and(|sure| {
                sure.contains(week.starts.start()) && sure.contains(week.starts.end())
            })
        };
        let is_asked = |doc: &usize| within.is_none_or(|within| within.contains(*doc));
        let has_weeks = fields.each_week(segment, &time.around(), |week, docs| {
            let (is_sure, docs) = (is_sure(week), docs.iter().map(|doc| *doc as usize));
            bits.extend(docs.filter(|doc| is_sure || is_asked(doc) && is_of_time(doc)));
        })?;
        if has_weeks {
            return Ok(bits);
        }
    }
    match within {
        Some(some) => bits.extend(some.ones().filter(is_of_time)),
        None => bits.extend((0..all).filter(is_of_time)),
    }
    Ok(bits)
}

/// Returns the articles of a segment that an index first had then, deleted ones among them.
pub(super) fn arrived(
    reader: &IndexReader,
    segment: &SegmentReader,
    arrival: &Arrival,
) -> tantivy::Result<FixedBitSet> {
    let fields = reader.fields();
    let (added, commits) = (fields.added(segment)?, fields.first_commits(segment)?);
    let value = |column: &Option<Column>, doc| column.as_ref()?.first(doc);
    let mut bits = FixedBitSet::with_capacity(segment.max_doc() as usize);
    for doc in 0..segment.max_doc() {
        let added = value(&added, doc).map(u64::cast_signed);
        if arrival.holds(added, value(&commits, doc).unwrap_or(0)) {
            bits.insert(doc as usize);
        }
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::article::{Article, Date};
    use crate::query::{Clock, Condition, Query};
    use crate::search::test_index::{NOW, index};

    /// Returns the time that a query asks for.
    fn time(text: &str) -> Published {
        let clock = Clock { now: NOW.parse().expect("a moment"), zone: TimeZone::UTC };
        match Query::parse(text, &clock).expect("a query").condition {
            Some(Condition::Published(time)) => time,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn articles_of_a_time_are_those_whose_dates_it_holds() {
        let dated = |number: usize, undated: usize| {
            let (year, month, day) = (2018 + number / 12 % 3, 1 + number % 12, 1 + number % 28);
            // Some are of a moment, and some of a whole month or year.
            let date = match number % 11 {
                0 => format!("{year}"),
                1 => format!("{year}-{month:02}"),
                2 => format!("{year}-{month:02}-{day:02}T22:30:00Z"),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            let published = Date::from_iso(&date).filter(|_| number % 7 >= undated);
            Article { id: number.to_string(), title: date, published, ..Article::default() }
        };
        // All of them dated, and some not.
        for undated in [0, 2] {
            let number = 8_000;
            let articles: Vec<_> = (0..number).map(|number| dated(number, undated)).collect();
            let dir = tempfile::tempdir().expect("a temporary folder");
            let reader = index(dir.path(), &articles, number);
            let [segment] = reader.searcher().segment_readers() else { panic!("one segment") };
            for asked in [
                "2019",
                "2020-06",
                "2019-03-07",
                "2018-02-03..2019-11-02",
                "2019..",
                "..2018-07-20",
            ] {
                let time = time(&format!("date:{asked}"));
                let found = articles_of(&reader, segment, None, &time, false);
                let found: Vec<usize> = found.expect("a whole index").ones().collect();
                let is_of_time = |article: &Article| {
                    let date = article.published.as_ref();
                    date.is_some_and(|date| time.holds(date.seconds, date.days().map(u64::from)))
                };
                let expected: Vec<usize> =
                    (0..number).filter(|at| is_of_time(&articles[*at])).collect();
                assert!(!expected.is_empty(), "{asked}");
                assert_eq!(found, expected, "{asked}, {undated} of seven undated");
                // Asked among some of them, and among a few.
                for every in [2, 500] {
                    let some: FixedBitSet = (0..number).step_by(every).collect();
                    let found = articles_of(&reader, segment, Some(&some), &time, false);
                    let mut found = found.expect("a whole index");
                    found.intersect_with(&some);
                    let expected = expected.iter().copied().filter(|at| at % every == 0);
                    assert!(found.ones().eq(expected), "{asked}, one of {every}");
                }
            }
        }
    }
}
