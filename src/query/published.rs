//! When an article must have been published: a span of time, put to moments and to days.
//!
//! A day without hour is that day in every zone. A month or a year meets a span that holds
//! all of it. It reads no text and no clock.

use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::article::Date;

/// Seconds by which days may start earlier or later elsewhere, with some to spare.
const AROUND: i64 = 2 * 86_400;

/// A span of time that articles are published in, open where a bound is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Published {
    /// The first second since 1970.
    pub from: Option<i64>,
    /// The first second that is too late.
    pub to: Option<i64>,
    /// The first day that starts within, by its [`Date::day_number`].
    from_day: Option<i64>,
    /// The first day that starts too late.
    to_day: Option<i64>,
    /// The first day that does not end within.
    to_whole_day: Option<i64>,
    /// It begins and ends with a day.
    is_of_whole_days: bool,
}

/// The days of a span, by their numbers.
#[cfg(feature = "cluster")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct DaySpan {
    /// The first that starts within.
    pub from: Option<i64>,
    /// The first that starts too late.
    pub to: Option<i64>,
    /// The first that does not end within.
    pub to_whole: Option<i64>,
}

impl Published {
    /// Returns a span from one second (included) to another (excluded), whose days are those
    /// of a time zone.
    #[must_use]
    pub(super) fn new(from: Option<i64>, to: Option<i64>, zone: &TimeZone) -> Self {
        let days = |at: Option<i64>| at.and_then(|at| days_around(at, zone));
        let (from_days, to_days) = (days(from), days(to));
        Self {
            from,
            to,
            from_day: from_days.map(|(_, next)| next),
            to_day: to_days.map(|(_, next)| next),
            to_whole_day: to_days.map(|(last, _)| last),
            is_of_whole_days: [from_days, to_days]
                .into_iter()
                .flatten()
                .all(|(last, next)| last == next),
        }
    }

    /// Returns seconds since 1970 outside of which nothing starts that is within, whatever the
    /// zone: to look for it.
    #[must_use]
    pub(crate) fn around(&self) -> RangeInclusive<i64> {
        let from = self.from.map_or(i64::MIN, |from| from.saturating_sub(AROUND));
        from..=self.to.map_or(i64::MAX, |to| to.saturating_add(AROUND))
    }

    /// Returns seconds since 1970 within which all that starts, and is a moment or a day, is within,
    /// whatever the zone; `None` for a short span.
    #[must_use]
    pub(crate) fn surely(&self) -> Option<RangeInclusive<i64>> {
        let from = self.from.map_or(i64::MIN, |from| from.saturating_add(AROUND));
        let to = self.to.map_or(i64::MAX, |to| to.saturating_sub(AROUND));
        (from < to).then_some(from..=to)
    }

    /// Returns the days that it begins and ends with.
    #[cfg(feature = "cluster")]
    #[must_use]
    pub(crate) fn days(&self) -> DaySpan {
        DaySpan { from: self.from_day, to: self.to_day, to_whole: self.to_whole_day }
    }

    /// Tells whether what starts at this second, and lasts so many days unless it is a moment,
    /// is within.
    #[must_use]
    pub(crate) fn holds(&self, seconds: i64, days: Option<u64>) -> bool {
        let is_between = |at: i64, from: Option<i64>, to: Option<i64>| {
            from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to)
        };
        let Some(days) = days else { return is_between(seconds, self.from, self.to) };
        let first = Date::day_number(seconds);
        let last = first + days.cast_signed() - 1;
        let to = if days == 1 { self.to_day } else { self.to_whole_day };
        is_between(first, self.from_day, None) && is_between(last, None, to)
    }
}

/// As it is typed: `2018`, `2018-05`, `2018-05-03`, `2018-05-03..2018-06-01`, `2018-05-03..`;
/// with hours, in UTC.
impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_of_whole_days {
            let moment = |seconds: Option<i64>| {
                let moment = seconds.and_then(|at| Timestamp::from_second(at).ok());
                moment.map_or(String::new(), |moment| moment.to_string())
            };
            return write!(f, "{}..{}", moment(self.from), moment(self.to));
        }
        let day = |number: i64| Day::constant(1970, 1, 1).checked_add(number.days()).ok();
        let first = self.from_day.and_then(day);
        let last = self.to_day.and_then(|day_after| day(day_after - 1));
        if let Some((first, last)) = first.zip(last) {
            if first == last {
                return write!(f, "{first}");
            }
            if first == last.first_of_year() && last == first.last_of_year() {
                return write!(f, "{}", first.year());
            }
            if first == last.first_of_month() && last == first.last_of_month() {
                return write!(f, "{}", first.strftime("%Y-%m"));
            }
        }
        let written = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
        write!(f, "{}..{}", written(first), written(last))
    }
}

