//! `limier info`: prints what the index holds.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::{ForPrograms, Form, Outcome};
use crate::error::Result;
use crate::index::IndexReader;
use crate::render::{overview_json, write_overview};

/// Show what the index holds: articles by year, source and language, sizes, runs
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

pub(super) fn run(args: &InfoArgs, dir: &Path) -> Result<Outcome> {
    let overview = IndexReader::open(dir)?.overview()?;
    match args.format {
        Form::Text => write_overview(&mut anstream::stdout().lock(), &overview)?,
        Form::Json => {
            let mut out = ForPrograms::new();
            writeln!(out, "{}", overview_json(&overview))?;
            out.flush()?;
        }
    }
    Ok(Outcome::Complete)
}
