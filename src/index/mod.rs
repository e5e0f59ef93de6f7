//! The index on disk: its fields, its manifest, writing and reading.
//!
//! A folder holds tantivy's files, among them a lexicon for each segment, and a
//! manifest. Readers never need the writer's lock, and a killed writer leaves the
//! last commit whole. It never analyses a query and never ranks.

mod check;
mod checksums;
mod component;
mod copies;
mod decisions;
mod directory;
mod document;
mod dry_run;
mod files;
mod flow;
mod guesses;
mod inputs;
mod lengths;
mod local;
mod manifest;
mod merging;
mod origins;
mod overview;
mod reader;
mod rebuild;
mod schema;
mod store;
mod tantivy_index;
mod tokenizer;
mod writer;

pub use check::Checkup;
pub use checksums::guarded;
pub use copies::{CopyCounts, Signatures};
pub use decisions::{Decisions, set_exceptions};
pub use document::StoredArticle;
pub use dry_run::DryRun;
pub use files::is_index;
pub use guesses::Guesses;
pub use inputs::{Change, Fingerprint, Inputs, absolute, file_name, reading_of};
pub use local::LocalStore;
pub use manifest::{FORMAT_VERSION, Manifest, OLDEST_FORMAT, Run};
pub use reader::IndexReader;
pub use rebuild::rebuild;
pub use schema::Fields;
pub use store::{Added, Store};
pub use writer::{IndexWriter, WriterOptions};
