//! What becomes of a collection when nodes are killed, paused or full, when limier is, and when
//! requests are refused: nothing is lost, nothing is doubled, nothing wrong is told for whole.
//!
//! It takes many minutes, and is run by hand; `ROUNDS` in the surroundings says how often nodes and
//! programs are killed.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::exported;
use crate::nodes::{Nodes, articles};
use crate::server::{Server, say};
use crate::typed::{Ran, limier, run};

const GREEN: &str = "/_cluster/health?wait_for_status=green&timeout=20s";

fn rounds(else_: u64) -> u64 {
    env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(else_)
}

fn start(place: &str, home: &Path, arguments: &[&str]) -> Child {
    let mut command = limier(place, home);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for a program, and returns its exit code and what it said.
fn end(mut child: Child) -> (Option<i32>, String) {
    let code = child.wait().unwrap().code();
    let mut said = String::new();
    let _ = child.stderr.take().unwrap().read_to_string(&mut said);
    (code, said)
}

/// Returns the ids of hits: what they are worth changes with the articles that are written.
fn ids(hits: &str) -> Vec<&str> {
    hits.lines().skip(1).filter_map(|hit| hit.split('\t').nth(2)).collect()
}

/// Returns a number below another one, by chance.
fn chance(below: u64) -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish() % below
}

/// Asserts that an export has every article of earlier rounds, and none twice.
fn holds_what_was_there_once(exported: &str, round: u64) {
    let ids: Vec<String> = exported
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    let once: HashSet<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(once.len(), ids.len(), "{round}");
    let earlier = ids.iter().filter(|id| !id.starts_with(&format!("r{round}-"))).count();
    assert_eq!(earlier as u64, 32 + 2_000 * round, "{round}");
}

/// Waits until every shard and its copy are there.
fn wait_for_green(nodes: &Nodes) {
    nodes.wait(3);
    let start = Instant::now();
    while !nodes.get(GREEN).contains("\"timed_out\":false") {
        assert!(start.elapsed() < Duration::from_mins(10), "green");
    }
}

#[test]
#[ignore = "needs a cluster"]
fn long_any_node_may_be_killed_while_articles_are_written_and_looked_for() {
    let (mut nodes, home) = (Nodes::start(3), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("presse");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let expected = run(&place, home, &["search", "loup Vercors", "--format", "tsv"]).out;
    assert!(!ids(&expected).is_empty(), "{expected}");
    let mairie = || {
        let Ran { out, err, .. } = run(&place, home, &["count", "mairie", "--format", "csv"]);
        let count = out.trim_end().rsplit(',').next().and_then(|count| count.parse::<u64>().ok());
        count.unwrap_or_else(|| panic!("{out}{err}"))
    };
    let before = mairie();
    let file = articles(home, 2_000);
    let lines = fs::read_to_string(&file).unwrap();
    for round in 0..rounds(20) {
        wait_for_green(&nodes);
        let part = home.join(format!("{round}.jsonl"));
        fs::write(&part, lines.replace("\"id\":\"a", &format!("\"id\":\"r{round}-"))).unwrap();
        let node = chance(3) as usize;
        let indexing = start(&place, home, &["index", part.to_str().unwrap(), "--wait", "600"]);
        thread::sleep(Duration::from_millis(chance(3_000)));
        let walked = home.join(format!("{round}.walked.jsonl"));
        let walking = start(&place, home, &["export", "-o", walked.to_str().unwrap()]);
        thread::sleep(Duration::from_millis(chance(500)));
        nodes.kill(node);
        for _ in 0..10 {
            let Ran { out, err, code } =
                run(&place, home, &["search", "loup Vercors", "--format", "tsv"]);
            assert!(code != Some(0) || ids(&out) == ids(&expected), "{round}: {out}");
            println!("round {round}, node {node}: {code:?} {err}");
        }
        let (code, said) = end(walking);
        println!("round {round}, walked: {code:?} {said}");
        assert!(matches!(code, Some(0 | 2 | 3)), "{round}: {said}");
        if code == Some(0) {
            holds_what_was_there_once(&fs::read_to_string(&walked).unwrap(), round);
        }
        let (code, said) = end(indexing);
        assert_eq!(code, Some(0), "{round}: {said}");
        nodes.start_node(node);
        nodes.wait(3);
        let ids = exported(&place, home);
        assert_eq!(ids.len() as u64, 32 + 2_000 * (round + 1), "{round}");
        assert_eq!(mairie(), before + 2_000 * (round + 1), "{round}");
    }
}

#[test]
#[ignore = "needs a cluster"]
fn long_limier_may_be_killed_fifty_times_while_it_writes() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("cinquante");
    let file = articles(home, 6_000);
    let file = file.to_str().unwrap();
    for _ in 0..rounds(50) {
        let mut child = start(&place, home, &["index", "--force", file, "--wait", "60"]);
        thread::sleep(Duration::from_millis(20 + chance(2_500)));
        let _ = child.kill();
        child.wait().unwrap();
    }
    let Ran { err, code, .. } = run(&place, home, &["index", file]);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(exported(&place, home).len(), 6_000);
    let Ran { out, .. } = run(&place, home, &["count", "mairie", "--format", "csv"]);
    assert!(out.contains("6000"), "{out}");
}

