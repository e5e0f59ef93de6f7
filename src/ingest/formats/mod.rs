//! The formats: one file or folder each.

pub(super) mod archive;
pub(super) mod feed;
pub(super) mod html;
pub(super) mod json;
pub(super) mod newsml;
pub(super) mod table;
pub(super) mod text;
pub(super) mod trec;
pub(super) mod warc;
