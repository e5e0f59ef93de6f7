//! What a server says when it refuses, as `OpenSearch` 3.8 says it, and what is told of it.
//!
//! Nothing of a real node is needed.

use crate::server::{Server, say};
use crate::typed::{Ran, limier, ran, run};

/// Searches on a server, and returns what was told without its address.
fn told(server: &Server) -> (String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    let Ran { out, err, code } = run(&server.address(), home.path(), &["search", "grève"]);
    assert_eq!(out, "");
    (err.replace(&server.address(), "PLACE"), code)
}

#[track_caller]
fn check(status: &'static str, body: &str, expected: &str) {
    let (told, code) = told(&Server::saying(status, body));
    assert!(told.contains(expected), "{told}");
    assert_eq!(code, Some(if expected.contains("no whole answer") { 3 } else { 2 }), "{told}");
}

#[test]
fn a_refusal_is_told_with_what_to_do() {
    check("401 Unauthorized", "Unauthorized", "wants a user and a password that it knows; set LIM");
    check("403 Forbidden", "", "does not allow this user to do that");
    check(
        "403 Forbidden",
        r#"{"error":{"root_cause":[],"type":"security_exception","reason":"no permissions"},"status":403}"#,
        "does not allow this user to do that",
    );
    check(
        "403 Forbidden",
        r#"{"error":{"root_cause":[],"type":"cluster_block_exception","reason":"index [presse-000001] blocked by: [FORBIDDEN/8/index write (api)]; read-only"},"status":403}"#,
        "can only be read: a disk is full, or its index was set so; make room",
    );
    check(
        "503 Service Unavailable",
        r#"{"error":{"root_cause":[],"type":"no_shard_available_action_exception","reason":"No shard available for [get [presse-state][state]: routing [null]]"},"status":503}"#,
        "parts of PLACE are missing, a shard: no whole answer",
    );
    check(
        "400 Bad Request",
        r#"{"error":{"root_cause":[],"type":"illegal_argument_exception","reason":"what"},"status":400}"#,
        "refused (400): illegal_argument_exception: what",
    );
    check("302 Found", "", "answered with another address, which is not followed");
}

#[test]
fn another_server_or_an_old_one_is_told() {
    let with = |root: &'static str| {
        Server::start(move |line, _, stream| {
            if line.starts_with("GET / ") {
                say(stream, "200 OK", root);
            } else {
                say(stream, "404 Not Found", "{}");
            }
        })
    };
    for (root, expected) in [
        (
            r#"{"version":{"distribution":"opensearch","number":"2.19.1"}}"#,
            "is OpenSearch 2.19.1; this limier needs 3.0 or later",
        ),
        (r#"{"version":{"number":"8.15.0"}}"#, "is no OpenSearch but Elasticsearch 8.15.0"),
        ("<html>", "is no OpenSearch but something else"),
        (r#"{"version":{"distribution":"opensearch","number":"3.8.0"}}"#, "no index in PLACE"),
    ] {
        let (told, code) = told(&with(root));
        assert!(told.contains(expected), "{told}");
        assert_eq!(code, Some(2));
    }
}

#[test]
fn an_address_that_leads_nowhere_is_told_before_anything_is_asked() {
    let home = tempfile::tempdir().unwrap();
    for (address, expected) in [
        ("opensearch+http://127.0.0.1:9200", "names no collection behind the host"),
        ("opensearch+http:///x", "names no host"),
        ("opensearch+http://h:x/presse", "has a port that is no number"),
        ("opensearch+http://h/PRESSE", "has a name that no index can have"),
        ("opensearch+http://u:geheim@h/x", "holds a user or a password"),
    ] {
        for command in [&["search", "x"][..], &["index", "tests/fixtures/articles"], &["check"]] {
            let Ran { out, err, code } = run(address, home.path(), command);
            assert!(err.contains(expected), "{err}");
            assert!(!err.contains("geheim") && out.is_empty(), "{err}");
            assert_eq!(code, Some(2));
        }
    }
}

#[test]
fn who_does_not_answer_is_told() {
    let home = tempfile::tempdir().unwrap();
    // A port that nobody listens on any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("opensearch+http://127.0.0.1:{port}/presse");
    let Ran { err, code, .. } = run(&address, home.path(), &["search", "x"]);
    assert!(err.contains("does not answer: "), "{err}");
    assert!(err.contains("see that its nodes run"), "{err}");
    assert_eq!(code, Some(2));
}

#[test]
fn a_user_is_sent_from_the_surroundings_or_a_file_and_told_to_nobody() {
    use std::sync::{Arc, Mutex};
    let home = tempfile::tempdir().unwrap();
    let seen = Arc::new(Mutex::new(0));
    let server = Server::start({
        let seen = Arc::clone(&seen);
        move |_, _, stream| {
            *seen.lock().unwrap() += 1;
            say(stream, "401 Unauthorized", "");
        }
    });
    let file = home.path().join("qui");
    std::fs::write(&file, "lea\ngeheim\n").unwrap();
    let mut by_file = limier(&server.address(), home.path());
    by_file.args(["search", "x", "--credentials"]).arg(&file);
    let mut by_surroundings = limier(&server.address(), home.path());
    by_surroundings
        .env("LIMIER_CLUSTER_USER", "lea")
        .env("LIMIER_CLUSTER_PASSWORD", "geheim")
        .args(["search", "x"]);
    for command in [&mut by_file, &mut by_surroundings] {
        let Ran { out, err, code } = ran(command);
        assert!(err.contains("wants a user and a password"), "{err}");
        assert!(!format!("{out}{err}").contains("geheim"), "{err}");
        assert_eq!(code, Some(2));
    }
    assert!(*seen.lock().unwrap() >= 2);
}

#[test]
fn what_passes_is_waited_for_and_asked_again() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::saying("429 Too Many Requests", "{}");
    let Ran { err, code, .. } = run(&server.address(), home.path(), &["search", "x"]);
    assert!(err.contains("has no time for this now"), "{err}");
    assert!(server.asked() >= 3, "{} times", server.asked());
    assert_eq!(code, Some(2));
}

#[test]
fn a_node_that_another_one_misses_is_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let gone = r#"{"error":{"root_cause":[],"type":"node_not_connected_exception","reason":"[n1] Node not connected"},"status":500}"#;
    let server = Server::saying("500 Internal Server Error", gone);
    let Ran { err, code, .. } = run(&server.address(), home.path(), &["search", "x"]);
    assert!(err.contains("Node not connected"), "{err}");
    assert!(server.asked() >= 3, "{} times", server.asked());
    assert_eq!(code, Some(2));
    let server = Server::saying("500 Internal Server Error", "{}");
    run(&server.address(), home.path(), &["search", "x"]);
    assert_eq!(server.asked(), 1, "what does not pass is not asked again");
}
