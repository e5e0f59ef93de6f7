//! Programs that turn files into text or HTML before they are read, as `--pre` of ripgrep
//! does.
//!
//! Here stands which files a program is for, and that it is given the path of one as its one
//! argument, without a shell. How it is run is for others, and what the text is.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use globset::{GlobBuilder, GlobMatcher};

use super::program::{Fault, MAX_TIME, run};
use crate::rejection::{NotConverted, ProgramFault};

/// A program, and the files that it is for.
#[derive(Debug, Clone)]
pub struct Preprocessor {
    command: PathBuf,
    globs: Vec<FileGlob>,
}

/// Which files a program is for, or with `!` in front is not.
#[derive(Debug, Clone)]
pub struct FileGlob {
    matcher: GlobMatcher,
    /// It looks at whole paths, not at names.
    has_folders: bool,
    is_excluded: bool,
}

impl FileGlob {
    /// Reads a glob: `*.pdf` is about names, `scans/**` about folders too.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(glob: &str) -> Result<Self, String> {
        let (is_excluded, plain) = match glob.strip_prefix('!') {
            Some(plain) => (true, plain),
            None => (false, glob),
        };
        let has_folders = plain.contains('/');
        let anywhere = match plain.strip_prefix('/') {
            None if has_folders => format!("**/{plain}"),
            _ => plain.to_owned(),
        };
        let glob = GlobBuilder::new(&anywhere).literal_separator(true).build();
        let matcher = glob.map_err(|error| error.kind().to_string())?.compile_matcher();
        Ok(Self { matcher, has_folders, is_excluded })
    }

    fn matches(&self, path: &Path) -> bool {
        match path.file_name() {
            Some(name) if !self.has_folders => self.matcher.is_match(name),
            _ => self.matcher.is_match(path),
        }
    }
}

impl Preprocessor {
    /// Returns a program for the files that the last glob which matches them is for; for every
    /// other file when no glob names files that it is for.
    #[must_use]
    pub fn new(command: PathBuf, globs: Vec<FileGlob>) -> Self {
        Self { command, globs }
    }

    /// Tells whether it is for a file.
    pub(super) fn takes(&self, path: &Path) -> bool {
        match self.globs.iter().rev().find(|glob| glob.matches(path)) {
            Some(glob) => !glob.is_excluded,
            None => self.globs.iter().all(|glob| glob.is_excluded),
        }
    }

    /// Returns what an index remembers of it.
    pub(super) fn label(&self) -> String {
        self.command.to_string_lossy().into_owned()
    }

    /// Returns what it makes of a file.
    ///
    /// # Errors
    /// Why it makes nothing: how it ended, and the first line of what it said.
    pub(super) fn run(&self, path: &Path) -> Result<Vec<u8>, NotConverted> {
        let mut command = Command::new(&self.command);
        command.arg(argument(path));
        run(command, MAX_TIME).map_err(|fault| match fault {
            Fault::NotRun(error) => {
                let (program, why) = (self.label(), error.to_string());
                NotConverted { fault: ProgramFault::NotRun { program, why }, said: None }
            }
            Fault::Ended(fault) => fault,
        })
    }
}

/// Returns a path as an argument that is never an option.
fn argument(path: &Path) -> OsString {
    if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
        return Path::new(".").join(path).into_os_string();
    }
    path.as_os_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(globs: &[&str], path: &str, expected: bool) {
        let globs = globs.iter().map(|glob| FileGlob::parse(glob).expect("a glob")).collect();
        let found = Preprocessor::new("cat".into(), globs).takes(Path::new(path));
        assert_eq!(found, expected, "{path}");
    }

    #[test]
    fn globs_say_for_which_files_a_program_is() {
        check(&[], "docs/a.pdf", true);
        check(&["*.pdf"], "docs/a.pdf", true);
        check(&["*.pdf"], "docs/a.PDF", false);
        check(&["*.pdf"], "docs/a.pdf/b.txt", false);
        check(&["*.pdf", "*.{doc,rtf}"], "a.rtf", true);
        check(&["scans/*.txt"], "/presse/scans/a.txt", true);
        check(&["scans/*.txt"], "scans/1944/a.txt", false);
        check(&["scans/**"], "./scans/1944/a.txt", true);
        check(&["/presse/*"], "/presse/a", true);
        check(&["/presse/*"], "/x/presse/a", false);
        check(&["!*.txt"], "a.txt", false);
        check(&["!*.txt"], "a.pdf", true);
        check(&["*.pdf", "!brouillon*"], "brouillon.pdf", false);
        check(&["*.pdf", "!brouillon*"], "a.txt", false);
    }

    #[test]
    fn a_broken_glob_is_refused() {
        for glob in ["[", "{a", "a**b/["] {
            assert!(FileGlob::parse(glob).is_err(), "{glob}");
        }
    }

    #[test]
    fn no_path_is_an_option() {
        assert_eq!(argument(Path::new("-rf.pdf")), "./-rf.pdf");
        assert_eq!(argument(Path::new("docs/-rf.pdf")), "docs/-rf.pdf");
    }
}
