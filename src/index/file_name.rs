//! The names by which an index knows files: absolute paths, as text whatever their bytes.
//!
//! A name leads back to its path, byte for byte.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(unix)]
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode};

/// What a name begins with that is no text, its bytes behind that; no absolute path begins so.
#[cfg(unix)]
const BYTES: &str = "bytes:";

/// The bytes that stand for themselves in no such name.
#[cfg(unix)]
const ENCODED: &AsciiSet = &CONTROLS.add(b'%');

/// Returns the name by which an index knows a file. `None` for a stream, and where a system
/// has paths that are no bytes for one that is no text: such a file is read each time.
#[must_use]
pub(crate) fn file_name(path: &Path) -> Option<Arc<str>> {
    let path = absolute(path)?;
    #[cfg(unix)]
    return Some(name_of(&path));
    #[cfg(not(unix))]
    return path.to_str().map(Arc::from);
}

#[cfg(unix)]
fn name_of(path: &Path) -> Arc<str> {
    use std::os::unix::ffi::OsStrExt;
    if let Some(path) = path.to_str() {
        return path.into();
    }
    let bytes = percent_encode(path.as_os_str().as_bytes(), ENCODED);
    format!("{BYTES}{bytes}").into()
}

/// Returns the path of a file that an index knows by this name.
#[must_use]
pub(crate) fn path_of(name: &str) -> Cow<'_, Path> {
    #[cfg(unix)]
    if let Some(bytes) = name.strip_prefix(BYTES) {
        use std::os::unix::ffi::OsStringExt;
        let bytes = percent_decode_str(bytes).collect();
        return Cow::Owned(PathBuf::from(std::ffi::OsString::from_vec(bytes)));
    }
    Cow::Borrowed(Path::new(name))
}

/// Returns a path without links and steps back, also of a file that is gone while its
/// folder is there.
#[must_use]
pub(crate) fn absolute(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return (path.is_file() || path.is_dir()).then_some(path);
    }
    let path = std::path::absolute(path).ok()?;
    let folder = path.parent()?;
    let folder = absolute(folder).unwrap_or_else(|| folder.to_owned());
    Some(folder.join(path.file_name()?))
}

/// What a file is whatever its name: its device and number.
#[cfg(unix)]
pub(crate) type FileId = (u64, u64);

/// What a file is whatever its name: its path without links.
#[cfg(not(unix))]
pub(crate) type FileId = PathBuf;

/// Returns what a file is whatever its name, `None` for what is no regular file.
#[cfg(unix)]
#[must_use]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let metadata = path.metadata().ok()?;
    metadata.is_file().then(|| (metadata.dev(), metadata.ino()))
}

/// Returns what a file is whatever its name, `None` for what is no regular file.
#[cfg(not(unix))]
#[must_use]
pub(crate) fn file_id(path: &Path) -> Option<FileId> {
    path.canonicalize().ok().filter(|path| path.is_file())
}

/// Tells whether a file may go by several names, links that are only names left aside.
#[must_use]
pub(crate) fn has_links(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        path.metadata().is_ok_and(|metadata| metadata.nlink() > 1)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let path = Path::new(OsStr::from_bytes(bytes));
        let name = name_of(path);
        assert_eq!((&*name, &*path_of(&name)), (expected, path));
    }

    #[test]
    fn every_path_has_a_name_and_every_name_a_path() {
        check("/presse/été 100%.txt".as_bytes(), "/presse/été 100%.txt");
        check(b"/presse/\xe9t\xe9.txt", "bytes:/presse/%E9t%E9.txt");
        check(b"/presse/\xe8t%E8\n.txt", "bytes:/presse/%E8t%25E8%0A.txt");
    }
}
