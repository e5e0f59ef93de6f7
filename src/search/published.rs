//! Articles of a time, as a set: published then, or first indexed then.
//!
//! It looks at columns of dates and reads no text; deleted articles are in the set as well.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use fixedbitset::FixedBitSet;
use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::IndexReader;
use crate::query::{Arrival, Published};

/// How many dates are gone through while one is looked up.
const LOOKED_UP: usize = 32;

/// Articles whose dates are gone through at once.
const AT_ONCE: u32 = 4096;

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
    let is_of_time = |doc| starts.first(doc).is_some_and(|at| time.holds(at, days(doc)));
    let all = segment.max_doc() as usize;
    if let Some(few) = within.filter(|within| within.count_ones(..) * LOOKED_UP < all) {
        bits.extend(few.ones().filter(|doc| is_of_time(*doc as DocId)));
        return Ok(bits);
    }
    let (first, last) = time.around().into_inner();
    let (sure, unsure) = match time.surely().map(RangeInclusive::into_inner) {
        Some((from, to)) => {
            (Some(from..=to), [first..=from.saturating_sub(1), to.saturating_add(1)..=last])
        }
        None => (None, [first..=last, last..=first]),
    };
    if let Some(sure) = sure {
        each_within(&starts, sure, |doc| bits.insert(doc as usize));
        // But what lasts longer than a day may not end in time.
        if let Some(lengths) = lengths.as_ref().filter(|lengths| lengths.max_value() > 1) {
            each_within(lengths, 2..=u64::MAX, |doc| {
                if bits.contains(doc as usize) && !is_of_time(doc) {
                    bits.remove(doc as usize);
                }
            });
        }
    }
    for some in unsure.into_iter().filter(|some| some.start() < some.end()) {
        each_within(&starts, some, |doc| bits.set(doc as usize, is_of_time(doc)));
    }
    Ok(bits)
}

/// Calls `visit` with each of the articles whose value is within a range. What is packed in bits is
/// compared as it is unpacked, in a tenth of the time of looking each up.
fn each_within<T: PartialOrd + Copy + Debug + Send + Sync + 'static>(
    column: &Column<T>,
    range: RangeInclusive<T>,
    mut visit: impl FnMut(DocId),
) {
    let (mut docs, len) = (Vec::new(), column.num_docs());
    for first in (0..len).step_by(AT_ONCE as usize) {
        docs.clear();
        let some = first..len.min(first + AT_ONCE);
        column.get_docids_for_value_range(range.clone(), some, &mut docs);
        docs.iter().for_each(|doc| visit(*doc));
    }
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
            let number = 2 * AT_ONCE as usize + 5;
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
            }
        }
    }
}
