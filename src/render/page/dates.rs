//! Dates as a language writes them: `12 mars 2020, 14:30`, `March 2020`.
//!
//! A date is never shown more exactly than it is known.

use jiff::civil;
use jiff::tz::TimeZone;

use super::tongue::Tongue;
use crate::article::Date;
use crate::calendar::FRENCH_MONTHS;
use crate::render::details::moment;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns when an article was published, with the hour where that is known, in a time zone.
pub(crate) fn long_date(tongue: Tongue, date: Option<&Date>, zone: &TimeZone) -> String {
    let Some(date) = date else { return tongue.words().undated.to_owned() };
    let moment = moment(date, Some(zone));
    let (day, hour) =
        moment.split_once(' ').map_or((&*moment, None), |(day, hour)| (day, Some(hour)));
    let day = period(tongue, day);
    hour.map_or_else(|| day.clone(), |hour| format!("{day}, {hour}"))
}

/// Returns a day, a week, a month or a year as tables have it, in words.
pub(crate) fn period(tongue: Tongue, value: &str) -> String {
    let month = |number: i8| {
        let at = usize::from(number.unsigned_abs().clamp(1, 12)) - 1;
        match tongue {
            Tongue::French => FRENCH_MONTHS[at],
            Tongue::English => ENGLISH_MONTHS[at],
        }
    };
    if let Ok(day) = value.parse::<civil::Date>() {
        let (name, year) = (month(day.month()), day.year());
        return match (tongue, day.day()) {
            (Tongue::French, 1) => format!("1er {name} {year}"),
            (_, day) => format!("{day} {name} {year}"),
        };
    }
    if let Ok(first) = format!("{value}-01").parse::<civil::Date>() {
        return format!("{} {}", month(first.month()), first.year());
    }
    match (value.split_once("-W"), tongue) {
        (Some((year, week)), Tongue::French) => format!("semaine {week} de {year}"),
        (Some((year, week)), Tongue::English) => format!("week {week} of {year}"),
        (None, _) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::PARIS;

    #[test]
    fn a_date_is_written_as_exactly_as_it_is_known() {
        let check = |iso: &str, french: &str, english: &str| {
            let date = Date::from_iso(iso);
            let written = |tongue| long_date(tongue, date.as_ref(), &PARIS);
            assert_eq!([written(Tongue::French), written(Tongue::English)], [french, english]);
        };
        check("2020-08-01T10:30:00+02:00", "1er août 2020, 10:30", "1 August 2020, 10:30");
        check("2020-03-12", "12 mars 2020", "12 March 2020");
        check("1904-10", "octobre 1904", "October 1904");
        check("1904", "1904", "1904");
        check("", "sans date", "undated");
        assert_eq!(period(Tongue::French, "2024-W11"), "semaine 11 de 2024");
    }
}
