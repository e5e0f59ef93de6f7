//! Texts with a head of fields in YAML between two lines of hyphens, as `.md` or `.txt`.
//!
//! Nothing in the YAML refers to anything, and no Markdown is changed but that of headings.

mod format;
mod markdown;
mod scalar;
mod yaml;

pub(super) use format::FrontMatter;
