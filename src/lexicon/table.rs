//! Sorted strings and groups of numbers in a byte file, read in place.
//!
//! All integers are little-endian, those of tables `u32`. Reading never panics on damaged bytes: what is out of
//! bounds reads as empty.

use std::cmp::Ordering;
use std::io::{self, Write};
use std::ops::Range;

use levenshtein_automata::{DFA, Distance, SINK_STATE};

/// Where a table lies in the file: byte ranges of its offsets and of its content.
///
/// In the file it is `count`, `count + 1` end offsets (the first is 0), then the bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings {
    offsets: Range<usize>,
    bytes: Range<usize>,
    len: usize,
}

/// A list of members for each string of a table, by the same ordinal.
///
/// In the file it is `count + 1` ends (the first is 0), then the members.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    ends: Range<usize>,
    members: Range<usize>,
}

/// The ordinals of the strings of a table in the order of their ends: sorted by their bytes read
/// from the last to the first.
///
/// In the file it is `count` ordinals.
#[derive(Debug, Clone, Default)]
pub(super) struct ByEnd {
    ordinals: Range<usize>,
}

/// Reads the `u32` at byte `at`, 0 when out of bounds.
pub(super) fn read_u32(file: &[u8], at: usize) -> u32 {
    file.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Reads the `u64` at byte `at`, 0 when out of bounds.
pub(super) fn read_u64(file: &[u8], at: usize) -> u64 {
    file.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

/// Writes `number` as the format has it.
pub(super) fn write_u32(out: &mut impl Write, number: u32) -> io::Result<()> {
    out.write_all(&number.to_le_bytes())
}

/// Returns a length or an offset as the format has it.
///
/// # Errors
/// When it needs more than 32 bits: a table of more than 4 GiB.
pub(super) fn to_u32(number: usize) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("the lexicon is larger than 4 GiB"))
}

/// Writes where each of some lengths ends, after a first 0.
fn write_ends(out: &mut impl Write, lengths: impl Iterator<Item = usize>) -> io::Result<()> {
    let mut end = 0;
    write_u32(out, 0)?;
    for length in lengths {
        end += length;
        write_u32(out, to_u32(end)?)?;
    }
    Ok(())
}

