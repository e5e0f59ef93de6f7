//! An article from an object of JSON, wherever programs put it in the object.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::article::Article;
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Most levels of objects around an array of articles.
pub(super) const MAX_ENVELOPES: usize = 4;

/// Reads what may be an article from its JSON, with its key and with what its feed says of
/// all.
pub(super) fn read_article(
    json: &str,
    key: &str,
    names: &FieldNames,
    feed: &Feed,
) -> Result<Article, Reason> {
    let mut record = record(json, names, MAX_ENVELOPES)?;
    if key.contains("://") {
        record.set_default(Field::Url, key);
    }
    record.set_default(Field::Source, &feed.title);
    record.set_default(Field::Language, &feed.language);
    record.into_article()
}

/// Reads a record. One without text of its own may hold the article in an object, as
/// databases export it: `{"_id": "1", "_source": {"title": "Crue"}}`.
pub(super) fn record(json: &str, names: &FieldNames, depth: usize) -> Result<NamedFields, Reason> {
    let outer = NamedFields::parse(json, names)?;
    if depth == 0 || outer.has_text() {
        return Ok(outer);
    }
    let mut inner = members(json).into_values().filter_map(|member| {
        let is_object = member.get().starts_with('{');
        let record = is_object.then(|| record(member.get(), names, depth - 1).ok()).flatten();
        record.filter(NamedFields::has_text)
    });
    match (inner.next(), inner.next()) {
        (Some(mut inner), None) => {
            inner.set_defaults(outer);
            Ok(inner)
        }
        _ => Ok(outer),
    }
}

/// Returns the members of an object, by name.
pub(super) fn members(json: &str) -> BTreeMap<Cow<'_, str>, &RawValue> {
    serde_json::from_str(json).unwrap_or_default()
}

/// What a JSON Feed says of all its articles.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Feed {
    version: String,
    title: String,
    language: String,
}

impl Feed {
    /// Reads it from a document; other documents say nothing of their articles.
    pub(super) fn new(json: &str) -> Self {
        let feed: Self = serde_json::from_str(json).unwrap_or_default();
        if feed.version.contains("://jsonfeed.org/version/") { feed } else { Self::default() }
    }
}
