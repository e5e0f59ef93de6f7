//! `limier check`: whether the index is whole and of this version, and making it anew.

use std::path::Path;

use clap::Args;

use super::options::OutputForm;
use super::outcome::Outcome;
use super::output::{print, tell};
use super::terminal::Terminal;
use crate::error::Result;
use crate::index::{Checkup, Manifest, is_index, rebuild};
use crate::render::{Notice, checkup_json, write_checkup};

/// Check that the index is as it was written, and of this version
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Make an index of an older version anew from its own articles
    #[arg(long)]
    repair: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
}

pub(super) fn run(args: &CheckArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let repaired = if args.repair { rebuild(dir)? } else { None };
    let checkup = Checkup::of(dir)?;
    print(terminal, args.format.is_text(), |out| match args.format {
        OutputForm::Text => write_checkup(out, &checkup, repaired.as_ref()),
        OutputForm::Json => writeln!(out, "{}", checkup_json(&checkup, repaired.as_ref())),
    })?;
    Ok(if checkup.manifest.is_current() { Outcome::Complete } else { Outcome::Partial })
}

/// Says why writing to an index of an older version will take its time: it is made anew
/// before.
pub(super) fn announce_rebuild(dir: &Path) -> Result<()> {
    if !is_index(dir) {
        return Ok(());
    }
    if let Some(version) = Manifest::read(dir)?.old_version() {
        tell(Notice::MakingAnew { dir, version });
    }
    Ok(())
}
