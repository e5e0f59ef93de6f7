//! The index on disk: its fields, its manifest, writing and reading.
//!
//! A folder holds tantivy's files, among them a lexicon for each segment, and a
//! manifest. Readers never need the writer's lock, and a killed writer leaves the
//! last commit whole. It never analyses a query and never ranks.

mod component;
mod copies;
mod directory;
mod document;
mod exceptions;
mod flow;
mod guesses;
mod inputs;
mod lengths;
mod manifest;
mod merging;
mod origins;
mod overview;
mod reader;
mod schema;
mod tokenizer;
mod writer;

pub use copies::{CopyCounts, Signatures};
pub use document::StoredArticle;
pub use exceptions::set_exceptions;
pub use guesses::Guesses;
pub use inputs::{Change, Fingerprint, Inputs, absolute, file_name, reading_of};
pub use manifest::{FORMAT_VERSION, Manifest, Run, is_index};
pub use reader::IndexReader;
pub use schema::Fields;
pub use writer::{Added, IndexWriter, WriterOptions};
