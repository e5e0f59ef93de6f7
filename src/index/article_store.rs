//! The stored articles of a segment, read by one decompressor: the library makes one for each block,
//! which asks the processor each time what it can do; on virtual machines that takes the longest.
//!
//! It reads the skip index and the blocks of a store as tantivy 0.27 writes them (its `store/`
//! folder), and leaves to the library what it has seen to be documents; whether they are what was
//! added, it never tells.

use std::cell::RefCell;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::{Directory, FileSlice, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::store::StoreReader;
use tantivy::{DocId, Index, TantivyDocument};
use zstd::bulk::Decompressor;

use super::segment_list::STORE;
use crate::error::NotAsWritten;

/// What stands before a block: how long it is unpacked, in four bytes.
pub(super) const HEAD_BYTES: usize = 4;

/// The version of stores whose blocks are understood.
const STORE_VERSION: u32 = 2;

/// Bytes at the end of a store: its version, where its index begins, what packs its blocks, and
/// some without meaning.
const FOOTER_BYTES: usize = 28;
const RESERVED: usize = 15;

/// Bytes that tell the field of a value, and what tells its kind: a text, whose length comes first,
/// eight bytes (numbers and dates), or one.
const FIELD_BYTES: usize = 4;
const TEXT: u8 = 0;
const OF_EIGHT_BYTES: [u8; 4] = [1, 2, 5, 6];
const OF_ONE_BYTE: u8 = 9;

/// How the blocks of a store are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Plain = 0,
    Zstd = 4,
}

thread_local! {
    /// What unpacks blocks; none where there is no memory for it.
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::new().ok());
}

/// The stored articles of a segment.
pub(crate) struct ArticleStore {
    segment: SegmentId,
    blocks: OwnedBytes,
    skip_index: OwnedBytes,
    /// Blocks that were read last, by where they begin; at most so many.
    read: Mutex<Vec<(usize, Arc<StoreReader>)>>,
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
        let (blocks, skip_index) = parts(bytes)?;
        let (blocks, skip_index) = (bytes.slice(blocks), bytes.slice(skip_index));
        Some(Self { segment, blocks, skip_index, read: Mutex::default(), kept })
    }

    /// Returns the segment whose articles they are.
    pub(crate) fn segment(&self) -> SegmentId {
        self.segment
    }

    /// Returns what is stored under a number.
    ///
    /// # Errors
    /// [`NotAsWritten`] as `InvalidData`, and those of the library.
    pub(crate) fn get(&self, doc: DocId) -> tantivy::Result<TantivyDocument> {
        let Checkpoint { docs, bytes } = seek(&self.skip_index, doc).ok_or_else(damaged)?;
        let known = {
            let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            read.iter().find(|(at, _)| *at == bytes.start).map(|(_, block)| Arc::clone(block))
        };
        let block = match known {
            Some(block) => block,
            None => self.read_block(&docs, bytes)?,
        };
        document(&block, doc - docs.start)
    }

    fn read_block(
        &self,
        docs: &Range<DocId>,
        bytes: Range<usize>,
    ) -> tantivy::Result<Arc<StoreReader>> {
        let at = bytes.start;
        let block = self.blocks.get(bytes).and_then(unpacked).ok_or_else(damaged)?;
        let store = store_of(block, Packing::Plain, docs.end - docs.start);
        let block = Arc::new(StoreReader::open(FileSlice::from(store), 1)?);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= self.kept {
            read.remove(0);
        }
        read.push((at, Arc::clone(&block)));
        Ok(block)
    }
}

/// Returns a document of a store.
///
/// # Errors
/// [`NotAsWritten`] as `InvalidData` for what is none, and those of the library.
pub(super) fn document(store: &StoreReader, doc: DocId) -> tantivy::Result<TantivyDocument> {
    let bytes = store.get_document_bytes(doc)?;
    if !is_document(&bytes) {
        return Err(damaged().into());
    }
    store.get(doc)
}

/// Tells whether bytes are a document, with none but the kinds of values that are stored: the
/// library makes room for as much as a damaged one says, and where there is not so much memory it
/// ends the program.
fn is_document(bytes: &[u8]) -> bool {
    let behind = || {
        let mut numbers = Numbers(bytes);
        for _ in 0..numbers.next()? {
            let (kind, value) = numbers.0.get(FIELD_BYTES..)?.split_first()?;
            numbers.0 = value;
            let length = match kind {
                &TEXT => usize::try_from(numbers.next()?).ok()?,
                kind if OF_EIGHT_BYTES.contains(kind) => 8,
                &OF_ONE_BYTE => 1,
                _ => return None,
            };
            numbers.0 = numbers.0.get(length..)?;
        }
        Some(numbers.0)
    };
    behind().is_some_and(<[u8]>::is_empty)
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, NotAsWritten)
}

/// Returns where the blocks of a store are, and its skip index; `None` of one that is none, or
/// that others have packed.
fn parts(store: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let end = store.len().checked_sub(FOOTER_BYTES)?;
    let (version, rest) = store[end..].split_first_chunk()?;
    let (begin, rest) = rest.split_first_chunk()?;
    let begin = usize::try_from(u64::from_le_bytes(*begin)).ok()?;
    let is_known = u32::from_le_bytes(*version) == STORE_VERSION
        && rest.first() == Some(&(Packing::Zstd as u8));
    (is_known && begin <= end).then_some((0..begin, begin..end))
}

