//! Questions to a cluster that hang on no word: times, values of fields, one of several.
//!
//! They are JSON as `OpenSearch` reads it.

use serde_json::{Value, json};

use super::document::words_field;
use crate::query::{Published, QueryField};
use crate::search::{folded_terms, labels};

/// Returns what asks for the same, and scores all of it so much.
pub(super) fn constant(filter: &Value, boost: f32) -> Value {
    json!({"constant_score": {"filter": filter, "boost": boost.max(0.0)}})
}

/// Returns what asks for nothing.
pub(super) fn none() -> Value {
    json!({"match_none": {}})
}

/// Returns what asks for what one of some queries asks for.
pub(super) fn any(mut queries: Vec<Value>) -> Value {
    match queries.len() {
        0 => none(),
        1 => queries.remove(0),
        _ => json!({"bool": {"should": queries, "minimum_should_match": 1}}),
    }
}

/// Returns what asks for a number of a field from one on and below another.
pub(super) fn numbers_in(field: &str, from: Option<i64>, to: Option<i64>) -> Value {
    let mut range = serde_json::Map::new();
    range.extend(from.map(|from| ("gte".to_owned(), json!(from))));
    range.extend(to.map(|to| ("lt".to_owned(), json!(to))));
    json!({"range": {field: range}})
}

/// Returns what asks for articles of a time.
pub(super) fn published(span: &Published) -> Value {
    let days = span.days();
    let is_day = json!({"term": {"days": 1}});
    let moment = json!({"bool": {
        "filter": [numbers_in("seconds", span.from, span.to)],
        "must_not": [{"exists": {"field": "days"}}]
    }});
    let day = json!({"bool": {"filter": [
        is_day, numbers_in("first_day", days.from, None), numbers_in("last_day", None, days.to)
    ]}});
    let longer = json!({"bool": {
        "filter": [
            {"range": {"days": {"gt": 1}}},
            numbers_in("first_day", days.from, None),
            numbers_in("last_day", None, days.to_whole)
        ]
    }});
    any(vec![moment, day, longer])
}

/// Returns what asks for this very value of a field that is no text.
pub(super) fn with_exactly(field: QueryField, value: &str) -> Value {
    let name = match field {
        QueryField::Id => "id",
        QueryField::Url => "url",
        QueryField::Source => "source",
        QueryField::Section => "section",
        QueryField::Language => "language",
        QueryField::Author => "authors",
        QueryField::Tag => "tags",
        QueryField::Title | QueryField::Description | QueryField::Body | QueryField::Like => {
            return none();
        }
    };
    json!({"term": {name: value}})
}

/// Returns what asks for a value of a field that is no text.
pub(super) fn with_value(field: QueryField, value: &str) -> Value {
    let words = |field: &str, words: &[String]| match words {
        [] => none(),
        [word] => json!({"term": {field: word}}),
        _ => json!({"match_phrase": {field: {"query": words.join(" "), "analyzer": "words"}}}),
    };
    match (field, words_field(field)) {
        (QueryField::Id, _) => json!({"term": {"id": value}}),
        (QueryField::Language, _) => {
            json!({"term": {"language": {"value": value, "case_insensitive": true}}})
        }
        (QueryField::Url, _) => {
            let mut pattern = String::from("*");
            for char in value.to_lowercase().chars() {
                if matches!(char, '*' | '?' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(char);
            }
            pattern.push('*');
            json!({"wildcard": {"address": {"value": pattern}}})
        }
        (QueryField::Source, _) => {
            let typed = labels(value);
            let joined = typed.concat();
            if joined.is_empty() {
                return none();
            }
            any(vec![
                words("source_labels", &typed),
                json!({"term": {"source_joined": joined}}),
                json!({"term": {"source_labels": joined}}),
            ])
        }
        (_, Some(field)) => words(field, &folded_terms(value)),
        (_, None) => none(),
    }
}
