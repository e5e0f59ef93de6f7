//! What dates are made of wherever they are read: names of months, days of the
//! week, years, and the zone in which days begin.
//!
//! It reads no date: queries and inputs each have their own grammar for that.

use std::borrow::Cow;

use jiff::tz::{self, TimeZone};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Years that a news archive may hold; other numbers are slips.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1600..=2200;

/// The name of the zone in which days begin, unless told otherwise.
pub(crate) const HOME_ZONE: &str = "Europe/Paris";

/// The zone in which days begin, unless told otherwise.
pub(crate) static PARIS: TimeZone = tz::get!("Europe/Paris");

/// The months as French texts have them.
pub(crate) const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Names of the months: in full, then the abbreviations that are read.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "jan"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juill", "juil", "july", "jul"],
    &["aout", "aou", "august", "aug"],
    &["septembre", "september", "sept", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["decembre", "december", "dec"],
];

/// Names of the days of the week, Monday first.
const WEEKDAYS: [&[&str]; 7] = [
    &["lundi", "lun", "monday", "mon"],
    &["mardi", "mar", "tuesday", "tue"],
    &["mercredi", "mer", "wednesday", "wed"],
    &["jeudi", "jeu", "thursday", "thu"],
    &["vendredi", "ven", "friday", "fri"],
    &["samedi", "sam", "saturday", "sat"],
    &["dimanche", "dim", "sunday", "sun"],
];

/// Returns the number of a month, from 1, for its folded name in French or English.
pub(crate) fn month_number(word: &str) -> Option<i16> {
    place(&MONTHS, word).map(|place| place + 1)
}

/// Returns the number of a day of the week, Monday 0, for its folded name.
pub(crate) fn weekday_number(word: &str) -> Option<i16> {
    place(&WEEKDAYS, word)
}

/// Returns text in lower case, without accents, with plain hyphens and apostrophes:
/// `1ᵉʳ Août` gives `1er aout`.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { text.to_ascii_lowercase().into() } else { text.into() };
    }
    let plain = text.nfkd().filter(|&char| !is_combining_mark(char)).map(|char| match char {
        '\u{2018}' | '\u{2019}' | '\u{2BC}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => char,
    });
    Cow::Owned(plain.flat_map(char::to_lowercase).collect())
}

/// The place, from 0, of the list that has a name.
fn place(lists: &[&[&str]], word: &str) -> Option<i16> {
    (0..).zip(lists).find(|(_, names)| names.contains(&word)).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_zone_has_its_name() {
        assert_eq!(PARIS.iana_name(), Some(HOME_ZONE));
    }
}
