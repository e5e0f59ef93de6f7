//! How what is stored of an article is packed: by itself, so that it is read without its
//! neighbours, with a dictionary that has what French articles have in common (zstd, RFC 8878).
//!
//! The dictionary belongs to the format: it never changes. It is made of our own sample articles
//! and of common phrases of news, its statistics of letters are those of 1,200 articles. What is
//! packed is not known here.

use std::cell::RefCell;
use std::io;

use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe;

/// What French articles have in common.
const DICTIONARY: &[u8] = include_bytes!("articles.zdict");

/// Level of zstd: the first that codes letters well. With the dictionary an article takes as much
/// room by itself as in a block of 16 KB without it, and a third of the time to read.
const LEVEL: i32 = 1;

/// What frames begin with, and most bytes that one of their blocks may have.
const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
const MOST_IN_BLOCK: usize = 128 << 10;

/// Room that is kept for what is packed next.
const MOST_ROOM: usize = 1 << 20;

thread_local! {
    /// What packs; none where there is no memory for it. To make one takes longer than to pack an
    /// article, above all where the processor is virtual, of which it asks what it can do.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = RefCell::new(compressor().ok());

    /// Room for what is packed, and for what becomes of it: to ask for it for each article makes
    /// threads wait for each other.
    static ROOM: RefCell<(Vec<u8>, Vec<u8>)> = RefCell::default();

    /// What unpacks, and what does it without the dictionary.
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::with_dictionary(DICTIONARY).ok());
    static PLAIN_DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> =
        RefCell::new(Decompressor::new().ok());
}

fn compressor() -> io::Result<Compressor<'static>> {
    let mut compressor = Compressor::with_dictionary(LEVEL, DICTIONARY)?;
    // There is one, and what is stored has a checksum of its own.
    compressor.include_dictid(false)?;
    compressor.include_checksum(false)?;
    Ok(compressor)
}

/// Returns packed what `write` writes; as it is in a frame where there is no memory to pack it.
pub(super) fn packed(write: impl FnOnce(&mut Vec<u8>)) -> Box<[u8]> {
    ROOM.with_borrow_mut(|(bytes, room)| {
        bytes.clear();
        room.clear();
        write(bytes);
        let is_packed = COMPRESSOR.with_borrow_mut(|compressor| {
            room.try_reserve(zstd_safe::compress_bound(bytes.len())).ok()?;
            compressor.as_mut()?.compress_to_buffer(bytes, room).ok()
        });
        let packed = if is_packed.is_some() { Box::from(&**room) } else { framed(bytes) };
        // One article as long as a book is no reason to keep so much.
        bytes.shrink_to(MOST_ROOM);
        room.shrink_to(MOST_ROOM);
        packed
    })
}

/// Returns a frame in which bytes stand as they are.
fn framed(bytes: &[u8]) -> Box<[u8]> {
    let mut frame = Vec::with_capacity(bytes.len() + bytes.len() / MOST_IN_BLOCK * 3 + 16);
    frame.extend_from_slice(&MAGIC);
    // What follows tells its length in eight bytes, and is in one piece.
    frame.push(0xE0);
    frame.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    let mut rest = bytes;
    loop {
        let (block, behind) = rest.split_at(rest.len().min(MOST_IN_BLOCK));
        rest = behind;
        let head = (block.len() as u32) << 3 | u32::from(rest.is_empty());
        frame.extend_from_slice(&head.to_le_bytes()[..3]);
        frame.extend_from_slice(block);
        if rest.is_empty() {
            return frame.into();
        }
    }
}

/// Returns what was packed; `None` of what was not.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    DECOMPRESSOR.with_borrow_mut(|decompressor| decompressed(decompressor.as_mut()?, bytes, None))
}

/// Returns what was packed without the dictionary and is so long; `None` of what was not.
pub(super) fn unpacked_plain(bytes: &[u8], length: usize) -> Option<Vec<u8>> {
    PLAIN_DECOMPRESSOR.with_borrow_mut(|it| decompressed(it.as_mut()?, bytes, Some(length)))
}

/// Returns how many of some bytes are packed ones, of which they begin with some; `None` when they
/// do not.
pub(super) fn packed_length(bytes: &[u8]) -> Option<usize> {
    zstd_safe::find_frame_compressed_size(bytes).ok()
}

fn decompressed(
    decompressor: &mut Decompressor<'static>,
    bytes: &[u8],
    expected: Option<usize>,
) -> Option<Vec<u8>> {
    let length = usize::try_from(zstd_safe::get_frame_content_size(bytes).ok()??).ok()?;
    if expected.is_some_and(|expected| expected != length) {
        return None;
    }
    let mut text = Vec::new();
    text.try_reserve_exact(length).ok()?;
    let read = decompressor.decompress_to_buffer(bytes, &mut text).ok()?;
    (read == length).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed_text(text: &str) -> Box<[u8]> {
        packed(|bytes| bytes.extend_from_slice(text.as_bytes()))
    }

    #[test]
    fn what_was_packed_comes_back() {
        let long = "Le budget est adopté. ".repeat(50_000);
        for text in ["", "é", "Le président de la République", &long] {
            let packed = packed_text(text);
            assert_eq!(unpacked(&packed).as_deref(), Some(text.as_bytes()));
            assert_eq!(packed_length(&[&packed[..], b"et la suite"].concat()), Some(packed.len()));
            let framed = framed(text.as_bytes());
            assert_eq!(unpacked(&framed).as_deref(), Some(text.as_bytes()), "without memory");
        }
    }

    #[test]
    fn what_articles_have_in_common_takes_little_room() {
        let text = "Le ministre de l'Intérieur a annoncé mardi, dans un communiqué, une réforme.";
        let packed = packed_text(text).len();
        assert!(packed * 3 < text.len() * 2, "{packed} bytes of {}", text.len());
    }

    #[test]
    fn the_dictionary_is_that_of_the_format() {
        // Whatever changes it makes every index unreadable.
        assert_eq!(xxhash_rust::xxh3::xxh3_64(DICTIONARY), 0x97E9_A8A3_B695_F1B2);
        let written = [
            0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x37, 0xE5, 0x00, 0x00, 0xD3, 0x40, 0x02, 0xD3, 0x56,
            0xF0, 0x79, 0xAE, 0x09, 0xF9, 0xB5, 0x49, 0x04, 0xFC, 0x2A, 0x83, 0xDB, 0xEA, 0x06,
            0x2E, 0x76, 0xDE, 0xD9, 0xBE, 0x4A, 0x0B, 0x39, 0x06,
        ];
        let text = "Le Premier ministre a annoncé jeudi soir une réforme.";
        assert_eq!(unpacked(&written).as_deref(), Some(text.as_bytes()));
    }

    #[test]
    fn what_was_not_packed_is_told() {
        let whole = packed_text("Le maire et le préfet");
        for length in 0..whole.len() {
            assert_eq!(unpacked(&whole[..length]), None);
        }
        // It says that it is longer than any memory.
        let endless =
            [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        assert_eq!(unpacked(&endless), None);
        assert_eq!(unpacked_plain(&whole, 3), None);
    }
}
