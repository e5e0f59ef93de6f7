//! What a person deleted, for people and for programs.
//!
//! What is to be forgotten is named by a hash, never by its id.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::index::{CopiesOfDeleted, Deletion};

/// Copies that are named in a text; all are in JSON.
const NAMED: usize = 20;

/// What a deletion has done.
#[derive(Debug, Default)]
pub(crate) struct Deleted {
    /// How many articles left the index.
    pub articles: u64,
    /// The copies of their texts.
    pub copies: CopiesOfDeleted,
    /// How many articles are left.
    pub left: u64,
}

/// Writes what a deletion has done.
pub(crate) fn write_deleted(out: &mut dyn Write, deleted: &Deleted) -> io::Result<()> {
    let Deleted { articles, copies: CopiesOfDeleted { gone, near }, left } = deleted;
    write!(out, "{} deleted", counted(*articles, "article", "articles"))?;
    match gone.len() {
        0 => {}
        1 => write!(out, ", 1 of them a copy of the same text ({})", in_one_line(&gone[0]))?,
        copies => {
            let named: Vec<_> = gone.iter().take(NAMED).map(|id| in_one_line(id)).collect();
            let more = if copies > NAMED { ", …" } else { "" };
            let named = named.join(", ");
            write!(out, ", {copies} of them copies of the same texts ({named}{more})")?;
        }
    }
    writeln!(out, "; {left} left in the index")?;
    if near.is_empty() {
        return Ok(());
    }
    let stay = if near.len() == 1 { "article stays" } else { "articles stay" };
    writeln!(out, "{} {stay} that say nearly the same; delete what is to go too:", near.len())?;
    for id in near.iter().take(NAMED) {
        writeln!(out, "  {}", in_one_line(id))?;
    }
    if let Some(more) = near.len().checked_sub(NAMED).filter(|more| *more > 0) {
        writeln!(out, "  and {more} more, all named by --format json")?;
    }
    Ok(())
}

/// Returns what a deletion has done as one object.
#[must_use]
pub(crate) fn deleted_json(deleted: &Deleted) -> Value {
    let Deleted { articles, copies: CopiesOfDeleted { gone, near }, left } = deleted;
    json!({"deleted": articles, "copies": gone.len(), "copied": gone, "near": near, "left": left})
}

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
