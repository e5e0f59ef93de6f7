//! Months and years alone, as inputs write them: `1904-10`, `octobre 1904`, `1904`.
//!
//! The whole text must be one: in a longer text such words tell of anything.

use super::clock::time;
use super::phrase::{Word, words};
use crate::article::Date;
use crate::calendar::{YEARS, month_number};

/// The most bytes of a text that is a month or a year.
const LONGEST: usize = 40;

/// What may stand before a month or a year.
const BEFORE: [&str; 12] = [
    "publie",
    "publiee",
    "paru",
    "parue",
    "date",
    "published",
    "en",
    "in",
    "annee",
    "mois",
    "de",
    "d",
];

/// Reads a month or a year: `1904-10`, `10 1904`, `190410`, `octobre 1904`, `Oct. 1904`, `1904`,
/// and those of catalogues that have zeros for what is not known, `1904-10-00`. The time behind
/// a month is left out.
pub(super) fn parse_period(text: &str) -> Option<Date> {
    let text = text.trim();
    // Tables that were kept in floating point write `1904.0`.
    let text = text.strip_suffix(".0").filter(|year| year.len() == 4).unwrap_or(text);
    if text.len() > LONGEST {
        return None;
    }
    let words = words(text);
    let is_before = |word: &Word<'_>| word.is(&BEFORE) || word.is(&["'", ":", "("]);
    let start = words.iter().position(|word| !is_before(word))?;
    let mut rest = &words[start..];
    while let [head @ .., last] = rest
        && last.is(&[".", ",", ")"])
    {
        rest = head;
    }
    let read = |words: &[Word<'_>]| in_figures(words).or_else(|| named(words));
    let before_time = || read(without_time(rest)?).filter(|(_, month)| month.is_some());
    let (year, month) = read(rest).or_else(before_time)?;
    if !YEARS.contains(&year) {
        return None;
    }
    let iso = match month {
        None => format!("{year:04}"),
        Some(month) => format!("{year:04}-{month:02}"),
    };
    Date::from_iso(&iso)
}

/// Returns what stands before a time that ends some words; `None` where none does.
fn without_time<'w, 't>(words: &'w [Word<'t>]) -> Option<&'w [Word<'t>]> {
    let is_time = |at: &usize| {
        let found = time(&words[*at..]).filter(|(time, _)| time.is_ok());
        found.is_some_and(|(_, length)| at + length == words.len())
    };
    (1..words.len()).find(is_time).map(|at| &words[..at])
}

/// `1904`, `190410`, `1904-10`, `10/1904`, `10 1904`, `1904-10-00`, `00/00/1904`.
fn in_figures(words: &[Word<'_>]) -> Option<(i16, Option<i16>)> {
    let year = |word: &Word<'_>| word.number(4..=4);
    let small = |word: &Word<'_>| word.number(1..=2);
    let is_sign = |sign: &Word<'_>| sign.is(&["/", "-", "."]);
    let is_month = |month: &i16| (1..=12).contains(month);
    let is_one = words.iter().skip(1).all(|word| !word.is_apart);
    let (year, month, day) = match words {
        [first] if first.is_figures() && first.text.len() == 6 => {
            let (year, month) = first.text.split_at(4);
            return Some((year.parse().ok()?, Some(month.parse().ok().filter(is_month)?)));
        }
        [first] => (year(first)?, 0, 0),
        [first, second] if second.is_apart => match (year(first), year(second)) {
            (Some(year), None) => (year, second.number(2..=2).filter(is_month)?, 0),
            (None, Some(year)) => (year, first.number(2..=2).filter(is_month)?, 0),
            _ => return None,
        },
        [first, sign, second] if is_sign(sign) && is_one => match (year(first), year(second)) {
            (Some(year), None) if !sign.is(&["."]) => (year, small(second)?, 0),
            (None, Some(year)) => (year, small(first)?, 0),
            _ => return None,
        },
        [first, sign, second, same, third] if is_sign(sign) && is_one && sign.text == same.text => {
            match (year(first), year(third)) {
                (Some(year), None) => (year, small(second)?, small(third)?),
                (None, Some(year)) => (year, small(second)?, small(first)?),
                _ => return None,
            }
        }
        _ => return None,
    };
    // A row that begins with zeros is a month that does not exist, unless all are zeros.
    let is_said = words.len() == 3;
    match (month, day) {
        (0, 0) if !is_said => Some((year, None)),
        (1..=12, 0) => Some((year, Some(month))),
        _ => None,
    }
}

/// `octobre 1904`, `Oct. 1904`, `oct-1904`, `1904 October`.
fn named(words: &[Word<'_>]) -> Option<(i16, Option<i16>)> {
    let is_glue = |word: &&Word<'_>| !word.is(&[".", "-", "/", ",", "de", "of"]);
    let telling: Vec<&Word<'_>> = words.iter().filter(is_glue).collect();
    let [first, second] = telling[..] else { return None };
    let (month, year) = if second.is_figures() { (first, second) } else { (second, first) };
    Some((year.number(4..=4)?, Some(month_number(&month.text)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Option<&str>, texts: &[&str]) {
        for text in texts {
            let date = parse_period(text);
            assert_eq!(date.as_ref().map(|date| &*date.iso), expected, "reading {text:?}");
        }
    }

    #[test]
    fn a_month_is_read() {
        check(
            Some("1904-10"),
            &[
                "1904-10",
                "1904/10",
                " 10/1904\n",
                "10-1904",
                "10.1904",
                "1904 10",
                "10 1904",
                "190410",
                "1904-10-00",
                "00/10/1904",
                "octobre 1904",
                "octobre 1904 12:00",
                "octobre 1904 à 12h30",
                "1904-10 00:00:00",
                "Octobre 1904.",
                "OCT. 1904",
                "oct-1904",
                "October, 1904",
                "1904 octobre",
                "en octobre 1904",
                "(octobre 1904)",
                "mois d’octobre 1904",
                "Publié en octobre 1904",
                "octobre de 1904",
            ],
        );
        check(Some("1904-02"), &["1904-2", "févr. 1904", "fe\u{301}vrier 1904", "Feb 1904"]);
        check(Some("1904-08"), &["août 1904", "Août\u{A0}1904"]);
    }

    #[test]
    fn a_year_is_read() {
        check(
            Some("1904"),
            &[
                "1904",
                " 1904 ",
                "1904.",
                "(1904)",
                "année 1904",
                "1904-00-00",
                "00/00/1904",
                "1904.0",
            ],
        );
    }

    #[test]
    fn what_is_no_sure_month_or_year_is_none() {
        check(
            None,
            &[
                "",
                "04",
                "190",
                "19045",
                "190413",
                "190400",
                "1904 13",
                "1904 00",
                "1904 1",
                "1904 12:00",
                "octobre 12:00",
                "octobre 1904 25:00",
                "1904-13",
                "1904-00",
                "00-1904",
                "1904-10-15",
                "1904-00-15",
                "1904 1905",
                "1904-1905",
                "1904/5/6/7",
                "1904 - 10",
                "oct. 04",
                "octobre",
                "1500",
                "9999",
                "0000",
                "0000-00-00",
                "octobre 1904 à mars 1905",
                "le 3 octobre 1904",
                "été 1904",
                "vers 1904",
                "1904?",
                "mars mai",
                "12h30",
                "19:04",
                "en",
                "1904.10",
            ],
        );
    }
}
