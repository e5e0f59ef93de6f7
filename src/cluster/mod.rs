//! A collection that an `OpenSearch` cluster keeps: the engine that answers for it and the store
//! that writes to it, over HTTP.
//!
//! The cluster finds and counts; words, ranking, snippets and ids are limier's own, by the same
//! code as for an index in a folder. Nothing outside knows what the cluster is.

mod access;
mod address;
mod arrivals;
mod bulk;
mod candidates;
mod client;
mod collection;
mod document;
mod dry_run;
mod engine;
mod groups;
mod hits;
mod loader;
mod mapping;
mod marking;
mod notes;
mod opened;
mod page;
mod plan;
mod purge;
mod queries;
mod reading;
mod rebuild;
mod recount;
mod runs;
mod said;
mod signatures;
mod state;
mod statistics;
mod store;
mod table;
mod walk;
mod words;

pub(crate) use access::Access;
pub(crate) use address::Address;
pub(crate) use collection::ClusterCollection;
