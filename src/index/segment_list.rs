//! What the list of segments (`meta.json`) says: which there are, and of which commit it is.
//!
//! It reads its text as tantivy writes it, with what limier notes in it, and opens no other file.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tantivy::Opstamp;
use tantivy::index::SegmentId;

use super::sealed_file;

/// What files of stored articles end in.
pub(super) const STORE: &str = "store";

/// A list of segments.
#[derive(Deserialize)]
pub(super) struct SegmentList {
    segments: Vec<Listed>,
    /// The checksums of files; earlier versions noted none.
    #[serde(default)]
    pub(super) sums: HashMap<PathBuf, u32>,
    /// The id of the index; earlier versions noted none.
    pub(super) index: Option<String>,
    payload: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    segment_id: SegmentId,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: Opstamp,
}

impl SegmentList {
    /// Returns what a list says.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn read(list: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(list)
    }

    /// Returns the ids of the segments, each with the number of what was deleted from it where
    /// something was.
    pub(super) fn segments(&self) -> impl Iterator<Item = (SegmentId, Option<Opstamp>)> {
        self.segments.iter().map(|Listed { segment_id, deletes }| {
            (*segment_id, deletes.as_ref().map(|deletes| deletes.opstamp))
        })
    }
}

/// Returns the files of stored articles that a list names; none of one that is no list.
pub(super) fn stores(list: &[u8]) -> Vec<PathBuf> {
    let Ok(list) = SegmentList::read(list) else { return Vec::new() };
    list.segments().map(|(id, _)| format!("{}.{STORE}", id.uuid_string()).into()).collect()
}

/// Tells whether a list names all that another one does, with what was deleted from it.
pub(super) fn names_all_of(list: &[u8], other: &[u8]) -> bool {
    let (Ok(list), Ok(other)) = (SegmentList::read(list), SegmentList::read(other)) else {
        return false;
    };
    let named: HashSet<_> = list.segments().collect();
    other.segments().all(|segment| named.contains(&segment))
}

/// Returns the number of the commit that a list is of; 0 where it says none.
pub(super) fn commit_of(list: &[u8]) -> u64 {
    SegmentList::read(list).map_or(0, |list| commit_in(list.payload.as_deref()))
}

/// Tells whether a list of segments is of an earlier commit than its copy, which is written after
/// it: it was put back. What cannot be read is told by others.
pub(super) fn has_newer_copy(path: &Path) -> bool {
    let Ok(Some(copy)) = sealed_file::text_of_copy(path) else { return false };
    let Ok(list) = sealed_file::read(path) else { return false };
    commit_of(&list) < commit_of(&copy) && index_of(&list) == index_of(&copy)
}

/// Returns the id of the index that a list is of; `None` where it says none.
pub(super) fn index_of(list: &[u8]) -> Option<String> {
    SegmentList::read(list).ok()?.index
}

/// Returns the number of a commit as tantivy keeps it with the list; 0 where there is none.
pub(super) fn commit_in(payload: Option<&str>) -> u64 {
    payload.and_then(|number| number.parse().ok()).unwrap_or(0)
}
