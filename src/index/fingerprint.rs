//! What a file was when it was read, to know it again: its size and time, or else its bytes.
//!
//! It knows no name of a file, and nothing of what is in one.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// What a file was when it was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// In bytes.
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u64,
    /// Hash of its bytes (XXH3).
    pub(super) content: u64,
    /// Hash of how it was read: the names of fields that were given.
    pub(super) reading: u64,
    /// Records of it that were no articles.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rejected: u64,
    /// Whether articles stayed that may have left it, as those of a feed do.
    #[serde(default, skip_serializing_if = "is_not")]
    pub keeps: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_not(is: &bool) -> bool {
    !is
}

/// Returns a number that stands for how files are read.
#[must_use]
pub(crate) fn options_hash(options: &str) -> u64 {
    xxh3_64(options.as_bytes())
}

/// Returns the hash of a file's bytes.
pub(super) fn hash(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let (mut hash, mut buffer) = (Xxh3::new(), vec![0; 256 << 10]);
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hash.digest()),
            Ok(count) => hash.update(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
