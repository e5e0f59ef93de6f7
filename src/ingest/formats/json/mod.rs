//! JSON in its three shapes: lines, arrays, and an object that holds an array.

mod article;
pub(in crate::ingest) mod documents;
mod envelope;
pub(in crate::ingest) mod lines;
mod repair;
#[cfg(test)]
mod tests;
mod tracked;
