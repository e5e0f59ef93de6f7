//! The weeks in which articles were published, as terms: whoever is of a span of time is found by
//! the lists of its weeks, without a look at every date.
//!
//! It compares no dates: in which weeks they are is all it knows.

use std::ops::RangeInclusive;

use tantivy::columnar::MonotonicallyMappableToU64;
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, SegmentReader};

use super::schema::Fields;
use crate::article::Date;

/// Seconds of a week.
const WEEK: i64 = 7 * 86_400;

/// A week of publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Week {
    /// The seconds since 1970 in which dates of it start.
    pub(crate) starts: RangeInclusive<i64>,
    /// Whether these dates last longer than a day.
    pub(crate) is_of_long: bool,
}

impl Week {
    /// Returns the number of a week as it is indexed: two for each week, so that dates that last
    /// longer than a day are apart.
    fn number(seconds: i64, is_of_long: bool) -> i64 {
        2 * seconds.div_euclid(WEEK) + i64::from(is_of_long)
    }

    fn numbered(number: i64) -> Self {
        // Of a damaged number, too.
        let first = number.div_euclid(2).saturating_mul(WEEK);
        let starts = first..=first.saturating_add(WEEK - 1);
        Self { starts, is_of_long: number.rem_euclid(2) == 1 }
    }

    /// Returns the number of the week of a date.
    pub(super) fn of(date: &Date) -> i64 {
        Self::number(date.seconds, date.days().is_some_and(|days| days > 1))
    }
}

impl Fields {
    /// Calls `visit` for each week that has articles of a segment whose dates start in a range,
    /// and perhaps others, with these, deleted ones among them; tells whether the format of the
    /// index keeps weeks.
    pub(crate) fn each_week(
        self,
        segment: &SegmentReader,
        range: &RangeInclusive<i64>,
        mut visit: impl FnMut(&Week, &[DocId]),
    ) -> tantivy::Result<bool> {
        let Some(field) = self.week else { return Ok(false) };
        let index = segment.inverted_index(field)?;
        let term = |seconds: &i64, is_of_long| {
            Term::from_field_i64(field, Week::number(*seconds, is_of_long))
        };
        let (from, to) = (term(range.start(), false), term(range.end(), true));
        let weeks = index.terms().range().ge(from.serialized_value_bytes());
        let mut weeks = weeks.le(to.serialized_value_bytes()).into_stream()?;
        while let Some((number, list)) = weeks.next() {
            let Ok(number) = number.try_into().map(u64::from_be_bytes) else { continue };
            let week = Week::numbered(i64::from_u64(number));
            let mut docs =
                index.read_block_postings_from_terminfo(list, IndexRecordOption::Basic)?;
            while !docs.docs().is_empty() {
                visit(&week, docs.docs());
                docs.advance();
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_in_the_week_of_its_number() {
        for iso in ["1964-02-29", "1969-12-31", "1970-01-01", "2020-05", "2020", "0001-01-01"] {
            let date = Date::from_iso(iso).expect("a date");
            let week = Week::numbered(Week::of(&date));
            assert!(week.starts.contains(&date.seconds), "{iso}: {week:?}");
            assert_eq!(week.is_of_long, iso.len() < 10, "{iso}");
        }
        assert!(Week::numbered(i64::MIN).starts.start() < Week::numbered(i64::MAX).starts.end());
        assert!(Week::number(i64::MIN, false) < Week::number(0, false));
    }
}
