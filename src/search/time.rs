//! The time that a search may take, as the loops through an index ask for it.
//!
//! It gives up with an error that no system gives, so that it is never taken for damage.

use std::io;
use std::sync::Arc;

use tantivy::TantivyError;

use crate::engine::Deadline;

/// Fails when the time of a search is over.
pub(super) fn in_time(deadline: &Deadline) -> tantivy::Result<()> {
    if deadline.is_over() { Err(over()) } else { Ok(()) }
}

#[cold]
fn over() -> TantivyError {
    // Without a code of the system, it is ours.
    TantivyError::IoError(Arc::new(io::ErrorKind::TimedOut.into()))
}
