//! The command line: one file a command, its arguments and what it runs.
//!
//! A command makes a request of what was typed and has the answer written. Only here are
//! the time of day, the terminal and the environment read.

mod check;
mod command;
mod delete;
mod eval;
mod export;
mod formats;
mod help;
mod index;
mod info;
mod input_formats;
mod lexicon;
mod open;
mod options;
mod outcome;
mod output;
mod queries;
mod report;
mod search;
mod show;
mod word;

pub use command::{Cli, run};
pub use outcome::Outcome;
pub use report::report;
