//! JSON-LD: what the nodes of a graph are, and what they say of each other by `@id`.
//!
//! A paper, a site or a person is no article; an article may name them by their ids alone.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::around::Around;
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;

/// Types of nodes that stand around articles.
const OTHERS: [&str; 12] = [
    "Organization",
    "NewsMediaOrganization",
    "Person",
    "WebSite",
    "WebPage",
    "CollectionPage",
    "SiteNavigationElement",
    "BreadcrumbList",
    "ListItem",
    "ImageObject",
    "SearchAction",
    "ReadAction",
];

/// What a node says of itself.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Node {
    #[serde(rename = "@type")]
    kind: Value,
    #[serde(rename = "@id")]
    id: Option<String>,
    name: Option<String>,
    publisher: Value,
    author: Value,
    #[serde(rename = "mainEntityOfPage")]
    page: Value,
}

impl Node {
    fn of(json: &str) -> Self {
        // Few records are nodes.
        let is_node = memchr::memmem::find(json.as_bytes(), b"\"@type\"").is_some();
        if is_node { serde_json::from_str(json).unwrap_or_default() } else { Self::default() }
    }

    fn is_other(&self) -> bool {
        let is_one = |kind: &Value| kind.as_str().is_some_and(|kind| OTHERS.contains(&kind));
        match &self.kind {
            Value::Array(kinds) => !kinds.is_empty() && kinds.iter().all(is_one),
            kind => is_one(kind),
        }
    }
}

/// Tells whether an object says that it is no article, and has no body.
pub(super) fn is_other(json: &str, names: &FieldNames) -> bool {
    let has_body = || NamedFields::parse(json, names).is_ok_and(|record| record.has_body());
    Node::of(json).is_other() && !has_body()
}

/// The names of the nodes of a graph, by their ids.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Returns those of a list of nodes.
    pub(super) fn of(nodes: &[&RawValue]) -> Self {
        let nodes = nodes.iter().map(|node| Node::of(node.get())).filter(Node::is_other);
        Self(nodes.filter_map(|node| Some((node.id?, node.name?))).collect())
    }

    /// Returns what an article says by ids alone: its paper, its authors and its page.
    pub(super) fn around(&self, json: &str) -> Option<Around> {
        let node = Node::of(json);
        let people = self.named(&node.author).join(";");
        let said = [
            (Field::Source, self.named(&node.publisher).first().cloned()),
            (Field::Authors, Some(people).filter(|people| !people.is_empty())),
            (Field::Url, id(&node.page).filter(|id| id.starts_with("http")).map(str::to_owned)),
        ];
        let said = said.into_iter().filter_map(|(field, text)| Some((field, text?)));
        let said: Vec<(Field, String)> = said.collect();
        (!said.is_empty()).then(|| Around::of(said))
    }

    /// Returns the names of the nodes that a value, or each of a list, is the id of.
    fn named(&self, value: &Value) -> Vec<String> {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        values.iter().filter_map(|value| self.0.get(id(value)?).cloned()).collect()
    }
}

/// Returns the id that stands in place of a node.
fn id(value: &Value) -> Option<&str> {
    value.get("@id").unwrap_or(value).as_str()
}
