//! Envelopes: objects around the articles of a document.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::article::{MAX_ENVELOPES, members, record};
use crate::ingest::record::field::FieldNames;
use crate::ingest::record::named_fields::NamedFields;

/// Articles of a document in its order, with their keys where they have some.
pub(super) type Articles<'j> = Vec<(Cow<'j, str>, &'j RawValue)>;

/// Returns the articles that an object holds in one array (`{"articles": […]}`,
/// also some objects deeper) or under keys of their own, or `None` when the object is
/// itself an article.
///
/// An object with a body is an article whatever else it holds (related links,
/// authors); among several arrays the one with most articles counts.
pub(super) fn envelope<'j>(
    json: &'j str,
    names: &FieldNames,
    depth: usize,
) -> Option<Articles<'j>> {
    if depth == 0 || !json.starts_with('{') || NamedFields::parse(json, names).ok()?.has_body() {
        return None;
    }
    let has_text = |element: &RawValue| {
        record(element.get(), names, MAX_ENVELOPES).is_ok_and(|record| record.has_text())
    };
    let members = members(json);
    let arrays = members.values().filter_map(|value| {
        let value = value.get();
        if value.starts_with('{') {
            return envelope(value, names, depth - 1);
        }
        let elements: Vec<&RawValue> =
            if value.starts_with('[') { serde_json::from_str(value).ok()? } else { return None };
        let has_articles = elements.iter().any(|element| has_text(element));
        has_articles
            .then(|| elements.into_iter().map(|element| (Cow::default(), element)).collect())
    });
    arrays.max_by_key(Vec::len).or_else(|| {
        let is_body = |element: &RawValue| {
            element.get().starts_with('{')
                && NamedFields::parse(element.get(), names).is_ok_and(|record| record.has_body())
        };
        let mut keyed: Articles<'j> =
            members.into_iter().filter(|(_, element)| is_body(element)).collect();
        keyed.sort_by_key(|(_, element)| element.get().as_ptr());
        (keyed.len() > 1).then_some(keyed)
    })
}
