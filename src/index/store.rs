//! Where articles are written: the seam between what reads inputs and what keeps them.
//!
//! A store takes articles and forgets them; it ranks nothing and prints nothing.

use std::sync::Arc;

use super::decisions::Decisions;
use super::deletion::Deleting;
use super::inputs::Inputs;
use super::manifest::IndexingRun;
use crate::article::Article;
use crate::error::Result;
use crate::lexicon::Exceptions;

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Added {
    /// Its id was new.
    New,
    /// It took the place of the article with its id, which came from this file (empty for
    /// a stream).
    Replaced(Arc<str>),
    /// The article with its id was of a file that is read again, and had left with a commit since.
    Again,
    /// It was deleted for good, and was not added.
    LeftOut,
}

/// The copies of articles that were deleted for good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CopiesOfDeleted {
    /// The ids of articles that went because they have the text of one that was named, sorted.
    pub gone: Vec<String>,
    /// The ids of articles with nearly the text of one, which stay, sorted.
    pub near: Vec<String>,
}

/// What keeps articles: an index on disk, or nothing that lasts.
pub(crate) trait Store {
    /// Returns the files that were read; what is noted there lasts as the articles do.
    fn inputs(&mut self) -> &mut Inputs;

    /// Adds an article that `file` holds (empty for a stream), in place of the one with the
    /// same id and address, or the same source where neither has an address; of the same
    /// file, in one reading and without an address, the one with the same title and text. The
    /// ids of others with this id get a mark. One that a person deleted is left out.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn add(&mut self, article: Article, file: &Arc<str>) -> Result<Added>;

    /// Deletes the article with this id, which may be added again.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn delete(&mut self, id: &str) -> Result<()>;

    /// Deletes articles for good, with the copies of their texts: when they are added again they
    /// are left out. `ids` may be those of articles that were deleted before where nothing of
    /// them may stay: all, where there are none.
    ///
    /// # Errors
    /// `BadLine`, `IndexDamaged`, `IndexWrite` or `Write`.
    fn delete_for_good(&mut self, ids: &[String], how: Deleting<'_>) -> Result<CopiesOfDeleted>;

    /// Deletes the articles of a file, and returns how many there were when last committed.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn delete_file(&mut self, file: &str) -> Result<u64>;

    /// Deletes the articles of a file that is about to be read again; [`Self::end_file`] tells how
    /// that ended.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn reread_file(&mut self, file: &Arc<str>) -> Result<()>;

    /// Notes that a file was read again to its end, or not, and returns how many articles that it
    /// had have not come again: these are gone, or there as they were. Of a file that was read to
    /// its end it may be said later that it was not, as long as the run lasts.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn end_file(&mut self, file: &str, is_whole: bool) -> Result<u64>;

    /// Notes that a file is about to be read again and that its articles stay: those that it
    /// holds no more, too.
    fn keep_file(&mut self, file: &Arc<str>);

    /// Deletes the articles of files that are gone, and returns how many: those added again
    /// from other files stay.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64>;

    /// Takes over decisions that were made about the same articles elsewhere: of two about
    /// the same the later one counts.
    ///
    /// # Errors
    /// `BadLine` or `IndexWrite`.
    fn decide(&mut self, decisions: &Decisions) -> Result<()>;

    /// Puts exceptions to stemming in place of those there are; they are in force for every
    /// reader opened from now on. `now` is in ISO 8601.
    ///
    /// # Errors
    /// `BadLine`, `IndexDamaged` or `Write`.
    fn set_exceptions(&mut self, exceptions: &Exceptions, now: &str) -> Result<()>;

    /// Returns how many ids were found to be those of several articles, of which each has a
    /// mark behind it.
    fn shared_ids(&self) -> u64;

    /// Makes everything so far visible to readers, and what was read with it.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn commit(&mut self) -> Result<()>;

    /// Commits, tidies up, and notes the run where there is one.
    ///
    /// # Errors
    /// `IndexWrite` or `IndexDamaged`.
    fn finish(self: Box<Self>, run: Option<IndexingRun>) -> Result<()>;
}
