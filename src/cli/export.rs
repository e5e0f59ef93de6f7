//! `limier export`: writes the articles of the index back.
//!
//! A file is written whole or not at all, and no article is changed on its way.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::formats::formats;
use super::open::{collection, open};
use super::outcome::Outcome;
use super::output::ForPrograms;
use super::output_file::{OutputFile, refuse_within};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::index::Decisions;
use crate::render::{ArticleWriter, DecisionWriter};

/// Write all articles as JSON Lines, which index again to the same answers
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// File to write, in place of one that is there; otherwise standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How to write the articles
    #[arg(
        long,
        value_parser = formats(|format| Some((format.article?, format.decision))),
        default_value = "jsonl"
    )]
    format: (ArticleWriter, Option<DecisionWriter>),
}

pub(super) fn run(args: &ExportArgs, dir: &Path) -> Result<Outcome> {
    let (article, decision) = args.format;
    // Without a place for them in the format they stay with the index.
    let decisions = match decision {
        Some(write) => Some((write, collection(dir).decisions()?)),
        None => None,
    };
    let export = Export { engine: open(dir)?, article, decisions };
    let articles = match &args.output {
        None => export.to(&mut ForPrograms::new(), Error::Output)?,
        Some(path) => {
            refuse_within(path, dir)?;
            export.to_file(path)?
        }
    };
    Ok(if articles == 0 { Outcome::Partial } else { Outcome::Complete })
}

/// All articles of an engine on their way out; every way returns how many they are.
struct Export {
    engine: Box<dyn Engine>,
    article: ArticleWriter,
    decisions: Option<(DecisionWriter, Decisions)>,
}

impl Export {
    /// Writes a file, whole or not at all.
    fn to_file(&self, path: &Path) -> Result<u64> {
        let mut out = OutputFile::create(path)?;
        let articles =
            self.to(&mut out, |source| Error::Write { path: path.to_owned(), source })?;
        out.finish()?;
        Ok(articles)
    }

    fn to(&self, out: &mut dyn Write, failed: impl Fn(io::Error) -> Error) -> Result<u64> {
        if let Some((write, decisions)) = &self.decisions {
            decisions.lines().try_for_each(|json| write(&json, out)).map_err(&failed)?;
        }
        let mut articles = 0;
        self.engine.each_article(&mut |article| {
            articles += 1;
            (self.article)(&article, out).map_err(&failed)
        })?;
        out.flush().map_err(failed)?;
        Ok(articles)
    }
}
