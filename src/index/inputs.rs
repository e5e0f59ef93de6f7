//! The files an index was made from, and how to know that they are as they were.
//!
//! A file of JSON Lines beside tantivy's, written after each commit: what it lacks
//! after a kill is read again, which changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::directory::write_whole;
use super::files::INPUTS;
use crate::error::{Damage, Error, Result};

/// The files that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    files: BTreeMap<Arc<str>, Fingerprint>,
    /// The files of whose articles a file has replaced some.
    replaced: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
}

/// What a file was when it was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// In bytes.
    size: u64,
    /// Nanoseconds since 1970.
    modified: u64,
    /// Hash of its bytes (XXH3).
    content: u64,
    /// Hash of how it was read: the names of fields that were given.
    reading: u64,
    /// Records of it that were no articles.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rejected: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A line of the list.
#[derive(Serialize, Deserialize)]
struct Line {
    path: Arc<str>,
    #[serde(flatten)]
    fingerprint: Fingerprint,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    replaced: BTreeSet<Arc<str>>,
}

/// What has become of a file since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was never read.
    New(Fingerprint),
    /// It is another now.
    Changed(Fingerprint),
    /// It is as it was, but for the time of its last change perhaps.
    Unchanged(Fingerprint),
}

impl Inputs {
    /// Reads the list of the index in `dir`; empty when there is none.
    ///
    /// # Errors
    /// `Read` when there is one that cannot be read, `IndexDamaged` when it is not what
    /// was written.
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(INPUTS);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(Error::Read { path, source }),
        };
        let damaged = |source: Damage| Error::IndexDamaged { dir: dir.to_owned(), source };
        let mut inputs = Self::default();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| damaged(error.into()))?;
            let Line { path, fingerprint, replaced } =
                serde_json::from_str(&line).map_err(|error| damaged(Damage::Inputs(error)))?;
            if !replaced.is_empty() {
                inputs.replaced.insert(Arc::clone(&path), replaced);
            }
            inputs.files.insert(path, fingerprint);
        }
        Ok(inputs)
    }

    /// Writes the list, whole or not at all.
    ///
    /// # Errors
    /// `IndexWrite` when it cannot be written.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let mut lines = Vec::new();
        let write = |lines: &mut Vec<u8>| -> io::Result<()> {
            for (path, fingerprint) in &self.files {
                let replaced = self.replaced.get(path).into_iter().flatten();
                let replaced = replaced.filter(|origin| self.files.contains_key(*origin));
                let replaced = replaced.cloned().collect();
                let line = Line { path: Arc::clone(path), fingerprint: *fingerprint, replaced };
                serde_json::to_writer(&mut *lines, &line)?;
                lines.write_all(b"\n")?;
            }
            write_whole(&dir.join(INPUTS), lines)
        };
        write(&mut lines)
            .map_err(|source| Error::IndexWrite { dir: dir.to_owned(), source: source.into() })
    }

    /// Returns what has become of a file, by its size and time or else its content;
    /// `reading` stands for how it is to be read.
    ///
    /// # Errors
    /// What the system says when the file cannot be read.
    pub fn change(&self, file: &str, path: &Path, reading: u64) -> io::Result<Change> {
        let metadata = path.metadata()?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (size, modified) = (metadata.len(), modified.as_nanos() as u64);
        let known = self.files.get(file).filter(|known| known.reading == reading);
        if let Some(known) = known
            && (known.size, known.modified) == (size, modified)
        {
            return Ok(Change::Unchanged(*known));
        }
        let fingerprint =
            Fingerprint { size, modified, content: hash(path)?, reading, rejected: 0 };
        Ok(match known {
            Some(known) if (known.size, known.content) == (size, fingerprint.content) => {
                Change::Unchanged(Fingerprint { rejected: known.rejected, ..fingerprint })
            }
            None if !self.files.contains_key(file) => Change::New(fingerprint),
            _ => Change::Changed(fingerprint),
        })
    }

    /// Notes a file as it was read.
    pub fn set(&mut self, file: Arc<str>, fingerprint: Fingerprint) {
        self.files.insert(file, fingerprint);
    }

    /// Notes a file that is about to be read. Until [`Self::set`] tells its end it counts
    /// as changed: after a kill there may be articles of its beginning.
    pub fn begin(&mut self, file: Arc<str>) {
        self.set(file, Fingerprint::default());
    }

    /// Notes that an article of `file` took the place of one that `origin` holds too.
    pub fn replace(&mut self, file: &Arc<str>, origin: Arc<str>) {
        self.replaced.entry(Arc::clone(file)).or_default().insert(origin);
    }

    /// Notes that articles of files that changed, or are `gone`, are about to leave the
    /// index: the files of whose articles they replaced some are to be read again.
    /// `reading` stands for how.
    pub fn uncover(&mut self, gone: &[Arc<str>], reading: u64) {
        let is_leaving = |file: &Arc<str>| {
            let change = || self.change(file, Path::new(&**file), reading);
            gone.contains(file) || matches!(change(), Ok(Change::Changed(_)))
        };
        let leaving = self.replaced.iter().filter(|(file, _)| is_leaving(file));
        let uncovered: BTreeSet<_> = leaving.flat_map(|(_, origins)| origins).cloned().collect();
        for file in uncovered {
            self.reread(&file);
        }
    }

    /// Notes that a file is to be read again, though it has not changed.
    pub fn reread(&mut self, file: &str) {
        if let Some(fingerprint) = self.files.get_mut(file) {
            *fingerprint = Fingerprint::default();
        }
    }

    /// Forgets a file.
    pub fn remove(&mut self, file: &str) {
        self.files.remove(file);
        self.replaced.remove(file);
    }

    /// Returns the files below one of `roots` that are there no more.
    #[must_use]
    pub fn gone(&self, roots: &[PathBuf]) -> Vec<Arc<str>> {
        let files = self.files.keys().filter(|file| {
            let path = Path::new(&***file);
            roots.iter().any(|root| path.starts_with(root)) && !path.exists()
        });
        files.cloned().collect()
    }
}

