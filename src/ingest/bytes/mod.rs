//! Bytes on their way from a file or an archive to a format: where they come from, how
//! many there may be, decompression, encodings. No format is known here.

pub(super) mod compression;
pub(super) mod encoding;
pub(super) mod line_ends;
pub(super) mod meter;
pub(super) mod source;
pub(super) mod zipped;
