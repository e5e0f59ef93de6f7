//! The rows of a page whose first cells hold a code each, found tag by tag in a stream.
//!
//! It reads no article.

use crate::ingest::press::factiva::code::Code;

/// Bytes of a first cell, beyond which it holds no code.
const MOST_OF_CELL: usize = 24;

/// What a piece of a page does to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// A row starts with it.
    Start,
    /// The second cell starts with it, behind one that holds a code.
    Coded(Code),
    /// Nothing.
    Other,
}

impl Row {
    /// Returns the code of the row.
    pub(super) fn code(self) -> Option<Code> {
        if let Self::Coded(code) = self { Some(code) } else { None }
    }
}

/// The row that is open.
#[derive(Default)]
pub(super) struct Rows {
    cells: usize,
    /// The text of its first cell.
    first: String,
}

impl Rows {
    /// Tells what a piece does, which has the sign `<` before it.
    pub(super) fn of(&mut self, piece: &[u8]) -> Row {
        let end = memchr::memchr(b'>', piece).unwrap_or(piece.len());
        let name = piece[..end].split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let is = |tag: &[u8]| name.eq_ignore_ascii_case(tag);
        let is_row = is(b"tr");
        if is_row {
            self.cells = 0;
            self.first.clear();
        }
        self.cells += usize::from(is(b"td") || is(b"th"));
        if self.cells == 1 && self.first.len() <= MOST_OF_CELL {
            let text = piece.get(end + 1..).unwrap_or_default();
            let text = text.strip_suffix(b"<").unwrap_or(text);
            self.first.push_str(&String::from_utf8_lossy(&text[..text.len().min(MOST_OF_CELL)]));
        }
        let code = if self.cells == 2 { self.code() } else { None };
        match code {
            Some(code) => {
                self.first.clear();
                Row::Coded(code)
            }
            None if is_row => Row::Start,
            None => Row::Other,
        }
    }

    fn code(&self) -> Option<Code> {
        let text = self.first.replace("&nbsp;", " ");
        Code::named(text.trim().trim_end_matches(':').trim_end())
    }
}
