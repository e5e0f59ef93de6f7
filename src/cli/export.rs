//! `limier export`: writes the articles of the index back as JSON Lines.

use std::fs::{self, File};
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
        Some(path) => export_to(&reader, path)?,
    }
    Ok(if reader.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

/// Writes a file, whole or not at all: beside its place, then moved there. A pipe or a
/// device is written as it is.
fn export_to(reader: &IndexReader, path: &Path) -> Result<()> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let create = |place: &Path| File::create(place).map(BufWriter::new).map_err(failed);
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return export(reader, &mut create(path)?, failed);
    }
    // What a link leads to is written, not the link.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let beside = place.with_file_name(format!(".{name}.new"));
    let outcome = create(&beside)
        .and_then(|mut out| export(reader, &mut out, failed))
        .and_then(|()| fs::rename(&beside, &place).map_err(failed));
    if outcome.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    outcome
}

fn export(
    reader: &IndexReader,
    out: &mut dyn Write,
    failed: impl Fn(io::Error) -> Error,
) -> Result<()> {
    reader.each_article(|_, article, language_is_guess| {
        writeln!(out, "{}", export_json(article, language_is_guess)).map_err(&failed)
    })?;
    out.flush().map_err(failed)
}
