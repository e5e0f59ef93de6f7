//! What a check of an index found, for people and for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::counted::counted;
use super::printable::printable;
use crate::analysis::ANALYZER_VERSION;
use crate::index::{Checkup, FORMAT_VERSION, Manifest, OldVersion};

/// Writes what a check found; `repaired` is what the index said of itself before it was made
/// anew.
pub(crate) fn write_checkup(
    out: &mut dyn Write,
    checkup: &Checkup,
    repaired: Option<&Manifest>,
) -> io::Result<()> {
    let Checkup { dir, articles, files, manifest } = checkup;
    if let Some(OldVersion { what, found, .. }) = repaired.and_then(Manifest::old_version) {
        writeln!(out, "made anew from its own articles; it had {what} {found}")?;
    }
    let articles = counted(*articles, "article", "articles");
    let files = counted(*files, "file", "files");
    writeln!(out, "{articles} in {}, {files} as they were written", printable(dir))?;
    write!(out, "format {}, analyzer {}", manifest.format, manifest.analyzer)?;
    match how_made_anew(manifest) {
        None => writeln!(out, ", as this limier makes them"),
        Some(how) => writeln!(out, "; {how}"),
    }
}

/// Returns what an older index lacks of one of today and how it is made anew; `None` for one of
/// today.
pub(super) fn how_made_anew(manifest: &Manifest) -> Option<String> {
    if manifest.is_current() {
        return None;
    }
    let lacking = match manifest.analyzer {
        ANALYZER_VERSION => "",
        _ => "; until then, CO₂, 20h30, 80km/h and étudiant·e·s are found as it was made",
    };
    Some(format!(
        "this limier makes format {FORMAT_VERSION}, analyzer {ANALYZER_VERSION}: the next \
         `limier index PATH…` or `limier check --repair` makes the index anew from its own \
         articles{lacking}"
    ))
}

/// Returns what a check found as one object; `repaired` as for people.
#[must_use]
pub(crate) fn checkup_json(checkup: &Checkup, repaired: Option<&Manifest>) -> Value {
    let Checkup { dir, articles, files, manifest } = checkup;
    json!({
        "index": dir,
        "articles": articles,
        "files": files,
        "format": manifest.format,
        "analyzer": manifest.analyzer,
        "limier": manifest.limier,
        "current": manifest.is_current(),
        "repaired_from_format": repaired.map(|manifest| manifest.format),
    })
}
