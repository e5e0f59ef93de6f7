//! Files of queries: `qid<TAB>text`, one a line, `-` for standard input.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::{Error, Result};

/// Reads a text file, or standard input for `-`.
pub(super) fn read_text(path: &Path) -> Result<String> {
    let read = if path == Path::new("-") {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// Returns the queries of a file's text: id and words; empty lines are skipped.
///
/// # Errors
/// `BadLine` for a line without a tab.
pub(super) fn parse_queries<'t>(text: &'t str, path: &Path) -> Result<Vec<(&'t str, &'t str)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let pair = |(index, line): (usize, &'t str)| {
        line.split_once('\t').ok_or_else(|| Error::BadLine {
            path: path.to_owned(),
            line: index + 1,
            reason: "no tab between a query id and its text",
        })
    };
    lines.map(pair).collect()
}
