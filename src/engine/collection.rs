//! A collection: what opens the engine that answers for it and the store that writes to it.
//!
//! Commands know a collection and no kind of one: whether it is a folder on disk is chosen where
//! it is opened. It answers nothing itself and adds no article.

use std::time::Duration;

use super::contract::Engine;
use crate::error::Result;
use crate::index::{Checkup, Decisions, OldVersion, Repair, Store, WriterOptions};

/// Where articles are kept. Moments are in ISO 8601; `wait` is how long to wait for who writes.
pub(crate) trait Collection: Send + Sync {
    /// Opens what answers, as of now.
    ///
    /// # Errors
    /// `IndexMissing`, `IndexForeign`, `IndexNewer`, `IndexTooOld`, `IndexOutdated` or
    /// `IndexDamaged`.
    fn engine(&self) -> Result<Box<dyn Engine>>;

    /// Returns a number that is another one when what [`Self::engine`] opens would answer
    /// otherwise: a commit, a decision.
    ///
    /// # Errors
    /// Those of [`Self::engine`], and `Read`.
    fn stamp(&self) -> Result<u64>;

    /// Opens what writes, which is made when there is none yet, and made anew before when it is
    /// of an older version.
    ///
    /// # Errors
    /// Those of [`Self::engine`], `IndexBusy` when another process writes, and those of writing.
    fn store(&self, now: &str, options: WriterOptions) -> Result<Box<dyn Store>>;

    /// Opens a store that keeps nothing and tells what the other would do.
    ///
    /// # Errors
    /// Those of [`Self::engine`], but for `IndexMissing`.
    fn dry_run(&self) -> Result<Box<dyn Store>>;

    /// Returns what people decided about its articles and words.
    ///
    /// # Errors
    /// `BadLine`, `IndexDamaged` or `Read`.
    fn decisions(&self) -> Result<Decisions>;

    /// Changes what people decided, which is in force for every engine opened from now on.
    ///
    /// # Errors
    /// Those of [`Self::decisions`] and of writing, and `IndexBusy`.
    fn revise(
        &self,
        now: &str,
        wait: Duration,
        change: &mut dyn FnMut(&mut Decisions),
    ) -> Result<()>;

    /// Removes what killed writers have left, unless another one writes: it helps, and is never
    /// needed.
    fn tidy(&self, _now: &str) {}

    /// Returns why it is made anew before anything is written to it; `None` when it is not, or
    /// not there.
    ///
    /// # Errors
    /// Those of [`Self::engine`].
    fn old_version(&self) -> Result<Option<OldVersion>>;

    /// Finds out whether all of it is as it was written.
    ///
    /// # Errors
    /// Those of [`Self::engine`], where not even that can be found out.
    fn check(&self) -> Result<Checkup>;

    /// Makes it whole, and of this version, from what can be read of it.
    ///
    /// # Errors
    /// `IndexDamaged` when too little can be read, `IndexBusy`, and those of writing.
    fn repair(&self, now: &str, wait: Duration) -> Result<Repair>;
}
