//! Which engine answers.
//!
//! It alone chooses: no other command that asks opens an index by itself.

use std::path::Path;

use crate::engine::Engine;
use crate::error::Result;
use crate::index::IndexReader;

/// Opens the collection that a command asks.
pub(super) fn open(dir: &Path) -> Result<Box<dyn Engine>> {
    Ok(Box::new(IndexReader::open(dir)?))
}
