//! Articles of a time, as a set: published then, or first indexed then.
//!
//! It looks at columns of dates and reads no text; deleted articles are in the set as well.

use fixedbitset::FixedBitSet;
use tantivy::columnar::{Column, ColumnIndex};
use tantivy::{DocId, SegmentReader};

use crate::index::IndexReader;
use crate::query::{Arrival, Published};

/// How many dates are gone through while one is looked up.
const LOOKED_UP: usize = 4;

/// Values of a column that are read at once.
const READ_AT_ONCE: usize = 512;

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
    let around = time.around();
    let mut look = |doc: DocId, at: i64| {
        if around.contains(&at) && time.holds(at, days(doc)) {
            bits.insert(doc as usize);
        }
    };
    match &starts.index {
        ColumnIndex::Full => each_of(&starts, 0..segment.max_doc(), &mut look),
        ColumnIndex::Optional(index) => each_of(&starts, index.iter_non_null_docs(), &mut look),
        // No article was published twice.
        ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => {}
    }
    Ok(bits)
}

/// Calls `look` with each of the articles that have a value, and the value: read so many at once,
/// it takes half the time of looking them up.
fn each_of(
    column: &Column<i64>,
    docs: impl Iterator<Item = DocId>,
    look: &mut impl FnMut(DocId, i64),
) {
    let (mut docs, rows) = (docs, u64::from(column.values.num_vals()));
    let mut values = [0; READ_AT_ONCE];
    for first in (0..rows).step_by(READ_AT_ONCE) {
        let values = &mut values[..READ_AT_ONCE.min((rows - first) as usize)];
        column.values.get_range(first, values);
        // In this order: the last value must take no further article.
        values.iter().zip(docs.by_ref()).for_each(|(at, doc)| look(doc, *at));
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
            let day =
                format!("{}-{:02}-{:02}", 2018 + number % 3, 1 + number % 12, 1 + number % 28);
            let published = Date::from_iso(&day).filter(|_| number % 7 >= undated);
            Article { id: number.to_string(), title: day, published, ..Article::default() }
        };
        // All of them dated, and some not.
        for undated in [0, 2] {
            let number = 3 * READ_AT_ONCE + 5;
            let articles: Vec<_> = (0..number).map(|number| dated(number, undated)).collect();
            let dir = tempfile::tempdir().expect("a temporary folder");
            let reader = index(dir.path(), &articles, number);
            let [segment] = reader.searcher().segment_readers() else { panic!("one segment") };
            for (asked, begin) in [("date:2019", "2019"), ("date:2020-06", "2020-06")] {
                let found = articles_of(&reader, segment, None, &time(asked), false);
                let found: Vec<usize> = found.expect("a whole index").ones().collect();
                let of_time = |article: &Article| {
                    article.published.is_some() && article.title.starts_with(begin)
                };
                let expected: Vec<usize> =
                    (0..number).filter(|at| of_time(&articles[*at])).collect();
                assert!(expected.len() > 20, "{asked}");
                assert_eq!(found, expected, "{asked}, {undated} of seven undated");
            }
        }
    }
}
