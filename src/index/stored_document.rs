//! A document of a store, read out of its bytes: fields with their values, as tantivy 0.27 writes
//! them (its `schema/document/` folder); from format 12 on it is the one value of another, packed.
//!
//! Lengths are held against the bytes that there are: the library makes room for as much as a
//! damaged document says, and ends the program where there is not so much memory. Whether it is
//! what was added, it never tells.

use std::ops::Range;

use tantivy::schema::Field;

use super::packing::{packed_length, unpacked};
use super::vints::{Vints, push_vint};

/// Bytes that tell what kind a value is of: a text or a packed document, whose length comes first,
/// one of eight bytes, or of one.
const TEXT: u8 = 0;
const NUMBER: u8 = 1;
const PACKED: u8 = 4;
const OTHERS_OF_EIGHT_BYTES: [u8; 3] = [2, 5, 6];
const FLAG: u8 = 9;

/// A document with all its values.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct StoredDocument {
    /// All texts, one behind the other.
    texts: String,
    values: Vec<(Field, Place)>,
}

/// A value, or where in the texts it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Text(Range<usize>),
    Number(u64),
    Flag(bool),
    Other,
}

/// A value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoredValue<'d> {
    Text(&'d str),
    Number(u64),
    Flag(bool),
    /// One of a kind that limier does not store.
    Other,
}

impl StoredDocument {
    /// Reads a document; `None` of what is none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        match packed_in(bytes) {
            Some((packed, [])) => Self::read_values(&unpacked(packed)?),
            Some(_) => None,
            None => Self::read_values(bytes),
        }
    }

    fn read_values(bytes: &[u8]) -> Option<Self> {
        let mut numbers = Vints(bytes);
        let count = numbers.size()?;
        let mut values = Vec::with_capacity(count.min(bytes.len()));
        let mut texts = String::with_capacity(bytes.len());
        for _ in 0..count {
            let (field, kind, value) = next_value(&mut numbers)?;
            let place = match kind {
                TEXT => {
                    let start = texts.len();
                    texts.push_str(simdutf8::basic::from_utf8(value).ok()?);
                    Place::Text(start..texts.len())
                }
                NUMBER => Place::Number(u64::from_le_bytes(*value.first_chunk()?)),
                FLAG => Place::Flag(value[0] != 0),
                PACKED => return None,
                _ => Place::Other,
            };
            values.push((Field::from_field_id(field), place));
        }
        numbers.0.is_empty().then_some(Self { texts, values })
    }

    /// Returns how many of some bytes are the packed document with which they begin; `None` when
    /// it is none.
    pub(super) fn packed_length(bytes: &[u8]) -> Option<usize> {
        let (packed, rest) = packed_in(bytes)?;
        (packed_length(packed)? == packed.len()).then_some(bytes.len() - rest.len())
    }

    /// Writes a document with these values, as it is read.
    pub(super) fn write<'v>(
        values: impl Iterator<Item = (Field, StoredValue<'v>)> + Clone,
        bytes: &mut Vec<u8>,
    ) {
        push_vint(values.clone().count() as u64, bytes);
        for (field, value) in values {
            bytes.extend_from_slice(&field.field_id().to_le_bytes());
            match value {
                StoredValue::Text(text) => {
                    bytes.push(TEXT);
                    push_vint(text.len() as u64, bytes);
                    bytes.extend_from_slice(text.as_bytes());
                }
                StoredValue::Number(number) => {
                    bytes.push(NUMBER);
                    bytes.extend_from_slice(&number.to_le_bytes());
                }
                StoredValue::Flag(flag) => bytes.extend_from_slice(&[FLAG, u8::from(flag)]),
                StoredValue::Other => {
                    bytes.push(OTHERS_OF_EIGHT_BYTES[0]);
                    bytes.extend_from_slice(&[0; 8]);
                }
            }
        }
    }

    /// Returns its values with their fields, in their order.
    pub(super) fn values(&self) -> impl Iterator<Item = (Field, StoredValue<'_>)> {
        self.values.iter().map(|(field, place)| {
            let value = match place {
                Place::Text(range) => StoredValue::Text(&self.texts[range.clone()]),
                Place::Number(number) => StoredValue::Number(*number),
                Place::Flag(flag) => StoredValue::Flag(*flag),
                Place::Other => StoredValue::Other,
            };
            (*field, value)
        })
    }

    /// Returns the values of a field.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = StoredValue<'_>> {
        self.values().filter(move |(of, _)| *of == field).map(|(_, value)| value)
    }
}

/// Returns the document that is packed in the one with which bytes begin, and what stands behind it;
/// `None` when that one is not packed.
fn packed_in(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut numbers = Vints(bytes);
    if numbers.size()? != 1 {
        return None;
    }
    let (_, kind, packed) = next_value(&mut numbers)?;
    (kind == PACKED).then_some((packed, numbers.0))
}

