//! Every change to the files of an index, in the one way that a kill or a fault leaves
//! either the old file or the new: what is written is new, whole and on the disk before its
//! name is. No link is followed in the place of a file that is written.
//!
//! It knows names and bytes, and nothing of what the files hold.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
use super::faults::touch;
use crate::error::NotAsWritten;

/// A way of touching a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Touch {
    /// Its bytes are read.
    Read,
    /// It is made, empty.
    Create,
    /// Bytes are added to it.
    Write,
    /// Its bytes are brought to the disk.
    Sync,
    /// It gets the name of another.
    Rename,
    /// It is removed.
    Remove,
    /// The names in a folder are brought to the disk.
    SyncFolder,
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it may fail")]
fn touch(_: Touch, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Returns the bytes of a file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    about_to_read(path)?;
    fs::read(path)
}

/// Tells that a file is about to be read in another way.
///
/// # Errors
/// [`NotAsWritten`] as `InvalidData` for what is no file: a pipe would be waited for.
pub(super) fn about_to_read(path: &Path) -> io::Result<()> {
    touch(Touch::Read, path)?;
    match path.metadata() {
        Ok(there) if !there.is_file() => {
            Err(io::Error::new(io::ErrorKind::InvalidData, NotAsWritten))
        }
        _ => Ok(()),
    }
}

/// A file that is being written.
pub(super) struct NewFile {
    file: File,
    path: PathBuf,
}

impl NewFile {
    /// Makes a file, in place of what a kill has left under its name.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        touch(Touch::Create, path)?;
        let create = || File::options().write(true).create_new(true).open(path);
        let file = match create() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_file(path)?;
                create()?
            }
            created => created?,
        };
        Ok(Self { file, path: path.to_owned() })
    }

    /// Brings all of it to the disk.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        touch(Touch::Sync, &self.path)?;
        self.file.sync_data()
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        touch(Touch::Write, &self.path)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a file, whole or not at all, and brings it to the disk: beside its place, then
/// moved there. One that it replaces leaves it its rights.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes, NewFile::sync)
}

/// Writes a file that can be done without: as [`replace`], but whether it is on the disk
/// is left to the system.
pub(super) fn replace_soon(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes, |_| Ok(()))
}

fn place(
    path: &Path,
    bytes: &[u8],
    sync: impl FnOnce(&mut NewFile) -> io::Result<()>,
) -> io::Result<()> {
    let beside = beside(path);
    let written = NewFile::create(&beside).and_then(|mut file| {
        if let Ok(known) = path.symlink_metadata()
            && known.is_file()
        {
            file.file.set_permissions(known.permissions())?;
        }
        file.write_all(bytes)?;
        sync(&mut file)?;
        touch(Touch::Rename, path)?;
        if path.symlink_metadata().is_ok_and(|known| known.is_dir()) {
            // No file takes the place of a folder; one with something in it stays.
            fs::remove_dir(path)?;
        }
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Returns where a file is written before it is moved to its place.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{NEW}"))
}

/// What the name of a file that is not yet in its place ends with.
const NEW: &str = ".new";

/// Tells whether this is the name of a file that was never moved to its place.
pub(super) fn is_left_over(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(NEW)
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    touch(Touch::Remove, path)?;
    fs::remove_file(path)
}

/// Removes a folder and all in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    touch(Touch::Remove, path)?;
    fs::remove_dir_all(path)
}

/// Makes a folder, and those above it.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    touch(Touch::Create, path)?;
    fs::create_dir_all(path)
}

/// Brings the names in a folder to the disk: files that were made, moved or removed stay so.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    touch(Touch::SyncFolder, path)?;
    if cfg!(windows) {
        // Names are on the disk there with what they name.
        return Ok(());
    }
    File::open(path)?.sync_all()
}
