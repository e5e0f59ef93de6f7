//! Files whose names tell an article of which nothing may stay: they are not noted as files
//! that an index was made from, and are read again each time.
//!
//! It compares hashes, and writes nothing.

use std::collections::HashSet;
use std::path::Path;

use foldhash::fast::FixedState;

use super::deletion::{Deletion, KeyHash};
use super::file_name::path_of;
use super::inputs::Inputs;
use super::manifest::IndexingRun;
use crate::path_label::path_label;

/// The ids of articles that are to be forgotten.
#[derive(Debug, Default)]
pub(crate) struct Forgotten(HashSet<KeyHash, FixedState>);

impl Forgotten {
    /// Returns the ids of those that these deletions are about.
    pub(crate) fn by<'d>(deletions: impl Iterator<Item = &'d Deletion>) -> Self {
        Self(deletions.filter(|deletion| deletion.forget).flat_map(Deletion::ids).collect())
    }

    /// Tells whether a path names one of them: it ends in the id, or its last part is the id
    /// with an extension.
    pub(super) fn is_named_by(&self, path: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let is_id = |name: &str| self.0.contains(&KeyHash::of(name));
        let label = path_label(path);
        let starts = label.match_indices(['/', '\\']).map(|(at, _)| at + 1);
        starts.chain([0]).any(|start| is_id(&label[start..]))
            || path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_id)
    }

    /// Returns a list of files without those that name one of them; `None` when none does.
    pub(crate) fn taken_from(&self, inputs: &Inputs) -> Option<Inputs> {
        let named = inputs.names().filter(|name| self.is_named_by(&path_of(name)));
        let named: Vec<_> = named.cloned().collect();
        if named.is_empty() {
            return None;
        }
        let mut left = inputs.clone();
        for name in &named {
            left.remove(name);
        }
        Some(left)
    }

    /// Takes what names one of them out of what a run has read.
    pub(crate) fn leave(&self, run: &mut IndexingRun) {
        run.inputs.retain(|input| !self.is_named_by(Path::new(input)));
    }
}
