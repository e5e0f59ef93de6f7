//! What a cluster knows of a collection as a whole: one document, changed only by who has seen
//! the last change.
//!
//! Decisions, pieces of words and notes of files are documents beside it. It reads no article.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Asked, Body, Client};
use super::mapping::{self, CLUSTER_FORMAT};
use super::runs::Runs;
use super::said::fault_of;
use super::words::PieceRef;
use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};
use crate::index::{Manifest, OldVersion};

/// How often a change is tried again that somebody else came before.
const TRIES: usize = 20;

/// The most shards of a new index.
const MOST_SHARDS: u64 = 5;

/// The oldest `OpenSearch` that is known.
const OLDEST: (&str, u32) = ("3.0", 3);

/// What a collection says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    /// [`CLUSTER_FORMAT`] of the program that made it.
    pub(super) cluster_format: u32,
    /// What an index in a folder says of itself.
    pub(super) manifest: Manifest,
    /// The index that its articles are in.
    pub(super) index: String,
    /// Lengths of texts on average, as its first articles had them.
    #[serde(default)]
    pub(super) averages: Option<[f32; 3]>,
    /// Its words.
    #[serde(default)]
    pub(super) pieces: Vec<PieceRef>,
    /// Articles that were replaced or deleted since their words were counted.
    #[serde(default)]
    pub(super) stale: u64,
    /// The runs that write to it.
    #[serde(default)]
    pub(super) runs: Runs,
    /// It has no copies and is not refreshed until its first articles are there.
    #[serde(default)]
    pub(super) is_loading: bool,
}

impl State {
    /// Tells whether it is made anew before anything is written to it.
    pub(super) fn is_old(&self) -> bool {
        self.cluster_format < CLUSTER_FORMAT || !self.manifest.is_current()
    }

    /// Returns what of it is older than what this version makes.
    pub(super) fn old_version(&self) -> Option<OldVersion> {
        let (what, found, known) = ("cluster format", self.cluster_format, CLUSTER_FORMAT);
        let own = (found < known).then_some(OldVersion { what, found, known });
        own.or_else(|| self.manifest.old_version())
    }
}

/// The state as it was read, and which change it is.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) state: State,
    seq_no: u64,
    term: u64,
}

impl Held {
    /// Returns which change it is.
    pub(super) fn change(&self) -> (u64, u64) {
        (self.seq_no, self.term)
    }
}

/// A document as the cluster answers it.
#[derive(Deserialize)]
pub(super) struct Document {
    #[serde(default)]
    pub(super) found: bool,
    #[serde(rename = "_source")]
    pub(super) source: Option<Value>,
    /// Why it cannot be read, among several that were asked for.
    pub(super) error: Option<IgnoredAny>,
    #[serde(rename = "_seq_no", default)]
    seq_no: u64,
    #[serde(rename = "_primary_term", default)]
    term: u64,
}

#[derive(Deserialize)]
struct Root {
    version: Version,
}

#[derive(Deserialize)]
struct Version {
    #[serde(default)]
    distribution: String,
    number: String,
}

#[derive(Deserialize)]
struct Health {
    number_of_data_nodes: u64,
}

/// Returns the index that the state of a collection is in.
pub(super) fn state_index(name: &str) -> String {
    format!("{name}-state")
}

/// Checks that the server is one that is known.
///
/// # Errors
/// `Cluster`.
pub(super) fn check_server(client: &Client) -> Result<()> {
    let (status, body) = client.answer(Asked { method: "GET", path: "/", body: Body::None })?;
    if status != 200 {
        return Err(client.error(fault_of(status, &body)));
    }
    let Ok(Root { version }) = serde_json::from_slice::<Root>(&body) else {
        return Err(client.error(ClusterFault::OtherServer("something else".to_owned())));
    };
    let shown = super::said::shortened(&version.number);
    if version.distribution != "opensearch" {
        let what = match version.distribution.as_str() {
            "" => format!("Elasticsearch {shown}"),
            other => super::said::shortened(other),
        };
        return Err(client.error(ClusterFault::OtherServer(what)));
    }
    let major = version.number.split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST.1) {
        return Err(client.error(ClusterFault::OldServer { found: shown, oldest: OLDEST.0 }));
    }
    Ok(())
}

