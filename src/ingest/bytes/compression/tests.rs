//! What comes out of compressed streams, whole and damaged.
//!
//! What came before damage must come out, and what stands behind it where that can be found.

// A test stops at the first surprise.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::read_fault::ReadFault;
use crate::render::said::fault_sentence;

fn gz(content: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zst(content: &str) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Checks what comes out, reading on behind errors, whose beginnings are put between
/// brackets.
#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let (mut input, _) = decompressed(Box::new(bytes), &Meter::new(None)).unwrap();
    let mut found = Vec::new();
    while let Err(error) = input.read_to_end(&mut found) {
        let message = fault_sentence(&ReadFault::of(&error));
        let opening = message.split([':', ';']).next().unwrap();
        write!(found, "[{opening}]").unwrap();
    }
    assert_eq!(String::from_utf8(found).unwrap(), expected);
}

#[test]
fn what_is_not_compressed_stays_as_it_is() {
    check("Été".as_bytes(), "Été");
    check(b"", "");
}

#[test]
fn members_and_frames_follow_each_other() {
    check(&[gz("un "), gz("deux "), gz("")].concat(), "un deux ");
    check(&[zst("un "), zst("deux")].concat(), "un deux");
    let skippable = b"\x50\x2A\x4D\x18\x03\x00\x00\x00abc";
    check(&[&zst("un")[..], skippable].concat(), "un");
}

#[test]
fn zeros_behind_the_end_are_padding() {
    check(&[gz("un"), vec![0; 600]].concat(), "un");
    check(&[gz("un "), vec![0; 600], gz("deux")].concat(), "un deux");
}

#[test]
fn other_bytes_behind_the_end_are_said() {
    check(&[gz("un"), b"suite".to_vec()].concat(), "un[bytes that are not gzip follow the end]");
    check(&[zst("un"), b"suite".to_vec()].concat(), "un[bytes that are not zstd follow the end]");
    let (mut input, _) = decompressed(
        Box::new(io::Cursor::new([gz("un"), b"!".to_vec()].concat())),
        &Meter::new(None),
    )
    .unwrap();
    assert!(is_trailing(&input.read_to_end(&mut Vec::new()).unwrap_err()));
}

#[test]
fn a_stream_cut_short_keeps_what_came_before() {
    for (whole, name) in [(gz("un deux"), "gzip"), (zst("un deux"), "zstd")] {
        check(&whole[..whole.len() - 2], &format!("un deux[damaged {name}]"));
    }
}

#[test]
fn reading_goes_on_at_the_member_behind_a_damaged_one() {
    for (mut damaged, next, name) in
        [(gz("un deux"), gz("trois"), "gzip"), (zst("un deux"), zst("trois"), "zstd")]
    {
        let checksum = damaged.len() - if name == "gzip" { 8 } else { 4 };
        damaged[checksum] ^= 0xFF;
        let bytes = [damaged, next].concat();
        let (mut input, _) =
            decompressed(Box::new(io::Cursor::new(bytes)), &Meter::new(None)).unwrap();
        let mut found = Vec::new();
        assert!(input.read_to_end(&mut found).is_err(), "{name}");
        found.clear();
        assert_eq!(input.read_to_end(&mut found).unwrap(), 5, "{name}");
        assert_eq!(found, b"trois", "{name}");
    }
}

#[test]
fn a_frame_that_needs_too_much_memory_says_what_to_do() {
    // A frame header with a window of 2 GB, and an empty last block.
    check(
        b"\x28\xB5\x2F\xFD\0\xA8\x01\0\0",
        "[packed for the memory of large machines (zstd --long)]",
    );
}

#[test]
fn a_stream_that_unpacks_to_far_too_much_is_refused() {
    let bomb = zstd::encode_all(io::repeat(b' ').take(300 << 20), 1).unwrap();
    let (mut input, _) = decompressed(Box::new(&bomb[..]), &Meter::new(None)).unwrap();
    let error = io::copy(&mut input, &mut io::sink()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileTooLarge);
}
