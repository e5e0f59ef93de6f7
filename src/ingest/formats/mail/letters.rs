//! The letters of a file: one, or those of a mailbox, each below a line `From `.
//!
//! It reads none of them.

use std::io::{self, BufRead, Read};

use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// What a letter of a mailbox starts with.
const START: &[u8] = b"From ";

/// The letters of a file, one at a time.
pub(super) struct Letters<'s> {
    input: Box<dyn BufRead + 's>,
    line: Vec<u8>,
    /// Bytes not yet reported.
    pub(super) bytes: u64,
    is_mailbox: Option<bool>,
}

impl<'s> Letters<'s> {
    /// Returns the letters of an input.
    pub(super) fn new(input: Box<dyn BufRead + 's>) -> Self {
        Self { input, line: Vec::new(), bytes: 0, is_mailbox: None }
    }

    /// Tells whether the file is a mailbox, once a letter was read.
    pub(super) fn is_mailbox(&self) -> bool {
        self.is_mailbox == Some(true)
    }

    /// Returns the next letter, `None` at the end; one too large costs itself, a fault the rest.
    pub(super) fn next(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        let mut letter = Vec::new();
        let mut is_too_large = false;
        let mut is_blank = true;
        loop {
            if self.line.is_empty() {
                match self.read_line() {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        self.input = Box::new(io::empty());
                        return Some(Err(Reason::Unreadable(ReadFault::of(&error))));
                    }
                }
            }
            let is_start = is_blank && is_start(&self.line);
            let is_mailbox = *self.is_mailbox.get_or_insert(is_start);
            if is_mailbox && is_start {
                if is_too_large || !letter.is_empty() {
                    break;
                }
                self.line.clear();
                is_blank = false;
                continue;
            }
            is_blank = self.line.trim_ascii().is_empty();
            // A line of a letter that starts so is marked in a mailbox.
            let is_marked = is_mailbox && self.line.strip_prefix(b">").is_some_and(is_start_sign);
            letter.extend_from_slice(&self.line[usize::from(is_marked)..]);
            self.line.clear();
            if letter.len() as u64 > MAX_RECORD_BYTES {
                is_too_large = true;
                letter = Vec::new();
            }
        }
        match () {
            () if is_too_large => Some(Err(Reason::TooLarge)),
            () if letter.trim_ascii().is_empty() => None,
            () => Some(Ok(letter)),
        }
    }

    fn read_line(&mut self) -> io::Result<usize> {
        let read = (&mut self.input).take(MAX_RECORD_BYTES).read_until(b'\n', &mut self.line)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

fn is_start_sign(line: &[u8]) -> bool {
    line.starts_with(START)
}

/// Tells whether a line starts a letter of a mailbox: it ends with an hour and a year.
pub(super) fn is_start(line: &[u8]) -> bool {
    const MOST: usize = 300;
    let words = line.trim_ascii().rsplit(|byte| *byte == b' ').take(3);
    let is_hour = |word: &[u8]| word.len() == 8 && word[2] == b':' && word[5] == b':';
    is_start_sign(line) && line.len() <= MOST && words.into_iter().any(is_hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<String> {
        let mut letters = Letters::new(Box::new(io::Cursor::new(text.as_bytes().to_owned())));
        let found = std::iter::from_fn(|| letters.next());
        found.map(|it| String::from_utf8(it.expect("a letter")).expect("text")).collect()
    }

    const FROM: &str = "From - Wed Nov 25 22:53:15 2026\n";

    #[test]
    fn a_mailbox_is_cut_at_lines_of_its_own() {
        let text = format!(
            "{FROM}Subject: Un\n\nDeux\n>From here\n\n{FROM}Subject: Trois\n\nFrom here on\n"
        );
        assert_eq!(
            letters(&text),
            ["Subject: Un\n\nDeux\nFrom here\n\n", "Subject: Trois\n\nFrom here on\n"]
        );
        assert_eq!(letters(&format!("{FROM}\n")), <[String; 0]>::default());
    }

    #[test]
    fn a_letter_by_itself_is_one() {
        let text = format!("Subject: Un\n\n>From here\n\n{FROM}Deux\n");
        assert_eq!(letters(&text), [text]);
    }
}
