//! Zip files, read entry by entry as their central directory lists them.
//!
//! A file on disk is read in place; one that comes through a pipe, a decompressor
//! or another archive is held in memory. An entry that cannot be read costs that
//! entry only.

use std::path::Path;

use rawzip::ZipFileHeaderRecord;

use super::entry;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::bytes::zipped::{OpenZip, unreadable};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::kind;
use crate::ingest::nesting::may_enter;
use crate::rejection::Reason;

/// The upper half of code page 850, in which Windows writes names in Western Europe; the
/// letters of French that code page 437 has are the same there.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Zip files.
pub(in crate::ingest::formats) struct Zip;

impl Format for Zip {
    fn about(&self) -> &'static About {
        &About {
            name: "zip",
            version: 2,
            noun: "a zip archive",
            extensions: &["zip", "wacz"],
            shared: &[],
            help: "what is in it, as in a folder; of a WACZ the pages",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || {
            let signs: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
            signs.iter().any(|sign| head.bytes().starts_with(sign)) && !kind::is_packed(head)
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read(source, out)
    }
}

/// Reads every article of a zip file into `out`.
fn read(source: Source<'_>, out: &mut dyn Out) -> Result<()> {
    if !may_enter(&source.origin, out)? {
        return Ok(());
    }
    let is_wacz = has_extension(&source.origin.path, "wacz");
    let mut buffer = Vec::new();
    match OpenZip::open(source, &mut buffer) {
        Ok(zip) => Entries { zip, is_wacz }.read(&mut buffer, out),
        Err((origin, reason)) => out.rejected(&origin, reason),
    }
}

/// Tells whether an entry of a WACZ holds captures; the others are lists of them, and what
/// they say of pages is in these.
fn is_web_archive(name: &str) -> bool {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    ["warc", "wacz"].iter().any(|extension| has_extension(Path::new(plain), extension))
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The entries of an open zip file.
struct Entries {
    zip: OpenZip,
    is_wacz: bool,
}

impl Entries {
    fn read(&self, buffer: &mut [u8], out: &mut dyn Out) -> Result<()> {
        let Self { zip, .. } = self;
        let mut entries = zip.archive.entries(buffer);
        let mut packed = 0_u64;
        loop {
            match entries.next_entry() {
                Ok(None) => return Ok(()),
                Ok(Some(header)) => {
                    packed = packed.saturating_add(header.compressed_size_hint());
                    if packed > zip.length {
                        return out.rejected(&zip.origin, Reason::Overlapping);
                    }
                    self.read_entry(&header, out)?;
                }
                Err(error) => return out.rejected(&zip.origin, unreadable(&error)),
            }
            if entry::is_spent(&zip.origin, &zip.meter, out)? {
                return Ok(());
            }
        }
    }

    fn read_entry(&self, header: &ZipFileHeaderRecord<'_>, out: &mut dyn Out) -> Result<()> {
        let name = name(header.file_path().as_bytes());
        if header.is_dir() || header.mode().is_symlink() || entry::is_hidden(&name) {
            return Ok(());
        }
        if self.is_wacz && !is_web_archive(&name) {
            return Ok(());
        }
        let origin = self.zip.origin.entry(&name);
        match self.zip.entry(header) {
            Ok(input) => entry::read_entry(origin, input, &self.zip.meter, out),
            Err(reason) => out.rejected(&origin, reason),
        }
    }
}

/// Returns a name as text, with `/` between folders; bytes that are no UTF-8 are
/// taken for code page 850.
fn name(bytes: &[u8]) -> String {
    let old = || {
        let upper: Vec<char> = CP850.chars().collect();
        let char = |&byte: &u8| match byte {
            0..0x80 => char::from(byte),
            _ => upper[usize::from(byte) - 0x80],
        };
        bytes.iter().map(char).collect()
    };
    let name = std::str::from_utf8(bytes).map_or_else(|_| old(), str::to_owned);
    name.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_utf_8_or_code_page_850() {
        assert_eq!(CP850.chars().count(), 128);
        assert_eq!(name("2020/été.txt".as_bytes()), "2020/été.txt");
        assert_eq!(name(b"2020\\\x82t\x82.txt"), "2020/été.txt");
        assert_eq!(name(b"\xB7 N\x8Cmes, \xD4ve"), "À Nîmes, Ève");
        assert_eq!(name(b"\xFF"), "\u{A0}");
    }
}
