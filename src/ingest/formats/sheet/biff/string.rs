//! Strings: with one byte a character or two, and those that go on in the next record.
//!
//! No length that is said is trusted: a string ends at the latest where its bytes do.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// How strings are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    /// Before Excel 97 characters are bytes, in this encoding.
    pub(super) code_page: &'static Encoding,
    /// Since Excel 97 a byte tells whether characters have two.
    pub(super) is_unicode: bool,
}

/// Returns the encoding with this number.
pub(super) fn code_page(number: u16) -> &'static Encoding {
    match number {
        10_000 => MACINTOSH,
        number => {
            Encoding::for_label(format!("windows-{number}").as_bytes()).unwrap_or(WINDOWS_1252)
        }
    }
}

impl Writing {
    /// Returns a string behind its length of two bytes.
    pub(super) fn string(self, bytes: &[u8]) -> Option<String> {
        let (length, rest) = bytes.split_first_chunk::<2>()?;
        self.characters(usize::from(u16::from_le_bytes(*length)), rest)
    }

    /// Returns a string behind its length of one byte.
    pub(super) fn short_string(self, bytes: &[u8]) -> Option<String> {
        let (length, rest) = bytes.split_first()?;
        self.characters(usize::from(*length), rest)
    }

    fn characters(self, length: usize, bytes: &[u8]) -> Option<String> {
        if !self.is_unicode {
            return Some(self.code_page.decode(bytes.get(..length)?).0.into_owned());
        }
        let (flags, rest) = bytes.split_first()?;
        let mut text = String::new();
        push(&mut text, length, *flags, rest);
        Some(text)
    }
}

/// Adds characters, at most so many, and returns how many there were and their bytes.
fn push(text: &mut String, length: usize, flags: u8, bytes: &[u8]) -> (usize, usize) {
    if flags & 1 == 0 {
        let bytes = &bytes[..length.min(bytes.len())];
        // The lower halves of characters.
        text.extend(bytes.iter().map(|&byte| char::from(byte)));
        return (bytes.len(), bytes.len());
    }
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .take(length)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .collect();
    text.extend(char::decode_utf16(units.iter().copied()).map(|char| char.unwrap_or('\u{FFFD}')));
    (units.len(), units.len() * 2)
}

/// Returns the strings that the cells of a workbook share, in a record and those that continue
/// it: as many as there are, whatever is said.
pub(super) fn shared(parts: &[&[u8]]) -> Vec<String> {
    let mut parts = Parts { all: parts, part: 0, at: 8 };
    let mut found = Vec::new();
    while let Some(text) = parts.string() {
        found.push(text);
    }
    found
}

/// Goes through a record and those that continue it.
struct Parts<'p> {
    all: &'p [&'p [u8]],
    part: usize,
    at: usize,
}

impl Parts<'_> {
    fn rest(&self) -> &[u8] {
        self.all.get(self.part).and_then(|part| part.get(self.at..)).unwrap_or_default()
    }

    /// Goes to the next record, where there is nothing more in this one.
    fn turn(&mut self) -> bool {
        if self.rest().is_empty() {
            self.part += 1;
            self.at = 0;
        }
        self.part < self.all.len()
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        self.turn();
        let found = self.rest().get(..bytes)?;
        let number = found.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte));
        self.at += bytes;
        Some(number)
    }

    fn string(&mut self) -> Option<String> {
        let mut length = self.number(2)?;
        let mut flags = self.number(1)? as u8;
        // Runs of formatted text, and what is said of its pronunciation.
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? * 4 };
        let phonetic = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut text = String::new();
        while length > 0 {
            if self.rest().is_empty() {
                if !self.turn() {
                    return None;
                }
                // Characters that go on may have another width.
                flags = self.number(1)? as u8;
            }
            let (count, bytes) = push(&mut text, length, flags, self.rest());
            if count == 0 {
                return None;
            }
            length -= count;
            self.at += bytes;
        }
        self.skip(runs.saturating_add(phonetic));
        Some(text)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.turn() {
            let here = self.rest().len().min(bytes);
            self.at += here;
            bytes -= here;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_one_byte_a_character_or_two() {
        let old = Writing { code_page: code_page(1252), is_unicode: false };
        assert_eq!(old.short_string(b"\x03\xE9t\xE9").as_deref(), Some("été"));
        let new = Writing { is_unicode: true, ..old };
        assert_eq!(new.string(b"\x03\0\0\xE9t\xE9").as_deref(), Some("été"));
        assert_eq!(new.string(b"\x02\0\x01\x53\x01u\0").as_deref(), Some("œu"));
        assert_eq!(new.string(b"\x09\0\0ab").as_deref(), Some("ab"));
        assert_eq!(old.string(b"\x09\0ab"), None);
        assert_eq!(code_page(10_000).name(), "macintosh");
    }

    #[test]
    fn shared_strings_go_on_in_the_next_record() {
        let first = b"\0\0\0\0\xFF\xFF\xFF\xFF\x04\0\0Le p";
        let second = b"\x05\0\x09\x01\0a\0b\0";
        let third = b"\0cde\x01\0\0\0";
        let found = shared(&[&first[..], &second[..], &third[..]]);
        assert_eq!(found, ["Le p", "abcde"]);
        assert_eq!(shared(&[&b"\0\0\0\0\0\0\0\0\xFF\xFF\x01a\0"[..]]), [""; 0]);
        assert_eq!(shared(&[&b"\0"[..]]), [""; 0]);
    }
}
