//! Segments written anew without the articles that were deleted from them, so that no file
//! holds anything of these: neither text nor words, and no word of theirs in a dictionary.
//!
//! It knows of segments and their files, and of no decision.

use std::path::Path;

use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, SegmentMeta, TantivyDocument, TantivyError};

use super::files::sweep;
use super::manifest::Manifest;
use super::session::Session;
use super::tantivy_index::open_to_write;
use crate::error::{Error, Result};

/// Memory of a writer that writes no article, the least there is.
const HEAP_BYTES: usize = 15_000_000;

/// Writes the segments anew of which articles were deleted, for who has the lock of the
/// index and has committed, and removes the old ones.
///
/// # Errors
/// `IndexDamaged`, `IndexWrite`, or `Write` for a file that cannot be written or removed.
pub(super) fn purge(dir: &Path, session: &Session) -> Result<()> {
    let manifest = Manifest::read(dir)?;
    let (index, _) = open_to_write(dir, &manifest, session)?;
    write_anew(&index).map_err(|error| {
        Error::cannot_write(dir, session.take_trouble().unwrap_or_else(|| error.into()))
    })?;
    let living = index.load_metas().map_err(|error| Error::damaged(dir, error))?;
    sweep(dir, manifest.generation, &living.list_segment_files())
}

fn write_anew(index: &Index) -> Result<(), TantivyError> {
    let segments = index.searchable_segment_metas()?.into_iter().filter(SegmentMeta::has_deletes);
    let segments: Vec<_> = segments.map(|segment| segment.id()).collect();
    if segments.is_empty() {
        return Ok(());
    }
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, HEAP_BYTES)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for segment in segments {
        writer.merge(&[segment]).wait()?;
    }
    writer.wait_merging_threads()
}
