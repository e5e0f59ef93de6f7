//! How a command ended.
//!
//! An error has no outcome: its exit code is given where it is told.

use std::process::ExitCode;

/// How a command that did its work ended; an error is the third way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Something was found; everything was indexed. Exit code 0.
    Complete,
    /// Nothing was found; some records were rejected. Exit code 1.
    Partial,
    /// A query took longer than it may, and has no answer. Exit code 3.
    Cut,
    /// A signal stopped it, and what was done is kept; with the exit code that tells which.
    Stopped(u8),
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Complete => Self::SUCCESS,
            Outcome::Partial => Self::from(1),
            Outcome::Cut => Self::from(3),
            Outcome::Stopped(code) => Self::from(code),
        }
    }
}
