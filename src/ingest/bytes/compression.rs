//! Compression: gzip and zstd, known by their first bytes.
//!
//! A stream is a row of members (gzip) or frames (zstd). A damaged one is an error
//! where it breaks, and reading on goes on at the next one, as WARC files allow;
//! whoever cannot go on stops there. How much may come out is the meter's.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::mem;
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use super::meter::{Bounded, Meter};
use crate::read_fault::{Packing, ReadFault};

/// Buffer between a decompressor and what reads from it.
const BUFFER_BYTES: usize = 64 << 10;

/// Returns `input`, decompressed when its first bytes say so, and whether they do.
pub(in crate::ingest) fn decompressed<'s>(
    mut input: Box<dyn BufRead + 's>,
    meter: &Rc<Meter>,
) -> io::Result<(Box<dyn BufRead + 's>, bool)> {
    let head = input.fill_buf()?;
    let Some(kind) =
        [Kind::Gzip, Kind::Zstd].into_iter().find(|kind| head.starts_with(kind.magic()))
    else {
        return Ok((input, false));
    };
    let packed = Rc::default();
    let input = Tally { input, bytes: Rc::clone(&packed) };
    let members = Bounded::new(Members { kind, state: State::Between(input) }, packed, meter);
    Ok((Box::new(BufReader::with_capacity(BUFFER_BYTES, members)), true))
}

/// Tells whether an error only means that other bytes follow the compressed ones,
/// all of which have been read.
pub(in crate::ingest) fn is_trailing(error: &io::Error) -> bool {
    matches!(ReadFault::of(error), ReadFault::Trailing(_))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gzip,
    Zstd,
}

impl Kind {
    fn magic(self) -> &'static [u8] {
        match self {
            Self::Gzip => &[0x1F, 0x8B, 0x08],
            Self::Zstd => &[0x28, 0xB5, 0x2F, 0xFD],
        }
    }

    fn packing(self) -> Packing {
        match self {
            Self::Gzip => Packing::Gzip,
            Self::Zstd => Packing::Zstd,
        }
    }

    /// Tells whether a member or frame may start so; zstd has frames to skip.
    fn starts_with(self, byte: u8) -> bool {
        byte == self.magic()[0] || (self == Self::Zstd && (0x50..=0x5F).contains(&byte))
    }
}

/// The members of a compressed stream, one after the other.
struct Members<R: BufRead> {
    kind: Kind,
    state: State<R>,
}

enum State<R: BufRead> {
    /// Where a member starts, or the end is.
    Between(R),
    Gzip(GzDecoder<R>),
    Zstd(zstd::Decoder<'static, R>),
    /// Behind damage: the next member is somewhere.
    Lost(R),
    Over,
}

impl<R: BufRead> Members<R> {
    /// Returns what is wrong with a member that cannot be read.
    fn fault(&self, error: &io::Error) -> ReadFault {
        let why = error.to_string();
        // The decoder has nothing but words for it.
        if why.contains("too much memory") {
            return ReadFault::NeedsMemory;
        }
        ReadFault::Damaged { packing: self.kind.packing(), why }
    }

    fn member(&self, input: R) -> io::Result<State<R>> {
        Ok(match self.kind {
            Kind::Gzip => State::Gzip(GzDecoder::new(input)),
            Kind::Zstd => State::Zstd(zstd::Decoder::with_buffer(input)?.single_frame()),
        })
    }

    fn between(&self, mut input: R) -> io::Result<State<R>> {
        loop {
            let buffer = input.fill_buf()?;
            match buffer.first() {
                None => return Ok(State::Over),
                // Tapes and disks fill up with zeros.
                Some(0) => {
                    let zeros = buffer.iter().take_while(|&&byte| byte == 0).count();
                    input.consume(zeros);
                }
                Some(&byte) if self.kind.starts_with(byte) => return self.member(input),
                Some(_) => return Ok(State::Lost(input)),
            }
        }
    }

    /// Skips to where a member seems to start.
    fn find(&self, mut input: R) -> io::Result<State<R>> {
        if self.kind == Kind::Zstd {
            // The decoder takes nothing of what it cannot read.
            let first = input.fill_buf()?.len().min(1);
            input.consume(first);
        }
        let magic = self.kind.magic();
        loop {
            let buffer = input.fill_buf()?;
            // One that lies across the end of the buffer is passed over.
            let start = memchr::memmem::find(buffer, magic);
            let skipped = start.unwrap_or(buffer.len());
            if skipped == 0 && start.is_none() {
                return Ok(State::Over);
            }
            input.consume(skipped);
            if start.is_some() {
                return self.member(input);
            }
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let (outcome, input) = match mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(input) => {
                    self.state = self.between(input)?;
                    if let State::Lost(_) = self.state {
                        let trailing = ReadFault::Trailing(self.kind.packing());
                        return Err(trailing.into_error(ErrorKind::InvalidData));
                    }
                    continue;
                }
                State::Lost(input) => {
                    self.state = self.find(input)?;
                    continue;
                }
                State::Gzip(mut member) => match member.read(buffer) {
                    Ok(count) if count > 0 => {
                        self.state = State::Gzip(member);
                        return Ok(count);
                    }
                    outcome => (outcome, member.into_inner()),
                },
                State::Zstd(mut frame) => match frame.read(buffer) {
                    Ok(count) if count > 0 => {
                        self.state = State::Zstd(frame);
                        return Ok(count);
                    }
                    outcome => (outcome, frame.into_inner()),
                },
            };
            match outcome {
                Ok(_) => self.state = State::Between(input),
                Err(error) if is_from_below(&error) => return Err(error),
                Err(error) => {
                    self.state = State::Lost(input);
                    return Err(self.fault(&error).into_error(ErrorKind::InvalidData));
                }
            }
        }
    }
}

/// Tells whether an error came with the compressed bytes, and not from what they say.
fn is_from_below(error: &io::Error) -> bool {
    let refused = matches!(error.kind(), ErrorKind::FileTooLarge | ErrorKind::InvalidData);
    refused || error.raw_os_error().is_some()
}

/// Counts the bytes taken from a buffer.
struct Tally<R> {
    input: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Tally<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.bytes.set(self.bytes.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Tally<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.bytes.set(self.bytes.get() + count as u64);
        self.input.consume(count);
    }
}

#[cfg(test)]
mod tests;
