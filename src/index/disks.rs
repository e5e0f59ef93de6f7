//! The disks on which the folders are that an index was made from: whether files are gone, or the
//! disk that they are on.
//!
//! A disk is known by the number of its device. It knows paths, and reads no file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Absence;

/// The numbers of the devices of folders that were named, and of those below them where another
/// disk was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Disks(BTreeMap<Arc<str>, u64>);

/// A folder, and the number of its device.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disk {
    folder: Arc<str>,
    device: u64,
}

impl Disks {
    /// Returns all, by the names of folders.
    pub(super) fn iter(&self) -> impl Iterator<Item = Disk> {
        self.0.iter().map(|(folder, device)| Disk { folder: Arc::clone(folder), device: *device })
    }

    /// Notes what was noted before.
    pub(super) fn insert(&mut self, Disk { folder, device }: Disk) {
        self.0.insert(folder, device);
    }

    /// Notes the devices of folders that were read, and of those below them, on the way to
    /// files, where another disk is. What was noted stays where a folder `has_gone` files: it may
    /// be that their disk is.
    pub(super) fn note<'f>(
        &mut self,
        roots: &[PathBuf],
        files: impl Iterator<Item = Cow<'f, Path>>,
        has_gone: impl Fn(&Path) -> bool,
    ) {
        let found = found(roots, files);
        self.0.retain(|name, device| {
            let folder = Path::new(&**name);
            !roots.iter().any(|root| folder.starts_with(root))
                || found.get(name) == Some(device)
                || has_gone(folder)
        });
        for (folder, device) in found {
            self.0.entry(folder).or_insert(device);
        }
    }

    /// Returns a place of whose files some are `gone`, what is the matter with it, and how many
    /// of them, when it may be that it is not there rather than they.
    pub(super) fn absent(
        &self,
        roots: &[PathBuf],
        gone: &[Cow<'_, Path>],
    ) -> Option<(PathBuf, Absence, usize)> {
        let below = self.0.keys().map(|name| Path::new(&**name));
        let below = below.filter(|folder| roots.iter().any(|root| folder.starts_with(root)));
        roots.iter().map(PathBuf::as_path).chain(below).find_map(|place| {
            let files = gone.iter().filter(|file| file.starts_with(place)).count();
            let why = if files > 0 { self.absence(place) } else { None };
            Some((place.to_owned(), why?, files))
        })
    }

    fn absence(&self, place: &Path) -> Option<Absence> {
        let then = place.to_str().and_then(|name| self.0.get(name));
        if !place.exists() {
            Some(Absence::Missing)
        } else if is_empty_folder(place) {
            Some(Absence::Empty)
        } else if then.is_some_and(|then| device(place).is_some_and(|now| now != *then)) {
            Some(Absence::OtherDisk)
        } else {
            None
        }
    }
}

/// Returns the numbers of the devices on which folders are, and of others below them on the way
/// to files.
fn found<'f>(
    roots: &[PathBuf],
    files: impl Iterator<Item = Cow<'f, Path>>,
) -> BTreeMap<Arc<str>, u64> {
    let mut found = BTreeMap::new();
    let mut note = |folder: &Path, is_root: bool| {
        let above = || folder.parent().and_then(device);
        if let (Some(name), Some(device)) = (folder.to_str(), device(folder))
            && (is_root || above() != Some(device))
        {
            found.insert(name.into(), device);
        }
    };
    for root in roots {
        note(root, true);
    }
    let mut seen = HashSet::new();
    for path in files {
        for folder in path.ancestors().skip(1) {
            let is_below = roots.iter().any(|root| folder != root && folder.starts_with(root));
            if !is_below || seen.contains(folder) {
                break;
            }
            seen.insert(folder.to_owned());
            note(folder, false);
        }
    }
    found
}

/// Tells whether nothing is in a folder but hidden files and folders that are empty, as where a
/// disk was.
fn is_empty_folder(folder: &Path) -> bool {
    let is_nothing = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            entry.file_name().to_string_lossy().starts_with('.')
                || is_folder && is_empty_folder(&entry.path())
        })
    };
    fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_nothing))
}

/// Returns the number of the device on which a folder is; `None` where it has none.
#[cfg(unix)]
fn device(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().filter(std::fs::Metadata::is_dir).map(|folder| folder.dev())
}

/// Returns the number of the device on which a folder is; `None` where it has none.
#[cfg(not(unix))]
fn device(_: &Path) -> Option<u64> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_disk_below_a_root_is_noted() {
        let mut disks = Disks::default();
        let files = ["/proc/version", "/etc/passwd"].map(|file| Cow::Borrowed(Path::new(file)));
        disks.note(&["/".into()], files.into_iter(), |_| false);
        let noted: Vec<_> = disks.iter().map(|disk| disk.folder.to_string()).collect();
        assert_eq!(noted, ["/", "/proc"]);
    }

    #[test]
    fn a_disk_that_is_gone_is_not_taken_for_files_that_are() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let disk = dir.path().join("disk");
        let file = disk.join("a.txt");
        fs::write(dir.path().join("b.txt"), "").expect("a writable folder");
        let mut disks = Disks::default();
        disks.insert(Disk { folder: disk.to_str().expect("Unicode").into(), device: 1 });
        let root = [dir.path().to_owned()];
        let told = |disks: &Disks| disks.absent(&root, &[Cow::Borrowed(&file)]);
        assert_eq!(told(&disks), Some((disk.clone(), Absence::Missing, 1)));
        fs::create_dir(&disk).expect("a writable folder");
        assert_eq!(told(&disks), Some((disk.clone(), Absence::Empty, 1)));
        fs::write(disk.join("b.txt"), "").expect("a writable folder");
        assert_eq!(told(&disks), Some((disk.clone(), Absence::OtherDisk, 1)));
        disks.note(&root, std::iter::empty(), |_| true);
        assert_eq!(told(&disks), Some((disk, Absence::OtherDisk, 1)), "as long as it is gone");
        disks.note(&root, std::iter::empty(), |_| false);
        assert_eq!(told(&disks), None);
    }
}
