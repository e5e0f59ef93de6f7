//! The stored articles of a segment, found without the index and the footer that stand behind
//! them: each block of a store tells how long it is and how many articles it has.
//!
//! It is for files of which the end is damaged. Whether an article is what was added is not
//! known here.

use std::cell::RefCell;
use std::ops::Range;

use tantivy::TantivyDocument;
use tantivy::directory::{FileSlice, OwnedBytes};
use tantivy::store::StoreReader;
use zstd::zstd_safe;

use super::article_store::{HEAD_BYTES, Packing, document, store_of};

/// The blocks of a store, as far as they are whole.
pub(super) struct ScannedStore {
    bytes: OwnedBytes,
    blocks: Vec<Block>,
    /// The block that was read last, by its place.
    last: RefCell<Option<(usize, StoreReader)>>,
}

/// A block and its articles.
struct Block {
    bytes: Range<usize>,
    docs: Range<u32>,
}

impl ScannedStore {
    /// Finds the blocks of a file, of which nothing behind them is looked at, until there are
    /// so many articles or one cannot be unpacked.
    pub(super) fn of(bytes: OwnedBytes, articles: u32) -> Self {
        let (mut blocks, mut at, mut docs) = (Vec::new(), 0, 0);
        while docs < articles
            && let Some((length, count)) = bytes.get(at..).and_then(block)
            && let Some(end) = docs.checked_add(count).filter(|end| *end <= articles)
        {
            blocks.push(Block { bytes: at..at + length, docs: docs..end });
            (at, docs) = (at + length, end);
        }
        Self { bytes, blocks, last: RefCell::default() }
    }

    /// Returns how many articles were found.
    pub(super) fn len(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.docs.end)
    }

    /// Returns what is stored under a number; `None` when it was not found.
    pub(super) fn get(&self, doc: u32) -> Option<TantivyDocument> {
        let at = self.blocks.partition_point(|block| block.docs.end <= doc);
        let block = self.blocks.get(at)?;
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(place, _)| *place != at) {
            let bytes = self.bytes[block.bytes.clone()].to_vec();
            let store = store_of(bytes, Packing::Zstd, block.docs.end - block.docs.start);
            *last = Some((at, StoreReader::open(FileSlice::from(store), 1).ok()?));
        }
        document(&last.as_ref()?.1, doc - block.docs.start).ok()
    }
}

/// Returns how long the block is with which bytes begin, and how many articles it has; `None`
/// when it is none, or damaged.
fn block(bytes: &[u8]) -> Option<(usize, u32)> {
    let (head, packed) = bytes.split_first_chunk::<HEAD_BYTES>()?;
    let unpacked = u32::from_le_bytes(*head) as usize;
    let length = zstd_safe::find_frame_compressed_size(packed).ok()?;
    let told = zstd_safe::get_frame_content_size(packed).ok()??;
    if told != unpacked as u64 {
        return None;
    }
    let text = zstd::bulk::decompress(packed.get(..length)?, unpacked).ok()?;
    let count = u32::from_le_bytes(*text.last_chunk()?);
    (count > 0).then_some((HEAD_BYTES + length, count))
}
