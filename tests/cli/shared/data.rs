//! Where the data beside the project lies.
//!
//! What is not there fails the test that needs it: nothing is skipped.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use crate::support::in_repository;

/// The corpus, from [`shared`].
pub(super) const CORPUS: &str = "corpus/articles.jsonl.zst";

/// Returns the file or folder at a path of `../shared`.
#[track_caller]
pub(super) fn shared(path: &str) -> PathBuf {
    let path = in_repository("../shared").join(path);
    assert!(path.exists(), "{} is not there: this test needs it", path.display());
    path
}

/// Returns the names and contents of the files in a folder, sorted.
#[track_caller]
pub(super) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(shared(folder)).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// Returns the first lines of the corpus.
#[track_caller]
pub(super) fn corpus_lines(count: usize) -> Vec<String> {
    let file = File::open(shared(CORPUS)).unwrap();
    let lines = BufReader::new(zstd::Decoder::new(file).unwrap()).lines();
    lines.take(count).collect::<Result<_, _>>().unwrap()
}
