//! Texts that blank lines alone part: more of them between two articles than anywhere within
//! one.
//!
//! Where each part has a day in its head they cut; where each has a byline, or so many blank
//! lines stand between headings that no text has them between its paragraphs, the parts are
//! counted. The chapters of a book and the articles of a law are none.

use std::collections::HashSet;
use std::ops::Range;

use super::byline::announces;
use super::kinship::are_strangers;
use super::line::{HEAD_LINES, LEAST_TEXT, Line, is_dateline, is_heading, is_of_series};
use super::mark::Marked;
use crate::calendar::folded;

/// Blank lines that part articles, the most that are looked for first.
const MOST_BLANK: usize = 4;
const LEAST_BLANK: usize = 2;

/// So many more blank lines than within articles part them where nothing else does.
const MORE_BLANK: usize = 2;

/// Fewest parts that are counted where they have headings alone, and the bytes of each.
const LEAST_COUNTED: usize = 3;
const LEAST_BYTES: usize = 200;

/// Bytes of text below the headings of parts that stand farthest apart.
const LEAST_OF_WIDE: usize = 20;

/// Words that open the headings of one work.
const OF_WORKS: [&str; 10] = [
    "article",
    "section",
    "titre",
    "annexe",
    "livre",
    "lettre",
    "scene",
    "introduction",
    "conclusion",
    "figure",
];

