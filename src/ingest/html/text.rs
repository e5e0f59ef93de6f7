//! Text on its way out of a page: blanks, entities, bylines.

use dom_query::Document;

use super::body;
use crate::article::Date;
use crate::calendar::weekday_number;
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

/// Returns `text` with its blanks made one and its entities decoded, as values of
/// attributes and of structured data need it.
pub(super) fn tidy(text: &str) -> String {
    let decoded = htmlize::unescape(text);
    let mut tidy = String::with_capacity(decoded.len());
    push_tidy(&mut tidy, &decoded);
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// Appends `text` with its blanks made one; no-break spaces stay.
pub(super) fn push_tidy(out: &mut String, text: &str) {
    for char in text.chars() {
        if !is_blank(char) {
            out.push(char);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Tells whether a character is a blank at which lines may break.
fn is_blank(char: char) -> bool {
    (char.is_whitespace() || char.is_control())
        && !matches!(char, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// Returns the text of `html`, which may be plain text or the inside of a page.
pub(super) fn of_fragment(html: &str) -> String {
    if html.contains("</") || html.contains("<br") {
        return body::text_of(&Document::fragment(html).root());
    }
    let decoded = htmlize::unescape(html);
    let lines = decoded.lines().map(tidy).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
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
