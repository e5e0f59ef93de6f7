//! Searches, and walks through all that a search finds, as of one moment.
//!
//! An answer in which a shard is missing is none. What is asked is not known here.

use std::collections::HashSet;
use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use super::client::{Asked, Body, Client};
use crate::cluster_fault::ClusterFault;
use crate::error::Result;

/// How long a moment is kept while nothing is asked of it.
const KEPT: &str = "5m";

/// How often a walk begins again whose moment is gone with a node.
const MOST_LOST: usize = 20;

/// Where a search is asked for, of which nothing may be missing.
const SEARCH: &str = "/_search?allow_partial_search_results=false";

/// An answer to a search.
#[derive(Debug, Deserialize)]
pub(super) struct Found<S> {
    #[serde(default)]
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Option<Shards>,
    pub(super) hits: Hits<S>,
    #[serde(default)]
    pub(super) aggregations: Value,
}

#[derive(Debug, Deserialize)]
struct Shards {
    total: u64,
    successful: u64,
}

/// The hits of an answer.
#[derive(Debug, Deserialize)]
pub(super) struct Hits<S> {
    total: Option<Total>,
    pub(super) hits: Vec<Found1<S>>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

/// A hit.
#[derive(Debug, Deserialize)]
pub(super) struct Found1<S> {
    #[serde(rename = "_id")]
    id: String,
    #[serde(rename = "_version", default)]
    pub(super) version: u64,
    #[serde(rename = "_source")]
    pub(super) source: Option<S>,
    #[serde(default)]
    pub(super) fields: Value,
    #[serde(default)]
    sort: Vec<Value>,
}

impl<S> Found<S> {
    /// Returns how many documents there are, and nothing that is not exact.
    pub(super) fn total(&self, client: &Client) -> Result<u64> {
        match &self.hits.total {
            Some(Total { value, relation }) if relation == "eq" => Ok(*value),
            _ => Err(client.error(ClusterFault::Nonsense("number of hits"))),
        }
    }

    fn checked(self, client: &Client, most: usize) -> Result<Self> {
        let Some(Shards { total, successful }) = &self.shards else {
            return Err(client.error(ClusterFault::Nonsense("answer to a search")));
        };
        if successful < total {
            let (missing, of) = (total - successful, *total);
            return Err(client.error(ClusterFault::Partial { missing, of: Some(of) }));
        }
        if self.timed_out {
            return Err(client.error(ClusterFault::TimedOut));
        }
        if self.hits.hits.len() > most {
            return Err(client.error(ClusterFault::Nonsense("page of hits")));
        }
        Ok(self)
    }
}

impl<S> Found1<S> {
    /// Returns the one value of a field that was asked for.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field)?.get(0)?.as_str()
    }

    /// Returns all values of one.
    pub(super) fn texts(&self, field: &str) -> Vec<String> {
        let values = self.fields.get(field).and_then(Value::as_array);
        let values = values.into_iter().flatten().filter_map(Value::as_str);
        values.map(str::to_owned).collect()
    }

    /// Returns the one number of a field that was asked for.
    pub(super) fn number(&self, field: &str) -> Option<i64> {
        self.fields.get(field)?.get(0)?.as_i64()
    }
}

/// Returns the answer to a search of an index.
///
/// # Errors
/// `Cluster`, also where a shard does not answer.
pub(super) fn search<S: DeserializeOwned>(
    client: &Client,
    index: &str,
    question: &Value,
) -> Result<Found<S>> {
    let most = question.get("size").and_then(Value::as_u64).unwrap_or(10) as usize;
    let found = match client.moment(index) {
        Some(moment) => client.post::<Found<S>>(SEARCH, &at_moment(question, moment))?,
        None => client.post::<Found<S>>(&format!("/{index}{SEARCH}"), question)?,
    };
    found.checked(client, most)
}

