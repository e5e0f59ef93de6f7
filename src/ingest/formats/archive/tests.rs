//! Damage of every kind: whatever the bytes, an archive costs a line and no more.
//!
//! Bytes are changed, left out and cut off at many places, and nothing may panic.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::ingest::bytes::meter::Meter;
use crate::ingest::bytes::source::Source;
use crate::ingest::test_sink::TestSink;

fn read(name: &str, bytes: Vec<u8>) -> TestSink {
    let meter = Meter::new(Some(bytes.len() as u64));
    TestSink::by(
        |source, driver| driver.stream(Source { meter, ..source }, true),
        name,
        Box::new(Cursor::new(bytes)),
    )
}

fn zip() -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for name in ["a.txt", "b.jsonl", "c.txt"] {
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(b"{\"title\": \"Le pont rouvre\"}\n").unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn tar() -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    for name in ["a.txt".to_owned(), format!("{}/b.txt", "long".repeat(40)), "c.jsonl".to_owned()] {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(28);
        header.set_mode(0o644);
        header.set_cksum();
        let content = &b"{\"title\": \"Le pont rouvre\"}\n"[..];
        archive.append_data(&mut header, name, content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn warc() -> Vec<u8> {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
                 5\r\n<p>Le\r\n0\r\n\r\n";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    record.repeat(3).into_bytes()
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Reads a file with some bytes changed, a stretch left out, or its end cut off, many
/// times over.
#[track_caller]
fn check(name: &str, whole: &[u8], articles: usize) {
    assert_eq!(read(name, whole.to_owned()).articles().count(), articles, "{name}");
    let mut noise = 7_u64;
    let mut random = |below: usize| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (noise >> 33) as usize % below
    };
    for _ in 0..1_500 {
        let mut bytes = whole.to_owned();
        match random(3) {
            0 => {
                for _ in 0..=random(4) {
                    let at = random(bytes.len());
                    bytes[at] = [0, 0xFF, b'9', bytes[at] ^ 1][random(4)];
                }
            }
            1 => {
                let from = random(bytes.len());
                let to = (from + random(100)).min(bytes.len());
                bytes.drain(from..to);
            }
            _ => bytes.truncate(random(bytes.len())),
        }
        let found = read(name, bytes);
        assert!(found.rejected().len() <= 8, "{name}: {:#?}", found.rejected());
    }
}

#[test]
fn no_damage_of_a_zip_file_takes_the_run_down() {
    check("a.zip", &zip(), 3);
}

#[test]
fn no_damage_of_a_tar_file_takes_the_run_down() {
    check("a.tar", &tar(), 3);
    check("a.tar.gz", &gz(&tar()), 3);
}

#[test]
fn no_damage_of_a_warc_file_takes_the_run_down() {
    check("a.warc", &warc(), 0);
    check("a.warc.gz", &gz(&warc()), 0);
}

#[test]
fn no_damage_of_a_compressed_file_takes_the_run_down() {
    let lines = b"{\"title\": \"Le pont rouvre\"}\n".repeat(3);
    check("a.jsonl.gz", &gz(&lines), 3);
    check("a.jsonl.zst", &zstd::encode_all(&lines[..], 3).unwrap(), 3);
}

#[test]
fn a_name_in_a_tar_file_has_a_bound() {
    let mut archive = ::tar::Builder::new(Vec::new());
    let header = header(::tar::EntryType::GNULongName, 4 << 20);
    archive.append(&header, &vec![b'a'; 4 << 20][..]).unwrap();
    let found = read("a.tar", archive.into_inner().unwrap());
    assert_eq!(found.rejected(), [DAMAGED]);
}

const DAMAGED: &str = "a.tar: cannot be read: damaged: no header where one should stand; what \
                       follows is lost up to the next whole header";

/// A header of this kind for a file of this size, its number in octal or binary.
fn header(kind: ::tar::EntryType, size: u64) -> ::tar::Header {
    let mut header = ::tar::Header::new_gnu();
    header.set_path("a.txt").unwrap();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_cksum();
    header
}

#[test]
fn a_damaged_header_costs_what_it_announces() {
    let mut bytes = tar();
    // The second entry: its long name is one of three headers.
    bytes[1024 + 1024 + 3] ^= 1;
    let found = read("a.tar", bytes);
    assert_eq!((found.articles().count(), &found.rejected()[..]), (2, &[DAMAGED.to_owned()][..]));
}

#[test]
fn archives_behind_each_other_are_all_read() {
    assert_eq!(read("a.tar", [tar(), vec![0; 8192], tar()].concat()).articles().count(), 6);
    let found = read("a.tar", [tar(), b"reste d'une bande".to_vec()].concat());
    assert_eq!((found.articles().count(), found.rejected().len()), (3, 0));
}

#[test]
fn the_label_of_a_tape_is_passed_over() {
    let mut label = header(::tar::EntryType::new(b'V'), 0);
    label.as_old_mut().size.fill(0);
    label.set_cksum();
    let found = read("a.tar", [label.as_bytes(), &tar()[..]].concat());
    assert_eq!((found.articles().count(), found.rejected().len()), (3, 0));
}

#[test]
fn sizes_without_measure_cost_a_line() {
    for (kind, size) in [
        (::tar::EntryType::Regular, 1 << 62),
        (::tar::EntryType::Regular, u64::MAX),
        (::tar::EntryType::GNULongName, 1 << 62),
        (::tar::EntryType::XHeader, 1 << 62),
        (::tar::EntryType::GNUSparse, u64::MAX),
    ] {
        let found = read("a.tar", [header(kind, size).as_bytes(), &tar()[..]].concat());
        // What an entry takes in of the archive behind it may be no text.
        assert!((1..=2).contains(&found.rejected().len()), "{kind:?} {size}: {found:?}");
    }
}

#[test]
fn a_hole_without_measure_is_passed_over() {
    let mut hole = header(::tar::EntryType::GNUSparse, 0);
    let gnu = hole.as_gnu_mut().unwrap();
    gnu.name[..5].copy_from_slice(b"a.bin");
    gnu.set_real_size(1 << 62);
    gnu.sparse[0].offset[..].copy_from_slice(b"\x80\0\0\0\x40\0\0\0\0\0\0\0");
    gnu.sparse[0].numbytes[..].copy_from_slice(b"00000000000\0");
    hole.set_cksum();
    let found = read("a.tar", [hole.as_bytes(), &tar()[..]].concat());
    assert_eq!((found.articles().count(), &found.rejected()[..]), (3, &[][..]));
}
