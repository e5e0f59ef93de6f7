//! The years, months, weeks or days in which moments lie, each as one number.
//!
//! A zone is asked once for each of them, not for each moment: of a year of articles there are
//! twelve months. It reads no column.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::engine::Key;

/// Months of a year, behind which weeks are counted.
pub(super) const MONTHS: u64 = 12;

/// The times of a key in a zone that moments were found in.
pub(super) struct Periods {
    key: Key,
    zone: TimeZone,
    /// Where each begins and ends, in seconds, and its number.
    known: BTreeMap<i64, (i64, u64)>,
}

impl Periods {
    /// Returns the times of a key in a zone, none of them known.
    pub(super) fn new(key: Key, zone: TimeZone) -> Self {
        Self { key, zone, known: BTreeMap::new() }
    }

    /// Returns the year, month, week or day of a moment as one number: `20240312`, with zeros where
    /// the key is less precise, and a week as a month behind the twelfth; `None` for one outside
    /// of the calendar.
    pub(super) fn of(&mut self, seconds: i64) -> Option<u64> {
        if let Some((_, (end, code))) = self.known.range(..=seconds).next_back()
            && seconds < *end
        {
            return Some(*code);
        }
        let day = Timestamp::from_second(seconds).ok()?.to_zoned(self.zone.clone()).date();
        let code = code(day, self.key)?;
        if let Some((start, end)) = self.ends(day) {
            self.known.insert(start, (end, code));
        }
        Some(code)
    }

    /// Returns the seconds between which the time of a day lies.
    fn ends(&self, day: Date) -> Option<(i64, i64)> {
        let (first, last) = match self.key {
            Key::Year => (day.first_of_year(), day.last_of_year()),
            Key::Month => (day.first_of_month(), day.last_of_month()),
            Key::Week => {
                let monday = day.tomorrow().ok()?.nth_weekday(-1, Weekday::Monday).ok()?;
                (monday, monday.nth_weekday(1, Weekday::Sunday).ok()?)
            }
            _ => (day, day),
        };
        let start = |day: Date| Some(day.to_zoned(self.zone.clone()).ok()?.timestamp().as_second());
        Some((start(first)?, start(last.tomorrow().ok()?)?))
    }
}

/// Returns the number of the time of a day.
fn code(day: Date, key: Key) -> Option<u64> {
    if key == Key::Week {
        let week = day.iso_week_date();
        let (year, week) = (week.year(), u64::from(week.week().unsigned_abs()));
        return Some((u64::try_from(year).ok()? * 100 + MONTHS + week) * 100);
    }
    let year = u64::try_from(day.year()).ok()?;
    let [month, day] = [day.month(), day.day()].map(i8::unsigned_abs).map(u64::from);
    let month = if key == Key::Year { 0 } else { month };
    let day = if key == Key::Day { day } else { 0 };
    Some((year * 100 + month) * 100 + day)
}

#[cfg(test)]
mod tests {
    use jiff::tz;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_is_of_the_day_in_its_zone() {
        let of = |key, iso: &str| {
            let seconds = iso.parse::<Timestamp>().expect(iso).as_second();
            Periods::new(key, tz::get!("Europe/Paris")).of(seconds)
        };
        assert_eq!(of(Key::Day, "2019-12-31T23:30:00Z"), Some(20_200_101));
        assert_eq!(of(Key::Month, "2019-12-31T22:30:00Z"), Some(20_191_200));
        assert_eq!(of(Key::Year, "2019-12-31T23:00:00Z"), Some(20_200_000));
        assert_eq!(of(Key::Week, "2020-12-31T12:00:00Z"), Some(20_206_500));
    }

    proptest! {
        #[test]
        fn what_is_known_changes_nothing(
            moments in proptest::collection::vec(-5_000_000_000_i64..5_000_000_000, 1..40),
            near in -400_000_i64..400_000,
        ) {
            for key in [Key::Year, Key::Month, Key::Week, Key::Day] {
                let mut all = Periods::new(key, tz::get!("Europe/Paris"));
                for moment in moments.iter().flat_map(|at| [*at, at + near, at - near, *at]) {
                    let alone = Periods::new(key, tz::get!("Europe/Paris")).of(moment);
                    prop_assert_eq!(all.of(moment), alone, "{:?} {}", key, moment);
                }
            }
        }
    }
}
