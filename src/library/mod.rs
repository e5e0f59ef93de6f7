//! What a program that uses limier holds in its hands: an index to ask, one to write.
//!
//! The types here pass questions on; what the crate is made of stays inside.

mod index;
#[cfg(any(test, feature = "internals"))]
pub(crate) mod internals;
mod writer;

pub use index::Index;
pub use writer::Writer;
