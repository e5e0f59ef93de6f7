//! The parts of the yardstick, for the program and for benchmarks beside it.
//!
//! It uses nothing of limier, which is measured against it.

pub mod analyzer;
pub mod article;
pub mod index;
pub mod search;

/// The result of a step that may fail for a reason worth telling the user.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;
