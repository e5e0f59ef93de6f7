//! What comes out of one file on disk, and how much may.
//!
//! Every decompressor and every entry of an archive reads through [`Bounded`]: a
//! file that unpacks to far more than its size, at once or through archives in
//! archives, is refused and never fills memory or time. Large files that are
//! compressed as text is have no bound.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::read_fault::ReadFault;

/// Most bytes of one article, or of one JSON document that holds several.
pub const MAX_RECORD_BYTES: u64 = 64 << 20;

/// Most bytes that one compressed byte may stand for; JSON Lines reach 30.
pub(in crate::ingest) const MAX_RATIO: u64 = 250;

/// Bytes that any stream may unpack to.
pub(in crate::ingest) const STREAM_BYTES: u64 = 256 << 20;

/// Bytes that the streams of any file may unpack to, together.
pub(in crate::ingest) const FILE_BYTES: u64 = 1 << 30;

/// The bytes read from one file on disk and what they unpacked to.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Meter {
    /// Bytes read from the disk and not yet reported.
    unreported: Cell<u64>,
    read: Cell<u64>,
    /// Bytes out of all decompressors and archives.
    unpacked: Cell<u64>,
    /// The size of the file; a zip file may have one place read many times.
    size: Option<u64>,
}

impl Meter {
    /// Returns the meter of a file of `size` bytes, `None` for a stream.
    pub(in crate::ingest) fn new(size: Option<u64>) -> Rc<Self> {
        Rc::new(Self { size, ..Self::default() })
    }

    /// Takes note of bytes read from the disk.
    pub(in crate::ingest) fn add_read(&self, bytes: u64) {
        self.unreported.set(self.unreported.get() + bytes);
        self.read.set(self.read.get() + bytes);
    }

    /// Returns the bytes read from the disk since the last call.
    pub(in crate::ingest) fn take_unreported(&self) -> u64 {
        self.unreported.take()
    }

    /// Tells whether the file has unpacked to as much as it may.
    pub(in crate::ingest) fn is_spent(&self) -> bool {
        let read = self.size.map_or(self.read.get(), |size| size.min(self.read.get()));
        exceeds(self.unpacked.get(), FILE_BYTES, read)
    }
}

fn exceeds(unpacked: u64, floor: u64, packed: u64) -> bool {
    unpacked > floor && unpacked / MAX_RATIO > packed
}

/// Counts what is read from the disk.
pub(in crate::ingest) struct Metered<R> {
    pub(in crate::ingest) input: R,
    pub(in crate::ingest) meter: Rc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.meter.add_read(count as u64);
        Ok(count)
    }
}

/// What is unpacked, refused when it is too much.
pub(in crate::ingest) struct Bounded<R> {
    input: R,
    /// Bytes that went into it so far, or all that will.
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    meter: Rc<Meter>,
}

impl<R: Read> Bounded<R> {
    /// Returns a reader of what `packed` bytes unpack to.
    pub(in crate::ingest) fn new(input: R, packed: Rc<Cell<u64>>, meter: &Rc<Meter>) -> Self {
        Self { input, packed, unpacked: 0, meter: Rc::clone(meter) }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.is_spent() || exceeds(self.unpacked, STREAM_BYTES, self.packed.get()) {
            let fault = ReadFault::UnpacksTooFar(MAX_RATIO);
            return Err(fault.into_error(io::ErrorKind::FileTooLarge));
        }
        let count = self.input.read(buffer)?;
        self.unpacked += count as u64;
        self.meter.unpacked.set(self.meter.unpacked.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks how much of endless zeros comes out of a stream of `packed` bytes in a
    /// file of `size`.
    #[track_caller]
    fn check(packed: u64, size: u64, expected: u64) {
        let meter = Meter::new(Some(size));
        meter.add_read(size);
        let mut input = Bounded::new(io::repeat(0), Rc::new(Cell::new(packed)), &meter);
        let mut buffer = vec![0; 1 << 20];
        let error = loop {
            if let Err(error) = input.read(&mut buffer) {
                break error;
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(input.unpacked >> 20, expected >> 20, "{packed} bytes of {size}");
    }

    #[test]
    fn a_stream_may_unpack_to_some_bytes_whatever_its_size() {
        check(10, 100 << 20, STREAM_BYTES + (1 << 20));
    }

    #[test]
    fn a_stream_may_unpack_to_a_multiple_of_its_size() {
        check(2 << 20, 100 << 20, (2 << 20) * MAX_RATIO + (1 << 20));
    }

    #[test]
    fn the_streams_of_a_file_have_a_bound_together() {
        check(100 << 20, 10, FILE_BYTES + (1 << 20));
    }

    #[test]
    fn reading_one_place_again_and_again_earns_nothing() {
        let meter = Meter::new(Some(1 << 10));
        meter.add_read(1 << 40);
        meter.unpacked.set(FILE_BYTES + 1);
        assert!(meter.is_spent());
    }
}
