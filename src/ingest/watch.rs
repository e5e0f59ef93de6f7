//! What is told while inputs are read into a store, and counted in the end.
//!
//! It is data and calls: how they look is known to who watches.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Result;
use crate::rejection::Rejection;
use crate::unread_kind::UnreadKind;

/// Is told what happens while inputs are read into a store.
pub trait Watch {
    /// A record is no article; an error stops everything.
    fn rejected(&mut self, rejection: &Rejection) -> Result<()>;

    /// An article stays undated, since what stands for its date cannot be read.
    fn unread_date(&mut self, _id: &str, _date: &str) {}

    /// A file or an entry is of a kind that is not read, the first of this kind.
    fn not_read(&mut self, _path: &Path, _kind: &UnreadKind) {}

    /// So many articles of a file stay as they were, since it could not be read to its end.
    fn stay(&mut self, _path: &Path, _articles: u64) {}

    /// No field takes these columns of a table, named as a message lists them.
    fn unused(&mut self, _path: &Path, _columns: &str) {}

    /// So many bytes more were read from the disk; `articles` is how many there are so far.
    fn progress(&mut self, _disk_bytes: u64, _articles: u64) {}
}

/// What became of the inputs that were read into a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateCounts {
    /// Articles indexed, replaced ones included.
    pub indexed: u64,
    /// Articles that took the place of one with the same id.
    pub replaced: u64,
    /// Records that were no article.
    pub rejected: u64,
    /// Articles that were left out, since a person deleted them.
    pub left_out: u64,
    /// Articles without a date of publication.
    pub undated: u64,
    /// Of these, the ones with a date that cannot be read.
    pub dates_unread: u64,
    /// Files that are as they were when they were last read.
    pub unchanged: u64,
    /// Records of these that were no article when they were read.
    pub rejected_before: u64,
    /// Articles removed: their file is gone or holds them no more.
    pub removed: u64,
    /// Ids of several articles: each has a mark behind it.
    pub ids_shared: u64,
    /// Decisions of exports that were taken over.
    pub decisions: u64,
    /// Files of kinds that are not read, by the name of the kind.
    pub skipped: BTreeMap<String, u64>,
    /// Bytes read, decompressed.
    pub bytes: u64,
    /// Whether reading was stopped before its end.
    pub is_stopped: bool,
}
