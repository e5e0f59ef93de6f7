//! The files an index was made from, and how to know that they are as they were.
//!
//! A file of JSON Lines beside tantivy's, written after each commit: what it lacks
//! after a kill is read again, which changes nothing.

mod lines;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::disks::Disks;
use super::file_name::path_of;
use super::fingerprint::{Fingerprint, hash};
use super::manifest::Manifest;
use crate::error::Absence;
use crate::read_as::ReadAs;

/// The files that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    /// The id of the index; earlier versions gave none.
    index: Option<String>,
    files: BTreeMap<Arc<str>, Noted>,
    /// The ways in which files were read, each once.
    ways: BTreeSet<Arc<ReadAs>>,
    /// The files of whose articles a file has replaced some.
    replaced: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    /// The disks on which folders were that were read.
    disks: Disks,
}

/// Formats that there were to choose from.
type Known = Arc<[String]>;

/// A file as it was when it was read, and how it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Noted {
    fingerprint: Fingerprint,
    read_as: Arc<ReadAs>,
}

/// What has become of a file since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was never read.
    New(Fingerprint),
    /// It is another now.
    Changed(Fingerprint),
    /// It is as it was, but for the time of its last change perhaps.
    Unchanged(Fingerprint),
}

impl Inputs {
    /// Returns the list of an index, made from no file so far.
    pub(super) fn of(manifest: &Manifest) -> Self {
        Self { index: manifest.id.clone(), ..Self::default() }
    }

    /// Returns the same list as that of an index.
    pub(super) fn named(self, manifest: &Manifest) -> Self {
        Self { index: manifest.id.clone(), ..self }
    }

    /// Returns what has become of a file, by its size and time or else its content;
    /// `reading` stands for how it is to be read.
    ///
    /// # Errors
    /// What the system says when the file cannot be read.
    pub(crate) fn change(&self, file: &str, path: &Path, reading: u64) -> io::Result<Change> {
        let metadata = path.metadata()?;
        let modified = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let (size, modified) = (metadata.len(), modified.as_nanos() as u64);
        let noted = self.files.get(file).map(|noted| noted.fingerprint);
        let known = noted.filter(|known| known.reading == reading);
        if let Some(known) = known
            && (known.size, known.modified) == (size, modified)
        {
            return Ok(Change::Unchanged(known));
        }
        let fingerprint =
            Fingerprint { size, modified, content: hash(path)?, reading, ..Fingerprint::default() };
        Ok(match known {
            Some(known) if (known.size, known.content) == (size, fingerprint.content) => {
                Change::Unchanged(Fingerprint { modified, ..known })
            }
            None if noted.is_none() => Change::New(fingerprint),
            _ => Change::Changed(fingerprint),
        })
    }

    /// Returns how a file was read; `None` when it was not, nor begun.
    #[must_use]
    pub(crate) fn read_as(&self, file: &str) -> Option<&ReadAs> {
        self.files.get(file).map(|noted| &*noted.read_as)
    }

    /// Returns the names of all files.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }

    /// Notes a file as it was read, and how.
    pub(crate) fn set(&mut self, file: Arc<str>, fingerprint: Fingerprint, read_as: ReadAs) {
        let read_as = if let Some(way) = self.ways.get(&read_as) {
            Arc::clone(way)
        } else {
            let way = Arc::new(read_as);
            self.ways.insert(Arc::clone(&way));
            way
        };
        self.files.insert(file, Noted { fingerprint, read_as });
    }

    /// Notes a file that is about to be read: of how, what is given for what its articles lack,
    /// the program that makes text of it, and the formats in which it was read before. Until
    /// [`Self::set`] tells its end it counts as changed: after a kill there may be articles of
    /// its beginning.
    pub(crate) fn begin(&mut self, file: Arc<str>, read_as: ReadAs) {
        let ReadAs { formats, fields, defaults, pre, .. } = read_as;
        let read_as = ReadAs { formats, fields, defaults, pre, ..ReadAs::default() };
        self.set(file, Fingerprint::default(), read_as);
    }

    /// Notes that an article of `file` took the place of one that `origin` holds too.
    pub(crate) fn replace(&mut self, file: &Arc<str>, origin: Arc<str>) {
        self.replaced.entry(Arc::clone(file)).or_default().insert(origin);
    }

