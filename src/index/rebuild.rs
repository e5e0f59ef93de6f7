//! An index of an older format made anew from its own articles, beside the old one and
//! then in its place.
//!
//! The manifest says which segments are those of the index: the new ones are written to
//! a folder of their own, and when they are whole the manifest is replaced, at one blow. A
//! kill before leaves the old index, one after it the new; readers that have the old
//! segments open keep them. Inputs and decisions stay where they are.

use std::fs::{self, File};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::columnar::Column;
use tantivy::directory::error::LockError;
use tantivy::schema::Term;

use super::decisions::Decisions;
use super::directory::lock_writer;
use super::document::StoredArticle;
use super::files::{is_index, sweep};
use super::manifest::Manifest;
use super::origins::Origins;
use super::reader::IndexReader;
use super::schema::TextField;
use super::tantivy_index::has_commits;
use super::writer::{IndexWriter, WriterOptions};
use crate::article::{Article, Date};
use crate::error::{Damage, Error, Result};

/// Makes the index in `dir` anew when it is of an older format, and returns its manifest
/// as it was; `None` when there is no index yet, or it is as this version makes it.
///
/// # Errors
/// Those of reading the index, `IndexBusy` when another process writes to it, `IndexWrite`
/// when it cannot be written; the index is as it was then.
pub fn rebuild(dir: &Path) -> Result<Option<Manifest>> {
    if !is_index(dir) || Manifest::read(dir)?.is_current() {
        return Ok(None);
    }
    let _lock = lock_writer(dir).map_err(|error| match error {
        LockError::LockBusy => Error::IndexBusy(dir.to_owned()),
        error => cannot_write(dir, TantivyError::LockFailure(error, None)),
    })?;
    // Another process may have made it anew since.
    let old = Manifest::read(dir)?;
    if old.is_current() {
        return Ok(None);
    }
    // A rebuild that was killed has left its segments.
    sweep(dir, old.generation).map_err(|error| cannot_write(dir, error))?;
    let new = old.anew();
    let replaced = write_segments(dir, &old, &new)
        .and_then(|()| Decisions::read(dir)?.write(dir))
        .and_then(|()| new.write(dir).map_err(|error| cannot_write(dir, error)));
    if let Err(error) = replaced {
        // They are of no use to anybody; what stays goes with the next attempt.
        let _ = fs::remove_dir_all(new.segments_dir(dir));
        return Err(error);
    }
    // The new manifest must be on the disk before the old segments go. Those that stay, as
    // files that are open do on some systems, go when the index is next written to.
    let _ =
        File::open(dir).and_then(|dir| dir.sync_all()).and_then(|()| sweep(dir, new.generation));
    Ok(Some(old))
}

fn cannot_write(dir: &Path, source: impl Into<Damage>) -> Error {
    Error::IndexWrite { dir: dir.to_owned(), source: source.into() }
}

/// Writes the articles of one manifest's segments to those of another, in their order.
fn write_segments(dir: &Path, old: &Manifest, new: &Manifest) -> Result<()> {
    // Articles in their order ask for one thread, and nobody sees a commit before the last.
    let options = WriterOptions { threads: 1, commit_every: None, ..WriterOptions::default() };
    let mut writer = IndexWriter::create(dir, new.clone(), options)?;
    if !has_commits(dir, old)? {
        return writer.close();
    }
    writer.keep_segments();
    let old = IndexReader::open_as(dir, old.clone())?;
    let mut origins = Origins::open(&old)?;
    let published = published(&old)?;
    old.each_article(|address, stored, language_is_guess| {
        let file = origins.of(address).map_err(|error| old.damaged(error.into()))?;
        let published = published[address.segment_ord as usize].first(address.doc_id);
        writer.add(article(stored, published, language_is_guess), &file).map(drop)
    })?;
    writer.close_as_one(|new, first| {
        old.address(&Term::from_field_text(old.fields().id, &new.id(first)?))
    })
}

/// Returns when articles were published, a column for each segment.
fn published(reader: &IndexReader) -> Result<Vec<Column<i64>>> {
    let name = reader.searcher().schema().get_field_name(reader.fields().published);
    let segments = reader.searcher().segment_readers().iter();
    let columns: tantivy::Result<_> =
        segments.map(|segment| segment.fast_fields().i64(name)).collect();
    columns.map_err(|error| reader.damaged(error))
}

/// Returns an article as it was added. A language that was guessed is guessed again.
fn article(stored: &StoredArticle, published: Option<i64>, language_is_guess: bool) -> Article {
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
    let language = if language_is_guess { "" } else { stored.language() };
    let modified = stored.modified();
    Article {
        id: stored.id().to_owned(),
        url: stored.url().to_owned(),
        title: stored.title().to_owned(),
        title_derived: stored.title_is_derived(),
        description: stored.text(TextField::Description).to_owned(),
        body: stored.text(TextField::Body).to_owned(),
        published: published.map(|seconds| Date { iso: stored.published().to_owned(), seconds }),
        unread_date: None,
        // An index keeps no seconds of a change.
        modified: (!modified.is_empty()).then(|| Date { iso: modified.to_owned(), seconds: 0 }),
        source: stored.source().to_owned(),
        section: stored.section().to_owned(),
        authors: owned(stored.authors()),
        tags: owned(stored.tags()),
        language: language.to_owned(),
    }
}
