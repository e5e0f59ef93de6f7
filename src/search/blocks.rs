//! The postings of a term a block at a time, without positions.
//!
//! A loop over the numbers of an unpacked block is several times as fast as asking for one
//! article after the other. What an occurrence is worth is not known here.

use std::io;

use tantivy::postings::{BlockSegmentPostings, Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader};

use super::listed::ListedPostings;
use crate::index::KeptPostings;

/// Postings that are read up to an article.
pub(super) trait Stretch: Postings {
    /// Calls `each` with the articles before `end`, from the present one on, and how often each
    /// has it; the first of the others is the present one then.
    fn read_before(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        let mut doc = self.doc();
        while doc < end {
            each(doc, self.term_freq());
            doc = self.advance();
        }
    }
}

impl Stretch for KeptPostings {
    fn read_before(&mut self, end: DocId, each: impl FnMut(DocId, u32)) {
        Self::read_before(self, end, each);
    }
}

impl Stretch for ListedPostings {}

/// A place in the blocks of a term.
pub(super) struct TermBlocks {
    block: BlockSegmentPostings,
    /// The present article of the block.
    at: usize,
}

impl TermBlocks {
    /// Opens a term, without more than is asked for.
    pub(super) fn open(
        index: &InvertedIndexReader,
        term: &TermInfo,
        detail: IndexRecordOption,
    ) -> io::Result<Self> {
        Ok(Self { block: index.read_block_postings_from_terminfo(term, detail)?, at: 0 })
    }

    /// Tells whether they have one of some articles, which are sorted; where they are then, is not
    /// told.
    pub(super) fn has_any(&mut self, mut docs: &[DocId]) -> bool {
        while let Some(&first) = docs.first() {
            let doc = self.seek(first);
            docs = &docs[docs.partition_point(|it| *it < doc)..];
            if docs.first() == Some(&doc) {
                return true;
            }
        }
        false
    }
}

/// Opens a term without more than who has it, in place of one that was opened before, of a field
/// that is indexed alike.
pub(super) fn reopened<'o>(
    opened: &'o mut Option<TermBlocks>,
    index: &InvertedIndexReader,
    term: &TermInfo,
) -> io::Result<&'o mut TermBlocks> {
    match opened {
        Some(blocks) => {
            blocks.at = 0;
            index.reset_block_postings_from_terminfo(term, &mut blocks.block)?;
            Ok(blocks)
        }
        None => Ok(opened.insert(TermBlocks::open(index, term, IndexRecordOption::Basic)?)),
    }
}

impl DocSet for TermBlocks {
    fn advance(&mut self) -> DocId {
        let len = self.block.block_len();
        if self.at + 1 < len {
            self.at += 1;
        } else if len > 0 {
            self.block.advance();
            self.at = 0;
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.at = self.block.seek(target);
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        // What a block lacks is filled up with no article.
        self.block.doc(self.at)
    }

    fn size_hint(&self) -> u32 {
        self.block.doc_freq()
    }
}

impl Postings for TermBlocks {
    fn term_freq(&self) -> u32 {
        self.block.freq(self.at)
    }

    fn append_positions_with_offset(&mut self, _: u32, _: &mut Vec<u32>) {}
}

impl Stretch for TermBlocks {
    fn read_before(&mut self, end: DocId, mut each: impl FnMut(DocId, u32)) {
        loop {
            let docs = &self.block.docs()[self.at..];
            let Some(&last) = docs.last() else { return };
            let is_whole = last < end;
            let before = if is_whole { docs.len() } else { docs.partition_point(|it| *it < end) };
            for at in self.at..self.at + before {
                each(self.block.doc(at), self.block.freq(at));
            }
            self.at += before;
            if !is_whole {
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
