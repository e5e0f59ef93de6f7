//! Programs that turn files into text or HTML before they are read, as `--pre` of ripgrep
//! does.
//!
//! A program is given the path of a file as its one argument, without a shell, and nothing on
//! standard input. What it prints is held whole, up to the size of a document; of its messages
//! the first line is kept. What the text is, others tell.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use globset::{GlobBuilder, GlobMatcher};

use super::bytes::meter::MAX_RECORD_BYTES;

/// Most bytes of the messages of a program in which a line is looked for.
const MESSAGE_BYTES: u64 = 8 << 10;

/// Most characters that are kept of it.
const MESSAGE_CHARS: usize = 200;

/// How long it is waited for when the program has ended: a process that it has left behind may
/// hold its end of the pipe.
const PATIENCE: Duration = Duration::from_secs(1);

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
    pub(super) fn run(&self, path: &Path) -> Result<Vec<u8>, String> {
        let mut child = Command::new(&self.command)
            .arg(argument(path))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{} cannot be run: {error}", self.label()))?;
        let said = child.stderr.take().map(first_line);
        let mut text = Vec::new();
        let read = child.stdout.take().map(|stdout| {
            // It is closed behind this: a program that prints on without end is told so.
            stdout.take(MAX_RECORD_BYTES + 1).read_to_end(&mut text)
        });
        let is_too_long = text.len() as u64 > MAX_RECORD_BYTES;
        if is_too_long {
            // It may have ended meanwhile.
            let _ = child.kill();
        }
        let ended = child.wait();
        let fault = match (read, ended) {
            _ if is_too_long => format!("more than {} MB of text", MAX_RECORD_BYTES >> 20),
            (Some(Err(error)), _) | (_, Err(error)) => error.to_string(),
            (_, Ok(status)) if !status.success() => how(status),
            _ if text.trim_ascii().is_empty() => "nothing was printed".to_owned(),
            _ => return Ok(text),
        };
        let said = said.and_then(|said| said.recv_timeout(PATIENCE).ok());
        Err(said.map_or_else(|| fault.clone(), |said| format!("{fault}: {said}")))
    }
}

/// Returns a path as an argument that is never an option.
fn argument(path: &Path) -> OsString {
    if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
        return Path::new(".").join(path).into_os_string();
    }
    path.as_os_str().to_owned()
}

/// Returns how a program ended.
fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("killed by signal {signal}");
        }
    }
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

/// Reads the messages of a program to their end, so that it need not wait, and returns where
/// the first line comes that is not blank.
fn first_line(stderr: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, line) = channel();
    thread::spawn(move || {
        let mut stderr = BufReader::new(stderr);
        let mut head = (&mut stderr).take(MESSAGE_BYTES);
        let mut bytes = Vec::new();
        while head.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
            let line = String::from_utf8_lossy(&bytes);
            if !line.trim().is_empty() {
                let kept: String = line.trim().chars().take(MESSAGE_CHARS).collect();
                // Nobody asks when all went well.
                let _ = sender.send(kept);
                break;
            }
            bytes.clear();
        }
        // What cannot be read is not missed.
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
    });
    line
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
