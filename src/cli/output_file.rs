//! A file that a command writes for whoever asked: whole, or not at all.
//!
//! It is made beside its place and moved there when it is on the disk, in place of what is there,
//! whose rights it keeps. No link is followed. A pipe or a device is written as it is.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::leftovers::{create_beside, create_beside_until_signals};
use crate::error::{Error, InUse, Result};
use crate::index::is_index;

/// A file that is being written; when it is dropped before its end, nothing of it is left.
pub(super) struct OutputFile {
    out: BufWriter<File>,
    path: PathBuf,
    /// Where it is until its end; `None` for a pipe or a device.
    beside: Option<PathBuf>,
}

/// What makes a file beside the place of another, and returns where.
type CreateBeside = fn(&Path) -> io::Result<(File, PathBuf)>;

impl OutputFile {
    /// Begins a file.
    pub(super) fn create(path: &Path) -> Result<Self> {
        Self::begin(path, create_beside)
    }

    /// Begins a file of which signals that end this process leave nothing.
    pub(super) fn until_signals(path: &Path) -> Result<Self> {
        Self::begin(path, create_beside_until_signals)
    }

    fn begin(path: &Path, create_beside: CreateBeside) -> Result<Self> {
        let created = if path.metadata().is_ok_and(|there| !there.is_file()) {
            File::options().write(true).open(path).map(|file| (file, None))
        } else {
            beside(path, create_beside).map(|(file, beside)| (file, Some(beside)))
        };
        let (file, beside) = created.map_err(|source| failed(path, source))?;
        Ok(Self { out: BufWriter::new(file), path: path.to_owned(), beside })
    }

    /// Puts it in its place.
    pub(super) fn finish(mut self) -> Result<()> {
        let moved = self.out.flush().and_then(|()| {
            let Some(beside) = &self.beside else { return Ok(()) };
            self.out.get_ref().sync_all()?;
            fs::rename(beside, &self.path)
        });
        moved.map_err(|source| failed(&self.path, source))?;
        self.beside = None;
        Ok(())
    }

    /// Returns the error for what the system says while it is written.
    pub(super) fn failed(&self, source: io::Error) -> Error {
        failed(&self.path, source)
    }
}

/// Checks that a file is not in the folder of the index.
///
/// # Errors
/// `OutputTaken` when it is.
pub(super) fn refuse_within(path: &Path, index: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    match (folder, index.canonicalize()) {
        (Ok(folder), Ok(index)) if is_index(&index) && folder.starts_with(&index) => {
            Err(Error::OutputTaken { path: path.to_owned(), by: InUse::Index })
        }
        _ => Ok(()),
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}

/// Makes a file beside the place of another, with its rights, and returns where.
fn beside(path: &Path, create_beside: CreateBeside) -> io::Result<(File, PathBuf)> {
    let (file, beside) = create_beside(path)?;
    if let Ok(there) = path.symlink_metadata()
        && there.is_file()
        && let Err(error) = file.set_permissions(there.permissions())
    {
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    Ok((file, beside))
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for OutputFile {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            let _ = fs::remove_file(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use std::process;

    use super::super::leftovers::tests::names;
    use super::*;

    #[test]
    fn what_is_there_stays_until_all_is_written() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("a.jsonl");
        fs::write(&path, "before").expect("a writable folder");
        let read = || fs::read_to_string(&path).expect("a file");
        let mut file = OutputFile::create(&path).expect("a writable folder");
        file.write_all(b"half").expect("a file");
        drop(file);
        assert_eq!((read().as_str(), names(dir.path())), ("before", vec!["a.jsonl".to_owned()]));
        let mut file = OutputFile::create(&path).expect("a writable folder");
        file.write_all(b"after").expect("a file");
        assert_eq!(read(), "before");
        file.finish().expect("a writable folder");
        assert_eq!((read().as_str(), names(dir.path())), ("after", vec!["a.jsonl".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_rights_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().expect("a temporary folder");
        let [path, mine] = ["a.jsonl", "mine"].map(|name| dir.path().join(name));
        fs::write(&mine, "mine").expect("a writable folder");
        symlink(&mine, &path).expect("a link");
        let write = |text: &[u8]| {
            let mut file = OutputFile::create(&path).expect("a writable folder");
            file.write_all(text).expect("a file");
            file.finish().expect("a writable folder");
        };
        write(b"one");
        assert_eq!(fs::read_to_string(&mine).expect("a file"), "mine");
        assert!(path.symlink_metadata().expect("a file").is_file());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a file of ours");
        write(b"two");
        assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
        // As another may have put it there beforehand.
        let beside = dir.path().join(format!(".a.jsonl.{}.new", process::id()));
        symlink(&mine, &beside).expect("a link");
        write(b"three");
        assert_eq!(fs::read_to_string(&mine).expect("a file"), "mine");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "three");
    }
}
