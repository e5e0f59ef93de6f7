//! Records: a kind, a length and so many bytes, one after the other.
//!
//! It goes by lengths alone: a record that is cut is the end.

/// The kinds of records that are read.
pub(super) mod kind {
    pub(crate) const FORMULA: u16 = 0x0006;
    pub(crate) const END: u16 = 0x000A;
    pub(crate) const EPOCH: u16 = 0x0022;
    pub(crate) const PASSWORD: u16 = 0x002F;
    pub(crate) const CONTINUE: u16 = 0x003C;
    pub(crate) const CODE_PAGE: u16 = 0x0042;
    pub(crate) const SHEET: u16 = 0x0085;
    pub(crate) const NUMBERS: u16 = 0x00BD;
    pub(crate) const RICH_LABEL: u16 = 0x00D6;
    pub(crate) const STYLE: u16 = 0x00E0;
    pub(crate) const STRINGS: u16 = 0x00FC;
    pub(crate) const SHARED_LABEL: u16 = 0x00FD;
    pub(crate) const NUMBER: u16 = 0x0203;
    pub(crate) const LABEL: u16 = 0x0204;
    pub(crate) const STRING: u16 = 0x0207;
    pub(crate) const SHORT_NUMBER: u16 = 0x027E;
    pub(crate) const NUMBER_FORMAT: u16 = 0x041E;
    pub(crate) const START: u16 = 0x0809;
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'b> {
    pub(super) kind: u16,
    pub(super) data: &'b [u8],
}

/// Returns the records of a stream, up to where it is cut.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (head, rest) = stream.split_first_chunk::<4>()?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, rest) = rest.split_at_checked(length)?;
        stream = rest;
        Some(Record { kind, data })
    })
}

impl<'b> Record<'b> {
    /// Returns a number of two bytes.
    pub(super) fn u16(self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at + 2)?;
        bytes.try_into().ok().map(u16::from_le_bytes)
    }

    /// Returns a number of four bytes.
    pub(super) fn u32(self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at + 4)?;
        bytes.try_into().ok().map(u32::from_le_bytes)
    }

    /// Returns a number with a fraction, of eight bytes.
    pub(super) fn f64(self, at: usize) -> Option<f64> {
        let bytes = self.data.get(at..at + 8)?;
        bytes.try_into().ok().map(f64::from_le_bytes)
    }

    /// Returns what stands from a place on.
    pub(super) fn from(self, at: usize) -> &'b [u8] {
        self.data.get(at..).unwrap_or_default()
    }
}
