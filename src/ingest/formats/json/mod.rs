//! JSON in its three shapes: lines, arrays, and an object that holds an array.
//!
//! A broken line costs that line; a broken document costs what follows in it.

mod around;
mod article;
mod columns;
mod documents;
mod envelope;
mod graph;
mod lines;
mod repair;
#[cfg(test)]
mod tests;
mod tracked;

pub(super) use documents::Json;
pub(super) use lines::JsonLines;
