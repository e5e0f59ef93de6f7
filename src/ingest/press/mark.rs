//! Marks that nobody has listed: lines that are alike, or count up, and part a text.
//!
//! Where each part has a day in its head they cut; else the parts are counted, as long as each
//! starts with a heading: the stars between two scenes of a novel part no articles.

use std::ops::Range;

use super::line::{HEAD_LINES, LEAST_TEXT, Line, has_day, is_heading, is_rule};
use crate::calendar::folded;

/// Most bytes of a line that is a mark alone.
const MOST_OF_MARK: usize = 60;

/// Signs that the head of a line with a mark has at least.
const LEAST_SIGNS: usize = 4;

/// Bytes of a line of signs alone that is a mark.
const RULE_BYTES: std::ops::RangeInclusive<usize> = 2..=200;

/// Lines that end an article.
const ENDS: [&str; 6] =
    ["fin", "fin du document", "fin de l article", "fin du texte", "end", "end of document"];

/// Words before the first of the articles of a law or a contract.
const OF_LAWS: [&str; 12] = [
    "loi",
    "decret",
    "arrete",
    "ordonnance",
    "code",
    "statuts",
    "reglement",
    "convention",
    "contrat",
    "constitution",
    "traite",
    "bail",
];

/// What marks make of a text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Marked {
    /// Where its articles are.
    Cut(Vec<Range<usize>>),
    /// How many there seem to be.
    Perhaps(usize),
}