/// Returns the numbers of the last day that has started at a second, and of the first that
/// starts then or later.
fn days_around(seconds: i64, zone: &TimeZone) -> Option<(i64, i64)> {
    let moment = Timestamp::from_second(seconds).ok()?.to_zoned(zone.clone());
    let start = moment.start_of_day().ok()?;
    let day = i64::from((moment.date() - Day::constant(1970, 1, 1)).get_days());
    Some((day, if start == moment { day } else { day + 1 }))
}

#[cfg(test)]
mod tests {
    use jiff::tz;

    use super::*;
    use crate::calendar::PARIS;

    static MONTREAL: TimeZone = tz::get!("America/Montreal");

    fn seconds(moment: &str) -> Option<i64> {
        (!moment.is_empty()).then(|| moment.parse::<Timestamp>().expect("a moment").as_second())
    }

    #[track_caller]
    fn check(zone: &TimeZone, (from, to): (&str, &str), held: &[&str], others: &[&str]) {
        let span = Published::new(seconds(from), seconds(to), zone);
        let holds = |iso: &&str| {
            let date = Date::from_iso(iso).expect("a date");
            span.holds(date.seconds, date.days().map(u64::from))
        };
        for iso in held {
            assert!(holds(iso), "{iso} in {from}..{to}");
        }
        for iso in others {
            assert!(!holds(iso), "{iso} in {from}..{to}");
        }
    }

    #[test]
    fn a_month_or_a_year_must_be_held_whole() {
        let year = ("2017-12-31T23:00:00Z", "2018-12-31T23:00:00Z");
        let may = ("2018-04-30T22:00:00Z", "2018-05-31T22:00:00Z");
        check(&PARIS, year, &["2018", "2018-01", "2018-12", "2018-12-31"], &["2017", "2019"]);
        check(&PARIS, may, &["2018-05", "2018-05-31"], &["2018", "2018-04", "2018-06"]);
        check(&PARIS, (may.0, ""), &["2018-05", "2018-06", "2019"], &["2018", "2018-04"]);
        check(&PARIS, ("", may.1), &["2018-05", "2017"], &["2018", "2018-06"]);
        let to_noon = ("2018-04-30T22:00:00Z", "2018-05-31T10:00:00Z");
        check(&PARIS, to_noon, &["2018-05-31", "2018-05-31T11:59:59+02:00"], &["2018-05"]);
        let from_noon = ("2018-05-01T10:00:00Z", "2018-05-31T22:00:00Z");
        check(&PARIS, from_noon, &["2018-05-02"], &["2018-05-01", "2018-05"]);
        check(&PARIS, ("", ""), &["2018", "2018-05", "2018-05-03"], &[]);
    }

    #[test]
    fn a_span_is_written_as_it_is_typed() {
        for (from, to, written) in [
            ("2017-12-31T23:00:00Z", "2018-12-31T23:00:00Z", "2018"),
            ("2018-04-30T22:00:00Z", "2018-05-31T22:00:00Z", "2018-05"),
            ("2018-04-30T22:00:00Z", "2018-05-01T22:00:00Z", "2018-05-01"),
            ("2018-04-30T22:00:00Z", "2018-05-02T22:00:00Z", "2018-05-01..2018-05-02"),
            ("2018-04-30T22:00:00Z", "", "2018-05-01.."),
            ("", "2018-05-31T22:00:00Z", "..2018-05-31"),
            ("2018-05-01T10:00:00Z", "", "2018-05-01T10:00:00Z.."),
        ] {
            let span = Published::new(seconds(from), seconds(to), &PARIS);
            assert_eq!(span.to_string(), written);
        }
    }

    #[test]
    fn a_day_is_that_day_in_every_zone() {
        let year = ("2018-01-01T05:00:00Z", "2019-01-01T05:00:00Z");
        let held = ["2018", "2018-12", "2018-01-01", "2018-12-31", "2018-12-31T23:00:00-05:00"];
        check(&MONTREAL, year, &held, &["2019-01-01", "2018-01-01T00:00:00+01:00"]);
    }
}
