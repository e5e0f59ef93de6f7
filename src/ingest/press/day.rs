//! Days as databases write them: in the language of who saved the file, with the day of the
//! week anywhere.
//!
//! French and English are read as in every input; of other languages only what is a day.

use std::borrow::Cow;

use crate::article::{Article, Date};
use crate::calendar::{folded, month_number, weekday_number};
use crate::ingest::date::parse_date;

/// Names of the months in German, Spanish, Italian, Portuguese and Dutch, folded, where they
/// are neither French nor English.
const MONTHS: [&[&str]; 12] = [
    &["januar", "enero", "gennaio", "janeiro", "januari"],
    &["februar", "febrero", "febbraio", "fevereiro", "februari"],
    &["marz", "maerz", "marzo", "marco", "maart"],
    &["abril", "aprile"],
    &["mayo", "maggio", "maio", "mei"],
    &["juni", "junio", "giugno", "junho"],
    &["juli", "julio", "luglio", "julho"],
    &["agosto", "augustus"],
    &["septiembre", "settembre", "setembro"],
    &["oktober", "octubre", "ottobre", "outubro"],
    &["noviembre", "novembro"],
    &["dezember", "diciembre", "dicembre", "dezembro"],
];

/// The months as they are read.
const READ: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Names of the days of the week in the same languages.
const WEEKDAYS: [&str; 27] = [
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
];

/// What stands behind the figures of a day in Chinese and Japanese, and in Korean.
const SIGNS: [[char; 3]; 2] = [['年', '月', '日'], ['년', '월', '일']];

/// Returns the day of a text, with its hour.
pub(in crate::ingest) fn day(text: &str) -> Option<Date> {
    parse_date(&plain(text))
}

/// Takes the day of an article from its text, or keeps the text when it is none.
pub(in crate::ingest) fn set_published(article: &mut Article, text: String) {
    match day(&text) {
        Some(day) => article.published = Some(day),
        None => article.set_published(text),
    }
}

/// Returns the places of a text where a day may start.
pub(in crate::ingest) fn starts(text: &str) -> Vec<usize> {
    let words: Vec<(usize, String)> =
        words(text).map(|(at, word)| (at, core(word))).filter(|(_, word)| !is_of(word)).collect();
    let starts = |index: usize| {
        let word = |ahead: usize| words.get(index + ahead).map_or("", |(_, word)| word);
        let starts = |ahead: usize| {
            let [one, two, three] = [word(ahead), word(ahead + 1), word(ahead + 2)];
            is_day(one) && month(two).is_some() && is_year(three)
                || month(one).is_some() && (is_day(two) && is_year(three) || is_year(two))
        };
        is_weekday(word(0)) && starts(1) || starts(0) || is_in_figures(word(0))
    };
    (0..words.len()).filter(|index| starts(*index)).map(|index| words[index].0).collect()
}

/// Returns where the day ends with which a text starts, and its hour.
pub(in crate::ingest) fn end(text: &str) -> usize {
    let (mut end, mut has_year) = (0, false);
    for (at, word) in words(text) {
        let name = core(word);
        let has_figure = name.starts_with(|char: char| char.is_ascii_digit());
        let is_hour = name == "a" || has_figure && name.contains(['h', ':']);
        let is_of_date = has_figure || month(&name).is_some() || is_of(&name) || name == "le";
        if !(is_weekday(&name) || if has_year { is_hour } else { is_of_date }) {
            break;
        }
        end = at + word.trim_end_matches([')', ']']).len();
        has_year |= is_year(&name) || is_in_figures(&name);
    }
    end
}

