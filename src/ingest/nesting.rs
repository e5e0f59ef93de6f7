//! How deep files may lie in files: archives in archives, letters in letters.
//!
//! It opens none.

use super::bytes::source::Origin;
use super::format::Out;
use crate::error::Result;
use crate::rejection::Reason;

/// Most files around an entry.
pub(super) const MAX_DEPTH: usize = 3;

/// Tells whether a file is not in too many others to be opened; says so if it is.
pub(super) fn may_enter(file: &Origin, out: &mut dyn Out) -> Result<bool> {
    if file.depth < MAX_DEPTH {
        return Ok(true);
    }
    out.rejected(file, Reason::ArchivesTooDeep(file.depth))?;
    Ok(false)
}
