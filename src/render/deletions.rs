//! What a person deleted, for people and for programs.
//!
//! What is to be forgotten is named by a hash, never by its id.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::index::Deletion;

/// Writes deletions, a line each, oldest first.
pub(crate) fn write_deletions<'d>(
    out: &mut dyn Write,
    deletions: impl Iterator<Item = &'d Deletion>,
) -> io::Result<()> {
    for deletion in deletions {
        writeln!(out, "{}", in_one_line(&line(deletion)))?;
    }
    Ok(())
}

fn line(deletion: &Deletion) -> String {
    let Deletion { id, copies, id_hash, at, because, .. } = deletion;
    let at = if at.is_empty() { String::new() } else { format!("{at}  ") };
    let name = id_hash.first().map_or_else(|| id.clone(), |hash| format!("forgotten, {hash}"));
    let copies = match copies.len() {
        0 => String::new(),
        count => format!(" with {}", counted(count as u64, "copy", "copies")),
    };
    let why = if because.is_empty() { String::new() } else { format!(": {because}") };
    format!("{at}{name}{copies}{why}")
}

/// Returns the deletions of the index in `dir` as one object, oldest first.
#[must_use]
pub(crate) fn deletions_json<'d>(
    dir: &Path,
    deletions: impl Iterator<Item = &'d Deletion>,
) -> Value {
    let deletions: Vec<_> = deletions.map(deletion_json).collect();
    json!({"index": dir.display().to_string(), "deleted": deletions})
}

fn deletion_json(deletion: &Deletion) -> Value {
    let Deletion { id, copies, id_hash, at, because, forget, done, .. } = deletion;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "id": text(id),
        "id_hash": id_hash.first(),
        "copies": copies,
        "at": text(at),
        "because": text(because),
        "forgotten": forget,
        "done": done,
    })
}
