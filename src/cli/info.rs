//! `limier info`: prints what the index holds.

use std::io::Write;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::Outcome;
use crate::error::Result;
use crate::index::IndexReader;
use crate::render::{overview_json, write_overview};

/// Show what the index holds: articles by year, source and language, sizes, runs
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &InfoArgs, dir: &Path) -> Result<Outcome> {
    let overview = IndexReader::open(dir)?.overview()?;
    let mut stdout = anstream::stdout().lock();
    match args.format {
        Format::Text => write_overview(&mut stdout, &overview)?,
        Format::Json => writeln!(stdout, "{}", overview_json(&overview))?,
    }
    Ok(Outcome::Complete)
}
