//! The date that the name of a file or the folders around it tell, where nothing else does.
//!
//! Names hold many figures that are no date of publication: what is not sure, or may tell when
//! a file was made, is none. Nothing is opened here.

use super::parse::{parse_date, parse_given};
use super::phrase::{Word, words};
use crate::article::Date;
use crate::calendar::{YEARS, folded, month_number};

/// The last year before files were made by computers: until then no date in a name can be
/// that of the file.
const BEFORE_FILES: i16 = 1990;

/// Words before a date that tell when a file was made.
const MAKING: [&str; 19] = [
    "export",
    "exports",
    "extraction",
    "extrait",
    "scan",
    "scans",
    "scanned",
    "numerisation",
    "ocr",
    "img",
    "capture",
    "screenshot",
    "snapshot",
    "backup",
    "sauvegarde",
    "download",
    "telechargement",
    "dump",
    "crawl",
];

/// What a path tells of what is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct NamedPlace<'p> {
    /// The folders, the outermost first.
    pub(in crate::ingest) folders: &'p [String],
    /// The name of the file without its extensions.
    pub(in crate::ingest) stem: &'p str,
    /// The file is one article: in one of many the date of the file may be that of an export.
    pub(in crate::ingest) is_alone: bool,
}

/// Returns the date that a name or a folder tells: `lemonde_1944-08-25`, `1944/08/25/p1`,
/// `19440825`; a month or a year only where a folder is nothing else.
pub(in crate::ingest) fn date_in_path(place: NamedPlace<'_>) -> Option<Date> {
    let NamedPlace { folders, stem, is_alone } = place;
    let mut named = [stem].into_iter().chain(folders.iter().rev().map(String::as_str));
    let day = named.find_map(day_in_name);
    let date = day.or_else(|| in_folders(folders, stem))?;
    (is_alone || is_old(&date)).then_some(date)
}

/// Returns the day in a name, when there is one and no other.
fn day_in_name(name: &str) -> Option<Date> {
    let name = name.replace('_', " ");
    let words = words(&name);
    if is_in_words(&words) {
        return parse_date(&name);
    }
    let mut found: Option<Date> = None;
    let mut at = 0;
    while at < words.len() {
        let Some((date, length)) = day_at(&words, at) else {
            at += 1;
            continue;
        };
        let is_one = found.as_ref().is_none_or(|known| *known == date);
        if !is_one || is_of_file(&words[..at], &date, &words[at + length..]) {
            return None;
        }
        found = Some(date);
        at += length;
    }
    found
}

