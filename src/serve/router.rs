//! Which address is answered by what, and on which threads.
//!
//! Searches run on a few threads of their own; who comes when all are taken waits in line, and is
//! told so when the line is long. What is heavy has a line of its own and never takes all threads.
//! What was answered before is answered at once. What nobody waits for any more is stopped.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use tokio::sync::OwnedSemaphorePermit;

use super::answer::Answer;
use super::asked::Asked;
use super::fault::Fault;
use super::guard::{HEALTH, guard, is_of_api};
use super::line::Line;
use super::params::Params;
use super::remembered::{Question, Remembered};
use super::reply::{PLAIN, Reply};
use super::room::Room;
use super::site::Site;
use super::weight::is_heavy;
use super::{api, assets, export, feed, pages};
use crate::query::Clock;
use crate::render::page::{ParamFault, ParamProblem, Tongue};

/// Threads that search.
pub(super) const THREADS: usize = 4;

/// Threads that what is heavy may take: the others stay free for what is short.
const HEAVY: usize = 2;

/// Most requests that wait for one of them.
const LINE: usize = 512;

/// Most of those that are heavy.
const HEAVY_LINE: usize = 32;

/// Most bytes of what is asked for in an address that is not of the API.
const MOST_BYTES: usize = 8_000;

/// How long a request waits.
const WAITING: Duration = Duration::from_secs(10);

/// What says why there is no answer.
type Refusal = fn(&Asked, &Fault) -> Reply;

/// What all requests share.
struct Desk {
    site: Arc<Site>,
    threads: Line,
    heavy: Line,
    room: Room,
    remembered: Remembered,
}

/// Returns what answers every address.
pub(super) fn router(site: &Arc<Site>) -> Router {
    let desk = Arc::new(Desk {
        site: Arc::clone(site),
        threads: Line::new(THREADS, LINE, WAITING),
        heavy: Line::new(HEAVY, HEAVY_LINE, WAITING),
        room: Room::new(),
        remembered: Remembered::new(),
    });
    let asks = |answer: Answer, refusal: Refusal| {
        let desk = Arc::clone(&desk);
        get(move |uri: Uri, headers: HeaderMap| desk.run(answer, refusal, uri, headers))
    };
    let mut router = Router::new();
    for (path, answer) in pages::PAGES {
        router = router.route(path, asks(*answer, pages::fault));
    }
    for (path, answer) in api::ENDPOINTS {
        router = router.route(path, asks(*answer, api::fault));
    }
    router = router.route("/export", asks(export::export, api::fault));
    router = router.route("/feed", asks(feed::feed, api::fault));
    for asset in assets::ASSETS {
        router = router
            .route(asset.path, get(move |headers: HeaderMap| async move { asset.reply(&headers) }));
    }
    let well = || async { Reply::new(PLAIN, "ok\n").into_response(None) };
    router
        .route(HEALTH, get(well))
        .fallback({
            let desk = Arc::clone(&desk);
            move |uri: Uri, headers: HeaderMap| {
                let refusal = if is_of_api(uri.path()) { api::fault } else { pages::fault };
                desk.run(|_| Err(Fault::NoPage), refusal, uri, headers)
            }
        })
        .layer(from_fn_with_state(Arc::clone(site), guard))
}

/// Says, once it is gone, that nobody waits for the answer.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What a request holds while it is answered; the first of them until its answer leaves.
type Places = (Option<Arc<OwnedSemaphorePermit>>, OwnedSemaphorePermit);

impl Desk {
    /// Returns a thread once there is one; what is heavy waits for its turn among the heavy first.
    async fn places(&self, is_heavy: bool) -> Option<Places> {
        let heavy = if is_heavy { Some(Arc::new(self.heavy.place().await?)) } else { None };
        Some((heavy, self.threads.place().await?))
    }

