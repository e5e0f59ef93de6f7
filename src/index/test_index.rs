//! An index of format 4 for tests, made by an older version, to be changed at will.
//!
//! The fixture itself is never opened, only copies of it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Returns a copy of the index of format 4.
pub(crate) fn of_format_4() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    copy(dir.path());
    dir
}

/// Copies the index of format 4 to a folder.
pub(super) fn copy(to: &Path) {
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/index-4")) {
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("a writable folder");
    }
}

/// Returns the files of a folder.
pub(crate) fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("a folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Writes another byte at a place in a file; its old content stays with who has it open.
pub(crate) fn damage(path: &Path, at: usize) {
    let mut bytes = fs::read(path).expect("a file");
    bytes[at] ^= 0xFF;
    fs::remove_file(path).expect("a writable folder");
    fs::write(path, bytes).expect("a writable folder");
}
