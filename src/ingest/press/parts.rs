//! Texts that hold several articles though no database says so: the marks that repeat in
//! them. A text of one article, or of a book, has none of them.
//!
//! It finds and reads no article.

use std::collections::HashSet;

use crate::calendar::{folded, month_number, weekday_number};
use crate::ingest::date::parse_date;
use crate::ingest::record::field::{Field, FieldNames};

/// Most bytes of a heading.
const MOST_OF_HEADING: usize = 200;

/// Most bytes of a line that is a day and nothing else.
const MOST_OF_DAY: usize = 60;

/// Lines at the head of a part among which its day stands.
const HEAD_LINES: usize = 6;

/// Bytes of text that an article has below its head.
const LEAST_TEXT: usize = 80;

/// What a text is found to hold.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Parts<'t> {
    /// One article.
    One,
    /// Articles, each a part of the text.
    Cut(Vec<&'t str>),
    /// Articles that nothing parts for sure, and how many there seem to be.
    Perhaps(usize),
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    /// Where it starts in the text.
    start: usize,
    /// Where the next one starts.
    end: usize,
    /// A blank line stands before it, or nothing.
    is_apart: bool,
}

/// Returns what a text holds.
pub(in crate::ingest) fn parts(text: &str) -> Parts<'_> {
    let lines = lines(text);
    let found = labelled(&lines)
        .or_else(|| counted(&lines))
        .or_else(|| numbered(&lines))
        .or_else(|| ruled(&lines));
    if let Some(edges) = found {
        return Parts::Cut(cut(text, &edges));
    }
    headed(text, &lines)
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut start, mut is_apart) = (0, true);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let line = line.trim();
        if line.is_empty() {
            is_apart = true;
        } else {
            lines.push(Line { text: line, start, end, is_apart });
            is_apart = false;
        }
        start = end;
    }
    lines
}

/// Returns the parts of a text between places, without blank ones.
fn cut<'t>(text: &'t str, edges: &[usize]) -> Vec<&'t str> {
    let ends = edges.iter().skip(1).copied().chain([text.len()]);
    let parts = edges.iter().zip(ends).map(|(&start, end)| &text[start..end]);
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Finds records of labelled lines, `Titre : …` and `Date : …`, from the head on: each starts
/// with the label that the first does.
fn labelled(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let names = FieldNames::default();
    let field = |line: &Line<'_>| label(line.text, &names);
    let first = lines.iter().take(3).find_map(field)?;
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&at| field(&lines[at]) == Some(first)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let is_record = |(&start, end): (&usize, usize)| {
        let fields: HashSet<Field> = lines[start..end].iter().filter_map(field).collect();
        fields.len() > 1 && fields.contains(&Field::Title)
    };
    let are_records = starts.len() > 1 && starts.iter().zip(ends).all(is_record);
    are_records.then(|| starts.iter().map(|&at| lines[at].start).collect())
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
fn counted(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let mut all = None;
    let mut starts = Vec::new();
    for line in lines {
        let Some((number, of)) = count(line.text) else { continue };
        if *all.get_or_insert(of) == of && number == starts.len() + 1 {
            starts.push(line.end);
        }
    }
    (starts.len() > 1).then_some(starts)
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
fn numbered(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let mut known = HashSet::new();
    let mut edges = vec![0];
    for line in lines.iter().filter(|line| line.text.contains('·')) {
        let number = line.text.split_whitespace().find(|word| is_number(word));
        if number.is_some_and(|number| known.insert(number)) {
            edges.push(line.end);
        }
    }
    edges.pop();
    (known.len() > 1).then_some(edges)
}

/// Tells whether a word is such a number: its kind, the day, the paper.
pub(in crate::ingest) fn is_number(word: &str) -> bool {
    let mut parts = word.split('·');
    let kind = parts.next().unwrap_or_default();
    let day = parts.next().unwrap_or_default();
    !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_lowercase())
        && day.len() == 8
        && day.bytes().all(|byte| byte.is_ascii_digit())
        && parts.next().is_some()
}

/// Finds rules, lines of one sign that are all alike, between parts that have each a day in
/// their head.
fn ruled(lines: &[Line<'_>]) -> Option<Vec<usize>> {
    let rule = lines.iter().find(|line| is_rule(line.text))?.text;
    let rules: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].text == rule).collect();
    let starts = [0].into_iter().chain(rules.iter().map(|at| at + 1));
    let ends = rules.iter().copied().chain([lines.len()]);
    let parts: Vec<&[Line<'_>]> = starts
        .zip(ends)
        .map(|(start, end)| &lines[start..end])
        .filter(|part| !part.is_empty())
        .collect();
    let has_day = |part: &&[Line<'_>]| {
        let mut head = part.iter().take(HEAD_LINES);
        part.len() > 2 && head.any(|line| has_day(line.text))
    };
    let are_articles = parts.len() > 1 && parts.iter().all(has_day);
    are_articles.then(|| parts.iter().map(|part| part[0].start).collect())
}

fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|char| !char.is_whitespace());
    let Some(sign) = signs.next() else { return false };
    "-=*_#~+—".contains(sign) && line.len() > 2 && signs.all(|char| char == sign)
}

