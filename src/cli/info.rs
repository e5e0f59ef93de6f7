//! `limier info`: prints what the index holds.
//!
//! The engine counts, `render` writes; here is only the order of the two.

use std::path::Path;

use clap::Args;

use super::open::open;
use super::options::OutputForm;
use super::outcome::Outcome;
use super::output::print;
use super::terminal::Terminal;
use crate::error::Result;
use crate::render::{overview_json, write_json, write_overview};

/// Show what the index holds: articles by year, source and language, sizes, runs
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
}

pub(super) fn run(args: &InfoArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let overview = open(dir)?.overview()?;
    print(terminal, args.format.is_text(), |out| match args.format {
        OutputForm::Text => write_overview(out, &overview),
        OutputForm::Json => write_json(out, &overview_json(&overview)),
    })?;
    Ok(Outcome::Complete)
}
