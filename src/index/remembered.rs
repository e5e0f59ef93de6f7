//! What was looked up before, for as long as an index is open.
//!
//! A commit never changes, so that what it says once it says always. What goes wrong is never
//! remembered, and nothing is looked up here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;

use crate::article::TextField;

/// Most answers of a kind that are kept; all are forgotten when there are more.
const MOST: usize = 20_000;

/// Where the postings of a term are in a segment and a field of it.
pub(crate) struct TermPlace {
    pub(crate) segment: SegmentId,
    pub(crate) field: TextField,
    pub(crate) info: TermInfo,
}

/// What was found for some words.
#[derive(Debug)]
pub(crate) struct Remembered<T: ?Sized>(Mutex<HashMap<Box<str>, Arc<T>, FixedState>>);

impl<T: ?Sized> Default for Remembered<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: ?Sized> Remembered<T> {
    /// Returns what is found for a word, looked for the first time only.
    pub(crate) fn or_find<E>(
        &self,
        word: &str,
        find: impl FnOnce() -> Result<Arc<T>, E>,
    ) -> Result<Arc<T>, E> {
        // Nothing in there is ever half done.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(word) {
            return Ok(Arc::clone(found));
        }
        let found = find()?;
        let mut known = known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(word.into(), Arc::clone(&found));
        Ok(found)
    }
}
