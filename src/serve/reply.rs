//! What a request is answered: a status, a kind of text, the text.
//!
//! It is whole before the first byte leaves; where it is large, it holds room until the last has.

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use tokio::sync::OwnedSemaphorePermit;

/// Kinds of text.
pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json";
pub(super) const PLAIN: &str = "text/plain; charset=utf-8";

/// Returns the kind of text that a format is.
pub(super) fn kind_of(format: &str) -> &'static str {
    match format {
        "json" => JSON,
        "jsonl" => "application/x-ndjson",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "svg" => "image/svg+xml",
        "atom" => "application/atom+xml; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "ris" => "application/x-research-info-systems",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => PLAIN,
    }
}

/// What tells an answer from others to the same address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// It, as it is sent.
    pub(super) text: String,
    /// The minute, where the answer depends on it.
    pub(super) minute: Option<i64>,
}

/// What a request is answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    pub(super) body: Bytes,
    /// The name of the file that it is saved as.
    pub(super) file: Option<String>,
    /// What is held until it has been sent.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// Bytes on their way, with the room that they take.
struct Sent {
    bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Reply {
    /// Returns what was asked for.
    pub(super) fn new(kind: &'static str, body: impl Into<Bytes>) -> Self {
        Self { status: StatusCode::OK, kind, body: body.into(), file: None, room: None }
    }

    /// Returns the same with another status.
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Returns it as it is sent, with what tells it from the one before.
    pub(super) fn into_response(self, tag: Option<&str>) -> Response {
        let bytes = match self.room {
            Some(room) => Bytes::from_owner(Sent { bytes: self.body, _room: room }),
            None => self.body,
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = self.status;
        let mut set = |name: HeaderName, value: &str| {
            // None of them has a line end; one that had would be left out.
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        };
        let is_same = self.status == StatusCode::NOT_MODIFIED;
        if !is_same {
            set(header::CONTENT_TYPE, self.kind);
        }
        if let Some(file) = &self.file {
            set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
        }
        match tag.filter(|_| is_same || self.status == StatusCode::OK) {
            Some(tag) => {
                set(header::ETAG, tag);
                set(header::CACHE_CONTROL, "private, no-cache");
            }
            None => set(header::CACHE_CONTROL, "no-store"),
        }
        set(header::VARY, "accept-language, authorization");
        response
    }
}
