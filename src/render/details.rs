//! What a line says of an article beside its title.
//!
//! A date is never shown more exactly than it is known.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::printable::in_one_line;
use crate::article::Date;
use crate::engine::CopyOf;

/// What is said of an article without a date.
pub(super) const UNDATED: &str = "undated";

/// Returns date, source and section, as far as they are known; in a time zone, or in that of
/// the date.
pub(super) fn details(
    published: Option<&Date>,
    source: &str,
    section: &str,
    zone: Option<&TimeZone>,
) -> String {
    let date = published.map_or_else(|| UNDATED.to_owned(), |date| moment(date, zone));
    joined(&[&date, source, section], " · ")
}

/// Returns a copy by its id, with what tells it from others.
pub(super) fn copy_line(copy: &CopyOf, zone: Option<&TimeZone>) -> String {
    let day = copy.published.as_ref().map_or(String::new(), |date| day_and_hour(date, zone).0);
    let nearly = if copy.is_same { "" } else { "nearly the same" };
    match joined(&[&copy.source, &day, nearly], ", ") {
        details if details.is_empty() => in_one_line(&copy.id).into_owned(),
        details => format!("{} ({details})", in_one_line(&copy.id)),
    }
}

/// Returns the day of a date, or the month or year where no more is known, in a time zone or in
/// its own.
pub(super) fn day(date: &Date, zone: Option<&TimeZone>) -> String {
    day_and_hour(date, zone).0
}

/// Returns a date as `2020-07-03 00:59` where its hour is known, in a time zone or in its own.
pub(super) fn moment(date: &Date, zone: Option<&TimeZone>) -> String {
    match day_and_hour(date, zone) {
        (day, Some(hour)) => format!("{day} {hour}"),
        (day, None) => day,
    }
}

/// Returns a day, or the month or the year that is known, and the hour where that is known too.
fn day_and_hour(date: &Date, zone: Option<&TimeZone>) -> (String, Option<String>) {
    let Ok(moment) = date.iso.parse::<Timestamp>() else { return (date.iso.clone(), None) };
    let in_zone =
        |format| zone.map(|zone| moment.to_zoned(zone.clone()).strftime(format).to_string());
    let day = in_zone("%Y-%m-%d").unwrap_or_else(|| date.day().to_owned());
    let own_hour = date.iso.get(11..16);
    // Files that know the day only say midnight.
    let is_known = date.iso.get(10..19) != Some("T00:00:00");
    let hour = in_zone("%H:%M").or_else(|| own_hour.map(str::to_owned)).filter(|_| is_known);
    (day, hour)
}

fn joined(details: &[&str], between: &str) -> String {
    let known: Vec<&str> = details.iter().copied().filter(|detail| !detail.is_empty()).collect();
    known.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::PARIS;

    #[test]
    fn an_hour_is_shown_where_it_is_known() {
        let check = |iso: &str, zone, expected: &str| {
            assert_eq!(moment(&Date::from_iso(iso).expect("a date"), zone), expected, "{iso}");
        };
        check("2020-07-02T22:59:02+00:00", Some(&PARIS), "2020-07-03 00:59");
        check("2020-07-02T22:59:02+00:00", None, "2020-07-02 22:59");
        check("2020-07-02T00:00:00+00:00", Some(&PARIS), "2020-07-02");
        check("2020-07-02T00:00:00+09:00", Some(&PARIS), "2020-07-01");
        for day in ["2020-07-02", "2020-07", "1904"] {
            check(day, Some(&PARIS), day);
        }
    }
}
