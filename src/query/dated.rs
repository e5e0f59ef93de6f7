//! Dates among plain words: the year, the month and the day of `grève du 5 décembre 2019`.
//!
//! A year counts, and a month or a day beside one. It tells what these words say, and
//! never makes a condition of them.

use std::ops::{Range, RangeInclusive};

use super::clock::Clock;
use super::date::read_date;
use super::field::DateBound;
use super::meaning::Meaning;
use super::published::Published;
use super::tree::Word;
use crate::calendar::{FRENCH_MONTHS, YEARS, folded, month_number};

/// Most words of a date: a day, a month and a year.
const LONGEST: usize = 3;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// Returns for each of the words, in the order of `text`, when something was that it tells
/// of; `None` for a word that is no part of a date.
pub(super) fn dates(text: &str, words: &[Word], clock: &Clock) -> Vec<Option<Published>> {
    let mut dates = vec![None; words.len()];
    for year in (0..words.len()).filter(|&at| is_year(&words[at])) {
        let parts = dates.iter_mut().enumerate().skip(year.saturating_sub(LONGEST - 1));
        for (at, part) in parts.take_while(|(at, _)| *at < year + LONGEST) {
            let range = if at < year { at..=year } else { year..=at };
            *part = part.or_else(|| date(text, words, range, clock));
        }
    }
    dates
}

/// What parts the two dates of a range; dots do so between years as well.
const DOTS: [&str; 3] = ["..", "...", "…"];
const DASHES: [&str; 3] = ["-", "–", "—"];
const TO: [&str; 3] = ["à", "au", "a"];

/// Longer than a month: what is a range of years may be a season, `budget 2019-2020`.
const MORE_THAN_A_MONTH: i64 = 32 * SECONDS_OF_A_DAY;

/// Returns where two dates stand among words, in the order of `text`, with nothing between them
/// but what makes them a range, and what to write for it: `janvier 2015 … novembre 2015`.
pub(super) fn range(text: &str, words: &[Word], clock: &Clock) -> Option<(Range<usize>, String)> {
    let gap = |at: usize| text.get(words[at].span.end..words.get(at + 1)?.span.start);
    (0..words.len()).find_map(|last| {
        let between = gap(last)?;
        let sign = between.trim();
        let is_dash = DASHES.contains(&sign) && sign != between;
        let is_to = sign.is_empty() && TO.contains(&&*words[last + 1].term);
        let (behind, has_dots) = match () {
            () if DOTS.contains(&sign) => (last + 1, true),
            () if is_dash => (last + 1, false),
            () if is_to => (last + 2, false),
            () => return None,
        };
        let is_side = |time: &Published| {
            let length = time.from.zip(time.to).map(|(from, to)| to - from);
            has_dots || length.is_some_and(|length| length < MORE_THAN_A_MONTH)
        };
        let side = |first: usize, last: usize| {
            let date = date(text, words, first..=last, clock).filter(is_side)?;
            Some((words[first].span.start, words[last].span.end, date))
        };
        let lengths = || (0..LONGEST).rev();
        let (start, _, from) = lengths().find_map(|more| side(last.checked_sub(more)?, last))?;
        let (_, end, to) = lengths()
            .filter(|more| behind + more < words.len())
            .find_map(|more| side(behind, behind + more))?;
        // `du:2020-01-01 au:2020-12-31`: the whole of it is to be written otherwise.
        let name = text[..start]
            .strip_suffix(':')
            .map_or(start, |before| before.trim_end_matches(char::is_alphabetic).len());
        Some((name..end, format!("date:{from}..{to}")))
    })
}