/// Tells whether a short line gives a day.
fn has_day(line: &str) -> bool {
    line.len() <= 2 * MOST_OF_DAY
        && line.bytes().filter(u8::is_ascii_digit).count() >= 4
        && parse_date(line).is_some()
}

/// Finds headings, each with a day below it, or above, and a text: from the head on they cut,
/// elsewhere they are only counted.
fn headed<'t>(text: &'t str, lines: &[Line<'t>]) -> Parts<'t> {
    const LEAST_COUNTED: usize = 3;
    let days: Vec<usize> = (1..lines.len()).filter(|&at| is_day(lines[at].text)).collect();
    let heads: Vec<(usize, usize)> = days
        .iter()
        .filter_map(|&day| Some((day, day.checked_sub(1)?)))
        .filter(|&(_, heading)| lines[heading].is_apart && is_heading(lines[heading].text))
        .collect();
    let has_text = |(number, &(day, _)): (usize, &(usize, usize))| {
        let end = heads.get(number + 1).map_or(text.len(), |&(_, next)| lines[next].start);
        end - lines[day].end >= LEAST_TEXT
    };
    let headings: HashSet<_> =
        heads.iter().map(|&(_, heading)| folded(lines[heading].text)).collect();
    let said: HashSet<_> = heads.iter().map(|&(day, _)| folded(lines[day].text)).collect();
    // The heads of the pages of a paper say the same thing again and again.
    let are_distinct = headings.len() * 5 >= heads.len() * 4 && said.len() > 1;
    let are_articles = heads.len() > 1 && are_distinct && heads.iter().enumerate().all(has_text);
    match heads.first() {
        Some((_, 0)) if are_articles && heads.len() == days.len() => {
            Parts::Cut(cut(text, &heads.iter().map(|&(_, at)| lines[at].start).collect::<Vec<_>>()))
        }
        Some(_) if are_articles && heads.len() >= LEAST_COUNTED => Parts::Perhaps(heads.len()),
        _ => Parts::One,
    }
}

/// Tells whether a line may be the heading of an article.
fn is_heading(line: &str) -> bool {
    line.len() <= MOST_OF_HEADING
        && !line.ends_with(['.', ';', ','])
        && line.split_whitespace().count() > 1
        && !is_day(line)
}

/// Tells whether a line is a day and nothing else: `Le 3 mai 2023`, `2023-05-03 11:49`.
pub(in crate::ingest) fn is_day(line: &str) -> bool {
    if line.len() > MOST_OF_DAY || line.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return false;
    }
    let is_of_day = |word: &str| {
        let known = ["le", "a", "h", "date", "publie", "paru", "on", "at", "th", "er", "t", "z"];
        word.is_empty()
            || known.contains(&word)
            || month_number(word).is_some()
            || weekday_number(word).is_some()
    };
    let plain = folded(line);
    let mut words = plain.split(|char: char| !char.is_alphabetic());
    words.all(is_of_day) && parse_date(line).is_some()
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
    fn numbers_of_a_database_end_articles() {
        let text = format!("Un\n{TEXT}news·20230503·PH·1\nDeux\n{TEXT}news·20230504·PH·2\n");
        check(&text, &["Un", "Deux"]);
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

    #[test]
    fn headings_with_days_below_them_part_a_text_from_its_head_on() {
        let part = |title: &str, day: &str| format!("{title}\n{day}\n\n{TEXT}\n");
        let (one, two) =
            (part("Le pont rouvre", "3 mai 2023"), part("Le quai ferme", "4 mai 2023"));
        check(&(one.clone() + &two), &["Le pont rouvre", "Le quai ferme"]);
        let three = part("La gare brûle", "5 mai 2023");
        let text = format!("Revue\n{TEXT}\n{one}{two}{three}");
        assert_eq!(parts(&text), Parts::Perhaps(3));
    }

    #[test]
    fn a_paper_with_a_head_on_each_page_is_one() {
        let page = format!("LE PHARE DU SOIR\nDimanche 2 avril 1893\n\n{TEXT}\n");
        assert_eq!(parts(&page.repeat(4)), Parts::One);
        let diary =
            format!("Journal\n\n3 mai 1871\n{TEXT}\n4 mai 1871\n{TEXT}\n5 mai 1871\n{TEXT}");
        assert_eq!(parts(&diary), Parts::One);
    }
}