/// Finds the parts of a text between which more blank lines stand than within.
pub(super) fn gapped(text: &str, lines: &[Line<'_>]) -> Option<Marked> {
    let blank: Vec<usize> = lines.iter().map(|line| blank_before(text, line)).collect();
    (LEAST_BLANK..=MOST_BLANK).rev().find_map(|least| {
        let starts: Vec<usize> =
            (0..lines.len()).filter(|&at| at == 0 || blank[at] >= least).collect();
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        let parts: Vec<&[Line<'_>]> =
            starts.iter().zip(ends).map(|(&start, end)| &lines[start..end]).collect();
        let within = blank.iter().filter(|count| **count < least).max();
        let within = *within.unwrap_or(&0);
        let gap = match () {
            () if least == MOST_BLANK && within < LEAST_BLANK => Gap::Wide,
            () if least >= within + MORE_BLANK => Gap::Apart,
            () => Gap::Near,
        };
        of_parts(text, &parts, gap)
    })
}

/// Returns how many blank lines stand before a line; the head of a text counts for nothing.
fn blank_before(text: &str, line: &Line<'_>) -> usize {
    let before = text[..line.start].trim_end();
    text[before.len()..line.start].matches('\n').count().saturating_sub(1)
}

/// How much farther apart parts stand than the paragraphs within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Near,
    Apart,
    /// So far that they need be neither long nor of other subjects.
    Wide,
}

/// Returns what parts make of a text, with such a gap between them.
fn of_parts(text: &str, parts: &[&[Line<'_>]], gap: Gap) -> Option<Marked> {
    let headings: HashSet<String> =
        parts.iter().map(|part| folded(part[0].text).into_owned()).collect();
    let are_articles = parts.len() > 1
        && headings.len() == parts.len()
        && parts.iter().all(|part| is_article(part, gap));
    if !are_articles {
        return None;
    }
    let have = |holds: fn(&str) -> bool| {
        let head =
            |part: &&[Line<'_>]| part[1..].iter().take(HEAD_LINES).any(|line| holds(line.text));
        parts.iter().all(head)
    };
    let are_long = || parts.iter().all(|part| bytes(part) >= LEAST_BYTES);
    match () {
        () if have(is_dateline) => {
            let place = |part: &&[Line<'_>]| part[0].start..part[part.len() - 1].end;
            Some(Marked::Cut(parts.iter().map(place).collect::<Vec<Range<usize>>>()))
        }
        () if have(announces) => Some(Marked::Perhaps(parts.len())),
        () if gap == Gap::Near || parts.len() < LEAST_COUNTED => None,
        () => (gap == Gap::Wide || are_long() && are_apart(text, parts))
            .then_some(Marked::Perhaps(parts.len())),
    }
}

/// Tells whether parts do not speak of the same, as the sections of an article do.
fn are_apart(text: &str, parts: &[&[Line<'_>]]) -> bool {
    const MOST_KINSHIP: f64 = 0.5;
    let body = |part: &&[Line<'_>]| part[1].start..part[part.len() - 1].end;
    let parts = parts.iter().map(|part| (part[0].text, &text[body(part)]));
    are_strangers(&parts.collect::<Vec<_>>(), MOST_KINSHIP)
}

/// Tells whether some lines are a heading, which is of no work, and a text.
fn is_article(part: &[Line<'_>], gap: Gap) -> bool {
    let least = if gap == Gap::Wide { LEAST_OF_WIDE } else { LEAST_TEXT };
    is_own_heading(part[0].text) && bytes(&part[1..]) >= least
}

/// Tells whether a line may be the heading of an article and of no part of a work.
pub(in crate::ingest) fn is_own_heading(line: &str) -> bool {
    is_heading(line) && !is_of_series(line) && !is_of_work(line)
}

fn bytes(lines: &[Line<'_>]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}

/// Tells whether a heading is that of a part of one work, by its first word or its number.
fn is_of_work(heading: &str) -> bool {
    let plain = folded(heading);
    let first = plain.split_whitespace().next().unwrap_or_default();
    let word = first.trim_matches(|char: char| !char.is_alphanumeric());
    let is_roman = !word.is_empty() && word.chars().all(|char| "ivxlc".contains(char));
    OF_WORKS.contains(&word)
        || (is_roman || word.bytes().all(|byte| byte.is_ascii_digit()))
            && first.ends_with(['.', ')', '-', ':'])
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.\n";

    /// Returns how many articles are cut, or seem to be there.
    fn found(text: &str) -> (usize, usize) {
        match gapped(text, &lines(text)) {
            Some(Marked::Cut(parts)) => (parts.len(), 0),
            Some(Marked::Perhaps(count)) => (0, count),
            None => (0, 0),
        }
    }

    fn parted(heads: &[&str], gap: &str) -> String {
        let part = |head: &&str| format!("{head}\n\n{TEXT}\n{TEXT}");
        heads.iter().map(part).collect::<Vec<_>>().join(gap)
    }

    #[test]
    fn parts_with_a_day_each_are_cut() {
        let heads = ["Le pont rouvre\n\nLe Phare\n\n3 mai 2023", "Le quai ferme\n\n4 mai 2023"];
        assert_eq!(found(&parted(&heads, "\n\n\n")), (2, 0));
        assert_eq!(found(&parted(&heads, "\n")), (0, 0), "a paragraph stands as far apart");
    }

    #[test]
    fn parts_with_a_byline_or_far_apart_are_counted() {
        let heads = ["Le pont rouvre\nPar Anne Morel", "Le quai ferme\nPar Luc Petit"];
        assert_eq!(found(&parted(&heads, "\n\n")), (0, 2));
        let heads = ["Le pont rouvre", "Le quai ferme", "La gare brûle"];
        assert_eq!(found(&parted(&heads, "\n\n\n")), (0, 3));
        assert_eq!(found(&parted(&heads[..2], "\n\n\n")), (0, 0));
        assert_eq!(found(&parted(&heads, "\n\n")), (0, 0), "an article with crossheads");
    }

    #[test]
    fn the_parts_of_a_work_are_one() {
        for heads in [
            ["Chapitre premier", "Chapitre second", "Chapitre trois"],
            ["I. Le pont rouvre", "II. Le quai ferme", "III. La gare"],
            ["Article 1 du bail", "Article 2 du bail", "Article 3 du bail"],
            ["Le pont rouvre", "Les camions attendent.", "La gare brûle"],
            ["Le pont rouvre", "Le pont rouvre", "La gare brûle"],
        ] {
            assert_eq!(found(&parted(&heads, "\n\n\n\n")), (0, 0), "{heads:?}");
        }
    }

    #[test]
    fn four_blank_lines_part_short_articles_of_one_subject_too() {
        let part = |n: u8| format!("Le pont {n} rouvre\n\nLe pont rouvre lundi {n}.\n");
        assert_eq!(found(&[part(1), part(2), part(3)].join("\n\n\n\n")), (0, 3));
        assert_eq!(found(&[part(1), part(2), part(3)].join("\n\n")), (0, 0));
    }
}
