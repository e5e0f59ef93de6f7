//! An index on disk that a program writes articles to, from wherever it has them.
//!
//! Of files it knows nothing: those are read by the command line.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::article::Article;
use crate::error::Result;
use crate::index::{Added, LocalStore, Store, WriterOptions};

/// An index that is written to, by one writer at a time; what is not committed is lost.
pub struct Writer(Box<LocalStore>);

impl Writer {
    /// Opens the index in `dir`, or makes one when the folder is absent or empty; one of an
    /// older format is made anew before.
    ///
    /// # Errors
    /// `IndexForeign`, `IndexNewer`, `IndexTooOld` or `IndexDamaged` as for reading, `IndexBusy`
    /// when another process writes, `IndexWrite` when the folder cannot be written.
    pub fn open(dir: impl AsRef<Path>, now: Timestamp, options: WriterOptions) -> Result<Self> {
        let store = LocalStore::open(dir.as_ref(), &now.to_string(), options)?;
        Ok(Self(Box::new(store)))
    }

    /// Adds an article, and returns whether it is new: otherwise it has taken the place of the
    /// one with the same id and address, or the same source where neither has an address.
    ///
    /// An article that has the id of another one gets a mark behind it. One that a person
    /// deleted with `limier delete` is left out, and is not new.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    pub fn add(&mut self, article: Article) -> Result<bool> {
        Ok(self.0.add(article, &Arc::from(""))? == Added::New)
    }

    /// Deletes the article with this id, if there is one; it may be added again.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    pub fn delete(&mut self, id: &str) -> Result<()> {
        self.0.delete(id)
    }

    /// Makes everything so far visible to those who open the index from now on.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    pub fn commit(&mut self) -> Result<()> {
        self.0.commit()
    }

    /// Commits and tidies up.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    pub fn finish(self) -> Result<()> {
        self.0.finish(None)
    }
}
