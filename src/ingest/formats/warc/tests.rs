//! What is found in WARC files made by hand.
//!
//! Damage costs a record, or what follows it, and is told once.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::records::{Capture, Records, State};
use crate::ingest::bytes::compression;
use crate::ingest::bytes::meter::Meter;
use crate::render::said::{kind_label, reason_sentence};

/// A capture of `https://le-phare.example/{name}`.
fn response(name: &str, http: &str, body: &str) -> Vec<u8> {
    let block = format!("{http}\r\n\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\n\
         WARC-Target-URI: <https://le-phare.example/{name}>\r\n\
         WARC-Date: 2021-03-04T05:06:07Z\r\n\
         Content-Type: application/http;msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn page(name: &str) -> Vec<u8> {
    response(
        name,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8",
        "<p>Le pont rouvre.",
    )
}

fn other(kind: &str) -> Vec<u8> {
    let head = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Type: text/plain");
    format!("{head}\r\nContent-Length: 4\r\n\r\nrien\r\n\r\n").into_bytes()
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Checks what is found, one word a record: the end of a page's URL, `-` for nothing,
/// else what is said.
#[track_caller]
fn check(file: &[u8], expected: &[&str]) {
    let meter = Meter::new(None);
    let (input, _) = compression::decompressed(Box::new(file), &meter).unwrap();
    let mut records = Records { input, meter, number: 0, bytes: 0, state: State::Start };
    let found = std::iter::from_fn(|| records.next()).map(|found| match found {
        Capture::Page(body, hints) => {
            assert_eq!(body, b"<p>Le pont rouvre.");
            hints.url.unwrap().rsplit('/').next().unwrap().to_owned()
        }
        Capture::Rejected(reason) => reason_sentence(&reason),
        Capture::Skipped(kind) => kind_label(&kind),
        Capture::Nothing => "-".to_owned(),
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn pages_are_found_among_other_records() {
    let file = [other("warcinfo"), other("request"), page("a"), other("revisit"), page("b")];
    check(&file.concat(), &["-", "-", "a", "-", "b"]);
}

#[test]
fn members_and_whole_files_are_decompressed() {
    check(&[gz(&page("a")), gz(&page("b"))].concat(), &["a", "b"]);
    check(&gz(&[page("a"), page("b")].concat()), &["a", "b"]);
    let frame = |name| zstd::encode_all(&page(name)[..], 3).unwrap();
    check(&[frame("a"), frame("b")].concat(), &["a", "b"]);
}

#[test]
fn other_statuses_and_types_are_passed_over_by_kind() {
    let file = [
        response("a", "HTTP/1.1 404 Not Capture\r\nContent-Type: text/html", "<p>"),
        response("b", "HTTP/1.0 301\r\nContent-Type: text/html", "<p>"),
        response("c", "HTTP/1.1 200 OK\r\nContent-Type: image/png", "…"),
        response("d", "HTTP/1.1 200 OK\r\nContent-Type: Text/XML", "<a/>"),
        response("e", "HTTP/2 200\r\ncontent-type: application/xhtml+xml", "<p>Le pont rouvre."),
    ];
    check(
        &file.concat(),
        &[
            "a response with HTTP status 4xx",
            "a response with HTTP status 3xx",
            "image/*",
            "text that is no page",
            "e",
        ],
    );
}

#[test]
fn text_taken_from_pages_and_pieces_of_them_are_named() {
    let file = [other("conversion"), other("continuation"), other("metadata")];
    check(
        &file.concat(),
        &["text taken from pages (WET) in a web archive", "the rest of a page in pieces", "-"],
    );
}

#[test]
fn a_response_without_type_is_judged_by_what_it_holds() {
    let untyped = |name, body| response(name, "HTTP/1.1 200 OK\r\nServer: x", body);
    let bare = String::from_utf8(page("c")).unwrap();
    let bare = bare.replace("Content-Type: application/http;msgtype=response\r\n", "");
    let file = [untyped("a", "<p>Le pont rouvre."), untyped("b", "{}"), bare.into_bytes()];
    check(&file.concat(), &["a", "a response of unknown type", "c"]);
}

#[test]
fn lengths_without_measure_cost_what_follows() {
    for length in ["9223372036854775808", "18446744073709551615"] {
        let long = String::from_utf8(page("b")).unwrap().replace("Length: 77", "Length: 1");
        let long = long.replace("Length: 1", &format!("Length: {length}"));
        let file = [page("a"), long.clone().into_bytes(), long.into_bytes()].concat();
        let meter = Meter::new(None);
        let input = Box::new(&file[..]);
        let mut records = Records { input, meter, number: 0, bytes: 0, state: State::Start };
        let found: Vec<_> = std::iter::from_fn(|| records.next()).collect();
        assert!(matches!(&found[..], [Capture::Page(..), Capture::Rejected(_)]), "{found:?}");
        assert!(records.bytes < file.len() as u64);
    }
}

#[test]
fn a_page_stored_without_http_is_found() {
    let resource = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///c\r\n\
                    Content-Type: text/html\r\nContent-Length: 18\r\n\r\n<p>Le pont rouvre.\r\n\r\n";
    check(resource.as_bytes(), &["c"]);
}

#[test]
fn a_record_cut_short_costs_that_record_and_is_said_once() {
    let whole = [page("a"), page("b")].concat();
    for cut in [10, 60, 120] {
        check(
            &whole[..whole.len() - cut],
            &[
                "a",
                "cannot be read: a record cut short; what follows is lost up to the next whole \
                 record",
            ],
        );
    }
}

#[test]
fn a_wrong_length_costs_what_follows_up_to_the_next_record() {
    let short = String::from_utf8(page("b")).unwrap().replace("Length: 77", "Length: 68");
    let file = [page("a"), short.into_bytes(), page("c")].concat();
    let said = "cannot be read: no record where one should start; what follows is lost up to the \
                next whole record";
    let meter = Meter::new(None);
    let mut records =
        Records { input: Box::new(&file[..]), meter, number: 0, bytes: 0, state: State::Start };
    let found: Vec<_> = std::iter::from_fn(|| records.next()).collect();
    assert!(matches!(&found[1], Capture::Page(body, _) if body.len() == 9), "{found:?}");
    assert!(
        matches!(&found[2], Capture::Rejected(reason) if reason_sentence(reason) == said),
        "{found:?}"
    );
    assert!(matches!(&found[3], Capture::Page(..)) && found.len() == 4, "{found:?}");
}

#[test]
fn a_damaged_member_costs_that_member() {
    let mut damaged = gz(&page("b"));
    damaged[20..60].fill(0xFF);
    let file = [gz(&page("a")), damaged, gz(&page("c"))].concat();
    check(&file, &["a", "cannot be read: damaged gzip: corrupt deflate stream", "c"]);
}

#[test]
fn a_file_cut_short_in_a_member_is_said_once() {
    let file = [gz(&page("a")), gz(&page("b"))].concat();
    let meter = Meter::new(None);
    let cut = &file[..file.len() - 30];
    let (input, _) = compression::decompressed(Box::new(cut), &meter).unwrap();
    let mut records = Records { input, meter, number: 0, bytes: 0, state: State::Start };
    let found: Vec<_> = std::iter::from_fn(|| records.next()).collect();
    assert!(matches!(&found[..], [Capture::Page(..), Capture::Rejected(_)]), "{found:?}");
}

#[test]
fn what_is_no_warc_file_is_said_once() {
    check(
        b"Le pont rouvre.\nLes camions attendent.\n",
        &["cannot be read: no record where one should start; what follows is lost up to the next \
           whole record"],
    );
    check(b"", &[]);
}
