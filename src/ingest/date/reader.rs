//! One day at one place of a text, with the time behind it.
//!
//! A form that is not known is no date; a known form of a day that does not exist
//! or is not sure is told apart, since what stands around it is then as unsure.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::clock::time;
use super::phrase::Word;
use crate::calendar::{month_number, weekday_number};

/// A day, with the time when there is one; without offset it is local.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub(super) day: Date,
    pub(super) time: Option<(Time, Option<Offset>)>,
}

/// A day and how many words it takes; `None` for one that is not sure.
type Day = (Option<Date>, usize);

/// Reads a date that starts at a word, and returns where it ends; the inner `None` is
/// a date that does not exist. `None` when no date starts there.
pub(super) fn read(words: &[Word<'_>], at: usize) -> Option<(Option<FoundDate>, usize)> {
    if let [word] = words
        && let Some(row) = row(&word.text)
    {
        return Some(row);
    }
    behind_time(words, at).or_else(|| dated(words, at))
}

/// `2023 10 23`, with a time perhaps: nothing but figures, the year first.
fn spaced(words: &[Word<'_>]) -> Option<Day> {
    let [year, month, date, rest @ ..] = words else { return None };
    let is_end = rest.is_empty() || time(rest).is_some_and(|(_, length)| length == rest.len());
    let (year, month, date) = (year.number(4..=4)?, month.number(2..=2)?, date.number(2..=2)?);
    is_end.then(|| (day(year, month, date), 3))
}

/// `16h40, le 15 juin 2020`: a day behind its time.
fn behind_time(words: &[Word<'_>], at: usize) -> Option<(Option<FoundDate>, usize)> {
    let rest = &words[at..];
    if !rest[0].is_figures() {
        return None;
    }
    let (moment, used) = time(rest)?;
    let moment = moment.ok()?;
    let is_glue = |word: &&Word<'_>| {
        is_weekday(word) || word.is(&[",", ".", "-", "|", "·", "•", "(", "le", "on", "the"])
    };
    let glue = rest[used..].iter().take(4).take_while(is_glue).count();
    let start = at + used + glue;
    let (reading, end) = words.get(start).and_then(|_| dated(words, start))?;
    // A time on both sides leaves the usual one.
    let reading = reading.map(|found| FoundDate { time: found.time.or(moment), ..found });
    Some((reading, end))
}

/// A day that starts at a word, with the time behind it.
fn dated(words: &[Word<'_>], at: usize) -> Option<(Option<FoundDate>, usize)> {
    let (before, rest) = words.split_at(at);
    // The end of a longer row of figures is no date.
    if let [.., figures, sign] = before
        && figures.is_figures()
        && sign.is(&["/", "-", "."])
        && !(rest[0].is_apart || sign.is_apart)
    {
        return None;
    }
    if let Some((reading, used)) = around_time(rest) {
        return Some((reading, at + used));
    }
    let (day, used) = compact(rest)
        .or_else(|| figures(rest))
        .or_else(|| spaced(rest).filter(|_| before.is_empty()))
        .or_else(|| named(rest))
        .or_else(|| english(rest))?;
    // `du 10 au mardi 12 mai 2020` is a length of time.
    let mut words_before = before.iter().rev().skip_while(|word| is_weekday(word));
    let is_range = words_before.next().is_some_and(|word| word.is(&["au", "et"]));
    let Some(day) = day.filter(|_| !is_range) else { return Some((None, at + used)) };
    let (time, length) = time(&rest[used..]).unwrap_or((Ok(None), 0));
    // Who writes `6/5/2020 4:40 PM` may write the month first.
    let is_figure = |at: usize| rest[at].number(1..=2).filter(|number| *number <= 12);
    let may_be_swapped =
        used == 5 && is_figure(0).zip(is_figure(2)).is_some_and(|(one, other)| one != other);
    let has_half = || rest[used..used + length].iter().any(|word| word.is(&["am", "pm", "m"]));
    if may_be_swapped && has_half() {
        return Some((None, at + used + length));
    }
    let reading = time.ok().map(|time| FoundDate { day, time });
    Some((reading, at + used + length))
}

/// `20200615`, also with `1640` or `164000` behind: a text by itself. In `940615` only the
/// year can stand first, since no month has 94 days.
fn row(text: &str) -> Option<(Option<FoundDate>, usize)> {
    if text.len() == 6 && matches!(text.as_bytes(), [b'7'..=b'9', ..]) {
        return row(&format!("19{text}"));
    }
    if !matches!(text.len(), 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize, length: usize| text.get(at..at + length)?.parse::<i16>().ok();
    let day = day(part(0, 4)?, part(4, 2)?, part(6, 2)?);
    let small = |at| part(at, 2).unwrap_or(0) as i8;
    let time = Time::new(small(8), small(10), small(12), 0).ok();
    let has_time = text.len() > 8;
    let reading = |(day, time)| FoundDate { day, time: has_time.then_some((time, None)) };
    Some((day.zip(time).map(reading), 1))
}

/// `20200615` before `T164000` or `16:40`.
fn compact(words: &[Word<'_>]) -> Option<Day> {
    let [word, rest @ ..] = words else { return None };
    if word.text.len() != 8 || !word.is_figures() || time(rest).is_none() {
        return None;
    }
    row(&word.text).map(|(reading, used)| (reading.map(|reading| reading.day), used))
}

/// `2020-06-15`, `15/06/2020`, `15.06.20`, the same sign between all parts.
fn figures(words: &[Word<'_>]) -> Option<Day> {
    let [first, sign, second, other_sign, third, after @ ..] = words else { return None };
    let is_spaced = [sign, second, other_sign, third].into_iter().any(|word| word.is_apart);
    if !sign.is(&["/", "-", "."]) || sign.text != other_sign.text || is_spaced && !sign.is(&["/"]) {
        return None;
    }
    let goes_on = matches!(after, [next, more, ..] if next.text == sign.text
        && more.is_figures() && !next.is_apart && !more.is_apart);
    let month = second.number(1..=2)?;
    let date = match (first.number(4..=4), third.number(4..=4)) {
        (Some(year), None) => day(year, month, third.number(1..=2)?),
        (None, Some(year)) => day(year, month, first.number(1..=2)?),
        (None, None) => {
            // `20-06-15` may start with its year.
            let year = full_year(third.number(2..=2)?).filter(|_| !sign.is(&["-"]));
            let first = first.number(1..=2)?;
            year.and_then(|year| day(year, month, first))
        }
        (Some(_), Some(_)) => return None,
    };
    Some((date.filter(|_| !goes_on), 5))
}

/// `15 juin 2020`, `1er sept. 2019`, `28-Nov-22`.
fn named(words: &[Word<'_>]) -> Option<Day> {
    let number = words.first()?.number(1..=2)?;
    let is_first = number == 1 && words.get(1).is_some_and(|word| word.is(&["er", "r", "°", "o"]));
    let at = 1 + usize::from(is_first || is_ordinal(words.get(1)));
    let at = at + glue(&words[at..], &["-", "/", ".", "of"]);
    let month = month_number(&words.get(at)?.text)?;
    let at = at + 1 + glue(&words[at + 1..], &["-", "/", ".", ","]);
    let year = words.get(at)?;
    let is_hour =
        words.get(at + 1).is_some_and(|next| next.is(&["h", ":", "heures", "heure", "am", "pm"]));
    let date = match year.number(4..=4) {
        Some(year) => day(year, month, number),
        None if is_hour => return None,
        None => full_year(year.number(2..=2)?).and_then(|year| day(year, month, number)),
    };
    Some((date, at + 1))
}

/// `June 15, 2020`.
fn english(words: &[Word<'_>]) -> Option<Day> {
    let month = month_number(&words.first()?.text)?;
    let at = 1 + glue(&words[1..], &["."]);
    let number = words.get(at)?.number(1..=2)?;
    let at = at + 1 + usize::from(is_ordinal(words.get(at + 1)));
    let at = at + glue(&words[at..], &[","]);
    let year = words.get(at).filter(|word| word.is_apart || words[at - 1].is(&[","]))?;
    Some((day(year.number(4..=4)?, month, number), at + 1))
}

/// `Jun 15 16:40:00 2020`, also with a zone before the year.
fn around_time(words: &[Word<'_>]) -> Option<(Option<FoundDate>, usize)> {
    let month = month_number(&words.first()?.text)?;
    let number = words.get(1)?.number(1..=2)?;
    let (moment, length) = time(&words[2..])?;
    let year = words.get(2 + length)?.number(4..=4)?;
    let day = day(year, month, number);
    let reading = day.zip(moment.ok()).map(|(day, time)| FoundDate { day, time });
    Some((reading, 3 + length))
}

/// Returns how many words at the head, two at most, are of these signs.
fn glue(words: &[Word<'_>], signs: &[&str]) -> usize {
    words.iter().take(2).take_while(|word| word.is(signs)).count()
}

/// `er` of `1er`, `th` of `15th`.
fn is_ordinal(word: Option<&Word<'_>>) -> bool {
    word.is_some_and(|word| !word.is_apart && word.is(&["er", "st", "nd", "rd", "th"]))
}

fn is_weekday(word: &Word<'_>) -> bool {
    weekday_number(&word.text).is_some()
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month as i8, day as i8).ok()
}

/// The year of two figures, where there is no doubt about its century.
fn full_year(short: i16) -> Option<i16> {
    match short {
        0..40 => Some(2000 + short),
        70..100 => Some(1900 + short),
        _ => None,
    }
}
