//! Dates as inputs write them.
//!
//! A date that cannot be read for sure is no date: the article stays undated.
//! Hours without a zone are those of Paris.

use jiff::civil::{Date as Day, DateTime};
use jiff::fmt::rfc2822;
use jiff::tz::{self, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::article::Date;

static PARIS: TimeZone = tz::get!("Europe/Paris");

/// Years that a news archive may hold; other numbers are no dates.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// Reads a date in ISO 8601 (a day, or a day and an hour with or without zone),
/// RFC 2822, `15/06/2020` (day first) or Unix time in seconds or milliseconds.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    if let Some(date) = day_first(text).or_else(|| text.parse().ok().filter(|_| text.len() == 10)) {
        return day(date);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        let offset = jiff::fmt::temporal::Pieces::parse(text).ok()?.to_numeric_offset()?;
        return moment(&timestamp.to_zoned(TimeZone::fixed(offset)));
    }
    if let Ok(local) = text.parse::<DateTime>() {
        // A zone in brackets or a time with nothing else has come this far.
        return moment(&local.to_zoned(PARIS.clone()).ok()?);
    }
    moment(&rfc2822::parse(text).ok()?)
}

/// `20200615`, or Unix time.
fn digits(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        8 => {
            let (year, month) = (number / 10_000, number / 100 % 100);
            let date = Day::new(year.try_into().ok()?, month as i8, (number % 100) as i8);
            day(date.ok()?)
        }
        // From 2001 on; shorter numbers are years, ids, anything.
        10 => moment(&Timestamp::from_second(number).ok()?.to_zoned(TimeZone::UTC)),
        13 => moment(&Timestamp::from_millisecond(number).ok()?.to_zoned(TimeZone::UTC)),
        _ => None,
    }
}

/// `15/06/2020`, as French inputs write it.
fn day_first(text: &str) -> Option<Day> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn day(date: Day) -> Option<Date> {
    let start = date.to_zoned(PARIS.clone()).ok()?;
    YEARS
        .contains(&date.year())
        .then(|| Date { iso: date.to_string(), seconds: start.timestamp().as_second() })
}

fn moment(zoned: &Zoned) -> Option<Date> {
    YEARS.contains(&zoned.year()).then(|| Date {
        iso: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        seconds: zoned.timestamp().as_second(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, iso: &str, seconds: i64) {
        assert_eq!(parse_date(text), Some(Date { iso: iso.into(), seconds }), "reading {text}");
    }

    #[test]
    fn iso_dates_keep_their_precision_and_zone() {
        check("2020-07-03", "2020-07-03", 1_593_727_200);
        check("2020-07-03T00:59:02+02:00", "2020-07-03T00:59:02+02:00", 1_593_730_742);
        check("2020-07-02T22:59:02Z", "2020-07-02T22:59:02+00:00", 1_593_730_742);
        check("2020-07-02T22:59:02.123Z", "2020-07-02T22:59:02+00:00", 1_593_730_742);
        check("2020-07-03 00:59:02+0200", "2020-07-03T00:59:02+02:00", 1_593_730_742);
    }

    #[test]
    fn hours_without_zone_are_those_of_paris() {
        check("2020-06-15 16:40", "2020-06-15T16:40:00+02:00", 1_592_232_000);
        check("2020-01-15T16:40:00", "2020-01-15T16:40:00+01:00", 1_579_102_800);
    }

    #[test]
    fn other_forms_are_read() {
        check("Fri, 03 Jul 2020 00:59:02 +0200", "2020-07-03T00:59:02+02:00", 1_593_730_742);
        check("03/07/2020", "2020-07-03", 1_593_727_200);
        check("20200703", "2020-07-03", 1_593_727_200);
        check("1593730742", "2020-07-02T22:59:02+00:00", 1_593_730_742);
        check("1593730742123", "2020-07-02T22:59:02+00:00", 1_593_730_742);
    }

    #[test]
    fn what_is_no_sure_date_is_none() {
        for text in ["", "hier", "2020", "2020-13-01", "31/02/2020", "0", "12:30", "2020-07"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