/// A kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'t> {
    /// `=====`, `%%`, `FIN`, always the same.
    Rule(&'t str),
    /// `@@@@ Le pont rouvre`, by its sign: the heading stands in it.
    Headed(char),
    /// `Article 3`, `*** DOCUMENT 3 ***`, `=== 3 ===`.
    Numbered,
    /// `[3] Le pont rouvre`: the heading stands behind the number.
    NumberedHeading,
    /// `<ARTICLE n=3>`, by its name.
    Element(&'t str),
}

/// Finds the first kind of mark that parts a text.
pub(in crate::ingest) fn marked(lines: &[Line<'_>]) -> Option<Marked> {
    let mut tried = Vec::new();
    for line in lines {
        let Some(kind) = kind(line.text) else { continue };
        if tried.contains(&kind) {
            continue;
        }
        tried.push(kind);
        if let Some(found) = by(lines, kind) {
            return Some(found);
        }
        if tried.len() > 8 {
            break;
        }
    }
    None
}

/// Returns what one kind of mark makes of a text.
fn by(lines: &[Line<'_>], wanted: Kind<'_>) -> Option<Marked> {
    let marks: Vec<usize> =
        (0..lines.len()).filter(|&at| kind(lines[at].text) == Some(wanted)).collect();
    if marks.len() < 2 || !do_count_up(lines, &marks, wanted) {
        return None;
    }
    let is_in_line = matches!(wanted, Kind::Headed(_) | Kind::NumberedHeading);
    let starts = marks.iter().map(|at| at + usize::from(!is_in_line));
    // Rules also stand between articles, before the first of which there is none.
    let first = Some(0).filter(|_| matches!(wanted, Kind::Rule(_)) && marks[0] > 0);
    let starts: Vec<usize> = first.into_iter().chain(starts).collect();
    let ends = starts.iter().skip(1).map(|&start| start - usize::from(!is_in_line));
    let ends = ends.chain([lines.len()]);
    let parts: Vec<&[Line<'_>]> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| &lines[start.min(end)..end])
        .filter(|part| !part.is_empty())
        .collect();
    let first = lines[marks[0]].text;
    let needs_heading = wanted != Kind::Numbered || !is_of_articles(first);
    let are_articles = parts.len() > 1 && parts.iter().all(|part| is_article(part, needs_heading));
    let has_day = |part: &&[Line<'_>]| part.iter().take(HEAD_LINES).any(|line| has_day(line.text));
    match () {
        () if !are_articles => None,
        () if parts.iter().all(has_day) => {
            let place = |part: &&[Line<'_>]| part[0].start..part[part.len() - 1].end;
            Some(Marked::Cut(parts.iter().map(place).collect()))
        }
        () if wanted == Kind::Numbered && !are_sure(lines, marks[0]) => None,
        // Notes are numbered so as well.
        () if wanted == Kind::NumberedHeading => None,
        () => Some(Marked::Perhaps(parts.len())),
    }
}

/// Tells whether numbers, the first of which stands at a line, count articles where no days do.
fn are_sure(lines: &[Line<'_>], first: usize) -> bool {
    match lines[first].text.chars().next() {
        // `1.` is that of a paragraph or a chapter.
        Some(char) if char.is_ascii_digit() => false,
        // `[1]` is that of a note.
        Some('[') => first == 0,
        _ => !are_of_law(&lines[..first]),
    }
}

/// Tells whether marks count from one or from nothing, where they count.
fn do_count_up(lines: &[Line<'_>], marks: &[usize], kind: Kind<'_>) -> bool {
    let number = |at: usize| match kind {
        Kind::Numbered => number(lines[at].text),
        _ => numbered_heading(lines[at].text).map(|(number, _)| number),
    };
    match kind {
        Kind::Numbered | Kind::NumberedHeading => {
            let first = number(marks[0]).filter(|first| *first < 2);
            first.is_some_and(|first| (first..).zip(marks).all(|(it, &at)| number(at) == Some(it)))
        }
        _ => true,
    }
}

/// Tells whether a line with a number can count nothing but articles, which then need no
/// headings: `### Article 1 ###`, `doc_1`.
fn is_of_articles(line: &str) -> bool {
    let has_word = line.contains(char::is_alphabetic);
    let is_word = |name: &str| folded(line).starts_with(name);
    line.starts_with(is_mark_sign) && has_word
        || ["doc_", "doc ", "depeche", "notice"].into_iter().any(is_word)
}

/// Tells whether some lines are a heading, where it `needs` one, and a text.
fn is_article(lines: &[Line<'_>], needs_heading: bool) -> bool {
    match lines {
        [heading, .., last] if is_heading(heading.text) => last.end - heading.end >= LEAST_TEXT,
        [first, .., last] if !needs_heading => last.end - first.start >= LEAST_TEXT,
        [only] if !needs_heading => only.end - only.start >= LEAST_TEXT,
        _ => false,
    }
}

/// Returns the kind of mark that a line is or has.
fn kind(line: &str) -> Option<Kind<'_>> {
    let first = line.chars().next()?;
    let signs = line.chars().take_while(|&char| char == first).count();
    // The signs between two scenes stand apart: `* * *`.
    let is_of_signs = |line: &str| line.chars().all(|char| !char.is_alphanumeric() && char != ' ');
    if is_rule(line) || RULE_BYTES.contains(&line.len()) && is_of_signs(line) {
        return is_of_signs(line).then_some(Kind::Rule(line));
    }
    if line.len() <= MOST_OF_MARK && is_end(line) {
        return Some(Kind::Rule(line));
    }
    if number(line).is_some() {
        return Some(Kind::Numbered);
    }
    if numbered_heading(line).is_some_and(|(_, heading)| is_heading(heading)) {
        return Some(Kind::NumberedHeading);
    }
    if let Some(name) = element(line) {
        return Some(Kind::Element(name));
    }
    // `####` is a heading of a heading in Markdown.
    let is_headed = is_sign(first) && signs >= LEAST_SIGNS + usize::from(first == '#');
    is_headed.then_some(Kind::Headed(first))
}

/// Tells whether a line says that an article ends, and nothing else.
fn is_end(line: &str) -> bool {
    let plain = folded(line);
    let words = plain.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    ENDS.contains(&words.collect::<Vec<_>>().join(" ").as_str())
}

/// Tells whether lines stand before the first article of a law.
fn are_of_law(lines: &[Line<'_>]) -> bool {
    let is_word = |word: &str| OF_LAWS.contains(&word);
    let says = |line: &Line<'_>| folded(line.text).split(|c: char| !c.is_alphabetic()).any(is_word);
    lines.iter().any(says)
}

/// Returns the number and the heading of a line with both: `[3] Le pont rouvre`.
pub(in crate::ingest) fn numbered_heading(line: &str) -> Option<(usize, &str)> {
    let (number, heading) = line.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, heading.trim()))
}

/// Returns the name of the element of an article that a line opens, if it does nothing else.
fn element(line: &str) -> Option<&str> {
    const NAMES: [&str; 7] = ["article", "text", "texte", "doc", "document", "notice", "item"];
    let tag = line.strip_prefix('<')?.strip_suffix('>')?;
    let name = tag.split(char::is_whitespace).next()?;
    let is_one = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    (is_one && !tag.contains(['<', '>'])).then_some(name)
}

/// Tells whether a line with a number may start with a sign.
fn is_mark_sign(char: char) -> bool {
    is_sign(char) || char == '<'
}

/// Tells whether a sign is one of marks.
pub(in crate::ingest) fn is_sign(char: char) -> bool {
    "*=@>$%&§~_#|+".contains(char)
}

/// Returns the number of a line that counts articles and is nothing else.
fn number(line: &str) -> Option<usize> {
    if line.len() > MOST_OF_MARK || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plain = folded(line);
    let words = plain.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> =
        words.filter(|word| !["n", "no", "num", "numero"].contains(word)).collect();
    let names = ["article", "document", "texte", "text", "depeche", "notice", "news", "doc"];
    match *words.as_slice() {
        [name, number] if names.contains(&name) => number.parse().ok(),
        // Between hyphens it is that of a page.
        [number] if line.starts_with(is_mark_sign) || line.starts_with('[') => number.parse().ok(),
        [number] if line.ends_with(['.', ')']) => number.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.\n";

    #[track_caller]
    fn check(text: &str, expected: Option<&Marked>) {
        assert_eq!(marked(&lines(text)).as_ref(), expected, "in {text}");
    }

    #[test]
    fn marks_that_count_up_count_articles() {
        let part = |number: u32| format!("*** ARTICLE n° {number} ***\nLe pont rouvre\n{TEXT}\n");
        check(&(part(1) + &part(2)), Some(&Marked::Perhaps(2)));
        let bare = |number: u32| format!("=== {number} ===\nLe pont rouvre\n{TEXT}\n");
        check(&(bare(1) + &bare(2) + &bare(3)), Some(&Marked::Perhaps(3)));
        let page = |number: u32| format!("- {number} -\nLe pont rouvre\n{TEXT}\n");
        check(&(page(1) + &page(2)), None);
        check(&(part(1) + &part(3)), None);
        check(&part(1), None);
        let law = format!("Article 1\n{TEXT}Article 2\n{TEXT}");
        check(&law, None);
    }

    #[test]
    fn numbers_may_stand_in_signs_of_any_kind_and_start_with_nothing() {
        let part = |mark: &str| format!("{mark}\nLe pont rouvre\n{TEXT}");
        check(&(part("<<<1>>>") + &part("<<<2>>>")), Some(&Marked::Perhaps(2)));
        check(&(part("@@0000") + &part("@@0001")), Some(&Marked::Perhaps(2)));
        check(&(part("@@0003") + &part("@@0004")), None);
    }

    #[test]
    fn marks_that_count_articles_need_no_headings() {
        for mark in ["### Article {} ###", "doc_{}", "*** DOC {} ***"] {
            let part = |number: &str| format!("{}\n{TEXT}\n", mark.replace("{}", number));
            check(&(part("1") + &part("2")), Some(&Marked::Perhaps(2)));
        }
        let chapter = |number: u32| format!("*** {number} ***\n{TEXT}\n");
        check(&(chapter(1) + &chapter(2)), None);
    }

    #[test]
    fn headings_behind_numbers_part_a_text_with_days() {
        let part = |number: u32, day: &str| format!("[{number}] Le pont rouvre\n{day}{TEXT}");
        let text = part(1, "Le Phare, 3 mai 2023\n") + &part(2, "Le Phare, 4 mai 2023\n");
        assert!(matches!(marked(&lines(&text)), Some(Marked::Cut(parts)) if parts.len() == 2));
        check(&(part(1, "") + &part(2, "")), None);
    }

    #[test]
    fn elements_of_articles_count_them_whatever_their_attributes_are() {
        let part = |number: u32| {
            format!("<ARTICLE n={number} date=2020-01-02>\n<TITRE>Le pont\n{TEXT}</ARTICLE>\n")
        };
        check(&(part(1) + &part(2)), Some(&Marked::Perhaps(2)));
        check(&part(1), None);
    }

    #[test]
    fn numbers_alone_count_articles_with_days_alone() {
        let part = |mark: &str, day: &str| format!("{mark}\nLe pont rouvre\n{day}{TEXT}\n");
        let text = part("1.", "3 mai 2023\n") + &part("2.", "4 mai 2023\n");
        assert!(matches!(marked(&lines(&text)), Some(Marked::Cut(parts)) if parts.len() == 2));
        check(&(part("1.", "") + &part("2.", "")), None);
        check(&(part("[1]", "") + &part("[2]", "")), Some(&Marked::Perhaps(2)));
        check(&format!("Le pont\n{TEXT}{}{}", part("[1]", ""), part("[2]", "")), None);
        let law = part("Article 1", "") + &part("Article 2", "");
        check(&law, Some(&Marked::Perhaps(2)));
        check(&format!("Arrêté du 3 mai 2023\n{law}"), None);
    }

    #[test]
    fn any_line_without_letters_or_that_says_the_end_may_be_the_mark() {
        let part = format!("Le pont rouvre\n{TEXT}");
        for mark in ["%%", "***", "-o-o-o-", "·:·", "FIN", "--- Fin de l’article ---"] {
            let expected = (mark != "-o-o-o-").then_some(Marked::Perhaps(3));
            check(&format!("{part}{mark}\n{part}{mark}\n{part}"), expected.as_ref());
        }
        check(&format!("{part}FIN\n{part}FIN\n"), Some(&Marked::Perhaps(2)));
    }

    #[test]
    fn rules_between_headings_count_articles() {
        let part = format!("Le pont rouvre\n{TEXT}");
        check(&format!("{part}-----\n{part}-----\n{part}"), Some(&Marked::Perhaps(3)));
        check(&format!("-----\n{part}-----\n{part}"), Some(&Marked::Perhaps(2)));
        check(&format!("{part}* * *\n{part}* * *\n{part}"), None);
        check(&format!("Le pont rouvre\n{TEXT}-----\n{TEXT}-----\n{TEXT}"), None);
    }

    #[test]
    fn marks_before_headings_cut_where_days_stand_below() {
        let part = |day: &str| format!("@@@@ Le pont rouvre\n{day}\n{TEXT}");
        let text = part("3 mai 2023") + &part("4 mai 2023");
        check(&text, Some(&Marked::Cut(vec![0..text.len() / 2, text.len() / 2..text.len()])));
        check(&(part("Brest, mercredi") + &part("Brest, jeudi")), Some(&Marked::Perhaps(2)));
    }
}
