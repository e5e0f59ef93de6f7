//! Texts that hold several articles though no database says so: the marks that repeat in
//! them. A text of one article, or of a book, has none of them.
//!
//! It finds and reads no article.

use std::collections::HashSet;
use std::ops::Range;

use super::addressed::addressed;
use super::dispatch::dispatches;
use super::document_number::is_number;
use super::gaps::gapped;
use super::headed::headed;
use super::headlines::headlines;
use super::line::{HEAD_LINES, LEAST_TEXT, Line, has_day, is_day, is_heading, is_rule, lines};
use super::mark::{Marked, marked};
use super::rows::rows;
use super::{clipping, masthead, starred};
use crate::calendar::folded;
use crate::ingest::record::field::{Field, FieldNames};

/// What a text is found to hold.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Parts<'t> {
    /// One article.
    One,
    /// Articles, each a part of the text.
    Cut(Vec<&'t str>),
    /// Articles below the name of their paper and the day.
    Clippings(Vec<&'t str>),
    /// Texts of a corpus, each below its starred variables.
    Starred(Vec<&'t str>),
    /// Articles that nothing parts for sure, and how many there seem to be.
    Perhaps(usize),
}

/// Returns what a text holds.
pub(in crate::ingest) fn parts(text: &str) -> Parts<'_> {
    let lines = lines(text);
    if let Some(starts) = corpus(&lines) {
        return Parts::Starred(cut(text, &from(&lines, &starts)));
    }
    let clippings = mastheads(&lines).or_else(|| papers(&lines));
    if let Some(starts) = clippings {
        return Parts::Clippings(cut(text, &from(&lines, &starts)));
    }
    let known = || {
        let found = labelled(&lines).or_else(|| counted(&lines));
        found.or_else(|| numbered(&lines)).or_else(|| ruled(&lines)).map(Marked::Cut)
    };
    let found = addressed(&lines).or_else(known);
    let found = found.or_else(|| paged(text)).or_else(|| marked(&lines));
    let found = found.or_else(|| headed(&lines)).or_else(|| dispatches(&lines));
    let found = found.or_else(|| rows(&lines)).or_else(|| gapped(text, &lines));
    match found.or_else(|| headlines(text, &lines)) {
        Some(Marked::Cut(parts)) => Parts::Cut(cut(text, &parts)),
        Some(Marked::Perhaps(count)) => Parts::Perhaps(count),
        None => Parts::One,
    }
}

/// Returns how many articles a text holds by its marks, 0 when it is one.
pub(in crate::ingest) fn seem(text: &str) -> usize {
    match parts(text) {
        Parts::One => 0,
        Parts::Cut(parts) | Parts::Clippings(parts) | Parts::Starred(parts) => parts.len(),
        Parts::Perhaps(count) => count,
    }
}

/// Returns parts of a text, without blank ones.
fn cut<'t>(text: &'t str, parts: &[Range<usize>]) -> Vec<&'t str> {
    let parts = parts.iter().map(|part| &text[part.clone()]);
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Returns the parts that start at some lines, each as long as to the next.
fn from(lines: &[Line<'_>], starts: &[usize]) -> Vec<Range<usize>> {
    let edges = starts.iter().map(|&at| lines[at].start);
    let ends = edges.clone().skip(1).chain(lines.last().map(|line| line.end));
    edges.zip(ends).map(|(start, end)| start..end).collect()
}

/// Finds the texts of a corpus of `IRaMuTeQ` behind so long a preface that its format cannot
/// know it.
fn corpus(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let is_start = |line: &Line<'_>| {
        line.text.starts_with("**** *") && starred::is_header(line.text.as_bytes())
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| is_start(&lines[at])).collect();
    (starts.len() > 1).then_some(starts)
}

