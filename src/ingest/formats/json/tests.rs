//! Tests of documents of JSON: where programs put their articles.
//!
//! What is in one record is tested beside `record`; here is where records lie.

use super::documents::read_documents;
use super::lines::read_lines;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::Out;
use crate::ingest::test_sink::TestSink;

/// Reads articles as `id title|body`.
type Reader = fn(&mut Source<'_>, &mut dyn Out) -> Result<()>;

#[track_caller]
fn check_with(read: Reader, json: &[u8], expected: &[&str]) {
    let found = TestSink::by(|mut source, out| read(&mut source, out), "t", Box::new(json));
    let found = found.lines(|article| format!("{} {}|{}", article.id, article.title, article.body));
    assert_eq!(found, expected, "reading {}", String::from_utf8_lossy(json));
}

#[track_caller]
fn check(json: &str, expected: &[&str]) {
    check_with(read_documents, json.as_bytes(), expected);
}

#[test]
fn articles_of_one_line_are_told_apart() {
    check(r#"[{"title": "T"}, {"title": "U"}]"#, &["t#1 T|", "t#1.2 U|"]);
}

#[test]
fn databases_put_articles_into_objects() {
    check(
        r#"{"took": 1, "hits": {"total": 2, "hits": [
            {"_index": "a", "_id": "x", "_source": {"title": "T", "body": "Un"}},
            {"_index": "a", "_id": "y", "_source": {"id": "z", "title": "U"}}]}}"#,
        &["x T|Un", "z U|"],
    );
    let lines = br#"{"_id": "x", "_source": {"title": "T", "body": "Un"}}"#;
    check_with(read_lines, lines, &["x T|Un"]);
    check(r#"{"article": {"title": "T", "text": "Un"}, "id": 7}"#, &["7 T|Un"]);
}

#[test]
fn objects_with_a_text_each_are_no_article_together() {
    check(r#"[{"person": {"title": "T"}, "place": {"title": "U"}}]"#, &["1: no title and no text"]);
}

#[test]
fn articles_may_stand_under_keys() {
    check(
        r#"{"https://p.example/2": {"title": "T", "body": "Un"},
            "https://p.example/1": {"title": "U", "body": "Deux"}}"#,
        &["https://p.example/2 T|Un", "https://p.example/1 U|Deux"],
    );
    check(
        r#"{"0": {"title": "T", "body": "Un"}, "1": {"title": "U", "body": "Deux"}}"#,
        &["t#1 T|Un", "t#1.2 U|Deux"],
    );
}

#[test]
fn lists_of_articles_side_by_side_are_all_read() {
    let list = r#"[{"title": "T", "text": "Un"}, {"title": "U", "text": "Deux"}]"#;
    let other = r#"[{"title": "V", "text": "Trois"}]"#;
    let all = ["t#1 T|Un", "t#1.2 U|Deux", "t#1.3 V|Trois"];
    check(&format!(r#"{{"une": {list}, "breves": {other}}}"#), &all);
    check(&format!(r#"{{"pages": {{"une": {list}, "sport": {other}}}}}"#), &all);
    check(&format!(r#"{{"list": {list}, "edito": {{"title": "V", "text": "Trois"}}}}"#), &all);
    // What has no text beside those that have is no article.
    let tags = r#"[{"title": "A"}, {"title": "B"}, {"title": "C"}, {"title": "D"}]"#;
    check(&format!(r#"{{"articles": {list}, "tags": {tags}}}"#), &all[..2]);
}

#[test]
fn records_that_hold_articles_are_none_themselves() {
    let issue = |text: &str| {
        format!(
            r#"{{"title": "Numéro", "articles": [{{"title": "T", "text": "{text}"}}, {{"title": "U", "text": "{text}"}}]}}"#
        )
    };
    let (one, two) = (issue("Un"), issue("Deux"));
    let all = ["t#1 T|Un", "t#1.2 U|Un", "t#2 T|Deux", "t#2.2 U|Deux"];
    check_with(read_lines, format!("{one}\n{two}\n").as_bytes(), &all);
    check(&format!("[{one},\n{two}]"), &all);
    let related = r#"{"title": "T", "related": [{"title": "U"}]}"#;
    check_with(read_lines, related.as_bytes(), &["t#1 T|"]);
}

#[test]
fn what_programs_write_for_nothing_costs_nothing() {
    check(r#"[{"title": "T", "author": NaN}]"#, &["t#1 T|"]);
    check_with(
        read_lines,
        b"{\"title\": \"T\", \"author\": NaN}\n{",
        &["t#1 T|", "2: broken JSON: EOF while parsing an object"],
    );
}

#[test]
fn bytes_that_are_no_utf8_are_windows_1252() {
    for read in [read_documents as Reader, read_lines] {
        check_with(read, b"{\"title\": \"L'\xE9t\xE9 \x80\"}", &["t#1 L'été €|"]);
    }
}

#[test]
fn articles_have_the_day_and_the_paper_of_what_holds_them() {
    let check = |read: Reader, json: &str, expected: &[&str]| {
        let found =
            TestSink::by(|mut source, out| read(&mut source, out), "t", Box::new(json.as_bytes()));
        let found = found.lines(|it| {
            let day = it.published.as_ref().map_or("", |date| date.day());
            format!("{} {day} {} {} {}", it.title, it.source, it.language, it.url)
        });
        assert_eq!(found, expected, "reading {json}");
    };
    let own = r#"{"title": "U", "body": "Deux", "date": "2014-02-28", "source": "L'Aube"}"#;
    let list = format!(r#""articles": [{{"title": "T", "body": "Un"}}, {own}]"#);
    let both = ["T 2014-03-01 Le Phare fr ", "U 2014-02-28 L'Aube fr "];
    let issue = format!(
        r#"{{"date": "2014-03-01", "journal": "Le Phare", "langue": "fr", "url": "https://p.example", {list}}}"#
    );
    check(read_documents, &issue, &both);
    check(read_lines, &issue, &both);
    check(read_documents, &format!("[{issue}, {issue}]"), &[both, both].concat());
    let pages = format!(
        r#"{{"journal": "Le Phare", "langue": "fr", "numero": {{"date": "2014-03-01", {list}}}}}"#
    );
    check(read_documents, &pages, &both);
    let issues = format!(
        r#"{{"journal": "Le Phare", "langue": "fr", "numeros": [{{"date": "2014-03-01", {list}}}]}}"#
    );
    check(read_documents, &issues, &both);
    let export = format!(r#"{{"created_at": "2024-01-01", {list}}}"#);
    check(read_documents, &export, &["T    ", "U 2014-02-28 L'Aube  "]);
}

#[test]
fn paragraphs_and_blocks_are_a_body() {
    check(
        r#"[{"title": "T", "paragraphs": ["Un", "Deux"]}, {"title": "U", "blocs": [{"type": "p", "contenu": "Trois"}]}]"#,
        &["t#1 T|Un\nDeux", "t#1.2 U|Trois"],
    );
    check(
        r#"{"title": "T", "body": {"time": 1, "blocks": [{"id": "x", "data": {"text": "Un"}}, {"data": {"text": "Deux"}}]}}"#,
        &["t#1 T|Un\nDeux"],
    );
}
