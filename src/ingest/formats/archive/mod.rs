//! Archives: what is in a zip or tar file, each entry read as a file on disk is.
//!
//! Nothing is unpacked onto the disk, and the name of an entry is a label, never a place.

mod entry;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

pub(in crate::ingest) use entry::MAX_DEPTH;
pub(super) use tar::Tar;
pub(super) use zip::Zip;
