//! Tests of the way from files to a sink: a format more in the table, and parsers with
//! faults.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::catalog::{Catalog, Choice};
use super::driver::read;
use super::format::Head;
use super::place::{Place, places};
use super::record::field::FieldNames;
use super::sink::Sink;
use super::test_formats::{with_faulty, with_toto};
use super::test_sink::TestSink;
use crate::article::Article;
use crate::error::Result;
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::unread_kind::UnreadKind;

const TOTO: &str = "TOTO\nLe pont rouvre\nLe quai ferme\n";

/// Returns what is found in a folder with these files, by one thread and by several.
fn read_folder(catalog: Catalog, files: &[(&str, &[u8])]) -> TestSink {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(dir.path().join(name), content).unwrap();
    }
    let places = places(&[dir.path().to_owned()], false, |_| false).unwrap();
    let [one, several] = [1, 3].map(|jobs| {
        let mut found = TestSink::below(dir.path());
        read(&places, catalog, &FieldNames::default(), jobs, &mut found).unwrap();
        found
    });
    assert_eq!(one, several, "by one thread and by several");
    several
}

fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_size(content.len() as u64);
    archive.append_data(&mut header, name, content).unwrap();
    archive.into_inner().unwrap()
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Returns the samples of all formats: the name of the format, the path and the bytes.
fn samples() -> Vec<(String, PathBuf, Vec<u8>)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let sample = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        (name, path, bytes)
    };
    paths.map(sample).collect()
}

#[test]
fn every_format_is_read() {
    let samples = samples();
    for about in Catalog::default().abouts() {
        let own = samples.iter().filter(|(name, ..)| name == about.name);
        let read: Vec<_> = own
            .map(|(_, path, bytes)| {
                let name = path.file_name().unwrap().to_str().unwrap();
                let found = read_folder(
                    Catalog::default(),
                    &[
                        (name, bytes),
                        (&format!("{name}.gz"), &gz(bytes)),
                        ("archive.tar", &tar(name, bytes)),
                    ],
                );
                let titles = found.lines(|article| article.title.clone());
                assert_eq!(titles, ["Le pont rouvre"; 3], "{name}");
                let label = about.label();
                assert!(
                    found.read_as.iter().all(|read| read.contains(&label)),
                    "{:?}",
                    found.read_as
                );
            })
            .collect();
        assert!(!read.is_empty(), "tests/fixtures/formats has no sample {}", about.name);
    }
}

#[test]
fn formats_that_are_known_by_content_need_no_name() {
    for (name, path, bytes) in samples() {
        let choice = Catalog::default().choose(Head::new(Path::new("-"), &bytes), true);
        let found = match choice {
            Choice::Read(format) => format.about().name,
            _ => "none",
        };
        assert_eq!(found, name, "{}", path.display());
    }
}

#[test]
fn a_format_is_added_by_one_file_and_one_line() {
    let page = "<html><title>Le pont</title><p>Il rouvre.</p>".as_bytes();
    let files: [(&str, &[u8]); 6] = [
        ("a.toto", TOTO.as_bytes()),
        ("b.html", TOTO.as_bytes()),
        ("c.html", page),
        ("d.tar", &tar("e.toto", TOTO.as_bytes())),
        ("f.toto.gz", &gz(TOTO.as_bytes())),
        ("g", TOTO.as_bytes()),
    ];
    let found = read_folder(with_toto(), &files);
    let of =
        |file: &str| vec![format!("{file}#1: Le pont rouvre"), format!("{file}#2: Le quai ferme")];
    let expected: Vec<String> = [
        of("a.toto"),
        of("b.html"),
        vec!["no article in this page: too little text".to_owned()],
        of("d.tar/e.toto"),
        of("f.toto.gz"),
        of("g"),
    ]
    .concat();
    assert_eq!(found.lines(|article| format!("{}: {}", article.id, article.title)), expected);
    assert_eq!(found.read_as, ["toto/1", "toto/1", "html/7", "tar/1 toto/1", "toto/1", "toto/1"]);
    let help: Vec<_> = with_toto().list().map(|format| format.name).collect();
    assert!(help.contains(&"toto") && help.len() == Catalog::default().list().count() + 1);
}

/// Set for the process that reads its standard input.
const AS_READER: &str = "LIMIER_TEST_READS_STDIN";

#[test]
fn a_format_that_is_added_is_read_from_standard_input() {
    if std::env::var_os(AS_READER).is_some() {
        let places = places(&[PathBuf::from("-")], false, |_| false).unwrap();
        let mut found = TestSink::below(Path::new(""));
        read(&places, with_toto(), &FieldNames::default(), 1, &mut found).unwrap();
        let titles = found.lines(|article| article.title.clone());
        return assert_eq!(titles, ["Le pont rouvre", "Le quai ferme"]);
    }
    // This test again, in a process whose standard input holds what is given.
    let reads = |content: &[u8]| {
        let mut reader = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ingest::tests::a_format_that_is_added_is_read_from_standard_input"])
            .env(AS_READER, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        reader.stdin.take().unwrap().write_all(content).unwrap();
        reader.wait().unwrap().success()
    };
    assert!(reads(TOTO.as_bytes()));
    assert!(reads(&gz(TOTO.as_bytes())));
    assert!(!reads(b"Le pont rouvre.\n"), "a text is no toto");
}

#[test]
fn without_its_format_a_file_is_named_and_not_read() {
    let found = read_folder(Catalog::default(), &[("a.toto", TOTO.as_bytes())]);
    assert_eq!(found.skipped, ["a.toto: .toto"]);
    assert_eq!(found.read_as, ["-"]);
}

#[test]
fn a_parser_that_panics_costs_its_file_whatever_thread_it_is_in() {
    // More faults than there are threads.
    let files: Vec<(String, &str)> = (10..40)
        .map(|number| match number % 3 {
            0 => (format!("{number}.txt"), "Le pont rouvre."),
            1 => (format!("{number}.faute"), "ici"),
            _ => (format!("{number}.faute"), "ailleurs"),
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (&**name, content.as_bytes())).collect();
    let found = read_folder(with_faulty(), &files);
    let expected: Vec<_> = files
        .iter()
        .map(|(name, content)| match *content {
            b"Le pont rouvre." => format!("{name}: Le pont rouvre."),
            _ => "cannot be read: its parser failed".to_owned(),
        })
        .collect();
    assert_eq!(found.lines(|article| format!("{}: {}", article.id, article.body)), expected);
}

#[test]
#[should_panic(expected = "a fault of the sink")]
fn a_sink_that_panics_stops_the_run() {
    struct Faulty;
    impl Sink for Faulty {
        fn wants(&mut self, _: &Place) -> Result<bool> {
            Ok(true)
        }
        fn finished(&mut self, _: &Path, _: Option<ReadAs>) -> Result<()> {
            Ok(())
        }
        fn article(&mut self, _: Article, _: &Path) -> Result<()> {
            panic!("a fault of the sink")
        }
        fn rejected(&mut self, _: Rejection) -> Result<()> {
            Ok(())
        }
        fn skipped(&mut self, _: &Path, _: &UnreadKind) {}
        fn progress(&mut self, _: u64, _: u64) {}
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("LICENSE-MIT");
    let place = Place { path, walked: 0, obstacle: None };
    let _ = read(&[place], Catalog::default(), &FieldNames::default(), 1, &mut Faulty);
}
