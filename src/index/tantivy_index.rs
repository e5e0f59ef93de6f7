//! tantivy's index in the folder of ours: opening and making it, with its fields and
//! components.
//!
//! It knows the settings of an index, and neither articles nor queries.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::index::SegmentComponent;
use tantivy::store::Compressor;
use tantivy::{Index, IndexMeta, IndexSettings, SegmentMeta, TantivyError};

use super::component::LexiconComponent;
use super::decision_file;
use super::directory::{IndexDirectory, is_plain};
use super::file_sums::FileSums;
use super::files::{MANIFEST, has_segments, is_new, list_of_segments, sweep, useless};
use super::found_manifest::is_older_than_copy;
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::Manifest;
use super::schema::Fields;
use super::segment_list::{STORE, commit_in, has_newer_copy};
use super::session::Session;
use crate::error::{Cause, Error, Result};

/// Stored articles that one entry of the index of a store stands for, in bytes: each is packed by
/// itself.
const STORE_BLOCK_BYTES: usize = 16 << 10;

/// Tells whether the index was ever committed.
///
/// # Errors
/// `IndexDamaged` when its list of segments is gone, but segments are there, or when its segments
/// are in a folder elsewhere, to which a link leads.
pub(super) fn has_commits(dir: &Path, manifest: &Manifest) -> Result<bool> {
    if manifest.generation > 0 && manifest.segments_dir(dir).is_symlink() {
        return Err(Error::damaged(dir, Cause::Segments));
    }
    if has_segments(&manifest.segments_dir(dir))? {
        return Ok(true);
    }
    if manifest.generation == 0 && is_new(dir) {
        return Ok(false);
    }
    Err(Error::damaged(dir, Cause::Segments))
}

/// Removes what killed writers have left in the index in `dir`, unless another one writes. Whatever
/// is wrong there is told by others.
pub(crate) fn tidy_up(dir: &Path, now: &str) {
    // A folder of something else stays as it is.
    if Manifest::read(dir).is_err() {
        return;
    }
    let Ok(_lock) = WriteLock::take(dir, now, Duration::ZERO) else { return };
    let _ = Manifest::read(dir).and_then(|manifest| tidy(dir, &manifest));
}

/// Removes what is of no use to the index in `dir`, which has this manifest; what cannot be
/// removed now goes another time.
///
/// # Errors
/// Those of [`open_tantivy`], of [`has_commits`], and of reading decisions and the list of inputs.
pub(super) fn tidy(dir: &Path, manifest: &Manifest) -> Result<()> {
    let mut living = HashSet::new();
    if has_commits(dir, manifest)? {
        let metas = open_tantivy(dir, manifest)?.0.load_metas();
        living = metas.map_err(|error| Error::damaged(dir, error))?.list_segment_files();
        // A list of an older state or of another index: what it does not name may be what is meant.
        let segments = manifest.segments_dir(dir);
        let is_store = |file: &&PathBuf| file.extension().is_some_and(|it| it == STORE);
        if !living.iter().filter(is_store).all(|store| segments.join(store).exists())
            || has_newer_copy(&list_of_segments(&segments))
        {
            return Ok(());
        }
    }
    if useless(dir, manifest.generation, &living).is_ok_and(|useless| useless.is_empty()) {
        return Ok(());
    }
    // What is put back in part names what is of another time: who refuses it removes nothing.
    decision_file::read(dir)?;
    Inputs::read(dir, manifest)?;
    let _ = sweep(dir, manifest.generation, &living);
    Ok(())
}

/// Opens tantivy's index for reading; its fields must be those of its format.
///
/// # Errors
/// `IndexDamaged` when it is not what was written, or has other fields; `Read` when the system
/// refuses a file.
pub(super) fn open_tantivy(dir: &Path, manifest: &Manifest) -> Result<(Index, Fields)> {
    open_listed(dir, manifest, None)
}

/// Opens the same with a list of segments in the place of its own.
///
/// # Errors
/// Those of [`open_tantivy`].
pub(super) fn open_listed(
    dir: &Path,
    manifest: &Manifest,
    list: Option<Arc<[u8]>>,
) -> Result<(Index, Fields)> {
    let directory = IndexDirectory::open(&manifest.segments_dir(dir));
    let directory = directory.map(|directory| directory.with_list(list));
    own(dir, manifest, open_in(dir, directory, manifest, None)?)
}