/// Returns what a block holds; `None` when it is none.
fn unpacked(block: &[u8]) -> Option<Vec<u8>> {
    let (head, packed) = block.split_first_chunk::<HEAD_BYTES>()?;
    let length = u32::from_le_bytes(*head) as usize;
    if zstd::zstd_safe::get_frame_content_size(packed).ok()?? != length as u64 {
        return None;
    }
    DECOMPRESSOR.with_borrow_mut(|decompressor| {
        // Room for what makes a store of it as well.
        let mut text = Vec::with_capacity(length + 2 * FOOTER_BYTES);
        let read = decompressor.as_mut()?.decompress_to_buffer(packed, &mut text).ok()?;
        (read == length).then_some(text)
    })
}

/// Returns the block of an article, by a skip index; `None` when it is in none.
fn seek(skip_index: &[u8], doc: DocId) -> Option<Checkpoint> {
    let mut numbers = Numbers(skip_index);
    let layers = numbers.next()?;
    let mut ends = Numbers(numbers.0);
    for _ in 0..layers {
        numbers.next()?;
    }
    let (mut begin, mut found) = (0, Checkpoint { docs: 0..0, bytes: 0..0 });
    for _ in 0..layers {
        let end = usize::try_from(ends.next()?).ok()?;
        let layer = numbers.0.get(begin..end)?;
        found = seek_in(layer.get(found.bytes.start..)?, doc)?;
        begin = end;
    }
    (doc >= found.docs.start).then_some(found)
}

/// Returns the first checkpoint of a layer whose articles end behind one.
fn seek_in(layer: &[u8], doc: DocId) -> Option<Checkpoint> {
    let mut numbers = Numbers(layer);
    loop {
        let checkpoints = numbers.next()?;
        if checkpoints == 0 {
            continue;
        }
        let mut first = DocId::try_from(numbers.next()?).ok()?;
        let mut at = usize::try_from(numbers.next()?).ok()?;
        for _ in 0..checkpoints {
            let docs = first..first.checked_add(DocId::try_from(numbers.next()?).ok()?)?;
            let bytes = at..at.checked_add(usize::try_from(numbers.next()?).ok()?)?;
            if docs.end > doc {
                return Some(Checkpoint { docs, bytes });
            }
            (first, at) = (docs.end, bytes.end);
        }
    }
}

/// Numbers one after the other: seven bits a byte, the last byte of each marked.
struct Numbers<'b>(&'b [u8]);

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 > 0 {
                return Some(number);
            }
        }
        None
    }
}

/// Returns a store of one block of so many articles, packed or not.
pub(super) fn store_of(mut block: Vec<u8>, packing: Packing, articles: u32) -> Vec<u8> {
    let length = block.len();
    let mut checkpoint = Vec::new();
    for number in [1, 0, 0, articles as usize, length] {
        push_number(&mut checkpoint, number);
    }
    for number in [1, checkpoint.len()] {
        push_number(&mut block, number);
    }
    block.extend(checkpoint);
    block.extend(STORE_VERSION.to_le_bytes());
    block.extend((length as u64).to_le_bytes());
    block.push(packing as u8);
    block.extend([0; RESERVED]);
    block
}

/// Adds a number as the index of a store has it.
fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        bytes.push((number & 0x7F) as u8);
        number >>= 7;
    }
    bytes.push(number as u8 | 0x80);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::reader::IndexReader;
    use super::super::salvage::guard;
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
                let article = store.as_ref().and_then(|store| guard(|| store.get(doc).ok()));
                read += u32::from(article.is_some());
            }
        }
        assert!(read > 0, "some of them");
    }

    #[test]
    fn what_says_that_it_is_longer_than_it_is_is_no_document() {
        let text = [&[0x81, 0, 0, 0, 0, TEXT, 0x82][..], b"mi"].concat();
        let number = [&[0x81, 0, 0, 0, 0, 1][..], &[0; 8]].concat();
        assert!(is_document(&text) && is_document(&number) && is_document(&[0x80]));
        for cut in 0..text.len() {
            assert!(!is_document(&text[..cut]), "{cut}");
        }
        let endless = [&[0x81, 0, 0, 0, 0, TEXT][..], &[0x58; 7], &[0x81], b"mi"].concat();
        let of_another_kind = [&[0x81, 0, 0, 0, 0, 12][..], b"mi"].concat();
        let and_more = [&text[..], b"mi"].concat();
        for bytes in [endless, of_another_kind, and_more] {
            assert!(!is_document(&bytes), "{bytes:?}");
        }
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
                let expected: TantivyDocument = theirs.get(doc).expect("an article");
                assert_eq!(store.get(doc).expect("an article"), expected, "{doc}");
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
        write(dir, (0..2_000).map(|number| (0..200).map(|at| word(number, at)).collect()));
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
                    let bytes = found.and_then(|block| store.blocks.get(block.bytes));
                    let _ = bytes.and_then(unpacked);
                }
            }
        }
        for length in 0..store.skip_index.len() {
            assert_eq!(seek(&store.skip_index[..length], docs - 1), None);
        }
    }

    #[test]
    fn a_number_is_read_as_it_was_written() {
        for number in [0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, 1 << 32, usize::MAX] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            bytes.push(0x85);
            let mut numbers = Numbers(&bytes);
            assert_eq!((numbers.next(), numbers.next()), (Some(number as u64), Some(5)));
            assert_eq!(numbers.next(), None);
        }
        assert_eq!(Numbers(&[0; 20]).next(), None, "it has no end");
    }
}
