//! An error told to a person.
//!
//! It never fails: with standard error gone there is nobody left to tell.

use std::process::ExitCode;

use crate::cluster_fault::ClusterFault;
use crate::error::Error;
use crate::render::write_error;

/// Prints an error and its causes to standard error; returns exit code 2, or 3 where a part of a
/// collection does not answer.
#[must_use]
pub fn report(error: &Error) -> ExitCode {
    // With standard error gone there is nobody left to tell.
    let _ = write_error(&mut anstream::stderr().lock(), error);
    let is_cut = matches!(error, Error::Cluster { fault: ClusterFault::Partial { .. }, .. });
    ExitCode::from(if is_cut { 3 } else { 2 })
}
