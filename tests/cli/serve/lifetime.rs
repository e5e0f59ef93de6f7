//! How long things take and last: slow clients, commits that land, the signal to end.
//!
//! Whoever is slow is the only one who waits.

use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use super::server::Server;
use crate::support::Limier;

fn archive() -> Limier {
    Limier::with_articles([("a", "Le pont", "Il rouvre.")])
}

#[test]
fn slow_clients_hold_nobody_up_and_are_sent_away() {
    let server = Server::on(&archive());
    let start = Instant::now();
    let mut slow: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
            stream
        })
        .collect();
    assert_eq!(server.json("/api/search?q=pont")["total"], 1);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    let mut answer = Vec::new();
    let _ = slow[0].read_to_end(&mut answer);
    assert!(start.elapsed() < Duration::from_secs(40), "{:?}", start.elapsed());
    assert!(!String::from_utf8_lossy(&answer).contains("200 OK"), "{answer:?}");
}

#[test]
fn a_commit_is_found_as_soon_as_it_lands() {
    let limier = archive();
    let server = Server::on(&limier);
    for count in 2..5_u64 {
        let name = format!("{count}.jsonl");
        let record = json!({"id": name, "title": "Un pont", "body": "Là."});
        std::fs::write(limier.path(&name), format!("{record}\n")).unwrap();
        limier.index(&name).output();
        let is_found = |_| {
            std::thread::sleep(Duration::from_millis(50));
            server.json("/api/search?q=pont")["total"] == count
        };
        assert!((0..200).any(is_found), "{count} articles");
    }
    let delete = limier.call("delete").args(["a", "--because", "test"]).output();
    assert_eq!(delete.code, 0, "{delete:?}");
    let is_gone = |_| {
        std::thread::sleep(Duration::from_millis(50));
        server.ask("/api/article?id=a", &[]).status == 404
    };
    assert!((0..200).any(is_gone));
}

#[test]
#[cfg(unix)]
fn the_signal_to_end_finishes_what_runs() {
    let mut server = Server::on(&archive());
    let mut asking = server.connect();
    asking.write_all(b"GET /api/search?q=pont HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(300));
    // It was asking when the signal came.
    asking.write_all(b"\r\n").unwrap();
    let mut answer = String::new();
    asking.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
