//! Requests to the nodes of a cluster, one after the other: what comes back is JSON of a bounded
//! size within a bounded time, or a fault.
//!
//! What may pass is tried again, by another node where there is one, for as long as was said;
//! no redirect is followed. It knows no index.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Read;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::{Method, Request};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, http};

use super::access::Access;
use super::address::Address;
use super::said::{fault_of, is_of_a_moment, shortened};
use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};

/// Most bytes of an answer, and of the head of one.
const MAX_ANSWER: u64 = 128 << 20;
const MAX_HEAD: usize = 64 << 10;

/// Most bytes that memory is taken for before they are there.
const MOST_AHEAD: usize = 4 << 20;

/// Most time for a connection, and for an answer.
const CONNECTING: Duration = Duration::from_secs(5);
const ANSWERING: Duration = Duration::from_mins(1);

/// How long what may pass is tried again where nobody says.
const PATIENCE: Duration = Duration::from_secs(3);

/// The first pause before something is tried again, and the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What is asked of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) method: &'static str,
    /// With the slash in front.
    pub(super) path: &'a str,
    pub(super) body: Body<'a>,
}

/// What is sent along.
#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    None,
    Json(&'a [u8]),
    /// Lines of JSON.
    Lines(&'a [u8]),
}

/// What asks the nodes of a cluster.
pub(super) struct Client {
    agent: Agent,
    place: PathBuf,
    nodes: Vec<String>,
    /// The node that answered last.
    turn: AtomicUsize,
    authorization: Option<String>,
    patience: Duration,
    /// An index, and the moment of it that is asked.
    moment: OnceLock<(String, String)>,
}

impl Client {
    /// Returns a client that asks nothing yet; what may pass is tried again for `patience`, a
    /// few seconds at least.
    pub(super) fn new(address: &Address, access: &Access, patience: Duration) -> Self {
        let roots = match &access.authorities {
            Some(authorities) => RootCerts::new_with_certs(authorities),
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .max_response_header_size(MAX_HEAD)
            .timeout_connect(Some(CONNECTING))
            .timeout_global(Some(ANSWERING))
            .user_agent(concat!("limier/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: Agent::new_with_config(config),
            place: address.place.clone(),
            nodes: address.nodes.clone(),
            // Who asks many nodes does not ask the same one first each time.
            turn: AtomicUsize::new(chance() as usize % address.nodes.len().max(1)),
            authorization: access.authorization.clone(),
            patience: patience.max(PATIENCE),
            moment: OnceLock::new(),
        }
    }

    /// Has an index asked as of a moment from now on, unless one is asked so already.
    pub(super) fn pin(&self, index: &str, moment: String) {
        self.moment.get_or_init(|| (index.to_owned(), moment));
    }

    /// Returns the moment as of which an index is asked, where that is not now.
    pub(super) fn moment(&self, index: &str) -> Option<&str> {
        self.moment.get().filter(|(of, _)| of == index).map(|(_, moment)| moment.as_str())
    }

    /// Returns the error for what is the matter with the cluster.
    pub(super) fn error(&self, fault: ClusterFault) -> Error {
        Error::Cluster { place: self.place.clone(), fault }
    }

    /// Returns the answer to a question, `None` where there is no such thing (404).
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn find<T: DeserializeOwned>(&self, asked: Asked<'_>) -> Result<Option<T>> {
        let (status, body) = self.answer(asked)?;
        if status == 404 {
            return Ok(None);
        }
        self.read(status, &body, asked).map(Some)
    }

    /// Returns the answer to a question.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn ask<T: DeserializeOwned>(&self, asked: Asked<'_>) -> Result<T> {
        let (status, body) = self.answer(asked)?;
        self.read(status, &body, asked)
    }

    /// Returns the answer to a question that is JSON itself.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn post<T: DeserializeOwned>(&self, path: &str, question: &Value) -> Result<T> {
        let body = question.to_string();
        self.ask(Asked { method: "POST", path, body: Body::Json(body.as_bytes()) })
    }

    /// Returns the answer to a question that is put to a moment; `None` where the moment is gone
    /// with a node, and is to be taken anew.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn post_at_moment<T: DeserializeOwned>(
        &self,
        path: &str,
        question: &Value,
    ) -> Result<Option<T>> {
        let body = question.to_string();
        let asked = Asked { method: "POST", path, body: Body::Json(body.as_bytes()) };
        match self.answer_unless(asked, is_of_a_moment) {
            Err(Error::Cluster { fault, .. }) if is_of_a_moment(&fault) => Ok(None),
            answered => {
                let (status, body) = answered?;
                self.read(status, &body, asked).map(Some)
            }
        }
    }

    fn read<T: DeserializeOwned>(&self, status: u16, body: &[u8], _: Asked<'_>) -> Result<T> {
        if !(200..300).contains(&status) {
            return Err(self.error(fault_of(status, body)));
        }
        serde_json::from_slice(body).map_err(|_| self.error(ClusterFault::Nonsense("JSON")))
    }

    /// Returns the status and the body of an answer, whatever they are but for those that pass.
    ///
    /// # Errors
    /// `Cluster` where no node answers for as long as is waited.
    pub(super) fn answer(&self, asked: Asked<'_>) -> Result<(u16, Vec<u8>)> {
        self.answer_unless(asked, |_| false)
    }

    /// Returns the same, and does not wait where the fault is one that stays.
    fn answer_unless(
        &self,
        asked: Asked<'_>,
        stays: impl Fn(&ClusterFault) -> bool,
    ) -> Result<(u16, Vec<u8>)> {
        let start = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut failed = 0;
        loop {
            let turn = self.turn.load(Ordering::Relaxed);
            let fault = match self.try_node(&self.nodes[turn % self.nodes.len()], asked) {
                Ok((status, body)) => {
                    let fault = (status >= 400).then(|| fault_of(status, &body));
                    match fault.filter(|fault| passes(status, fault)) {
                        Some(fault) if stays(&fault) => return Err(self.error(fault)),
                        Some(fault) => fault,
                        None => return Ok((status, body)),
                    }
                }
                Err(fault) if !may_pass(&fault) => return Err(self.error(fault)),
                Err(fault) => fault,
            };
            // Another thread may have moved on already.
            let next = turn.wrapping_add(1);
            let _ = self.turn.compare_exchange(turn, next, Ordering::Relaxed, Ordering::Relaxed);
            failed += 1;
            // The other nodes are asked at once.
            if failed % self.nodes.len() != 0 {
                continue;
            }
            if start.elapsed() + pause >= self.patience {
                return Err(self.error(fault));
            }
            thread::sleep(jittered(pause));
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Waits a little, before what was refused for a while is tried again.
    pub(super) fn pause(&self) {
        thread::sleep(jittered(LONGEST_PAUSE.min(self.patience / 10)));
    }

    fn try_node(&self, node: &str, asked: Asked<'_>) -> Result<(u16, Vec<u8>), ClusterFault> {
        let Asked { method, path, body } = asked;
        let url = format!("{node}{path}");
        let method = Method::from_bytes(method.as_bytes()).unwrap_or(Method::GET);
        let mut request = Request::builder().method(method).uri(url);
        if let Some(authorization) = &self.authorization {
            request = request.header(http::header::AUTHORIZATION, authorization);
        }
        let (kind, bytes) = match body {
            Body::None => (None, &[][..]),
            Body::Json(bytes) => (Some("application/json"), bytes),
            Body::Lines(bytes) => (Some("application/x-ndjson"), bytes),
        };
        if let Some(kind) = kind {
            request = request.header(http::header::CONTENT_TYPE, kind);
        }
        let answered = match kind {
            None => self.agent.run(request.body(()).map_err(|_| ClusterFault::Nonsense("URL"))?),
            Some(_) => {
                self.agent.run(request.body(bytes).map_err(|_| ClusterFault::Nonsense("URL"))?)
            }
        };
        let mut answer = answered.map_err(told)?;
        let status = answer.status();
        if status.is_redirection() {
            return Err(ClusterFault::Redirected);
        }
        // As long as it says that it is, within bounds: it need not be copied as it grows.
        let said = answer.headers().get(http::header::CONTENT_LENGTH);
        let length = said.and_then(|said| said.to_str().ok()?.parse::<usize>().ok());
        let mut bytes = Vec::with_capacity(length.unwrap_or(0).min(MOST_AHEAD) + 1);
        let mut reader = answer.body_mut().with_config().limit(MAX_ANSWER).reader();
        reader.read_to_end(&mut bytes).map_err(|error| told(error.into()))?;
        Ok((status.as_u16(), bytes))
    }
}

/// Tells whether an answer with a status, which is a fault, may be another one later: too many
/// requests, a node or a shard that starts or ends, a go-between without one.
pub(super) fn passes(status: u16, fault: &ClusterFault) -> bool {
    let is_of_a_shard = matches!(fault, ClusterFault::Partial { .. });
    matches!(status, 429 | 502 | 503 | 504) || is_of_a_shard || may_pass(fault)
}

/// Tells whether it may be otherwise later, or with another node.
fn may_pass(fault: &ClusterFault) -> bool {
    matches!(fault, ClusterFault::Unreachable(_) | ClusterFault::TimedOut)
}

/// Returns what is the matter, as it is told of a connection.
fn told(error: ureq::Error) -> ClusterFault {
    match error {
        ureq::Error::Timeout(_) => ClusterFault::TimedOut,
        ureq::Error::Rustls(error) => ClusterFault::Unsafe(shortened(&error.to_string())),
        ureq::Error::Tls(said) => ClusterFault::Unsafe(said.to_owned()),
        ureq::Error::BodyExceedsLimit(most) => ClusterFault::TooLong(most),
        ureq::Error::LargeResponseHeader(_, most) => ClusterFault::TooLong(most as u64),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => ClusterFault::Redirected,
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => ClusterFault::Nonsense("HTTP"),
        ureq::Error::Io(error) => match error.get_ref().and_then(|it| it.downcast_ref()) {
            Some(ureq::Error::BodyExceedsLimit(most)) => ClusterFault::TooLong(*most),
            _ if error.to_string().contains("certificate") => {
                ClusterFault::Unsafe(shortened(&error.to_string()))
            }
            _ => ClusterFault::Unreachable(shortened(&error.to_string())),
        },
        error => ClusterFault::Unreachable(shortened(&error.to_string())),
    }
}

/// Returns a pause somewhere between half of one and all of it, so that many who wait do not
/// come back at once.
fn jittered(pause: Duration) -> Duration {
    pause / 2 + pause * u32::try_from(chance() % 1_000).unwrap_or(0) / 2_000
}

/// Returns a number that nobody foresees.
fn chance() -> u64 {
    RandomState::new().build_hasher().finish()
}
