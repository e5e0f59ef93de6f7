//! The style, the script and the sign of the pages, which are in the program.
//!
//! Their addresses carry a number made of what is in them: what a browser has kept is never old.

use std::sync::LazyLock;

use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use xxhash_rust::xxh3::xxh3_64;

use super::reply::Reply;

/// A file of the pages.
pub(super) struct Asset {
    pub(super) path: &'static str,
    kind: &'static str,
    text: &'static str,
    sum: LazyLock<String>,
}

/// How pages look.
pub(super) static STYLE: Asset = Asset {
    path: "/style.css",
    kind: "text/css; charset=utf-8",
    text: include_str!("assets/style.css"),
    sum: LazyLock::new(|| sum(include_str!("assets/style.css"))),
};

/// What makes them quicker; they work without it.
pub(super) static SCRIPT: Asset = Asset {
    path: "/script.js",
    kind: "text/javascript; charset=utf-8",
    text: include_str!("assets/script.js"),
    sum: LazyLock::new(|| sum(include_str!("assets/script.js"))),
};

/// The sign in the bar of the browser.
pub(super) static ICON: Asset = Asset {
    path: "/icon.svg",
    kind: "image/svg+xml",
    text: include_str!("assets/icon.svg"),
    sum: LazyLock::new(|| sum(include_str!("assets/icon.svg"))),
};

/// All of them.
pub(super) static ASSETS: [&Asset; 3] = [&STYLE, &SCRIPT, &ICON];

fn sum(text: &str) -> String {
    format!("{:x}", xxh3_64(text.as_bytes()))
}

impl Asset {
    /// Returns its address as pages have it.
    pub(super) fn address(&self) -> String {
        format!("{}?v={}", self.path, *self.sum)
    }

    /// Returns it, or that who asks has it already.
    pub(super) fn reply(&self, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", *self.sum);
        let is_known =
            headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag.as_str());
        let text = if is_known { "" } else { self.text };
        let mut response = Reply::new(self.kind, text).into_response(Some(&tag));
        let cache = HeaderValue::from_static("private, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, cache);
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response
    }
}
