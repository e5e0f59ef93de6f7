//! The folder of segments, as tantivy sees it: its own kind of folder, but for three
//! things. Who may read its files is settled by the user's umask, as for any file;
//! reading a folder that cannot be written takes no lock; and the lock of writers is that
//! of the whole index.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, META_LOCK, MmapDirectory,
    WatchCallback, WatchHandle, WritePtr,
};

/// A folder on disk.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    files: MmapDirectory,
    dir: PathBuf,
    /// Where writers take their lock.
    locked: PathBuf,
}

impl IndexDirectory {
    /// Opens a folder of segments, which must exist, whose writers lock `locked`: the
    /// folder of the index, or the same one while nobody else knows it.
    pub(super) fn open(dir: &Path, locked: &Path) -> tantivy::Result<Self> {
        let files = MmapDirectory::open(dir)?;
        Ok(Self { files, dir: dir.to_owned(), locked: locked.to_owned() })
    }
}

/// Takes the lock of writers of the index in `dir`; it is given back when dropped.
///
/// # Errors
/// `LockBusy` when another one has it.
pub(super) fn lock_writer(dir: &Path) -> Result<DirectoryLock, LockError> {
    let files = MmapDirectory::open(dir)
        .map_err(|error| LockError::wrap_io_error(io::Error::other(error)))?;
    files.acquire_lock(&INDEX_WRITER_LOCK)
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.files.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // tantivy's own way makes files that nobody else may read.
        write_whole(&self.dir.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if lock.filepath == INDEX_WRITER_LOCK.filepath {
            return lock_writer(&self.locked);
        }
        match self.files.acquire_lock(lock) {
            // Readers keep writers from removing files between two looks at the folder:
            // where nobody may write, there is nothing to keep them from.
            Err(LockError::IoError(error))
                if lock.filepath == META_LOCK.filepath && is_read_only(&error) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            outcome => outcome,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Writes a file, whole or not at all: beside its place, then moved there.
pub(super) fn write_whole(path: &Path, data: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.new"));
    let mut file = File::create(&temporary)?;
    file.write_all(data)?;
    file.sync_data()?;
    fs::rename(temporary, path)
}
