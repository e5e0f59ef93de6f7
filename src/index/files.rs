//! The files in the folder of an index: their names, and whose they are.
//!
//! Besides those that constants name here there are tantivy's: in the folder itself, or below
//! `segments-N/` once the index was made anew. It never looks into a file.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, is_left_over};
use crate::error::{Error, Result};

/// The manifest.
pub(super) const MANIFEST: &str = "limier.json";

/// The files an index was made from.
pub(super) const INPUTS: &str = "inputs.jsonl";

/// What a person decided.
pub(super) const DECISIONS: &str = "decisions.jsonl";

/// Exceptions to stemming, of an index of format 4: since then they are decisions.
pub(super) const EXCEPTIONS: &str = "exceptions.tsv";

/// tantivy's list of segments; an index without it was never committed.
const SEGMENTS: &str = "meta.json";

/// tantivy's list of its own files, of versions that kept one.
pub(super) const MANAGED: &str = ".managed.json";

/// What the name of a folder of segments begins with; a number follows.
const SEGMENTS_DIR: &str = "segments-";

/// Characters of the id of a segment, with which the names of its files begin.
const SEGMENT_ID_CHARS: usize = 32;

/// Returns where tantivy's files of an index are: in its folder, or below it when the
/// index was made anew so many times.
pub(super) fn segments_dir(dir: &Path, generation: u64) -> PathBuf {
    match generation {
        0 => dir.to_owned(),
        generation => dir.join(format!("{SEGMENTS_DIR}{generation}")),
    }
}

/// Returns where tantivy's list of segments is in a folder of them.
pub(super) fn list_of_segments(segments: &Path) -> PathBuf {
    segments.join(SEGMENTS)
}

/// Tells whether tantivy's list of segments is in a folder.
///
/// # Errors
/// `Read` when the system does not say it.
pub(super) fn has_segments(segments: &Path) -> Result<bool> {
    let path = list_of_segments(segments);
    path.try_exists().map_err(|source| Error::Read { path, source })
}

/// Tells whether `dir` is the folder of an index, of whatever version.
#[must_use]
pub(crate) fn is_index(dir: &Path) -> bool {
    dir.join(MANIFEST).is_file()
}

/// Tells whether `dir` is absent or holds only hidden files (`.gitignore`).
pub(super) fn is_vacant(dir: &Path) -> bool {
    fs::read_dir(dir).map_or(true, |mut entries| {
        entries
            .all(|entry| entry.is_ok_and(|entry| is_hidden(&entry.file_name().to_string_lossy())))
    })
}

/// Tells whether `dir` holds a manifest, decisions perhaps, what a rebuild left, and nothing
/// of an index yet.
pub(super) fn is_new(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| {
        entries.all(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let is_known = [MANIFEST, DECISIONS, EXCEPTIONS].contains(&&*name);
                is_known || is_segments_dir(&name) || is_hidden(&name)
            })
        })
    })
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// Removes what is [of no use](useless) to the index in `dir`.
///
/// # Errors
/// `Write` for the first file that stays.
pub(super) fn sweep(dir: &Path, generation: u64, living: &HashSet<PathBuf>) -> Result<()> {
    useless(dir, generation, living)?.iter().try_for_each(|Entry { path, is_folder, .. }| {
        removed(path, if *is_folder { disk::remove_folder } else { disk::remove })
    })
}

/// Returns what is of no use to the index in `dir`, whose segments are those of `generation`:
/// files of its segments that are not `living`, segments of other generations, what was never
/// moved to its place, and exceptions when decisions hold them.
///
/// # Errors
/// `Read` for a folder that cannot be read.
pub(super) fn useless(
    dir: &Path,
    generation: u64,
    living: &HashSet<PathBuf>,
) -> Result<Vec<Entry>> {
    let is_living = |name: &str| name == SEGMENTS || living.contains(Path::new(name));
    let current = segments_dir(dir, generation);
    let mut useless = entries(dir)?;
    useless.retain(|Entry { path, name, is_folder }| {
        if *is_folder {
            return is_segments_dir(name) && *path != current;
        }
        is_of_tantivy(name) && !(generation == 0 && is_living(name))
            || name == MANAGED
            || is_left_over(name)
            || generation > 0 && name == EXCEPTIONS
    });
    if generation > 0 {
        useless.extend(entries(&current)?.into_iter().filter(
            |Entry { name, is_folder, .. }| {
                !is_folder && (is_of_tantivy(name) && !is_living(name) || is_left_over(name))
            },
        ));
    }
    Ok(useless)
}

