//! Where the postings of each word of a segment are, field by field, packed in the order of the
//! words.
//!
//! It opens no postings; what is cut short reads as no postings.

use std::ops::Range;

use tantivy::postings::TermInfo;

/// How many fields have words.
const FIELDS: usize = 3;

/// Where the postings of a word in a field are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// In how many articles the word is, deleted ones among them.
    pub articles: u32,
    /// The bytes of the postings, among those of the field.
    pub bytes: Range<usize>,
}

impl Place {
    /// Returns it as tantivy opens postings by it, without positions.
    pub(crate) fn term_info(&self) -> TermInfo {
        let (doc_freq, postings_range) = (self.articles, self.bytes.clone());
        TermInfo { doc_freq, postings_range, positions_range: 0..0 }
    }
}

/// Where the postings of a word are in each text field, in their order.
pub(crate) type InFields = [Option<Place>; FIELDS];

/// Packs the places of words, which come in the order of the lexicon.
///
/// Of each field there are one or more numbers of seven bits a byte, the last of which has no
/// eighth: the articles, 0 where the field has no such word; else twice the bytes, and 1 more
/// where the postings do not begin at the end of those before, and their beginning then.
#[derive(Debug, Default)]
pub(crate) struct PlacesBuilder {
    packed: Vec<u8>,
    ends: [usize; FIELDS],
}

impl PlacesBuilder {
    /// Adds the next word.
    pub(crate) fn push(&mut self, places: &InFields) {
        for (place, end) in places.iter().zip(&mut self.ends) {
            let Some(Place { articles, bytes }) = place else {
                self.packed.push(0);
                continue;
            };
            put(&mut self.packed, *articles as usize);
            let is_apart = bytes.start != *end;
            put(&mut self.packed, bytes.len() << 1 | usize::from(is_apart));
            if is_apart {
                put(&mut self.packed, bytes.start);
            }
            *end = bytes.end;
        }
    }

    /// Returns the places as they are kept.
    #[must_use]
    pub(crate) fn finish(self) -> Vec<u8> {
        self.packed
    }
}

/// The places of the words of a segment, one after the other.
pub(crate) struct Places<'p> {
    packed: &'p [u8],
    ends: [usize; FIELDS],
}

impl<'p> Places<'p> {
    /// Reads what was [packed](PlacesBuilder).
    pub(crate) fn new(packed: &'p [u8]) -> Self {
        Self { packed, ends: [0; FIELDS] }
    }
}

impl Iterator for Places<'_> {
    type Item = InFields;

    fn next(&mut self) -> Option<InFields> {
        if self.packed.is_empty() {
            return None;
        }
        let mut places = [const { None }; FIELDS];
        for (place, end) in places.iter_mut().zip(&mut self.ends) {
            let articles = take(&mut self.packed) as u32;
            if articles == 0 {
                continue;
            }
            let bytes = take(&mut self.packed);
            let start = if bytes & 1 == 0 { *end } else { take(&mut self.packed) };
            *end = start.saturating_add(bytes >> 1);
            *place = Some(Place { articles, bytes: start..*end });
        }
        Some(places)
    }
}

fn put(packed: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        packed.push(number as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

fn take(packed: &mut &[u8]) -> usize {
    let (mut number, mut shift) = (0, 0);
    while let Some((byte, rest)) = packed.split_first() {
        *packed = rest;
        number |= usize::from(byte & 0x7F).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(articles: u32, bytes: Range<usize>) -> Place {
        Place { articles, bytes }
    }

    #[test]
    fn what_is_packed_is_read_whether_or_not_postings_follow_each_other() {
        let words = [
            [Some(at(1, 0..3)), None, Some(at(70_000, 0..90_000))],
            [None, None, Some(at(2, 90_000..90_004))],
            [Some(at(5, 3..9)), Some(at(u32::MAX, 7..usize::MAX >> 1)), Some(at(1, 12..13))],
            [None, None, None],
            [None, Some(at(1, 0..1)), Some(at(1, 13..14))],
        ];
        let mut builder = PlacesBuilder::default();
        for places in &words {
            builder.push(places);
        }
        let packed = builder.finish();
        assert_eq!(Places::new(&packed).collect::<Vec<_>>(), words);
        for cut in 0..packed.len() {
            assert!(Places::new(&packed[..cut]).count() <= words.len());
        }
        let endless = [0xFF; 40];
        assert!(Places::new(&endless).count() < 40);
    }

    #[test]
    fn a_word_of_one_field_takes_a_few_bytes() {
        let mut builder = PlacesBuilder::default();
        for word in 0..100 {
            builder.push(&[None, None, Some(at(3, word * 5..word * 5 + 5))]);
        }
        assert_eq!(builder.finish().len(), 400);
    }
}
