//! The `limier` program: parse arguments, run, print the error, exit code.
//!
//! It knows no command; a panic is printed as the error that it becomes, and not twice.

use std::panic;
use std::process::ExitCode;

use limier::cli;

fn main() -> ExitCode {
    // A panic is printed as the error that it becomes, and not twice.
    panic::set_hook(Box::new(|_| {}));
    match cli::run(&cli::arguments()) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => cli::report(&error),
    }
}
