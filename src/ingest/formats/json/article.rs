//! An article from an object of JSON, wherever programs put it in the object.
//!
//! It looks into objects only: what lies in lists is found by `envelope`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::value::RawValue;

use super::around::Around;
use crate::article::Article;
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Most levels of objects around an array of articles.
pub(super) const MAX_ENVELOPES: usize = 4;

/// Reads what may be an article from its JSON, with its key and with what is said of it by the
/// objects around it, the innermost first.
pub(super) fn read_article(
    json: &str,
    key: &str,
    around: &[Rc<Around>],
    names: &FieldNames,
) -> Result<Article, Reason> {
    let mut record = record(json, names, MAX_ENVELOPES)?;
    if key.contains("://") {
        record.set_default(Field::Url, key);
    }
    for around in around {
        around.fill(&mut record);
    }
    record.into_article()
}

/// Reads a record. One without text of its own may hold the article in an object, as
/// databases export it: `{"_id": "1", "_source": {"title": "Crue"}}`.
pub(super) fn record(json: &str, names: &FieldNames, depth: usize) -> Result<NamedFields, Reason> {
    let mut outer = NamedFields::parse(json, names)?;
    let has = |name: &str| memchr::memmem::find(json.as_bytes(), name.as_bytes()).is_some();
    if outer.has_text() && (has("\"meta") || has("\"fields\"")) {
        take_said(&mut outer, json, names);
    }
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

/// Gives a record what an object in it says of it: `{"text": …, "metadata": {"title": …}}`.
fn take_said(record: &mut NamedFields, json: &str, names: &FieldNames) {
    const NAMES: [&str; 4] = ["metadata", "meta", "metadonnees", "fields"];
    let members = members(json);
    for said in NAMES.iter().filter_map(|name| members.get(*name)) {
        if said.get().starts_with('{')
            && let Ok(said) = NamedFields::parse(said.get(), names)
        {
            record.set_defaults(said);
        }
    }
}

/// Returns the members of an object, by name.
pub(super) fn members(json: &str) -> BTreeMap<Cow<'_, str>, &RawValue> {
    serde_json::from_str(json).unwrap_or_default()
}
