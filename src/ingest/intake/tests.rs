//! Order, bounds and faults of the way from documents to the sink.
//!
//! Every case runs in one thread and in several: the sink must see the same.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use super::*;
use crate::article::Article;
use crate::error::Error;
use crate::render::said::rejection_sentence;

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
    fn wants(&mut self, _: &Place) -> Result<bool> {
        Ok(true)
    }

    fn finished(&mut self, _: &Path, _: Option<ReadAs>) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, article: Article, _: &Path) -> Result<()> {
        self.keep(format!("{}: {}", article.id, article.body.trim()))
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        self.keep(rejection_sentence(&rejection))
    }

    fn skipped(&mut self, _: &Path, _: &UnreadKind) {}

    fn progress(&mut self, _: u64, _: u64) {}
}

/// Takes a document that is one article with this text, or none when it is blank.
fn take(intake: &mut Intake<'_>, name: &str, text: &str) -> Result<()> {
    let text = text.to_owned();
    let article = |body: String| {
        let is_blank = body.trim().is_empty();
        if is_blank { Err(Reason::NoText) } else { Ok(Article { body, ..Article::default() }) }
    };
    let origin = Origin::file(Path::new(name));
    intake.later(&origin, text.len(), Box::new(move || vec![(None, article(text))]))
}

/// Checks what becomes of documents with these texts, in one thread and in several.
#[track_caller]
fn check(texts: &[&str], expected: &[&str]) {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: usize::MAX };
        let mut intake = Intake::new(jobs, &mut sink);
        for (number, content) in texts.iter().enumerate() {
            take(&mut intake, &number.to_string(), content).unwrap();
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
fn what_is_blank_is_no_article() {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: usize::MAX };
        let mut intake = Intake::new(jobs, &mut sink);
        let article = Article { body: "\u{A0}".to_owned(), ..Article::default() };
        let origin = Origin::file(Path::new("a"));
        intake.later(&origin, 1, Box::new(move || vec![(None, Ok(article))])).unwrap();
        intake.drain().unwrap();
        drop(intake);
        assert_eq!(sink.records, ["a: no title and no text"], "{jobs} jobs");
    }
}

#[test]
fn a_rejected_document_keeps_its_place() {
    check(&["un", " ", "trois"], &["0: un", "1: no title and no text", "2: trois"]);
}

#[test]
fn of_many_records_that_are_no_articles_the_last_are_counted_for_each_file() {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: usize::MAX };
        let mut intake = Intake::new(jobs, &mut sink);
        for (name, more) in [("a", 2), ("b", 0)] {
            for _ in 0..MOST_TOLD + more {
                take(&mut intake, name, " ").unwrap();
            }
            take(&mut intake, name, "mot").unwrap();
            intake.end(Path::new(name), None).unwrap();
        }
        intake.drain().unwrap();
        drop(intake);
        let last = "a: 2 more records are no articles; mend those above first";
        assert_eq!(sink.records.len(), 2 * MOST_TOLD + 3, "{jobs} jobs");
        assert_eq!(sink.records[MOST_TOLD..][..2], ["a: mot", last], "{jobs} jobs");
        assert_eq!(sink.records.last().unwrap(), "b: mot", "{jobs} jobs");
    }
}

#[test]
fn a_parser_that_panics_costs_its_document_and_no_thread() {
    for jobs in [1, 2] {
        let mut sink = Kept { records: Vec::new(), most: usize::MAX };
        let mut intake = Intake::new(jobs, &mut sink);
        // More of them than there are threads, and what follows still finds one.
        let expected: Vec<_> = (0..20)
            .flat_map(|number| {
                let origin = Origin::file(Path::new("faute"));
                intake.later(&origin, 1, Box::new(|| panic!("a fault of the parser"))).unwrap();
                take(&mut intake, &number.to_string(), "mot").unwrap();
                ["faute: cannot be read: its parser failed".to_owned(), format!("{number}: mot")]
            })
            .collect();
        intake.drain().unwrap();
        drop(intake);
        assert_eq!(sink.records, expected, "{jobs} jobs");
    }
}

#[test]
fn a_record_of_a_stream_waits_for_the_documents_before_it() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let mut intake = Intake::new(4, &mut sink);
    take(&mut intake, "un", &"mot ".repeat(50_000)).unwrap();
    intake.record(&Origin::file(Path::new("deux")), (None, Err(Reason::NoText))).unwrap();
    drop(intake);
    assert_eq!(sink.records.len(), 2);
    assert!(sink.records[0].starts_with("un: mot"), "{:?}", sink.records);
}

#[test]
fn documents_on_the_way_are_bounded_by_number_and_bytes() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let mut intake = Intake::new(2, &mut sink);
    for _ in 0..100 {
        take(&mut intake, "a", "mot").unwrap();
        assert!(intake.on_the_way.len() <= 2 * MAX_DOCUMENTS_PER_THREAD);
    }
    let large = "mot ".repeat(MAX_BYTES_ON_THE_WAY / 16);
    for _ in 0..10 {
        take(&mut intake, "b", &large).unwrap();
        assert!(intake.bytes_on_the_way <= MAX_BYTES_ON_THE_WAY);
    }
    intake.drain().unwrap();
    assert_eq!((intake.on_the_way.len(), intake.bytes_on_the_way), (0, 0));
}

#[test]
fn a_sink_that_wants_no_more_stops_the_run() {
    for jobs in [1, 4] {
        let mut sink = Kept { records: Vec::new(), most: 3 };
        let mut intake = Intake::new(jobs, &mut sink);
        let outcome = (0..1_000)
            .try_for_each(|number| take(&mut intake, &number.to_string(), "mot"))
            .and_then(|()| intake.drain());
        assert!(matches!(outcome, Err(Error::InputMissing(_))), "{jobs} jobs");
        drop(intake);
        assert_eq!(sink.records, ["0: mot", "1: mot", "2: mot"], "{jobs} jobs");
    }
}

#[test]
fn ids_are_the_url_or_the_path() {
    let mut sink = Kept { records: Vec::new(), most: usize::MAX };
    let mut intake = Intake::new(1, &mut sink);
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
    let mut intake = Intake::new(1, &mut sink);
    for (path, line) in [("a", 1), ("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", 2)] {
        let article = Article { body: "mot".to_owned(), ..Article::default() };
        intake.record(&Origin::file(Path::new(path)), (Some(line), Ok(article))).unwrap();
    }
    drop(intake);
    let expected = ["a#1", "a#1.2", "a#1.3", "a#2", "b#2", "b#2.2"];
    assert_eq!(sink.records, expected.map(|id| format!("{id}: mot")));
}
