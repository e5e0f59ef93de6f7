//! The stored articles of a segment, found without the index and the footer that stand behind
//! them: each block of a store tells how long it is and how many articles it has.
//!
//! It is for files of which the end is damaged. Whether an article is what was added is not
//! known here.

use std::cell::RefCell;
use std::ops::Range;

use tantivy::directory::OwnedBytes;

use super::store_block::{Blocks, StoreBlock};
use super::stored_document::StoredDocument;

/// The blocks of a store, as far as they are whole.
pub(super) struct ScannedStore {
    bytes: OwnedBytes,
    of: Blocks,
    blocks: Vec<Block>,
    /// The block that was read last, by its place.
    last: RefCell<Option<(usize, StoreBlock)>>,
}

/// A block and its articles.
struct Block {
    bytes: Range<usize>,
    docs: Range<u32>,
}

impl ScannedStore {
    /// Finds the blocks of a file, of which nothing behind them is looked at, until there are
    /// so many articles or one cannot be unpacked.
    pub(super) fn of(of: Blocks, bytes: OwnedBytes, articles: u32) -> Self {
        let (mut blocks, mut at, mut docs) = (Vec::new(), 0, 0);
        while docs < articles
            && let Some((block, length)) =
                StoreBlock::first(of, &bytes.slice(at..bytes.len()), articles - docs)
            && let Some(count) = block.len().filter(|count| *count > 0)
            && let Some(end) = docs.checked_add(count).filter(|end| *end <= articles)
        {
            blocks.push(Block { bytes: at..at + length, docs: docs..end });
            (at, docs) = (at + length, end);
        }
        Self { bytes, of, blocks, last: RefCell::default() }
    }

    /// Returns how many articles were found.
    pub(super) fn len(&self) -> u32 {
        self.blocks.last().map_or(0, |block| block.docs.end)
    }

    /// Returns what is stored under a number; `None` when it was not found.
    pub(super) fn get(&self, doc: u32) -> Option<StoredDocument> {
        let at = self.blocks.partition_point(|block| block.docs.end <= doc);
        let block = self.blocks.get(at)?;
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(place, _)| *place != at) {
            *last = Some((at, StoreBlock::read(self.of, self.bytes.slice(block.bytes.clone()))?));
        }
        last.as_ref()?.1.document(doc - block.docs.start)
    }
}