/// Returns the answers to several searches of an index, sent at once.
///
/// # Errors
/// `Cluster`, also where a shard does not answer.
pub(super) fn search_several<S: DeserializeOwned>(
    client: &Client,
    index: &str,
    questions: &[Value],
) -> Result<Vec<Found<S>>> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum One<S> {
        Found(Found<S>),
        Error { error: super::said::Told, status: u16 },
    }
    #[derive(Deserialize)]
    struct All<S> {
        responses: Vec<One<S>>,
    }
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let mut body = Vec::new();
    for question in questions {
        let mut head = json!({"allow_partial_search_results": false});
        let question = if let Some(moment) = client.moment(index) {
            at_moment(question, moment).to_string()
        } else {
            head["index"] = json!(index);
            question.to_string()
        };
        body.extend(head.to_string().as_bytes());
        body.push(b'\n');
        body.extend(question.as_bytes());
        body.push(b'\n');
    }
    let asked = Asked { method: "POST", path: "/_msearch", body: Body::Lines(&body) };
    let All { responses } = client.ask::<All<S>>(asked)?;
    if responses.len() != questions.len() {
        return Err(client.error(ClusterFault::Nonsense("list of answers")));
    }
    let each = responses.into_iter().zip(questions).map(|(one, question)| match one {
        One::Found(found) => {
            let most = question.get("size").and_then(Value::as_u64).unwrap_or(10) as usize;
            found.checked(client, most)
        }
        One::Error { error, status } => Err(client.error(error.fault(status))),
    });
    each.collect()
}

/// Returns how many documents each of some queries finds.
///
/// # Errors
/// Those of [`search_several`].
pub(super) fn count_each(client: &Client, index: &str, queries: &[Value]) -> Result<Vec<u64>> {
    let ask = |query: &Value| json!({"size": 0, "track_total_hits": true, "query": query});
    let questions: Vec<Value> = queries.iter().map(ask).collect();
    let found = search_several::<IgnoredAny>(client, index, &questions)?;
    found.iter().map(|found| found.total(client)).collect()
}

/// Has all that is asked of an index from now on asked of it as it is now.
///
/// # Errors
/// `Cluster`.
pub(super) fn pin(client: &Client, index: &str) -> Result<()> {
    if client.moment(index).is_none() {
        client.pin(index, moment(client, index)?);
    }
    Ok(())
}

/// Returns a moment of an index, which is kept for a while.
fn moment(client: &Client, index: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Opened {
        pit_id: String,
    }
    let path = format!("/{index}/_search/point_in_time?keep_alive={KEPT}");
    let asked = Asked { method: "POST", path: &path, body: Body::None };
    let Opened { pit_id } = client.ask(asked)?;
    Ok(pit_id)
}

/// Returns a question that is put to a moment.
fn at_moment(question: &Value, moment: &str) -> Value {
    let mut question = question.clone();
    question["pit"] = json!({"id": moment, "keep_alive": KEPT});
    question
}

/// A moment of an index, which is kept until it is dropped.
struct Moment<'c> {
    client: &'c Client,
    id: String,
    is_shared: bool,
}

impl<'c> Moment<'c> {
    fn of(client: &'c Client, index: &str) -> Result<Self> {
        if let Some(id) = client.moment(index) {
            return Ok(Self { client, id: id.to_owned(), is_shared: true });
        }
        Ok(Self { client, id: moment(client, index)?, is_shared: false })
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        if self.is_shared {
            return;
        }
        let body = json!({"pit_id": [self.id]}).to_string();
        let path = "/_search/point_in_time";
        let asked = Asked { method: "DELETE", path, body: Body::Json(body.as_bytes()) };
        // It goes by itself after a while.
        let _ = self.client.answer(asked);
    }
}

