//! A second engine, for tests: articles in memory, matched by reading their texts.
//!
//! It shares with the engine on an index what both must agree on (tokenizer, families,
//! policy, scoring function) and finds everything by itself: it has no postings.

mod asked;
mod engine;
mod reading;
mod tests;
mod texts;
