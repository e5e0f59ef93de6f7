//! tantivy's index in the folder of ours: opening and making it, with its fields and
//! components.
//!
//! It knows the settings of an index, and neither articles nor queries.

use std::path::Path;
use std::sync::Arc;

use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::component::LexiconComponent;
use super::directory::IndexDirectory;
use super::files::{has_segments, is_new};
use super::manifest::Manifest;
use super::schema::Fields;
use crate::error::{Cause, Damage, Error, Result};

/// Level of zstd for stored text: a fast one, a fiftieth less CPU for the whole of
/// indexing than level 1 and a sixth more room.
const STORE_LEVEL: i32 = -3;

/// Stored text compressed together: larger blocks take less time to write and less
/// room, and more time to read a single article.
const STORE_BLOCK_BYTES: usize = 64 << 10;

/// Tells whether the index was ever committed.
///
/// # Errors
/// `IndexDamaged` when its list of segments is gone, but segments are there.
pub(super) fn has_commits(dir: &Path, manifest: &Manifest) -> Result<bool> {
    if has_segments(&manifest.segments_dir(dir)) {
        return Ok(true);
    }
    if manifest.generation == 0 && is_new(dir) {
        return Ok(false);
    }
    Err(Error::IndexDamaged { dir: dir.to_owned(), source: Damage(Cause::Segments) })
}

/// Opens tantivy's index, whose fields must be those of its format.
///
/// # Errors
/// `IndexDamaged` when it cannot be opened, or has other fields.
pub(super) fn open_tantivy(dir: &Path, manifest: &Manifest) -> Result<(Index, Fields)> {
    let damaged = |cause: Cause| Error::IndexDamaged { dir: dir.to_owned(), source: Damage(cause) };
    let mut index = IndexDirectory::open(&manifest.segments_dir(dir), dir)
        .and_then(Index::open)
        .map_err(|error| damaged(error.into()))?;
    let (schema, fields) = Fields::schema_of(manifest.format);
    index.register_plugin(Arc::new(LexiconComponent { fields }));
    if index.schema() != schema {
        return Err(damaged(Cause::Schema));
    }
    Ok((index, fields))
}

/// Makes an empty index of tantivy's in a folder that is there, or opens the one it holds.
pub(super) fn create_tantivy(directory: IndexDirectory) -> tantivy::Result<(Index, Fields)> {
    let (schema, fields) = Fields::schema();
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(STORE_LEVEL),
        }),
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema)
        .settings(settings)
        .register_plugin(Arc::new(LexiconComponent { fields }))
        .open_or_create(directory)?;
    Ok((index, fields))
}
