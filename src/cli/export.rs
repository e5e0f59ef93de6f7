//! `limier export`: writes the articles of the index back as JSON Lines.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{ForPrograms, Outcome};
use crate::error::{Error, Result};
use crate::index::IndexReader;
use crate::render::export_json;

/// Write all articles as JSON Lines, which index again to the same answers
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// File to write, in place of one that is there; otherwise standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &ExportArgs, dir: &Path) -> Result<Outcome> {
    let reader = IndexReader::open(dir)?;
    match &args.output {
        None => {
            let mut out = ForPrograms::new();
            export(&reader, &mut out, Error::Output)?;
        }
        Some(path) => {
            let failed = |source| Error::Write { path: path.clone(), source };
            let mut out = BufWriter::new(File::create(path).map_err(failed)?);
            export(&reader, &mut out, failed)?;
        }
    }
    Ok(if reader.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

fn export(
    reader: &IndexReader,
    out: &mut dyn Write,
    failed: impl Fn(io::Error) -> Error,
) -> Result<()> {
    reader.each_article(|article, language_is_guess| {
        writeln!(out, "{}", export_json(article, language_is_guess)).map_err(&failed)
    })?;
    out.flush().map_err(failed)
}
