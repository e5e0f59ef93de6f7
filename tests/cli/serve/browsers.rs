//! Who may ask: hosts, pages of other sites, passwords; and what every answer says.
//!
//! A page elsewhere must not read the archive through somebody's browser.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::server::{Answer, Server};
use crate::support::Limier;

fn archive() -> Limier {
    Limier::with_articles([("a", "Le pont", "Il rouvre.")])
}

#[test]
fn another_host_or_another_site_is_refused() {
    let limier = archive();
    let server = Server::with(&limier, &["--allow-host", "archive.example"]);
    let status = |headers: &[&str]| server.ask("/api/search?q=pont", headers).status;
    assert_eq!(status(&[&format!("Host: {}", server.address)]), 200);
    assert_eq!(status(&["Host: Archive.Example:443"]), 200);
    assert_eq!(status(&["Host: [::1]:4242"]), 200);
    for host in ["evil.example", "archive.example.evil", "127.0.0.2", "localhost@evil", ""] {
        assert_eq!(status(&[&format!("Host: {host}")]), 421, "{host}");
    }
    assert_eq!(status(&["Host: localhost", "Host: localhost"]), 421, "two of them");
    assert_eq!(status(&["Host: localhost", "Origin: http://localhost:4242"]), 200);
    assert_eq!(status(&["Host: localhost", "Origin: https://archive.example"]), 200);
    for origin in ["https://evil.example", "null", "http://localhost.evil.example", "localhost"] {
        assert_eq!(status(&["Host: localhost", &format!("Origin: {origin}")]), 403, "{origin}");
    }
    let absolute = server.ask("http://evil.example/api/search?q=pont", &["Host: localhost"]);
    assert_eq!(absolute.status, 421);
    let none = Answer::read(&server.send(b"GET / HTTP/1.0\r\n\r\n"));
    assert_eq!(none.status, 421, "a request that names no host");
}

#[test]
fn every_answer_says_what_browsers_may_do_with_it() {
    let limier = archive();
    let server = Server::on(&limier);
    for path in [
        "/",
        "/article?id=a",
        "/api/search?q=pont",
        "/api/nope",
        "/style.css",
        "/feed?q=pont",
        "/health",
        "/?q=(",
        "/kwic?q=pont",
        "/word?word=pont",
    ] {
        let answer = server.ask(path, &[]);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    let refused = server.ask("/", &["Host: evil.example"]);
    assert_eq!(refused.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn nothing_is_written_whatever_the_method() {
    let server = Server::on(&archive());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let request = format!(
            "{method} /api/search?q=pont HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\
             Connection: close\r\n\r\nabc"
        );
        assert_eq!(Answer::read(&server.send(request.as_bytes())).status, 405, "{method}");
    }
    let head = b"HEAD /?q=pont HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let head = Answer::read(&server.send(head));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn a_password_opens_all_but_the_health() {
    let limier = archive().file("passwords", "anne:lune\nsecret\n");
    let server = Server::with(&limier, &["--password", "passwords"]);
    let with = |typed: &str| format!("Authorization: Basic {}", STANDARD.encode(typed));
    for path in ["/", "/api/search?q=pont", "/feed?q=pont", "/style.css", "/nope"] {
        let answer = server.ask(path, &[]);
        assert_eq!(answer.status, 401, "{path}");
        assert!(answer.header("www-authenticate").unwrap().starts_with("Basic "), "{path}");
        assert!(!answer.body.contains("pont"), "{path}");
        assert_eq!(server.ask(path, &[&with("anne:soleil")]).status, 401, "{path}");
    }
    assert_eq!(server.ask("/api/search?q=pont", &[&with("anne:lune")]).status, 200);
    assert_eq!(server.ask("/", &[&with("moi:secret")]).status, 200);
    let health = server.get("/health");
    assert_eq!(health.body, "ok\n");
}

#[test]
fn beyond_this_machine_a_name_must_be_allowed() {
    let limier = archive().file("none", "\n");
    let refused = "error: 0.0.0.0:4242 is reached from other machines, by names that must be known; \
                   name each with --allow-host NAME, or leave --bind at this machine's own address\n";
    limier.call("serve").args(["--bind", "0.0.0.0:4242"]).stderr(refused).code(2).run();
    let empty = "error: none holds no password; write one a line, or name:password\n";
    limier.call("serve").args(["--password", "none"]).stderr(empty).code(2).run();
    for host in ["evil.com/x y", "https://a.example", "a.example:443", "a..b", "", "é.fr", "[::1"]
    {
        let refused = limier.call("serve").args(["--allow-host", host]).output();
        assert_eq!(refused.code, 2, "{host}: {refused:?}");
        assert!(refused.stderr.contains("--allow-host"), "{host}: {refused:?}");
    }
    let fine = [
        "--allow-host",
        "a_b.example",
        "--allow-host",
        "[2001:db8::1]",
        "--allow-host",
        "192.0.2.7",
    ];
    drop(Server::with(&limier, &fine));
    let server = Server::on(&limier);
    let taken = limier.call("serve").args(["--bind", &server.address.to_string()]).output();
    assert!(taken.stderr.contains("another program listens there"), "{taken:?}");
    assert_eq!(taken.code, 2);
}
