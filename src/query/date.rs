//! Dates as queries write them, read as spans of seconds.
//!
//! A day, month or year is as long as it is in the zone given, and what is not
//! surely a date is refused with what to write instead. Nothing here reads the
//! clock or the system's zone, and articles' own dates are read elsewhere.

mod calendar;
#[cfg(test)]
mod tests;

use super::clock::Clock;
use super::field::DateBound;
use crate::calendar::folded;
use crate::date_error::{ClockUnit, DateError, DateProblem};
use calendar::{named, number, numbers, week, within};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp, ToSpan};

/// The most bytes a date is looked for in, more than any range of dates needs.
const LONGEST: usize = 120;

/// The most characters of a value that a message repeats.
const SHOWN: usize = 40;

/// A span of time in seconds since 1970, from (included) to (excluded); open where `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateRange {
    /// The first second wanted.
    pub(super) from: Option<i64>,
    /// The first second after those wanted.
    pub(super) to: Option<i64>,
}

/// Seconds from (included) to (excluded), or what is wrong and what to write.
type Reading = Result<(i64, i64), DateProblem>;

/// Reads the value of a date field: `2020`, `2020-03`, `2020-03-15`, `2020-03-15T14:30`,
/// `15/03/2020`, `2020-W11`, `mars 2020`, `dimanche 15 mars 2020`, `hier`, `cette semaine`;
/// `2019..2020`, `..2019` or `2020..` with [`DateBound::In`], the end counting whole; and
/// `30j`, `2s`, `6m` or `1 an` with [`DateBound::Since`], from the start of that day. Both with
/// [`DateBound::Added`], which takes `2h` as well, from that moment.
///
/// # Errors
/// When the value is no such date, or not one between 1600 and 2200.
pub(super) fn read_date(
    bound: DateBound,
    value: &str,
    clock: &Clock,
) -> Result<DateRange, DateError> {
    let value = value.trim();
    let zone = &clock.zone;
    let reader = Reader { zone, now: clock.now, today: clock.now.to_zoned(zone.clone()).date() };
    let range = if value.len() > LONGEST {
        Err(DateProblem::TooLong(examples(bound)))
    } else {
        reader.range(bound, &spaced(value))
    };
    range.map_err(|problem| DateError { value: shortened(value), problem })
}

/// What every value is read against.
struct Reader<'a> {
    zone: &'a TimeZone,
    now: Timestamp,
    today: Date,
}

