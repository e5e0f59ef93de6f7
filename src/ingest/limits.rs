//! The bounds of reading, for people: what is larger or deeper is not read.
//!
//! It only names them; each stands where it is kept.

use super::bytes::meter::{FILE_BYTES, MAX_RATIO, MAX_RECORD_BYTES, STREAM_BYTES};
use super::format::MOST_TOLD;
use super::intake::MAX_ID_BYTES;
use super::nesting::MAX_DEPTH;
use super::press::plain::MAX_TITLE_CHARS;
use super::record::columns::MAX_COLUMNS;

/// A bound and what it bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limit {
    /// The most: `64 MB`.
    pub(crate) most: String,
    /// Of what, and what becomes of more.
    pub(crate) what: String,
}

/// Returns the bounds of what is read.
pub(crate) fn limits() -> Vec<Limit> {
    let limit = |most: String, what: &str| Limit { most, what: what.to_owned() };
    vec![
        limit(size(MAX_RECORD_BYTES), "a record or a document; a larger one is rejected"),
        limit(
            size(STREAM_BYTES),
            &format!("what a file unpacks to, unless that is less than {MAX_RATIO} times its size"),
        ),
        limit(size(FILE_BYTES), "the same for an archive as a whole"),
        limit(MAX_DEPTH.to_string(), "archives in archives"),
        limit(MAX_COLUMNS.to_string(), "columns of a table"),
        limit(
            MOST_TOLD.to_string(),
            "records of a file that are named as no articles; more are counted",
        ),
        limit(MAX_ID_BYTES.to_string(), "bytes of an id; one that is longer is taken for none"),
        limit(
            MAX_TITLE_CHARS.to_string(),
            "characters of the first line of a text that is a title",
        ),
    ]
}

/// Returns a number of bytes, a power of two, as people write it.
fn size(bytes: u64) -> String {
    if bytes >= 1 << 30 { format!("{} GB", bytes >> 30) } else { format!("{} MB", bytes >> 20) }
}
