//! `limier export`: writes the articles of the index back.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::formats::formats;
use super::open::open;
use super::outcome::Outcome;
use super::output::ForPrograms;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::render::ArticleWriter;

/// Write all articles as JSON Lines, which index again to the same answers
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// File to write, in place of one that is there; otherwise standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How to write the articles
    #[arg(long, value_parser = formats(|format| format.article), default_value = "jsonl")]
    format: ArticleWriter,
}

pub(super) fn run(args: &ExportArgs, dir: &Path) -> Result<Outcome> {
    let export = Export { engine: open(dir)?, write: args.format };
    let articles = match &args.output {
        None => export.to(&mut ForPrograms::new(), Error::Output)?,
        Some(path) => export.to_file(path)?,
    };
    Ok(if articles == 0 { Outcome::Partial } else { Outcome::Complete })
}

/// All articles of an engine on their way out; every way returns how many they are.
struct Export {
    engine: Box<dyn Engine>,
    write: ArticleWriter,
}

impl Export {
    /// Writes a file, whole or not at all: beside its place, then moved there. A pipe or a
    /// device is written as it is.
    fn to_file(&self, path: &Path) -> Result<u64> {
        let failed = |source| Error::Write { path: path.to_owned(), source };
        let create = |place: &Path| File::create(place).map(BufWriter::new).map_err(failed);
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            return self.to(&mut create(path)?, failed);
        }
        // What a link leads to is written, not the link.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let beside = place.with_file_name(format!(".{name}.new"));
        let outcome = create(&beside).and_then(|mut out| {
            let articles = self.to(&mut out, failed)?;
            fs::rename(&beside, &place).map_err(failed)?;
            Ok(articles)
        });
        if outcome.is_err() {
            // What is left of it is of no use to anybody.
            let _ = fs::remove_file(&beside);
        }
        outcome
    }

    fn to(&self, out: &mut dyn Write, failed: impl Fn(io::Error) -> Error) -> Result<u64> {
        let mut articles = 0;
        self.engine.each_article(&mut |article| {
            articles += 1;
            (self.write)(&article, out).map_err(&failed)
        })?;
        out.flush().map_err(failed)?;
        Ok(articles)
    }
}
