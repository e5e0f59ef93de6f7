//! A stream of bytes that articles are read from, and where it is.

use std::cell::Cell;
use std::io::BufRead;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// Where a stream or a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file on disk, `-` for standard input.
    pub(super) file: Arc<Path>,
    /// The same with the names inside archives: `depeches.zip/2020/a.html`.
    pub(super) path: Arc<Path>,
}

impl Origin {
    /// Returns the origin of a file on disk.
    pub(super) fn file(path: &Path) -> Self {
        let file: Arc<Path> = path.into();
        Self { path: Arc::clone(&file), file }
    }
}

/// A stream being read, decompressed.
pub(super) struct Source<'s> {
    pub(super) origin: Origin,
    pub(super) input: Box<dyn BufRead + 's>,
    /// Bytes read from the disk and not yet reported.
    pub(super) disk_bytes: Rc<Cell<u64>>,
}
