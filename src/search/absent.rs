//! What was asked for and no article has: a source, a section, a tag, an author, a date.
//!
//! It is for an answer without hits, and asks any engine.

use crate::analysis::fold;
use crate::engine::{Engine, Hint, Key, Request};
use crate::error::Result;
use crate::query::{Condition, Query, QueryField};

/// How many values that there are a hint names.
const NAMED: usize = 5;

/// The fewest letters of a value that is like those that begin so.
const LIKE_FROM: usize = 4;

/// Fields whose values are few enough to be named, each with the key that groups by it.
const NAMED_FIELDS: [(QueryField, Key); 4] = [
    (QueryField::Source, Key::Source),
    (QueryField::Author, Key::Author),
    (QueryField::Section, Key::Section),
    (QueryField::Tag, Key::Tag),
];

/// Returns why a request has no hit, as far as that is known: there is no article at all, none
/// with a value that it insists on, none of its dates, none with its words so near each other.
pub(crate) fn absent(engine: &dyn Engine, request: &Request) -> Result<Vec<Hint>> {
    if engine.groups(&Request::default(), &[])?.total == 0 {
        return Ok(vec![Hint::EmptyIndex]);
    }
    let mut hints = absent_values(engine, request)?;
    hints.extend(none_then(engine, request)?);
    if hints.is_empty() {
        hints.extend(none_together(engine, request)?);
    }
    Ok(hints)
}

/// Returns a hint that articles have all the words, but not as near each other as a request
/// asks; none when none has.
fn none_together(engine: &dyn Engine, request: &Request) -> Result<Option<Hint>> {
    let Some(condition) = &request.query.condition else { return Ok(None) };
    let apart = apart(condition);
    if apart == *condition {
        return Ok(None);
    }
    let query = Query { condition: Some(apart), without_phrases: None, ..request.query.clone() };
    let (zone, deadline) = (request.zone.clone(), request.deadline.clone());
    let apart = Request { query, zone, deadline, ..Request::default() };
    let count = engine.groups(&apart, &[])?.total;
    Ok((count > 0).then_some(Hint::NoneTogether(count)))
}

/// Returns a condition that asks for words wherever they stand where this one asks for them near
/// each other.
fn apart(condition: &Condition) -> Condition {
    match condition {
        Condition::Phrase { words, .. } => {
            Condition::All(words.iter().copied().map(Condition::Word).collect())
        }
        Condition::Near { left, right, .. } => Condition::All(vec![apart(left), apart(right)]),
        Condition::All(conditions) => Condition::All(conditions.iter().map(apart).collect()),
        Condition::Any(conditions) => Condition::Any(conditions.iter().map(apart).collect()),
        condition => condition.clone(),
    }
}

/// Returns a hint for each value that a request insists on and that no article has, with the
/// commonest that there are.
fn absent_values(engine: &dyn Engine, request: &Request) -> Result<Vec<Hint>> {
    let mut hints = Vec::new();
    for condition in required(request).iter().flat_map(one_of) {
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
        let mut known: Vec<String> = rows.filter_map(|mut row| row.values.pop()?).collect();
        // The commonest, and before them those that were probably meant.
        known.sort_by_cached_key(|known| !is_like(known, value));
        known.truncate(NAMED);
        let (field, value) = (field.to_string(), value.clone());
        hints.push(Hint::AbsentValue { field, value, known, elsewhere });
    }
    Ok(hints)
}

/// Returns a hint that no article is of the dates that a request insists on, and from when to
/// when there are any; none when some article is of them.
fn none_then(engine: &dyn Engine, request: &Request) -> Result<Option<Hint>> {
    let dates = dates(required(request));
    if dates.is_empty() {
        return Ok(None);
    }
    let several = dates.len() > 1;
    let condition = Some(Condition::All(dates));
    let only = |condition| Request {
        query: Query { condition, ..Query::default() },
        zone: request.zone.clone(),
        deadline: request.deadline.clone(),
        ..Request::default()
    };
    if engine.groups(&only(condition), &[])?.total > 0 {
        return Ok(None);
    }
    let days = engine.groups(&only(None), &[Key::Day])?.rows.into_iter();
    let mut days: Vec<String> = days.filter_map(|mut row| row.values.pop()?).collect();
    days.sort_unstable();
    let (first, last) = (days.first().cloned(), days.pop());
    Ok(first.zip(last).map(|(first, last)| Hint::NoneThen { first, last, several }))
}

/// Returns those of some conditions that ask for a date and for no word.
fn dates(conditions: &[Condition]) -> Vec<Condition> {
    let of_one = |condition: &Condition| match condition {
        Condition::All(all) => dates(all),
        condition if asks_for_dates_alone(condition) => vec![condition.clone()],
        _ => Vec::new(),
    };
    conditions.iter().flat_map(of_one).collect()
}

fn asks_for_dates_alone(condition: &Condition) -> bool {
    match condition {
        Condition::Published(_) => true,
        Condition::All(conditions) | Condition::Any(conditions) => {
            conditions.iter().all(asks_for_dates_alone)
        }
        _ => false,
    }
}

/// Tells whether two values are the same but for their signs, an ending or what follows.
fn is_like(one: &str, other: &str) -> bool {
    let bare = |value: &str| {
        let value = value.to_lowercase();
        let letters: String = fold(&value).chars().filter(|char| char.is_alphanumeric()).collect();
        letters.trim_end_matches('s').to_owned()
    };
    let (one, other) = (bare(one), bare(other));
    let shorter = one.chars().count().min(other.chars().count());
    one == other || shorter >= LIKE_FROM && (one.starts_with(&other) || other.starts_with(&one))
}

/// Returns what a condition asks one of for, as the options have it; itself, if nothing.
fn one_of(condition: &Condition) -> &[Condition] {
    match condition {
        Condition::Any(any) => any,
        condition => std::slice::from_ref(condition),
    }
}

/// Returns the conditions that all hits must meet.
fn required(request: &Request) -> &[Condition] {
    match &request.query.condition {
        Some(Condition::All(conditions)) => conditions.as_slice(),
        Some(condition) => std::slice::from_ref(condition),
        None => &[],
    }
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
    let (zone, deadline) = (request.zone.clone(), request.deadline.clone());
    let with = Request { query, zone, deadline, ..Request::default() };
    Ok(engine.groups(&with, &[])?.total)
}
