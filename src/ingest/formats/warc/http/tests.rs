//! Payloads as crawlers store them.
//!
//! Every payload hides the same page, so that only the way to it differs.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;
use crate::render::said::reason_sentence;

const PAGE: &[u8] = b"<p>Le pont rouvre lundi.";

fn headers(text: &str) -> Headers {
    let text = format!("HTTP/1.1 200 OK\r\n{text}\r\n\r\n");
    Headers::read(&mut text.as_bytes()).unwrap().unwrap()
}

/// Checks that a payload below these headers is the page.
#[track_caller]
fn check(fields: &str, body: &[u8]) {
    let decoded = headers(fields).decoded(body.to_owned(), &Meter::new(None));
    assert_eq!(decoded.as_deref(), Ok(PAGE), "{fields}");
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn encodings_are_undone() {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(PAGE).unwrap();
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(PAGE).unwrap();
    check("Content-Encoding: gzip", &gzip(PAGE));
    check("content-encoding: x-gzip", &gzip(PAGE));
    check("Content-Encoding: deflate", &zlib.finish().unwrap());
    check("Content-Encoding: deflate", &deflate.finish().unwrap());
    check("Content-Encoding: zstd", &zstd::encode_all(PAGE, 3).unwrap());
    check("Content-Encoding: gzip, zstd", &zstd::encode_all(&gzip(PAGE)[..], 3).unwrap());
    // One uncompressed metablock, as brotli writes what it cannot compress.
    let brotli = [&[0x70, 0x01, 0x10], PAGE, &[0x03]].concat();
    check("Content-Encoding: br", &brotli);
}

#[test]
fn chunks_are_put_together() {
    check(
        "Transfer-Encoding: chunked",
        b"8\r\n<p>Le po\r\n10;x=1\r\nnt rouvre lundi.\r\n0\r\n\r\n",
    );
    let packed = gzip(PAGE);
    let chunked =
        [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    check("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &chunked);
}

#[test]
fn a_payload_decoded_already_stays_as_it_is() {
    for encoding in ["gzip", "deflate", "br", "zstd", "identity", "inconnu"] {
        check(&format!("Transfer-Encoding: chunked\r\nContent-Encoding: {encoding}"), PAGE);
    }
}

#[test]
fn chunks_cut_short_keep_what_is_there() {
    check("Transfer-Encoding: chunked", b"8\r\n<p>Le po\r\nFFFFFFFFFFFFFFFF\r\nnt rouvre lundi.");
}

#[test]
fn a_payload_that_unpacks_to_too_much_is_refused() {
    let zeros = zstd::encode_all(io::repeat(0).take(65 << 20), 1).unwrap();
    let decoded = headers("Content-Encoding: zstd").decoded(zeros, &Meter::new(None));
    assert_eq!(decoded, Err(Reason::TooLarge));
}

#[test]
fn a_payload_cut_short_keeps_what_is_there() {
    let page = format!("<p>{}", (0..5_000).map(|number| number.to_string()).collect::<String>());
    for (encoding, packed) in
        [("gzip", gzip(page.as_bytes())), ("zstd", zstd::encode_all(page.as_bytes(), 3).unwrap())]
    {
        let cut = packed[..packed.len() * 4 / 5].to_owned();
        let headers = headers(&format!("Content-Encoding: {encoding}"));
        let decoded = headers.decoded(cut, &Meter::new(None));
        if encoding == "gzip" {
            let decoded = decoded.unwrap();
            assert!(page.as_bytes().starts_with(&decoded) && decoded.len() > 1_000);
        } else {
            // A block of zstd that is not whole gives nothing.
            assert!(matches!(decoded, Err(Reason::Unreadable(_))), "{decoded:?}");
        }
    }
}

#[test]
fn a_damaged_payload_says_so() {
    let mut packed = gzip(PAGE);
    packed[10..].fill(0xFF);
    let decoded = headers("Content-Encoding: gzip").decoded(packed, &Meter::new(None));
    let reason = reason_sentence(&decoded.unwrap_err());
    assert!(reason.starts_with("cannot be read: damaged payload: "), "{reason}");
}

#[test]
fn headers_of_any_make_are_read() {
    let headers =
        headers("content-type : Text/HTML;\r\n charset=\"ISO-8859-15\"\r\nsans valeur\r\nX: é");
    assert_eq!(headers.status(), Some(200));
    assert_eq!(headers.media_type(), "text/html");
    assert_eq!(headers.charset().as_deref(), Some("ISO-8859-15"));
    assert_eq!((headers.get("x"), headers.get("y")), ("é", ""));
    assert!(Headers::read(&mut &b"HTTP/1.1 200 OK\r\nX: y"[..]).unwrap().is_none());
    let twice = self::headers("Content-Type: text/html, text/html; charset=latin1");
    assert_eq!((&*twice.media_type(), twice.charset().as_deref()), ("text/html", Some("latin1")));
}
