//! A block of a store: some documents that are packed together, as tantivy 0.27 writes them (its
//! `store/` folder).
//!
//! One decompressor reads them all: the library makes one for each block, which asks the processor
//! each time what it can do; on virtual machines that takes the longest.

use std::cell::RefCell;

use zstd::bulk::Decompressor;
use zstd::zstd_safe;

use super::stored_document::StoredDocument;

/// What stands before a block: how long it is unpacked, in four bytes.
const HEAD_BYTES: usize = 4;

/// Bytes of a number in a block: where each document begins, and how many there are.
const NUMBER_BYTES: usize = 4;

thread_local! {
    /// What unpacks blocks; none where there is no memory for it.
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::new().ok());
}

/// A block, unpacked.
pub(super) struct StoreBlock(Vec<u8>);

impl StoreBlock {
    /// Unpacks a block; `None` when it is none.
    pub(super) fn unpacked(block: &[u8]) -> Option<Self> {
        let (head, packed) = block.split_first_chunk::<HEAD_BYTES>()?;
        let length = u32::from_le_bytes(*head) as usize;
        if zstd_safe::get_frame_content_size(packed).ok()?? != length as u64 {
            return None;
        }
        DECOMPRESSOR.with_borrow_mut(|decompressor| {
            let mut text = Vec::new();
            text.try_reserve_exact(length).ok()?;
            let read = decompressor.as_mut()?.decompress_to_buffer(packed, &mut text).ok()?;
            (read == length).then_some(Self(text))
        })
    }

    /// Unpacks the block with which bytes begin, and returns how many of them it takes; `None`
    /// when it is none, or damaged.
    pub(super) fn first(bytes: &[u8]) -> Option<(Self, usize)> {
        let packed = bytes.get(HEAD_BYTES..)?;
        let length = HEAD_BYTES + zstd_safe::find_frame_compressed_size(packed).ok()?;
        Some((Self::unpacked(bytes.get(..length)?)?, length))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_block_is_never_read_beyond_its_end() {
        let whole = StoreBlock([&[0x80, 0x80][..], &[0; 4], &[1, 0, 0, 0], &[2, 0, 0, 0]].concat());
        assert_eq!(whole.document(0), Some(StoredDocument::default()));
        assert_eq!(whole.document(1), Some(StoredDocument::default()));
        assert_eq!((whole.document(2), whole.document(u32::MAX)), (None, None));
        for at in 0..whole.0.len() {
            for byte in 0..=u8::MAX {
                let mut damaged = whole.0.clone();
                damaged[at] = byte;
                for cut in [0, at, damaged.len()] {
                    let block = StoreBlock(damaged[..cut].to_vec());
                    for document in [0, 1, 2, u32::MAX] {
                        let _ = block.document(document);
                    }
                }
            }
        }
    }
}
