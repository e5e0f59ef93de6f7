//! Tests of what is read again when limier knows more formats.
//!
//! Between two runs only the table of formats changes, or what was noted of them.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use clap::Parser;

use super::*;
use crate::ingest::Stop;
use crate::ingest::test_formats::with_toto;

/// The arguments of a call.
#[derive(Parser)]
struct Call {
    #[command(flatten)]
    args: IndexArgs,
}

/// A folder with inputs and an index.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("in")).unwrap();
        for (name, content) in files {
            fs::write(dir.path().join("in").join(name), content).unwrap();
        }
        Self(dir)
    }

    /// Indexes the inputs, and returns how many articles were indexed, how many files had not
    /// changed and how many are of kinds that are not read.
    fn index(&self, catalog: Catalog) -> [u64; 3] {
        self.index_path("in", catalog)
    }

    fn index_path(&self, path: &str, catalog: Catalog) -> [u64; 3] {
        let inputs = self.0.path().join(path).display().to_string();
        let Call { args } = Call::try_parse_from(["index", &inputs]).unwrap();
        let (names, defaults) = (args.names().unwrap(), args.defaults().unwrap());
        let stop = Stop::default();
        let options = args.update(catalog, (&names, &[]), &defaults, None, &stop);
        let summary = index(&args, &self.dir(), options, args.places().unwrap(), None).unwrap();
        let skipped = summary.counts.skipped.values().sum();
        [summary.counts.indexed, summary.counts.unchanged, skipped]
    }

    fn dir(&self) -> PathBuf {
        self.0.path().join("ix")
    }

    /// Returns the list of files without its checksum, so that it can be changed.
    fn list(&self) -> String {
        let list = fs::read_to_string(self.dir().join("inputs.jsonl")).unwrap();
        list.split_inclusive('\n').filter(|line| !line.contains("\"checksum\"")).collect()
    }

    /// Rewrites the list of files as a limier would have left it that did not note formats.
    fn forget_formats(&self) {
        let path = self.dir().join("inputs.jsonl");
        let lines = self.list();
        let files =
            lines.lines().filter(|line| line.contains("\"path\"") || line.contains("\"index\""));
        let lines = files.map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            for name in ["known", "formats", "entries"] {
                line.as_object_mut().unwrap().remove(name);
            }
            format!("{line}\n")
        });
        fs::write(&path, sealed(&lines.collect::<String>())).unwrap();
    }
}

const TOTO: &[u8] = b"TOTO\nLe pont rouvre\nLe quai ferme\n";

fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    archive.append_data(&mut header, name, content).unwrap();
    archive.into_inner().unwrap()
}

/// Files that a limier which knows one format more reads otherwise, and others.
fn press() -> Folder {
    let page = "<html><title>Le pont</title><article>Il rouvre lundi.</article></html>".as_bytes();
    Folder::with(&[
        ("a.toto", TOTO),
        ("b.html", TOTO),
        ("c.tar", &tar("c.toto", TOTO)),
        ("d.tar", &tar("d.html", TOTO)),
        ("e.tar", &tar("e.html", page)),
        ("f.tar", &tar("f.txt", b"Le pont rouvre.")),
        ("g.html", page),
        ("h.txt", b"Le pont rouvre."),
        ("i.jpg", b"\xFF\xD8\xFF"),
    ])
}

/// Returns the list of files with its checksum.
fn sealed(lines: &str) -> String {
    let sum = crc32fast::hash(lines.as_bytes());
    format!("{lines}{{\"kind\":\"checksum\",\"crc32\":\"{sum:08x}\"}}\n")
}

#[test]
fn with_a_format_more_its_files_are_read_and_no_others() {
    for is_old in [false, true] {
        let folder = press();
        let [_, unchanged, skipped] = folder.index(Catalog::default());
        assert_eq!((unchanged, skipped), (0, 3), "a.toto, c.toto in c.tar, i.jpg");
        if is_old {
            folder.forget_formats();
            // Pages and texts are read otherwise since.
            assert_eq!(folder.index(Catalog::default()), [2, 1, 2]);
        }
        assert_eq!(folder.index(Catalog::default()), [0, 7, 2], "an archive is not opened again");
        assert_eq!(folder.index(with_toto()), [8, 4, 1], "two articles of each of a, b, c, d");
        assert_eq!(folder.index(with_toto()), [0, 8, 1]);
    }
}

