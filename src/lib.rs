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
//! eval/      rankings and judgments -> measures of relevance
//! render/    answers -> terminal, JSON, TREC: one file an output format, one table
//! ```
//!
//! The flow: `place -> ingest -> Article -> analysis -> index (+ lexicon)`, and
//! `typed text -> query -> request -> engine -> answer -> render`. Arrows between modules
//! run one way: `cli -> render, ingest, search, eval -> engine -> index -> query ->
//! lexicon -> analysis`.
//!
//! Outside `cli` nothing prints, exits or reads a clock; analysis is pure and
//! cannot fail; the same tokenizer serves indexing, queries and highlighting; no
//! article is lost in silence.

pub mod analysis;
pub mod article;
mod calendar;
pub mod cli;
mod date_error;
pub mod engine;
mod error;
pub mod eval;
pub mod index;
pub mod ingest;
mod language_code;
pub mod lexicon;
pub mod query;
mod read_as;
mod rejection;
pub mod render;
pub mod search;
mod syntax_error;

pub use article::Article;
pub use date_error::{DateError, DateProblem};
pub use error::{Damage, Error, Result};
pub use rejection::{Reason, Rejection};
pub use syntax_error::{Side, SyntaxError, SyntaxProblem};
