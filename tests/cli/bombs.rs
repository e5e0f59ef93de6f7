//! Files that unpack to far too much: refused in a line, soon, and alone.
//!
//! What else is in the run is read all the same.

use std::io::{Read, repeat};

use crate::archives::{gz, zip};
use crate::support::{Limier, summary};

const REFUSED: &str =
    "cannot be read: it unpacks to more than 250 times its size; unpack it first if that is right";

fn zeros(megabytes: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    repeat(0).take(megabytes << 20).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Returns a zip file whose directory lists its one entry many times.
fn overlapping(content: &[u8], count: u16) -> Vec<u8> {
    let archive = zip([("a.jsonl", content)]);
    let directory = memchr::memmem::rfind(&archive, b"PK\x01\x02").unwrap();
    let end = memchr::memmem::rfind(&archive, b"PK\x05\x06").unwrap();
    let mut record = archive[directory..end].to_vec();
    let mut bytes = archive[..directory].to_vec();
    for number in 0..count {
        // The name starts at 46.
        record[46] = b'a' + (number % 26) as u8;
        bytes.extend_from_slice(&record);
    }
    let size = u32::from(count) * record.len() as u32;
    let mut last = archive[end..].to_vec();
    last[8..10].copy_from_slice(&count.to_le_bytes());
    last[10..12].copy_from_slice(&count.to_le_bytes());
    last[12..16].copy_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&last);
    bytes
}

#[test]
fn a_compressed_file_that_unpacks_to_far_too_much_is_refused() {
    let lines = "{\"id\": \"a\", \"title\": \"Le pont\"}\n";
    let bomb = [lines.as_bytes(), &zeros(300)].concat();
    let limier = Limier::new()
        .file("d/a.jsonl.gz", gz(&bomb))
        .file("d/b.txt.zst", zstd::encode_all(&vec![b' '; 300 << 20][..], 1).unwrap())
        .file("d/c.txt", "Le pont rouvre");
    let too_large = "larger than 64 MB, too large for one article; split it first";
    limier
        .index("d")
        .stdout(summary(2, 0, 3, 2, 2))
        .stderr(format!(
            "d/a.jsonl.gz:2: {too_large}\nd/a.jsonl.gz:2: {REFUSED}\nd/b.txt.zst: {too_large}\n"
        ))
        .code(1)
        .run();
}

#[test]
fn an_archive_in_an_archive_that_unpacks_to_far_too_much_is_refused() {
    let bomb = zip([("a.jsonl", &vec![b' '; 300 << 20][..]), ("b.txt", b"Le pont rouvre")]);
    let limier = Limier::new().file("x.zip", zip([("y.zip", &bomb[..]), ("c.txt", b"Le pont")]));
    let output = limier.index("x.zip").output();
    assert!(output.stderr.contains(&format!("x.zip/y.zip/a.jsonl:1: {REFUSED}\n")));
    assert_eq!(output.stderr.lines().count(), 2, "{}", output.stderr);
    let mut ids = limier.ids("pont");
    ids.sort();
    assert_eq!(ids, ["x.zip/c.txt", "x.zip/y.zip/b.txt"], "the other entries are read");
}

#[test]
fn an_archive_that_lists_one_place_many_times_is_left_in_the_middle() {
    let limier = Limier::new().file("d/x.zip", overlapping(&zeros(100), 60_000));
    let limier = limier.file("d/y.txt", "Le pont rouvre");
    let output = limier.index("d").output();
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert!(lines.len() < 40, "{} lines", lines.len());
    assert_eq!(
        lines.last(),
        Some(
            &"d/x.zip: what follows in it is not read: its entries lie over each other, as in a bomb; unpack it, and index what is good"
        )
    );
    assert_eq!(limier.ids("pont"), ["d/y.txt"]);
}

#[test]
fn a_document_that_unpacks_to_far_too_much_is_refused() {
    let open = "<w:document><w:body><w:p><w:r><w:t>Le pont rouvre</w:t></w:r></w:p>";
    let bomb = [open.as_bytes(), &vec![b' '; 300 << 20]].concat();
    let paragraphs = "<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(3 << 20);
    let document = zip([("word/document.xml", format!("{open}</w:body></w:document>").as_bytes())]);
    let limier = Limier::new()
        .file("d/a.docx", zip([("word/document.xml", &bomb[..])]))
        .file("d/b.docx", zip([("word/document.xml", paragraphs.as_bytes())]))
        .file("d/c.docx", declaring(&document, u32::MAX - 1))
        .file("d/d.docx", document)
        .file("d/e.txt", "Le pont rouvre");
    let output = limier.index("d").output();
    assert_eq!(output.code, 1, "{}", output.stderr);
    let lines: Vec<&str> = output.stderr.lines().collect();
    let too_large = "larger than 64 MB, too large for one article; split it first";
    assert_eq!(lines[..2], [format!("d/a.docx: {too_large}"), format!("d/b.docx: {too_large}")]);
    assert!(lines.len() <= 3, "{lines:?}");
    let mut ids = limier.ids("pont");
    ids.retain(|id| id != "d/c.docx");
    ids.sort();
    assert_eq!(ids, ["d/d.docx", "d/e.txt"], "what is declared costs its own file at most");
}

/// Returns a zip file whose entry says that it unpacks to so many bytes.
fn declaring(archive: &[u8], size: u32) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    for (sign, at) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let header = memchr::memmem::rfind(&bytes, sign).unwrap();
        bytes[header + at..header + at + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}
