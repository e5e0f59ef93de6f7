//! limier finds articles in collections of French news.
//!
//! ```text
//! cli/       one file a command: its arguments and what it runs
//! ingest/    inputs -> articles: places, archives, encodings, one file a format
//! analysis/  text -> words with offsets: tokenizer, folding, stop words, language
//! lexicon/   the distinct words of a collection: counts, stems, families
//! index/     the index on disk: fields, manifest, writing, reading
//! query/     what was typed -> a tree -> words to look for and conditions to meet
//! engine/    what can be asked of a collection, and what it answers: requests, hits
//! search/    the engine on an index: plan, collect, page; matches, groups, snippets
//! cluster/   the engine and the store on an OpenSearch cluster, over HTTP
//! eval/      rankings and judgments -> measures of relevance
//! serve/     the archive over HTTP: pages, an API, feeds, a tool for assistants
//! render/    answers -> terminal, JSON, TREC: one file an output format, one table
//! library/   an index to ask, one to write: what programs use
//! ```
//!
//! The flow: `place -> ingest -> Article -> analysis -> index (+ lexicon)`, and
//! `typed text -> query -> request -> engine -> answer -> render`. Arrows between modules
//! run one way: `cli, library -> serve -> render, ingest, cluster, eval -> search -> engine ->
//! index -> query -> lexicon -> analysis`; the files beside this one are leaves, below all.
//!
//! Outside `cli` nothing prints, exits or reads the time of day; analysis is pure and
//! cannot fail; the same tokenizer serves indexing, queries and highlighting; no
//! article is lost in silence.
//!
//! # As a library
//!
//! A [`Writer`] takes articles, an [`Index`] is opened, a [`Request`] made of what somebody
//! typed, and an [`Answer`] is owned data. `examples/` has a program that searches and one
//! that indexes.
//!
//! ```
//! use limier::jiff::Timestamp;
//! use limier::{Article, Clock, Index, Query, Request, Writer, WriterOptions};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let dir = tempfile::tempdir()?;
//! let now: Timestamp = "2024-03-12T08:00:00Z".parse()?;
//! let mut writer = Writer::open(dir.path(), now, WriterOptions::default())?;
//! writer.add(Article {
//!     id: "pont".to_owned(),
//!     title: "Le pont rouvre".to_owned(),
//!     body: "Les camions attendront encore un mois.".to_owned(),
//!     ..Article::default()
//! })?;
//! writer.finish()?;
//!
//! let index = Index::open(dir.path())?;
//! let query = Query::parse("les ponts", &Clock::in_paris(now))?;
//! let answer = index.top(&Request { query, ..Request::default() })?;
//! assert_eq!(answer.total, 1);
//! assert_eq!(answer.hits[0].title, "Le pont rouvre");
//! # Ok(())
//! # }
//! ```

// Whatever a name of the façade leads to is in the façade, but for what `internals` shows.
#![cfg_attr(not(any(test, feature = "internals")), deny(unnameable_types))]

// The fuzz targets, which are a crate of their own, name it so.
#[cfg(test)]
extern crate self as limier;

#[allow(unreachable_pub, reason = "benches and fuzz targets reach it through `internals`")]
mod analysis;
mod article;
mod calendar;
mod character;
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cluster")]
mod cluster;
mod cluster_fault;
mod cores;
mod date_error;
mod engine;
mod error;
mod eval;
mod index;
#[allow(unreachable_pub, reason = "benches and fuzz targets reach it through `internals`")]
mod ingest;
mod language_code;
mod lexicon;
mod library;
mod line_fault;
mod path_label;
mod query;
#[allow(unreachable_pub, reason = "fuzz targets reach it through `internals`")]
mod read_as;
#[allow(unreachable_pub, reason = "benches and fuzz targets reach it through `internals`")]
mod read_fault;
mod rejection;
#[allow(unreachable_pub, reason = "fuzz targets reach it through `internals`")]
mod render;
mod search;
mod serve;
mod syntax_error;
#[allow(unreachable_pub, reason = "fuzz targets reach it through `internals`")]
mod unread_kind;

pub use article::{Article, Date, FirstIndexed, TextField};
pub use engine::{
    Answer, Copies, CopyOf, Deadline, Detail, Forms, Fragment, Hint, Hit, Key, Match, Occurrence,
    Order, Overview, Recency, Request, Row, ScoreParts, SnippetOptions, Table, WordScore,
};
pub use error::{Error, Result};
pub use index::WriterOptions;
/// The crate of dates whose types [`Clock`], [`Request`] and [`Writer`] take.
pub use jiff;
pub use library::{Index, Writer};
pub use query::{Clock, Query};

/// What an [`Error`] is about, and what it says.
pub mod errors {
    pub use crate::cluster_fault::{AddressFault, ClusterFault};
    pub use crate::date_error::DateError;
    pub use crate::error::{Absence, Damage, DefaultFault, InUse, Writing};
    pub use crate::line_fault::LineFault;
    pub use crate::rejection::Rejection;
    pub use crate::render::sentence;
    pub use crate::syntax_error::SyntaxError;
}

/// What benches and fuzz targets reach into; it may change at any time.
#[cfg(any(test, feature = "internals"))]
#[doc(hidden)]
pub mod internals {
    pub use crate::analysis::{MAX_TERM_BYTES, detect_language, fold, words};
    pub use crate::ingest::{Catalog, FieldNames, Place, Sink, read};
    pub use crate::library::internals::{families, forms, spans};
    pub use crate::read_as::ReadAs;
    pub use crate::render::{error_message, rejection_message};
    pub use crate::search::snippet;
    pub use crate::unread_kind::{Remedy, UnreadKind};
}
