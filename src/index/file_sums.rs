//! The checksums of the files of segments as their list (`meta.json`) notes them, so that a whole
//! file is not taken for another: each file has its own checksum at its end, which says nothing
//! of whose it is. With them the list notes the id of the index.
//!
//! It opens no file; lists of earlier versions note nothing.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value};
use tantivy::Opstamp;
use tantivy::index::SegmentId;

use super::component::EXTENSIONS;
use super::segment_list::SegmentList;

/// The key of the list under which checksums are noted, and that for the id of the index.
const SUMS: &str = "sums";
const INDEX: &str = "index";

/// What was noted so far.
#[derive(Debug, Clone, Default)]
pub(super) struct FileSums(Arc<RwLock<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    /// Checksums by the names of files: a name is never given twice.
    sums: HashMap<PathBuf, u32>,
    /// The id of the index.
    index: Option<String>,
}

impl FileSums {
    /// Returns the checksum that is noted of a file.
    pub(super) fn of(&self, file: &Path) -> Option<u32> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).sums.get(file).copied()
    }

    /// Returns the id that is noted of the index, if one is.
    pub(super) fn index(&self) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).index.clone()
    }

    /// Learns what a list notes; of one that is none, nothing.
    pub(super) fn learn(&self, list: &[u8]) {
        if let Ok(list) = SegmentList::read(list) {
            let mut noted = self.0.write().unwrap_or_else(PoisonError::into_inner);
            noted.sums.extend(list.sums);
            noted.index = list.index;
        }
    }

    /// Returns a list of an index with the checksums of all files that it names: what was noted
    /// before stays, and others `sum` tells.
    pub(super) fn noted_in(
        &self,
        list: &[u8],
        index: Option<&str>,
        sum: impl Fn(&Path) -> io::Result<u32>,
    ) -> io::Result<Vec<u8>> {
        let mut noted: Map<String, Value> = serde_json::from_slice(list)?;
        let mut sums = Map::new();
        for file in files_of(SegmentList::read(list)?.segments()) {
            let known = self.of(&file);
            let sum = known.map_or_else(|| sum(&file), Ok)?;
            sums.insert(file.to_string_lossy().into_owned(), sum.into());
        }
        noted.insert(SUMS.to_owned(), sums.into());
        if let Some(index) = index {
            noted.insert(INDEX.to_owned(), index.into());
        }
        let mut list = serde_json::to_vec_pretty(&noted)?;
        list.push(b'\n');
        Ok(list)
    }
}

/// Returns the names of the files that segments must have, sorted: those with these ids, and
/// the number of what was deleted from them where something was.
pub(super) fn files_of(
    segments: impl Iterator<Item = (SegmentId, Option<Opstamp>)>,
) -> Vec<PathBuf> {
    let files = segments.flat_map(|(id, deleted)| {
        let id = id.uuid_string();
        let deleted = deleted.map(|number| format!("{id}.{number}.del"));
        let files = EXTENSIONS.iter().map(move |extension| format!("{id}.{extension}"));
        files.chain(deleted).map(PathBuf::from)
    });
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"{
  "segments": [
    {"segment_id": "b1e46ecd-bbd2-4842-bbd0-f6eb44206ed1", "max_doc": 2, "deletes": null},
    {"segment_id": "49404f03-a78e-4498-8801-10e19beb2721", "max_doc": 2,
     "deletes": {"num_deleted_docs": 1, "opstamp": 7}}
  ],
  "opstamp": 9
}"#;

    #[test]
    fn what_was_noted_of_a_file_stays_and_what_is_new_is_noted() {
        let sums = FileSums::default();
        let noted = sums.noted_in(LIST.as_bytes(), Some("a1"), |_| Ok(1)).expect("a list");
        sums.learn(&noted);
        let del = Path::new("49404f03a78e4498880110e19beb2721.7.del");
        assert_eq!((sums.of(del), sums.of(Path::new("a.store"))), (Some(1), None));
        assert_eq!(sums.index().as_deref(), Some("a1"));
        let later = LIST.replace(": 7", ": 8");
        let noted = sums.noted_in(later.as_bytes(), None, |_| Ok(2)).expect("a list");
        let other = FileSums::default();
        other.learn(&noted);
        assert_eq!(other.of(Path::new("b1e46ecdbbd24842bbd0f6eb44206ed1.store")), Some(1));
        assert_eq!(other.of(Path::new("49404f03a78e4498880110e19beb2721.8.del")), Some(2));
        assert_eq!(other.of(del), None);
    }
}
