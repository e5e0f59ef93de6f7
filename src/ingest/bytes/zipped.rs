//! Zip files opened: in place when they are files on disk, held in memory otherwise; their
//! entries as streams that are bounded and verified.
//!
//! What the entries are is not known here.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::DeflateDecoder;
use rawzip::{
    CompressionMethod, ErrorKind, FileReader, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ReaderAt,
    ZipArchive, ZipFileHeaderRecord, ZipLocator,
};

use super::meter::{Bounded, Meter, Metered};
use super::source::{Origin, Source};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Most bytes of a zip file that is held in memory; half of it for each archive around.
const MAX_HELD_BYTES: u64 = 256 << 20;

/// Buffer of an entry.
const BUFFER_BYTES: usize = 32 << 10;

/// An open zip file.
pub(in crate::ingest) struct OpenZip {
    pub(in crate::ingest) origin: Origin,
    pub(in crate::ingest) archive: ZipArchive<Box<dyn ReaderAt>>,
    pub(in crate::ingest) length: u64,
    pub(in crate::ingest) meter: Rc<Meter>,
    on_disk: bool,
}

impl OpenZip {
    /// Opens a zip file, with `buffer` for its directory; fails with its origin.
    pub(in crate::ingest) fn open(
        source: Source<'_>,
        buffer: &mut Vec<u8>,
    ) -> Result<Self, (Origin, Reason)> {
        let Source { origin, mut input, file, meter, .. } = source;
        let on_disk = file.is_some();
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
                return Err((origin, Reason::ArchiveTooLarge(most >> 20)));
            }
            Ok(opened) => opened,
            Err(error) => return Err((origin, Reason::Unreadable(ReadFault::of(&error)))),
        };
        buffer.resize(MAX_CENTRAL_DIRECTORY_RECORD_SIZE, 0);
        match ZipLocator::new().locate_in_reader(bytes, buffer, length) {
            Ok(archive) => Ok(Self { origin, archive, length, meter, on_disk }),
            Err((_, error)) => Err((origin, unreadable(&error))),
        }
    }

    /// Opens an entry.
    pub(in crate::ingest) fn entry(
        &self,
        header: &ZipFileHeaderRecord<'_>,
    ) -> Result<impl Read, Reason> {
        if header.flags().is_encrypted() {
            return Err(Reason::Encrypted);
        }
        let method = header.compression_method();
        let entry =
            self.archive.get_entry(header.wayfinder()).map_err(|error| unreadable(&error))?;
        // What is held in memory has been read from the disk already.
        let meter = if self.on_disk { Rc::clone(&self.meter) } else { Rc::default() };
        let packed =
            BufReader::with_capacity(BUFFER_BYTES, Metered { input: entry.reader(), meter });
        let unpacked: Box<dyn Read> = match method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(DeflateDecoder::new(packed)),
            CompressionMethod::ZSTD => {
                let decoder = zstd::Decoder::with_buffer(packed);
                Box::new(decoder.map_err(|error| Reason::Unreadable(ReadFault::of(&error)))?)
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
            io::ErrorKind::InvalidData => ReadFault::Checksum.into_error(error.kind()),
            _ => error,
        })
    }
}

/// Returns the reason for a zip file or an entry that cannot be read.
pub(in crate::ingest) fn unreadable(error: &rawzip::Error) -> Reason {
    Reason::Unreadable(match error.kind() {
        ErrorKind::MissingEndOfCentralDirectory => ReadFault::NoDirectory,
        ErrorKind::IO(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            ReadFault::EndsBefore
        }
        ErrorKind::IO(error) => ReadFault::of(error),
        _ => ReadFault::BadDirectory,
    })
}
