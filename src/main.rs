//! The `limier` program: parse arguments, run, print the error, exit code.

use std::process::ExitCode;

use clap::Parser;
use limier::cli::{self, Cli};

fn main() -> ExitCode {
    match cli::run_guarded(&Cli::parse()) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => cli::report(&error),
    }
}
