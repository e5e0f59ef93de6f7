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

/// Returns an archive whose concordances take long.
fn long_archive() -> Limier {
    let body = "L’eau de la mer et de la rivière, de la source à la ville. ".repeat(300);
    Limier::with_records((0..150).map(|at| {
        json!({"id": format!("n{at}"), "title": "De la mer", "body": format!("{body}{at}"), "date": "2020-01-01"})
    }))
}

#[test]
fn what_is_short_does_not_wait_behind_what_is_heavy() {
    let server = Server::on(&long_archive());
    let mut heavy: Vec<_> = (0..40)
        .map(|at| {
            let mut stream = server.connect();
            let path = if at % 2 == 0 { "/kwic?q=de+la" } else { "/api/kwic?q=%22de+la%22" };
            write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    assert_eq!(server.json("/api/search?q=mer&limit=1&no-snippet=1")["total"], 150);
    assert!(server.get("/article?id=n1").body.contains("rivière"));
    server.get("/health");
    let took = start.elapsed();
    let answers: Vec<String> = heavy
        .iter_mut()
        .map(|stream| {
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).unwrap();
            String::from_utf8_lossy(&answer).into_owned()
        })
        .collect();
    let all = start.elapsed();
    assert!(took < all / 2, "{took:?}, while the heavy ones took {all:?}");
    let busy: Vec<&String> =
        answers.iter().filter(|answer| answer.starts_with("HTTP/1.1 503")).collect();
    assert!((1..40).contains(&busy.len()), "{} of 40 had no place", busy.len());
    assert!(busy.iter().all(|answer| answer.contains("retry-after: 2")), "{busy:?}");
}

#[test]
#[cfg(unix)]
fn a_request_that_is_never_sent_whole_does_not_keep_the_server() {
    let mut server = Server::on(&archive());
    let mut half = server.connect();
    half.write_all(b"GET /api/search?q=pont HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    let idle = server.connect();
    std::thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    drop((half, idle));
}