/// Returns the name by which an index knows a file: its absolute path. `None` for a
/// stream, and for a path that is not Unicode, whose file is read each time.
#[must_use]
pub fn file_name(path: &Path) -> Option<Arc<str>> {
    Some(absolute(path)?.to_str()?.into())
}

/// Returns a path without links and steps back, also of a file that is gone while its
/// folder is there.
#[must_use]
pub fn absolute(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return (path.is_file() || path.is_dir()).then_some(path);
    }
    let path = std::path::absolute(path).ok()?;
    let folder = path.parent()?;
    let folder = absolute(folder).unwrap_or_else(|| folder.to_owned());
    Some(folder.join(path.file_name()?))
}

/// Returns a number that stands for how files are read.
#[must_use]
pub fn reading_of(options: &str) -> u64 {
    xxh3_64(options.as_bytes())
}

/// Returns the hash of a file's bytes.
fn hash(path: &Path) -> io::Result<u64> {
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_file_is_known_again_by_size_and_time_or_else_by_content() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("a.txt");
        let name = path.to_str().expect("Unicode");
        fs::write(&path, "Le pont").expect("a writable folder");
        let mut inputs = Inputs::default();
        let Ok(Change::New(fingerprint)) = inputs.change(name, &path, 1) else { panic!("new") };
        inputs.set(name.into(), fingerprint);
        inputs.write(dir.path()).expect("a writable folder");
        let inputs = Inputs::read(dir.path()).expect("what was written");
        assert_eq!(inputs.change(name, &path, 1).ok(), Some(Change::Unchanged(fingerprint)));
        assert!(matches!(inputs.change(name, &path, 2), Ok(Change::Changed(_))), "read otherwise");
        let later = SystemTime::now() + Duration::from_mins(1);
        let touch = || File::open(&path).and_then(|file| file.set_modified(later));
        touch().expect("a file of ours");
        assert!(
            matches!(inputs.change(name, &path, 1), Ok(Change::Unchanged(new)) if new != fingerprint)
        );
        fs::write(&path, "Le port").expect("a writable folder");
        assert!(matches!(inputs.change(name, &path, 1), Ok(Change::Changed(_))));
        assert_eq!(inputs.gone(&[dir.path().to_owned()]), [""; 0].map(Arc::from));
        fs::remove_file(&path).expect("a file of ours");
        assert_eq!(inputs.gone(&[dir.path().to_owned()]), [Arc::from(name)]);
        assert_eq!(inputs.gone(&[dir.path().join("b")]), [""; 0].map(Arc::from));
        assert!(inputs.change(name, &path, 1).is_err());
    }

    #[test]
    fn a_file_read_in_part_counts_as_changed_and_may_be_gone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("a.txt");
        let name = path.to_str().expect("Unicode");
        fs::write(&path, "Le pont").expect("a writable folder");
        let mut inputs = Inputs::default();
        inputs.begin(name.into());
        assert!(matches!(inputs.change(name, &path, 1), Ok(Change::Changed(_))));
        fs::remove_file(&path).expect("a file of ours");
        assert_eq!(inputs.gone(&[dir.path().to_owned()]), [Arc::from(name)]);
    }
}