fn removed(path: &Path, remove: impl FnOnce(&Path) -> io::Result<()>) -> Result<()> {
    remove(path).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// What is in a folder.
#[derive(Debug)]
pub(super) struct Entry {
    path: PathBuf,
    name: String,
    is_folder: bool,
}

/// Returns what is in a folder; nothing of one that is not there.
fn entries(dir: &Path) -> Result<Vec<Entry>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries,
    };
    let entries = entries.and_then(|entries| {
        let entries = entries.map(|entry| {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            Ok(Entry { path: entry.path(), name, is_folder: entry.file_type()?.is_dir() })
        });
        entries.collect::<io::Result<_>>()
    });
    entries.map_err(|source| Error::Read { path: dir.to_owned(), source })
}

/// Returns how often an index was made anew for each folder of segments in its folder, itself among
/// them, in order.
///
/// # Errors
/// `Read` when the system does not say what is there.
pub(super) fn generations(dir: &Path) -> Result<Vec<u64>> {
    let folders = entries(dir)?.into_iter().filter(|entry| entry.is_folder);
    let mut generations: Vec<u64> =
        folders.filter_map(|Entry { name, .. }| generation(&name)).chain([0]).collect();
    generations.sort_unstable();
    Ok(generations)
}

/// Tells whether a folder has lists of segments beside a list of inputs: those of an index.
pub(super) fn has_lists(dir: &Path) -> bool {
    let mut folders = generations(dir).unwrap_or_default().into_iter();
    let has_segments = |generation| list_of_segments(&segments_dir(dir, generation)).is_file();
    dir.join(INPUTS).is_file() && folders.any(has_segments)
}

/// Tells whether this is the name of a folder of segments.
fn is_segments_dir(name: &str) -> bool {
    generation(name).is_some()
}

/// Returns the number in the name of a folder of segments.
fn generation(name: &str) -> Option<u64> {
    name.strip_prefix(SEGMENTS_DIR)?.parse().ok()
}

/// Tells whether this is the name of a file that tantivy made; its locks aside.
pub(super) fn is_of_tantivy(name: &str) -> bool {
    let segment_id = name.split('.').next().unwrap_or_default();
    let is_of_segment = segment_id.len() == SEGMENT_ID_CHARS
        && segment_id.len() < name.len()
        && segment_id.bytes().all(|byte| byte.is_ascii_hexdigit());
    name == SEGMENTS || is_of_segment
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the names in a folder, sorted.
    fn names(dir: &Path) -> Vec<String> {
        let entries = entries(dir).expect("a folder").into_iter();
        let mut names: Vec<String> = entries.map(|entry| entry.name).collect();
        names.sort_unstable();
        names
    }

    /// Makes the files and folders of an index, of a rebuild, of a kill and of others, and
    /// returns the names of what is nobody's business.
    fn fill(dir: &Path) -> Vec<String> {
        let id = "0123456789abcdef0123456789abcdef";
        let files = [".gitignore", "limier.json", "inputs.jsonl", "decisions.jsonl", "a.pdf"];
        let left = ["meta.json", ".managed.json", "exceptions.tsv", ".meta.json.new"];
        let segment = [format!("{id}.store"), format!("{id}.12.del"), format!("{id}.3.del")];
        for name in files.into_iter().chain(left).chain(segment.iter().map(String::as_str)) {
            fs::write(dir.join(name), "").expect("a writable folder");
        }
        for name in ["segments-1", "segments-2", "segments-x", id] {
            fs::create_dir(dir.join(name)).expect("a writable folder");
            fs::write(dir.join(name).join("a"), "").expect("a writable folder");
            fs::write(dir.join(name).join(&segment[0]), "").expect("a writable folder");
            fs::write(dir.join(name).join(&segment[1]), "").expect("a writable folder");
        }
        files.into_iter().chain(["segments-x", id]).map(str::to_owned).collect()
    }

    #[test]
    fn only_what_limier_left_is_swept() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (dir, id) = (dir.path(), "0123456789abcdef0123456789abcdef");
        let others = fill(dir);
        let living: HashSet<_> = [format!("{id}.store"), format!("{id}.12.del")].into();
        let living = living.into_iter().map(PathBuf::from).collect();
        sweep(dir, 0, &living).expect("files of ours");
        let expected = |more: &[&str]| {
            let more = more.iter().map(|name| (*name).to_owned());
            let mut names: Vec<_> = others.iter().cloned().chain(more).collect();
            names.sort_unstable();
            names
        };
        let (store, del) = (format!("{id}.store"), format!("{id}.12.del"));
        assert_eq!(names(dir), expected(&["meta.json", "exceptions.tsv", &store, &del]));
        fs::remove_dir_all(dir).expect("a folder of ours");
        fs::create_dir(dir).expect("a writable folder");
        fill(dir);
        sweep(dir, 2, &[PathBuf::from(&store)].into()).expect("files of ours");
        assert_eq!(names(dir), expected(&["segments-2"]));
        assert_eq!(names(&dir.join("segments-2")), [store, "a".to_owned()]);
        assert_eq!(names(&dir.join(id)).len(), 3);
    }
}
