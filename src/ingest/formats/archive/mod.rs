//! Archives: what is in a zip or tar file, each entry read as a file on disk is.

mod entry;
mod tar;
#[cfg(test)]
mod tests;
mod zip;

pub(super) use tar::Tar;
pub(super) use zip::Zip;
