//! Text on its way out of a page: blanks, entities, bylines.

use dom_query::Document;

use super::body;
use crate::article::Date;
use crate::ingest::date::parse_date;

/// Words that stand before a date of publication.
const BEFORE_DATE: &[&str] =
    &["publié", "posté", "mis en ligne", "paru", "créé", "écrit", "par ", "le "];

/// Words that stand before the date of a change.
const CHANGED: &[&str] = &["mis à jour", "mise à jour", "modifié", "actualisé"];

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

/// Returns the date in a byline such as `Léa Roy, publié le 3 mai 2020 à 7h`.
pub(super) fn date_of_byline(line: &str) -> Option<Date> {
    let lower = line.to_lowercase();
    let change = CHANGED.iter().filter_map(|word| lower.find(word)).min();
    let lower = &lower[..change.unwrap_or(lower.len())];
    let starts = BEFORE_DATE.iter().filter_map(|word| Some((lower.find(word)?, word.len())));
    let dates = starts.flat_map(|(at, length)| [at, at + length]);
    std::iter::once(0).chain(dates).find_map(|at| parse_date(lower.get(at..)?.trim()))
}
