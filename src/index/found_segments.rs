//! The segments that are found in a folder whose list of them is gone: by the names of their files,
//! and what these say of how many articles there are and were deleted.
//!
//! It knows neither which of them were of the last commit nor which were merged into others.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};
use tantivy::directory::FileSlice;
use tantivy::directory::footer::Footer;
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentId;
use tantivy::{Directory, IndexSettings, Opstamp, TantivyError};

use super::directory::IndexDirectory;
use super::file_sums::STORE;
use super::files::is_of_tantivy;
use super::salvage::guard;
use super::scanned_store::ScannedStore;
use super::schema::Fields;
use crate::error::Cause;

/// Segments without a list.
pub(super) struct FoundSegments {
    segments: Vec<Value>,
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
        let stores = names.iter().filter_map(|name| name.strip_suffix(&format!(".{STORE}")));
        let segments = stores.filter_map(|id| {
            let segment = SegmentId::from_uuid_string(id).ok()?;
            let store = opened(&directory, &format!("{id}.{STORE}"))?.read_bytes().ok()?;
            let max_doc = guard(|| Some(ScannedStore::of(store, u32::MAX).len()))?;
            let number = |name: &String| -> Option<Opstamp> {
                name.strip_prefix(id)?.strip_prefix('.')?.strip_suffix(".del")?.parse().ok()
            };
            let deletes = names.iter().filter_map(number).max().map(|opstamp| {
                let (_, bits) =
                    Footer::extract_footer(opened(&directory, &format!("{id}.{opstamp}.del"))?).ok()?;
                let alive = guard(|| Some(AliveBitSet::open(bits.read_bytes().ok()?).num_alive_docs()));
                Some(json!({"num_deleted_docs": max_doc.saturating_sub(alive? as u32), "opstamp": opstamp}))
            });
            let deletes = deletes.flatten();
            (max_doc > 0)
                .then(|| json!({"segment_id": segment, "max_doc": max_doc, "deletes": deletes}))
        });
        let segments = segments.collect();
        Ok(Self { segments, format })
    }

    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Returns a list of them as tantivy writes one.
    pub(super) fn list(&self) -> Vec<u8> {
        let (schema, _) = Fields::schema_of(self.format);
        let settings = IndexSettings::default();
        let list = json!({
            "index_settings": settings,
            "segments": self.segments,
            "schema": schema,
            "opstamp": 0,
        });
        format!("{list:#}\n").into_bytes()
    }
}

/// Returns a file; `None` when it cannot be opened.
fn opened(directory: &IndexDirectory, name: &str) -> Option<FileSlice> {
    directory.get_file_handle(Path::new(name)).ok().map(FileSlice::new)
}