    /// Answers a request on one of the threads.
    async fn run(
        self: Arc<Self>,
        answer: Answer,
        refusal: Refusal,
        uri: Uri,
        headers: HeaderMap,
    ) -> Response {
        let start = Instant::now();
        let left = Arc::new(AtomicBool::new(false));
        let _waiting = Waiting(Arc::clone(&left));
        let query = uri.query().unwrap_or_default();
        // Pages and feeds say it again in each of their links; JSON does not.
        let is_long = query.len() > MOST_BYTES && !is_of_api(uri.path());
        let read = Params::read(query);
        let problem = match &read {
            None => Some(ParamProblem::Many { most: super::params::MOST }),
            Some(_) if is_long => Some(ParamProblem::Long { most: MOST_BYTES }),
            Some(_) => None,
        };
        let params = read.filter(|_| problem.is_none()).unwrap_or_default();
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let asked = Asked {
            snapshot: self.site.archive.now(),
            clock: Clock { now: (self.site.now)(), zone: self.site.zone.clone() },
            tongue: Tongue::chosen(params.get("ui"), accepted),
            base: format!("{}://{}", scheme(&headers), host.unwrap_or("localhost")),
            site: Arc::clone(&self.site),
            params,
            start,
            is_left: Arc::new(move || left.load(Ordering::Relaxed)),
        };
        if let Some(problem) = problem {
            let fault = Fault::Param(ParamFault { name: String::new(), problem });
            return refusal(&asked, &fault).into_response(None);
        }
        let busy = |asked: &Asked| {
            let mut response = refusal(asked, &Fault::Busy).into_response(None);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            response
        };
        let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
        let question = Question::of(&asked, &uri);
        if let Some((reply, tag)) = self.remembered.get(&question, asked.minute()) {
            let reply = if is_known(known, &tag.text) { not_modified() } else { reply };
            return reply.into_response(Some(&tag.text));
        }
        let Some(places) = self.places(is_heavy(uri.path(), &asked.params)).await else {
            return busy(&asked);
        };
        let known = known.map(str::to_owned);
        let turn = places.0.clone();
        let ran = tokio::task::spawn_blocking(move || {
            let _places = places;
            let tag = asked.tag();
            let reply = answered(answer, refusal, &asked, known.as_deref(), &tag.text);
            (asked, reply, tag)
        });
        let Ok((asked, reply, tag)) = ran.await else {
            let reply = Reply::new(PLAIN, "").with_status(StatusCode::INTERNAL_SERVER_ERROR);
            return reply.into_response(None);
        };
        if asked.had_time() {
            self.remembered.keep(question, &reply, &tag);
        }
        // What waits for room is in memory: only the few that are heavy may.
        let patience = if turn.is_some() { WAITING } else { Duration::ZERO };
        match self.room.with(reply, patience).await {
            Some(reply) => reply.into_response(Some(&tag.text)),
            None => busy(&asked),
        }
    }
}

/// Returns by what a client reached us: a proxy in front may speak TLS to it, and says so. Nothing
/// else it says is taken over.
fn scheme(headers: &HeaderMap) -> &'static str {
    match headers.get("x-forwarded-proto") {
        Some(scheme) if scheme.as_bytes().eq_ignore_ascii_case(b"https") => "https",
        _ => "http",
    }
}

/// Returns the answer, or that who asks has it already.
fn answered(
    answer: Answer,
    refusal: Refusal,
    asked: &Asked,
    known: Option<&str>,
    tag: &str,
) -> Reply {
    if is_known(known, tag) {
        return not_modified();
    }
    // What one request makes limier stumble over is no matter of the others.
    let reply = panic::catch_unwind(AssertUnwindSafe(|| answer(asked)));
    let reply = reply.unwrap_or(Err(Fault::Failed));
    reply.unwrap_or_else(|fault| refusal(asked, &fault))
}

/// Tells whether a tag is among those that who asks has answers of.
fn is_known(known: Option<&str>, tag: &str) -> bool {
    // A weak tag is compared without the sign that it is one (RFC 9110, 8.8.3.2).
    let same = |known: &str| known.trim().trim_start_matches("W/") == tag.trim_start_matches("W/");
    known.is_some_and(|known| known.split(',').any(same))
}

/// Returns what says that who asks has the answer already.
fn not_modified() -> Reply {
    Reply::new(PLAIN, "").with_status(StatusCode::NOT_MODIFIED)
}
