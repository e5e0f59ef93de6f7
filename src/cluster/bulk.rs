//! Many writes in one request: put together, sent, and what became of each of them.
//!
//! The answer tells of each by itself: those that were refused for a while are sent again, and
//! no other refusal goes unread.

use std::ops::Range;

use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Asked, Body, Client, passes};
use super::said::Told;
use crate::cluster_fault::ClusterFault;
use crate::error::Result;

/// How often what was refused for a while is sent again, each time after the waiting that the
/// client does for requests.
const TRIES: u32 = 12;

/// What is to be done with a document.
pub(super) struct Action(Value);

impl Action {
    /// Puts a document in the place of the one with its id.
    pub(super) fn put(id: &str) -> Self {
        Self(json!({"index": {"_id": id}}))
    }

    /// Puts a document in the place of one with its id that is not newer.
    pub(super) fn put_version(id: &str, version: u64) -> Self {
        // A collection that is gone is not made again by a write, without its fields.
        Self(json!({"index": {
            "_id": id, "version": version, "version_type": "external_gte", "require_alias": true
        }}))
    }

    /// Removes a document.
    pub(super) fn remove(id: &str) -> Self {
        Self(json!({"delete": {"_id": id}}))
    }

    /// Removes a document that is not newer.
    pub(super) fn remove_version(id: &str, version: u64) -> Self {
        Self(json!({
            "delete": {"_id": id, "version": version, "version_type": "external_gte"}
        }))
    }
}

/// Writes that are sent together.
#[derive(Default)]
pub(super) struct Bulk {
    bytes: Vec<u8>,
    /// Where each is in there.
    items: Vec<Range<usize>>,
}

impl Bulk {
    /// Adds a write, with the document that it puts.
    pub(super) fn push(&mut self, action: &Action, document: Option<&[u8]>) {
        let from = self.bytes.len();
        self.bytes.extend(action.0.to_string().as_bytes());
        self.bytes.push(b'\n');
        if let Some(document) = document {
            self.bytes.extend(document);
            self.bytes.push(b'\n');
        }
        self.items.push(from..self.bytes.len());
    }

    /// Returns how many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns those of its writes that are named by their places.
    fn only(&self, places: &[usize]) -> Self {
        let mut only = Self::default();
        for &place in places {
            let from = only.bytes.len();
            only.bytes.extend(&self.bytes[self.items[place].clone()]);
            only.items.push(from..only.bytes.len());
        }
        only
    }
}

/// What became of writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// Documents in the place of others.
    pub(super) replaced: u64,
    /// Writes that came too late: what is there is newer.
    pub(super) newer: u64,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    errors: bool,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    #[serde(alias = "index", alias = "delete", alias = "create")]
    done: Done,
}

#[derive(Deserialize)]
struct Done {
    status: u16,
    #[serde(default)]
    result: String,
    error: Option<Told>,
}

/// Sends writes to an index until each is done.
///
/// # Errors
/// `Cluster` where one is refused for good, or for longer than is waited.
pub(super) fn send(client: &Client, index: &str, mut bulk: Bulk) -> Result<Written> {
    let mut written = Written::default();
    let path = format!("/{index}/_bulk");
    let mut last = ClusterFault::Busy;
    for _ in 0..TRIES {
        if bulk.items.is_empty() {
            return Ok(written);
        }
        let asked = Asked { method: "POST", path: &path, body: Body::Lines(&bulk.bytes) };
        let Answer { errors, items } = client.ask(asked)?;
        if items.len() != bulk.items.len() {
            return Err(client.error(ClusterFault::Nonsense("answer to writes")));
        }
        let mut again = Vec::new();
        for (place, Item { done }) in items.into_iter().enumerate() {
            match done.status {
                200..300 => written.replaced += u64::from(done.result == "updated"),
                // A document that is gone already.
                404 => {}
                409 => written.newer += 1,
                status => {
                    let fault = done.error.unwrap_or_default().fault(status);
                    if !passes(status, &fault) {
                        return Err(client.error(fault));
                    }
                    again.push(place);
                    last = fault;
                }
            }
        }
        if again.is_empty() {
            return Ok(written);
        }
        debug_assert!(errors, "what was refused is told");
        client.pause();
        bulk = bulk.only(&again);
    }
    Err(client.error(last))
}
