//! Places: the files that the arguments stand for.
//!
//! Folders are walked in the order of file names, hidden files and folders left
//! out. Nothing is opened here.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::read_fault::ReadFault;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its path; `-` is standard input.
    pub path: PathBuf,
    /// How many folders were walked to it, none when it was named itself.
    pub walked: usize,
    /// Why it is not read, when the walk has found out already.
    pub obstacle: Option<Obstacle>,
}

/// Why a place is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It cannot be read.
    Unreadable(ReadFault),
    /// A pipe, a socket or a device in a folder, where reading might wait for ever.
    NoFile,
    /// A link in a folder to what is elsewhere.
    LinkOut,
}

impl Place {
    /// Tells whether it was named itself, not found in a folder.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.walked == 0
    }

    /// Tells whether this is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }
}

/// Returns the files of `paths`, folders walked but for those that are left out. Links to what
/// is not below the folder that is walked are followed when asked for.
///
/// # Errors
/// `InputMissing` for the first path that does not exist.
pub fn places(
    paths: &[PathBuf],
    follow_links: bool,
    is_left_out: impl Fn(&Path) -> bool,
) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            places.push(Place { path: path.clone(), walked: 0, obstacle: None });
            continue;
        }
        if !path.exists() {
            return Err(Error::InputMissing(path.clone()));
        }
        let root = path.canonicalize().unwrap_or_else(|_| path.clone());
        let leads_out = |entry: &walkdir::DirEntry| {
            let is_below = |target: PathBuf| target.starts_with(&root);
            entry.depth() > 0
                && !follow_links
                && entry.path_is_symlink()
                && !entry.path().canonicalize().is_ok_and(is_below)
        };
        // A folder that is not walked is named where it stands.
        let links = RefCell::new(Vec::new());
        let walk = walkdir::WalkDir::new(path).follow_links(true).sort_by_file_name();
        let visible = walk.into_iter().filter_entry(|entry| {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_folder = entry.file_type().is_dir();
            let is_walked =
                (entry.depth() == 0 || !hidden) && !(is_folder && is_left_out(entry.path()));
            if is_walked && is_folder && leads_out(entry) {
                links.borrow_mut().push(link_out(entry));
                return false;
            }
            is_walked
        });
        for entry in visible {
            places.append(&mut links.borrow_mut());
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if leads_out(&entry) => places.push(link_out(&entry)),
                Ok(entry) => places.push(Place {
                    walked: entry.depth(),
                    obstacle: (entry.depth() > 0 && !entry.file_type().is_file())
                        .then_some(Obstacle::NoFile),
                    path: entry.into_path(),
                }),
                Err(error) => places.push(Place {
                    path: error.path().unwrap_or(path).to_owned(),
                    walked: error.depth().max(1),
                    obstacle: Some(Obstacle::Unreadable(match error.io_error() {
                        Some(error) => ReadFault::of(error),
                        None => ReadFault::OwnFolder,
                    })),
                }),
            }
        }
        places.append(&mut links.borrow_mut());
    }
    Ok(places)
}

/// Returns the place of a link that is not followed.
fn link_out(entry: &walkdir::DirEntry) -> Place {
    let (path, walked) = (entry.path().to_owned(), entry.depth());
    Place { path, walked, obstacle: Some(Obstacle::LinkOut) }
}

/// Returns the size of `places` on disk, `None` when one of them is a stream.
#[must_use]
pub fn total_bytes(places: &[Place]) -> Option<u64> {
    places
        .iter()
        .filter(|place| place.obstacle.is_none())
        .map(|place| {
            let metadata = place.path.metadata().ok().filter(|_| !place.is_stdin())?;
            metadata.is_file().then_some(metadata.len())
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_are_walked_by_name_without_hidden_files() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = dir.path();
        fs::create_dir(root.join("b")).expect("a folder");
        fs::create_dir(root.join("b/index")).expect("a folder");
        for name in ["c.txt", "a.txt", "b/d.txt", ".hidden.txt", "b/index/e.txt"] {
            fs::write(root.join(name), "…").expect("a file");
        }
        let paths = [root.to_owned(), root.join("c.txt"), "-".into()];
        let found = places(&paths, false, |folder| folder.ends_with("b/index")).expect("places");
        let expected = [
            (root.join("a.txt"), 1),
            (root.join("b/d.txt"), 2),
            (root.join("c.txt"), 1),
            (root.join("c.txt"), 0),
            ("-".into(), 0),
        ];
        assert_eq!(found, expected.map(|(path, walked)| Place { path, walked, obstacle: None }));
        assert_eq!(total_bytes(&found), None);
        assert_eq!(total_bytes(&found[..2]), Some(6));
    }

    #[test]
    fn a_missing_path_is_named() {
        assert!(matches!(
            places(&["/nowhere".into()], false, |_| false),
            Err(Error::InputMissing(_))
        ));
    }
}
