//! Values that were asked for and that no article has: a source, a section, a tag, an author.
//!
//! It is for an answer without hits, and asks any engine.

use crate::engine::{Engine, Hint, Key, Request};
use crate::error::Result;
use crate::query::{Condition, Query, QueryField};

/// How many values that there are a hint names.
const NAMED: usize = 5;

/// Fields whose values are few enough to be named, each with the key that groups by it.
const NAMED_FIELDS: [(QueryField, Key); 4] = [
    (QueryField::Source, Key::Source),
    (QueryField::Author, Key::Author),
    (QueryField::Section, Key::Section),
    (QueryField::Tag, Key::Tag),
];

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
        let Some((_, key)) = NAMED_FIELDS.into_iter().find(|(named, _)| named == field) else {
            continue;
        };
        let with = |field| articles_with(engine, request, field, value);
        if with(*field)? > 0 {
            continue;
        }
        let mut elsewhere = Vec::new();
        for (other, _) in NAMED_FIELDS.into_iter().filter(|(other, _)| other != field) {
            let count = with(other)?;
            if count > 0 {
                elsewhere.push((other.to_string(), count));
            }
        }
        let rows = engine.groups(&Request::default(), &[key])?.rows.into_iter();
        let known = rows.filter_map(|mut row| row.values.pop()?).take(NAMED).collect();
        let (field, value) = (field.to_string(), value.clone());
        hints.push(Hint::AbsentValue { field, value, known, elsewhere });
    }
    Ok(hints)
}

/// Returns how many articles have a value in a field.
fn articles_with(
    engine: &dyn Engine,
    request: &Request,
    field: QueryField,
    value: &str,
) -> Result<u64> {
    let condition = Condition::Value { field, value: value.to_owned() };
    let query = Query { condition: Some(condition), ..Query::default() };
    let with = Request { query, zone: request.zone.clone(), ..Request::default() };
    Ok(engine.groups(&with, &[])?.total)
}
