//! Whether a manifest is the one of the segments beside it, and, where it is lost with its copy, one
//! made of what their lists say.
//!
//! A made one knows neither the runs nor by which analyzer words were made: such an index is made
//! anew.

use std::path::Path;

use serde_json::Value;

use super::files::{DECISIONS, INPUTS, MANIFEST, generations, list_of_segments, segments_dir};
use super::inputs::Inputs;
use super::manifest::{FORMAT_VERSION, Manifest, OLDEST_ANALYZER, OLDEST_READABLE};
use super::schema::Fields;
use super::sealed_file;
use super::segment_list::{commit_of, index_of, stores};
use crate::error::Result;

/// Returns a manifest for the index in `dir`, of the segments of its last commit; `None` where no
/// list of segments has the fields of a format that can be read.
///
/// # Errors
/// `Read` when the system does not say what is in the folder.
pub(super) fn found_manifest(dir: &Path, now: &str) -> Result<Option<Manifest>> {
    let readable = lists(dir)?.into_iter().filter_map(|(generation, list)| {
        Some((commit_of(&list), generation, format_of(&list)?, index_of(&list)))
    });
    let of = |(_, generation, format, index): (u64, u64, u32, Option<String>)| {
        let new = Manifest::new(now);
        let id = index.or_else(|| new.id.clone());
        Manifest { format, analyzer: OLDEST_ANALYZER, generation, id, ..new }
    };
    Ok(readable.max_by_key(|(commit, generation, ..)| (*commit, *generation)).map(of))
}

/// Tells whether the manifest of the index in `dir` is that of another one: lists of segments that
/// are there name their index, and the list of inputs is not of the manifest either.
///
/// # Errors
/// `Read` when the system does not say what is in the folder.
pub(super) fn is_foreign(dir: &Path, manifest: &Manifest) -> Result<bool> {
    let lists = lists(dir)?;
    let there = lists.iter().filter(|(generation, list)| {
        let segments = segments_dir(dir, *generation);
        stores(list).iter().all(|store| segments.join(store).is_file())
    });
    let named: Vec<_> = there.filter_map(|(_, list)| index_of(list)).collect();
    let is_own = |id: &String| named.is_empty() || named.contains(id);
    if manifest.id.as_ref().is_none_or(is_own) {
        return Ok(false);
    }
    let has_inputs = dir.join(INPUTS).is_file() && Inputs::read(dir, manifest).is_ok();
    Ok(!has_inputs)
}

/// Tells whether the manifest of the index in `dir` is of an earlier time than its copy, which is
/// written after it: it was put back. What cannot be read is told by others.
pub(super) fn is_older_than_copy(dir: &Path) -> bool {
    let Ok(Some(copy)) = sealed_file::text_of_copy(&dir.join(MANIFEST)) else { return false };
    let Ok(copy) = serde_json::from_slice::<Manifest>(&copy) else { return false };
    let Ok(manifest) = Manifest::read(dir) else { return false };
    let sum = sealed_file::sum(&dir.join(DECISIONS)).ok().flatten();
    let knows = |manifest: &Manifest| sum.as_ref().is_none_or(|it| manifest.decisions.contains(it));
    let state = |manifest: &Manifest| (manifest.generation, manifest.commit, knows(manifest));
    manifest.id == copy.id && state(&manifest) < state(&copy)
}

/// Returns the lists of segments in `dir` that are whole, and their copies, each with how often the
/// index was made anew for it.
fn lists(dir: &Path) -> Result<Vec<(u64, Vec<u8>)>> {
    let both = |generation| {
        let path = list_of_segments(&segments_dir(dir, generation));
        let lists =
            [sealed_file::read(&path).ok(), sealed_file::text_of_copy(&path).ok().flatten()];
        lists.into_iter().flatten().map(move |list| (generation, list))
    };
    Ok(generations(dir)?.into_iter().flat_map(both).collect())
}

/// Returns the format whose fields a list of segments names.
fn format_of(list: &[u8]) -> Option<u32> {
    let list: Value = serde_json::from_slice(list).ok()?;
    let has_fields = |format: &u32| {
        let (schema, _) = Fields::schema_of(*format);
        serde_json::to_value(schema).is_ok_and(|schema| schema == list["schema"])
    };
    (OLDEST_READABLE..=FORMAT_VERSION).rev().find(has_fields)
}
