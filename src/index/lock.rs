//! The lock of who writes to an index: one process at a time, which says who it is.
//!
//! It goes with the process, however that ends, and readers never ask for it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process;
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tantivy::directory::INDEX_WRITER_LOCK;

use super::disk;
use super::manifest::Manifest;
use crate::error::{Error, Result, Writing};

/// How often who waits for another process looks whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The right to write to an index, given back when dropped.
#[derive(Debug)]
pub(super) struct WriteLock {
    file: File,
}

/// What the file of the lock says.
#[derive(Serialize, Deserialize)]
struct Holder {
    pid: u32,
    since: String,
}

impl WriteLock {
    /// Takes the lock of the index in `dir`, or of the folder in which one is to be made.
    ///
    /// # Errors
    /// Those of [`Manifest::read`], but for `IndexMissing`, and of [`Self::take`].
    pub(super) fn of_index(dir: &Path, now: &str, wait: Duration) -> Result<Self> {
        // A folder of something else stays as it is.
        if let Err(error) = Manifest::read(dir) {
            let Error::IndexMissing(_) = error else { return Err(error) };
            disk::create_folder(dir)
                .map_err(|source| Error::Write { path: dir.to_owned(), source })?;
        }
        Self::take(dir, now, wait)
    }

    /// Takes the lock of the index in `dir`, a folder that is there, waiting for another
    /// process as long as that; `now` is in ISO 8601.
    ///
    /// # Errors
    /// `IndexBusy` when another one has it, `Write` when its file cannot be written.
    pub(super) fn take(dir: &Path, now: &str, wait: Duration) -> Result<Self> {
        let path = dir.join(&INDEX_WRITER_LOCK.filepath);
        let failed = |source| Error::Write { path: path.clone(), source };
        let mut file = open(&path).map_err(failed)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {
                    let left = wait.saturating_sub(start.elapsed());
                    if left.is_zero() {
                        let dir = dir.to_owned();
                        return Err(Error::IndexBusy { dir, by: holder(&mut file) });
                    }
                    thread::sleep(LOOK_EVERY.min(left));
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        let holder = Holder { pid: process::id(), since: now.to_owned() };
        let text = serde_json::to_vec(&holder).map_err(io::Error::from);
        // Who writes is good to know; that somebody does is what counts.
        let _ = text.and_then(|text| file.set_len(0).and_then(|()| file.write_all(&text)));
        Ok(Self { file })
    }

    /// Tells whether somebody has the lock of the index in `dir`; nobody where that cannot be known.
    pub(super) fn is_taken(dir: &Path) -> bool {
        let file = File::open(dir.join(&INDEX_WRITER_LOCK.filepath));
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Gives it back before it is dropped.
    pub(super) fn release(&self) {
        // Otherwise it goes with the file.
        let _ = self.file.unlock();
    }
}

/// Opens the file of a lock, and no other in its place.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    options.open(path)
}

/// Returns who has a lock; `None` when that is not known, as of an older version.
fn holder(file: &mut File) -> Option<Writing> {
    let mut text = String::new();
    file.take(200).read_to_string(&mut text).ok()?;
    let Holder { pid, since } = serde_json::from_str(&text).ok()?;
    Some(Writing { pid, since })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(dir: &Path, wait: u64) -> Result<WriteLock> {
        WriteLock::take(dir, "2026-11-28T10:00:00Z", Duration::from_millis(wait))
    }

    #[test]
    fn one_writes_at_a_time_and_says_who_and_since_when() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let lock = take(dir.path(), 0).expect("nobody else writes");
        let Err(Error::IndexBusy { by: Some(by), .. }) = take(dir.path(), 0) else {
            panic!("another writes");
        };
        assert_eq!((by.pid, by.since.as_str()), (process::id(), "2026-11-28T10:00:00Z"));
        assert!(WriteLock::is_taken(dir.path()));
        drop(lock);
        assert!(!WriteLock::is_taken(dir.path()));
        assert!(take(dir.path(), 0).is_ok());
    }

    #[test]
    fn who_waits_gets_it_when_the_other_ends() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let lock = take(dir.path(), 0).expect("nobody else writes");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| take(dir.path(), 20_000).is_ok());
            thread::sleep(Duration::from_millis(60));
            assert!(!waiting.is_finished());
            drop(lock);
            assert!(waiting.join().expect("no panic"));
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let victim = dir.path().join("victim");
        std::fs::write(&victim, "text").expect("a writable folder");
        let place = dir.path().join(&INDEX_WRITER_LOCK.filepath);
        std::os::unix::fs::symlink(&victim, place).expect("a link");
        assert!(matches!(take(dir.path(), 0), Err(Error::Write { .. })));
        assert_eq!(std::fs::read_to_string(&victim).expect("a file"), "text");
    }
}
