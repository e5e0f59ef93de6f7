//! The collection as it is now: an engine on its last commit, opened again when another lands.
//!
//! Who asks holds a snapshot for as long as the answer takes: it is one commit, whatever is
//! written meanwhile. What is no longer held is closed by who looks for commits.

use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use crate::engine::{Collection, Engine, Key, Overview, Request, Table};
use crate::error::Result;

/// How often a collection that changes while it is opened is opened again.
const ATTEMPTS: usize = 4;

/// A collection that is open.
pub(crate) struct Archive {
    collection: Box<dyn Collection>,
    current: RwLock<Arc<Snapshot>>,
    /// Those before, as long as somebody holds them.
    before: Mutex<Vec<Arc<Snapshot>>>,
}

/// One commit of it.
pub(crate) struct Snapshot {
    /// What answers.
    pub(super) engine: Box<dyn Engine>,
    /// The number of the commit, and of what was decided.
    pub(super) stamp: u64,
    overview: OnceLock<Overview>,
    /// How many articles there are of each month, with days as in Paris, once that was asked for.
    months: OnceLock<Table>,
}

impl Archive {
    /// Opens a collection.
    ///
    /// # Errors
    /// Those of opening its engine.
    pub(crate) fn open(collection: Box<dyn Collection>) -> Result<Self> {
        let current = RwLock::new(Arc::new(Snapshot::open(&*collection)?));
        Ok(Self { collection, current, before: Mutex::default() })
    }

    /// Returns the last commit that was opened.
    pub(super) fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens another commit if there is one, and closes those that nobody holds any more. What
    /// cannot be opened leaves the last one in its place: it is tried again the next time.
    pub(super) fn refresh(&self) {
        let is_other = |stamp: u64| stamp != self.now().stamp;
        if self.collection.stamp().is_ok_and(is_other)
            && let Ok(snapshot) = Snapshot::open(&*self.collection)
        {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            let last = std::mem::replace(&mut *current, Arc::new(snapshot));
            drop(current);
            self.before.lock().unwrap_or_else(PoisonError::into_inner).push(last);
        }
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        before.retain(|snapshot| Arc::strong_count(snapshot) > 1);
    }
}

impl Snapshot {
    fn open(collection: &dyn Collection) -> Result<Self> {
        let mut stamp = collection.stamp()?;
        let mut engine = collection.engine()?;
        for _ in 1..ATTEMPTS {
            let after = collection.stamp()?;
            if after == stamp {
                break;
            }
            stamp = after;
            engine = collection.engine()?;
        }
        Ok(Self { engine, stamp, overview: OnceLock::new(), months: OnceLock::new() })
    }

    /// Returns how many articles there are of each month, which is counted once.
    ///
    /// # Errors
    /// Those of [`Engine::groups`].
    pub(super) fn months(&self, all: &Request) -> Result<Table> {
        if let Some(months) = self.months.get() {
            return Ok(months.clone());
        }
        let months = self.engine.groups(all, &[Key::Month])?;
        Ok(self.months.get_or_init(|| months).clone())
    }

    /// Returns what it holds, which is looked up once.
    ///
    /// # Errors
    /// Those of [`Engine::overview`].
    pub(super) fn overview(&self) -> Result<&Overview> {
        if let Some(overview) = self.overview.get() {
            return Ok(overview);
        }
        let overview = self.engine.overview()?;
        Ok(self.overview.get_or_init(|| overview))
    }
}
