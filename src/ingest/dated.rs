//! The date that a place tells of what is in it: from the names of the file, of the folders
//! that lead to it, and of those inside an archive.
//!
//! Folders above an absolute path that was named are none of the collection's.

use std::path::{Component, Path};

use super::bytes::source::Origin;
use super::date::{NamedPlace, date_in_path};
use crate::article::Date;

/// Folders above a file that was named by its absolute path, and may be its year, month and
/// day.
const FOLDERS_OF_FILE: usize = 3;

/// Returns the date that a place tells, where nothing else does; `is_alone` says that it holds
/// one article.
pub(super) fn date_of_place(origin: &Origin, is_alone: bool) -> Option<Date> {
    // The number of a record that was captured, in a file named for the day of that.
    if origin.is_record {
        return None;
    }
    let (mut folders, name) = split(&origin.file)?;
    let entry = origin.path.strip_prefix(&origin.file).ok().and_then(split);
    let is_absolute = origin.file.is_absolute();
    let is_file_of_its_own = is_absolute && origin.walked == 0 && entry.is_none();
    if is_absolute {
        let known = if is_file_of_its_own { FOLDERS_OF_FILE } else { origin.walked };
        folders.drain(..folders.len().saturating_sub(known));
    }
    let place = |folders: &[String], name: &str, is_alone: bool| {
        let stem = stem(name);
        let date = date_in_path(NamedPlace { folders, stem, is_alone })?;
        (!is_file_of_its_own || date.days() == Some(1)).then_some(date)
    };
    match &entry {
        None => place(&folders, &name, is_alone),
        Some((inner, entry)) => {
            let all = [folders.as_slice(), inner.as_slice()].concat();
            // An archive of many may be named for the day it was made.
            place(&all, entry, is_alone).or_else(|| place(&folders, &name, false))
        }
    }
}

/// Returns the folders of a path, and the name behind them.
fn split(path: &Path) -> Option<(Vec<String>, String)> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let mut names: Vec<String> = names.collect();
    let name = names.pop()?;
    Some((names, name))
}

/// Returns a name without its extensions; figures behind a full stop are none.
fn stem(name: &str) -> &str {
    let mut stem = name;
    while let Some((before, extension)) = stem.rsplit_once('.') {
        let is_one = !before.is_empty() && extension.chars().all(char::is_alphanumeric);
        if !is_one || !extension.starts_with(char::is_alphabetic) {
            break;
        }
        stem = before;
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(origin: &Origin) -> Option<String> {
        date_of_place(origin, true).map(|date| date.iso)
    }

    fn file(path: &str, walked: usize) -> Origin {
        Origin { walked, ..Origin::file(Path::new(path)) }
    }

    #[track_caller]
    fn check(path: &str, walked: usize, expected: Option<&str>) {
        assert_eq!(read(&file(path, walked)).as_deref(), expected, "{path}, {walked} walked");
    }

    #[test]
    fn names_of_files_and_folders_tell_a_date() {
        check("lemonde_1944-08-25.txt", 0, Some("1944-08-25"));
        check("presse/1944.08.25.txt.gz", 1, Some("1944-08-25"));
        check("./1944/08/25/p1.txt", 3, Some("1944-08-25"));
        check("1944/08/25/p1.txt", 0, Some("1944-08-25"));
        check("../2019/a.txt", 1, Some("2019"));
        check("-", 0, None);
        check("a.txt", 0, None);
    }

    #[test]
    fn folders_above_an_absolute_path_tell_none() {
        check("/home/2023/presse/a.txt", 1, None);
        check("/home/2023-05-04/presse/a.txt", 1, None);
        check("/home/presse/2019/a.txt", 2, Some("2019"));
        check("/home/2019/a.txt", 1, Some("2019"));
        check("/home/2019/a.txt", 0, None);
        check("/home/1944/08/25/p1.txt", 0, Some("1944-08-25"));
        check("/home/2023/lemonde_1944-08-25.txt", 1, Some("1944-08-25"));
    }

    #[test]
    fn what_is_in_an_archive_has_names_of_its_own() {
        let entry = |file: &str, name: &str| read(&Origin::file(Path::new(file)).entry(name));
        assert_eq!(entry("a.zip", "1944/08/25/p1.txt").as_deref(), Some("1944-08-25"));
        assert_eq!(entry("1944/08.zip", "25.txt").as_deref(), Some("1944"));
        assert_eq!(entry("lemonde_1944-08-25.zip", "p1.txt").as_deref(), Some("1944-08-25"));
        assert_eq!(entry("export_2024.zip", "p1.txt"), None);
        assert_eq!(entry("lemonde_2024-01-05.zip", "p1.txt"), None);
        let captured = Origin::file(Path::new("crawl-2024-01-05.warc")).record(7);
        assert_eq!(read(&captured), None);
    }
}
