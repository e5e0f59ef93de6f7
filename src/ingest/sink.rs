//! The sink: where everything that is found in the inputs goes, in order.
//!
//! The command line implements it with an index behind; tests with a list.

use std::path::Path;

use crate::article::Article;
use crate::error::Result;
use crate::rejection::Rejection;

/// Takes what is found in the inputs, in order.
pub trait Sink {
    /// Tells whether a file is to be read.
    fn wants(&mut self, file: &Path) -> Result<bool>;
    /// Takes an article of a file, with an id and some text.
    fn article(&mut self, article: Article, file: &Path) -> Result<()>;
    /// Takes a record that is no article; an error stops the reading.
    fn rejected(&mut self, rejection: Rejection) -> Result<()>;
    /// Takes note that everything a file holds has been handed over.
    fn finished(&mut self, file: &Path) -> Result<()>;
    /// Takes note of a file whose kind is not read; `kind` is its extension with
    /// a full stop, or a few words.
    fn skipped(&mut self, path: &Path, kind: &str);
    /// Takes note of columns of a table that no field takes, as a message lists them.
    fn unused(&mut self, _path: &Path, _columns: &str) {}
    /// Takes note of bytes read: from the disk, and after decompression.
    fn progress(&mut self, disk_bytes: u64, bytes: u64);
}
