//! Days, months and years as they are written: in numbers, or with names.
//!
//! Text arrives folded (lower case, no accents) and leaves as civil days. Zones,
//! ranges and words such as `hier` are not known here.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::calendar::{YEARS, month_number, weekday_number};
use crate::date_error::DateProblem;

/// A first day and the day after the last, or what is wrong and what to write.
pub(super) type Days = Result<(Date, Date), DateProblem>;

/// Reads `2020-W20` (ISO 8601, as tables by week have it), the week from Monday on; `None` when
/// the text has no such form, or the year no such week.
pub(super) fn week(text: &str) -> Option<Days> {
    let (year, week) = text.split_once("-w")?;
    let (year, week) = (number(year, 4)?, number(week, 2)?);
    if let Err(problem) = within(year) {
        return Some(Err(problem));
    }
    let week = i8::try_from(week).ok()?;
    let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
    Some(
        monday
            .checked_add(1.week())
            .map(|next| (monday, next))
            .map_err(|_| DateProblem::OutsideYears),
    )
}

/// Reads `2020`, `2020-03`, `03/2020`, `2020-03-15`, `15/03/2020` or `20200315`, with
/// any of `-`, `/` and `.` between; `None` when the text has no such form. `this_year` is for
/// the message when the year is short.
pub(super) fn numbers(text: &str, this_year: i16) -> Option<Days> {
    let separator = ['-', '/', '.'].into_iter().find(|&sign| text.contains(sign));
    let parts: Vec<_> = match separator {
        Some(separator) => text.split(separator).collect(),
        None if text.len() == 8 && text.is_ascii() => vec![&text[..4], &text[4..6], &text[6..]],
        None => vec![text],
    };
    let (year, month, day) = match parts[..] {
        [year] => (year, None, None),
        [year, month] if year.len() == 4 => (year, Some(month), None),
        [month, year] => (year, Some(month), None),
        [year, month, day] if year.len() == 4 => (year, Some(month), Some(day)),
        [day, month, year] => (year, Some(month), Some(day)),
        _ => return None,
    };
    let full = year.len() == 4;
    let small = |part: Option<&str>| part.map_or(Some(None), |part| number(part, 2).map(Some));
    let (year, month, day) = (number(year, 4)?, small(month)?, small(day)?);
    Some(match (month, day) {
        (None, _) if !full => Err(DateProblem::ShortYearAlone),
        (Some(month), Some(day)) if !full => {
            let (month, day) = if month > 12 { (day, month) } else { (month, day) };
            let year = in_full(year, this_year);
            Err(DateProblem::ShortYear(nearest(year, month, Some(day))))
        }
        _ if !full => Err(DateProblem::ShortYear("15/03/2020".to_owned())),
        (Some(month @ 13..), Some(day @ 1..=12)) if parts[0].len() < 4 => {
            Err(DateProblem::MonthFirst(nearest(year, day, Some(month))))
        }
        _ => whole(year, month, day),
    })
}

/// Reads `[dimanche] [15] mars 2020`, in French or English, the parts after the
/// weekday in any order; `None` when there is no month or a word too many. `this_year`
/// is for the message when there is no year.
pub(super) fn named(text: &str, this_year: i16) -> Option<Days> {
    let mut words: Vec<_> =
        text.split([' ', ',', '.', '-', '/']).filter(|word| !word.is_empty()).collect();
    if matches!(words.first(), Some(&("le" | "en"))) {
        words.remove(0);
    }
    let (first, rest) = words.split_first()?;
    // `mar. 10 mars` begins with a Tuesday, `mar 10` with a month.
    let weekday = weekday_number(first).filter(|_| rest.iter().any(|word| is_month(word)));
    let (mut day, mut month, mut year, mut short) = (None, None, None, None);
    for word in if weekday.is_some() { rest } else { &words } {
        if month.is_none() && is_month(word) {
            month = month_number(word);
        } else if year.is_none() && word.len() == 4 && number(word, 4).is_some() {
            year = number(word, 4);
        } else {
            let number = ordinal(word)?;
            // Two numbers for a day: one was meant as a year.
            if day.is_some() {
                short = Some(number);
            }
            day = day.or(Some(number));
        }
    }
    let month = month?;
    let year = match year {
        Some(year) if short.is_none() => year,
        Some(_) => return None,
        None => {
            return Some(Err(match short {
                Some(short) => {
                    DateProblem::ShortYear(nearest(in_full(short, this_year), month, day))
                }
                None => DateProblem::NoYear(nearest(this_year, month, day)),
            }));
        }
    };
    let days = whole(year, Some(month), day);
    if let (Some(weekday), Some(_), Ok((first, _))) = (weekday, day, &days)
        && weekday != i16::from(first.weekday().to_monday_zero_offset())
    {
        return Some(Err(DateProblem::OtherWeekday(*first)));
    }
    Some(days)
}

/// Returns the last year up to this one that ends with two figures.
fn in_full(short: i16, this_year: i16) -> i16 {
    let century = this_year - this_year.rem_euclid(100);
    if century + short > this_year { century - 100 + short } else { century + short }
}

/// Tells what is wrong when a year is none of an archive.
pub(super) fn within(year: i16) -> Result<(), DateProblem> {
    if YEARS.contains(&year) { Ok(()) } else { Err(DateProblem::OutsideYears) }
}

/// A number of so many figures at most.
pub(super) fn number(text: &str, most: usize) -> Option<i16> {
    let is_plain = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// The days of a year, of its month, or the one day of that month.
fn whole(year: i16, month: Option<i16>, day: Option<i16>) -> Days {
    within(year)?;
    let number = month.unwrap_or(1);
    let Ok(start) = Date::new(year, number as i8, 1) else {
        let nearest = nearest(year, number, day);
        return Err(DateProblem::NoSuchMonth { month: number, nearest });
    };
    let (first, length) = match day {
        None if month.is_none() => (start, 1.year()),
        None => (start, 1.month()),
        Some(day) => {
            let Ok(date) = Date::new(year, number as i8, day as i8) else {
                let nearest = nearest(year, number, Some(day));
                return Err(DateProblem::NoSuchDay { month: start, nearest });
            };
            (date, 1.day())
        }
    };
    Ok((first, first.checked_add(length).map_err(|_| DateProblem::OutsideYears)?))
}

/// The date, with the year, month and day that exist next to those written.
fn nearest(year: i16, month: i16, day: Option<i16>) -> String {
    let year = year.clamp(*YEARS.start(), *YEARS.end());
    let month = month.clamp(1, 12) as i8;
    match (day, Date::new(year, month, 1)) {
        (Some(day), Ok(start)) => {
            let day = day.clamp(1, i16::from(start.days_in_month()));
            format!("{year}-{month:02}-{day:02}")
        }
        _ => format!("{year}-{month:02}"),
    }
}

/// A day of the month: `15`, `1er`, `15th`.
fn ordinal(word: &str) -> Option<i16> {
    let plain = word.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let day = number(plain, 2)?;
    match &word[plain.len()..] {
        "" | "st" | "nd" | "rd" | "th" => Some(day),
        "er" => Some(day).filter(|&day| day == 1),
        _ => None,
    }
}

fn is_month(word: &str) -> bool {
    month_number(word).is_some()
}