impl Reader<'_> {
    fn range(&self, bound: DateBound, text: &str) -> Result<DateRange, DateProblem> {
        if let Some((from, to)) = text.split_once("..") {
            // Three dots are two, and one sign for some keyboards.
            let (from, to) = (from.trim(), to.trim_start_matches('.').trim());
            if matches!(bound, DateBound::In | DateBound::Added) {
                return self.between(from, to);
            }
            return Err(DateProblem::RangeElsewhere);
        }
        if let Some(hours) = hours(text).filter(|_| bound == DateBound::Added) {
            let seconds = hours.saturating_mul(60 * 60);
            let from = self.now.as_second().saturating_sub(seconds);
            self.now
                .checked_sub(SignedDuration::from_secs(seconds))
                .map_err(|_| DateProblem::OutsideYears)?;
            return Ok(DateRange { from: Some(from), to: None });
        }
        if let Some(back) = length(text) {
            let from = self.back(back?)?;
            if matches!(bound, DateBound::Since | DateBound::Added) {
                return Ok(DateRange { from: Some(from), to: None });
            }
            return Err(DateProblem::LengthElsewhere(text.replace(' ', "")));
        }
        let (from, to) = self.one(text)?.ok_or_else(|| DateProblem::Unreadable(examples(bound)))?;
        Ok(match bound {
            DateBound::In | DateBound::Added => DateRange { from: Some(from), to: Some(to) },
            DateBound::Since => DateRange { from: Some(from), to: None },
            DateBound::Before => DateRange { from: None, to: Some(from) },
            DateBound::After => DateRange { from: Some(to), to: None },
        })
    }

    /// The span of a range, of which one side may be empty.
    fn between(&self, from: &str, to: &str) -> Result<DateRange, DateProblem> {
        if from.is_empty() && to.is_empty() {
            return Err(DateProblem::EmptyRange);
        }
        if to.contains("..") {
            return Err(DateProblem::ManySides);
        }
        let side = |text: &str| match text {
            "" => Ok(None),
            _ => self
                .one(text)?
                .map(Some)
                .ok_or_else(|| DateProblem::Unreadable(examples(DateBound::In))),
        };
        let (first, last) = (side(from)?, side(to)?);
        match (first, last) {
            (Some(first), Some(last)) if last.1 <= first.0 && last.0 < first.0 => {
                Err(DateProblem::Backwards { from: from.to_owned(), to: to.to_owned() })
            }
            _ => Ok(DateRange { from: first.map(|span| span.0), to: last.map(|span| span.1) }),
        }
    }

    /// The span of one date, if the text has the form of one.
    fn one(&self, text: &str) -> Result<Option<(i64, i64)>, DateProblem> {
        if let Some((first, next)) = self.relative(text) {
            return self.days(first, next).map(Some);
        }
        if let Some((day, time)) = text.split_once(['t', ' '])
            && day.contains(['-', '/', '.'])
            && time.starts_with(|char: char| char.is_ascii_digit())
            && let Some(date) = numbers(day, self.today.year())
        {
            let (first, next) = date?;
            // A month has no hours.
            let is_day = first.tomorrow().is_ok_and(|after| after == next);
            return if is_day { self.moment(first, time).transpose() } else { Ok(None) };
        }
        let year = self.today.year();
        let date = numbers(text, year).or_else(|| week(text)).or_else(|| named(text, year));
        let date = date.transpose()?;
        date.map(|(first, next)| self.days(first, next)).transpose()
    }

    /// From the start of one day to the start of another.
    fn days(&self, first: Date, next: Date) -> Reading {
        within(first.year())?;
        Ok((self.start(first)?, self.start(next)?))
    }

    /// The first second of a day, which is not midnight where clocks skip it.
    fn start(&self, day: Date) -> Result<i64, DateProblem> {
        let start = day.to_zoned(self.zone.clone()).map_err(|_| DateProblem::OutsideYears)?;
        Ok(start.timestamp().as_second())
    }

    /// The start of the day that lies so far back.
    fn back(&self, length: Span) -> Result<i64, DateProblem> {
        let day = self.today.checked_sub(length).map_err(|_| DateProblem::OutsideYears)?;
        within(day.year())?;
        self.start(day)
    }

    /// The days that a word tells from today.
    fn relative(&self, text: &str) -> Option<(Date, Date)> {
        let today = self.today;
        let (first, length) = match text {
            "aujourd'hui" | "aujourdhui" | "today" => (today, 1.day()),
            "hier" | "yesterday" => (today.yesterday().ok()?, 1.day()),
            "avant-hier" | "avant hier" => (today.checked_sub(2.days()).ok()?, 1.day()),
            "cette semaine" | "this week" => {
                let since_monday = i64::from(today.weekday().to_monday_zero_offset());
                (today.checked_sub(since_monday.days()).ok()?, 1.week())
            }
            "ce mois" | "ce mois-ci" | "this month" => (today.first_of_month(), 1.month()),
            "cette annee" | "this year" => (today.first_of_year(), 1.year()),
            _ => return None,
        };
        Some((first, first.checked_add(length).ok()?))
    }

    /// An hour, minute or second of a day. One that clocks skip is the one an hour
    /// later; one that comes twice counts from its first start to its last end.
    fn moment(&self, day: Date, time: &str) -> Option<Reading> {
        let (clock, zone) = match time.find(['z', '+', '-']) {
            Some(at) => (time[..at].trim_end(), TimeZone::fixed(offset(&time[at..])?)),
            None => (time, self.zone.clone()),
        };
        let parts: Option<Vec<_>> = clock.split(':').map(|part| number(part, 2)).collect();
        let (time, length) = match parts?[..] {
            [hour] => ([hour, 0, 0], 3600),
            [hour, minute] => ([hour, minute, 0], 60),
            [hour, minute, second] => ([hour, minute, second], 1),
            _ => return None,
        };
        let units = [(ClockUnit::Hour, 23), (ClockUnit::Minute, 59), (ClockUnit::Second, 59)];
        for (number, (unit, most)) in time.into_iter().zip(units) {
            if number > most {
                return Some(Err(DateProblem::NoSuchTime { unit, number }));
            }
        }
        let [hour, minute, second] = time.map(|part| part as i8);
        let span = first_and_last(&zone, day.at(hour, minute, second, 0));
        Some(span.map(|(first, last)| (first, last + length)).ok_or(DateProblem::OutsideYears))
    }
}

