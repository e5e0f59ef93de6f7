//! Bylines: the lines with authors and dates, and what the words around a date say of it.
//!
//! It knows openings and words; where a line stands, it does not judge.

use super::tidy::ends_sentence;
use crate::article::Date;
use crate::calendar::{month_number, weekday_number};
use crate::ingest::date::parse_date;

/// Words that stand before a date of publication.
const BEFORE_DATE: &[&str] =
    &["publié", "publication", "posté", "mis en ligne", "paru", "créé", "écrit"];

/// Words that stand before the date of a change.
const CHANGED: &[&str] = &["mis à jour", "mise à jour", "modifié", "actualisé", "updated"];

/// Words before the date of something else: `le concert du 3 mai`.
const OTHER_DATES: &[&str] =
    &["du", "au", "dès", "depuis", "avant", "après", "limite", "né", "née", "mort", "morte"];

/// Words before `du` and the date of a publication: `édition du 3 mai`.
const EDITIONS: &[&str] = &["article", "édition", "numéro", "parution", "publication"];

/// Words of a line with authors or a date.
const BYLINES: &[&str] =
    &["publié", "mis à jour", "mise à jour", "mis en ligne", "modifié le", "posté le", "créé le"];

/// Openings of a line with authors.
const AUTHORS: &[&str] = &[
    "par ",
    "par\u{A0}",
    "écrit par ",
    "auteur :",
    "auteurs :",
    "auteur:",
    "auteurs:",
    "un texte de ",
    "texte de ",
    "texte :",
    "propos recueillis ",
];

/// Most bytes of a line with little else than a date.
const DATELINE_BYTES: usize = 60;

/// Most bytes of a line with authors and date.
const BYLINE_BYTES: usize = 160;

/// Tells whether a line above the text names authors or a date; a sentence does not.
pub(super) fn is_byline(line: &str) -> bool {
    if line.len() > BYLINE_BYTES || ends_sentence(line) && !line.ends_with(" min.") {
        return false;
    }
    let has_date = || date_of_byline(line).or_else(|| change_of_byline(line)).is_some();
    if line.len() <= DATELINE_BYTES && has_date() {
        return true;
    }
    let lower = line.to_lowercase();
    let is_ago = || {
        lower.starts_with("il y a ") && line.len() <= DATELINE_BYTES && {
            lower.contains(|char: char| char.is_ascii_digit())
        }
    };
    BYLINES.iter().any(|words| lower.contains(words)) || opens_byline(line) || is_ago()
}

/// Tells whether a line is no more than a day, perhaps with its hour and a word before it.
pub(super) fn is_bare_date(line: &str) -> bool {
    const MAX_WORDS: usize = 2;
    let is_of_date = |word: &&str| {
        word.starts_with(|char: char| char.is_ascii_digit())
            || weekday_number(word).is_some()
            || month_number(word).is_some()
            || matches!(*word, "le" | "à" | "h" | "date")
    };
    let is_short = line.len() <= DATELINE_BYTES && !ends_sentence(line);
    is_short && parse_date(line).is_some() && {
        let lower = line.to_lowercase();
        let words =
            lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| !is_of_date(word)).count() < MAX_WORDS
    }
}

/// Tells whether a line opens with the name of a day.
pub(super) fn opens_with_weekday(line: &str) -> bool {
    let mut words = line.split(|char: char| !char.is_alphanumeric());
    words.next().is_some_and(|word| weekday_number(&word.to_lowercase()).is_some())
}

/// Tells whether a line starts as those with authors and dates do.
pub(super) fn opens_byline(line: &str) -> bool {
    let line = line.to_lowercase();
    BYLINES.iter().chain(AUTHORS).any(|words| line.starts_with(words))
}

/// Returns the date of publication in a byline such as `Léa Roy, le 3 mai 2020 à 7h` or
/// `Mis à jour le 4 mai 2020, publié le 3 mai 2020`.
pub(super) fn date_of_byline(line: &str) -> Option<Date> {
    let [own, _, said] = dates_of_byline(line);
    let date = if is_of_other(&own.to_lowercase()) { None } else { parse_date(own) };
    date.or_else(|| parse_date(said))
}

/// Returns the date of the last change in a byline.
pub(super) fn change_of_byline(line: &str) -> Option<Date> {
    let [_, change, _] = dates_of_byline(line);
    parse_date(change)
}

/// Tells whether the words before a date say that it is that of a change; `None` when they
/// say nothing of it.
pub(super) fn is_of_change(words: &str) -> Option<bool> {
    let words = words.to_lowercase();
    let last = |known: &[&str]| known.iter().filter_map(|word| words.rfind(word)).max();
    let (change, said) = (last(CHANGED), last(BEFORE_DATE));
    (change.is_some() || said.is_some()).then_some(change > said)
}

/// Returns the parts of a byline: up to the words that announce the date of a change, from
/// there on, and, behind it, from those that announce that of the publication.
fn dates_of_byline(line: &str) -> [&str; 3] {
    let lower = line.to_lowercase();
    let first = |words: &[&str], from: usize| {
        let places = words.iter().filter_map(|word| lower.get(from..)?.find(word));
        places.min().map_or(line.len(), |at| from + at)
    };
    let change = first(CHANGED, 0);
    let said = first(BEFORE_DATE, change);
    // Zones are known by their capitals. Letters that get longer in lower case move the places.
    [0..change, change..said, said..line.len()]
        .map(|part| line.get(part).unwrap_or_default().trim())
}

/// Tells whether the words before the first date say that it is that of something
/// else.
fn is_of_other(line: &str) -> bool {
    let before = &line[..line.find(|char: char| char.is_ascii_digit()).unwrap_or(0)];
    let mut words = before
        .split(|char: char| !char.is_alphanumeric())
        .rev()
        .filter(|word| !word.is_empty())
        .skip_while(|word| *word == "le" || weekday_number(word).is_some());
    let last = words.next().unwrap_or_default();
    let is_edition = last == "du" && words.next().is_some_and(|word| EDITIONS.contains(&word));
    OTHER_DATES.contains(&last) && !is_edition
}
