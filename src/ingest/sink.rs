//! The sink: where everything that is found in the inputs goes, in order.
//!
//! An update of a store implements it, and what looks whether a file is known again; tests with
//! a list.

use std::path::Path;

use super::place::Place;
use super::record::field::FieldNames;
use crate::article::Article;
use crate::error::Result;
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::unread_kind::UnreadKind;

/// Takes what is found in the inputs, in order.
pub trait Sink {
    /// Tells whether a file is to be opened.
    fn wants(&mut self, place: &Place) -> Result<bool>;
    /// Returns the names that fields go by in a file, where they are others than those given.
    fn own_names(&mut self, _file: &Path) -> Option<FieldNames> {
        None
    }
    /// Takes note of a file that is about to be read; one whose kind is not read never is.
    fn begins(&mut self, _file: &Path) -> Result<()> {
        Ok(())
    }
    /// Takes an article of a file, with an id and some text.
    fn article(&mut self, article: Article, file: &Path) -> Result<()>;
    /// Takes a decision that an export of limier holds, as JSON; `false` when it is none that
    /// can be taken over.
    fn decision(&mut self, _json: &str) -> Result<bool> {
        Ok(false)
    }
    /// Takes a record that is no article; an error stops the reading.
    fn rejected(&mut self, rejection: Rejection) -> Result<()>;
    /// Takes a file of which a program was to make text and has not, and how it would have been
    /// read: what is known of it stays.
    fn not_converted(&mut self, rejection: Rejection, _read: ReadAs) -> Result<()> {
        self.rejected(rejection)
    }
    /// Takes note that everything a file holds has been handed over, and how it was read;
    /// `None` when its kind is not read.
    fn finished(&mut self, file: &Path, read: Option<ReadAs>) -> Result<()>;
    /// Takes note of a file or an entry whose kind is not read.
    fn skipped(&mut self, path: &Path, kind: &UnreadKind);
    /// Takes note of columns of a table that no field takes, as a message lists them.
    fn unused(&mut self, _path: &Path, _columns: &str) {}
    /// Takes note of bytes read: from the disk, and after decompression.
    fn progress(&mut self, disk_bytes: u64, bytes: u64);
}
