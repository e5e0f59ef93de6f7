//! What is left beside an output by a command that does not come to its end: a signal that ends
//! it removes it, and after a kill the next command that writes there.
//!
//! Files in the making are locked as long as their process lives. No link is followed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// What the name of a file in the making ends with.
const NEW: &str = ".new";

/// How often a file in the making may be taken for left over.
const ATTEMPTS: u32 = 10;

/// Makes a file beside the place of another, in which it is to be, and returns where; those that
/// killed commands have left there for the same place go.
pub(super) fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?.to_string_lossy();
    let beside = path.with_file_name(format!("{}{}{NEW}", begin(&name), process::id()));
    collect(path, &name);
    let mut attempts = 0;
    loop {
        // Nobody else has a file of this name in the making.
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = File::options().write(true).create_new(true).open(&beside)?;
        // Where files cannot be locked, they are not taken for left over either.
        let _ = file.try_lock();
        // Somebody may have taken it for left over before it was locked.
        match beside.symlink_metadata() {
            Ok(_) => return Ok((file, beside)),
            Err(error) if error.kind() != io::ErrorKind::NotFound || attempts == ATTEMPTS => {
                return Err(error);
            }
            Err(_) => attempts += 1,
        }
    }
}

/// Returns what names of files in the making for a place begin with.
fn begin(name: &str) -> String {
    format!(".{name}.")
}

/// Removes the files that killed commands have left for a place; those that cannot be removed
/// stay.
fn collect(path: &Path, name: &str) {
    let begin = begin(name);
    let is_ours = |name: &str| {
        let number = name.strip_prefix(&begin).and_then(|name| name.strip_suffix(NEW));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(is_ours) && is_left_over(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Tells whether a file is one that nobody has in the making.
fn is_left_over(path: &Path) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|there| there.is_file());
    is_file && open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Makes a file beside the place of another as [`create_beside`] does; signals that end this
/// process remove it, at whatever moment they come. Where signals cannot be listened to, it is
/// left to the next command.
#[cfg(unix)]
pub(super) fn create_beside_until_signals(path: &Path) -> io::Result<(File, PathBuf)> {
    use std::sync::{Arc, Mutex, PoisonError};

    let made = Arc::new(Mutex::new(None::<PathBuf>));
    // Listened to before it is there, and a signal waits until it is known where it is.
    let mut place = made.lock().unwrap_or_else(PoisonError::into_inner);
    let made = Arc::clone(&made);
    let _ = on_signals(move |signal| {
        let made = made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*made {
            let _ = fs::remove_file(file);
        }
        // As shells have it.
        process::exit(128 + i32::try_from(signal).unwrap_or_default());
    });
    let (file, beside) = create_beside(path)?;
    *place = Some(beside.clone());
    Ok((file, beside))
}

/// Makes a file beside the place of another, which signals leave to the next command.
#[cfg(not(unix))]
pub(super) fn create_beside_until_signals(path: &Path) -> io::Result<(File, PathBuf)> {
    create_beside(path)
}

/// Has `act` called in a thread of its own with the first signal that is to end this process.
#[cfg(unix)]
fn on_signals(act: impl FnOnce(usize) + Send + 'static) -> io::Result<()> {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use signal_hook::{flag, low_level::pipe};

    use super::signals::ending;

    let (mut told, teller) = UnixStream::pair()?;
    let received = Arc::new(AtomicUsize::new(0));
    for signal in ending() {
        let number = signal.unsigned_abs() as usize;
        flag::register_usize(signal, Arc::clone(&received), number)?;
        pipe::register(signal, teller.try_clone()?)?;
    }
    thread::Builder::new().spawn(move || {
        if told.read_exact(&mut [0]).is_ok() {
            act(received.load(Ordering::Relaxed));
        }
    })?;
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Returns the names of the files in a folder, sorted.
    pub(in crate::cli) fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry"));
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn what_a_killed_command_left_goes_and_what_is_in_the_making_stays() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let others = [".a.csv.12.new", ".a.jsonl.x.new", ".a.jsonl.12.old", "a.jsonl.12.new"];
        for name in others.into_iter().chain([".a.jsonl.12.new", ".a.jsonl.13.new"]) {
            fs::write(dir.path().join(name), "half").expect("a writable folder");
        }
        let living = File::open(dir.path().join(".a.jsonl.13.new")).expect("a file");
        living.lock().expect("a lock");
        let (_file, beside) = create_beside(&dir.path().join("a.jsonl")).expect("a folder");
        let own = beside.file_name().expect("a name").to_string_lossy().into_owned();
        let mut expected = others.map(str::to_owned).to_vec();
        expected.extend([".a.jsonl.13.new".to_owned(), own]);
        expected.sort_unstable();
        assert_eq!(names(dir.path()), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_is_named_so_is_left_alone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let [link, mine] = [".a.jsonl.12.new", "mine"].map(|name| dir.path().join(name));
        fs::write(&mine, "mine").expect("a writable folder");
        std::os::unix::fs::symlink(&mine, &link).expect("a link");
        create_beside(&dir.path().join("a.jsonl")).expect("a folder");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&mine).expect("a file"), "mine");
    }
}
