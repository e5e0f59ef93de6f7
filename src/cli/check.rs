//! `limier check`: whether the index is whole and of this version, and making it anew.
//!
//! Without `--repair` it changes no byte of an index.

use std::path::Path;

use clap::Args;

use super::open::collection;
use super::options::{OutputForm, Waiting, now};
use super::outcome::Outcome;
use super::output::{print, tell};
use super::terminal::Terminal;
use crate::error::Result;
use crate::index::Repair;
use crate::render::{Notice, checkup_json, write_checkup, write_json};

/// Check that the index is as it was written, and of this version
///
/// Every byte is read; where a file is damaged, the articles are named that are affected.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Make an index that is damaged, or of an older version, anew from its own articles, and
    /// say which of them could not be read
    #[arg(long)]
    repair: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
    #[command(flatten)]
    waiting: Waiting,
}

pub(super) fn run(args: &CheckArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let collection = collection(dir)?;
    let repair =
        if args.repair { collection.repair(&now(), args.waiting.time)? } else { Repair::default() };
    let checkup = collection.check()?;
    print(terminal, args.format.is_text(), |out| match args.format {
        OutputForm::Text => write_checkup(out, &checkup, &repair),
        OutputForm::Json => write_json(out, &checkup_json(&checkup, &repair)),
    })?;
    if let Some(damage) = checkup.damage() {
        return Err(damage);
    }
    let is_complete = checkup.manifest.is_current()
        && checkup.undone == 0
        && repair.lost.is_empty()
        && !repair.has_lost_commit
        && !repair.has_lost_decisions;
    Ok(if is_complete { Outcome::Complete } else { Outcome::Partial })
}

/// Says why writing to an index of an older version will take its time: it is made anew
/// before.
pub(super) fn announce_rebuild(dir: &Path) -> Result<()> {
    if let Some(version) = collection(dir)?.old_version()? {
        tell(Notice::MakingAnew { dir, version });
    }
    Ok(())
}
