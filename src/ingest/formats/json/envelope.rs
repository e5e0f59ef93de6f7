//! Envelopes: objects around the articles of a document.
//!
//! An object with a body is never taken for one, whatever else it holds.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::value::RawValue;

use super::around::Around;
use super::article::{MAX_ENVELOPES, members, record};
use crate::article::Article;
use crate::ingest::record::field::FieldNames;
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// A record in an object.
pub(super) struct Listed<'j> {
    /// Its key where it has one.
    pub(super) key: Cow<'j, str>,
    pub(super) json: &'j RawValue,
    /// What the objects around it say, the innermost first.
    pub(super) around: Vec<Rc<Around>>,
}

impl<'j> Listed<'j> {
    fn new(key: Cow<'j, str>, json: &'j RawValue) -> Self {
        Self { key, json, around: Vec::new() }
    }
}

/// Articles of a document in its order.
pub(super) type Articles<'j> = Vec<Listed<'j>>;

/// Returns the articles that an object holds in arrays (`{"articles": […]}`, also some objects
/// deeper) or under keys of their own, or `None` when the object is itself an article.
///
/// An object with a body is an article whatever else it holds (related links,
/// authors); where no array holds records with a title and a body, the one with most articles
/// counts.
pub(super) fn envelope<'j>(
    json: &'j str,
    names: &FieldNames,
    depth: usize,
) -> Option<Articles<'j>> {
    let record = NamedFields::parse(json, names).ok().filter(|record| !record.has_body())?;
    let mut articles = chosen(held(json, names, depth)?, names)?;
    let around = Rc::new(Around::new(json, &record, names));
    for article in &mut articles {
        article.around.push(Rc::clone(&around));
    }
    Some(articles)
}

/// Returns those of the records in an object that are its articles.
fn chosen<'j>(held: Held<'j>, names: &FieldNames) -> Option<Articles<'j>> {
    let Held { mut lists, alone } = held;
    let is_title = |one: &Listed<'j>| is_article(one.json, names);
    if lists.iter().any(|list| list.iter().any(is_title)) {
        lists.retain(|list| list.iter().any(is_title));
        let whole = alone.into_iter().filter(is_title);
        return Some(in_order(lists.into_iter().flatten().chain(whole).collect()));
    }
    match alone.iter().filter(|one| is_title(one)).count() {
        0 if !lists.is_empty() => lists.into_iter().max_by_key(Vec::len),
        1 if !lists.is_empty() => None,
        _ => (alone.len() > 1).then(|| in_order(alone)),
    }
}

/// Returns the articles that a record without a text of its own holds, each with a title and a
/// body: it is what stands around them, such as an issue.
pub(super) fn within<'j>(
    record: &Result<Article, Reason>,
    json: &'j str,
    names: &FieldNames,
) -> Option<Articles<'j>> {
    let may_hold = match record {
        Ok(article) => article.body.is_empty(),
        Err(reason) => *reason == Reason::NoText,
    };
    let articles = if may_hold { envelope(json, names, MAX_ENVELOPES)? } else { return None };
    articles.iter().any(|one| is_article(one.json, names)).then_some(articles)
}

/// What an object holds.
struct Held<'j> {
    lists: Vec<Articles<'j>>,
    /// Records with a body that are in no list.
    alone: Articles<'j>,
}

fn held<'j>(json: &'j str, names: &FieldNames, depth: usize) -> Option<Held<'j>> {
    if depth == 0 || !json.starts_with('{') {
        return None;
    }
    let mut held = Held { lists: Vec::new(), alone: Vec::new() };
    for (key, value) in members(json) {
        match value.get().as_bytes().first() {
            Some(b'[') => held.lists.extend(list(value.get(), names, depth)),
            Some(b'{') if has_body(value.get(), names) => held.alone.push(Listed::new(key, value)),
            Some(b'{') => held.lists.extend(envelope(value.get(), names, depth - 1)),
            _ => {}
        }
    }
    Some(held)
}

/// Returns the elements of an array that holds records with a text, or else what is held by
/// those of them that hold some.
fn list<'j>(json: &'j str, names: &FieldNames, depth: usize) -> Option<Articles<'j>> {
    let elements: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let has_text = |element: &RawValue| {
        record(element.get(), names, MAX_ENVELOPES).is_ok_and(|record| record.has_text())
    };
    if elements.iter().any(|element| has_text(element)) {
        let listed = elements.into_iter().map(|element| Listed::new(Cow::default(), element));
        return Some(listed.collect());
    }
    let held = elements.iter().filter_map(|element| envelope(element.get(), names, depth - 1));
    let held: Articles<'j> = held.flatten().collect();
    (!held.is_empty()).then_some(held)
}

fn in_order(mut articles: Articles<'_>) -> Articles<'_> {
    articles.sort_by_key(|one| one.json.get().as_ptr());
    articles
}

fn has_body(json: &str, names: &FieldNames) -> bool {
    NamedFields::parse(json, names).is_ok_and(|record| record.has_body())
}

/// Tells whether a record is surely an article: it has a title and a body.
fn is_article(element: &RawValue, names: &FieldNames) -> bool {
    let whole = |record: NamedFields| record.has_title() && record.has_body();
    record(element.get(), names, MAX_ENVELOPES).is_ok_and(whole)
}
