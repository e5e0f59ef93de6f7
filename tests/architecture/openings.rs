//! How files open: with some lines that say what a file owns and what it never does.
//!
//! It counts them. Whether they are true it cannot tell.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of the project with files of Rust; below them, those that programs write are left out.
const FOLDERS: [&str; 6] = ["src", "tests", "benches", "browser", "examples", "fuzz"];
const WRITTEN: [&str; 3] = ["target", "corpus", "artifacts"];

/// Returns the files of Rust of a project, sorted.
pub(crate) fn files(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                let is_written = WRITTEN.iter().any(|name| path.ends_with(name));
                folders.extend((!is_written).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns what is wrong with how a text opens; `None` for two to six lines, of which two say
/// something.
pub(crate) fn fault(text: &str) -> Option<String> {
    let opening: Vec<_> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let said = opening.iter().filter(|line| !line.trim().is_empty()).count();
    match opening.len() {
        0 => Some("nothing is said".to_owned()),
        2..=6 if said >= 2 => None,
        count => Some(format!("{count} lines, of which {said} say something")),
    }
}

#[test]
fn an_opening_has_two_to_six_lines_that_say_something() {
    assert_eq!(fault("//! Words.\n//!\n//! It reads no file.\n\nuse a;\n//! b"), None);
    assert_eq!(fault("//! a\n//! b\n//! c\n//! d\n//! e\n//! f"), None);
    assert_eq!(fault("use a;\n//! Words.\n//! b\n").unwrap(), "nothing is said");
    let short = "1 lines, of which 1 say something";
    assert_eq!(fault("//! Words.\n\n//! It reads no file.").unwrap(), short);
    assert_eq!(fault("//! Words.\n//!\n").unwrap(), "2 lines, of which 1 say something");
    let long = "7 lines, of which 7 say something";
    assert_eq!(fault(&"//! a\n".repeat(7)).unwrap(), long);
}
