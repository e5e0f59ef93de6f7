//! Tar files, read from the beginning to the end.
//!
//! Damage is said once with what it costs, and reading goes on at the next header
//! that is whole. Archives that follow each other in one file are all read. What is
//! cut short is said in the entry where it shows, or for the file when that is
//! between entries.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use tar::Header;

use super::entry;
use crate::error::Result;
use crate::ingest::bytes::meter::{Bounded, Meter};
use crate::ingest::bytes::source::{Origin, Source};
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Most bytes of the headers of an entry, long names included.
const MAX_HEADER_BYTES: u64 = 1 << 20;

/// Headers start at multiples of this, and are as long.
const BLOCK_BYTES: u64 = 512;

/// Tar files.
pub(in crate::ingest::formats) struct Tar;

impl Format for Tar {
    fn about(&self) -> &'static About {
        &About {
            name: "tar",
            version: 1,
            noun: "a tar archive",
            extensions: &["tar", "tgz", "tzst"],
            shared: &[],
            help: "what is in it, as in a folder",
            content: Content::Binary,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || head.bytes().get(257..262) == Some(b"ustar"))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        read(source, out)
    }
}

/// Reads every article of a tar file into `out`.
fn read(source: Source<'_>, out: &mut dyn Out) -> Result<()> {
    let Source { origin, input, meter, .. } = source;
    if !entry::may_enter(&origin, out)? {
        return Ok(());
    }
    let watch = Watch::default();
    let mut input = Watched { input, watch: &watch };
    let mut next = Next::Expected;
    loop {
        watch.left.set(u64::MAX);
        let header = match input.header() {
            Ok(header) => header,
            Err(error) => return out.rejected(&origin, Reason::Unreadable(ReadFault::of(&error))),
        };
        if header.is_after_damage && next == Next::Expected {
            out.rejected(&origin, Reason::Unreadable(ReadFault::TarHeader))?;
        }
        let Some(block) = header.block else { return Ok(()) };
        let archive = Entries { origin: &origin, meter: &meter, watch: &watch };
        next = archive.read(io::Cursor::new(block).chain(&mut input), out)?;
        if next == Next::Nothing {
            return Ok(());
        }
    }
}

/// What follows entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A header, or the end of the file.
    Expected,
    /// Whatever there may be: the archive has ended, or the damage was said.
    Open,
    /// Nothing that can be read.
    Nothing,
}

/// Entries that follow each other.
struct Entries<'r> {
    origin: &'r Origin,
    meter: &'r Rc<Meter>,
    watch: &'r Watch,
}

impl Entries<'_> {
    /// Reads entries up to the end of the archive or to damage.
    fn read(&self, input: impl Read, out: &mut dyn Out) -> Result<Next> {
        let Self { origin, meter, watch } = self;
        let mut archive = tar::Archive::new(input);
        let rejected = |out: &mut dyn Out, error: &io::Error| {
            if watch.ended.get() {
                out.rejected(origin, Reason::Unreadable(ReadFault::TarCutShort))?;
                return Ok(Next::Nothing);
            }
            if watch.failed.get() {
                out.rejected(origin, Reason::Unreadable(ReadFault::of(error)))?;
                return Ok(Next::Nothing);
            }
            out.rejected(origin, Reason::Unreadable(ReadFault::TarHeader))?;
            Ok(Next::Open)
        };
        let mut entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return rejected(out, &error),
        };
        let mut end = watch.position.get();
        loop {
            // What an entry has left is passed over before the next header.
            let rest = end.saturating_sub(watch.position.get());
            watch.left.set(rest.saturating_add(MAX_HEADER_BYTES));
            let entry = match entries.next() {
                None => return Ok(Next::Open),
                Some(Ok(entry)) => entry,
                Some(Err(error)) => return rejected(out, &error),
            };
            watch.left.set(u64::MAX);
            let name = name(&entry.path_bytes());
            let kind = entry.header().entry_type();
            // A file with holes is larger than what is stored of it.
            let packed = if kind.is_gnu_sparse() {
                entry.header().entry_size().unwrap_or_default()
            } else {
                entry.size()
            };
            end = watch.position.get().saturating_add(packed).saturating_add(BLOCK_BYTES);
            let is_file = kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse();
            if is_file && !name.ends_with('/') && !entry::is_hidden(&name) {
                let whole = Whole { left: entry.size(), input: entry };
                let input = Bounded::new(whole, Rc::new(Cell::new(packed)), meter);
                entry::read_entry(origin.entry(&name), input, meter, out)?;
                if watch.ended.get() || watch.failed.get() || entry::is_spent(origin, meter, out)? {
                    return Ok(Next::Nothing);
                }
            }
        }
    }
}

/// Returns a name as text; bytes that are no UTF-8 are taken for Latin-1.
fn name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// What happened below a tar file.
#[derive(Default)]
struct Watch {
    /// Bytes read so far.
    position: Cell<u64>,
    /// Bytes that may be read.
    left: Cell<u64>,
    /// There are no more bytes.
    ended: Cell<bool>,
    /// Something could not be read.
    failed: Cell<bool>,
}

/// The bytes of a tar file.
struct Watched<'w, R> {
    input: R,
    watch: &'w Watch,
}

/// The next header of a tar file, `None` at the end.
struct NextHeader {
    block: Option<Vec<u8>>,
    /// Something else stood before it.
    is_after_damage: bool,
}

impl<R: Read> Watched<'_, R> {
    /// Passes over zeros, labels of tapes and whatever is no header up to the next one.
    fn header(&mut self) -> io::Result<NextHeader> {
        let mut is_after_damage = false;
        let over = self.watch.position.get() % BLOCK_BYTES;
        if over > 0 {
            io::copy(&mut self.take(BLOCK_BYTES - over), &mut io::sink())?;
        }
        let mut block = Vec::new();
        loop {
            block.clear();
            self.take(BLOCK_BYTES).read_to_end(&mut block)?;
            if block.is_empty() {
                return Ok(NextHeader { block: None, is_after_damage });
            }
            if block.iter().all(|&byte| byte == 0) {
                continue;
            }
            match header(&block) {
                // The label of a tape: it may lack every number.
                Some(header) if header.entry_type().as_byte() == b'V' => {}
                Some(_) => return Ok(NextHeader { block: Some(block), is_after_damage }),
                None => is_after_damage = true,
            }
        }
    }
}

/// Returns a block as the header that it is by its checksum.
fn header(block: &[u8]) -> Option<&Header> {
    let header = (block.len() as u64 == BLOCK_BYTES).then(|| Header::from_byte_slice(block))?;
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    // The checksum counts as blanks.
    let expected = sum(&block[..148]) + 8 * u32::from(b' ') + sum(&block[156..]);
    (header.cksum().ok()? == expected).then_some(header)
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self { input, watch } = self;
        if watch.left.get() == 0 {
            return Err(ReadFault::EndlessHeader.into_error(io::ErrorKind::Other));
        }
        match input.read(buffer) {
            Ok(count) => {
                watch.position.set(watch.position.get() + count as u64);
                watch.left.set(watch.left.get().saturating_sub(count as u64));
                watch.ended.set(count == 0 && !buffer.is_empty());
                Ok(count)
            }
            Err(error) => {
                watch.failed.set(error.kind() != io::ErrorKind::Interrupted);
                Err(error)
            }
        }
    }
}

/// An entry, the early end of which is an error.
struct Whole<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            self.left = 0;
            return Err(ReadFault::EndsWithin.into_error(io::ErrorKind::InvalidData));
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
