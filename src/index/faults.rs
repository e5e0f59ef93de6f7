//! Faults for tests: what touches the files below a folder can be watched, and be made to
//! fail.
//!
//! It touches nothing itself.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Touch;

/// What is called before a file is touched; its error is what becomes of the touch.
type Hook = dyn Fn(Touch, &Path) -> io::Result<()> + Send + Sync;

static HOOKS: Mutex<Vec<(PathBuf, Arc<Hook>)>> = Mutex::new(Vec::new());

/// Calls a hook before anything below a folder is touched, until dropped.
pub(super) struct Watched(PathBuf);

/// Calls `hook` before any file below `dir` is touched, until what is returned is dropped.
pub(super) fn watch(
    dir: &Path,
    hook: impl Fn(Touch, &Path) -> io::Result<()> + Send + Sync + 'static,
) -> Watched {
    hooks().push((dir.to_owned(), Arc::new(hook)));
    Watched(dir.to_owned())
}

impl Drop for Watched {
    fn drop(&mut self) {
        hooks().retain(|(dir, _)| *dir != self.0);
    }
}

fn hooks() -> std::sync::MutexGuard<'static, Vec<(PathBuf, Arc<Hook>)>> {
    HOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells those who watch a file that it is about to be touched.
pub(super) fn touch(touch: Touch, path: &Path) -> io::Result<()> {
    let hook = hooks().iter().find(|(dir, _)| path.starts_with(dir)).map(|(_, hook)| hook.clone());
    hook.map_or(Ok(()), |hook| hook(touch, path))
}
