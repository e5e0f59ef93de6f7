//! The manifest: which versions made the index, from what, and how it went.
//!
//! A JSON file beside tantivy's, written before anything else so that a folder
//! is known as an index even when the first run was cut short.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::directory::write_whole;
use super::exceptions::FILE as EXCEPTIONS;
use crate::analysis::ANALYZER_VERSION;
use crate::error::{Damage, Error, Result};

/// Version of the files of an index: fields, lexicon, manifest.
pub const FORMAT_VERSION: u32 = 4;

/// Name of the manifest in the index folder.
const FILE: &str = "limier.json";

/// Most runs kept in the manifest.
const MAX_RUNS: usize = 50;

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT_VERSION`] of the program that made it.
    pub format: u32,
    /// [`ANALYZER_VERSION`] of the program that made it.
    pub analyzer: u32,
    /// Version of limier that made it.
    pub limier: String,
    /// When it was made, ISO 8601.
    pub created: String,
    /// The indexing runs, oldest first.
    pub runs: Vec<Run>,
}

/// One indexing run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
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

impl Manifest {
    /// Returns the manifest of a new index.
    #[must_use]
    pub fn new(now: &str) -> Self {
        Self {
            format: FORMAT_VERSION,
            analyzer: ANALYZER_VERSION,
            limier: env!("CARGO_PKG_VERSION").to_owned(),
            created: now.to_owned(),
            runs: Vec::new(),
        }
    }

    /// Reads the manifest of an index and checks its versions.
    ///
    /// # Errors
    /// `IndexMissing` when the folder is absent or empty, `IndexForeign` when it
    /// holds other files, `IndexVersion` or `IndexDamaged` as they say.
    pub fn read(dir: &Path) -> Result<Self> {
        let json = match fs::read(dir.join(FILE)) {
            Ok(json) => json,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(if is_vacant(dir) {
                    Error::IndexMissing(dir.to_owned())
                } else {
                    Error::IndexForeign(dir.to_owned())
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::IndexPath(dir.to_owned()));
            }
            Err(error) => return Err(damaged(dir, error)),
        };
        // Versions first: a manifest of another format may look otherwise.
        let versions: Versions =
            serde_json::from_slice(&json).map_err(|error| damaged(dir, error))?;
        for (what, found, expected) in [
            ("format", versions.format, FORMAT_VERSION),
            ("analyzer", versions.analyzer, ANALYZER_VERSION),
        ] {
            if found != expected {
                return Err(Error::IndexVersion { dir: dir.to_owned(), what, found, expected });
            }
        }
        serde_json::from_slice(&json).map_err(|error| damaged(dir, error))
    }

    /// Writes the manifest, whole or not at all.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        write_whole(&dir.join(FILE), &json)
    }

    /// Adds a run, and forgets the oldest beyond fifty.
    pub fn add_run(&mut self, run: Run) {
        self.runs.push(run);
        let excess = self.runs.len().saturating_sub(MAX_RUNS);
        self.runs.drain(..excess);
    }
}

#[derive(Deserialize)]
struct Versions {
    format: u32,
    analyzer: u32,
}

fn damaged(dir: &Path, source: impl Into<Damage>) -> Error {
    Error::IndexDamaged { dir: dir.to_owned(), source: source.into() }
}

/// Tells whether `dir` is absent or holds only hidden files (`.gitignore`).
pub(super) fn is_vacant(dir: &Path) -> bool {
    fs::read_dir(dir).map_or(true, |mut entries| {
        entries.all(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.'))
        })
    })
}

/// Tells whether `dir` is the folder of an index, of whatever version.
#[must_use]
pub fn is_index(dir: &Path) -> bool {
    dir.join(FILE).is_file()
}

/// Tells whether `dir` holds a manifest, exceptions perhaps, and nothing of an index yet.
pub(super) fn is_new(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| {
        entries.all(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                name == FILE || name == EXCEPTIONS || name.to_string_lossy().starts_with('.')
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut manifest = Manifest::new("2024-01-01T00:00:00Z");
        for indexed in 0..60 {
            manifest.add_run(Run {
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
        fs::write(dir.path().join(FILE), "{").expect("a writable folder");
        assert!(matches!(read(dir.path()), Error::IndexDamaged { .. }));
        for (format, analyzer, what) in
            [(0, ANALYZER_VERSION, "format"), (FORMAT_VERSION, 99, "analyzer")]
        {
            let json = format!(r#"{{"format":{format},"analyzer":{analyzer}}}"#);
            fs::write(dir.path().join(FILE), json).expect("a writable folder");
            assert!(
                matches!(read(dir.path()), Error::IndexVersion { what: found, .. } if found == what)
            );
        }
    }
}