/// Returns the word to look for in texts for one that tells of a time: the day without zero
/// (`05`), the month by its name (`12`, `déc`).
pub(super) fn as_said(term: &str, time: &Published, clock: &Clock) -> String {
    let (Some(from), Some(to)) = (time.from, time.to) else { return term.to_owned() };
    let Ok(start) = jiff::Timestamp::from_second(from) else { return term.to_owned() };
    let is_number = term.bytes().all(|byte| byte.is_ascii_digit());
    let start = start.to_zoned(clock.zone.clone());
    match (to - from) / SECONDS_OF_A_DAY {
        // Some days have an hour less.
        0..=1 if is_number && start.day() == 1 => "1er".to_owned(),
        0..=1 if is_number => start.day().to_string(),
        27..=32 => {
            let month = FRENCH_MONTHS[usize::from(start.month().unsigned_abs()) - 1];
            let is_short = folded(month).starts_with(&*folded(term));
            if is_number || is_short { month.to_owned() } else { term.to_owned() }
        }
        _ => term.to_owned(),
    }
}

/// Tells whether a word is a year, and not only that word: `"2019"`, `=2019`.
fn is_year(word: &Word) -> bool {
    let term = &word.term;
    word.meaning == Meaning::Family
        && term.len() == 4
        && term.bytes().all(|byte| byte.is_ascii_digit())
        && term.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// Returns the time that words side by side are the date of.
fn date(
    text: &str,
    words: &[Word],
    range: RangeInclusive<usize>,
    clock: &Clock,
) -> Option<Published> {
    let span = words[*range.start()].span.start..words[*range.end()].span.end;
    let words = words.get(range)?;
    let is_part = |word: &Word| {
        word.term.starts_with(|char: char| char.is_ascii_digit())
            || month_number(&folded(&word.term)).is_some()
    };
    let are_beside = |pair: &[Word]| {
        let gap = text.get(pair[0].span.end..pair[1].span.start);
        gap.is_some_and(|gap| {
            gap.trim_matches(|char: char| char.is_whitespace() || "/-.".contains(char)).is_empty()
        })
    };
    if !words.iter().all(is_part) || !words.windows(2).all(are_beside) {
        return None;
    }
    let read = read_date(DateBound::In, text.get(span)?, clock).ok()?;
    Some(Published::new(read.from, read.to, &clock.zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::render::sentence;

    /// Returns the words that tell of a time, each with the days and seconds it holds.
    fn read(text: &str) -> Vec<(String, [&'static str; 2])> {
        let days = ["2019", "2019-12", "2019-12-05", "2018-12-05", "2019-12-06", "2020"];
        let query =
            Query::parse(text, &Clock::in_paris(jiff::Timestamp::UNIX_EPOCH)).expect("a query");
        let holds = |published: &Published, day: &str| {
            let date = crate::article::Date::from_iso(day).expect("a date");
            published.holds(date.seconds, date.days().map(u64::from))
        };
        let found = query.words.iter().filter_map(|word| {
            let published = word.published.as_ref()?;
            let mut held = days.into_iter().filter(|day| holds(published, day));
            let first = held.next().unwrap_or("none");
            Some((word.term.clone(), [first, held.next_back().unwrap_or(first)]))
        });
        found.collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, [&str; 2])]) {
        let read = read(text);
        let read: Vec<_> = read.iter().map(|(word, held)| (word.as_str(), *held)).collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn a_year_tells_of_all_of_it() {
        check("grève 2019", &[("2019", ["2019", "2019-12-06"])]);
        check("2019", &[("2019", ["2019", "2019-12-06"])]);
        check("budget 2019-2020", &[("2019", ["2019", "2019-12-06"]), ("2020", ["2020", "2020"])]);
    }

    #[test]
    fn a_month_and_a_day_count_beside_a_year() {
        let month = ("décembre", ["2019-12", "2019-12-06"]);
        let day = |typed| (typed, ["2019-12-05", "2019-12-05"]);
        let year = ("2019", ["2019", "2019-12-06"]);
        check("grève du 5 décembre 2019", &[day("5"), month, year]);
        check("grève de décembre 2019", &[month, year]);
        check("grève 05/12/2019", &[day("5"), month, year]);
        check("grève 5.12.2019", &[day("5"), month, year]);
        check("grève 05 déc. 2019", &[day("5"), month, year]);
        check("grève 2019-12-05", &[year, month, day("5")]);
    }

    #[test]
    fn one_day_is_read_alike_however_it_is_written() {
        let said = |text: &str| {
            let clock = Clock::in_paris(jiff::Timestamp::UNIX_EPOCH);
            let mut words: Vec<String> = Query::parse(text, &clock)
                .expect("a query")
                .words
                .into_iter()
                .filter(|word| word.published.is_some())
                .map(|word| word.term)
                .collect();
            words.sort();
            words.join(" ")
        };
        for text in ["12 décembre 2019", "12/12/2019", "12.12.2019", "2019-12-12", "12 déc. 2019"]
        {
            assert_eq!(said(text), "12 2019 décembre", "{text}");
        }
        for text in ["01/01/2020", "1/1/2020", "2020-01-01"] {
            assert_eq!(said(text), "1er 2020 janvier", "{text}");
        }
        assert_eq!(said("06/2018"), "2018 juin");
        assert_eq!(said("sept. 2018"), "2018 septembre");
        assert_eq!(said("December 2018"), "2018 december", "a whole name is as typed");
    }

    #[test]
    fn a_range_among_words_is_told_with_what_to_write() {
        let clock = Clock::in_paris(jiff::Timestamp::UNIX_EPOCH);
        for (text, part, write) in [
            ("janvier 2015 … novembre 2015", "janvier 2015 … novembre 2015", "2015-01..2015-11"),
            ("grève janvier 2015..mars 2016", "janvier 2015..mars 2016", "2015-01..2016-03"),
            ("grève 2015..2019", "2015..2019", "2015..2019"),
            ("grève 2015 ... 2019 SNCF", "2015 ... 2019", "2015..2019"),
            ("de janvier 2015 à mars 2016", "janvier 2015 à mars 2016", "2015-01..2016-03"),
            (
                "5 décembre 2019 au 10 janvier 2020",
                "5 décembre 2019 au 10 janvier 2020",
                "2019-12-05..2020-01-10",
            ),
            ("05/12/2019 - 10/01/2020", "05/12/2019 - 10/01/2020", "2019-12-05..2020-01-10"),
            ("2019-12 – 2020-01", "2019-12 – 2020-01", "2019-12..2020-01"),
            ("déc. 2019 — janv. 2020", "déc. 2019 — janv. 2020", "2019-12..2020-01"),
            (
                "x du:2020-01-05 au:2020-02-03",
                "du:2020-01-05 au:2020-02-03",
                "2020-01-05..2020-02-03",
            ),
        ] {
            let error = sentence(&Query::parse(text, &clock).expect_err(text));
            assert_eq!(error, format!("`{part}` is not read here; write `date:{write}`"));
        }
        for text in [
            "budget 2019-2020",
            "budget 2019 - 2020",
            "de 2015 à 2019",
            "\"janvier 2015 à mars 2016\" grève",
            "janvier à mars 2016",
            "2019 au Mans",
            "12 - 15 ans",
            "il a plu du 5 décembre 2019 au 10 janvier 2020 à Brest",
        ] {
            assert!(Query::parse(text, &clock).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_alone_quoted_or_no_date_is_a_word() {
        for text in [
            "grève décembre",
            "le 5 décembre",
            "\"2019\" grève",
            "=2019 grève",
            "2300 grèves",
            "31 sous 12 mois",
            "A2019",
            "grève 12019",
        ] {
            check(text, &[]);
        }
        check("mort de 3 soldats en 2019", &[("2019", ["2019", "2019-12-06"])]);
        check(
            "31 février 2019",
            &[("février", ["none", "none"]), ("2019", ["2019", "2019-12-06"])],
        );
    }
}
