//! An error told to a person.
//!
//! It never fails: with standard error gone there is nobody left to tell.

use std::process::ExitCode;

use crate::error::Error;
use crate::render::write_error;

/// Prints an error and its causes to standard error; returns exit code 2.
#[must_use]
pub fn report(error: &Error) -> ExitCode {
    // With standard error gone there is nobody left to tell.
    let _ = write_error(&mut anstream::stderr().lock(), error);
    ExitCode::from(2)
}