/// Reads the state of a collection.
///
/// # Errors
/// `IndexMissing` where there is none, `IndexNewer`, or `Cluster`.
pub(super) fn read(client: &Client, name: &str, place: &std::path::Path) -> Result<Held> {
    let path = format!("/{}/_doc/state", state_index(name));
    let found: Option<Document> =
        client.find(Asked { method: "GET", path: &path, body: Body::None })?;
    let Some(Document { found: true, source: Some(source), seq_no, term, .. }) = found else {
        check_server(client)?;
        if is_foreign(client, name)? {
            return Err(client.error(ClusterFault::Foreign));
        }
        return Err(Error::IndexMissing(place.to_owned()));
    };
    let state = parse(client, name, place, source)?;
    Ok(Held { state, seq_no, term })
}

/// Reads the state of a collection as its document has it.
///
/// # Errors
/// `IndexNewer`, or `Cluster` for what is no state.
pub(super) fn parse(
    client: &Client,
    name: &str,
    place: &std::path::Path,
    source: Value,
) -> Result<State> {
    let format = source.get("cluster_format").and_then(Value::as_u64).unwrap_or(0);
    if format > u64::from(CLUSTER_FORMAT) {
        let found = u32::try_from(format).unwrap_or(u32::MAX);
        let dir = place.to_owned();
        return Err(Error::IndexNewer { dir, what: "format", found, known: CLUSTER_FORMAT });
    }
    let state: State = serde_json::from_value(source)
        .map_err(|_| client.error(ClusterFault::Nonsense("state of a collection")))?;
    let newer = state.manifest.newer_version();
    if let Some((what, found, known)) = newer {
        return Err(Error::IndexNewer { dir: place.to_owned(), what, found, known });
    }
    // It is put into paths.
    if !is_index_of(&state.index, name) {
        return Err(client.error(ClusterFault::Nonsense("state of a collection")));
    }
    Ok(state)
}

/// Returns how many documents can be found in a collection, and how many that were replaced or
/// deleted are not yet gone from its files.
///
/// # Errors
/// `Cluster`.
pub(super) fn documents(client: &Client, name: &str) -> Result<(u64, u64)> {
    #[derive(Deserialize)]
    struct Stats {
        _all: All,
    }
    #[derive(Deserialize)]
    struct All {
        primaries: Shards,
        total: Shards,
    }
    #[derive(Deserialize)]
    struct Shards {
        docs: Docs,
    }
    #[derive(Deserialize)]
    struct Docs {
        count: u64,
        deleted: u64,
    }
    let path = format!("/{name}/_stats/docs");
    let asked = Asked { method: "GET", path: &path, body: Body::None };
    let Stats { _all: All { primaries, total } } = client.ask(asked)?;
    Ok((primaries.docs.count, total.docs.deleted))
}

