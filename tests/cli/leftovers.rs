//! What a command leaves beside the file that it writes when it does not come to its end: nothing
//! after a signal, and after a kill nothing once the next has written there.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::support::{INDEX, Limier};

/// An index that takes a while to be written.
fn press() -> Limier {
    let body = "La mairie et la gare, le quai et le pont, encore et toujours. ".repeat(60);
    Limier::with_records((0..4_000).map(|number| {
        json!({"id": format!("a{number}"), "title": "Le pont rouvre", "body": format!("{number} {body}")})
    }))
}

/// Returns the names of files in the making.
fn in_the_making(limier: &Limier) -> Vec<String> {
    let entries = fs::read_dir(limier.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.map(|name| name.into_string().unwrap());
    names.filter(|name| name.starts_with(".all.jsonl.")).collect()
}

/// Ends an export in its midst with a signal; returns how it ended.
fn ended(limier: &Limier, signal: &str) -> Child {
    for _ in 0..50 {
        #[cfg(target_os = "linux")]
        let mut export = limier.command_on_terminal();
        #[cfg(not(target_os = "linux"))]
        let mut export = limier.command();
        export.args(["export", "--index", INDEX, "-o", "all.jsonl"]).stderr(Stdio::piped());
        let mut export = export.spawn().unwrap();
        while in_the_making(limier).is_empty() && export.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        let id = export.id().to_string();
        Command::new("kill").args([signal, &id]).stderr(Stdio::null()).status().unwrap();
        export.wait().unwrap();
        if !limier.path("all.jsonl").exists() {
            return export;
        }
        fs::remove_file(limier.path("all.jsonl")).unwrap();
    }
    panic!("it was always done before the signal came");
}

#[test]
fn a_signal_that_ends_an_export_leaves_nothing() {
    let limier = press();
    let hung_up = cfg!(target_os = "linux").then_some(("-HUP", 129));
    for (signal, code) in [("-INT", 130), ("-TERM", 143)].into_iter().chain(hung_up) {
        let status = ended(&limier, signal).wait().unwrap();
        assert_eq!(status.code(), Some(code), "{signal}");
        assert_eq!(in_the_making(&limier), [""; 0], "{signal}");
    }
}

#[test]
fn what_a_kill_leaves_beside_an_export_goes_with_the_next() {
    let limier = press();
    let status = ended(&limier, "-KILL").wait().unwrap();
    assert_eq!(status.signal(), Some(9));
    assert_eq!(in_the_making(&limier).len(), 1);
    limier.call("export").args(["-o", "all.jsonl"]).run();
    assert_eq!(in_the_making(&limier), [""; 0]);
    assert_eq!(fs::read_to_string(limier.path("all.jsonl")).unwrap().lines().count(), 4_000);
}
