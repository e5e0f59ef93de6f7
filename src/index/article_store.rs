//! The stored articles of a segment, found by the index of their store.
//!
//! It reads that index as tantivy 0.27 writes it (its `store/` folder), and keeps the blocks that
//! were read last; whether an article is what was added, it never tells.

use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{Directory, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::{DocId, Index};

use super::segment_list::STORE;
use super::store_block::{Blocks, StoreBlock};
use super::stored_document::StoredDocument;
use super::vints::Vints;
use crate::error::NotAsWritten;

/// The version of stores whose blocks are understood, and what tells that zstd packs them, or
/// nothing does.
const STORE_VERSION: u32 = 2;
const ZSTD: u8 = 4;
const NOTHING: u8 = 0;

/// Bytes at the end of a store: its version, where its index begins, what packs its blocks, and
/// some without meaning.
const FOOTER_BYTES: usize = 28;

/// The stored articles of a segment.
pub(crate) struct ArticleStore {
    segment: SegmentId,
    of: Blocks,
    blocks: OwnedBytes,
    skip_index: OwnedBytes,
    /// Packed blocks that were read last, by where they begin; at most so many.
    read: Mutex<Vec<(usize, Arc<StoreBlock>)>>,
    kept: usize,
}

/// A block: its articles and its bytes.
#[derive(Debug, PartialEq, Eq)]
struct Checkpoint {
    docs: Range<DocId>,
    bytes: Range<usize>,
}

impl ArticleStore {
    /// Opens the articles of a segment; so many unpacked blocks are kept.
    ///
    /// # Errors
    /// Those of the system; [`NotAsWritten`] as `InvalidData` when the file is no store of
    /// limier's.
    pub(crate) fn open(index: &Index, segment: SegmentId, kept: usize) -> tantivy::Result<Self> {
        let path = PathBuf::from(format!("{}.{STORE}", segment.uuid_string()));
        let bytes = index.directory().open_read(&path)?.read_bytes()?;
        Ok(Self::of(segment, &bytes, kept).ok_or_else(damaged)?)
    }

    /// Returns the articles of a segment that are in these bytes; `None` when they are no store.
    fn of(segment: SegmentId, bytes: &OwnedBytes, kept: usize) -> Option<Self> {
        let (of, blocks, skip_index) = parts(bytes)?;
        let (blocks, skip_index) = (bytes.slice(blocks), bytes.slice(skip_index));
        Some(Self { segment, of, blocks, skip_index, read: Mutex::default(), kept })
    }

    /// Returns the segment whose articles they are.
    pub(crate) fn segment(&self) -> SegmentId {
        self.segment
    }

    /// Returns what is stored under a number.
    ///
    /// # Errors
    /// [`NotAsWritten`] as `InvalidData`.
    pub(crate) fn get(&self, doc: DocId) -> io::Result<StoredDocument> {
        self.find(doc).ok_or_else(damaged)
    }

    fn find(&self, doc: DocId) -> Option<StoredDocument> {
        let Checkpoint { docs, bytes } = seek(&self.skip_index, doc)?;
        if self.of == Blocks::Plain {
            return self.block(bytes)?.document(doc - docs.start);
        }
        let known = {
            let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            read.iter().find(|(at, _)| *at == bytes.start).map(|(_, block)| Arc::clone(block))
        };
        let block = match known {
            Some(block) => block,
            None => self.read_block(bytes)?,
        };
        block.document(doc - docs.start)
    }

    fn block(&self, bytes: Range<usize>) -> Option<StoreBlock> {
        self.blocks.get(bytes.clone())?;
        StoreBlock::read(self.of, self.blocks.slice(bytes))
    }

    fn read_block(&self, bytes: Range<usize>) -> Option<Arc<StoreBlock>> {
        let at = bytes.start;
        let block = Arc::new(self.block(bytes)?);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= self.kept {
            read.remove(0);
        }
        read.push((at, Arc::clone(&block)));
        Some(block)
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, NotAsWritten)
}

/// Returns whether the blocks of a store are packed, where they are, and its skip index; `None` of
/// one that is none, or that others have packed.
fn parts(store: &[u8]) -> Option<(Blocks, Range<usize>, Range<usize>)> {
    let end = store.len().checked_sub(FOOTER_BYTES)?;
    let (version, rest) = store[end..].split_first_chunk()?;
    let (begin, rest) = rest.split_first_chunk()?;
    let begin = usize::try_from(u64::from_le_bytes(*begin)).ok()?;
    let of = match *rest.first()? {
        ZSTD => Blocks::Packed,
        NOTHING => Blocks::Plain,
        _ => return None,
    };
    let is_known = u32::from_le_bytes(*version) == STORE_VERSION;
    (is_known && begin <= end).then_some((of, 0..begin, begin..end))
}

/// Returns the block of an article, by a skip index; `None` when it is in none.
fn seek(skip_index: &[u8], doc: DocId) -> Option<Checkpoint> {
    let mut numbers = Vints(skip_index);
    let layers = numbers.next()?;
    let mut ends = Vints(numbers.0);
    for _ in 0..layers {
        numbers.next()?;
    }
    let (mut begin, mut found) = (0, Checkpoint { docs: 0..0, bytes: 0..0 });
    for _ in 0..layers {
        let end = ends.size()?;
        let layer = numbers.0.get(begin..end)?;
        found = seek_in(layer.get(found.bytes.start..)?, doc)?;
        begin = end;
    }
    (doc >= found.docs.start).then_some(found)
}

/// Returns the first checkpoint of a layer whose articles end behind one.
fn seek_in(layer: &[u8], doc: DocId) -> Option<Checkpoint> {
    let mut numbers = Vints(layer);
    loop {
        let checkpoints = numbers.next()?;
        if checkpoints == 0 {
            continue;
        }
        let mut first = DocId::try_from(numbers.next()?).ok()?;
        let mut at = numbers.size()?;
        for _ in 0..checkpoints {
            let docs = first..first.checked_add(DocId::try_from(numbers.next()?).ok()?)?;
            let bytes = at..at.checked_add(numbers.size()?)?;
            if docs.end > doc {
                return Some(Checkpoint { docs, bytes });
            }
            (first, at) = (docs.end, bytes.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tantivy::TantivyDocument;
    use tantivy::schema::document::Value;

    use super::super::reader::IndexReader;
    use super::super::stored_document::StoredValue;
    use super::super::test_index::of_format_4;
    use super::super::writer::{IndexWriter, WriterOptions};
    use super::*;
    use crate::article::Article;

    #[test]
    fn bytes_that_are_not_as_written_ask_for_no_memory_that_there_is_not() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let words = |id: u64| (1..=id + 5).map(move |word| (word * (id + 7)).pow(4).to_string());
        write(dir.path(), (0..20_u64).map(|id| words(id).collect()));
        let reader = IndexReader::open(dir.path()).expect("an index");
        let segment = reader.searcher().segment_readers()[0].segment_id();
        let path = PathBuf::from(format!("{}.{STORE}", segment.uuid_string()));
        let bytes = reader.searcher().index().directory().open_read(&path);
        let bytes = bytes.expect("a store").read_bytes().expect("a store").to_vec();
        let mut read = 0;
        for at in 0..bytes.len() - 4 {
            let mut damaged = bytes.clone();
            damaged[at..at + 4].copy_from_slice(b"tout");
            let store = ArticleStore::of(segment, &OwnedBytes::new(damaged), 2);
            for doc in 0..20 {
                let article = store.as_ref().and_then(|store| store.get(doc).ok());
                read += u32::from(article.is_some());
            }
        }
        assert!(read > 0, "some of them");
    }

    /// Checks that each article is read as the library reads it; returns how many blocks there are
    /// in a segment at most.
    fn check(dir: &Path) -> usize {
        let reader = IndexReader::open_any(dir).expect("an index");
        let searcher = reader.searcher();
        let blocks = searcher.segment_readers().iter().map(|segment| {
            let store = ArticleStore::open(searcher.index(), segment.segment_id(), 2);
            let store = store.expect("a store");
            let theirs = segment.get_store_reader(1).expect("a store");
            let mut begins = Vec::new();
            // Forth, and back through blocks that are kept no more.
            for doc in (0..segment.max_doc()).chain((0..segment.max_doc()).rev()) {
                let found = store.get(doc).expect("an article");
                let expected: TantivyDocument = theirs.get(doc).expect("an article");
                if expected.field_values().any(|(_, value)| value.as_bytes().is_some()) {
                    let bytes = theirs.get_document_bytes(doc).expect("an article");
                    assert_eq!(Some(&found), StoredDocument::read(&bytes).as_ref());
                    assert!(found.values().count() > 2, "{doc}: {found:?}");
                } else {
                    let expected = expected.field_values().map(|(field, value)| {
                        let text = value.as_str().map(StoredValue::Text);
                        let number = value.as_u64().map(StoredValue::Number);
                        let flag = value.as_bool().map(StoredValue::Flag);
                        (field, text.or(number).or(flag).unwrap_or(StoredValue::Other))
                    });
                    assert!(found.values().eq(expected), "{doc}: {found:?}");
                }
                begins.extend(seek(&store.skip_index, doc).map(|block| block.bytes.start));
            }
            assert!(store.get(segment.max_doc()).is_err());
            begins.sort_unstable();
            begins.dedup();
            begins.len()
        });
        blocks.max().unwrap_or_default()
    }

    /// Writes an index of articles with these words.
    fn write(dir: &Path, articles: impl Iterator<Item = Vec<String>>) {
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer =
            IndexWriter::open(dir, "2026-11-30T10:00:00Z", options).expect("a new index");
        for (number, words) in articles.enumerate() {
            let (id, body) = (number.to_string(), words.join(" "));
            let article = Article { id, body, ..Article::default() };
            writer.add(article, &"".into()).expect("an article");
        }
        writer.close().expect("a writable folder");
    }

    fn large(dir: &Path) {
        let word = |number: u32, at| format!("mot{}", number.wrapping_mul(at) % 9_973);
        write(dir, (0..4_000).map(|number| (0..200).map(|at| word(number, at)).collect()));
    }

    #[test]
    fn articles_are_read_as_the_library_reads_them() {
        assert!(check(of_format_4().path()) > 0);
        let dir = tempfile::tempdir().expect("a temporary folder");
        large(dir.path());
        // More than stand in one layer of the skip index.
        let blocks = check(dir.path());
        assert!(blocks > 64, "{blocks}");
    }

    #[test]
    fn a_damaged_skip_index_or_block_is_told_and_never_read_beyond_its_end() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        large(dir.path());
        let reader = IndexReader::open_any(dir.path()).expect("an index");
        let [segment] = reader.searcher().segment_readers() else { panic!("one segment") };
        let store = ArticleStore::open(reader.searcher().index(), segment.segment_id(), 1);
        let store = store.expect("a store");
        let docs = segment.max_doc();
        for at in 0..store.skip_index.len() {
            for bit in [1, 0x40, 0x80] {
                let mut skip_index = store.skip_index.to_vec();
                skip_index[at] ^= bit;
                for doc in [0, docs / 2, docs - 1, docs, DocId::MAX] {
                    // Another block, or none: its bytes are looked at before they are read.
                    let found = seek(&skip_index, doc);
                    let _ = found.and_then(|found| store.block(found.bytes));
                }
            }
        }
        for length in 0..store.skip_index.len() {
            assert_eq!(seek(&store.skip_index[..length], docs - 1), None);
        }
    }
}
