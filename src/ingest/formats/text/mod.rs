//! Plain text: one article a file, or several where a mark that repeats parts them.

mod article;
mod format;

pub(in crate::ingest) use article::MAX_TITLE_CHARS;
pub(super) use format::Text;
