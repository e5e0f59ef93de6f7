//! Line ends of old: a carriage return alone, as texts of Macintosh have, made the line feed
//! that everything else looks for.
//!
//! A text whose lines end otherwise is left as it is, and costs a look at its head.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// Tells whether the lines of a text that starts so end in a carriage return alone, more
/// often than in anything else.
pub(in crate::ingest) fn are_of_old(head: &[u8]) -> bool {
    let mut returns = memchr::memchr_iter(b'\r', head).peekable();
    if returns.peek().is_none() {
        return false;
    }
    // What follows the last byte is not known.
    let is_bare = |at: &usize| head.get(at + 1).is_some_and(|next| *next != b'\n');
    returns.filter(is_bare).count() > memchr::memchr_iter(b'\n', head).count()
}

/// Returns the head of a text with line feeds at the ends of its lines.
pub(in crate::ingest) fn mended(head: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if !are_of_old(&head) {
        return head;
    }
    let mut mended = Vec::with_capacity(head.len());
    // Bytes in memory can always be read.
    match LineFeeds::new(&*head).read_to_end(&mut mended) {
        Ok(_) => Cow::Owned(mended),
        Err(_) => head,
    }
}

/// A text with line feeds at the ends of its lines.
pub(in crate::ingest) struct LineFeeds<R> {
    input: R,
    /// A carriage return was the last byte.
    is_behind_return: bool,
}

impl<R> LineFeeds<R> {
    /// Returns the text of an input.
    pub(in crate::ingest) fn new(input: R) -> Self {
        Self { input, is_behind_return: false }
    }
}

impl<R: BufRead> Read for LineFeeds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let bytes = self.input.fill_buf()?;
            let taken = bytes.len().min(buffer.len());
            let mut kept = 0;
            for &byte in &bytes[..taken] {
                let is_second = byte == b'\n' && self.is_behind_return;
                self.is_behind_return = byte == b'\r';
                if !is_second {
                    buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
            }
            self.input.consume(taken);
            if kept > 0 || taken == 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = mended(Cow::Borrowed(text.as_bytes()));
        assert_eq!(String::from_utf8_lossy(&found), expected, "mending {text:?}");
        assert_eq!(matches!(found, Cow::Borrowed(_)), text == expected, "borrowing {text:?}");
    }

    #[test]
    fn returns_alone_end_lines() {
        check("Un\rDeux\r\rTrois", "Un\nDeux\n\nTrois");
        check("Un\rDeux\rTrois\r\nQuatre", "Un\nDeux\nTrois\nQuatre");
    }

    #[test]
    fn other_texts_are_left_as_they_are() {
        for text in ["", "Un", "Un\nDeux", "Un\r\nDeux\r\n", "Un\r\r\nDeux\r\r\n", "Un\nDe\rux"] {
            check(text, text);
        }
    }

    #[test]
    fn a_line_end_cut_by_two_reads_is_one() {
        let parts = b"Un\rDeux\r".chain(&b"\nTrois"[..]);
        let mut found = String::new();
        LineFeeds::new(parts).read_to_string(&mut found).expect("text");
        assert_eq!(found, "Un\nDeux\nTrois");
    }
}
