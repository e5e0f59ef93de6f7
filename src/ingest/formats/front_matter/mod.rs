//! Texts with a head of fields in YAML between two lines of hyphens, as `.md` or `.txt`.

mod format;
mod markdown;
mod scalar;
mod yaml;

pub(super) use format::FrontMatter;
