//! A file that its owner alone reads and writes, in a folder of the same kind.
//!
//! It is replaced whole, and no link is followed in its place or in that of the folder. It
//! knows nothing of what the file holds.

#[cfg(unix)]
pub(super) use unix::{read, write};

#[cfg(not(unix))]
pub(super) use elsewhere::{read, write};

#[cfg(unix)]
mod unix {
    use std::fs::{self, DirBuilder, File};
    use std::io::{self, Read, Write};
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
    use std::path::Path;
    use std::process;

    use rustix::fs::{Mode, OFlags};

    /// Most bytes that are read.
    const MAX_BYTES: u64 = 1 << 24;

    /// Rights of others: to the file none, to the folder none to write.
    const ANY: u32 = 0o077;
    const TO_WRITE: u32 = 0o022;

    /// Writes a file in place of one that is there, and its folder where there is none.
    pub(in crate::cli) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let refused = || io::Error::from(io::ErrorKind::PermissionDenied);
        let (folder, name) = path.parent().zip(path.file_name()).ok_or_else(refused)?;
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let found = folder.symlink_metadata()?;
        if !found.is_dir() || found.mode() & TO_WRITE != 0 {
            return Err(refused());
        }
        // Whoever reads finds the one or the other, whole.
        let beside = folder.join(format!(".{}.{}", name.display(), process::id()));
        // One that is there was left by a process that was killed.
        let _ = fs::remove_file(&beside);
        let written = File::options().write(true).create_new(true).mode(0o600).open(&beside);
        let written = written.and_then(|mut file| file.write_all(bytes));
        let written = written.and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }

    /// Reads a file that was so written, and none that somebody else put into its place.
    pub(in crate::cli) fn read(path: &Path) -> io::Result<Vec<u8>> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
        let found = file.metadata()?;
        if !found.is_file() || found.mode() & ANY != 0 {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut bytes = Vec::new();
        file.take(MAX_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::path::Path;

    /// Writes nothing: who may read a file is known on Unix only.
    pub(in crate::cli) fn write(_: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Reads nothing, as nothing is written.
    pub(in crate::cli) fn read(_: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::io;
    use std::os::unix::fs::{MetadataExt, symlink};

    use super::*;

    #[test]
    fn it_is_replaced_whole_and_nobody_else_reads_it() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let folder = dir.path().join("state/limier");
        let path = folder.join("answer");
        for text in ["one", "another"] {
            write(&path, text.as_bytes())?;
            assert_eq!(read(&path)?, text.as_bytes());
        }
        assert_eq!(path.metadata()?.mode() & 0o777, 0o600);
        assert_eq!(folder.metadata()?.mode() & 0o777, 0o700);
        assert_eq!(fs::read_dir(&folder)?.count(), 1, "nothing is left beside it");
        Ok(())
    }

    #[test]
    fn no_link_is_followed() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let [folder, other, victim] = ["a", "b", "c"].map(|name| dir.path().join(name));
        let path = folder.join("answer");
        fs::write(&victim, "text")?;
        write(&path, b"one")?;
        fs::remove_file(&path)?;
        symlink(&victim, &path)?;
        assert!(read(&path).is_err());
        write(&path, b"another")?;
        assert_eq!(fs::read_to_string(&victim)?, "text");
        assert_eq!(read(&path)?, b"another", "the link is replaced");
        symlink(&folder, &other)?;
        assert!(write(&other.join("answer"), b"one").is_err());
        Ok(())
    }
}
