//! Mastheads: the line of a paper with its issue, and the line below it with the part of the
//! paper, the day, how many words there are and the page.

use crate::article::Article;
use crate::calendar::{folded, month_number, weekday_number};
use crate::ingest::date::parse_date;

/// What is counted behind a date.
const COUNTED: [&str; 10] =
    ["mot", "mots", "word", "words", "worter", "palabras", "parole", "palavras", "car", "signes"];

/// Returns the name of a paper without the number of its issue and its editions:
/// `Le Phare, no. 123`.
pub(in crate::ingest) fn source(text: &str) -> &str {
    let line = text.trim().lines().next().unwrap_or_default().trim();
    let mut name = line;
    while let Some((before, after)) = name.rsplit_once(',')
        && is_issue(after.trim())
    {
        name = before.trim_end();
    }
    name.trim_end_matches(['.', ',', ';', ' '])
}

/// Tells whether text is the number of an issue: `no. 123`, `n° 12`, `vol. 3`.
fn is_issue(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = ["no", "n°", "nº", "n ", "num", "vol", "issue", "#"];
    lower.bytes().any(|byte| byte.is_ascii_digit())
        && starts.iter().any(|start| lower.starts_with(start))
        && lower.split_whitespace().count() <= 3
}

/// Takes the part of the paper and the day from the line below its name: `Sciences, mercredi
/// 3 mai 2023 - 11:49:55 -0000 2153 mots, p. 12`. What stands behind the page is dropped.
pub(in crate::ingest) fn take_header(article: &mut Article, header: &str) {
    let Some(at) = date_starts(header).find(|&at| date(&header[at..]).is_some()) else {
        article.set_published(header.to_owned());
        return;
    };
    let is_sign = |char: char| char.is_whitespace() || ",;:-–—".contains(char);
    header[..at].trim_matches(is_sign).clone_into(&mut article.section);
    article.published = date(&header[at..]);
}

/// Returns the date in the text that starts with one.
fn date(text: &str) -> Option<crate::article::Date> {
    let text = &text[..count_start(text)];
    // A stamp may follow that says the same day again, with its hour.
    let stamped = text.split_once(" - ").and_then(|(_, stamp)| parse_date(stamp));
    parse_date(text).or(stamped).or_else(|| parse_date(text.split(" - ").next()?))
}

/// Returns where the count of words or the page starts behind a date.
fn count_start(text: &str) -> usize {
    let mut last = None;
    for (at, word) in words(text) {
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

/// Returns the places where a date may start.
fn date_starts(text: &str) -> impl Iterator<Item = usize> {
    let words: Vec<(usize, String)> = words(text)
        .map(|(at, word)| {
            let plain = word.trim_matches(|char: char| !char.is_alphanumeric());
            (at, folded(plain).into_owned())
        })
        .collect();
    let starts = move |index: &usize| {
        let word = |ahead: usize| words.get(index + ahead).map_or("", |(_, word)| word);
        let is_day = |word: &str| {
            let figures = word.trim_end_matches(|char: char| char.is_ascii_alphabetic());
            figures.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
        };
        let is_month = |word: &str| month_number(word).is_some();
        let is_year = |word: &str| word.len() == 4 && word.bytes().all(|it| it.is_ascii_digit());
        let starts = |ahead: usize| {
            let [one, two, three] = [word(ahead), word(ahead + 1), word(ahead + 2)];
            is_day(one) && is_month(two) && is_year(three)
                || is_month(one) && (is_day(two) && is_year(three) || is_year(two))
        };
        weekday_number(word(0)).is_some() && starts(1) || starts(0) || is_in_figures(word(0))
    };
    let places: Vec<usize> = self::words(text).map(|(at, _)| at).collect();
    (0..places.len()).filter(starts).map(move |index| places[index]).collect::<Vec<_>>().into_iter()
}

/// Tells whether a word has the form of a day: `2023-05-03`, `3/5/2023`, with an hour or not.
fn is_in_figures(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_digit() || b"-/.:tz+".contains(&byte))
}

/// Returns the words of a text and where they are.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
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
            ("Phare.example.", "Phare.example"),
        ] {
            assert_eq!(source(text), expected);
        }
    }
}
