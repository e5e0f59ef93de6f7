//! `limier help json`: the objects that commands print for programs, and their keys.
//!
//! Keys are a contract: they grow, they do not change. A test holds this list against
//! what the commands print.

mod counted;
mod found;
mod kept;
mod object;
mod words;

use super::page::{Part, Row};

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    let intro = "Commands print one object under --format json, search also one line a hit under \
                 --format jsonl. Keys grow and do not change; what is not known is \
                 null, or not in the lines of limier export.";
    let objects = [counted::OBJECTS, found::OBJECTS, kept::OBJECTS, words::OBJECTS];
    let objects = objects.into_iter().flatten().map(|object| {
        let rows = object.keys.iter().map(|(key, holds)| Row::new(*key, *holds));
        Part::Table(object.name.into(), rows.collect())
    });
    [Part::Text(intro.into())].into_iter().chain(objects).collect()
}
