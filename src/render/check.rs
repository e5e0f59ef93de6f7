//! What a check of an index found, for people and for programs.
//!
//! People are told the first of what is lost by name, programs all of it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::analysis::ANALYZER_VERSION;
use crate::index::{Checkup, FORMAT_VERSION, Lost, Manifest, OldVersion, Repair};

/// Articles that are named in a text; all are in JSON.
const NAMED: usize = 20;

/// Writes what was done to put an index right, and what a check found.
pub(crate) fn write_checkup(
    out: &mut dyn Write,
    checkup: &Checkup,
    repair: &Repair,
) -> io::Result<()> {
    write_repair(out, repair)?;
    let Checkup { dir, articles, files, damaged, affected, undone, manifest } = checkup;
    let articles = counted(*articles, "article", "articles");
    let whole = counted(*files - damaged.len(), "file", "files");
    writeln!(out, "{articles} in {}, {whole} as they were written", in_one_line(dir))?;
    for file in damaged {
        writeln!(out, "damaged: {}", in_one_line(file))?;
    }
    write_lost(out, affected, "cannot be read")?;
    if *undone > 0 {
        let deletions = counted(*undone as u64, "deletion is", "deletions are");
        let who = "`limier check --repair` or the next `limier index PATH…` does it";
        writeln!(out, "{deletions} not carried out to the end: {who}")?;
    }
    write!(out, "format {}, analyzer {}", manifest.format, manifest.analyzer)?;
    match how_made_anew(manifest) {
        None => writeln!(out, ", as this limier makes them"),
        Some(how) => writeln!(out, "; {how}"),
    }
}

/// Writes what was done to put an index right.
fn write_repair(out: &mut dyn Write, repair: &Repair) -> io::Result<()> {
    let Repair { old, restored, damaged, lost, may_have_deleted, .. } = repair;
    for file in restored {
        writeln!(out, "{}: made again from its copy", in_one_line(file))?;
    }
    if let Some(OldVersion { what, found, .. }) = old.as_ref().and_then(Manifest::old_version) {
        writeln!(out, "made anew from its own articles; it had {what} {found}")?;
    } else if !damaged.is_empty() {
        writeln!(out, "made anew from its own articles, those that could be read")?;
    }
    for file in damaged {
        writeln!(out, "it was damaged: {}", in_one_line(file))?;
    }
    write_lost(out, lost, "could not be read and left the index")?;
    if *may_have_deleted {
        writeln!(out, "articles that had been deleted from changed files may be there again")?;
    }
    if repair.has_deleted {
        writeln!(out, "deletions that had been decided were carried out")?;
    }
    if repair.has_lost_decisions {
        let see = "see `limier delete --list` and `limier lexicon`";
        writeln!(out, "decisions were lost that could not be read; {see}")?;
    }
    if repair.has_lost_commit {
        writeln!(out, "what was added or deleted last is lost: this is of an earlier commit")?;
    }
    if repair.has_forgotten_inputs {
        writeln!(out, "the next `limier index PATH…` reads all files again")?;
    }
    Ok(())
}

/// Writes which articles are lost, the first of them by name.
fn write_lost(out: &mut dyn Write, lost: &[Lost], what: &str) -> io::Result<()> {
    if lost.is_empty() {
        return Ok(());
    }
    writeln!(out, "{} {what}:", counted(lost.len(), "article", "articles"))?;
    for article in lost.iter().take(NAMED) {
        writeln!(out, "  {}", in_one_line(&lost_label(article)))?;
    }
    if let Some(more) = lost.len().checked_sub(NAMED).filter(|more| *more > 0) {
        writeln!(out, "  and {more} more, all named by --format json")?;
    }
    Ok(())
}

/// Returns an article's id, or its place when that is not known.
fn lost_label(Lost { id, file, number }: &Lost) -> String {
    id.clone().unwrap_or_else(|| format!("number {} in {file}", u64::from(*number) + 1))
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

/// Returns what a check found, and what was done before, as one object.
#[must_use]
pub(crate) fn checkup_json(checkup: &Checkup, repair: &Repair) -> Value {
    let Checkup { dir, articles, files, damaged, affected, undone, manifest } = checkup;
    let labels = |lost: &[Lost]| lost.iter().map(lost_label).collect::<Vec<_>>();
    json!({
        "index": dir,
        "articles": articles,
        "files": files,
        "damaged": damaged,
        "affected": labels(affected),
        "undone": undone,
        "format": manifest.format,
        "analyzer": manifest.analyzer,
        "limier": manifest.limier,
        "current": manifest.is_current(),
        "repaired_from_format": repair.old.as_ref().map(|manifest| manifest.format),
        "repaired": (!repair.is_nothing()).then(|| json!({
            "restored": repair.restored,
            "damaged": repair.damaged,
            "lost": labels(&repair.lost),
            "files_read_again": repair.has_forgotten_inputs,
            "may_have_deleted": repair.may_have_deleted,
            "commit_lost": repair.has_lost_commit,
            "decisions_lost": repair.has_lost_decisions,
            "deletions_carried_out": repair.has_deleted,
        })),
    })
}
