//! The last answer that a terminal has shown, so that `@3` names its third hit.
//!
//! It is kept for each terminal below the folder that a person's programs keep their state in,
//! never with the index, and readable by nobody else. Where there is no place for it, or no
//! terminal, nothing is kept, and nothing offered.

use std::env;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::open::is_in_cluster;
use super::private_file;
use super::terminal::Window;

/// An answer as far as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastAnswer {
    /// The window that has shown it.
    pub(super) window: Window,
    /// The index that gave it.
    pub(super) index: PathBuf,
    /// The query.
    pub(super) query: String,
    /// The language that was asked for.
    pub(super) language: Option<String>,
    /// The time zone of its days.
    pub(super) zone: String,
    /// When it was asked, in seconds since 1970.
    pub(super) asked: i64,
    /// The rank of its first hit.
    pub(super) first: usize,
    /// The ids of its hits.
    pub(super) ids: Vec<String>,
}

impl LastAnswer {
    /// Keeps the answer in place of the one that its window has shown before; returns whether
    /// there is a place for it.
    pub(super) fn keep(&self) -> bool {
        folder().is_some_and(|folder| self.keep_in(&folder).is_ok())
    }

    /// Returns the answer that a window has shown last, if one is kept.
    pub(super) fn of(window: Window) -> Option<Self> {
        let kept = private_file::read(&folder()?.join(name(window))).ok()?;
        // Another session had this device before.
        serde_json::from_slice(&kept).ok().filter(|answer: &Self| answer.window == window)
    }

    /// Forgets what a window has shown: it has shown hits since that are not kept.
    pub(super) fn forget(window: Window) {
        if let Some(folder) = folder() {
            // Where it cannot be removed it could not be kept.
            let _ = fs::remove_file(folder.join(name(window)));
        }
    }

    /// Forgets what any window has shown of the index in a folder: it may name what must leave no
    /// trace.
    pub(super) fn forget_all_of(dir: &Path) {
        if let Some(folder) = folder() {
            forget_in(&folder, dir);
        }
    }

    /// Tells whether the index in a folder gave it, or the collection at an address.
    pub(super) fn is_of(&self, dir: &Path) -> bool {
        if is_in_cluster(dir) {
            return dir == self.index;
        }
        dir.canonicalize().is_ok_and(|dir| dir == self.index)
    }

    /// Returns the id of a hit by its rank, as it was shown.
    pub(super) fn id(&self, rank: usize) -> Option<&str> {
        self.ids.get(rank.checked_sub(self.first)?).map(String::as_str)
    }

    /// Returns the ranks of its hits.
    pub(super) fn ranks(&self) -> Range<usize> {
        self.first..self.first + self.ids.len()
    }

    fn keep_in(&self, folder: &Path) -> io::Result<()> {
        private_file::write(&folder.join(name(self.window)), &serde_json::to_vec(self)?)
    }
}

/// Removes the answers of an index from a folder, as far as they are there and may be removed.
fn forget_in(folder: &Path, dir: &Path) {
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let kept = private_file::read(&path).ok();
        let answer = kept.and_then(|kept| serde_json::from_slice::<LastAnswer>(&kept).ok());
        if answer.is_some_and(|answer| answer.is_of(dir)) {
            // Who may read it may remove it, but for a folder that is read-only.
            let _ = fs::remove_file(path);
        }
    }
}

/// Returns the folder of what limier remembers of a person, as the XDG base directories have
/// it; `None` where there is no home.
fn folder() -> Option<PathBuf> {
    let told = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = told("XDG_STATE_HOME").or_else(|| Some(told("HOME")?.join(".local/state")))?;
    Some(state.join("limier"))
}

/// Returns the name of a window's file: there are never more than devices.
fn name(window: Window) -> String {
    format!("answer-{:x}.json", window.device)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(index: PathBuf) -> LastAnswer {
        LastAnswer {
            window: Window { device: 0x8803, session: 77 },
            index,
            query: "grève".to_owned(),
            language: None,
            zone: "Europe/Paris".to_owned(),
            asked: 0,
            first: 11,
            ids: ["a", "b"].map(str::to_owned).into(),
        }
    }

    #[test]
    fn a_hit_is_known_by_the_number_that_was_shown() {
        let answer = answer(PathBuf::from("/ix"));
        assert_eq!((answer.id(11), answer.id(12)), (Some("a"), Some("b")));
        assert_eq!((answer.id(1), answer.id(13), answer.id(0)), (None, None, None));
        assert_eq!(answer.ranks(), 11..13);
    }

    #[cfg(unix)]
    #[test]
    fn what_was_shown_of_an_index_is_forgotten_and_of_no_other() {
        let (folder, one, other) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        for (name, dir) in [("answer-1.json", &one), ("answer-2.json", &other)] {
            let index = dir.path().canonicalize().expect("a folder");
            let json = serde_json::to_vec(&answer(index)).expect("JSON");
            private_file::write(&folder.path().join(name), &json).expect("a writable folder");
        }
        forget_in(folder.path(), one.path());
        let left = folder.path().read_dir().expect("a folder").filter_map(Result::ok);
        assert_eq!(left.map(|entry| entry.file_name()).collect::<Vec<_>>(), ["answer-2.json"]);
    }
}
