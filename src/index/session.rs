//! What all that writes to an index have in common, in whichever thread: the right to, and
//! what first went wrong, which the index library does not always tell.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lock::WriteLock;
use crate::error::Cause;

/// The writing of one writer. The lock is given back when the last that may still write is
/// gone, though the writer was dropped before: merges go on after an error.
#[derive(Debug, Clone)]
pub(super) struct Session(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    trouble: Mutex<Option<Cause>>,
    /// `None` where who writes has it.
    lock: Option<WriteLock>,
    /// The id of the index.
    index: Option<String>,
}

impl Session {
    /// Returns the session of who has a lock, which is kept elsewhere if not here, of the index
    /// with this id.
    pub(super) fn new(lock: Option<WriteLock>, index: Option<String>) -> Self {
        Self(Arc::new(Shared { trouble: Mutex::default(), lock, index }))
    }

    /// Returns the id of the index that is written to, where it has one.
    pub(super) fn index(&self) -> Option<&str> {
        self.0.index.as_deref()
    }

    /// Takes what first went wrong.
    pub(super) fn take_trouble(&self) -> Option<Cause> {
        self.trouble().take()
    }

    /// Notes what went wrong, unless something did before.
    pub(super) fn note(&self, cause: Cause) {
        self.trouble().get_or_insert(cause);
    }

    fn trouble(&self) -> MutexGuard<'_, Option<Cause>> {
        self.0.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the lock back, when nothing writes any more.
    pub(super) fn end(&self) {
        if let Some(lock) = &self.0.lock {
            lock.release();
        }
    }
}