/// Returns a text as it is read: without days of the week, which may part the day from its
/// hour, with the months in English.
fn plain(text: &str) -> Cow<'_, str> {
    if let Some(signs) = SIGNS.iter().find(|signs| text.contains(signs[0])) {
        return Cow::Owned(of_signs(text, signs));
    }
    let words: Vec<(&str, String)> = words(text).map(|(_, word)| (word, core(word))).collect();
    let mut kept = String::with_capacity(text.len());
    for (at, (word, name)) in words.iter().enumerate() {
        let beside = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| words.get(at)));
        let is_beside = |fits: &dyn Fn(&str) -> bool| {
            beside.iter().flatten().any(|(_, name)| fits(name) || is_of(name))
        };
        let is_month = |name: &str| month(name).is_some();
        let part = match month(name) {
            Some(number)
                if month_number(name).is_none() && is_beside(&|it| is_day(it) || is_year(it)) =>
            {
                READ[number]
            }
            _ if is_weekday(name) || is_of(name) && is_beside(&is_month) => continue,
            // `27. Februar`
            _ if is_day(name) && is_beside(&is_month) => word.trim_end_matches('.'),
            _ => word,
        };
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(part);
    }
    Cow::Owned(kept)
}

/// Returns a text with `2018 年 9 月 18 日` as `2018-9-18`.
fn of_signs(text: &str, [year, month, day]: &[char; 3]) -> String {
    let joined: String = text.chars().filter(|char| !char.is_whitespace()).collect();
    let (date, rest) = joined.split_once(*day).unwrap_or((&joined, ""));
    let start = date.find(|char: char| char.is_ascii_digit()).unwrap_or(date.len());
    let date = date[start..].replace([*year, *month], "-");
    let mut figures = date.split('-').map(|figures| format!("{figures:0>2}"));
    let [one, two, three] = std::array::from_fn(|_| figures.next().unwrap_or_default());
    format!("{one}-{two}-{three} {rest}")
}

/// Returns the number of a month, from 0, for its folded name.
fn month(name: &str) -> Option<usize> {
    let number = month_number(name).and_then(|number| usize::try_from(number - 1).ok());
    number.or_else(|| MONTHS.iter().position(|names| names.contains(&name)))
}

/// Tells whether this is the folded name of a day of the week.
fn is_weekday(name: &str) -> bool {
    weekday_number(name).is_some() || WEEKDAYS.contains(&name)
}

/// Tells whether a word joins a day and its month in some languages.
fn is_of(name: &str) -> bool {
    ["de", "del", "di"].contains(&name)
}

/// Tells whether a word is the number of a day: `3`, `1er`, `2nd`.
fn is_day(name: &str) -> bool {
    let figures = name.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    figures.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells whether a word has the form of a day: `2023-05-03`, `3/5/2023`, with an hour or not.
fn is_in_figures(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_digit() || b"-/.:tz+".contains(&byte))
}

/// Returns a word folded, without the signs around it.
fn core(word: &str) -> String {
    folded(word.trim_matches(|char: char| !char.is_alphanumeric())).into_owned()
}

/// Returns the words of a text and where they are.
pub(in crate::ingest) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(day(text).map(|date| date.iso).unwrap_or_default(), expected, "of {text}");
    }

    #[test]
    fn days_are_read_in_the_language_of_the_user() {
        for text in [
            "9 janvier 1993",
            "9 January 1993",
            "9 Januar 1993",
            "9. Januar 1993 Samstag",
            "Samstag, 9. Januar 1993",
            "9 de enero de 1993",
            "sábado 9 enero 1993",
            "9 gennaio 1993",
            "9 de Janeiro de 1993",
            "9 januari 1993",
            "1993 年 1 月 9 日",
            "1993年1月9日",
            "1993년 1월 9일",
            "January 9, 1993, Saturday, Late Edition - Final",
        ] {
            check(text, "1993-01-09");
        }
        check("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27T21:50:00+01:00");
        check("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00+00:00");
    }

    #[test]
    fn other_words_are_no_days() {
        for text in ["Mei Lan, 9", "Enero", "9 Montag", "年", "9 年 1993", "日日年"] {
            check(text, "");
        }
    }

    #[test]
    fn a_day_starts_with_its_first_word() {
        assert_eq!(starts("Politik, Montag, 3. Mai 2023"), [9, 17, 20]);
        assert_eq!(starts("Le 1er mai, lundi 3 de mayo de 2021"), [12, 18, 23]);
        assert_eq!(starts("Une, 01/10/2020, p. 3"), [5]);
        assert_eq!(starts("Mag"), [0; 0]);
    }
}
