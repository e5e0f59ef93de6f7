//! Several processes at once: a writer that is busy or killed, a reader of the output
//! that goes away.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use serde_json::json;

use crate::support::{INDEX, Limier, summary};

const PONT: &str = "{\"id\": \"pont\", \"title\": \"Le pont rouvre\"}\n";
const CRUE: &str = "{\"id\": \"crue\", \"title\": \"La crue monte\"}\n";

/// An indexer that waits for more input. Killed when dropped.
struct Indexer {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Indexer {
    /// Starts `limier index -` and returns once it has read `CRUE`.
    fn start(limier: &Limier) -> Self {
        Self::start_as(limier.command(), &[])
    }

    /// Starts it as the last of these commands does, with more arguments.
    fn start_as(mut command: Command, args: &[&str]) -> Self {
        let mut child = command
            .args(["index", "--index", INDEX, "-"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(CRUE.as_bytes()).unwrap();
        // The complaint about this record tells that the one before has been read.
        stdin.write_all(b"{}\n").unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(
            line,
            "-:2: no title and no text; add --field body=NAME if its text has another name\n"
        );
        Self { child, stdin: Some(stdin) }
    }

    /// Ends the input and returns the exit code.
    fn finish(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Indexer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let first = Indexer::start(&limier);
    let output = limier.index("pont.jsonl").output();
    let told = output.stderr.strip_prefix("error: another limier (process ").unwrap_or_default();
    let (process, told) = told.split_once(", since 20").unwrap_or_default();
    assert_eq!(process, first.child.id().to_string(), "{}", output.stderr);
    let advice = "Z) writes to ix; wait until it has finished, or index into another folder with \
                  --index\n";
    assert!(told.ends_with(advice), "{}", output.stderr);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert_eq!(first.finish(), Some(1), "one record was no article");
    assert_eq!(limier.ids("crue"), ["crue"]);
    limier.index("pont.jsonl").arg("--force").stdout(summary(1, 1, 0, 1, 2)).run();
}

#[test]
fn readers_see_the_last_commit_while_a_writer_is_busy() {
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let writer = Indexer::start(&limier);
    assert_eq!(limier.ids("pont"), ["pont"]);
    assert_eq!(limier.ids("crue"), [""; 0], "not yet committed");
    assert_eq!(limier.len(), 1);
    assert_eq!(writer.finish(), Some(1));
    assert_eq!(limier.ids("crue"), ["crue"]);
}

#[test]
fn a_killed_writer_leaves_the_last_commit() {
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    drop(Indexer::start(&limier));
    assert_eq!(limier.ids("pont"), ["pont"]);
    assert_eq!(limier.ids("crue"), [""; 0]);
    limier.index("-").stdin(CRUE).stdout(summary(1, 0, 0, 1, 2)).run();
    assert_eq!(limier.ids("pont"), ["pont"]);
    assert_eq!(limier.ids("crue"), ["crue"]);
}

#[test]
fn a_first_run_that_was_killed_can_be_run_again() {
    let limier = Limier::new().file("pont.jsonl", PONT);
    drop(Indexer::start(&limier));
    limier.index("pont.jsonl").stdout(summary(1, 0, 0, 1, 1)).run();
    assert_eq!(limier.ids("pont"), ["pont"]);
}

/// Runs `limier` with nobody at the other end of its standard output, and returns
/// its exit code and what it wrote to standard error.
fn unread(limier: &Limier, args: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let mut command = limier.command();
    let output = command.args(args).args(["--index", INDEX]).stdout(writer).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let records: String =
        (0..500).map(|id| format!("{{\"id\": {id}, \"title\": \"Le pont rouvre\"}}\n")).collect();
    let limier = Limier::new().file("a.jsonl", records).indexed().file("q.tsv", "1\tpont\n");
    for format in ["text", "json", "jsonl", "trec", "tsv"] {
        let found = unread(&limier, &["search", "pont", "--limit", "500", "--format", format]);
        assert_eq!(found, (Some(0), String::new()), "search in {format}");
    }
    for args in [
        &["search", "--queries", "q.tsv", "--format", "trec", "--limit", "500"][..],
        &["show", "1"],
        &["show", "1", "--format", "json"],
        &["info"],
        &["info", "--format", "json"],
    ] {
        assert_eq!(unread(&limier, args), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn a_pipe_that_closes_in_the_middle_ends_quietly() {
    let records: String = (0..3_000)
        .map(|id| {
            format!(
                "{{\"id\": {id}, \"title\": \"Le pont rouvre\", \"body\": \"{}\"}}\n",
                "mot ".repeat(40)
            )
        })
        .collect();
    let limier = Limier::new().file("a.jsonl", records).indexed();
    let mut child = limier
        .command()
        .args(["search", "--index", INDEX, "pont", "--limit", "3000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    // More follows than any pipe holds.
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "3000 articles for pont\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_summary_that_nobody_reads_costs_no_article() {
    let limier = Limier::new().file("pont.jsonl", PONT);
    assert_eq!(unread(&limier, &["index", "pont.jsonl"]), (Some(0), String::new()));
    assert_eq!(limier.ids("pont"), ["pont"]);
}

#[test]
fn a_complaint_that_nobody_reads_costs_no_article() {
    let limier = Limier::new().file("a.jsonl", format!("{{}}\n{PONT}"));
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let mut command = limier.command();
    let status = command.args(["index", "--index", INDEX, "a.jsonl"]).stderr(writer).output();
    assert_eq!(status.unwrap().status.code(), Some(1));
    assert_eq!(limier.ids("pont"), ["pont"]);
}

#[cfg(unix)]
#[test]
fn a_signal_stops_a_run_after_the_article_in_hand() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let limier = Limier::new().file("pont.jsonl", PONT).indexed();
        let mut indexer = Indexer::start(&limier);
        // Half an article more.
        let stdin = indexer.stdin.as_mut().unwrap();
        stdin.write_all(b"{\"id\": \"half\", \"title\": \"La moiti").unwrap();
        let pid = indexer.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &pid]).status();
        assert!(sent.unwrap().success());
        let status = indexer.child.wait().unwrap();
        assert_eq!(status.code(), Some(code), "{signal}");
        assert_eq!(limier.ids("crue"), ["crue"], "what was read is kept");
        assert_eq!(limier.len(), 2);
        limier.index("pont.jsonl").text();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_closes_stops_a_run_and_leaves_nothing_beside_its_rejects_but_not_under_nohup() {
    let hang_up = |indexer: &Indexer| {
        let pid = indexer.child.id().to_string();
        assert!(Command::new("kill").args(["-s", "HUP", &pid]).status().unwrap().success());
    };
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let mut indexer = Indexer::start_as(limier.command_on_terminal(), &["--rejects", "no.jsonl"]);
    hang_up(&indexer);
    assert_eq!(indexer.child.wait().unwrap().code(), Some(129));
    assert_eq!(limier.ids("crue"), ["crue"], "what was read is kept");
    let left = std::fs::read_dir(limier.path("")).unwrap().map(|it| it.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().ends_with(".new")).collect();
    assert!(left.is_empty(), "{left:?}");

    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let mut nohup = limier.program("sh");
    nohup.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]).arg(limier.command().get_program());
    let mut indexer = Indexer::start_as(nohup, &[]);
    hang_up(&indexer);
    indexer.stdin.as_mut().unwrap().write_all(b"{\"title\": \"La gare\"}\n").unwrap();
    assert_eq!(indexer.finish(), Some(1), "one record was no article");
    assert_eq!(limier.len(), 3);
}

#[cfg(unix)]
#[test]
fn a_signal_stops_a_file_that_is_read_again_and_what_it_had_stays() {
    let record = |at: usize| {
        let body = format!("Le pont {at} ferme. ").repeat(200);
        json!({"id": format!("a{at}"), "title": format!("Le pont {at}"), "body": body})
    };
    let limier = Limier::with_records((0..3_000).map(record));
    for _ in 0..20 {
        let mut command = limier.command();
        command.args(["index", "--index", INDEX, "--force", "articles.jsonl"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(150));
        let pid = child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", "TERM", &pid]).status();
        assert!(sent.unwrap().success());
        let code = child.wait().unwrap().code();
        assert_eq!(limier.len(), 3_000);
        if code == Some(143) {
            return;
        }
    }
    panic!("it was always done before the signal came");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_removes_nothing() {
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"title\": \"Le pont {id}\"}}\n");
    let limier =
        Limier::new().file("a.jsonl", line("one") + &line("two")).file("z.jsonl", line("three"));
    limier.call("index").args(["a.jsonl", "z.jsonl"]).text();
    // An article moves to a file that is not come to any more, and another one is gone.
    std::fs::write(limier.path("a.jsonl"), line("four")).unwrap();
    std::fs::write(limier.path("z.jsonl"), line("three") + &line("two")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(limier.path("pipe")).status();
    assert!(made.unwrap().success());
    let mut command = limier.command();
    command.args(["index", "--index", INDEX, "a.jsonl", "pipe", "z.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let pid = child.id().to_string();
    std::process::Command::new("kill").args(["-s", "TERM", &pid]).status().unwrap();
    let said = io::read_to_string(child.stdout.take().unwrap()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(!said.contains("removed"), "{said}");
    assert_eq!(limier.len(), 4);
    let said = limier.call("index").args(["a.jsonl", "z.jsonl"]).output().stdout;
    assert!(said.contains("1 article removed"), "{said}");
    assert_eq!(limier.ids("pont").len(), 3);
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_can_be_left() {
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let made = std::process::Command::new("mkfifo").arg(limier.path("pipe")).status();
    assert!(made.unwrap().success());
    let mut command = limier.command();
    command.args(["index", "--index", INDEX, "pipe"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    let pid = child.id().to_string();
    std::process::Command::new("kill").args(["-s", "TERM", &pid]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    limier.index("pont.jsonl").text();
}

#[test]
fn who_is_to_wait_writes_when_the_other_has_ended() {
    let limier = Limier::new().file("pont.jsonl", PONT).indexed();
    let first = Indexer::start(&limier);
    let mut second = limier.command();
    second.args(["index", "--index", INDEX, "-", "--wait", "60"]);
    let mut second = second.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut stdin = second.stdin.take().unwrap();
    stdin.write_all(b"{\"id\": \"gare\", \"title\": \"La gare\"}\n").unwrap();
    drop(stdin);
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(second.try_wait().unwrap().is_none(), "it waits");
    assert_eq!(first.finish(), Some(1));
    assert!(second.wait().unwrap().success());
    assert_eq!(limier.len(), 3);
    for (seconds, told) in [("soon", "it needs a number of seconds"), ("-1", "")] {
        let output = limier.index("pont.jsonl").args(["--wait", seconds]).output();
        assert!(output.code == 2 && output.stderr.contains(told), "{}", output.stderr);
    }
}