#[test]
fn files_of_a_format_that_has_another_version_are_read_again() {
    let folder = press();
    folder.index(with_toto());
    let (path, lines) = (folder.dir().join("inputs.jsonl"), folder.list());
    assert_eq!(lines.matches("toto/1").count(), 1 + 4, "the formats there are, and four files");
    fs::write(&path, sealed(&lines.replace("text/7", "text/1"))).unwrap();
    assert_eq!(folder.index(with_toto()), [2, 6, 1], "the text, and the archive of one");
    assert_eq!(folder.index(with_toto()), [0, 8, 1]);
}

#[test]
fn a_file_without_extension_may_be_of_a_format_more() {
    let folder = Folder::with(&[("a", TOTO), ("b.tar", &tar("b", TOTO)), ("c", b"Le pont.")]);
    assert_eq!(folder.index(Catalog::default()), [3, 0, 0], "texts");
    assert_eq!(folder.index(with_toto()), [4, 1, 0]);
}

#[test]
fn files_of_kinds_that_are_not_read_are_not_noted() {
    let folder = Folder::with(&[("a", b"Le pont rouvre."), ("b.jpg", b"\xFF\xD8\xFF")]);
    assert_eq!(folder.index(Catalog::default()), [1, 0, 1]);
    let noted = || fs::read_to_string(folder.dir().join("inputs.jsonl")).unwrap();
    assert!(!noted().contains("b.jpg"), "{}", noted());
    // One that becomes such a file loses its articles.
    fs::write(folder.0.path().join("in/a"), b"\xFF\xD8\xFF").unwrap();
    assert_eq!(folder.index(Catalog::default()), [0, 0, 2]);
    assert!(!noted().contains("in/a"), "{}", noted());
    assert_eq!(articles(open(&folder.dir()).unwrap()).unwrap(), 0);
}

#[test]
fn a_list_that_notes_every_file_loses_those_that_are_not_read() {
    let folder = press();
    folder.index(Catalog::default());
    let path = folder.dir().join("inputs.jsonl");
    let list = || folder.list();
    // The picture as a limier noted it that noted every file.
    let files = folder.0.path().join("in");
    let [text, picture] = ["h.txt", "i.jpg"].map(|name| files.join(name));
    fs::copy(&text, &picture).unwrap();
    let modified = fs::metadata(&text).unwrap().modified().unwrap();
    fs::File::options().write(true).open(&picture).unwrap().set_modified(modified).unwrap();
    let line = list().lines().find(|line| line.contains("h.txt")).unwrap().to_owned();
    fs::write(&path, sealed(&(list() + &line.replace("h.txt", "i.jpg") + "\n"))).unwrap();
    folder.forget_formats();
    folder.index(with_toto());
    assert!(list().contains("h.txt") && !list().contains("i.jpg"), "{}", list());
}

#[test]
fn a_file_that_was_named_keeps_its_articles_when_its_folder_is_walked() {
    let folder = Folder::with(&[("a.data", b"[{\"title\": \"Le pont rouvre\"}]")]);
    assert_eq!(folder.index_path("in/a.data", with_toto()), [1, 0, 0]);
    let (path, lines) = (folder.dir().join("inputs.jsonl"), folder.list());
    let labels = Catalog::default().labels();
    let label = labels.iter().find(|label| label.starts_with("json/")).unwrap();
    assert!(lines.contains(label), "{lines}");
    fs::write(&path, sealed(&lines.replace(label, "json/0"))).unwrap();
    assert_eq!(folder.index(with_toto()), [0, 0, 1]);
    assert_eq!(articles(open(&folder.dir()).unwrap()).unwrap(), 1);
}