#[test]
#[ignore = "needs a cluster"]
fn long_who_is_paused_is_told_or_waited_for() {
    let (nodes, home) = (Nodes::start(3), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("pause");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    wait_for_green(&nodes);
    let expected = run(&place, home, &["search", "loup", "--format", "tsv"]).out;
    let file = articles(home, 2_000);
    for node in 0..3 {
        nodes.signal(node, "STOP");
        let arguments = ["index", "--force", file.to_str().unwrap(), "--wait", "600"];
        let indexing = start(&place, home, &arguments);
        for _ in 0..3 {
            let Ran { out, err, code } = run(&place, home, &["search", "loup", "--format", "tsv"]);
            assert!(code != Some(0) || ids(&out) == ids(&expected), "{out}");
            let is_told = match code {
                Some(0) => true,
                Some(3) => err.starts_with("cut: ") || err.starts_with("error: "),
                _ => err.starts_with("error: "),
            };
            assert!(is_told, "{code:?} {err}");
            println!("node {node}: {code:?} {err}");
        }
        let (code, said) = end(indexing);
        assert_eq!(code, Some(0), "{said}");
        nodes.signal(node, "CONT");
        wait_for_green(&nodes);
        assert_eq!(exported(&place, home).len(), 2_032);
    }
}

#[test]
#[ignore = "needs a cluster"]
fn long_a_full_disk_is_waited_for() {
    let (nodes, home) = (Nodes::start(1), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("plein");
    assert_eq!(run(&place, home, &["index", "tests/fixtures/articles"]).code, Some(0));
    let disk = "cluster.routing.allocation.disk";
    let full = format!(
        "{{\"transient\":{{\"{disk}.threshold_enabled\":true,\"{disk}.watermark.low\":\"1%\",\
         \"{disk}.watermark.high\":\"2%\",\"{disk}.watermark.flood_stage\":\"3%\",\
         \"cluster.info.update.interval\":\"10s\"}}}}"
    );
    assert!(nodes.put("/_cluster/settings", &full).contains("\"acknowledged\":true"));
    let start_of_it = Instant::now();
    while !nodes.get("/plein/_settings").contains("read_only_allow_delete") {
        assert!(start_of_it.elapsed() < Duration::from_mins(3), "a block");
        thread::sleep(Duration::from_secs(1));
    }
    let file = articles(home, 500);
    let file = file.to_str().unwrap();
    let Ran { err, code, .. } = run(&place, home, &["index", file, "--wait", "5"]);
    assert!(err.contains("can only be read"), "{err}");
    assert_eq!(code, Some(2));
    assert_eq!(run(&place, home, &["search", "loup"]).code, Some(0), "it can be read");
    let indexing = start(&place, home, &["index", file, "--wait", "300"]);
    thread::sleep(Duration::from_secs(5));
    let free = full.replace("true", "false").replace("\"10s\"", "null");
    let free =
        ["1%", "2%", "3%"].iter().fold(free, |free, it| free.replace(&format!("\"{it}\""), "null"));
    assert!(nodes.put("/_cluster/settings", &free).contains("\"acknowledged\":true"));
    let unblocked = r#"{"index.blocks.read_only_allow_delete":null}"#;
    assert!(nodes.put("/plein,plein-state/_settings", unblocked).contains("acknowledged"));
    let (code, said) = end(indexing);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(exported(&place, home).len(), 532);
}

#[test]
#[ignore = "needs a cluster"]
fn long_shards_that_are_gone_are_told_and_waited_for() {
    let (mut nodes, home) = (Nodes::start(3), tempfile::tempdir().unwrap());
    let home = home.path();
    let place = nodes.address("rouge");
    let file = articles(home, 2_000);
    let file = file.to_str().unwrap();
    assert_eq!(run(&place, home, &["index", file]).code, Some(0));
    let alone = r#"{"index":{"auto_expand_replicas":false,"number_of_replicas":0}}"#;
    assert!(nodes.put("/rouge-000001/_settings", alone).contains("acknowledged"));
    wait_for_green(&nodes);
    nodes.kill(2);
    let start_of_it = Instant::now();
    loop {
        let Ran { out, err, code } = run(&place, home, &["search", "pont", "--format", "tsv"]);
        assert_ne!(code, Some(0), "{out}");
        if code == Some(3) {
            assert!(err.contains("no whole answer") && out.is_empty(), "{out}{err}");
            break;
        }
        assert!(start_of_it.elapsed() < Duration::from_mins(2), "{err}");
    }
    assert_eq!(run(&place, home, &["check"]).code, Some(3));
    let indexing = start(&place, home, &["index", "--force", file, "--wait", "600"]);
    thread::sleep(Duration::from_secs(3));
    nodes.start_node(2);
    let (code, said) = end(indexing);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(exported(&place, home).len(), 2_000);
}

/// Passes a request on to a node, and its answer back.
fn pass_on(port: u16, line: &str, body: &str, stream: &mut TcpStream) {
    let Ok(mut node) = TcpStream::connect(("127.0.0.1", port)) else { return };
    let kind =
        if line.contains("_bulk") || line.contains("_msearch") { "x-ndjson" } else { "json" };
    let head = format!(
        "{line}\r\nhost: x\r\nconnection: close\r\ncontent-type: application/{kind}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let sent = node.write_all(head.as_bytes()).and_then(|()| node.write_all(body.as_bytes()));
    let mut answer = Vec::new();
    if sent.and_then(|()| node.read_to_end(&mut answer)).is_ok() {
        let _ = stream.write_all(&answer);
    }
}

#[test]
#[ignore = "needs a cluster"]
fn long_requests_that_are_refused_for_a_while_are_sent_again() {
    let (nodes, home) = (Nodes::shared(), tempfile::tempdir().unwrap());
    let home = home.path();
    let (port, refused) = (nodes.port(0), AtomicUsize::new(0));
    let server = Server::start(move |line, body, stream| {
        if chance(10) == 0 {
            let said = r#"{"error":{"type":"rejected_execution_exception","reason":"full"}}"#;
            say(stream, "429 Too Many Requests", said);
            refused.fetch_add(1, Ordering::Relaxed);
        } else {
            pass_on(port, line, body, stream);
        }
    });
    let file = articles(home, 3_000);
    let arguments = ["index", file.to_str().unwrap(), "--wait", "120"];
    let Ran { err, code, .. } = run(&server.address(), home, &arguments);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(exported(&server.address(), home), exported(&nodes.address("presse"), home));
    assert_eq!(exported(&server.address(), home).len(), 3_000);
    for _ in 0..30 {
        let [one, other] = [server.address(), nodes.address("presse")]
            .map(|place| run(&place, home, &["search", "pont ville", "--format", "tsv"]));
        assert_eq!(one, other);
    }
    assert!(server.asked() > 100, "{}", server.asked());
}
