//! The files in the folder of an index: their names, and whose they are.
//!
//! ```text
//! limier.json      the manifest: versions, runs, and where the segments are
//! inputs.jsonl     the files it was made from
//! decisions.jsonl  what a person decided
//! meta.json, …     tantivy's files; once the index was made anew, below segments-N/
//! ```
//!
//! It never looks into a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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

/// tantivy's list of its own files.
const MANAGED: &str = ".managed.json";

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

/// Tells whether tantivy's list of segments is in a folder.
pub(super) fn has_segments(segments: &Path) -> bool {
    segments.join(SEGMENTS).exists()
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

/// Removes what is of no use to the index in `dir`, whose segments are those of
/// `generation`: those of other generations, and exceptions when decisions hold them.
///
/// # Errors
/// What the system says of the first file that stays.
pub(super) fn sweep(dir: &Path, generation: u64) -> io::Result<()> {
    let current = segments_dir(dir, generation);
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if is_segments_dir(&name) && path != current && entry.file_type()?.is_dir() {
            fs::remove_dir_all(path)?;
        } else if generation > 0 && (is_of_tantivy(&name) || name == EXCEPTIONS) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Tells whether this is the name of a folder of segments.
fn is_segments_dir(name: &str) -> bool {
    let number = name.strip_prefix(SEGMENTS_DIR);
    number.is_some_and(|number| number.parse::<u64>().is_ok())
}

/// Tells whether this is the name of a file that tantivy made; its locks aside.
fn is_of_tantivy(name: &str) -> bool {
    let segment_id = name.split('.').next().unwrap_or_default();
    let is_of_segment = segment_id.len() == SEGMENT_ID_CHARS
        && segment_id.len() < name.len()
        && segment_id.bytes().all(|byte| byte.is_ascii_hexdigit());
    name == SEGMENTS || name == MANAGED || is_of_segment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_limier_left_is_swept() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let id = "0123456789abcdef0123456789abcdef";
        let files = [".gitignore", "limier.json", "inputs.jsonl", "decisions.jsonl", "a.pdf"];
        let left = ["meta.json", ".managed.json", "exceptions.tsv"];
        let segment = [format!("{id}.store"), format!("{id}.12.del")];
        for name in files.into_iter().chain(left).chain(segment.iter().map(String::as_str)) {
            fs::write(dir.path().join(name), "").expect("a writable folder");
        }
        for name in ["segments-1", "segments-2", "segments-x", id] {
            fs::create_dir(dir.path().join(name)).expect("a writable folder");
            fs::write(dir.path().join(name).join("a"), "").expect("a writable folder");
        }
        let names = || {
            let entries = fs::read_dir(dir.path()).expect("a folder");
            let mut names: Vec<String> = entries
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort_unstable();
            names
        };
        sweep(dir.path(), 0).expect("files of ours");
        assert!(names().iter().any(|name| name == "exceptions.tsv"), "{:?}", names());
        assert!(names().iter().any(|name| *name == segment[0]), "{:?}", names());
        fs::create_dir(dir.path().join("segments-2")).expect("a writable folder");
        sweep(dir.path(), 2).expect("files of ours");
        let mut expected = files.map(str::to_owned).to_vec();
        expected.extend(["segments-2", "segments-x", id].map(str::to_owned));
        expected.sort_unstable();
        assert_eq!(names(), expected);
    }
}
