//! Which kind of collection a command is about.
//!
//! It alone chooses: no command opens an index, or reads a file of one, by itself.

use std::path::Path;

use crate::engine::{Collection, Engine, Request};
use crate::error::Result;
use crate::search::IndexFolder;

/// Returns the collection that a command is about.
pub(super) fn collection(dir: &Path) -> Box<dyn Collection> {
    Box::new(IndexFolder(dir.to_owned()))
}

/// Opens the engine of the collection that a command asks, which stays open: to unmap its files
/// takes longer than the end of the process does.
pub(super) fn open(dir: &Path) -> Result<&'static dyn Engine> {
    Ok(Box::leak(collection(dir).engine()?))
}

/// Returns how many articles an engine answers for.
pub(super) fn articles(engine: &dyn Engine) -> Result<u64> {
    Ok(engine.groups(&Request::default(), &[])?.total)
}

/// Returns what the collection in a folder is called: the name of the folder.
pub(super) fn place(dir: &Path) -> String {
    let place = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    place.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}