/// Finds records of labelled lines, `Titre : …` and `Date : …`, from the head on: each starts
/// with the label that the first does. One without a title has a text below its date.
fn labelled(lines: &[Line<'_>]) -> Option<Vec<Range<usize>>> {
    let names = FieldNames::default();
    let field = |line: &Line<'_>| label(line.text, &names);
    let first = lines.iter().take(3).find_map(field)?;
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&at| field(&lines[at]) == Some(first)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let is_record = |(&start, end): (&usize, usize)| {
        let fields: HashSet<Field> = lines[start..end].iter().filter_map(field).collect();
        let is_text = |line: &Line<'_>| field(line).is_none() && line.text.len() >= LEAST_TEXT;
        let has_text = || lines[start..end].iter().any(is_text);
        let is_dated = || fields.contains(&Field::Published) && has_text();
        fields.len() > 1 && (fields.contains(&Field::Title) || is_dated())
    };
    let are_records = starts.len() > 1 && starts.iter().zip(ends).all(is_record);
    are_records.then(|| from(lines, &starts))
}

/// Finds the names of papers, each above a line with the day and how many words there are.
fn mastheads(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut titles = 0;
    for at in (1..lines.len()).filter(|&at| masthead::is_header(lines[at].text)) {
        // A paper may have its edition in a line of its own.
        let paper = if lines[at - 1].is_apart { at - 1 } else { at.saturating_sub(2) };
        let paper = if lines[paper].is_apart { paper } else { at - 1 };
        let below = lines.get(at + 1);
        titles += usize::from(below.is_some_and(|line| clipping::may_be_title(line.text)));
        if is_name(lines[paper].text) && starts.last().is_none_or(|last| paper > *last) {
            starts.push(paper);
        }
    }
    (starts.len() > 1 && titles * 2 >= starts.len()).then_some(starts)
}

/// Finds lines that are alike, each apart and right above a day and a title: the name of a paper
/// of which there are several articles.
fn papers(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let is_label = |line: &&Line<'_>| label(line.text, &FieldNames::default()).is_some();
    let name = lines.first().filter(|line| is_name(line.text) && !is_label(line))?.text;
    let is_start = |at: &usize| match &lines[*at..] {
        [paper, day, title, _text, ..] => {
            paper.text == name
                && paper.is_apart
                && !day.is_apart
                && is_day(day.text)
                && is_heading(title.text)
        }
        _ => false,
    };
    let starts: Vec<usize> = (0..lines.len()).filter(is_start).collect();
    (starts.len() > 1 && starts[0] == 0).then_some(starts)
}

/// Tells whether a line may be the name of a paper.
fn is_name(line: &str) -> bool {
    const MOST: usize = 120;
    line.len() <= MOST && !line.ends_with(['.', ';', ':', ',', '!', '?'])
}

/// Returns the field that a line gives by its label.
pub(in crate::ingest) fn label(line: &str, names: &FieldNames) -> Option<Field> {
    const MOST: usize = 30;
    let (name, _) = line.split_once(':')?;
    let name = name.trim();
    let is_name = name.len() <= MOST && name.starts_with(char::is_alphabetic);
    let (field, _) = names.find(name).filter(|_| is_name)?;
    Some(field)
}

/// Finds lines that count articles, from the first to the last: `Article 1/12`, `2 sur 12`.
fn counted(lines: &[Line<'_>]) -> Option<Vec<Range<usize>>> {
    let mut all = None;
    let mut marks = Vec::new();
    for line in lines {
        let Some((number, of)) = count(line.text) else { continue };
        if *all.get_or_insert(of) == of && number == marks.len() + 1 {
            marks.push(line);
        }
    }
    let ends = marks.iter().skip(1).map(|mark| mark.start);
    let ends = ends.chain(lines.last().map(|line| line.end));
    let parts = || marks.iter().zip(ends).map(|(mark, end)| mark.end..end).collect();
    (marks.len() > 1).then(parts)
}

/// Returns the number and the count of a line that is nothing else.
fn count(line: &str) -> Option<(usize, usize)> {
    const MOST: usize = 40;
    if line.len() > MOST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = folded(line).replace(['/', '[', ']', '(', ')', '-', '#', '=', '*'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_slashed = line.contains('/');
    let numbers = match *words.as_slice() {
        [one, all] if is_slashed => Some((one, all)),
        ["article" | "document" | "texte" | "text", one, all] if is_slashed => Some((one, all)),
        [one, "sur" | "of" | "de", all] => Some((one, all)),
        ["article" | "document" | "texte" | "text", one, "sur" | "of" | "de", all] => {
            Some((one, all))
        }
        _ => None,
    };
    let (one, all) = numbers?;
    let (one, all) = (one.parse().ok()?, all.parse().ok()?);
    (one <= all).then_some((one, all))
}

/// Finds the numbers by which a database knows its articles, each behind one: `news·20230503·X·1`.
fn numbered(lines: &[Line<'_>]) -> Option<Vec<Range<usize>>> {
    let mut known = HashSet::new();
    let mut parts = Vec::new();
    let mut start = 0;
    for line in lines.iter().filter(|line| line.text.contains('·')) {
        let number = line.text.split_whitespace().find(|word| is_number(word));
        if number.is_some_and(|number| known.insert(number)) {
            parts.push(start..line.end);
            start = line.end;
        }
    }
    (known.len() > 1).then_some(parts)
}

/// Finds pages that are each an article: they start with a heading and have a day in their head.
/// The pages of one paper all have the same.
fn paged(text: &str) -> Option<Marked> {
    const END: char = '\u{C}';
    let mut pages: Vec<Range<usize>> = Vec::new();
    let (mut days, mut headings) = (HashSet::new(), HashSet::new());
    let mut start = 0;
    for page in text.contains(END).then(|| text.split(END)).into_iter().flatten() {
        let place = start..start + page.len();
        start = place.end + END.len_utf8();
        let lines = lines(page);
        let Some(heading) = lines.first() else { continue };
        let day = lines.iter().take(HEAD_LINES).find(|line| has_day(line.text))?;
        if !is_heading(heading.text) || page.len() < LEAST_TEXT {
            return None;
        }
        days.insert(day.text.to_owned());
        headings.insert(heading.text.to_owned());
        pages.push(place);
    }
    match pages.len() {
        0 | 1 => None,
        _ if days.len() > 1 => Some(Marked::Cut(pages)),
        count => (headings.len() * 5 >= count * 4).then_some(Marked::Perhaps(count)),
    }
}

/// Finds rules, lines of one sign that are all alike, between parts that have each a day in
/// their head.
fn ruled(lines: &[Line<'_>]) -> Option<Vec<Range<usize>>> {
    let rule = lines.iter().find(|line| is_rule(line.text))?.text;
    let parts: Vec<&[Line<'_>]> =
        lines.split(|line| line.text == rule).filter(|part| !part.is_empty()).collect();
    let has_day = |part: &&[Line<'_>]| {
        let mut head = part.iter().take(HEAD_LINES);
        part.len() > 2 && head.any(|line| has_day(line.text))
    };
    let are_articles = parts.len() > 1 && parts.iter().all(has_day);
    are_articles.then(|| parts.iter().map(|part| part[0].start..part[part.len() - 1].end).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.\n";

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let Parts::Cut(found) = parts(text) else { panic!("{:?} in {text}", parts(text)) };
        let heads: Vec<_> =
            found.iter().map(|part| part.trim_start().lines().next().unwrap_or_default()).collect();
        assert_eq!(heads, expected, "in {text}");
    }

    #[test]
    fn records_of_labels_are_parted_where_the_first_label_comes_again() {
        let record = |title: &str| {
            format!("Source : Le Phare\nTitre : {title}\nDate : 3 mai 2023\n\n{TEXT}\n")
        };
        let text = record("Un") + &record("Deux") + &record("Trois");
        check(&text, &["Source : Le Phare"; 3]);
        assert_eq!(parts(&record("Un")), Parts::One);
    }

    #[test]
    fn lines_that_count_articles_part_them() {
        let text =
            format!("Article 1/3\n\nUn\n{TEXT}\nArticle 2/3\nDeux\n{TEXT}Article 3/3\n\nTrois");
        check(&text, &["Un", "Deux", "Trois"]);
        assert_eq!(parts(&format!("Un\n{TEXT}2 sur 3\n{TEXT}")), Parts::One);
    }

    #[test]
    fn clippings_start_with_the_name_of_their_paper() {
        let clipping = |paper: &str, day: u32, apart: &str| {
            format!(
                "{paper}\n{apart}Sciences, {day} mai 2023 812 mots, p. 4\n\nLe pont\n\n{TEXT}\n"
            )
        };
        for apart in ["", "\n"] {
            let text = clipping("Le Phare", 3, apart) + &clipping("Le Quai", 4, apart);
            let found = parts(&text);
            let Parts::Clippings(found) = found else { panic!("{found:?}") };
            assert!(found.len() == 2 && found[1].starts_with("Le Quai"), "{found:?}");
            assert_eq!(parts(&clipping("Le Phare", 3, apart)), Parts::One);
        }
        let day = |day: u32| {
            format!("Le Phare\n{day} mai 2023\nLe pont rouvre\nPar Anne Morel\n\n{TEXT}\n")
        };
        let found = day(3) + &day(4) + &day(5);
        assert!(matches!(parts(&found), Parts::Clippings(found) if found.len() == 3));
        assert_eq!(parts(&day(3)), Parts::One);
    }

    #[test]
    fn numbers_of_a_database_end_articles() {
        let text = format!("Un\n{TEXT}news·20230503·PH·1\nDeux\n{TEXT}news·20230504·PH·2\n");
        check(&text, &["Un", "Deux"]);
    }

    #[test]
    fn pages_that_are_articles_are_parted() {
        let page = |title: &str, day: u32| format!("{title}\nLe Phare, {day} mai 2023\n\n{TEXT}");
        let text = format!("{}\u{C}{}", page("Le pont", 3), page("Le quai", 4));
        check(&text, &["Le pont", "Le quai"]);
        let text = format!("{}\u{C}{}\u{C}", page("Le pont", 3), page("Le quai", 3));
        assert_eq!(parts(&text), Parts::Perhaps(2));
        let paper = format!("{}\u{C}", page("LE PHARE DU SOIR", 3)).repeat(6);
        assert_eq!(parts(&paper), Parts::One);
        let book = format!("Le pont rouvre\n{TEXT}\u{C}").repeat(6);
        assert_eq!(parts(&book), Parts::One);
    }

    #[test]
    fn rules_part_what_has_a_day_in_its_head() {
        let part = |title: &str| format!("{title}\nLe Phare, 3 mai 2023\n\n{TEXT}");
        check(
            &format!("{}=====\n{}=====\n{}", part("Un"), part("Deux"), part("Trois")),
            &["Un", "Deux", "Trois"],
        );
        let novel = format!("Chapitre\n{TEXT}* * *\n{TEXT}* * *\n{TEXT}");
        assert_eq!(parts(&novel), Parts::One);
    }
}