/// Tells whether a name is that of an index of articles of a collection.
pub(super) fn is_index_of(index: &str, name: &str) -> bool {
    let number = index.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    number
        .is_some_and(|number| number.len() == 6 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Tells whether a name is that of an index that limier did not make. One of its own without a
/// state is what a run left that was killed while it made it.
fn is_foreign(client: &Client, name: &str) -> Result<bool> {
    let path = format!("/{name}");
    let found: Option<BTreeMap<String, Value>> =
        client.find(Asked { method: "GET", path: &path, body: Body::None })?;
    let is_own = |index: &Value| index.pointer("/mappings/_meta/limier").is_some();
    Ok(found.is_some_and(|found| !found.values().all(is_own)))
}

/// Makes a collection, or what a killed run left to be made of it.
///
/// # Errors
/// `Cluster`.
pub(super) fn create(client: &Client, name: &str, now: &str) -> Result<()> {
    check_server(client)?;
    let shards = shards(client)?;
    make(client, &state_index(name), &mapping::state())?;
    let index = format!("{name}-000001");
    let mut articles = mapping::articles(shards);
    articles["aliases"] = json!({ name: {} });
    make(client, &index, &articles)?;
    let state = State {
        cluster_format: CLUSTER_FORMAT,
        manifest: Manifest::new(now),
        index,
        averages: None,
        pieces: Vec::new(),
        stale: 0,
        runs: Runs::default(),
        is_loading: true,
    };
    let path = format!("/{}/_create/state", state_index(name));
    let body = serde_json::to_vec(&state)
        .map_err(|_| client.error(ClusterFault::Nonsense("state of a collection")))?;
    let asked = Asked { method: "PUT", path: &path, body: Body::Json(&body) };
    match client.answer(asked)? {
        // Somebody else made it meanwhile.
        (200..300 | 409, _) => Ok(()),
        (status, body) => Err(client.error(fault_of(status, &body))),
    }
}

/// Returns how many shards a new index is to have.
///
/// # Errors
/// `Cluster`.
pub(super) fn shards(client: &Client) -> Result<usize> {
    let health = Asked { method: "GET", path: "/_cluster/health", body: Body::None };
    let Health { number_of_data_nodes } = client.ask(health)?;
    Ok(number_of_data_nodes.clamp(1, MOST_SHARDS) as usize)
}

/// Makes an index, unless it is there.
fn make(client: &Client, index: &str, settings: &Value) -> Result<()> {
    make_new(client, index, settings).map(drop)
}

/// Makes an index; `false` where there is one of that name.
///
/// # Errors
/// `Cluster`.
pub(super) fn make_new(client: &Client, index: &str, settings: &Value) -> Result<bool> {
    let body = settings.to_string();
    let path = format!("/{index}");
    let asked = Asked { method: "PUT", path: &path, body: Body::Json(body.as_bytes()) };
    let (status, body) = client.answer(asked)?;
    let said = String::from_utf8_lossy(&body);
    match status {
        200..300 => Ok(true),
        400 if said.contains("resource_already_exists_exception") => Ok(false),
        400 if said.contains("invalid_alias_name_exception") => {
            Err(client.error(ClusterFault::Foreign))
        }
        _ => Err(client.error(fault_of(status, &body))),
    }
}

/// Lets an index be copied and refreshed, which was not while it was new.
///
/// # Errors
/// `Cluster`.
pub(super) fn put_in_use(client: &Client, index: &str) -> Result<()> {
    let path = format!("/{index}/_settings");
    let body = mapping::in_use().to_string();
    let asked = Asked { method: "PUT", path: &path, body: Body::Json(body.as_bytes()) };
    let _: Value = client.ask(asked)?;
    Ok(())
}

/// Changes the state, as often as it takes until nobody came before; returns it as it is then.
///
/// # Errors
/// `Cluster`, and those of [`read`].
pub(super) fn change(
    client: &Client,
    name: &str,
    place: &std::path::Path,
    mut change: impl FnMut(&mut State),
) -> Result<State> {
    for _ in 0..TRIES {
        let mut held = read(client, name, place)?;
        change(&mut held.state);
        let path = format!(
            "/{}/_doc/state?if_seq_no={}&if_primary_term={}",
            state_index(name),
            held.seq_no,
            held.term
        );
        let body = serde_json::to_vec(&held.state)
            .map_err(|_| client.error(ClusterFault::Nonsense("state of a collection")))?;
        let asked = Asked { method: "PUT", path: &path, body: Body::Json(&body) };
        match client.answer(asked)? {
            (200..300, _) => return Ok(held.state),
            // Somebody else was faster, or an answer was lost: it is looked at again.
            (409, _) => {}
            (status, body) => return Err(client.error(fault_of(status, &body))),
        }
    }
    Err(client.error(ClusterFault::Contended))
}