/// When a local time comes first and last.
fn first_and_last(zone: &TimeZone, local: DateTime) -> Option<(i64, i64)> {
    let moment = zone.to_ambiguous_timestamp(local);
    let first = moment.compatible().ok()?;
    let last = match moment.offset() {
        AmbiguousOffset::Fold { .. } => moment.later().ok()?,
        _ => first,
    };
    Some((first.as_second(), last.as_second()))
}

/// `z`, `+02:00`, `+0200` or `+02`.
fn offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'z' => return Some(Offset::UTC).filter(|_| text.len() == 1),
        b'-' => -1,
        _ => 1,
    };
    let text = &text[1..];
    let (hours, minutes) = match text.len() {
        2 => (text, "00"),
        4 => text.split_at_checked(2)?,
        _ => text.split_once(':')?,
    };
    let hours = number(hours, 2).filter(|&part| part < 24)?;
    let minutes = number(minutes, 2).filter(|&part| part < 60)?;
    Offset::from_seconds(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)).ok()
}

/// `12h`, `1 heure`, or the same in English.
fn hours(text: &str) -> Option<i64> {
    let unit = text.find(|char: char| !char.is_ascii_digit()).filter(|&at| at > 0)?;
    let (count, unit) = text.split_at(unit);
    let is_hours = ["h", "heure", "heures", "hour", "hours"].contains(&unit.trim_start());
    is_hours.then(|| count.parse().unwrap_or(i64::MAX))
}

/// `30j`, `2 semaines`, `6m`, `1 an`, or the same in English.
fn length(text: &str) -> Option<Result<Span, DateProblem>> {
    let unit = text.find(|char: char| !char.is_ascii_digit()).filter(|&at| at > 0)?;
    let (count, unit) = text.split_at(unit);
    // More than can be counted lies before all years.
    let count = count.parse().unwrap_or(i64::MAX);
    let span = match unit.trim_start() {
        "j" | "jour" | "jours" | "d" | "day" | "days" => Span::new().try_days(count),
        "s" | "semaine" | "semaines" | "w" | "week" | "weeks" => Span::new().try_weeks(count),
        "m" | "mois" | "month" | "months" => Span::new().try_months(count),
        "a" | "an" | "ans" | "annee" | "annees" | "y" | "year" | "years" => {
            Span::new().try_years(count)
        }
        _ => return None,
    };
    Some(span.map_err(|_| DateProblem::OutsideYears))
}

/// The value folded, with single spaces.
fn spaced(value: &str) -> String {
    folded(value).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value as messages name it.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// What can be written behind a field of dates.
fn examples(bound: DateBound) -> &'static [&'static str] {
    match bound {
        DateBound::In => {
            &["2020", "2020-03", "2020-03-15", "\"15 mars 2020\"", "hier", "2019..2020"]
        }
        DateBound::Since => {
            &["2020", "2020-03", "2020-03-15", "\"15 mars 2020\"", "hier", "30j", "2s", "6m", "1a"]
        }
        DateBound::Added => &[
            "2020",
            "2020-03",
            "2020-03-15",
            "\"15 mars 2020\"",
            "hier",
            "2019..2020",
            "30j",
            "1s",
            "12h",
        ],
        DateBound::Before | DateBound::After => {
            &["2020", "2020-03", "2020-03-15", "\"15 mars 2020\"", "hier"]
        }
    }
}
