//! What a line says of an article beside its title.

use super::printable::in_one_line;
use crate::article::Date;
use crate::engine::CopyOf;

/// Returns date, source and section, as far as they are known.
pub(super) fn details(published: Option<&Date>, source: &str, section: &str) -> String {
    joined(&[published.map_or("undated", Date::day), source, section], " · ")
}

/// Returns a copy by its id, with what tells it from others.
pub(super) fn copy_line(copy: &CopyOf) -> String {
    let day = copy.published.as_ref().map_or("", Date::day);
    let nearly = if copy.is_same { "" } else { "nearly the same" };
    match joined(&[&copy.source, day, nearly], ", ") {
        details if details.is_empty() => in_one_line(&copy.id).into_owned(),
        details => format!("{} ({details})", in_one_line(&copy.id)),
    }
}

fn joined(details: &[&str], between: &str) -> String {
    let known: Vec<&str> = details.iter().copied().filter(|detail| !detail.is_empty()).collect();
    known.join(between)
}
