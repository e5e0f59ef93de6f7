//! Zip files, read entry by entry as their central directory lists them.
//!
//! A file on disk is read in place; one that comes through a pipe, a decompressor
//! or another archive is held in memory. An entry that cannot be read costs that
//! entry only.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, ErrorKind, FileReader, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ReaderAt,
    ZipArchive, ZipFileHeaderRecord, ZipLocator,
};

use super::entry;
use crate::error::Result;
use crate::ingest::bytes::meter::{Bounded, Meter, Metered};
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::rejection::Reason;

/// Most bytes of a zip file that is held in memory; half of it for each archive around.
const MAX_HELD_BYTES: u64 = 256 << 20;

/// The upper half of code page 850, in which Windows writes names in Western Europe; the
/// letters of French that code page 437 has are the same there.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Zip files.
pub(in crate::ingest::formats) struct Zip;

impl Format for Zip {
    fn about(&self) -> &'static About {
        &About {
            name: "zip",
            version: 1,
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
            head.bytes().starts_with(b"PK\x03\x04") || head.bytes().starts_with(b"PK\x05\x06")
        })
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read(source, out)
    }
}

/// Reads every article of a zip file into `out`.
fn read(source: Source<'_>, out: &mut dyn Out) -> Result<()> {
    let Source { origin, mut input, file, meter, .. } = source;
    let on_disk = file.is_some();
    if !entry::may_enter(&origin, out)? {
        return Ok(());
    }
    let most = MAX_HELD_BYTES >> origin.depth;
    let held = |input: &mut dyn BufRead| {
        let mut bytes = Vec::new();
        input.take(most + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let opened: io::Result<(Box<dyn ReaderAt>, u64)> = match file {
        Some(file) => file.metadata().map(|metadata| {
            let bytes: Box<dyn ReaderAt> = Box::new(FileReader::from(file));
            (bytes, metadata.len())
        }),
        None => held(&mut input).map(|bytes| {
            let length = bytes.len() as u64;
            (Box::new(io::Cursor::new(bytes)) as Box<dyn ReaderAt>, length)
        }),
    };
    drop(input);
    let (bytes, length) = match opened {
        Ok((_, length)) if !on_disk && length > most => {
            return out.rejected(&origin, Reason::ArchiveTooLarge(most >> 20));
        }
        Ok(opened) => opened,
        Err(error) => return out.rejected(&origin, Reason::Unreadable(error.to_string())),
    };
    let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    match ZipLocator::new().locate_in_reader(bytes, &mut buffer, length) {
        Ok(archive) => {
            let is_wacz = has_extension(&origin.path, "wacz");
            OpenZip { origin, archive, length, on_disk, is_wacz, meter }.read(&mut buffer, out)
        }
        Err((_, error)) => out.rejected(&origin, unreadable(&error)),
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

/// An open zip file.
struct OpenZip {
    origin: Origin,
    archive: ZipArchive<Box<dyn ReaderAt>>,
    length: u64,
    on_disk: bool,
    is_wacz: bool,
    meter: Rc<Meter>,
}

impl OpenZip {
    fn read(&self, buffer: &mut [u8], out: &mut dyn Out) -> Result<()> {
        let mut entries = self.archive.entries(buffer);
        let mut packed = 0_u64;
        loop {
            match entries.next_entry() {
                Ok(None) => return Ok(()),
                Ok(Some(header)) => {
                    packed = packed.saturating_add(header.compressed_size_hint());
                    if packed > self.length {
                        return out.rejected(&self.origin, Reason::Overlapping);
                    }
                    self.read_entry(&header, out)?;
                }
                Err(error) => return out.rejected(&self.origin, unreadable(&error)),
            }
            if entry::is_spent(&self.origin, &self.meter, out)? {
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
        let origin = self.origin.entry(&name);
        match self.open(header) {
            Ok(input) => entry::read_entry(origin, input, &self.meter, out),
            Err(reason) => out.rejected(&origin, reason),
        }
    }

    /// Opens an entry.
    fn open(&self, header: &ZipFileHeaderRecord<'_>) -> Result<impl Read, Reason> {
        if header.flags().is_encrypted() {
            return Err(Reason::Encrypted);
        }
        let method = header.compression_method();
        let entry =
            self.archive.get_entry(header.wayfinder()).map_err(|error| unreadable(&error))?;
        // What is held in memory has been read from the disk already.
        let meter = if self.on_disk { Rc::clone(&self.meter) } else { Rc::default() };
        let packed =
            BufReader::with_capacity(entry::BUFFER_BYTES, Metered { input: entry.reader(), meter });
        let unpacked: Box<dyn Read> = match method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
            CompressionMethod::ZSTD => {
                let decoder = zstd::Decoder::with_buffer(packed);
                Box::new(decoder.map_err(|error| Reason::Unreadable(error.to_string()))?)
            }
            method => {
                let name = method.name().map(str::to_lowercase);
                let name = name.unwrap_or_else(|| format!("method {}", method.as_u16()));
                return Err(Reason::UnknownCompression(name));
            }
        };
        let packed_bytes = header.compressed_size_hint().min(self.length);
        let checked = Checked(entry.verifying_reader(unpacked));
        Ok(Bounded::new(checked, Rc::new(Cell::new(packed_bytes)), &self.meter))
    }
}

/// An entry whose checksum is verified.
struct Checked<R>(R);

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => {
                io::Error::new(error.kind(), "damaged: its size or checksum is not as it should be")
            }
            _ => error,
        })
    }
}

/// Returns the reason for a zip file or an entry that cannot be read.
fn unreadable(error: &rawzip::Error) -> Reason {
    Reason::Unreadable(match error.kind() {
        ErrorKind::MissingEndOfCentralDirectory => {
            "no zip file, or one cut short: it has no directory; download it again or repair it"
                .to_owned()
        }
        ErrorKind::IO(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the archive ends before it".to_owned()
        }
        ErrorKind::IO(error) => error.to_string(),
        _ => "damaged: its directory points to nothing that can be read".to_owned(),
    })
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
