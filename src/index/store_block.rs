//! A block of a store: some documents one behind the other, as tantivy 0.27 writes them (its
//! `store/` folder); until format 11 they are packed together.
//!
//! Whether a document is what was added, it never tells.

use tantivy::directory::OwnedBytes;

use super::packing::{packed_length, unpacked_plain};
use super::stored_document::StoredDocument;

/// What stands before a block that is packed: how long it is unpacked, in four bytes.
const HEAD_BYTES: usize = 4;

/// Bytes of a number in a block: where each document begins, and how many there are.
const NUMBER_BYTES: usize = 4;

/// A block, not packed.
pub(super) struct StoreBlock(OwnedBytes);

/// Whether the blocks of a store are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blocks {
    /// They are; of a document by itself nothing is.
    Packed,
    /// They are not.
    Plain,
}

impl StoreBlock {
    /// Returns the block that bytes are; `None` when they are none.
    pub(super) fn read(blocks: Blocks, bytes: OwnedBytes) -> Option<Self> {
        if blocks == Blocks::Plain {
            return Some(Self(bytes));
        }
        let (head, packed) = bytes.split_first_chunk::<HEAD_BYTES>()?;
        let text = unpacked_plain(packed, u32::from_le_bytes(*head) as usize)?;
        Some(Self(OwnedBytes::new(text)))
    }

    /// Returns the block with which bytes begin, of so many documents at most, and how many of
    /// them it takes; `None` when it is none, or damaged.
    pub(super) fn first(blocks: Blocks, bytes: &OwnedBytes, most: u32) -> Option<(Self, usize)> {
        let length = match blocks {
            Blocks::Packed => HEAD_BYTES + packed_length(bytes.get(HEAD_BYTES..)?)?,
            Blocks::Plain => plain_length(bytes, most)?,
        };
        (length <= bytes.len())
            .then(|| bytes.slice(0..length))
            .and_then(|block| Some((Self::read(blocks, block)?, length)))
    }

    /// Returns how many documents it says that it has.
    pub(super) fn len(&self) -> Option<u32> {
        Some(u32::from_le_bytes(*self.0.last_chunk()?))
    }

    /// Returns one of its documents; `None` when it has none there.
    pub(super) fn document(&self, at: u32) -> Option<StoredDocument> {
        let begins = (self.len()? as usize).checked_add(1)?.checked_mul(NUMBER_BYTES)?;
        let (documents, begins) = self.0.split_at_checked(self.0.len().checked_sub(begins)?)?;
        let (begins, []) = begins[..begins.len() - NUMBER_BYTES].as_chunks() else { return None };
        let place = |at: usize| begins.get(at).map(|place| u32::from_le_bytes(*place) as usize);
        let at = at as usize;
        let end = place(at + 1).unwrap_or(documents.len());
        StoredDocument::read(documents.get(place(at)?..end)?)
    }
}

/// Returns how long the block is with which bytes begin: behind its documents stands where each of
/// them begins, and how many there are.
fn plain_length(bytes: &[u8], most: u32) -> Option<usize> {
    let (mut at, mut ends) = (0, Vec::new());
    for count in 1..=most {
        ends.extend_from_slice(&u32::try_from(at).ok()?.to_le_bytes());
        at += StoredDocument::packed_length(bytes.get(at..)?)?;
        let rest = bytes[at..].strip_prefix(&*ends);
        if rest.is_some_and(|rest| rest.starts_with(&count.to_le_bytes())) {
            return Some(at + ends.len() + NUMBER_BYTES);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::packing::packed;
    use super::*;

    #[test]
    fn a_damaged_block_is_never_read_beyond_its_end() {
        let block = |bytes: &[u8]| StoreBlock(OwnedBytes::new(bytes.to_vec()));
        let bytes = [&[0x80, 0x80][..], &[0; 4], &[1, 0, 0, 0], &[2, 0, 0, 0]].concat();
        let whole = block(&bytes);
        assert_eq!(whole.document(0), Some(StoredDocument::default()));
        assert_eq!(whole.document(1), Some(StoredDocument::default()));
        assert_eq!((whole.document(2), whole.document(u32::MAX)), (None, None));
        for at in 0..bytes.len() {
            for byte in 0..=u8::MAX {
                let mut damaged = bytes.clone();
                damaged[at] = byte;
                for cut in [0, at, damaged.len()] {
                    let block = block(&damaged[..cut]);
                    for document in [0, 1, 2, u32::MAX] {
                        let _ = block.document(document);
                    }
                }
            }
        }
    }

    #[test]
    fn a_block_that_is_not_packed_ends_behind_the_places_of_its_documents() {
        let packed = packed(|room| room.push(0x80));
        let length = packed.len() as u8;
        let document = [&[0x81, 0, 0, 0, 0, 4, 0x80 | length][..], &packed].concat();
        let (one, two) = (document.len(), 2 * document.len());
        let places = [[0; 4], [one as u8, 0, 0, 0], [2, 0, 0, 0]].concat();
        let bytes = [&document[..], &document, &places, b"suite"].concat();
        let first = |bytes: &[u8], most| {
            let found = StoreBlock::first(Blocks::Plain, &OwnedBytes::new(bytes.to_vec()), most);
            found.map(|(block, length)| (block.len(), length))
        };
        assert_eq!(first(&bytes, 9), Some((Some(2), two + 12)));
        assert_eq!(first(&bytes, 1), None);
        for cut in 0..two + 12 {
            assert_eq!(first(&bytes[..cut], 9), None, "{cut}");
        }
    }
}
