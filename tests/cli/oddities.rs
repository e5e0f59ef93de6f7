//! Inputs that are not what they seem, or no files at all: each costs itself and a
//! clear line, and the rest is indexed.

use std::fs;
use std::io::Write;

use crate::archives::gz;
use crate::support::{Limier, summary};

/// Checks what is said of a file next to a good one.
#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, said: &str) {
    let limier = Limier::new().file(name, content).file("z.txt", "Le pont rouvre");
    limier
        .index(name)
        .arg("z.txt")
        .stdout(summary(1, 0, 1, 1, 1))
        .stderr(format!("{name}{said}\n"))
        .code(1)
        .run();
    assert_eq!(limier.ids("pont"), ["z.txt"]);
}

#[test]
fn files_that_hold_something_else_than_they_say_are_named() {
    check(
        "a.html",
        "%PDF-1.7 …",
        ": holds a PDF document, whatever its name says; give it the name of what it is, or leave it out",
    );
    check(
        "a.htm",
        b"\xFF\xD8\xFF\xE0 JFIF",
        ": holds a JPEG image, whatever its name says; give it the name of what it is, or leave it out",
    );
    check(
        "a.txt",
        b"PK\x03\x04 rien",
        ": holds a zip archive, whatever its name says; give it the name of what it is, or leave it out",
    );
    check(
        "a.json.gz",
        gz(&gz(b"{}")),
        ": holds gzip in gzip or zstd, whatever its name says; give it the name of what it is, or leave it out",
    );
    check(
        "a.warc",
        "<html><title>Connexion",
        ": holds a page, whatever its name says; give it the name of what it is, or leave it out",
    );
    check(
        "a.zip",
        "Le pont rouvre.",
        ": cannot be read: no zip file, or one cut short: it has no directory; \
         download it again or repair it",
    );
    check(
        "a.warc",
        "Le pont rouvre.",
        "#1: cannot be read: no record where one should start; what follows is lost up to the \
         next whole record; see that it is whole and that you may read it",
    );
}

#[test]
fn a_tar_file_that_is_none_is_named() {
    let limier = Limier::new().file("a.tar", "Le pont rouvre. ".repeat(100));
    let output = limier.index("a.tar").output();
    assert!(output.stderr.starts_with("a.tar: cannot be read: "), "{}", output.stderr);
    assert_eq!((output.stderr.lines().count(), output.code), (1, 1));
}

#[test]
fn empty_files_that_should_hold_something_are_named() {
    for name in ["a.warc", "a.warc.gz", "a.tar", "a.tgz", "a.zip", "a.wacz", "a.csv"] {
        check(name, "", ": empty file; get it again");
    }
    check("a.warc.gz", gz(b""), ": empty file; get it again");
}

#[test]
fn json_that_is_compressed_under_a_plain_name_is_read() {
    let limier =
        Limier::new().file("a.json", gz(b"{\"id\": \"a\", \"title\": \"Pont\"}")).indexed();
    assert_eq!(limier.ids("pont"), ["a"]);
}

#[test]
fn zeros_are_no_text() {
    for name in ["a.jsonl", "a.json", "a.txt", "a.html", "a.csv", "a.warc", "a.tar", "a.zip"] {
        check(
            name,
            vec![0; 1 << 20],
            ": holds zero bytes, whatever its name says; give it the name of what it is, or leave it out",
        );
    }
}

#[test]
fn json_nested_without_end_is_refused() {
    let arrays = "[".repeat(1 << 20);
    let objects = "{\"a\":".repeat(1 << 20);
    let body = format!("{{\"body\": {arrays}");
    for (name, line) in [("a.json", ":1: "), ("a.jsonl", ":1: ")] {
        for content in [&arrays, &objects, &body] {
            let limier = Limier::new().file(name, content).file("z.txt", "Le pont rouvre");
            let output = limier.index(name).arg("z.txt").output();
            let said = format!("{name}{line}broken JSON: ");
            assert!(output.stderr.starts_with(&said), "{}", output.stderr);
            assert_eq!((output.stderr.lines().count(), output.code), (1, 1));
            assert_eq!(limier.ids("pont"), ["z.txt"]);
        }
    }
}

#[test]
fn a_number_of_a_million_digits_is_no_harm() {
    let number = "7".repeat(1_000_000);
    let lines = format!("{{\"id\": \"a\", \"title\": \"Pont\", \"vues\": {number}}}\n");
    let limier = Limier::new().file("a.jsonl", lines).indexed();
    assert_eq!(limier.ids("pont"), ["a"]);
}

#[test]
fn a_line_without_end_costs_that_line_only() {
    let mut lines = b"mot ".repeat(20 << 20);
    lines.extend_from_slice(b"\n{\"id\": \"a\", \"title\": \"Pont\"}\n");
    let limier = Limier::new().file("a.jsonl", lines);
    limier
        .index("a.jsonl")
        .stdout(summary(1, 0, 1, 1, 1))
        .stderr("a.jsonl:1: larger than 64 MB, too large for one article; split it first\n")
        .code(1)
        .run();
}

#[test]
fn bytes_behind_a_compressed_text_are_said_and_the_text_is_read() {
    let mut packed = gz(b"Le pont rouvre");
    packed.extend_from_slice(b"suite");
    let limier = Limier::new().file("a.txt.gz", packed);
    limier
        .index("a.txt.gz")
        .stdout(summary(1, 0, 1, 1, 1))
        .stderr(
            "a.txt.gz: cannot be read: bytes that are not gzip follow the end; they were left \
             out\n",
        )
        .code(1)
        .run();
}

#[cfg(unix)]
#[test]
fn folders_that_contain_themselves_and_links_to_nothing_are_said() {
    use std::os::unix::fs::symlink;

    let limier = Limier::new().file("d/a.txt", "Le pont rouvre");
    symlink(".", limier.path("d/boucle")).unwrap();
    symlink("nulle-part", limier.path("d/rien.txt")).unwrap();
    symlink("soi", limier.path("d/soi")).unwrap();
    let output = limier.index("d").output();
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines[0], "d/boucle: cannot be read: a folder that contains itself");
    assert!(lines[1].starts_with("d/rien.txt: cannot be read: "), "{lines:?}");
    assert!(lines[2].starts_with("d/soi: cannot be read: "), "{lines:?}");
    assert_eq!((lines.len(), output.code), (3, 1));
    assert_eq!(limier.ids("pont"), ["d/a.txt"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_when_named_and_skipped_in_a_folder() {
    let limier = Limier::new().file("d/a.txt", "Le pont rouvre");
    let pipe = limier.path("d/tuyau");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    limier
        .index("d")
        .stdout(summary(1, 0, 0, 1, 1) + "1 file not read: a pipe, socket or device in a folder\n")
        .stderr("d/tuyau: not read: a pipe, socket or device in a folder\n")
        .run();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut pipe = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
            pipe.write_all(b"{\"id\": \"t\", ").unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
            pipe.write_all(b"\"title\": \"Pont\"}\n").unwrap();
        });
        limier.index("d/tuyau").stdout(summary(1, 0, 0, 1, 2)).run();
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let limier = Limier::new().file("d/a.txt", "Le pont rouvre");
    fs::write(limier.path("d").join(OsStr::from_bytes(b"\xE9t\xE9.txt")), "Le pont ferme").unwrap();
    limier.index("d").stdout(summary(2, 0, 0, 2, 2)).run();
    assert_eq!(limier.ids("rouvre"), ["d/a.txt"]);
}
