//! What a reader sees while a writer replaces and removes the files that it is about to read: one
//! commit or the other, and never damage.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::crashes::{Command, copy_folder, delete, first, for_each_command, more, said};
use super::faults::watch;
use super::reader::IndexReader;

/// Calls `read`, and another process just before it reads its file of this number, from 0.
/// Returns whether it read so many.
fn beside(
    dir: &Path,
    number: usize,
    other: impl Fn(&Path) + Send + Sync + 'static,
    read: impl FnOnce(),
) -> bool {
    let count = Arc::new(AtomicUsize::new(0));
    let watched = watch(dir, {
        let count = Arc::clone(&count);
        move |_, path| {
            let at = count.load(Ordering::Relaxed);
            // What the other one touches is behind it.
            count.store(
                if at == number { usize::MAX } else { at.saturating_add(1) },
                Ordering::Relaxed,
            );
            if at == number {
                other(path);
            }
            Ok(())
        }
    });
    read();
    drop(watched);
    count.load(Ordering::Relaxed) == usize::MAX
}

/// Puts the files back that are gone, but for one.
fn put_back(from: &Path, to: &Path, but: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("an entry")) {
        let place = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).expect("a writable folder");
        } else if !place.exists() && place != but {
            fs::copy(entry.path(), &place).expect("a writable folder");
        }
    }
}

/// Opens and reads an index beside a command that has removed no file yet but the one that is
/// read next.
fn reads_beside(name: &str, command: Command, ready: &Path, before: &[String], after: &[String]) {
    for number in 0.. {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let place = dir.path().join("ix");
        copy_folder(ready, &place);
        let other = {
            let (ready, place) = (ready.to_owned(), place.clone());
            move |next: &Path| {
                command(&place).expect("a command beside which another one reads");
                put_back(&ready, &place, next);
            }
        };
        let read = || {
            let said = said(&place).unwrap_or_default();
            assert!(said == before || said == after, "{name}, file {number}: {said:?}");
        };
        if !beside(&place, number, other, read) {
            return;
        }
    }
}

#[test]
fn a_reader_sees_a_commit_whichever_file_is_removed_before_it_is_read() {
    for_each_command(|name, command, ready, before, after| {
        // What is damaged says nothing before.
        if name != "a repair" {
            reads_beside(name, command, ready, before, after);
        }
    });
}

#[test]
fn what_is_checked_is_the_commit_that_was_opened_whatever_was_written_since() {
    for number in 0.. {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let place = dir.path().join("ix");
        first(&place).expect("an index");
        let reader = IndexReader::open(&place).expect("an index");
        more(&place).expect("an index that is open");
        let other = {
            let place = place.clone();
            move |_: &Path| delete(&place).expect("an index that is open")
        };
        let check = || assert!(reader.verify().expect("whole files") >= 7);
        if !beside(&place, number, other, check) {
            return;
        }
    }
}
