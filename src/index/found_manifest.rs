//! The manifest of an index whose own is lost, with its copy: made of what the lists of its segments
//! say.
//!
//! It knows neither the runs nor by which analyzer words were made: such an index is made anew.

use std::path::Path;

use serde_json::Value;

use super::files::{generations, list_of_segments, segments_dir};
use super::manifest::{FORMAT_VERSION, Manifest, OLDEST_ANALYZER, OLDEST_READABLE};
use super::schema::Fields;
use super::sealed_file;
use super::segment_list::commit_of;
use crate::error::Result;

/// Returns a manifest for the index in `dir`, of the segments of its last commit; `None` where no
/// list of segments has the fields of a format that can be read.
///
/// # Errors
/// `Read` when the system does not say what is in the folder.
pub(super) fn found_manifest(dir: &Path, now: &str) -> Result<Option<Manifest>> {
    let mut newest: Option<(u64, u64, u32)> = None;
    for generation in generations(dir)? {
        let path = list_of_segments(&segments_dir(dir, generation));
        let list =
            sealed_file::read(&path).ok().or_else(|| sealed_file::text_of_copy(&path).ok()?);
        let Some((format, list)) = list.and_then(|list| Some((format_of(&list)?, list))) else {
            continue;
        };
        let commit = commit_of(&list);
        if newest.is_none_or(|(known, ..)| known <= commit) {
            newest = Some((commit, generation, format));
        }
    }
    let of = |(_, generation, format)| {
        let analyzer = OLDEST_ANALYZER;
        Manifest { format, analyzer, generation, ..Manifest::new(now) }
    };
    Ok(newest.map(of))
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
