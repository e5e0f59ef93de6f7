//! JSON as programs write it, made into JSON: `NaN` and `None` are null, bytes that are
//! no UTF-8 are Windows-1252.
//!
//! Everything else stays as it is, and the lines are the same.

use std::io::{self, BufRead, Read};

use memchr::{memchr2, memchr3};

use crate::ingest::bytes::encoding;

/// Returns a text of JSON repaired.
pub(super) fn repaired(json: &str) -> String {
    let mut repaired = Vec::with_capacity(json.len());
    State::default().repair(json.as_bytes(), &mut repaired);
    // Only characters of ASCII have been taken out and put in.
    String::from_utf8(repaired).unwrap_or_default()
}

/// Where in a text of JSON the repair has come to.
#[derive(Debug, Default)]
struct State {
    is_string: bool,
    /// The next byte has a `\` before it.
    is_escaped: bool,
    /// The rest of a word is taken out.
    is_word: bool,
}

impl State {
    /// Repairs the next piece of a text.
    fn repair(&mut self, mut rest: &[u8], repaired: &mut Vec<u8>) {
        while let Some(&first) = rest.first() {
            if self.is_word {
                self.is_word = first.is_ascii_alphabetic();
                rest = &rest[usize::from(self.is_word)..];
                continue;
            }
            let sign = match self {
                Self { is_escaped: true, .. } => Some(0),
                Self { is_string: true, .. } => memchr3(b'"', b'\\', b'\n', rest),
                _ => memchr2(b'"', b'N', rest),
            };
            let Some(at) = sign else {
                repaired.extend_from_slice(rest);
                return;
            };
            let (before, behind) = rest.split_at(at);
            repaired.extend_from_slice(before);
            match behind[0] {
                _ if std::mem::take(&mut self.is_escaped) => repaired.push(behind[0]),
                b'N' if !self.is_string => {
                    repaired.extend_from_slice(b"null");
                    self.is_word = true;
                }
                sign => {
                    // No string goes on behind the end of a line.
                    self.is_string = sign == b'\\' || sign == b'"' && !self.is_string;
                    self.is_escaped = sign == b'\\';
                    repaired.push(sign);
                }
            }
            rest = &behind[1..];
        }
    }
}

/// Input with JSON that is repaired as it is read.
pub(super) struct Repaired<'s> {
    input: Box<dyn BufRead + 's>,
    state: State,
    /// The beginning of a character that is cut by the end of a piece.
    cut: Vec<u8>,
    buffer: Vec<u8>,
    /// How much of the buffer has been read.
    read: usize,
}

impl<'s> Repaired<'s> {
    /// Returns an input over another one.
    pub(super) fn new(input: Box<dyn BufRead + 's>) -> Self {
        Self { input, state: State::default(), cut: Vec::new(), buffer: Vec::new(), read: 0 }
    }
}

impl Read for Repaired<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Repaired<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // A piece may be nothing but the rest of a word or a part of a character.
        while self.read == self.buffer.len() {
            let piece = self.input.fill_buf()?;
            let is_last = piece.is_empty();
            if is_last && self.cut.is_empty() {
                return Ok(&[]);
            }
            self.cut.extend_from_slice(piece);
            let length = piece.len();
            self.input.consume(length);
            let (text, used) = encoding::repaired(&self.cut, is_last);
            self.cut.drain(..used);
            self.buffer.clear();
            self.read = 0;
            self.state.repair(text.as_bytes(), &mut self.buffer);
        }
        Ok(&self.buffer[self.read..])
    }

    fn consume(&mut self, count: usize) {
        self.read = (self.read + count).min(self.buffer.len());
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    /// Checks a text read whole and byte by byte.
    #[track_caller]
    fn check(json: &str, expected: &str) {
        assert_eq!(repaired(json), expected);
        let mut input = Repaired::new(Box::new(BufReader::with_capacity(1, json.as_bytes())));
        let mut read = String::new();
        input.read_to_string(&mut read).expect("text");
        assert_eq!(read, expected, "byte by byte");
    }

    #[test]
    fn words_for_nothing_are_null() {
        check(r#"[{"a": NaN, "b":None,"c": NaN}]"#, r#"[{"a": null, "b":null,"c": null}]"#);
    }

    #[test]
    fn strings_stay_as_they_are() {
        check(r#"{"N": "NaN \" None \\", "é": NaN}"#, r#"{"N": "NaN \" None \\", "é": null}"#);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_windows_1252() {
        let read = |json: &[u8], piece: usize| {
            let input = BufReader::with_capacity(piece, io::Cursor::new(json.to_owned()));
            let mut read = String::new();
            Repaired::new(Box::new(input)).read_to_string(&mut read).expect("text");
            read
        };
        for piece in [1, 2, 3, 100] {
            assert_eq!(read("[\"été — 5 €\"]".as_bytes(), piece), "[\"été — 5 €\"]");
            assert_eq!(read(b"[\"\xE9t\xE9 \x97 5 \x80\"]\xC3", piece), "[\"été — 5 €\"]Ã");
        }
    }

    #[test]
    fn a_string_that_lacks_its_end_ends_with_its_line() {
        check("{\"a\": \"b\n{\"c\": NaN}", "{\"a\": \"b\n{\"c\": null}");
    }

    proptest! {
        #[test]
        fn what_is_no_json_is_repaired_alike_in_pieces(text in "([{},:\"N\\\\é \n]|NaN|None|null){0,30}") {
            check(&text, &repaired(&text));
        }

        #[test]
        fn what_is_json_stays_as_it_is(text in "\\PC{0,20}", number in any::<f64>()) {
            let json = serde_json::json!({ text.clone(): [text, number, null] }).to_string();
            prop_assert_eq!(repaired(&json), json);
        }
    }
}