    /// Notes that articles of files that changed, or are `gone`, are about to leave the
    /// index: the files of whose articles they replaced some are to be read again.
    /// `reading` returns what stands for how, `stays` tells of a file that was read in one way
    /// whether it is left as it is now, and `is_other` whether it is to be read in another.
    pub(crate) fn uncover(
        &mut self,
        gone: &[Arc<str>],
        mut reading: impl FnMut(&Self, &Path, &ReadAs) -> u64,
        stays: impl Fn(&Path, &ReadAs) -> bool,
        is_other: impl Fn(&Path, &ReadAs) -> bool,
    ) {
        let mut is_leaving = |file: &Arc<str>| {
            let path = &*path_of(file);
            if gone.contains(file) {
                return true;
            }
            let Some(then) = self.read_as(file).filter(|then| !stays(path, then)) else {
                return false;
            };
            matches!(self.change(file, path, reading(self, path, then)), Ok(Change::Changed(_)))
                || is_other(path, then)
        };
        let leaving = self.replaced.iter().filter(|(file, _)| is_leaving(file));
        let uncovered: BTreeSet<_> = leaving.flat_map(|(_, origins)| origins).cloned().collect();
        for file in uncovered {
            self.reread(&file);
        }
    }

    /// Notes that a file is to be read again, though it has not changed.
    pub(crate) fn reread(&mut self, file: &str) {
        if let Some((file, noted)) = self.files.get_key_value(file) {
            let read_as = (*noted.read_as).clone();
            self.begin(Arc::clone(file), read_as);
        }
    }

    /// Returns the files that articles may have left which stay, of those that `are_meant`.
    #[must_use]
    pub(crate) fn keeping(&self, are_meant: impl Fn(&Path) -> bool) -> Vec<Arc<str>> {
        let files = self
            .files
            .iter()
            .filter(|(file, noted)| noted.fingerprint.keeps && are_meant(&path_of(file)));
        files.map(|(file, _)| Arc::clone(file)).collect()
    }

    /// Takes out of the list the files of whose articles a file has replaced some.
    pub(crate) fn take_replaced(&mut self, file: &str) -> BTreeSet<Arc<str>> {
        self.replaced.remove(file).unwrap_or_default()
    }

    /// Forgets a file.
    pub(crate) fn remove(&mut self, file: &str) {
        self.files.remove(file);
        self.replaced.remove(file);
    }

    /// Notes the disks on which the folders are that were read.
    pub(crate) fn note_disks(&mut self, roots: &[PathBuf]) {
        let mut disks = std::mem::take(&mut self.disks);
        let has_gone = |folder: &Path| !self.gone(&[folder.to_owned()]).is_empty();
        disks.note(roots, self.files.keys().map(|file| path_of(file)), has_gone);
        self.disks = disks;
    }

    /// Returns a place of whose files some are `gone`, what is the matter with it, and how many
    /// of them, when it may be that it is not there rather than they: one of the roots, or the
    /// place of a disk below one.
    #[must_use]
    pub(crate) fn unmounted(
        &self,
        roots: &[PathBuf],
        gone: &[Arc<str>],
    ) -> Option<(PathBuf, Absence, usize)> {
        let gone: Vec<_> = gone.iter().map(|file| path_of(file)).collect();
        self.disks.absent(roots, &gone)
    }

    /// Returns the files below one of `roots` that are there no more: not those of which the system
    /// does not tell, as below a folder that may not be read.
    #[must_use]
    pub(crate) fn gone(&self, roots: &[PathBuf]) -> Vec<Arc<str>> {
        let files = self.files.keys().filter(|file| {
            let path = path_of(file);
            roots.iter().any(|root| path.starts_with(root)) && is_gone(&path)
        });
        files.cloned().collect()
    }
}

/// Tells whether there surely is no file.
fn is_gone(path: &Path) -> bool {
    match path.metadata() {
        Ok(_) => false,
        Err(error) => {
            matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
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
        inputs.set(name.into(), fingerprint, ReadAs::default());
        inputs.write(dir.path()).expect("a writable folder");
        let of_no_id = Manifest { id: None, ..Manifest::new("") };
        let inputs = Inputs::read(dir.path(), &of_no_id).expect("what was written");
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
        inputs.begin(name.into(), ReadAs::default());
        assert!(matches!(inputs.change(name, &path, 1), Ok(Change::Changed(_))));
        fs::remove_file(&path).expect("a file of ours");
        assert_eq!(inputs.gone(&[dir.path().to_owned()]), [Arc::from(name)]);
    }
}
