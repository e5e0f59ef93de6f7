//! Beside: what the files of a folder say of each other, such as `metadata.csv` of the texts
//! that it stands beside.
//!
//! It knows no such file itself, and keeps what it has read of a folder. A text is described by
//! the first.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::bytes::meter::MAX_RECORD_BYTES;
use super::catalog::Catalog;
use super::record::description::Description;
use super::record::field::FieldNames;

/// What is known of the folders come to so far.
pub(super) struct Beside {
    catalog: Catalog,
    folders: HashMap<PathBuf, Option<Folder>>,
}

/// A folder with a file that describes others.
struct Folder {
    /// The name of this file.
    name: &'static str,
    descriptions: BTreeMap<String, Arc<Description>>,
    /// The names of all other files, in lower case and without extension.
    others: Arc<BTreeSet<String>>,
}

/// What stands beside a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Neighbour {
    /// What another file says of it.
    pub(super) described: Option<Arc<Description>>,
    /// Of a file that describes others: their names.
    pub(super) others: Option<Arc<BTreeSet<String>>>,
}

impl Beside {
    pub(super) fn new(catalog: Catalog) -> Self {
        Self { catalog, folders: HashMap::new() }
    }

    /// Returns what stands beside a file. In what describes the files of its folder fields go by
    /// these names, unless it has its own.
    pub(super) fn of(
        &mut self,
        path: &Path,
        names: &FieldNames,
        own_names: impl FnOnce(&Path) -> Option<FieldNames>,
    ) -> Neighbour {
        let (Some(name), Some(parent)) = (path.file_name(), path.parent()) else {
            return Neighbour::default();
        };
        if !self.folders.contains_key(parent) {
            let folder = folder(parent, self.catalog, names, own_names);
            self.folders.insert(parent.to_owned(), folder);
        }
        let Some(Some(folder)) = self.folders.get(parent) else { return Neighbour::default() };
        if name == folder.name {
            return Neighbour { others: Some(Arc::clone(&folder.others)), described: None };
        }
        let described = folder.descriptions.get(&plain(path)).cloned();
        Neighbour { described, others: None }
    }
}

impl Neighbour {
    /// Returns what is known from beside a file, as one text that differs when that does;
    /// nothing for most files.
    pub(super) fn fingerprint(&self) -> Option<String> {
        let described = self.described.as_ref().map(|description| description.fingerprint());
        described.or_else(|| self.others.as_ref().map(|others| format!("{others:?}")))
    }
}

/// Returns what a folder holds that describes others.
fn folder(
    path: &Path,
    catalog: Catalog,
    names: &FieldNames,
    own_names: impl FnOnce(&Path) -> Option<FieldNames>,
) -> Option<Folder> {
    // Files without a folder are in this one.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let (describing, name) = catalog.describing().find_map(|describing| {
        let name = describing.names().iter().find(|name| path.join(name).is_file())?;
        Some((describing, *name))
    })?;
    let (mut bytes, file) = (Vec::new(), path.join(name));
    File::open(&file).ok()?.take(MAX_RECORD_BYTES).read_to_end(&mut bytes).ok()?;
    let own_names = own_names(&file);
    let descriptions = describing.read(&bytes, own_names.as_ref().unwrap_or(names));
    let others = fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    let others = others.filter(|other| !other.ends_with(name)).map(|other| plain(&other));
    let shared = |(stem, description)| (stem, Arc::new(description));
    Some(Folder {
        name,
        descriptions: descriptions.into_iter().map(shared).collect(),
        others: Arc::new(others.collect()),
    })
}

/// Returns the name of a file in lower case, without extension and the ending of a compressed
/// file.
fn plain(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    // Macs write accents behind their letters.
    let name: String = name.nfc().collect();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
