//! The index on disk: its fields, its manifest, writing and reading.
//!
//! A folder holds tantivy's files, among them a lexicon for each segment, and a
//! manifest. Readers never need the writer's lock, and a killed writer leaves the
//! last commit whole. It never analyses a query and never ranks.

mod article_store;
mod check;
mod checksums;
mod committed;
mod component;
mod condemned;
mod copies;
#[cfg(test)]
mod crashes;
mod decision;
mod decision_file;
mod decisions;
mod deleted;
mod deletion;
mod directory;
mod disk;
mod disks;
mod document;
mod doomed;
mod dry_run;
#[cfg(test)]
mod faults;
mod field_words;
mod file_name;
mod file_sums;
mod files;
mod fingerprint;
mod first_seen;
mod first_seens;
mod flow;
mod forgotten;
mod found_manifest;
mod found_segments;
mod guesses;
mod holders;
mod id_column;
mod ids;
mod inputs;
mod lengths;
mod local;
mod lock;
mod looked_up;
mod manifest;
mod marked;
mod merging;
mod named;
mod original;
mod overview;
mod packing;
mod posting_list;
mod published_at;
mod purge;
#[cfg(test)]
mod races;
mod reader;
mod rebuild;
mod remembered;
mod repair;
mod said;
mod salvage;
mod scanned_store;
mod schema;
mod seal;
mod sealed_file;
mod segment_lengths;
mod segment_list;
mod session;
mod stamp;
mod store;
mod store_block;
mod stored_document;
mod tagged;
mod tantivy_index;
#[cfg(test)]
pub(crate) mod test_index;
mod ties;
mod tokenizer;
mod values;
mod vints;
mod web_address;
mod weeks;
mod word_places;
mod writer;

pub(crate) use article_store::ArticleStore;
pub(crate) use check::Checkup;
pub(crate) use checksums::guarded;
#[cfg(feature = "cluster")]
pub(crate) use condemned::Condemned;
pub(crate) use copies::{CopyCounts, Signatures, first_near};
pub(crate) use decisions::Decisions;
#[cfg(feature = "cluster")]
pub(crate) use deleted::Deleted;
pub(crate) use deletion::{Deleting, Deletion};
#[cfg(feature = "cluster")]
pub(crate) use deletion::{Known, keys_of};
pub(crate) use document::StoredArticle;
#[cfg(feature = "cluster")]
pub(crate) use document::tie;
#[cfg(feature = "cluster")]
pub(crate) use dry_run::DryRun;
pub(crate) use dry_run::dry_run;
pub(crate) use file_name::{FileId, absolute, file_id, file_name, has_links, path_of};
pub(crate) use files::is_index;
pub(crate) use fingerprint::{Fingerprint, options_hash};
#[cfg(feature = "cluster")]
pub(crate) use first_seen::FirstSeen;
#[cfg(feature = "cluster")]
pub(crate) use first_seen::next_commit;
#[cfg(feature = "cluster")]
pub(crate) use forgotten::Forgotten;
pub(crate) use guesses::Guesses;
#[cfg(feature = "cluster")]
pub(crate) use holders::{Holders, Member};
#[cfg(feature = "cluster")]
pub(crate) use ids::Ids;
pub(crate) use inputs::{Change, Inputs};
pub(crate) use local::LocalStore;
pub(crate) use manifest::{FORMAT_VERSION, IndexingRun, Manifest, OldVersion};
pub(crate) use posting_list::{KeptPostings, PostingList, before};
#[cfg(feature = "cluster")]
pub(crate) use published_at::{Identity, PublishedAt, is_made_of, without_mark};
pub(crate) use reader::IndexReader;
pub(crate) use remembered::{Place, Room, TermPostings};
pub(crate) use repair::{Repair, repair};
#[cfg(feature = "cluster")]
pub(crate) use said::Said;
pub(crate) use salvage::Lost;
pub(crate) use schema::Fields;
pub(crate) use stamp::stamp;
pub(crate) use store::{Added, CopiesOfDeleted, Store};
pub(crate) use tantivy_index::tidy_up;
pub(crate) use ties::TieColumns;
pub(crate) use weeks::Week;
pub(crate) use word_places::PlacedWords;
#[cfg(test)]
pub(crate) use writer::IndexWriter;
pub use writer::WriterOptions;
