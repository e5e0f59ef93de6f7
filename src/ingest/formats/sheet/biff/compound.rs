//! Compound files: streams in sectors, which tables chain. A chain that comes back to itself, or
//! leads out of the file, ends.

/// What such a file starts with.
pub(super) const SIGN: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Sectors from here on are marks, not places.
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// Bytes of an entry of the directory.
const ENTRY_BYTES: usize = 128;

/// Streams shorter than this are in sectors of their own.
const LEAST_BYTES: usize = 4096;

const SMALL_SECTOR: usize = 64;

/// A compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// What sector follows each.
    next: Vec<u32>,
    next_small: Vec<u32>,
    directory: Vec<u8>,
    /// The stream of the small sectors.
    small: Vec<u8>,
}

impl<'b> Compound<'b> {
    /// Opens a file; `None` for one that is none.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 if bytes.starts_with(SIGN) => 512,
            12 if bytes.starts_with(SIGN) => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            directory: Vec::new(),
            small: Vec::new(),
        };
        file.next = file.table();
        file.directory = file.chain(u32_at(bytes, 48)?);
        let start_of_small = u32_at(bytes, 60)?;
        file.next_small = numbers(&file.chain(start_of_small)).collect();
        let root = u32_at(&file.directory, 116)?;
        file.small = file.chain(root);
        Some(file)
    }

    /// Returns a sector, as far as the file has it.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        // The head of the file stands in the place of a sector.
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// Returns the table of what sector follows each, which is in sectors itself; where these
    /// are stands in the head and, of large files, in more sectors.
    fn table(&self) -> Vec<u32> {
        const FIRST: std::ops::Range<usize> = 76..512;
        let mut places: Vec<u32> = numbers(self.bytes.get(FIRST).unwrap_or_default()).collect();
        let mut more = u32_at(self.bytes, 68).unwrap_or(FIRST_MARK);
        let most = self.bytes.len() / self.sector;
        for _ in 0..most {
            let Some(sector) = (more < FIRST_MARK).then(|| self.sector(more)).flatten() else {
                break;
            };
            places.extend(numbers(sector));
            more = places.pop().unwrap_or(FIRST_MARK);
        }
        places.retain(|place| *place < FIRST_MARK);
        places.truncate(most);
        places.iter().filter_map(|place| self.sector(*place)).flat_map(numbers).collect()
    }

    /// Returns what the sectors of a chain hold.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut found = Vec::new();
        let mut number = first;
        while let Some(sector) = (number < FIRST_MARK).then(|| self.sector(number)).flatten() {
            found.extend_from_slice(sector);
            if found.len() > self.bytes.len() {
                break;
            }
            number = self.next.get(number as usize).copied().unwrap_or(FIRST_MARK);
        }
        found
    }

    /// Returns what the small sectors of a chain hold.
    fn small_chain(&self, first: u32) -> Vec<u8> {
        let mut found = Vec::new();
        let mut number = first;
        while found.len() < LEAST_BYTES && number < FIRST_MARK {
            let start = (number as usize).saturating_mul(SMALL_SECTOR);
            let end = start.saturating_add(SMALL_SECTOR).min(self.small.len());
            let Some(sector) = self.small.get(start..end) else { break };
            found.extend_from_slice(sector);
            number = self.next_small.get(number as usize).copied().unwrap_or(FIRST_MARK);
        }
        found
    }

    /// Returns a stream by its name, in any case.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_it = |entry: &&[u8]| {
            let found = entry.get(..wanted.len()).unwrap_or_default();
            found.eq_ignore_ascii_case(&wanted) && entry.get(wanted.len()) == Some(&0)
        };
        let entry = self.directory.chunks_exact(ENTRY_BYTES).find(is_it)?;
        let (first, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut stream =
            if length < LEAST_BYTES { self.small_chain(first) } else { self.chain(first) };
        stream.truncate(length);
        Some(stream)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_such_file_is_refused() {
        for bytes in [&b""[..], SIGN, b"PK\x03\x04", &[0; 4096]] {
            assert!(Compound::open(bytes).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn chains_that_turn_back_or_lead_nowhere_end() {
        // Every sector is followed by itself, or by one that is not there.
        for next in [0_u32, 1, 2, 0x7FFF_FFFF, 0xFFFF_FFFA] {
            let mut file = SIGN.to_vec();
            file.resize(30, 0);
            file.extend(9_u16.to_le_bytes());
            file.resize(512, 0);
            for _ in 0..512 {
                file.extend(next.to_le_bytes());
            }
            let compound = Compound::open(&file).expect("a head");
            assert!(compound.stream("Workbook").is_none(), "{next}");
        }
    }
}
