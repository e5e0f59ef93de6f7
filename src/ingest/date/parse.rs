//! Dates as inputs write them: ISO 8601, RFC 2822, Unix time, French and English
//! bylines.
//!
//! A date that cannot be read for sure is no date: the article stays undated. In
//! figures the day comes before the month. Hours without a zone are those of Paris.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::period::parse_period;
use super::phrase::{Role, words};
use super::reader::{FoundDate, read};
use crate::article::{Article, Date};
use crate::calendar::{PARIS, YEARS};

/// The most bytes of a text that a date is looked for in: a long byline.
const LONGEST: usize = 400;

/// The form of a moment in ISO 8601: `0` is a figure, `+` a sign.
const ISO_MOMENT: &str = "0000-00-00T00:00:00+00:00";

/// The day with which the time of computers begins.
const EPOCH: &str = "1970-01-01";

/// The seconds that a bare number may mean: the years 1990 to 2100.
const UNIX_SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// Reads a date: `2020-06-15T16:40:00Z`, `Mon, 15 Jun 2020 16:40:00 +0200`,
/// `15/06/2020 à 16h40`, `publié le 15 juin 2020, mis à jour le 16 juin 2020`,
/// `June 15, 2020`, `1592232000`.
///
/// Among several dates the one said to be the publication's counts, or else the only
/// one that is not said to be a change's.
pub(in crate::ingest) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && let Some(moment) = unix_time(text)
    {
        return dated(&moment.to_zoned(TimeZone::UTC));
    }
    let date = iso_moment(text).or_else(|| written(text))?;
    // The day that programs write where they have none.
    (date.seconds != 0 && date.day() != EPOCH).then_some(date)
}

/// Reads what stands where a date should: a date as [`parse_date`] does, or a month or a year
/// alone, `octobre 1904`.
pub(in crate::ingest) fn parse_given(text: &str) -> Option<Date> {
    parse_date(text).or_else(|| parse_period(text))
}

/// Returns the moment that a text is in the form of [`Date::iso`], in which most files have
/// theirs: what [`written`] makes of it, without taking it apart into words.
fn iso_moment(text: &str) -> Option<Date> {
    let is_like = |(byte, form): (u8, u8)| match form {
        b'0' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        sign => byte == sign,
    };
    if text.len() != ISO_MOMENT.len() || !text.bytes().zip(ISO_MOMENT.bytes()).all(is_like) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
    let is_plain = YEARS.contains(&part(0..4)?)
        && part(11..13)? < 24
        && part(17..19)? < 60
        && part(20..22)? < 15
        && !text.ends_with("-00:00");
    Date::from_iso(text).filter(|_| is_plain)
}

/// Returns the date in a text of words and figures.
fn written(text: &str) -> Option<Date> {
    let words = words(text);
    let mut readings: Vec<(Role, FoundDate)> = Vec::new();
    let mut at = 0;
    let mut previous_end = 0;
    while at < words.len() {
        match read(&words, at) {
            None => at += 1,
            // What has the form of a date and is none makes the rest unsure.
            Some((None, _)) => return None,
            Some((Some(reading), end)) => {
                readings.push((Role::announced(&words[previous_end..at]), reading));
                (at, previous_end) = (end, end);
            }
        }
    }
    // The first second of Unix time stands for a date that was never set.
    chosen(&readings)?.date().filter(|date| date.seconds != 0)
}

/// Returns the reading that is the publication's.
fn chosen(readings: &[(Role, FoundDate)]) -> Option<&FoundDate> {
    let only = |role: Role| {
        let mut found = readings.iter().filter(move |(announced, _)| *announced == role);
        found.next().filter(|_| found.next().is_none()).map(|(_, reading)| reading)
    };
    match readings {
        [(_, reading)] => Some(reading),
        _ => only(Role::Publication).or_else(|| {
            // A publication said twice is as unsure as two bare dates.
            let is_said = readings.iter().any(|(role, _)| *role == Role::Publication);
            only(Role::Unsaid).filter(|_| !is_said)
        }),
    }
}

/// Returns the moment that a bare number means: seconds, or 3, 6 or 9 figures more.
fn unix_time(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.contains('.') {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let per_second = match whole.len() {
        9 | 10 => 1,
        12 | 13 => 1_000,
        15 | 16 => 1_000_000,
        18 | 19 => 1_000_000_000,
        _ => return None,
    };
    let seconds = number / per_second;
    UNIX_SECONDS.contains(&seconds).then(|| Timestamp::from_second(seconds).ok())?
}

impl Article {
    /// Takes the publication date from its text, or keeps the text when that cannot be
    /// read; a blank one says nothing.
    pub(in crate::ingest) fn set_published(&mut self, text: String) {
        self.published = parse_given(&text);
        self.unread_date =
            Some(text).filter(|text| self.published.is_none() && !text.trim().is_empty());
    }
}

impl FoundDate {
    fn date(&self) -> Option<Date> {
        let Some((time, offset)) = self.time else {
            let start = self.day.to_zoned(PARIS.clone()).ok()?;
            let seconds = start.timestamp().as_second();
            let date = || Date { iso: self.day.to_string(), seconds };
            return YEARS.contains(&self.day.year()).then(date);
        };
        let zone = offset.map_or_else(|| PARIS.clone(), TimeZone::fixed);
        dated(&DateTime::from_parts(self.day, time).to_zoned(zone).ok()?)
    }
}

pub(super) fn dated(zoned: &Zoned) -> Option<Date> {
    YEARS.contains(&zoned.year()).then(|| Date {
        iso: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        seconds: zoned.timestamp().as_second(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_moment_in_iso_is_read_as_words_are(
            (year, month, day) in (1580_u16..2230, 0_u8..14, 0_u8..33),
            (hour, minute, second) in (0_u8..26, 0_u8..62, 0_u8..62),
            (sign, hours, minutes) in ("[+-]", 0_u8..17, 0_u8..62),
        ) {
            let text = format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}\
                 {sign}{hours:02}:{minutes:02}"
            );
            if let Some(date) = iso_moment(&text) {
                prop_assert_eq!(Some(date), written(&text), "{}", text);
            }
        }
    }

    #[test]
    fn the_usual_form_is_taken_the_short_way() {
        assert!(iso_moment("2020-07-03T00:59:02+02:00").is_some());
        for text in ["2020-07-03", "2020-07-03T00:59:02Z", "2020-02-30T00:59:02+02:00", "à"] {
            assert!(iso_moment(text).is_none(), "{text}");
        }
    }
}
