//! Files of queries: `qid<TAB>text`, one a line, `-` for standard input.
//!
//! It does not read what a query means, only that it has an id of its own.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};
use crate::line_fault::LineFault;

/// Reads a text file, or standard input for `-`, without a byte order mark.
///
/// # Errors
/// `Read`, or `BadLine` for the first line that is not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let mut text = String::from_utf8(bytes).map_err(|error| Error::BadLine {
        path: path.to_owned(),
        line: 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..error.utf8_error().valid_up_to()])
            .count(),
        reason: LineFault::NotUtf8,
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Ok(text)
}

/// A query of a file, id and words, or the line that is none and why.
pub(super) type ParsedQuery<'t> = Result<(&'t str, &'t str), (usize, LineFault)>;

/// Returns the queries of a file's text; empty lines are skipped. Refused is a line without a tab,
/// with an id that is empty or stands twice, and with a blank in it where ids are words: runs and
/// judgments could not name it.
pub(super) fn parse_queries(
    text: &str,
    ids_are_words: bool,
) -> impl Iterator<Item = ParsedQuery<'_>> {
    let mut ids = HashSet::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(move |(index, line)| {
        let wrong = |reason| Err((index + 1, reason));
        let Some((id, text)) = line.split_once('\t') else { return wrong(LineFault::NoTab) };
        if id.trim().is_empty() {
            return wrong(LineFault::NoQueryId);
        }
        if ids_are_words && id.contains(char::is_whitespace) {
            return wrong(LineFault::QueryIdWithBlanks);
        }
        if !ids.insert(id) {
            return wrong(LineFault::QueryIdTwice);
        }
        Ok((id, text))
    })
}
