//! The signatures of texts, as documents have them, by which copies are known.
//!
//! No text is read.

use std::collections::HashSet;

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::client::Client;
use super::document::sketch;
use super::walk::{Found1, walk};
use crate::analysis::Signature;
use crate::error::Result;

/// Articles read at a time.
const AT_ONCE: usize = 10_000;

/// The fields that a signature is in.
pub(super) const FIELDS: [&str; 2] = ["text_hash", "sketch"];

/// Returns the signature that the fields of a hit hold.
pub(super) fn signature<S>(hit: &Found1<S>) -> Signature {
    let exact = hit.text("text_hash").and_then(|digits| u64::from_str_radix(digits, 16).ok());
    Signature {
        exact: exact.unwrap_or(0),
        sketch: hit.text("sketch").and_then(sketch).unwrap_or_default(),
    }
}

/// Returns the ids of all articles that a query finds, each with the signature of its text.
///
/// # Errors
/// `Cluster`.
pub(super) fn signatures(
    client: &Client,
    index: &str,
    query: &Value,
) -> Result<Vec<(String, Signature)>> {
    let fields = [&["id"], &FIELDS[..]].concat();
    let question = json!({"query": query, "_source": false, "docvalue_fields": fields});
    let mut all = Vec::new();
    walk::<IgnoredAny>(client, index, &question, AT_ONCE, &mut |hit| {
        let id = hit.text("id").unwrap_or_default().to_owned();
        all.push((id, signature(&hit)));
        Ok(true)
    })?;
    Ok(all)
}

/// Returns the ids of all articles with nearly one of the texts of some articles or the same,
/// sorted.
///
/// # Errors
/// `Cluster`.
pub(super) fn ids_near(
    client: &Client,
    index: &str,
    articles: &HashSet<String>,
) -> Result<Vec<String>> {
    if articles.is_empty() {
        return Ok(Vec::new());
    }
    let all = signatures(client, index, &json!({"match_all": {}}))?;
    let own = all.iter().filter(|(id, text)| articles.contains(id) && text.has_sketch());
    let own: Vec<Signature> = own.map(|(_, text)| *text).collect();
    let near = all.iter().filter(|(_, text)| own.iter().any(|other| other.is_near(text)));
    let mut near: Vec<String> = near.map(|(id, _)| id.clone()).collect();
    near.sort_unstable();
    Ok(near)
}
