//! The command line: one file a command, its arguments and what it runs.
//!
//! A command makes a request of what was typed and has the answer written. Only here are
//! the time of day, the terminal and the environment read.

mod arguments;
mod asker;
mod check;
mod command;
mod conditions;
mod count;
mod delete;
mod destination;
mod eval;
mod export;
mod exported;
mod formats;
mod help;
mod index;
mod info;
mod input_formats;
mod kwic;
mod last_answer;
mod leftovers;
mod lexicon;
mod marks;
mod matching;
mod named;
mod news;
mod open;
mod options;
mod outcome;
mod output;
mod output_file;
mod pager;
mod private_file;
mod queries;
#[cfg(feature = "cluster")]
mod reached;
mod report;
mod search;
mod serve;
mod sheet;
mod show;
mod signals;
mod terminal;
mod told;
mod undated;
mod unset;
mod without_hits;
mod word;

pub use arguments::arguments;
pub use command::{Cli, run};
pub use outcome::Outcome;
pub use report::report;
