//! Order, bounds and faults of the way from documents to the sink.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use super::*;
use crate::article::Article;
use crate::error::Error;
use crate::ingest::document::{DocumentFormat, Hints};

/// Keeps what it is handed, and wants no more after `most` records.
struct Kept {
    records: Vec<String>,
    most: usize,
}

impl Kept {
    fn keep(&mut self, record: String) -> Result<()> {
        if self.records.len() == self.most {
            return Err(Error::InputMissing(PathBuf::from("assez")));
        }
        self.records.push(record);
        Ok(())
    }
}

impl Sink for Kept {
    fn wants(&mut self, _: &Path) -> Result<bool> {
        Ok(true)
    }

    fn finished(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        self.keep(format!("{}: {}", article.id, article.body.trim()))
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        self.keep(rejection.to_string())
    }

    fn skipped(&mut self, _: &Path, _: &str) {}

    fn progress(&mut self, _: u64, _: u64) {}
}

fn text(name: &str, text: &str) -> Document {
    Document {
        origin: Origin::file(Path::new(name)),
        format: DocumentFormat::Text,
        bytes: text.as_bytes().to_owned(),
        hints: Hints::default(),
    }
}

/// Checks what becomes of documents with these texts, in one thread and in several.
#[track_caller]
fn check(texts: &[&str], expected: &[&str]) {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: usize::MAX };
        let names = FieldNames::default();
        let mut intake = Intake::new(&names, jobs, &mut sink);
        for (number, content) in texts.iter().enumerate() {
            intake.document(text(&number.to_string(), content)).unwrap();
        }
        intake.drain().unwrap();
        drop(intake);
        assert_eq!(sink.records, expected, "{jobs} jobs");
    }
}

#[test]
fn records_come_in_the_order_of_the_inputs() {
    // The first take longest to read.
    let texts: Vec<String> = (0..200).map(|number| "mot ".repeat(20_000 - number * 100)).collect();
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let expected: Vec<String> =
        texts.iter().enumerate().map(|(number, text)| format!("{number}: {text}")).collect();
    check(&texts, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_rejected_document_keeps_its_place() {
    check(&["un", " ", "trois"], &["0: un", "1: no title and no text", "2: trois"]);
}

#[test]
fn a_parser_that_panics_costs_its_document() {
    let records = caught(|| panic!("a fault of the parser"));
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 4, &mut sink);
    intake.document(text("un", "mot")).unwrap();
    intake.drain().unwrap();
    intake.hand_over(&Origin::file(Path::new("deux")), records).unwrap();
    intake.document(text("trois", "mot")).unwrap();
    intake.drain().unwrap();
    drop(intake);
    assert_eq!(sink.records, ["un: mot", "deux: cannot be read: its parser failed", "trois: mot"]);
}

#[test]
fn a_parser_that_panics_costs_what_is_left_of_its_stream() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 4, &mut sink);
    let outcome = intake.guarded(&Origin::file(Path::new("a.sgml")), |intake| {
        intake.document(text("un", "mot"))?;
        panic!("a fault of the parser")
    });
    outcome.and_then(|()| intake.document(text("deux", "mot"))).unwrap();
    intake.drain().unwrap();
    drop(intake);
    assert_eq!(sink.records, ["un: mot", "a.sgml: cannot be read: its parser failed", "deux: mot"]);
}

#[test]
#[should_panic(expected = "a fault of the sink")]
fn a_sink_that_panics_stops_the_run() {
    struct Faulty;
    impl Sink for Faulty {
        fn wants(&mut self, _: &Path) -> Result<bool> {
            Ok(true)
        }
        fn finished(&mut self, _: &Path) -> Result<()> {
            Ok(())
        }
        fn article(&mut self, _: Article, _: &Path) -> Result<()> {
            panic!("a fault of the sink")
        }
        fn rejected(&mut self, _: Rejection) -> Result<()> {
            Ok(())
        }
        fn skipped(&mut self, _: &Path, _: &str) {}
        fn progress(&mut self, _: u64, _: u64) {}
    }
    let names = FieldNames::default();
    let mut sink = Faulty;
    let mut intake = Intake::new(&names, 1, &mut sink);
    let origin = Origin::file(Path::new("a.txt"));
    let _ = intake.guarded(&origin, |intake| intake.document(text("a.txt", "mot")));
}

#[test]
fn a_record_of_a_stream_waits_for_the_documents_before_it() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 4, &mut sink);
    intake.document(text("un", &"mot ".repeat(50_000))).unwrap();
    intake.rejected(&Origin::file(Path::new("deux")), Reason::NoText).unwrap();
    drop(intake);
    assert_eq!(sink.records.len(), 2);
    assert!(sink.records[0].starts_with("un: mot"), "{:?}", sink.records);
}

#[test]
fn documents_on_the_way_are_bounded_by_number_and_bytes() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 2, &mut sink);
    for _ in 0..100 {
        intake.document(text("a", "mot")).unwrap();
        assert!(intake.on_the_way.len() <= 2 * MAX_DOCUMENTS_PER_THREAD);
    }
    let large = "mot ".repeat(MAX_BYTES_ON_THE_WAY / 16);
    for _ in 0..10 {
        intake.document(text("b", &large)).unwrap();
        assert!(intake.bytes_on_the_way <= MAX_BYTES_ON_THE_WAY);
    }
    intake.drain().unwrap();
    assert_eq!((intake.on_the_way.len(), intake.bytes_on_the_way), (0, 0));
}

#[test]
fn a_sink_that_wants_no_more_stops_the_run() {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: 3 };
        let names = FieldNames::default();
        let mut intake = Intake::new(&names, jobs, &mut sink);
        let outcome = (0..1_000)
            .try_for_each(|number| intake.document(text(&number.to_string(), "mot")))
            .and_then(|()| intake.drain());
        assert!(matches!(outcome, Err(Error::InputMissing(_))), "{jobs} jobs");
        drop(intake);
        assert_eq!(sink.records, ["0: mot", "1: mot", "2: mot"], "{jobs} jobs");
    }
}

#[test]
fn ids_are_the_url_or_the_path() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 1, &mut sink);
    let origin = Origin::file(Path::new("a.warc.gz")).record(7);
    for (number, url) in [(None, ""), (Some(3), ""), (Some(4), "https://le-phare.example/a")] {
        let article = Article { body: "mot".into(), url: url.into(), ..Article::default() };
        intake.record(&origin, (number, Ok(article))).unwrap();
    }
    drop(intake);
    let expected = ["a.warc.gz#7: mot", "a.warc.gz#7#3: mot", "https://le-phare.example/a: mot"];
    assert_eq!(sink.records, expected);
}

#[test]
fn records_of_one_line_have_ids_of_their_own() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let names = FieldNames::default();
    let mut intake = Intake::new(&names, 1, &mut sink);
    for (path, line) in [("a", 1), ("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", 2)] {
        let article = Article { body: "mot".to_owned(), ..Article::default() };
        intake.record(&Origin::file(Path::new(path)), (Some(line), Ok(article))).unwrap();
    }
    drop(intake);
    let expected = ["a#1", "a#1.2", "a#1.3", "a#2", "b#2", "b#2.2"];
    assert_eq!(sink.records, expected.map(|id| format!("{id}: mot")));
}
