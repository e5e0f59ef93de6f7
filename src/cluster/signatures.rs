//! The signatures of texts, as documents have them, by which copies are known.
//!
//! No text is read.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::client::Client;
use super::document::{bins, sketch};
use super::walk::{Found1, walk};
use crate::analysis::Signature;
use crate::error::Result;

/// Articles read at a time.
const AT_ONCE: usize = 10_000;

/// Texts asked about at a time: each is as many clauses as it has bins, and a query may have 1,024
/// of them (`indices.query.bool.max_clause_count`).
const TEXTS_AT_ONCE: usize = 12;

/// Fewest bins that near texts have in common, of 64.
const LEAST_EQUAL: u32 = 32;

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

/// Returns the ids of all articles with nearly one of some texts or the same, sorted.
///
/// # Errors
/// `Cluster`.
pub(super) fn ids_near(client: &Client, index: &str, texts: &[Signature]) -> Result<Vec<String>> {
    let mut near: Vec<String> = Vec::new();
    for texts in texts.chunks(TEXTS_AT_ONCE) {
        let mut should = Vec::new();
        for text in texts {
            if text.exact != 0 {
                should.push(json!({"term": {"text_hash": format!("{:016x}", text.exact)}}));
            }
            if text.has_sketch() {
                let bins: Vec<Value> =
                    bins(text).iter().map(|bin| json!({"term": {"bins": bin}})).collect();
                should.push(json!({"bool": {"should": bins, "minimum_should_match": LEAST_EQUAL}}));
            }
        }
        if should.is_empty() {
            continue;
        }
        let query = json!({"bool": {"should": should, "minimum_should_match": 1}});
        let found = signatures(client, index, &query)?.into_iter();
        let found = found.filter(|(_, text)| texts.iter().any(|other| other.is_near(text)));
        near.extend(found.map(|(id, _)| id));
    }
    near.sort_unstable();
    near.dedup();
    Ok(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_near_have_as_many_bins_in_common_as_are_asked_for() {
        let text = |sketch| Signature { exact: 1, sketch };
        let one = text([0x1111_1111_1111_1111; 4]);
        // One bin more differs in each.
        let mut other = Signature { exact: 2, ..one };
        for bin in 0..64 {
            other.sketch[bin / 16] ^= 15 << (4 * (bin % 16));
            let equal = 63 - bin;
            assert!(!one.is_near(&other) || equal >= LEAST_EQUAL as usize, "{equal} bins");
            let common = bins(&one).into_iter().filter(|it| bins(&other).contains(it));
            assert_eq!(common.count(), equal);
        }
    }
}
