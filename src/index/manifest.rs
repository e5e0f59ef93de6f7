//! The manifest: which versions made the index, from what, and how it went.
//!
//! A JSON file beside tantivy's, written before anything else so that a folder
//! is known as an index even when the first run was cut short.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::index::SegmentId;

use super::files::{DECISIONS, MANIFEST, has_lists, is_vacant, list_of_segments, segments_dir};
use super::segment_list::commit_of;
use super::{disk, sealed_file};
use crate::analysis::ANALYZER_VERSION;
use crate::error::{Cause, Error, Result};

/// Version of the files of an index: fields, lexicon, manifest, decisions.
pub(crate) const FORMAT_VERSION: u32 = 12;

/// The oldest format whose lexicon is that of today, and whose fields are: such an index is
/// read as it is, without those that came later.
pub(super) const OLDEST_READABLE: u32 = 4;

/// Oldest analyzer whose words are those of today but for raised letters, inclusive writing,
/// times and units; its stems are made when it is opened.
pub(super) const OLDEST_ANALYZER: u32 = 1;

/// The oldest format that is made anew from its own articles.
pub(crate) const OLDEST_FORMAT: u32 = 4;

/// Stands for the checksum of decisions where there are none.
pub(super) const NO_DECISIONS: &str = "none";

/// Most runs kept in the manifest.
const MAX_RUNS: usize = 50;

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT_VERSION`] of the program that made it.
    pub format: u32,
    /// [`ANALYZER_VERSION`] of the program that made it.
    pub analyzer: u32,
    /// Version of limier that made it.
    pub limier: String,
    /// When it was made, ISO 8601.
    pub created: String,
    /// What tells it from any other index; earlier versions gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How often it was made anew from its own articles: that tells where its segments
    /// are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u64,
    /// The number of the last commit when this was written: the list of segments is of that one
    /// or of a later one; 0 for what earlier versions wrote.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub commit: u64,
    /// The checksums that the file of decisions may have: that of the last one, and while another
    /// takes its place that of both; empty where nothing was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<String>,
    /// The indexing runs, oldest first.
    pub runs: Vec<IndexingRun>,
}

/// What of an index is older than what this version makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OldVersion {
    /// `format` or `analyzer`.
    pub what: &'static str,
    /// The version in the index.
    pub found: u32,
    /// The version this program makes.
    pub known: u32,
}

/// One indexing run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct IndexingRun {
    /// When it ended, ISO 8601.
    pub at: String,
    /// The inputs, as they were named.
    pub inputs: Vec<String>,
    /// Articles indexed, replaced ones included.
    pub indexed: u64,
    /// Articles that replaced one with the same id.
    pub replaced: u64,
    /// Records that were no article.
    pub rejected: u64,
    /// Articles without a date of publication.
    pub undated: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Manifest {
    /// Returns the manifest of a new index.
    #[must_use]
    pub(crate) fn new(now: &str) -> Self {
        Self {
            format: FORMAT_VERSION,
            analyzer: ANALYZER_VERSION,
            limier: env!("CARGO_PKG_VERSION").to_owned(),
            created: now.to_owned(),
            id: Some(new_id()),
            generation: 0,
            commit: 0,
            decisions: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Reads the manifest of an index that this version reads or makes anew.
    ///
    /// # Errors
    /// `IndexMissing` when the folder is absent or empty, `IndexForeign` when it
    /// holds other files, `IndexNewer`, `IndexTooOld` or `IndexDamaged` as they say.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(MANIFEST);
        let json = match sealed_file::read(&path) {
            Ok(json) => json,
            // What it said is known: that is no folder of something else.
            Err(error)
                if error.kind() == io::ErrorKind::NotFound && !sealed_file::has_copy(&path) =>
            {
                return Err(if is_vacant(dir) {
                    Error::IndexMissing(dir.to_owned())
                } else if has_lists(dir) {
                    Error::damaged(dir, Cause::at(&path, &error))
                } else {
                    Error::IndexForeign(dir.to_owned())
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::IndexPath(dir.to_owned()));
            }
            Err(error) => return Err(Error::damaged(dir, Cause::at(&path, &error))),
        };
        // Versions first: a manifest of another format may look otherwise.
        let versions: Versions =
            serde_json::from_slice(&json).map_err(|error| Error::damaged(dir, error))?;
        for (what, found, known) in versions.pairs() {
            if found > known {
                return Err(Error::IndexNewer { dir: dir.to_owned(), what, found, known });
            }
        }
        if versions.format < OLDEST_FORMAT {
            let (dir, found) = (dir.to_owned(), versions.format);
            return Err(Error::IndexTooOld { dir, found, oldest: OLDEST_FORMAT });
        }
        serde_json::from_slice(&json).map_err(|error| Error::damaged(dir, error))
    }

    /// Tells whether it is that of the index with this id, as far as both have one.
    pub(super) fn is_of(&self, index: Option<&str>) -> bool {
        index.is_none_or(|index| self.id.as_deref().is_none_or(|id| id == index))
    }

    /// Tells whether the index is as this version makes it; otherwise it is to be made
    /// anew before it is written to.
    #[must_use]
    pub(crate) fn is_current(&self) -> bool {
        self.old_version().is_none()
    }

    /// Checks that the index can be read as it is.
    ///
    /// # Errors
    /// `IndexOutdated` when it is to be made anew before.
    pub(crate) fn check_readable(&self, dir: &Path) -> Result<()> {
        if self.format >= OLDEST_READABLE && self.analyzer >= OLDEST_ANALYZER {
            return Ok(());
        }
        Err(self.outdated(dir))
    }

    /// Returns the error for what asks for an index as this version makes it.
    pub(super) fn outdated(&self, dir: &Path) -> Error {
        let OldVersion { what, found, known } = self.old_version().unwrap_or(OldVersion {
            what: "format",
            found: self.format,
            known: FORMAT_VERSION,
        });
        Error::IndexOutdated { dir: dir.to_owned(), what, found, known }
    }

    /// Returns why the index is to be made anew before it is written to; `None` when it is as
    /// this version makes it.
    pub(crate) fn old_version(&self) -> Option<OldVersion> {
        let versions = Versions { format: self.format, analyzer: self.analyzer };
        let older = versions.pairs().into_iter().find(|(_, found, known)| found < known);
        older.map(|(what, found, known)| OldVersion { what, found, known })
    }

    /// Returns what of the index a newer limier made, with its version and the one known here.
    #[cfg(feature = "cluster")]
    pub(crate) fn newer_version(&self) -> Option<(&'static str, u32, u32)> {
        let versions = Versions { format: self.format, analyzer: self.analyzer };
        versions.pairs().into_iter().find(|(_, found, known)| found > known)
    }

    /// Returns the manifest of the same index made anew.
    pub(crate) fn anew(&self) -> Self {
        Self {
            generation: self.generation + 1,
            created: self.created.clone(),
            runs: self.runs.clone(),
            id: self.id.clone().or_else(|| Some(new_id())),
            ..Self::new("")
        }
    }

    /// Returns where tantivy's files of the index in `dir` are.
    pub(super) fn segments_dir(&self, dir: &Path) -> PathBuf {
        segments_dir(dir, self.generation)
    }

    /// Writes the manifest, whole or not at all; it says what decisions there are.
    ///
    /// # Errors
    /// `Write` when it cannot be written, `Read` when the file of decisions cannot be read.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        self.write_with(dir, sum_of_decisions(dir)?.into_iter().collect())
    }

    /// Writes the manifest before decisions are written that have this checksum.
    ///
    /// # Errors
    /// Those of [`Self::write`].
    pub(super) fn announce(&self, dir: &Path, decisions: String) -> Result<()> {
        let now = sum_of_decisions(dir)?.unwrap_or_else(|| NO_DECISIONS.to_owned());
        self.write_with(dir, vec![now, decisions])
    }

    fn write_with(&self, dir: &Path, decisions: Vec<String>) -> Result<()> {
        let path = dir.join(MANIFEST);
        let commit = self.commit.max(self.last_commit(dir)?);
        let written = serde_json::to_vec_pretty(&Self { commit, decisions, ..self.clone() })
            .map_err(io::Error::from)
            .and_then(|mut json| {
                json.push(b'\n');
                sealed_file::write(&path, &json)
            });
        written.map_err(|source| Error::Write { path, source })
    }

    /// Returns the number of the commit that the list of segments is of, and stays; 0 where it
    /// cannot be read, which is told by who reads it.
    fn last_commit(&self, dir: &Path) -> Result<u64> {
        let segments = self.segments_dir(dir);
        let commit = sealed_file::read(&list_of_segments(&segments)).map_or(0, |it| commit_of(&it));
        if commit > self.commit {
            // It is on the disk before this says that it is there.
            let synced = disk::sync_folder(&segments);
            synced.map_err(|source| Error::Write { path: segments, source })?;
        }
        Ok(commit)
    }

    /// Adds a run, and forgets the oldest beyond fifty.
    pub(crate) fn add_run(&mut self, run: IndexingRun) {
        self.runs.push(run);
        let excess = self.runs.len().saturating_sub(MAX_RUNS);
        self.runs.drain(..excess);
    }
}

/// Returns the checksum of the file of decisions about the index in `dir`, if there is one.
fn sum_of_decisions(dir: &Path) -> Result<Option<String>> {
    let path = dir.join(DECISIONS);
    sealed_file::sum(&path).map_err(|source| Error::Read { path, source })
}

/// Returns an id that no other index has.
fn new_id() -> String {
    SegmentId::generate_random().uuid_string()
}

#[derive(Deserialize)]
struct Versions {
    format: u32,
    analyzer: u32,
}

impl Versions {
    /// Returns each version with its name and the one of this program.
    fn pairs(&self) -> [(&'static str, u32, u32); 2] {
        [("format", self.format, FORMAT_VERSION), ("analyzer", self.analyzer, ANALYZER_VERSION)]
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut manifest = Manifest::new("2024-01-01T00:00:00Z");
        for indexed in 0..60 {
            manifest.add_run(IndexingRun {
                at: "2024-01-02T00:00:00Z".into(),
                inputs: vec!["articles".into()],
                indexed,
                replaced: 0,
                rejected: 0,
                undated: 0,
            });
        }
        assert_eq!((manifest.runs.len(), manifest.runs[0].indexed), (50, 10));
        manifest.write(dir.path()).expect("a writable folder");
        assert_eq!(Manifest::read(dir.path()).expect("a manifest"), manifest);
    }

    #[test]
    fn each_kind_of_folder_gets_its_error() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let read = |dir: &Path| Manifest::read(dir).expect_err("no index here");
        assert!(matches!(read(&dir.path().join("absent")), Error::IndexMissing(_)));
        assert!(matches!(read(dir.path()), Error::IndexMissing(_)));
        fs::write(dir.path().join(".gitignore"), "*").expect("a writable folder");
        assert!(matches!(read(dir.path()), Error::IndexMissing(_)));
        fs::write(dir.path().join("photo.jpg"), "…").expect("a writable folder");
        assert!(matches!(read(dir.path()), Error::IndexForeign(_)));
        fs::write(dir.path().join(MANIFEST), "{").expect("a writable folder");
        assert!(matches!(read(dir.path()), Error::IndexDamaged { .. }));
        let manifest = |format, analyzer| {
            let json = format!(
                r#"{{"format":{format},"analyzer":{analyzer},"limier":"0","created":"","runs":[]}}"#
            );
            fs::write(dir.path().join(MANIFEST), json).expect("a writable folder");
        };
        for (format, analyzer, newer) in
            [(FORMAT_VERSION + 1, 0, "format"), (FORMAT_VERSION, 99, "analyzer")]
        {
            manifest(format, analyzer);
            assert!(matches!(read(dir.path()), Error::IndexNewer { what, .. } if what == newer));
        }
        manifest(OLDEST_FORMAT - 1, ANALYZER_VERSION);
        assert!(matches!(read(dir.path()), Error::IndexTooOld { .. }));
    }

    #[test]
    fn an_older_index_is_read_where_its_words_are_those_of_today() {
        let dir = Path::new("ix");
        let current = Manifest::new("2024-01-01T00:00:00Z");
        assert!(current.is_current() && current.check_readable(dir).is_ok());
        let older = Manifest { format: OLDEST_READABLE, ..current.clone() };
        assert!(!older.is_current() && older.check_readable(dir).is_ok());
        let other_words = Manifest { analyzer: OLDEST_ANALYZER - 1, ..older.clone() };
        let error = other_words.check_readable(dir).expect_err("other words");
        assert!(matches!(error, Error::IndexOutdated { what: "analyzer" | "format", .. }));
        let anew = older.anew();
        assert!(anew.is_current());
        assert_eq!((anew.generation, anew.created), (1, current.created));
    }
}