/// Tells whether a name is a day in words and nothing else, `25 août 1944`: among others they
/// may be what an article is about.
fn is_in_words(words: &[Word<'_>]) -> bool {
    let telling: Vec<_> = words.iter().filter(|word| !is_sign(word)).collect();
    let [day, month, year] = telling[..] else { return false };
    day.is_figures() && month_number(&month.text).is_some() && year.is_figures()
}

/// Returns the day in figures that starts at a word, and how many words it is: `1944-08-25`,
/// `25-08-1944`, `19440825`.
fn day_at(words: &[Word<'_>], at: usize) -> Option<(Date, usize)> {
    let (before, rest) = words.split_at(at);
    let (iso, length) = row(rest).or_else(|| parted(before, rest))?;
    let date = Date::from_iso(&iso)?;
    let is_known = year_of(&date).is_some_and(|year| YEARS.contains(&year));
    (is_known && !is_inside(before, rest)).then_some((date, length))
}

/// Tells whether the words around a date say that it is the one of the file.
fn is_of_file(before: &[Word<'_>], date: &Date, after: &[Word<'_>]) -> bool {
    let told = before.iter().rev().find(|word| !is_sign(word));
    !is_old(date) && (told.is_some_and(|word| word.is(&MAKING)) || is_time(after))
}

/// Tells whether no file was made at a date.
fn is_old(date: &Date) -> bool {
    year_of(date).is_some_and(|year| year < BEFORE_FILES)
}

fn year_of(date: &Date) -> Option<i16> {
    date.iso.get(..4)?.parse().ok()
}

/// `19440825`.
fn row(words: &[Word<'_>]) -> Option<(String, usize)> {
    let figures = &*words.first()?.text;
    let is_row = figures.len() == 8 && words[0].is_figures();
    is_row.then(|| (format!("{}-{}-{}", &figures[..4], &figures[4..6], &figures[6..]), 1))
}

/// `1944-08-25`, `1944 08 25`, `25.08.1944`, the same sign between all parts.
fn parted(before: &[Word<'_>], words: &[Word<'_>]) -> Option<(String, usize)> {
    let (first, second, third, length) = match words {
        [first, sign, second, same, third, ..]
            if sign.is(&["-", "."]) && sign.text == same.text =>
        {
            let is_one = [sign, second, same, third].iter().all(|word| !word.is_apart);
            is_one.then_some((first, second, third, 5))?
        }
        [first, second, third, ..] => (first, second, third, 3),
        _ => return None,
    };
    let part = |word: &Word<'_>, length: usize| {
        Some(word.text.to_string()).filter(|_| word.is_figures() && word.text.len() == length)
    };
    let iso = |year: String, month: String, day: String| format!("{year}-{month}-{day}");
    if let (Some(year), Some(month), Some(day)) = (part(first, 4), part(second, 2), part(third, 2))
    {
        return Some((iso(year, month, day), length));
    }
    let goes_on = matches!(before, [.., figures, sign] if is_sign(sign) && figures.is_figures());
    let day = iso(part(third, 4)?, part(second, 2)?, part(first, 2)?);
    (!goes_on).then_some((day, length))
}

/// Tells whether a date stands in a longer row of letters and figures, such as a hash: letters
/// alone may stand around it, `LM19440825p1`.
fn is_inside(before: &[Word<'_>], rest: &[Word<'_>]) -> bool {
    let is_joined = !rest[0].is_apart;
    match before {
        [.., figures, letters] if is_joined && is_letters(letters) => {
            letters.is(&["v"]) || figures.is_figures() && !letters.is_apart
        }
        [letters] if is_joined && is_letters(letters) => letters.is(&["v"]),
        _ => false,
    }
}

/// Tells whether the time of a day follows, as in the names of captures: `T102211`, ` 10-22-11`,
/// ` à 10.22`.
fn is_time(words: &[Word<'_>]) -> bool {
    let is_glue = |word: &&Word<'_>| is_sign(word) || word.is(&["t", "a", "at", "um", "("]);
    let start = words.iter().take(3).take_while(is_glue).count();
    let number = |word: &Word<'_>, most: i16| word.number(2..=2).is_some_and(|part| part <= most);
    match &words[start..] {
        [row, ..] if row.text.len() == 6 && row.is_figures() => {
            let part = |at: usize| row.text[at..at + 2].parse::<u8>().unwrap_or(u8::MAX);
            part(0) < 24 && part(2) < 60 && part(4) < 60
        }
        [hour, sign, minute, ..] if is_sign(sign) || sign.is(&["h", ":"]) => {
            number(hour, 23) && number(minute, 59)
        }
        [hour, minute, ..] => minute.is_apart && number(hour, 23) && number(minute, 59),
        _ => false,
    }
}

fn is_sign(word: &Word<'_>) -> bool {
    word.is(&["-", "."])
}

fn is_letters(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_alphabetic)
}

/// Returns the day, month or year that folders are, one in the other or each by itself:
/// `1944/08/25`, `1944/août`, `1944-08`; a name that is a month counts among them.
fn in_folders(folders: &[String], stem: &str) -> Option<Date> {
    let mut found: Option<String> = None;
    for folder in folders {
        found = match found {
            Some(known) => Some(inside(&known, folder).or_else(|| alone(folder)).unwrap_or(known)),
            None => alone(folder),
        };
    }
    // `mai 1968` is what an article is about.
    let is_figures = stem.bytes().all(|byte| !byte.is_ascii_alphabetic());
    let named = alone(stem).filter(|iso| is_figures && iso.len() == 7);
    Date::from_iso(&named.or(found)?)
}

/// Returns the year or the month that a name is.
fn alone(name: &str) -> Option<String> {
    let spaced = name.replace('_', "-");
    let is_figures = spaced.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_named = spaced.split([' ', '-']).any(|word| month_of(word).is_some());
    let date = parse_given(&spaced).filter(|_| is_figures || is_named)?;
    let is_plain = spaced.len() == date.iso.len() || is_named;
    (is_plain && matches!(date.iso.len(), 4 | 7)).then_some(date.iso)
}

/// Returns the month in a year, or the day in a month, that a folder is.
fn inside(known: &str, folder: &str) -> Option<String> {
    let figures = folder.parse::<i16>().ok().filter(|_| folder.len() == 2);
    let part = match known.len() {
        4 => figures.or_else(|| month_of(folder))?,
        7 => figures?,
        _ => return None,
    };
    let iso = format!("{known}-{part:02}");
    Date::from_iso(&iso).map(|date| date.iso)
}

fn month_of(name: &str) -> Option<i16> {
    month_number(&folded(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str, is_alone: bool) -> Option<String> {
        let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
        let stem = folders.pop().expect("a name");
        date_in_path(NamedPlace { folders: &folders, stem: &stem, is_alone }).map(|date| date.iso)
    }

    #[track_caller]
    fn check(expected: Option<&str>, paths: &[&str]) {
        for path in paths {
            assert_eq!(read(path, true).as_deref(), expected, "reading {path}");
        }
    }

    #[test]
    fn a_day_in_a_name_is_read() {
        check(
            Some("1944-08-25"),
            &[
                "lemonde_1944-08-25",
                "1944-08-25",
                "1944_08_25_p1",
                "1944.08.25",
                "le monde 1944 08 25",
                "25-08-1944",
                "Le Monde 25.08.1944",
                "19440825",
                "LM19440825",
                "LM19440825p1",
                "lemonde-19440825-01",
                "1944-08-25_01_02",
                "1944-08-25T101112",
                "scan_1944-08-25",
                "1944-08-25_1944-08-25",
                "25 août 1944",
                "25-aout-1944",
                "presse/1944-08-25/p1",
                "2023/lemonde_1944-08-25",
                "1944-08-26/lemonde_1944-08-25",
            ],
        );
        check(
            Some("2019-05-04"),
            &["2019-05-04-le-pont-rouvre", "2019-05-04_12_le-pont", "20190504_0001"],
        );
    }

    #[test]
    fn folders_one_in_the_other_are_a_date() {
        check(
            Some("1944-08-25"),
            &["1944/08/25/p1", "archives/1944/08/25/p1/texte", "1944/août/25/p1"],
        );
        check(Some("1944-08-25"), &["1944-08/25/p1", "1944/1944-08/1944-08-25/p1"]);
        check(
            Some("1944-08"),
            &["1944/08/p1", "1944/08/25", "1944-08/p1", "1944/aout/p1", "1944_08/p1"],
        );
        check(Some("1944-08"), &["août 1944/p1", "1944-08", "1944/1944-08"]);
        check(
            Some("1944"),
            &["1944/p1", "1944/textes/p1", "1944/13/p1", "1944/8/p1", "1944/p1/08"],
        );
    }

    #[test]
    fn figures_that_may_be_anything_are_no_date() {
        check(
            None,
            &[
                "",
                "texte",
                "1984",
                "lemonde_1944",
                "lemonde_1944-08",
                "rapport_2010-12",
                "octobre-1904-a-lyon",
                "attentats-du-13-novembre-2015",
                "mai-1968",
                "19441325",
                "1944-13-25",
                "12340825",
                "123419440825",
                "bpt6k19440825",
                "a1b19440825c3",
                "v2010.10.12",
                "04-05-06",
                "1-25-08-1944",
                "1944-08-25_1944-08-31",
                "1944-08-2",
                "06 12 34 56 78",
                "2-07-046123-4",
                "saison 2019-20/p1",
                "1500/p1",
                "08/25/p1",
            ],
        );
    }

    #[test]
    fn when_a_file_was_made_is_no_date() {
        check(
            None,
            &[
                "Titre (05_01_2024 10_22_11)",
                "Capture d'écran 2024-01-05 à 10.22.11",
                "20240105_102211",
                "20240105T102211Z",
                "20240105102211",
                "2024-01-05-10-22",
                "2024-01-05 10h22",
                "export_2024-01-05",
                "Scan 20240105",
                "OCR-2024-01-05",
            ],
        );
    }

    #[test]
    fn a_file_of_many_articles_may_be_named_for_the_day_it_was_made() {
        assert_eq!(read("articles_2024-01-05", false), None);
        assert_eq!(read("2024/01/05/articles", false), None);
        assert_eq!(read("lemonde_1944-08-25", false).as_deref(), Some("1944-08-25"));
    }
}