impl Strings {
    /// Writes `strings`, which must be sorted by bytes and distinct.
    pub(super) fn write<'s>(
        out: &mut impl Write,
        strings: impl Iterator<Item = &'s str> + Clone,
    ) -> io::Result<()> {
        write_u32(out, to_u32(strings.clone().count())?)?;
        write_ends(out, strings.clone().map(str::len))?;
        strings.into_iter().try_for_each(|string| out.write_all(string.as_bytes()))
    }

    /// Finds the table that starts at byte `at`; returns it and where it ends.
    pub(super) fn open(file: &[u8], at: usize) -> (Self, usize) {
        let len = read_u32(file, at) as usize;
        let offsets = at + 4..at + 4 + 4 * (len + 1);
        let bytes = offsets.end..offsets.end + read_u32(file, offsets.end - 4) as usize;
        let end = bytes.end;
        (Self { offsets, bytes, len }, end)
    }

    /// Number of strings.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns the string with this ordinal.
    pub(super) fn get<'f>(&self, file: &'f [u8], ordinal: usize) -> &'f str {
        std::str::from_utf8(self.bytes(file, ordinal)).unwrap_or_default()
    }

    /// Returns the bytes of the string with this ordinal.
    pub(super) fn bytes<'f>(&self, file: &'f [u8], ordinal: usize) -> &'f [u8] {
        let at = self.offsets.start + 4 * ordinal;
        let from = self.bytes.start + read_u32(file, at) as usize;
        let to = self.bytes.start + read_u32(file, at + 4) as usize;
        file.get(from..to).unwrap_or_default()
    }

    /// Returns the ordinal of `string`.
    pub(super) fn find(&self, file: &[u8], string: &str) -> Option<usize> {
        let mut range = 0..self.len;
        self.find_in(file, &mut range, |found| found.cmp(string.as_bytes()))
    }

    /// Returns the ordinals of the strings made of a beginning and one of some sorted endings.
    pub(super) fn with_endings(
        &self,
        file: &[u8],
        beginning: &str,
        endings: &[&str],
    ) -> Vec<usize> {
        let mut range = self.starting_with(file, beginning);
        let ordinal = |ending: &&str| {
            let ending = ending.as_bytes();
            self.find_in(file, &mut range, |found| found[beginning.len()..].cmp(ending))
        };
        endings.iter().filter_map(ordinal).collect()
    }

    /// Returns the ordinal of the first string that is `string` or comes behind it.
    pub(super) fn first_from(&self, file: &[u8], string: &str) -> usize {
        self.partition_point(file, 0..self.len, |found| found < string.as_bytes())
    }

    /// Returns the ordinals of the strings that start with `start`.
    pub(super) fn starting_with(&self, file: &[u8], start: &str) -> Range<usize> {
        let start = start.as_bytes();
        let head = |found: &[u8]| found[..found.len().min(start.len())].cmp(start);
        let from = self.partition_point(file, 0..self.len, |found| head(found).is_lt());
        from..self.partition_point(file, from..self.len, |found| head(found).is_le())
    }

    /// Returns the ordinals of the strings that end with `end`, each of which is looked at.
    pub(super) fn ending_with(&self, file: &[u8], end: &str) -> Vec<usize> {
        let is_wanted = |ordinal: &usize| self.bytes(file, *ordinal).ends_with(end.as_bytes());
        (0..self.len).filter(is_wanted).collect()
    }

    /// Returns the ordinals of the strings that an automaton accepts, with their distance.
    ///
    /// Strings of a beginning that it rejects are passed over at once.
    pub(super) fn near(&self, file: &[u8], spellings: &DFA) -> Vec<(usize, u8)> {
        let mut found = Vec::new();
        // The state after each byte of the string before.
        let mut states = vec![spellings.initial_state()];
        let mut before: &[u8] = b"";
        let mut ordinal = 0;
        while ordinal < self.len {
            let string = self.bytes(file, ordinal);
            let common = before.iter().zip(string).take_while(|(one, other)| one == other).count();
            states.truncate(common + 1);
            let mut is_rejected = false;
            for &byte in &string[states.len() - 1..] {
                let state = spellings.transition(states[states.len() - 1], byte);
                is_rejected = state == SINK_STATE;
                if is_rejected {
                    break;
                }
                states.push(state);
            }
            if is_rejected {
                let rejected = &string[..states.len()];
                ordinal = self.first_after(file, ordinal, rejected);
            } else {
                if let Distance::Exact(distance) = spellings.distance(states[states.len() - 1]) {
                    found.push((ordinal, distance));
                }
                ordinal += 1;
            }
            before = &string[..states.len() - 1];
        }
        found
    }

    /// Returns the ordinal of the first string from `ordinal` on, one that begins so, that
    /// does not.
    fn first_after(&self, file: &[u8], ordinal: usize, beginning: &[u8]) -> usize {
        let begins = |found: &[u8]| found.starts_with(beginning);
        let mut step = 1;
        while ordinal + step < self.len && begins(self.bytes(file, ordinal + step)) {
            step *= 2;
        }
        self.partition_point(file, ordinal + step / 2..self.len.min(ordinal + step), begins)
    }

    /// Returns the ordinal of the string in a range that `compare` calls equal, and takes
    /// what comes before its place off the range.
    fn find_in(
        &self,
        file: &[u8],
        range: &mut Range<usize>,
        compare: impl Fn(&[u8]) -> Ordering,
    ) -> Option<usize> {
        range.start = self.partition_point(file, range.clone(), |found| compare(found).is_lt());
        let is_found =
            range.start < range.end && compare(self.bytes(file, range.start)) == Ordering::Equal;
        is_found.then_some(range.start)
    }

    /// Returns the ordinal of the first string of a range of which `is_before` is false.
    fn partition_point(
        &self,
        file: &[u8],
        mut range: Range<usize>,
        is_before: impl Fn(&[u8]) -> bool,
    ) -> usize {
        while range.start < range.end {
            let middle = range.start + range.len() / 2;
            if is_before(self.bytes(file, middle)) {
                range.start = middle + 1;
            } else {
                range.end = middle;
            }
        }
        range.start
    }
}

impl Groups {
    /// Writes groups of these sizes, in the order of their strings, and then the
    /// members of all of them.
    pub(super) fn write(
        out: &mut impl Write,
        sizes: impl Iterator<Item = usize>,
        mut members: impl Iterator<Item = u32>,
    ) -> io::Result<()> {
        write_ends(out, sizes)?;
        members.try_for_each(|member| write_u32(out, member))
    }

