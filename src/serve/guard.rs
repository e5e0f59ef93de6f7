//! Who may ask, and what every answer says to browsers.
//!
//! A page elsewhere cannot read the archive through the browser of somebody who may: the host it
//! is asked by and the page that asks are looked at first. It answers no question itself.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::json;

use super::reply::{JSON, PLAIN, Reply};
use super::site::Site;

/// What pages may load: their own style, script, pictures and answers, and nothing else.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "interest-cohort=()"),
];

/// The path that is open to all: it tells nothing but that there is a server.
pub(super) const HEALTH: &str = "/health";

/// Lets a request pass, or refuses it; adds what every answer says.
pub(super) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let refused = refusal(&site, request.uri(), request.headers());
    let is_api = is_of_api(request.uri().path());
    let mut response = match refused {
        None => next.run(request).await,
        Some(status) => {
            let mut response = said(status, is_api);
            if status == StatusCode::UNAUTHORIZED {
                let how = HeaderValue::from_static("Basic realm=\"limier\", charset=\"UTF-8\"");
                response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
            }
            response
        }
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = said(StatusCode::METHOD_NOT_ALLOWED, is_api);
        response.headers_mut().extend(allowed.map(|allowed| (header::ALLOW, allowed)));
    }
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Tells whether programs ask at an address, which are answered JSON whatever becomes of it.
pub(super) fn is_of_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// Returns a refusal with what there is to say of it.
fn said(status: StatusCode, is_api: bool) -> Response {
    let reason = reason(status);
    let (kind, body) = if is_api {
        (JSON, format!("{}\n", json!({ "error": reason })))
    } else {
        (PLAIN, format!("{reason}\n"))
    };
    Reply::new(kind, body).with_status(status).into_response(None)
}

/// Returns what is said of a refusal.
fn reason(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "a name and a password are needed",
        StatusCode::MISDIRECTED_REQUEST => "this host is not served here",
        StatusCode::METHOD_NOT_ALLOWED => "only GET is answered here",
        _ => "asked from another site",
    }
}

/// Returns why a request is refused; `None` for one that may pass.
fn refusal(site: &Site, uri: &Uri, headers: &HeaderMap) -> Option<StatusCode> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next(), uri.host()) {
        // A request for a proxy names its host in front of the path (RFC 9112, 3.2.2).
        (_, Some(host)) => Some(host),
        (Some(host), None) => host.to_str().ok().and_then(host_of),
        (None, None) => None,
    };
    let is_known = |host: &str| is_served(host, &site.hosts);
    if hosts.next().is_some() || !host.is_some_and(is_known) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let origins = headers.get_all(header::ORIGIN).iter();
    let is_ours = |origin: &HeaderValue| {
        let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
        origin.and_then(|(_, host)| host_of(host)).is_some_and(is_known)
    };
    if !origins.into_iter().all(is_ours) {
        return Some(StatusCode::FORBIDDEN);
    }
    let known = site.credentials.as_ref().filter(|_| uri.path() != HEALTH)?;
    let typed = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes);
    (!known.are_in(typed)).then_some(StatusCode::UNAUTHORIZED)
}

/// Returns the host of `host:port`, `[::1]:port` or `host`; `None` for anything else.
fn host_of(text: &str) -> Option<&str> {
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(rest) = text.strip_prefix('[') {
        let (_, port) = rest.split_once(']')?;
        let is_fine = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_fine.then(|| &text[..text.len() - port.len()]);
    }
    match text.split_once(':') {
        Some((host, port)) => is_port(port).then_some(host),
        None => Some(text),
    }
}

/// Tells whether a host is this machine, as it names itself, or one of those that were allowed.
fn is_served(host: &str, allowed: &[String]) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let own = ["localhost", "127.0.0.1", "[::1]"].into_iter();
    let mut names = own.chain(allowed.iter().map(String::as_str));
    names.any(|name| name.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_this_machine_or_was_allowed() {
        let allowed = ["archive.example".to_owned()];
        let is = |text: &str| host_of(text).is_some_and(|host| is_served(host, &allowed));
        for host in
            ["localhost", "localhost:4242", "127.0.0.1:80", "[::1]:4242", "[::1]", "LOCALHOST."]
        {
            assert!(is(host), "{host}");
        }
        assert!(is("archive.example:443") && is("Archive.Example"));
        for host in [
            "",
            ":4242",
            "evil.example",
            "localhost.evil.example",
            "archive.example.evil",
            "localhost:evil",
            "localhost:4242:1",
            "[::1",
            "[::1]evil",
            "127.0.0.2",
            "user@localhost",
        ] {
            assert!(!is(host), "{host}");
        }
    }
}