/// Calls `visit` with all that a question finds, each once and so many at a time, until it says that
/// it is enough; the question tells what of each is wanted. Where the moment goes with a node in the
/// middle, the walk goes on with another one, and passes over what it has seen.
///
/// # Errors
/// `Cluster`, and those of `visit`.
pub(super) fn walk<S: DeserializeOwned>(
    client: &Client,
    index: &str,
    question: &Value,
    at_once: usize,
    visit: &mut dyn FnMut(Found1<S>) -> Result<bool>,
) -> Result<()> {
    let mut moment = Moment::of(client, index)?;
    let mut question = at_moment(question, &moment.id);
    question["size"] = json!(at_once);
    if question.get("sort").is_none() {
        question["sort"] = json!([{"_shard_doc": "asc"}]);
    }
    question["track_total_hits"] = json!(false);
    // Eight bytes of each, which nobody can foresee.
    let (hasher, mut seen, mut times) = (RandomState::default(), HashSet::new(), 0);
    loop {
        // What is shared is asked of by others, too.
        let found = if !moment.is_shared && times < MOST_LOST {
            client.post_at_moment::<Found<S>>(SEARCH, &question)?
        } else {
            Some(client.post::<Found<S>>(SEARCH, &question)?)
        };
        let Some(found) = found else {
            times += 1;
            client.pause();
            moment = Moment::of(client, index)?;
            question["pit"]["id"] = json!(moment.id);
            if let Some(question) = question.as_object_mut() {
                question.remove("search_after");
            }
            continue;
        };
        let found = found.checked(client, at_once)?;
        let count = found.hits.hits.len();
        let mut last = Vec::new();
        for mut hit in found.hits.hits {
            last = std::mem::take(&mut hit.sort);
            if seen.insert(hasher.hash_one(&hit.id)) && !visit(hit)? {
                return Ok(());
            }
        }
        if count < at_once {
            return Ok(());
        }
        // A server that says the same again and again would keep this going.
        if question.get("search_after").and_then(Value::as_array) == Some(&last) {
            return Err(client.error(ClusterFault::Nonsense("next page")));
        }
        question["search_after"] = json!(last);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::path::Path;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::super::access::Access;
    use super::super::address::Address;
    use super::*;

    const LOST: &str = r#"{"error":{"root_cause":[{"type":"illegal_state_exception","reason":"no node found for id: eoL"}],"type":"search_phase_execution_exception","reason":"all shards failed"},"status":500}"#;

    /// Starts a server that gives these answers, one a connection; returns a client of it, and what
    /// tells of each request its path.
    fn answering(answers: Vec<(u16, String)>) -> (Client, mpsc::Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (sender, asked) = mpsc::channel();
        thread::spawn(move || {
            for ((status, body), stream) in answers.into_iter().zip(listener.incoming()) {
                let Ok(mut stream) = stream else { return };
                let mut bytes = [0; 4_096];
                let mut said = String::new();
                // A question ends with a brace; what has none, with its head.
                let is_bare =
                    |said: &str| said.ends_with("\r\n\r\n") && said.contains("point_in_time?");
                while !said.ends_with('}') && !is_bare(&said) {
                    let Ok(count @ 1..) = stream.read(&mut bytes) else { break };
                    said += &String::from_utf8_lossy(&bytes[..count]);
                }
                let path = said.split(' ').nth(1).unwrap_or_default();
                let path = path.split('?').next().unwrap_or_default();
                let _ = sender.send(format!("{path} {}", said.contains("search_after")));
                let head = format!(
                    "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all((head + &body).as_bytes());
            }
        });
        let typed = format!("opensearch+http://127.0.0.1:{port}/presse");
        let address = Address::parse(Path::new(&typed)).expect("an address").expect("a good one");
        (Client::new(&address, &Access::default(), Duration::from_secs(1)), asked)
    }

    fn page(ids: &[u64]) -> (u16, String) {
        let hit = |id: &u64| json!({"_id": id.to_string(), "_version": id, "sort": [id]});
        let hits: Vec<Value> = ids.iter().map(hit).collect();
        let shards = json!({"total": 1, "successful": 1});
        (200, json!({"_shards": shards, "hits": {"hits": hits}}).to_string())
    }

    fn moment_named(id: &str) -> (u16, String) {
        (200, json!({"pit_id": id}).to_string())
    }

    #[test]
    fn a_walk_whose_moment_is_gone_with_a_node_goes_on_with_another_and_sees_each_once() {
        let lost = || (500, LOST.to_owned());
        // The one that is gone is given back, and the other at the end.
        let dropped = || (200, "{}".to_owned());
        let whole = [moment_named("a"), page(&[1, 2]), lost(), moment_named("b"), dropped()];
        let whole = whole.into_iter().chain([page(&[1, 2]), page(&[3]), dropped()]).collect();
        let (client, asked) = answering(whole);
        let mut seen = Vec::new();
        let mut visit = |hit: Found1<IgnoredAny>| {
            seen.push(hit.version);
            Ok(true)
        };
        walk(&client, "presse", &json!({}), 2, &mut visit).expect("an answer");
        assert_eq!(seen, [1, 2, 3]);
        let paths: Vec<String> =
            asked.try_iter().filter(|it| !it.starts_with("/_search/")).collect();
        let (opened, first) = ("/presse/_search/point_in_time false", "/_search false");
        assert_eq!(paths, [opened, first, "/_search true", opened, first, "/_search true"]);
    }
}
