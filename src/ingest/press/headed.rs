//! Headings that part a text: each with a day of its own, under it, above it or in it.
//!
//! From the head of the text on they cut it; elsewhere, or where the day stands in the heading,
//! they are only counted. A work with dated parts, such as letters or minutes, has none.

use std::collections::HashSet;
use std::ops::Range;

use super::byline::announces;
use super::line::{LEAST_TEXT, Line, has_day, is_dateline, is_day, is_heading, is_of_series};
use super::mark::Marked;
use crate::calendar::{folded, month_number, weekday_number};

/// Fewest headings that are counted where they do not start with the text.
const LEAST_COUNTED: usize = 3;

/// Most lines of the head of an article, and most bytes of each.
const MOST_LINES: usize = 5;
const LINE_BYTES: usize = 120;

/// Fewest words of a heading beside the day that it holds.
const LEAST_WORDS: usize = 2;

/// Finds headings with days, each above a text.
pub(super) fn headed(lines: &[Line<'_>]) -> Option<Marked> {
    let heads = heads(lines);
    let days = (1..lines.len()).filter(|&at| is_day(lines[at].text)).count();
    let day = |head: &HeadLines| folded(lines[head.day].text).into_owned();
    // The heads of the pages of a paper say the same thing again and again.
    let own_days = heads.iter().map(day).collect::<HashSet<_>>().len();
    if !are_articles(lines, &heads) || own_days < 2 && heads[0].start > 0 {
        return dated_headings(lines);
    }
    match heads[0].start {
        0 if own_days < 2 => Some(Marked::Perhaps(heads.len())),
        0 if days <= heads.len() => Some(Marked::Cut(parts(lines, &heads))),
        _ => (heads.len() >= LEAST_COUNTED).then_some(Marked::Perhaps(heads.len())),
    }
}

/// Finds headings that hold a day, from the head of a text on.
fn dated_headings(lines: &[Line<'_>]) -> Option<Marked> {
    let is_apart = |at: usize| lines.get(at).is_some_and(|line| line.is_apart);
    let is_head = |at: &usize| {
        let text = lines[*at].text;
        is_apart(*at)
            && (is_apart(at + 1) || is_text(lines, at + 1))
            && is_heading(text)
            && has_day(text)
            && words(text).split(' ').count() >= LEAST_WORDS
    };
    let heads: Vec<HeadLines> = (0..lines.len())
        .filter(is_head)
        .map(|at| HeadLines { start: at, end: at, heading: at, day: at })
        .collect();
    let is_from_head_on = heads.first().is_some_and(|first| first.start == 0);
    (is_from_head_on && are_articles(lines, &heads)).then_some(Marked::Perhaps(heads.len()))
}

/// Tells whether heads are those of articles: each above a text, nearly all with a heading of
/// their own, which is none of a series.
fn are_articles(lines: &[Line<'_>], heads: &[HeadLines]) -> bool {
    let end = lines.last().map_or(0, |line| line.end);
    let has_text = |(number, head): (usize, &HeadLines)| {
        let end = heads.get(number + 1).map_or(end, |next| lines[next.start].start);
        end.saturating_sub(lines[head.end].end) >= LEAST_TEXT
    };
    let heading = |head: &HeadLines| {
        let text = lines[head.heading].text;
        if head.heading == head.day { words(text) } else { folded(text).into_owned() }
    };
    let headings: HashSet<String> = heads.iter().map(heading).collect();
    let series = heads.iter().filter(|head| is_of_series(lines[head.heading].text)).count();
    heads.len() > 1
        && headings.len() * 5 >= heads.len() * 4
        && series * 2 < heads.len()
        && heads.iter().enumerate().all(has_text)
}

/// Returns the words of a heading, folded, without those of a day.
fn words(heading: &str) -> String {
    let plain = folded(heading);
    let is_word = |word: &&str| {
        !word.is_empty()
            && *word != "le"
            && month_number(word).is_none()
            && weekday_number(word).is_none()
    };
    let words = plain.split(|char: char| !char.is_alphabetic()).filter(is_word);
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the articles that start with heads.
fn parts(lines: &[Line<'_>], heads: &[HeadLines]) -> Vec<Range<usize>> {
    let starts = heads.iter().map(|head| lines[head.start].start);
    let ends = starts.clone().skip(1).chain(lines.last().map(|line| line.end));
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Returns the heads of a text, none of which holds lines of another.
fn heads(lines: &[Line<'_>]) -> Vec<HeadLines> {
    let mut heads: Vec<HeadLines> = Vec::new();
    for at in 0..lines.len() {
        if heads.last().is_none_or(|last| last.end < at) {
            heads.extend(head(lines, at));
        }
    }
    heads
}

/// The head of an article: lines of which one is a heading and one has its day.
struct HeadLines {
    start: usize,
    end: usize,
    heading: usize,
    day: usize,
}

/// Returns the head that starts with a line, apart from what stands before it; authors may
/// stand above or below its day.
fn head(lines: &[Line<'_>], at: usize) -> Option<HeadLines> {
    let behind = |at: usize| {
        at + 1 + usize::from(lines.get(at + 1).is_some_and(|line| announces(line.text)))
    };
    let below = behind(at);
    let (first, second) = (lines.get(at)?, lines.get(below)?);
    let end = behind(below);
    let is_apart = lines.get(end).is_some_and(|line| line.is_apart);
    let found = |heading, day| Some(HeadLines { start: at, end: end - 1, heading, day });
    match () {
        () if !first.is_apart => None,
        () if is_heading(first.text) && is_day(second.text) => found(at, below),
        // A line of running text may well hold a date.
        () if is_heading(first.text) && is_apart && is_dateline(second.text) => found(at, below),
        () if is_heading(first.text) && is_of_paper(second.text) && is_text(lines, end) => {
            found(at, below)
        }
        // The name of a review may stand above the first of its articles.
        () if lines.get(end).is_some_and(|line| is_dateline(line.text)) => long_head(lines, at),
        () if is_dateline(first.text) && is_heading(second.text) => {
            let is_next_apart = || lines.get(end + 1).is_some_and(|line| line.is_apart);
            let is_head = is_apart || is_next_apart() || is_text(lines, end);
            if is_head { found(below, at) } else { None }
        }
        () => long_head(lines, at),
    }
}

/// Tells whether a line gives a day beside the name of a paper: `Le Phare - 3 mai 2023`.
fn is_of_paper(line: &str) -> bool {
    let signs = [" - ", " – ", " | ", ", "];
    is_dateline(line) && !is_day(line) && signs.iter().any(|sign| line.contains(sign))
}

/// Tells whether a line is one of a text.
fn is_text(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.text.len() >= LEAST_TEXT)
}

/// Returns the head of several short lines, a day among them, that starts with a line.
fn long_head(lines: &[Line<'_>], at: usize) -> Option<HeadLines> {
    let length = lines[at + 1..].iter().take(MOST_LINES).position(|line| line.is_apart)? + 1;
    let own = &lines[at..at + length];
    let is_short = own.iter().all(|line| line.text.len() <= LINE_BYTES);
    let day = own.iter().position(|line| is_day(line.text))?;
    let heading = own.iter().position(|line| is_heading(line.text))?;
    let head = HeadLines { start: at, end: at + length - 1, heading: at + heading, day: at + day };
    (is_short && length > 2).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.\n";

    /// Checks with which lines the articles of a text start.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = headed(&lines(text));
        let Some(Marked::Cut(parts)) = found else { panic!("{found:?} in {text}") };
        let heads: Vec<_> = parts
            .into_iter()
            .map(|part| text[part].trim_start().lines().next().unwrap_or_default())
            .collect();
        assert_eq!(heads, expected, "in {text}");
    }

    /// Checks how many articles a text seems to hold, none being one.
    #[track_caller]
    fn check_seem(text: &str, expected: Option<usize>) {
        assert_eq!(headed(&lines(text)), expected.map(Marked::Perhaps), "in {text}");
    }

    #[test]
    fn headings_with_days_below_them_part_a_text_from_its_head_on() {
        let part = |title: &str, day: &str| format!("{title}\n{day}\n\n{TEXT}\n");
        let (one, two) =
            (part("Le pont rouvre", "3 mai 2023"), part("Le quai ferme", "4 mai 2023"));
        check(&(one.clone() + &two), &["Le pont rouvre", "Le quai ferme"]);
        let three = part("La gare brûle", "5 mai 2023");
        let text = format!("Revue\n{TEXT}\n{one}{two}{three}");
        check_seem(&text, Some(3));
    }

    #[test]
    fn the_day_may_stand_above_a_heading_or_beside_the_name_of_the_paper() {
        let part = |day: u8| format!("Le pont {day}\nLe Phare, {day} mai 2023\n\n{TEXT}\n");
        check(&(part(3) + &part(4)), &["Le pont 3", "Le pont 4"]);
        let part = |day: u8| {
            format!("Le Phare, {day} mai 2023, p. 4\nLe pont {day}\nAnne Morel\n\n{TEXT}\n")
        };
        check(&(part(3) + &part(4)), &["Le Phare, 3 mai 2023, p. 4", "Le Phare, 4 mai 2023, p. 4"]);
        let prose = format!("Il a été élu maire\nLe 3 mai 2023 à Brest\n{TEXT}\n");
        check_seem(&prose.repeat(3), None);
    }

    #[test]
    fn a_text_may_follow_right_below_a_day_and_a_heading() {
        let part = |day: u8, title: &str| format!("0{day}/03/2023\n{title}\n{TEXT}{TEXT}\n");
        let both = part(3, "Le pont rouvre") + &part(4, "Le quai ferme");
        check(&both, &["03/03/2023", "04/03/2023"]);
        let part = |day: u8, title: &str| format!("• {title} (Le Phare, 0{day}/05/2023)\n{TEXT}\n");
        check_seem(&(part(3, "Le pont rouvre") + &part(4, "Le quai ferme")), Some(2));
    }

    #[test]
    fn the_name_of_a_review_is_no_heading() {
        let part = |paper: &str, title: &str| format!("{title}\n{paper}, 3 mai 2023\n\n{TEXT}\n");
        let three = part("Le Phare", "Le pont rouvre")
            + &part("Le Quai", "Le quai ferme")
            + &part("L'Aube", "La gare brûle");
        check_seem(&format!("REVUE DE PRESSE DU 3 MAI 2023\n\n{three}"), Some(3));
    }

    #[test]
    fn a_paper_with_a_head_on_each_page_is_one() {
        let page = format!("LE PHARE DU SOIR\nDimanche 2 avril 1893\n\n{TEXT}\n");
        check_seem(&page.repeat(4), None);
        let diary =
            format!("Journal\n\n3 mai 1871\n{TEXT}\n4 mai 1871\n{TEXT}\n5 mai 1871\n{TEXT}");
        check_seem(&diary, None);
    }

    #[test]
    fn an_address_or_a_name_may_stand_between_heading_and_day() {
        let part = |title: &str, day: u8| {
            format!("{title}\nhttps://phare.example/{day}\nAnne Morel\n{day} mai 2023\n\n{TEXT}\n")
        };
        let text = part("Le pont rouvre", 3) + &part("Le quai ferme", 4);
        check(&text, &["Le pont rouvre", "Le quai ferme"]);
        let part =
            |title: &str, day: u8| format!("{title}\n(Le Phare, {day} mai 2023)\n\n{TEXT}\n");
        let text = part("Le pont rouvre", 3) + &part("Le quai ferme", 4);
        check(&text, &["Le pont rouvre", "Le quai ferme"]);
    }

    #[test]
    fn a_text_may_follow_right_below_the_name_of_a_paper_and_the_day() {
        let part = |number: u8, title: &str| {
            format!("{number}. {title}\nLe Phare - {number} mai 2023 - Anne Morel\n{TEXT}{TEXT}\n")
        };
        let text = part(1, "Le pont rouvre") + &part(2, "Le quai ferme");
        check(&text, &["1. Le pont rouvre", "2. Le quai ferme"]);
        let prose = |title: &str, day: u8| format!("{title}\nLe {day} mai 2023 à Brest\n{TEXT}\n");
        check_seem(&(prose("Il a été élu maire", 3) + &prose("Il a perdu la mairie", 4)), None);
    }

    #[test]
    fn authors_may_stand_around_the_day_below_a_heading() {
        let two = |head: fn(&str, u8) -> String| {
            format!(
                "{}\n\n{TEXT}\n{}\n\n{TEXT}",
                head("Le pont rouvre", 3),
                head("Le quai ferme", 4)
            )
        };
        let titles = ["Le pont rouvre", "Le quai ferme"];
        check(&two(|title, day| format!("{title}\n\nPar Anne Morel\n\n{day} mai 2023")), &titles);
        check(
            &two(|title, day| format!("{title}\n\nLe Phare, {day} mai 2023\n\nPar Anne Morel")),
            &titles,
        );
        check(&two(|title, day| format!("{title}\n{day} mai 2023\nPar Anne Morel")), &titles);
    }

    #[test]
    fn headings_that_hold_their_day_count_articles() {
        let part = |head: &str| format!("{head}\n\n{TEXT}\n");
        let two = part("Le pont rouvre - Le Phare - 3 mai 2023")
            + &part("Le quai ferme - Le Phare - 4 mai 2023");
        check_seem(&two, Some(2));
        check_seem(
            &(part("2023-05-03 Le pont rouvre") + &part("2023-05-04 Le quai ferme")),
            Some(2),
        );
        check_seem(&(part("Le pont en deux dates") + &two), None);
        let letters =
            part("À Brest, ce mercredi 3 mai 2023") + &part("À Brest, ce jeudi 4 mai 2023");
        check_seem(&letters, None);
    }

    #[test]
    fn the_parts_of_one_work_are_no_articles() {
        let part = |head: &str, day: u8| format!("{head} {day}\n{day} mai 2023\n\n{TEXT}\n");
        check_seem(
            &(part("Version 2.", 3) + &part("Version 2.", 4) + &part("Version 2.", 5)),
            None,
        );
        check_seem(&(part("Séance n°", 3) + &part("Séance n°", 4) + &part("Séance n°", 5)), None);
    }
}
