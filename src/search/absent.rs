//! Values that were asked for and that no article has: a source, a section, a tag, an author.
//!
//! It is for an answer without hits, and asks any engine.

use crate::engine::{Engine, Hint, Key, Request};
use crate::error::Result;
use crate::query::{Condition, Query, QueryField};

/// How many values that there are a hint names.
const NAMED: usize = 5;

/// Returns a hint for each value that a request insists on and that no article has, with the
/// commonest that there are.
pub(super) fn absent_values(engine: &dyn Engine, request: &Request) -> Result<Vec<Hint>> {
    let conditions = match &request.query.condition {
        Some(Condition::All(conditions)) => conditions.as_slice(),
        Some(condition) => std::slice::from_ref(condition),
        None => &[],
    };
    let mut hints = Vec::new();
    for condition in conditions {
        let Condition::Value { field, value } = condition else { continue };
        let Some(key) = key(*field) else { continue };
        let query = Query { condition: Some(condition.clone()), ..Query::default() };
        let with = Request { query, zone: request.zone.clone(), ..Request::default() };
        if engine.groups(&with, &[])?.total == 0 {
            let rows = engine.groups(&Request::default(), &[key])?.rows.into_iter();
            let known = rows.filter_map(|mut row| row.values.pop()?).take(NAMED).collect();
            let (field, value) = (field.to_string(), value.clone());
            hints.push(Hint::AbsentValue { field, value, known });
        }
    }
    Ok(hints)
}

/// Returns the key by which articles are grouped that have a value in a field, where there are
/// few enough to be named.
fn key(field: QueryField) -> Option<Key> {
    match field {
        QueryField::Source => Some(Key::Source),
        QueryField::Section => Some(Key::Section),
        QueryField::Tag => Some(Key::Tag),
        QueryField::Author => Some(Key::Author),
        _ => None,
    }
}
