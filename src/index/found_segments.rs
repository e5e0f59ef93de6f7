//! The segments that are found in a folder whose list of them is gone: by the names of their files,
//! and what these say of how many articles there are and were deleted.
//!
//! It knows neither which of them were of the last commit nor which were merged into others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tantivy::columnar::ColumnarReader;
use tantivy::directory::FileSlice;
use tantivy::directory::footer::Footer;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentId;
use tantivy::{Directory, IndexSettings, Opstamp, TantivyError};

use super::directory::IndexDirectory;
use super::files::is_of_tantivy;
use super::salvage::guard;
use super::scanned_store::ScannedStore;
use super::schema::Fields;
use super::segment_list::STORE;
use super::store_block::Blocks;
use crate::error::Cause;

/// What files of columns end in.
const COLUMNS: &str = "fast";

/// Segments without a list.
pub(super) struct FoundSegments {
    /// Each with what the list says of it.
    segments: Vec<(SegmentId, Value)>,
    format: u32,
}

impl FoundSegments {
    /// Finds the segments of an index of this format in a folder: those of whose articles some
    /// can be read.
    ///
    /// # Errors
    /// What the system says of the folder.
    pub(super) fn in_folder(folder: &Path, format: u32) -> Result<Self, Cause> {
        let directory = IndexDirectory::to_salvage(folder).map_err(Cause::from)?;
        let read = |error: io::Error| Cause::from(TantivyError::from(error));
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(read)? {
            names.push(entry.map_err(read)?.file_name().to_string_lossy().into_owned());
        }
        names.retain(|name| is_of_tantivy(name));
        names.sort_unstable();
        let mut ids: Vec<&str> =
            names.iter().filter_map(|name| Some(name.split_once('.')?.0)).collect();
        ids.dedup();
        let blocks = Fields::schema_of(format).1.blocks();
        let segments = ids.into_iter().filter_map(|id| {
            let segment = SegmentId::from_uuid_string(id).ok()?;
            let number = |name: &String| -> Option<Opstamp> {
                name.strip_prefix(id)?.strip_prefix('.')?.strip_suffix(".del")?.parse().ok()
            };
            let max_doc = stored(&directory, id, blocks).max(in_columns(&directory, id));
            let deletes = names.iter().filter_map(number).max().map(|opstamp| {
                let bits = body(&directory, &format!("{id}.{opstamp}.del"))?.read_bytes().ok()?;
                let alive = guard(|| Some(AliveBitSet::open(bits).num_alive_docs()))?;
                let deleted = max_doc.saturating_sub(alive as u32);
                Some(json!({"num_deleted_docs": deleted, "opstamp": opstamp}))
            });
            let deletes = deletes.flatten();
            let listed = json!({"segment_id": segment, "max_doc": max_doc, "deletes": deletes});
            (max_doc > 0).then_some((segment, listed))
        });
        let segments = segments.collect();
        Ok(Self { segments, format })
    }

    /// Tells whether all of them have their articles in these files.
    pub(super) fn all_are_of(&self, stores: &[PathBuf]) -> bool {
        let store = |id: &SegmentId| PathBuf::from(format!("{}.{STORE}", id.uuid_string()));
        self.segments.iter().all(|(id, _)| stores.contains(&store(id)))
    }

    /// Leaves those out that have their articles in these files.
    pub(super) fn leave_out(&mut self, stores: &[PathBuf]) {
        let store = |id: &SegmentId| PathBuf::from(format!("{}.{STORE}", id.uuid_string()));
        self.segments.retain(|(id, _)| !stores.contains(&store(id)));
    }

    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Returns a list of them as tantivy writes one, of the commit with this number of an index.
    pub(super) fn list(&self, commit: u64, index: Option<&str>) -> Vec<u8> {
        let (schema, _) = Fields::schema_of(self.format);
        let segments: Vec<&Value> = self.segments.iter().map(|(_, listed)| listed).collect();
        let list = json!({
            "index_settings": IndexSettings::default(),
            "segments": segments,
            "schema": schema,
            "opstamp": 0,
            "index": index,
            "payload": commit.to_string(),
        });
        format!("{list:#}\n").into_bytes()
    }
}

/// Returns how many articles can be read of what is stored of a segment.
fn stored(directory: &IndexDirectory, id: &str, of: Blocks) -> u32 {
    let store = || opened(directory, &format!("{id}.{STORE}"))?.read_bytes().ok();
    guard(|| Some(ScannedStore::of(of, store()?, u32::MAX).len())).unwrap_or(0)
}

/// Returns how many articles a segment has by its columns: more than are stored where that file
/// is damaged.
fn in_columns(directory: &IndexDirectory, id: &str) -> u32 {
    let columns = || body(directory, &format!("{id}.{COLUMNS}"));
    guard(|| Some(ColumnarReader::open(columns()?).ok()?.num_docs())).unwrap_or(0)
}

/// Returns what a file holds before its checksum.
fn body(directory: &IndexDirectory, name: &str) -> Option<FileSlice> {
    Some(Footer::extract_footer(opened(directory, name)?).ok()?.1)
}

/// Returns a file; `None` when it cannot be opened.
fn opened(directory: &IndexDirectory, name: &str) -> Option<FileSlice> {
    directory.get_file_handle(Path::new(name)).ok().map(FileSlice::new)
}
