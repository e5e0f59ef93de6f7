//! Datelines: the line below a headline that has the day, and beside it the paper, the authors
//! and the page, in whatever order.
//!
//! It reads no day and finds no such line.

use super::byline::{announces, is_person, people};
use super::day;
use crate::calendar::folded;

/// Words between the name of a paper and the day.
const LINKS: [&str; 6] = ["du", "de", "le", "of", "vom", "del"];

/// What says that a day follows on which something was published.
const PUBLISHED: [&str; 7] =
    ["publie", "paru", "parution", "poste", "date", "mis en ligne", "mise en ligne"];

/// Where letters and dispatches are written: alone before the day they are no papers.
const TOWNS: [&str; 24] = [
    "paris",
    "marseille",
    "lyon",
    "toulouse",
    "nice",
    "nantes",
    "montpellier",
    "strasbourg",
    "bordeaux",
    "lille",
    "rennes",
    "reims",
    "toulon",
    "grenoble",
    "dijon",
    "angers",
    "nancy",
    "rouen",
    "brest",
    "lens",
    "bruxelles",
    "geneve",
    "londres",
    "berlin",
];

/// Most bytes of the name of a paper.
const MOST_OF_NAME: usize = 60;

/// What stands beside the day of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) source: String,
    pub(super) authors: Vec<String>,
}

/// Returns what stands beside the day of a line; `None` where it has none.
pub(super) fn beside_day(line: &str) -> Option<Beside> {
    let start = day::starts(line).into_iter().find(|&at| day::day(&line[at..]).is_some())?;
    let (before, behind) = line.split_at(start);
    let behind = &behind[day::end(behind)..];
    let mut beside = Beside::default();
    beside.take_before(before);
    let behind =
        [" - ", " – ", " — "].iter().fold(behind.to_owned(), |text, sign| text.replace(sign, ","));
    for part in behind.split([',', ';', '|', '•']) {
        beside.take_behind(without_signs(part.trim().trim_start_matches([')', ']'])));
    }
    Some(beside)
}

impl Beside {
    /// Takes what stands before the day: `La Voix du`, `Publié le`, `Par Anne Morel, le`.
    fn take_before(&mut self, text: &str) {
        let name = without_link(without_signs(text));
        let name = without_announcement(without_signs(name));
        if announces(name) {
            self.authors = people(name);
        } else if !TOWNS.contains(&&*folded(name)) {
            name.clone_into(&mut self.source);
        }
    }

    /// Takes one of the parts behind the day: a paper, authors, a page.
    fn take_behind(&mut self, part: &str) {
        let is_name = part.len() <= MOST_OF_NAME && part.starts_with(char::is_uppercase);
        if announces(part) {
            self.authors.extend(people(part));
        } else if is_name && !is_place(part) && self.source.is_empty() {
            part.clone_into(&mut self.source);
        } else if is_person(part) && self.authors.is_empty() {
            self.authors = people(part);
        }
    }
}

/// Tells whether a part of a line is that of a page or an issue: `Page 4`, `N° 12`.
fn is_place(part: &str) -> bool {
    let first = part.split([' ', '.', '°']).next().unwrap_or_default();
    ["p", "pp", "pg", "page", "pages", "n", "no", "numero"].contains(&&*folded(first))
}

/// Returns a name without what parts it from the day, and without the brackets around it.
fn without_signs(text: &str) -> &str {
    let is_sign = |char: char| char.is_whitespace() || ";:-–—|•".contains(char);
    let text = text.trim_matches(is_sign).trim_start_matches(',').trim_start();
    let text = text.strip_suffix(',').map_or(text, |text| text.trim_end_matches(is_sign));
    match text.chars().next() {
        Some('(' | '[') => text.trim_matches(|char| "()[]".contains(char)).trim(),
        _ if !text.contains(['(', '[']) => text.trim_end_matches([')', ']']),
        _ => text,
    }
}

/// Returns the name of a paper without the word that links it with the day: `Le Phare du`.
fn without_link(name: &str) -> &str {
    let (paper, link) = name.rsplit_once(' ').unwrap_or(("", name));
    if LINKS.contains(&&*folded(link)) { paper.trim_end() } else { name }
}

/// Returns what stands before the day without the words that announce it, and without those
/// before the authors: `La Voix, publié`, `Publié par Anne Morel`.
fn without_announcement(text: &str) -> &str {
    for phrase in PUBLISHED {
        let length = phrase.chars().count();
        let chars = text.chars().count();
        let Some(rest) = chars.checked_sub(length) else { continue };
        let at = |place: usize| text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
        let (head, tail) = text.split_at(at(rest));
        if folded(tail) == phrase && (head.is_empty() || head.ends_with(' ')) {
            return without_signs(head);
        }
        let (head, tail) = text.split_at(at(length));
        if folded(head) == phrase && announces(tail.trim_start()) {
            return tail.trim_start();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_and_the_authors_stand_on_either_side_of_the_day() {
        for (line, source, authors) in [
            ("Le Phare du 3 mai 2023", "Le Phare", ""),
            ("La Voix, publié le 3 mai 2023", "La Voix", ""),
            ("Publié par Anne Morel le 3 mai 2023", "", "Anne Morel"),
            ("Par Anne Morel, le 3 mai 2023", "", "Anne Morel"),
            ("Mis en ligne le 3 mai 2023 à 10h30 par Anne Morel", "", "Anne Morel"),
            ("Le Phare (site web), 3 mai 2023, p. 4", "Le Phare (site web)", ""),
            ("(3 mai 2023, Le Phare)", "Le Phare", ""),
            ("3 mai 2023 – Le Phare – Page 4 – Anne Morel", "Le Phare", "Anne Morel"),
            ("Le Phare, mercredi 3 mai 2023 812 mots, p. 4", "Le Phare", ""),
            ("Brest, le 3 mai 2023", "", ""),
            ("Brest, mercredi 3 mai 2023", "", ""),
            ("3 mai 2023", "", ""),
        ] {
            let found = beside_day(line).expect("a day");
            assert_eq!((&*found.source, &*found.authors.join("|")), (source, authors), "of {line}");
        }
        assert_eq!(beside_day("Le Phare"), None);
    }
}
