//! Archives: what is in a zip or tar file, each entry read as a file on disk is.

mod entry;
pub(in crate::ingest) mod tar;
#[cfg(test)]
mod tests;
pub(in crate::ingest) mod zip;
