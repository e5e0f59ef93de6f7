//! Mastheads: the line of a paper with its issue, and the line below it with the part of the
//! paper, the day, how many words there are and the page.

use super::day;
use crate::article::{Article, Date};
use crate::calendar::{folded, month_number};
use crate::ingest::date::parse_given;

/// What is counted behind a date.
const COUNTED: [&str; 10] =
    ["mot", "mots", "word", "words", "worter", "palabras", "parole", "palavras", "car", "signes"];

/// Returns the name of a paper without the number of its issue and its editions:
/// `Le Phare, no. 123`.
pub(in crate::ingest) fn source(text: &str) -> &str {
    let line = text.trim().lines().next().unwrap_or_default().trim();
    without_issue(line).trim_end_matches(['.', ',', ';', ' '])
}

/// Returns a name without the number of an issue behind it, whatever else it is.
pub(in crate::ingest) fn without_issue(name: &str) -> &str {
    let mut name = name;
    while let Some((before, after)) = name.rsplit_once(',')
        && is_issue(after.trim())
        && !before.trim().is_empty()
    {
        name = before.trim_end();
    }
    name
}

/// Tells whether text is the number of an issue: `no. 123`, `n° 12`, `vol. 3`.
fn is_issue(text: &str) -> bool {
    const NAMES: [&str; 10] =
        ["numéro", "numero", "num", "nos", "no", "n°", "nº", "n", "vol", "issue"];
    let lower = text.to_lowercase();
    let number = match NAMES.iter().find_map(|name| lower.strip_prefix(name)) {
        Some(behind) => behind.strip_prefix('.').unwrap_or(behind).trim_start(),
        None => lower.strip_prefix('#').unwrap_or_default(),
    };
    number.starts_with(|char: char| char.is_ascii_digit()) && lower.split_whitespace().count() <= 3
}

/// Tells whether a line is that below the name of a paper: it has a date, and ends with how
/// many words there are, or the page.
pub(in crate::ingest) fn is_header(line: &str) -> bool {
    const MOST: usize = 160;
    const MOST_BEHIND: usize = 6;
    if line.len() > MOST || !line.bytes().any(|byte| byte.is_ascii_digit()) || line.ends_with('.') {
        return false;
    }
    let end = count_start(line);
    let behind = line[end..].split_whitespace().count();
    (1..=MOST_BEHIND).contains(&behind)
        && (day::starts(line).iter().any(|&at| date(&line[at..]).is_some())
            || period(line).is_some())
}

/// Takes the part of the paper and the day from the line below its name: `Sciences, mercredi
/// 3 mai 2023 - 11:49:55 -0000 2153 mots, p. 12`. What stands behind the page is dropped.
pub(in crate::ingest) fn take_header(article: &mut Article, header: &str) {
    let starts = day::starts(header);
    let found = starts.iter().find_map(|&at| Some((at, date(&header[at..])?)));
    let Some((at, date)) = found.or_else(|| period(header)) else {
        article.set_published(header.to_owned());
        return;
    };
    header[..at].trim_matches(is_sign).clone_into(&mut article.section);
    article.published = Some(date);
}

/// Tells whether a sign stands between the parts of the line.
fn is_sign(char: char) -> bool {
    char.is_whitespace() || ",;:-–—".contains(char)
}

/// Returns the month or the year alone that such a line ends with, and where: `Culture, mars
/// 2014 500 mots`. Of two months that share an issue the first counts.
fn period(header: &str) -> Option<(usize, Date)> {
    let text = header[..count_start(header)].trim_end_matches(is_sign);
    let at = text.rfind(',').map_or(0, |comma| comma + 1);
    let text = text[at..].trim();
    let shared = text.rsplit_once(' ').and_then(|(months, year)| {
        let (first, other) = months.split_once(['-', '/', '–'])?;
        month_number(&folded(other.trim()))?;
        Some(format!("{} {year}", first.trim()))
    });
    Some((at, parse_given(shared.as_deref().unwrap_or(text))?))
}

/// Returns the date in the text that starts with one.
fn date(text: &str) -> Option<Date> {
    let text = &text[..count_start(text)];
    // A stamp may follow that says the same day again, with its hour.
    let stamped = text.split_once(" - ").and_then(|(_, stamp)| day::day(stamp));
    day::day(text).or(stamped).or_else(|| day::day(text.split(" - ").next()?))
}

/// Returns where the count of words or the page starts behind a date.
fn count_start(text: &str) -> usize {
    let mut last = None;
    for (at, word) in day::words(text) {
        let plain = folded(word.trim_end_matches([',', '.', ';']));
        let is_counted = COUNTED.contains(&&*plain);
        let is_page = ["p", "pp", "page", "pages"].contains(&&*plain);
        match last {
            Some(number) if is_counted => return number,
            _ if is_page => return at,
            _ => {}
        }
        last = word.starts_with(|char: char| char.is_ascii_digit()).then_some(at);
    }
    text.len()
}

