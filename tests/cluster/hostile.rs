//! Servers that mean harm: each is told of within bounds of time and memory, and nothing is
//! written but the little that limier keeps by itself.

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::server::{Server, say};
use crate::typed::{Ran, run};

/// Longest that a command may take with any of them.
const MOST: Duration = Duration::from_secs(90);

/// The state of a collection, as limier writes it, but for some values.
fn state(pieces: &str, index: &str) -> String {
    format!(
        r#"{{"found":true,"_seq_no":1,"_primary_term":1,"_source":{{"cluster_format":2,"manifest":{{"format":12,"analyzer":4,"limier":"0","created":"","runs":[]}},"index":"{index}","pieces":[{pieces}]}}}}"#
    )
}

/// Answers with a state to who asks for it, with no decisions, and with `body` to all else.
fn with_state(state: String, body: &'static str) -> Server {
    Server::start(move |line, asked, stream| {
        if asked.contains(r#"["state","decisions"]"#) {
            say(stream, "200 OK", &format!(r#"{{"docs":[{state},{{"found":false}}]}}"#));
        } else if line.contains("/_doc/state") {
            say(stream, "200 OK", &state);
        } else if line.contains("/_doc/decisions") {
            say(stream, "404 Not Found", r#"{"found":false}"#);
        } else {
            say(stream, "200 OK", body);
        }
    })
}

/// Runs commands on a server, and checks that each fails as it should.
fn check(name: &str, server: &Server) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out.jsonl");
    let out = out.to_str().unwrap();
    let commands = [
        &["search", "grève"][..],
        &["count", "grève"],
        &["export", "-o", out],
        &["index", "tests/fixtures/articles/loup-vercors.txt"],
        &["check"],
    ];
    thread::scope(|scope| {
        for command in commands {
            scope.spawn(|| check_one(name, server, home.path(), command));
        }
    });
    let kept: Vec<_> = std::fs::read_dir(home.path()).unwrap().flatten().collect();
    let is_own = |entry: &std::fs::DirEntry| entry.file_name() == ".cache";
    assert!(kept.iter().all(is_own), "{name}: {kept:?}");
}

fn check_one(name: &str, server: &Server, home: &Path, command: &[&str]) {
    let start = Instant::now();
    let Ran { out, err, code } = run(&server.address(), home, command);
    assert!(start.elapsed() < MOST, "{name}: {command:?}");
    assert!(matches!(code, Some(2 | 3)), "{name}: {command:?}: {code:?} {out} {err}");
    assert!(err.starts_with("error: "), "{name}: {err}");
    let is_shown = |char: char| !char.is_control() || char == '\n';
    assert!(err.chars().all(is_shown), "{name}: {err:?}");
    assert!(err.len() < 2_000, "{name}: {} bytes", err.len());
    assert!(!err.contains("panick") && !err.contains("please report"), "{name}: {err}");
}

fn head(stream: &mut TcpStream, rest: &str) {
    let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{rest}\r\n").as_bytes());
}

#[test]
fn a_head_without_an_end_is_cut() {
    check(
        "head",
        &Server::start(|_, _, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            let line = format!("x-{}: {}\r\n", "a".repeat(50), "b".repeat(8_000));
            for _ in 0..12_500 {
                if stream.write_all(line.as_bytes()).is_err() {
                    return;
                }
            }
        }),
    );
}

#[test]
fn a_body_without_an_end_is_cut() {
    check(
        "body",
        &Server::start(|_, _, stream| {
            head(stream, "content-type: application/json\r\n");
            let chunk = vec![b' '; 1 << 20];
            for _ in 0..400 {
                if stream.write_all(&chunk).is_err() {
                    return;
                }
            }
        }),
    );
}

#[test]
fn what_is_no_answer_is_told() {
    for (name, body) in [
        ("nothing", ""),
        ("text", "hello"),
        ("null", "null"),
        ("list", "[]"),
        ("number", "1e999"),
        ("cut", "{\"found\":true,\"_source\":{"),
        ("deep", ""),
        ("other", r#"{"found":true,"_source":{"a":1}}"#),
        ("signs", "\u{1b}]0;x\u{7}\u{1b}[2J"),
        ("page", "<html><script>alert(1)</script>"),
    ] {
        let body = if name == "deep" { "[".repeat(200_000) } else { body.to_owned() };
        check(name, &Server::saying("200 OK", body));
    }
    let said =
        "{\"error\":{\"type\":\"a\\u001b[31m\",\"reason\":\"b\\r\\nc\\u0007\"},\"status\":400}";
    check("terminal", &Server::saying("400 Bad Request", said));
    check("long", &Server::saying("500 Internal Server Error", "x".repeat(1 << 20)));
}

#[test]
fn connections_that_end_or_break_are_told() {
    check("ends", &Server::start(|_, _, _| ()));
    check("status", &Server::start(|_, _, stream| drop(stream.write_all(b"HTTP/1.1 abc\r\n\r\n"))));
    check("no HTTP", &Server::start(|_, _, stream| drop(stream.write_all(b"220 smtp ready\r\n"))));
    check(
        "short",
        &Server::start(|_, _, stream| {
            head(stream, "content-length: 1000\r\n");
            let _ = stream.write_all(b"{}");
        }),
    );
    check(
        "negative",
        &Server::start(|_, _, stream| {
            head(stream, "content-length: -1\r\n");
            let _ = stream.write_all(b"{}");
        }),
    );
    check(
        "chunks",
        &Server::start(|_, _, stream| {
            head(stream, "transfer-encoding: chunked\r\n");
            let _ = stream.write_all(b"ffffffffffffffffff\r\n{}");
        }),
    );
}

#[test]
fn redirects_lead_nowhere() {
    let other = Server::saying("200 OK", "{}");
    let port = other.port;
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let server = Server::start(move |_, _, stream| {
            let head = format!(
                "HTTP/1.1 {status}\r\nlocation: http://127.0.0.1:{port}/\r\ncontent-length: \
                 0\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes());
        });
        check(status, &server);
    }
    assert_eq!(other.asked(), 0, "nobody was sent there");
}

#[test]
fn a_state_that_leads_elsewhere_is_told() {
    for index in ["../_cluster", "presse", "presse-00000x", "autre-000001", "presse-000001/_x"] {
        check(index, &with_state(state("", index), "{}"));
    }
    let piece = |id: &str, parts: &str| {
        format!(r#"{{"id":"{id}","parts":{parts},"articles":1,"lengths":[1,1,1]}}"#)
    };
    let id = "0".repeat(32);
    for piece in [
        piece("../../etc/passwd", "1"),
        piece(&id, "1"),
        piece(&id, "4000000000"),
        piece(&"é".repeat(16), "1"),
        piece("", "1"),
    ] {
        let server = with_state(state(&piece, "presse-000001"), r#"{"docs":[{"found":false}]}"#);
        check(&piece, &server);
    }
    let data = r#"{"docs":[{"found":true,"_source":{"data":"KLUv/SQAAQAA"}}]}"#;
    check("other bytes", &with_state(state(&piece(&id, "1"), "presse-000001"), data));
}

#[test]
fn lies_about_numbers_are_told() {
    for body in [
        r#"{"responses":[]}"#,
        r#"{"responses":[{"_shards":{"total":1,"successful":1},"hits":{"total":{"value":7,"relation":"gte"},"hits":[]}}]}"#,
        r#"{"responses":[{"_shards":{"total":3,"successful":2},"hits":{"total":{"value":7,"relation":"eq"},"hits":[]}}]}"#,
        r#"{"took":1,"_shards":{"total":1,"successful":1},"hits":{"total":{"value":18446744073709551616,"relation":"eq"},"hits":[]}}"#,
        r#"{"took":1,"hits":{"hits":[]}}"#,
        r#"{"took":1,"timed_out":true,"_shards":{"total":1,"successful":1},"hits":{"total":{"value":1,"relation":"eq"},"hits":[]}}"#,
    ] {
        check(body, &with_state(state("", "presse-000001"), body));
    }
}

#[test]
#[ignore = "needs a minute"]
fn who_never_answers_is_left() {
    let server = Server::start(|_, _, _| thread::sleep(Duration::from_secs(200)));
    let home = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let Ran { err, code, .. } = run(&server.address(), home.path(), &["search", "x"]);
    assert!(start.elapsed() < MOST, "{:?}", start.elapsed());
    assert!(err.contains("did not answer in time"), "{err}");
    assert_eq!(code, Some(2));
}