/// Opens tantivy's index for who has its lock; what goes wrong with its files is noted.
///
/// # Errors
/// Those of [`open_tantivy`]; `IndexDamaged` also when the copy of the list of segments or of the
/// manifest is of a later time: they were put back, and what they do not know of would be lost.
pub(super) fn open_to_write(
    dir: &Path,
    manifest: &Manifest,
    session: &Session,
) -> Result<(Index, Fields)> {
    let list = list_of_segments(&manifest.segments_dir(dir));
    let put_back = |file| Err(Error::damaged(dir, Cause::Checksum(file)));
    if has_newer_copy(&list) {
        return put_back(list);
    }
    if is_older_than_copy(dir) {
        return put_back(dir.join(MANIFEST));
    }
    let directory = IndexDirectory::for_writer(&manifest.segments_dir(dir), session.clone());
    own(dir, manifest, open_in(dir, directory, manifest, Some(session.clone()))?)
}

/// Returns an index whose list of segments and manifest are of each other: a list that is older, as
/// one put back, names none of what came later, which the next writer would remove; the manifest of
/// another index knows nothing of what was decided about this one.
fn own(
    dir: &Path,
    manifest: &Manifest,
    Opened { index, fields, list, sums }: Opened,
) -> Result<(Index, Fields)> {
    let fault = if !manifest.is_of(sums.index().as_deref()) {
        dir.join(MANIFEST)
    } else if commit_in(list.payload.as_deref()) < manifest.commit {
        list_of_segments(&manifest.segments_dir(dir))
    } else {
        return Ok((index, fields));
    };
    Err(Error::damaged(dir, Cause::Checksum(fault)))
}

/// Opens tantivy's index without a look at its files, which may be damaged; with a list of segments
/// in the place of its own.
///
/// # Errors
/// Those of [`open_tantivy`], for its list of segments.
pub(super) fn open_to_salvage(
    dir: &Path,
    manifest: &Manifest,
    list: Option<Arc<[u8]>>,
) -> Result<(Index, Fields)> {
    let directory = IndexDirectory::to_salvage(&manifest.segments_dir(dir));
    let directory = directory.map(|directory| directory.with_list(list));
    open_in(dir, directory, manifest, None).map(|Opened { index, fields, .. }| (index, fields))
}

/// tantivy's index, with what its list of segments says.
struct Opened {
    index: Index,
    fields: Fields,
    list: IndexMeta,
    sums: FileSums,
}

fn open_in(
    dir: &Path,
    directory: tantivy::Result<IndexDirectory>,
    manifest: &Manifest,
    session: Option<Session>,
) -> Result<Opened> {
    // Nothing is read so far but the list of segments.
    let fault = || Cause::Checksum(list_of_segments(&manifest.segments_dir(dir)));
    let damaged = |error: TantivyError| match error.into() {
        Cause::Contents => Error::damaged(dir, fault()),
        cause => Error::damaged(dir, cause),
    };
    let directory = directory.map_err(damaged)?;
    let sums = directory.sums();
    let mut index = Index::open(directory).map_err(damaged)?;
    let (schema, fields) = Fields::schema_of(manifest.format);
    index.register_plugin(Arc::new(LexiconComponent { fields, session }));
    // A list that was tampered with names files elsewhere.
    let list = index.load_metas().map_err(damaged)?;
    if !list.list_segment_files().iter().all(|file| is_plain(file)) {
        return Err(Error::damaged(dir, fault()));
    }
    // One that names more articles than there are bytes would be walked for hours.
    let segments = manifest.segments_dir(dir);
    let has_room = |segment: &SegmentMeta| {
        // What is missing may have been merged away since, and is told by who reads it.
        let len = |path: &Path| segments.join(path).metadata().map_or(u64::MAX, |it| it.len());
        let mut parts = [SegmentComponent::FieldNorms, SegmentComponent::Store].into_iter();
        parts.any(|part| len(&segment.relative_path(part)) >= segment.max_doc().into())
    };
    if !list.segments.iter().all(has_room) {
        return Err(Error::damaged(dir, fault()));
    }
    if index.schema() != schema {
        return Err(Error::damaged(dir, Cause::Schema));
    }
    Ok(Opened { index, fields, list, sums })
}

/// Makes an empty index of tantivy's in a folder that is there, for who has the lock of the
/// index, or opens the one it holds.
pub(super) fn create_tantivy(
    segments: &Path,
    session: &Session,
) -> tantivy::Result<(Index, Fields)> {
    let directory = IndexDirectory::for_writer(segments, session.clone())?;
    let (schema, fields) = Fields::schema();
    let settings = IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema)
        .settings(settings)
        .register_plugin(Arc::new(LexiconComponent { fields, session: Some(session.clone()) }))
        .open_or_create(directory)?;
    Ok((index, fields))
}