/// Returns the part of a paper without pages, columns and versions: `Sciences; Pg. 35`.
pub(in crate::ingest) fn section(text: &str) -> String {
    let is_place = |part: &str| {
        let first = part.split([' ', ':', '.']).next().unwrap_or_default().to_lowercase();
        let names = ["pg", "p", "pp", "page", "pages", "s", "column", "col", "part", "section"];
        let has_figure = part.contains(|char: char| char.is_ascii_digit());
        let is_letter = part.split_whitespace().next_back().is_some_and(|last| last.len() == 1);
        let is_named =
            names.contains(&&*first) || ["version", "ausg", "edition"].contains(&&*first);
        is_named && (has_figure || is_letter) || part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = text.split(';').map(str::trim);
    parts.filter(|part| !part.is_empty() && !is_place(part)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, section: &str, published: &str) {
        let mut article = Article::default();
        take_header(&mut article, header);
        let found = article.published.map(|date| date.iso).unwrap_or_default();
        assert_eq!((&*article.section, &*found), (section, published), "in {header}");
    }

    #[test]
    fn the_day_stands_behind_the_part_of_the_paper() {
        check("Sciences,   mercredi 3 mai 2023 2153 mots, p. AB18", "Sciences", "2023-05-03");
        check("; INFO, mardi 25 avril 2023 760 mots, p. DP", "INFO", "2023-04-25");
        check("Mag, Thursday, October 5, 2013 455 words, p. A1", "Mag", "2013-10-05");
        check("18 octobre 2023 12 mots", "", "2023-10-18");
        check("jeudi 1er octobre 2020", "", "2020-10-01");
        check("53-Cinémas, jeudi 1er octobre 2020", "53-Cinémas", "2020-10-01");
        check("Une, 01/10/2020, p. 3", "Une", "2020-10-01");
        check("Le 1er mai à l'écran, lundi 3 mai 2021, p. 4", "Le 1er mai à l'écran", "2021-05-03");
    }

    #[test]
    fn the_issue_of_a_month_or_a_year_has_that_as_its_date() {
        check("mars 2014 500 mots", "", "2014-03");
        check("Culture, mars 2014, p. 4", "Culture", "2014-03");
        check("Culture,   mars 2014", "Culture", "2014-03");
        check("juillet-août 2014 500 mots", "", "2014-07");
        check("Dossier, juillet / août 2014, p. 4", "Dossier", "2014-07");
        check("2014 300 mots", "", "2014");
        check("Arts & spectacles, 2014, p. 12", "Arts & spectacles", "2014");
    }

    #[test]
    fn the_hour_stands_behind_the_day_in_many_forms() {
        let day = "lundi 23 octobre 2023";
        check(&format!("{day} - 11:49:55 -0000 1455 mots"), "", "2023-10-23T11:49:55+00:00");
        check(&format!("{day} - 17:36 UTC +02:00 11 mots"), "", "2023-10-23T17:36:00+02:00");
        check(&format!("{day} - 00:41 UTC 702 mots"), "", "2023-10-23T00:41:00+00:00");
        check(
            &format!("Culture, {day} - 2023-10-23T12:19:11+02:00 944 mots"),
            "Culture",
            "2023-10-23T12:19:11+02:00",
        );
    }

    #[test]
    fn the_day_may_be_in_another_language() {
        check("Politik, Montag, 3. Mai 2023, S. 4", "Politik", "2023-05-03");
        check("Mercados, lunes 3 de mayo de 2021 455 palabras, p. 3", "Mercados", "2021-05-03");
    }

    #[test]
    fn a_section_is_named_without_its_place() {
        for (text, expected) in [
            ("SCIENCES; Pg. 35", "SCIENCES"),
            ("Foreign Desk; 1", "Foreign Desk"),
            ("WISSENSCHAFT; KREBS; S. 114 Ausg. 9", "WISSENSCHAFT; KREBS"),
            ("SPORT; Version:28", "SPORT"),
            ("Section A", ""),
            ("20 Minutes; Pages Société", "20 Minutes; Pages Société"),
        ] {
            assert_eq!(section(text), expected);
        }
    }

    #[test]
    fn the_line_below_the_name_is_told_from_text() {
        for line in [
            "France, lundi 3 mars 2014 812 mots, p. 4",
            "Culture, mars 2014, p. 4",
            "3 May 2023 1 words",
        ] {
            assert!(is_header(line), "{line}");
        }
        for line in [
            "Le Phare, 3 mai 2023",
            "812 mots",
            "Il a écrit 812 mots, lundi 3 mars 2014, et personne ne les a lus.",
            "Le 3 mars 2014, p. 4 du rapport, on lit que le pont est fermé depuis lundi",
        ] {
            assert!(!is_header(line), "{line}");
        }
    }

    #[test]
    fn what_is_no_date_is_told() {
        let mut article = Article::default();
        take_header(&mut article, "Printemps 2013, p. 4");
        assert_eq!(article.unread_date.as_deref(), Some("Printemps 2013, p. 4"));
    }

    #[test]
    fn a_paper_is_named_without_its_issue() {
        for (text, expected) in [
            ("Le Phare, no. 24341", "Le Phare"),
            ("Le Phare (site web) - Phare", "Le Phare (site web) - Phare"),
            ("\n  Le Phare  \n Édition du soir", "Le Phare"),
            ("Le Phare, vol. 3, n° 12", "Le Phare"),
            ("Nantes, Nord et Sud", "Nantes, Nord et Sud"),
            ("Le Phare, Nord 59", "Le Phare, Nord 59"),
            ("Le Phare, Numéro 5", "Le Phare"),
            ("Le Phare, #12", "Le Phare"),
            (", no. 3", ", no. 3"),
            ("Phare.example.", "Phare.example"),
        ] {
            assert_eq!(source(text), expected);
        }
    }
}
