//! The output formats: one file each, and the table of them all.

mod format;
mod json;
mod jsonl;
mod layout;
mod text;
mod trec;
mod tsv;

pub use format::{ArticleWriter, HitFormat, HitsWriter, Style, TableWriter};
pub use json::{JSON, answer_json};
pub use layout::{Highlight, Layout};
pub use text::TEXT;

/// Every output format, in the order of the help.
pub static ALL: [&HitFormat; 5] = [&TEXT, &JSON, &jsonl::JSONL, &trec::TREC, &tsv::TSV];