    /// Finds the groups of `len` strings that start at byte `at`; returns them
    /// and where they end.
    pub(super) fn open(file: &[u8], at: usize, len: usize) -> (Self, usize) {
        let ends = at..at + 4 * (len + 1);
        let members = ends.end..ends.end + 4 * read_u32(file, ends.end - 4) as usize;
        let end = members.end;
        (Self { ends, members }, end)
    }

    /// Returns the members of a group.
    pub(super) fn get<'f>(
        &self,
        file: &'f [u8],
        ordinal: usize,
    ) -> impl Iterator<Item = usize> + use<'f> {
        let at = self.ends.start + 4 * ordinal;
        let from = self.members.start + 4 * read_u32(file, at) as usize;
        let to = self.members.start + 4 * read_u32(file, at + 4) as usize;
        file.get(from..to)
            .unwrap_or_default()
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&bytes| u32::from_le_bytes(bytes) as usize)
    }
}

impl ByEnd {
    /// Writes the order of `len` strings, at most as many as a table has.
    pub(super) fn write<'s>(
        out: &mut impl Write,
        len: usize,
        string: impl Fn(usize) -> &'s str,
    ) -> io::Result<()> {
        // Nearly all are told apart by their last eight bytes.
        let mut order: Vec<(u64, u32)> =
            (0..len).map(|ordinal| (last_bytes(string(ordinal)), ordinal as u32)).collect();
        let backwards = |ordinal: u32| string(ordinal as usize).bytes().rev();
        order.sort_unstable_by(|(last, one), (other_last, other)| {
            last.cmp(other_last).then_with(|| backwards(*one).cmp(backwards(*other)))
        });
        order.into_iter().try_for_each(|(_, ordinal)| write_u32(out, ordinal))
    }

    /// Finds the order of `len` strings that starts at byte `at`; returns it and where it ends.
    pub(super) fn open(at: usize, len: usize) -> (Self, usize) {
        let ordinals = at..at + 4 * len;
        let end = ordinals.end;
        (Self { ordinals }, end)
    }

    /// Returns the ordinals of the strings of the table that end with `end`.
    pub(super) fn ending_with<'f>(
        &self,
        file: &'f [u8],
        strings: &Strings,
        end: &str,
    ) -> impl Iterator<Item = usize> + use<'f> {
        let ordinals = file.get(self.ordinals.clone()).unwrap_or_default().as_chunks::<4>().0;
        let ordinal = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) as usize;
        let tail = |bytes: &[u8; 4]| {
            let string = strings.bytes(file, ordinal(bytes));
            string.iter().rev().take(end.len()).cmp(end.as_bytes().iter().rev())
        };
        let from = ordinals.partition_point(|bytes| tail(bytes).is_lt());
        let found = &ordinals[from..];
        let found = &found[..found.partition_point(|bytes| tail(bytes).is_le())];
        found.iter().map(ordinal)
    }
}

/// Returns the last eight bytes of a string as a number by which strings are in the order of their
/// ends, as far as these tell.
fn last_bytes(string: &str) -> u64 {
    let mut last = [0; 8];
    let len = string.len().min(8);
    last[8 - len..].copy_from_slice(&string.as_bytes()[string.len() - len..]);
    u64::from_le_bytes(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_by_their_ends() {
        let mut strings: Vec<String> = ["", "e", "me", "isme", "réalisme", "méme", "𝄞"]
            .into_iter()
            .chain(["anticonstitutionnellement", "institutionnellement", "banana", "ana"])
            .map(str::to_owned)
            .collect();
        strings.sort_unstable();
        let mut file = Vec::new();
        let each = || strings.iter().map(String::as_str);
        Strings::write(&mut file, each()).expect("writing to memory succeeds");
        ByEnd::write(&mut file, strings.len(), |at| &strings[at]).expect("as before");
        let (table, at) = Strings::open(&file, 0);
        let (by_end, at) = ByEnd::open(at, table.len());
        assert_eq!(at, file.len());
        for end in ["", "e", "me", "sme", "isme", "réalisme", "ana", "nellement", "x", "\u{1d11e}"]
        {
            let mut found: Vec<&str> =
                by_end.ending_with(&file, &table, end).map(|at| table.get(&file, at)).collect();
            found.sort_unstable();
            let expected: Vec<&str> = each().filter(|string| string.ends_with(end)).collect();
            assert_eq!(found, expected, "{end}");
        }
    }
}
