//! The folder of segments, as tantivy sees it: files are mapped as tantivy does, and made,
//! replaced and removed as those of limier are.
//!
//! Names are plain names, so that nothing outside the folder is ever touched. What files
//! there are is read off the folder: there is no list of them that could be wrong. Readers
//! take no lock and write nothing; the lock of writers is that of the whole index.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::footer::Footer;
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::disk::{self, NewFile};
use super::file_sums::FileSums;
use super::files::{MANAGED, is_of_tantivy, list_of_segments};
use super::sealed_file;
use super::session::Session;
use crate::error::{Cause, NotAsWritten};

/// Files of at most so many bytes are checked whenever they are opened: that takes less time
/// than to open them.
const MAX_CHECKED: usize = 1 << 20;

/// A folder of segments on disk.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    files: MmapDirectory,
    dir: PathBuf,
    /// `None` for readers.
    session: Option<Session>,
    /// What the list of segments says of their files.
    sums: FileSums,
    /// Whether files that are not as they were written are refused.
    is_strict: bool,
    /// The list of segments of readers, once it is read: tantivy asks for it again and again.
    list: Arc<OnceLock<Vec<u8>>>,
}

impl IndexDirectory {
    /// Opens a folder of segments, which must exist, for reading.
    pub(super) fn open(dir: &Path) -> tantivy::Result<Self> {
        let files = MmapDirectory::open(dir)?;
        let sums = FileSums::default();
        let (session, is_strict, list) = (None, true, Arc::default());
        Ok(Self { files, dir: dir.to_owned(), session, sums, is_strict, list })
    }

    /// Opens a folder of segments of which files may be damaged.
    pub(super) fn to_salvage(dir: &Path) -> tantivy::Result<Self> {
        Ok(Self { is_strict: false, ..Self::open(dir)? })
    }

    /// Returns what the list of segments notes, once it is read.
    pub(super) fn sums(&self) -> FileSums {
        self.sums.clone()
    }

    /// Returns the folder with a list of segments in the place of the one that is there.
    pub(super) fn with_list(self, list: Option<Arc<[u8]>>) -> Self {
        if let Some(list) = list {
            self.sums.learn(&list);
            self.list.get_or_init(|| list.to_vec());
        }
        self
    }

    /// Opens a folder of segments for who has the lock of its index.
    pub(super) fn for_writer(dir: &Path, session: Session) -> tantivy::Result<Self> {
        Ok(Self { session: Some(session), ..Self::open(dir)? })
    }

    /// Returns where a file is; what tantivy asks for is known by its plain name.
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        let refused = || io::Error::new(io::ErrorKind::InvalidData, NotAsWritten);
        is_plain(path).then(|| self.dir.join(path)).ok_or_else(refused)
    }

    /// Returns where a file is that is to be written or removed.
    fn place_to_write(&self, path: &Path) -> io::Result<PathBuf> {
        match self.session {
            Some(_) => self.place(path),
            None => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
        }
    }

    /// Notes what went wrong with a file.
    fn noted<T>(&self, path: &Path, outcome: io::Result<T>) -> io::Result<T> {
        if let (Some(session), Err(error)) = (&self.session, &outcome)
            && error.kind() != io::ErrorKind::NotFound
        {
            session.note(Cause::at(&self.dir.join(path), error));
        }
        outcome
    }

    /// Tells whether a file is the one that was listed, and, where it is small, as it was written.
    fn is_as_written(&self, path: &Path, file: &Arc<dyn FileHandle>) -> bool {
        let sum = || checksum(Arc::clone(file)).ok();
        let is_listed = self.sums.of(path).is_none_or(|noted| sum() == Some(noted));
        is_listed && (file.len() > MAX_CHECKED || is_whole(Arc::clone(file)).unwrap_or(false))
    }

    /// Returns the checksum at the end of a file.
    fn checksum(&self, path: &Path) -> io::Result<u32> {
        let file = self.files.get_file_handle(path).map_err(|error| match error {
            OpenReadError::IoError { io_error, .. } => match io_error.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => io_error.kind().into(),
            },
            OpenReadError::FileDoesNotExist(_) => io::ErrorKind::NotFound.into(),
            OpenReadError::IncompatibleIndex(_) => io::ErrorKind::InvalidData.into(),
        })?;
        checksum(file)
    }

    /// Returns the names of the files of segments that are there, in JSON.
    fn listed(&self) -> io::Result<Vec<u8>> {
        let names = fs::read_dir(&self.dir)?.map(|entry| Ok(entry?.file_name()));
        let names: io::Result<Vec<_>> = names.collect();
        let names: Vec<_> = names?.into_iter().filter_map(|name| name.into_string().ok()).collect();
        let names: Vec<_> = names.iter().filter(|name| is_of_tantivy(name)).collect();
        Ok(serde_json::to_vec(&names)?)
    }
}

