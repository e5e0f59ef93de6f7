//! `limier lexicon`: the exceptions to stemming that are kept with the index, and what is
//! declared to be the same.

use std::path::{Path, PathBuf};

use clap::Args;

use super::open::collection;
use super::options::{OutputForm, Waiting, now};
use super::outcome::Outcome;
use super::output::print;
use super::queries::read_text;
use super::terminal::Terminal;
use crate::error::Result;
use crate::lexicon::Exceptions;
use crate::render::{lexicon_json, write_json, write_lexicon};

/// Show or set the exceptions to stemming, and what is declared to be the same
#[derive(Debug, Args)]
pub(super) struct LexiconArgs {
    /// File of exceptions: `word<TAB>stem` a line, or `word` alone to leave it as it is, or
    /// `word = word = "some words"` for what is the same; they replace those kept with the
    /// index and are in force at once, without indexing again
    #[arg(long, value_name = "FILE")]
    exceptions: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
    #[command(flatten)]
    waiting: Waiting,
}

pub(super) fn run(args: &LexiconArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let collection = collection(dir)?;
    if let Some(path) = &args.exceptions {
        let (exceptions, now) = (Exceptions::parse(&read_text(path)?, path)?, now());
        collection.revise(&now, args.waiting.time, &mut |decisions| {
            decisions.set_exceptions(&exceptions, &now);
        })?;
    }
    let distinct_words = collection.engine()?.overview()?.distinct_words;
    let exceptions = collection.decisions()?.exceptions();
    print(terminal, args.format.is_text(), |out| match args.format {
        OutputForm::Text => write_lexicon(out, distinct_words, &exceptions),
        OutputForm::Json => write_json(out, &lexicon_json(distinct_words, &exceptions)),
    })?;
    Ok(Outcome::Complete)
}
