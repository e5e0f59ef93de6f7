//! The stamp of an index: a number that is another one whenever a commit or a decision lands.
//!
//! It is made of the small files that a writer replaces last, and opens no segment.

use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use super::disk;
use super::files::{DECISIONS, MANIFEST, list_of_segments};
use super::manifest::Manifest;
use crate::error::{Error, Result};

/// Returns the stamp of the index in a folder: the same for the same commit and decisions.
///
/// # Errors
/// `IndexMissing` and those of reading its manifest; `Read` when its list of segments cannot be
/// read.
pub(crate) fn stamp(dir: &Path) -> Result<u64> {
    let manifest = Manifest::read(dir)?;
    let mut sum = Xxh3::new();
    let list = list_of_segments(&manifest.segments_dir(dir));
    let segments = disk::read(&list).map_err(|source| Error::Read { path: list, source })?;
    sum.update(&segments);
    // Those may not be there: an index without decisions has none.
    for name in [MANIFEST, DECISIONS] {
        sum.update(&disk::read(&dir.join(name)).unwrap_or_default());
        sum.update(&[0]);
    }
    Ok(sum.digest())
}