/// Tells whether this is the name of a file in a folder, and no way out of it.
pub(super) fn is_plain(path: &Path) -> bool {
    let mut parts = path.components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
}

/// Returns the checksum at the end of a file of tantivy's.
fn checksum(file: Arc<dyn FileHandle>) -> io::Result<u32> {
    Ok(Footer::extract_footer(FileSlice::new(file))?.0.crc)
}

/// Tells whether a file is as tantivy wrote it: its checksum is at its end.
fn is_whole(file: Arc<dyn FileHandle>) -> io::Result<bool> {
    let (footer, body) = Footer::extract_footer(FileSlice::new(file))?;
    Ok(footer.is_compatible().is_ok() && footer.crc == crc32fast::hash(&body.read_bytes()?))
}

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let failed = |error| OpenReadError::wrap_io_error(error, self.dir.join(path));
        let place = self.place(path).map_err(failed)?;
        disk::about_to_read(&place).map_err(failed)?;
        let file = self.files.get_file_handle(path).map_err(|error| match error {
            // Said so, tantivy takes a segment without positions for one that has none.
            OpenReadError::FileDoesNotExist(place) => {
                OpenReadError::wrap_io_error(io::ErrorKind::NotFound.into(), place)
            }
            error => error,
        })?;
        if self.is_strict && !self.is_as_written(path, &file) {
            return Err(failed(io::Error::new(io::ErrorKind::InvalidData, NotAsWritten)));
        }
        Ok(file)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let removed = self.place_to_write(path).and_then(|place| disk::remove(&place));
        self.noted(path, removed).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let made = self.place_to_write(path).and_then(|place| NewFile::create(&place));
        let file = self
            .noted(path, made)
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        Ok(WritePtr::new(Box::new(SegmentFile {
            file,
            path: path.to_owned(),
            directory: self.clone(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, self.dir.join(path)),
        };
        if path != Path::new(MANAGED) {
            let is_list = path == list_of_segments(Path::new(""));
            if let Some(list) = self.list.get().filter(|_| is_list) {
                return Ok(list.clone());
            }
            let read = self.place(path).and_then(|place| sealed_file::read(&place));
            let list = read.map_err(failed)?;
            self.sums.learn(&list);
            // That of a writer changes.
            if is_list && self.session.is_none() {
                self.list.get_or_init(|| list.clone());
            }
            return Ok(list);
        }
        match self.session {
            Some(_) => self.listed().map_err(failed),
            None => Err(OpenReadError::FileDoesNotExist(path.to_owned())),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        let written = self.place_to_write(path).and_then(|place| {
            let index = self.session.as_ref().and_then(Session::index);
            let list =
                self.sums.noted_in(data, index, |file| self.noted(file, self.checksum(file)))?;
            sealed_file::write(&place, &list)?;
            self.sums.learn(&list);
            Ok(())
        });
        self.noted(path, written)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.noted(Path::new(""), disk::sync_folder(&self.dir))
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        // Who writes has that of the index; who reads looks again when files went away.
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

/// A file of a segment that is being written.
struct SegmentFile {
    file: NewFile,
    path: PathBuf,
    directory: IndexDirectory,
}

impl Write for SegmentFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        self.directory.noted(&self.path, written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for SegmentFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let synced = self.file.sync();
        self.directory.noted(&self.path, synced)
    }
}
