//! Plain text: one article a file, or several where a mark that repeats parts them.

mod article;
mod format;

pub(super) use format::Text;
