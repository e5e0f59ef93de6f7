//! An index on disk that a program asks: it opens a commit and passes questions on to the engine.
//!
//! It ranks nothing itself and never writes.

use std::ops::ControlFlow;
use std::path::Path;

use crate::article::Article;
use crate::engine::{Answer, Engine, Key, Match, Overview, Request, Table};
use crate::error::Result;
use crate::index::IndexReader;

/// An index as of one commit: it does not change while it is open, whatever is written to
/// its folder meanwhile. Threads can share it.
pub struct Index(pub(super) IndexReader);

impl Index {
    /// Opens the last commit of the index in `dir`.
    ///
    /// # Errors
    /// `IndexMissing`, `IndexForeign`, `IndexNewer`, `IndexTooOld`, `IndexOutdated` or
    /// `IndexDamaged`.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self> {
        IndexReader::open(dir.as_ref()).map(Self)
    }

    /// Returns the number of articles.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len()
    }

    /// Tells whether there is no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the best of the articles that a request asks for, with exact totals.
    ///
    /// Articles with some of the words may be among them where too few have all, and
    /// phrases may be looked for as words: the answer says so.
    ///
    /// # Errors
    /// `IndexDamaged`, and `OutOfTime` when the deadline of the request is over before the
    /// articles are found.
    pub fn top(&self, request: &Request) -> Result<Answer> {
        self.0.top(request)
    }

    /// Calls `visit` with every article that has all the words of a request, or any of
    /// them where that is enough, and meets its condition, until it breaks off.
    ///
    /// The set is exact: nothing is relaxed, scored or grouped, and limit, offset and
    /// order do not count. Each article comes once.
    ///
    /// # Errors
    /// `IndexDamaged`, and those of `visit`.
    pub fn matches(
        &self,
        request: &Request,
        mut visit: impl FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        self.0.matches(request, &mut visit)
    }

    /// Returns how many the same articles are, by these keys: one group for each
    /// combination of their values, a single one of all without keys.
    ///
    /// # Errors
    /// `IndexDamaged`.
    pub fn groups(&self, request: &Request, by: &[Key]) -> Result<Table> {
        self.0.groups(request, by)
    }

    /// Returns the articles that a person names: the one with an id, or else those with
    /// an address.
    ///
    /// # Errors
    /// `ArticleMissing` when there is none, `IndexDamaged`.
    pub fn articles(&self, name: &str) -> Result<Vec<Article>> {
        Ok(self.0.articles(name)?.into_iter().map(|entry| entry.article).collect())
    }

    /// Returns what the index holds.
    ///
    /// # Errors
    /// `IndexDamaged`.
    pub fn overview(&self) -> Result<Overview> {
        self.0.overview()
    }
}