/// Returns the next value of a document: the number of its field, its kind and its bytes.
fn next_value<'b>(numbers: &mut Vints<'b>) -> Option<(u32, u8, &'b [u8])> {
    let (field, rest) = numbers.0.split_first_chunk()?;
    let (kind, rest) = rest.split_first()?;
    numbers.0 = rest;
    let length = match *kind {
        TEXT | PACKED => numbers.size()?,
        FLAG => 1,
        kind if kind == NUMBER || OTHERS_OF_EIGHT_BYTES.contains(&kind) => 8,
        _ => return None,
    };
    let (value, rest) = numbers.0.split_at_checked(length)?;
    numbers.0 = rest;
    Some((u32::from_le_bytes(*field), *kind, value))
}

impl<'d> StoredValue<'d> {
    /// Returns it when it is a text.
    pub(super) fn as_text(self) -> Option<&'d str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Returns it when it is a number.
    pub(super) fn as_number(self) -> Option<u64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::packing::packed;
    use super::*;

    #[test]
    fn what_says_that_it_is_longer_than_it_is_is_no_document() {
        let text = [&[0x81, 0, 0, 0, 0, TEXT, 0x82][..], b"mi"].concat();
        let number = [&[0x81, 0, 0, 0, 0, NUMBER][..], &[0; 8]].concat();
        let is_document = |bytes: &[u8]| StoredDocument::read(bytes).is_some();
        assert!(is_document(&text) && is_document(&number) && is_document(&[0x80]));
        for cut in 0..text.len() {
            assert!(!is_document(&text[..cut]), "{cut}");
        }
        let endless = [&[0x81, 0, 0, 0, 0, TEXT][..], &[0x58; 7], &[0x81], b"mi"].concat();
        let of_many_values = [&[0x58; 7][..], &text].concat();
        let of_another_kind = [&[0x81, 0, 0, 0, 0, 12][..], b"mi"].concat();
        let no_letters = [&[0x81, 0, 0, 0, 0, TEXT, 0x81][..], &[0xE9]].concat();
        let and_more = [&text[..], b"mi"].concat();
        for bytes in [endless, of_many_values, of_another_kind, no_letters, and_more] {
            assert!(!is_document(&bytes), "{bytes:?}");
        }
    }

    #[test]
    fn a_document_that_is_packed_is_one_value_and_has_none_that_is() {
        let inside = [&[0x81, 0, 0, 0, 0, TEXT, 0x82][..], b"mi"].concat();
        let pack = |bytes: &[u8]| {
            let packed = packed(|room| room.extend_from_slice(bytes));
            let length = 0x80 | u8::try_from(packed.len()).expect("a short one");
            [&[0x81, 26, 0, 0, 0, PACKED, length][..], &packed].concat()
        };
        let bytes = pack(&inside);
        assert_eq!(StoredDocument::read(&bytes), StoredDocument::read(&inside));
        assert_eq!(StoredDocument::packed_length(&[&bytes[..], b"et"].concat()), Some(bytes.len()));
        for none in [pack(&bytes), [&bytes[..], b"et"].concat(), pack(b"mi")] {
            assert_eq!(StoredDocument::read(&none), None);
        }
        let two = [&[0x82][..], &bytes[1..], &bytes[1..]].concat();
        assert_eq!(StoredDocument::read(&two), None);
        for cut in 0..bytes.len() {
            assert_eq!(StoredDocument::read(&bytes[..cut]), None);
            assert_eq!(StoredDocument::packed_length(&bytes[..cut]), None);
        }
    }

    #[test]
    fn values_are_those_that_were_written() {
        let number = [&[0, 0, 0, 0, NUMBER][..], &513_u64.to_le_bytes()].concat();
        let date = [&[7, 1, 0, 0, 5][..], &[9; 8]].concat();
        let texts = [&[1, 0, 0, 0, TEXT, 0x83][..], "mé".as_bytes(), &[1, 0, 0, 0, TEXT, 0x80]];
        let flag = [2, 0, 0, 0, FLAG, 1];
        let bytes = [&[0x85][..], &number, &date, &texts.concat(), &flag].concat();
        let document = StoredDocument::read(&bytes).expect("a document");
        let expected = [
            (0, StoredValue::Number(513)),
            (263, StoredValue::Other),
            (1, StoredValue::Text("mé")),
            (1, StoredValue::Text("")),
            (2, StoredValue::Flag(true)),
        ];
        let expected = expected.map(|(field, value)| (Field::from_field_id(field), value));
        assert_eq!(document.values().collect::<Vec<_>>(), expected);
        let mut again = Vec::new();
        StoredDocument::write(expected.into_iter(), &mut again);
        assert_eq!(StoredDocument::read(&again).as_ref(), Some(&document));
        let texts: Vec<_> = document.all(Field::from_field_id(1)).collect();
        assert_eq!(texts, [StoredValue::Text("mé"), StoredValue::Text("")]);
    }
}
