//! limier finds articles in collections of French news.
//!
//! The flow: `place -> ingest -> Article -> analysis -> index (+ lexicon)`, and
//! `typed text -> query -> families from the lexicon -> search -> snippets ->
//! render`. Arrows between modules run one way: `cli -> render, ingest, index,
//! search -> query -> lexicon -> analysis`.
//!
//! The library never prints, never exits and reads no clock of its own; analysis
//! is pure and cannot fail; the same tokenizer serves indexing, queries and
//! highlighting; no article is lost in silence.

pub mod analysis;
pub mod article;
pub mod cli;
mod error;
pub mod index;
pub mod ingest;
pub mod lexicon;
pub mod query;
pub mod render;
pub mod search;

pub use article::Article;
pub use error::{Damage, Error, Result};
