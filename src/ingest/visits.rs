//! Visits: the files that a run has come to, in which order, and under which of their names.
//!
//! It opens nothing, and knows no article.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::index::{FileId, Inputs, file_id, file_name, has_links, path_of};

/// The files come to so far.
pub(super) struct Visits {
    /// What is read, absolute.
    roots: Vec<PathBuf>,
    come_to: HashMap<Arc<str>, Visit>,
    /// The names under which files were read in this round, or found unchanged.
    names: HashMap<FileId, Arc<str>>,
    /// The names under which the index knows files, once one of many links was come to.
    noted: Option<HashMap<FileId, Arc<str>>>,
}

/// A file that was come to.
struct Visit {
    /// How many came before.
    order: usize,
    /// It has not changed and was not read; how many of its records were rejected before.
    skipped: Option<u64>,
}

impl Visits {
    pub(super) fn new(roots: Vec<PathBuf>) -> Self {
        Self { roots, come_to: HashMap::new(), names: HashMap::new(), noted: None }
    }

    /// Tells whether a file is among what is read.
    pub(super) fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Tells whether a file is below one of the roots.
    pub(super) fn is_below_roots(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// Returns the name by which the index knows a file, or is to know it: when it knows
    /// another link to it, that one's. `None` for a stream.
    pub(super) fn name_of(&mut self, path: &Path, inputs: &Inputs) -> Option<Arc<str>> {
        let name = file_name(path)?;
        if inputs.read_as(&name).is_some() || !has_links(path) {
            return Some(name);
        }
        let noted = self.noted.get_or_insert_with(|| {
            let names =
                inputs.names().map(|name| Some((file_id(&path_of(name))?, Arc::clone(name))));
            names.flatten().collect()
        });
        Some(file_id(path).and_then(|file| noted.get(&file)).map_or(name, Arc::clone))
    }

    /// Returns the name under which a file was come to in this round.
    pub(super) fn name(&self, file: Option<&FileId>) -> Option<&Arc<str>> {
        self.names.get(file?)
    }

    /// Notes the name under which a file is come to.
    pub(super) fn set_name(&mut self, file: Option<FileId>, name: &Arc<str>) {
        if let Some(file) = file {
            self.names.insert(file, Arc::clone(name));
        }
    }

    /// Begins another round over some of the files.
    pub(super) fn begin_round(&mut self) {
        self.names.clear();
    }

    /// Notes that a file is read; returns how many of its records were rejected before, when it
    /// had been skipped in this run.
    pub(super) fn read(&mut self, name: &Arc<str>) -> Option<u64> {
        self.visit(name).skipped.take()
    }

    /// Notes that a file has not changed, of which so many records were rejected before.
    pub(super) fn skip(&mut self, name: &Arc<str>, rejected: u64) {
        self.visit(name).skipped = Some(rejected);
    }

    fn visit(&mut self, name: &Arc<str>) -> &mut Visit {
        let order = self.come_to.len();
        self.come_to.entry(Arc::clone(name)).or_insert(Visit { order, skipped: None })
    }

    /// Tells whether another file comes after one; neither is a stream.
    pub(super) fn comes_later(&self, file: &Arc<str>, other: &Arc<str>) -> bool {
        if file == other || file.is_empty() || other.is_empty() {
            return false;
        }
        let order = |file: &Arc<str>| self.come_to.get(file).map(|visit| visit.order);
        match (order(file), order(other)) {
            (Some(one), Some(other)) => one < other,
            _ => self.is_below_roots(&path_of(other)),
        }
    }
}
