//! `limier help query`: what can be typed, and what it means.
//!
//! Its examples are the table of the language, each of which a test puts to an index.

use super::page::{Part, Row};
use crate::query::{SYNTAX, named_fields};

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    let syntax = SYNTAX.iter().map(|syntax| Row::new(syntax.examples.join("  "), syntax.meaning));
    let fields = named_fields().into_iter().map(|field| {
        let names: Vec<String> = field.names.iter().map(|name| format!("{name}:")).collect();
        Row::new(names.join(" "), field.holds)
    });
    vec![
        Part::Text(
            "A query is words; what is written as syntax must hold. Plain words are looked for in \
             every form, without stop words; where fewer than 20 articles have all of them, \
             those with some are hits too. The whole is best put between single quotes, so that \
             the shell leaves it alone; one that starts with - goes behind --."
                .into(),
        ),
        Part::Table("What is typed, and which articles it asks for:".into(), syntax.collect()),
        Part::Table(
            "Fields, by their names in any case, with accents or without:".into(),
            fields.collect(),
        ),
        Part::Text(
            "Days begin as in Paris, or in the zone of --tz or LIMIER_TZ. An article without a \
             date meets no date. A year that stands alone among plain words is also the date of \
             an article; beside + - ET OU SAUF it is a word, and date: asks for the date. What is \
             surely meant as syntax and cannot be read is marked, \
             with what to write instead; --explain-query tells how a query was read."
                .into(),
        ),
    ]
}
