//! Days as spreadsheets count them.
//!
//! A number beyond the calendar is no day, and never an error.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::date;

/// What the days of a workbook are counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    #[default]
    Of1900,
    Of1904,
}

/// Numbers that are days when their column is one of dates: the years 1954 to 2119. Smaller
/// ones may be years themselves.
pub(super) const SERIALS: RangeInclusive<f64> = 20_000.0..=80_000.0;

/// Most days: the year 9999.
const MOST_DAYS: f64 = 2_958_466.0;

const SECONDS_OF_DAY: f64 = 86_400.0;

/// Returns a number of days as `2020-06-15`, or with the time of day that is its fraction;
/// `None` for one that is no day.
pub(super) fn text_of(days: f64, epoch: Epoch) -> Option<String> {
    if !(1.0..MOST_DAYS).contains(&days) {
        return None;
    }
    let seconds = (days.fract() * SECONDS_OF_DAY).round() as i64;
    let whole = days.trunc() as i64;
    let first = match epoch {
        // There was no 29 February 1900, which is day 60.
        Epoch::Of1900 if whole < 60 => date(1899, 12, 31),
        Epoch::Of1900 => date(1899, 12, 30),
        Epoch::Of1904 => date(1904, 1, 1),
    };
    let day = first.checked_add(whole.days()).ok()?;
    let moment = day.at(0, 0, 0, 0).checked_add(seconds.seconds()).ok()?;
    Some(if seconds == 0 { day.to_string() } else { moment.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        for (days, epoch, expected) in [
            (43_997.0, Epoch::Of1900, Some("2020-06-15")),
            (42_535.0, Epoch::Of1904, Some("2020-06-15")),
            (1.0, Epoch::Of1900, Some("1900-01-01")),
            (61.0, Epoch::Of1900, Some("1900-03-01")),
            (43_997.694_444_444, Epoch::Of1900, Some("2020-06-15T16:40:00")),
            (43_997.999_999_999, Epoch::Of1900, Some("2020-06-16T00:00:00")),
            (0.5, Epoch::Of1900, None),
            (f64::NAN, Epoch::Of1900, None),
            (-3.0, Epoch::Of1900, None),
            (1e300, Epoch::Of1904, None),
        ] {
            assert_eq!(text_of(days, epoch).as_deref(), expected, "{days}");
        }
    }
}
