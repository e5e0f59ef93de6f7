//! What a kill or a fault leaves, whenever it comes: the state before or the one after, which
//! the next command reads and completes, and nothing that is of no use.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tantivy::Term;

use super::decisions::Decisions;
use super::disk::Touch;
use super::faults::watch;
use super::fingerprint::Fingerprint;
use super::inputs::Inputs;
use super::local::LocalStore;
use super::manifest::{IndexingRun, Manifest};
use super::reader::IndexReader;
use super::repair::repair;
use super::store::Store;
use super::tantivy_index::open_tantivy;
use super::test_index::copy;
use super::writer::WriterOptions;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;
use crate::read_as::ReadAs;

/// Merges of a command that failed may still go on in this process.
const WAIT: Duration = Duration::from_secs(20);

const NOW: &str = "2026-11-28T10:00:00Z";

/// Something that writes to the index in a folder.
pub(super) type Command = fn(&Path) -> Result<()>;

/// All that write, each after those before it.
const COMMANDS: [(&str, Command); 7] = [
    ("a first index", first),
    ("articles more, and one in the place of another", more),
    ("an article deleted", delete),
    ("a file that is gone", prune),
    ("exceptions", decide),
    ("an index of an older format", older),
    ("a repair", repaired),
];

fn store(dir: &Path) -> Result<Box<LocalStore>> {
    let options =
        WriterOptions { threads: 1, commit_every: None, wait: WAIT, ..WriterOptions::default() };
    LocalStore::open(dir, NOW, options).map(Box::new)
}

fn article(id: &str, body: &str) -> Article {
    let body = format!("{body} rouvre lundi, dit la mairie de {id}.");
    Article { id: id.to_owned(), title: format!("Le {body}"), body, ..Article::default() }
}

fn add(store: &mut LocalStore, file: &str, articles: &[(&str, &str)]) -> Result<()> {
    let file: Arc<str> = file.into();
    for (id, body) in articles {
        store.add(article(id, body), &file)?;
    }
    store.inputs().set(file, Fingerprint::default(), ReadAs::default());
    Ok(())
}

fn finish(store: Box<LocalStore>) -> Result<()> {
    store.finish(Some(IndexingRun {
        at: NOW.to_owned(),
        inputs: vec!["in".to_owned()],
        indexed: 1,
        replaced: 0,
        rejected: 0,
        undated: 1,
    }))
}

pub(super) fn first(dir: &Path) -> Result<()> {
    let mut store = store(dir)?;
    add(&mut store, "in/a", &[("a1", "pont"), ("a2", "quai"), ("a3", "port")])?;
    add(&mut store, "in/b", &[("b1", "musée")])?;
    finish(store)
}

pub(super) fn more(dir: &Path) -> Result<()> {
    let mut store = store(dir)?;
    store.delete_file("in/a")?;
    add(&mut store, "in/a", &[("a1", "viaduc"), ("a3", "port")])?;
    add(&mut store, "in/c", &[("c1", "théâtre"), ("c2", "stade")])?;
    finish(store)
}

pub(super) fn delete(dir: &Path) -> Result<()> {
    let mut store = store(dir)?;
    store.delete("c1")?;
    store.finish(None)
}

fn prune(dir: &Path) -> Result<()> {
    let mut store = store(dir)?;
    store.prune(&["in/b".into()])?;
    store.inputs().remove("in/b");
    finish(store)
}

fn decide(dir: &Path) -> Result<()> {
    let exceptions = Exceptions::parse("Nice\n", Path::new("x"))?;
    Decisions::revise(dir, NOW, WAIT, |decisions| {
        decisions.set_exceptions(&exceptions, NOW);
    })
}

fn older(dir: &Path) -> Result<()> {
    finish(store(dir)?)
}

fn repaired(dir: &Path) -> Result<()> {
    repair(dir, NOW, WAIT).map(drop)
}

/// Returns all that an index says to who reads it; `None` when there is none yet.
pub(super) fn said(dir: &Path) -> Option<Vec<String>> {
    let reader = match IndexReader::open(dir) {
        Err(Error::IndexMissing(_)) => return None,
        opened => opened.expect("an index"),
    };
    let mut said = Vec::new();
    let read = reader.each_stored(|address, stored, _| {
        let id = Term::from_field_text(reader.fields().id, stored.id());
        assert_eq!(reader.articles_with(&id)?, [address]);
        said.push(format!("{:?}", stored.to_article()));
        Ok(())
    });
    read.expect("a whole index");
    said.sort_unstable();
    said.extend(Decisions::read(dir).expect("decisions").lines());
    Some(said)
}

/// Returns the files that are of no use to an index.
fn of_no_use(dir: &Path) -> Vec<PathBuf> {
    let manifest = Manifest::read(dir).expect("a manifest");
    let segments = manifest.segments_dir(dir);
    let index = open_tantivy(dir, &manifest).expect("an index").0;
    let mut known: Vec<PathBuf> = index
        .load_metas()
        .expect("a list")
        .list_segment_files()
        .into_iter()
        .map(|file| segments.join(file))
        .collect();
    for (folder, name) in [
        (&segments, "meta.json"),
        (&dir.to_owned(), "limier.json"),
        (&dir.to_owned(), "inputs.jsonl"),
        (&dir.to_owned(), "decisions.jsonl"),
    ] {
        known.extend([folder.join(name), folder.join(format!(".{name}.copy"))]);
    }
    known.push(dir.join(".tantivy-writer.lock"));
    let all = walkdir::WalkDir::new(dir).into_iter().map(|entry| entry.expect("an entry"));
    all.filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| !known.contains(path))
        .collect()
}

/// Returns what an index says after one more article; without that article. It is as whoever
/// comes next leaves it.
fn completed(dir: &Path, state: &str) -> Vec<String> {
    let mut next = store(dir).expect(state);
    add(&mut next, "in/next", &[("next", "marché")]).expect("an article");
    finish(next).expect("the next command");
    assert_eq!(of_no_use(dir), Vec::<PathBuf>::new(), "{state}");
    Inputs::read(dir, &Manifest::read(dir).expect("a manifest")).expect("inputs");
    let said = said(dir).expect("an index").into_iter();
    let (next, others): (Vec<_>, Vec<_>) = said.partition(|line| line.contains("\"next\""));
    assert_eq!(next.len(), 1);
    others
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let place = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place).expect("a writable folder");
        } else if fs::copy(entry.path(), &place).is_err() {
            // Gone meanwhile, as a file that is being moved.
        }
    }
}

/// Calls `check` with each command, an index that is ready for it, what it says before the
/// command, and after it.
pub(super) fn for_each_command(mut check: impl FnMut(&str, Command, &Path, &[String], &[String])) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut ready = dir.path().join("0");
    fs::create_dir(&ready).expect("a writable folder");
    for (number, (name, command)) in COMMANDS.into_iter().enumerate() {
        match name {
            "an index of an older format" => {
                ready = dir.path().join("old");
                fs::create_dir(&ready).expect("a writable folder");
                copy(&ready);
            }
            "a repair" => damage_postings(&ready),
            _ => {}
        }
        let before = said_before(name, &ready);
        let next = dir.path().join(format!("{}", number + 1));
        copy_folder(&ready, &next);
        command(&next).expect("a command that nothing disturbs");
        let after = said(&next).unwrap_or_default();
        check(name, command, &ready, &before, &after);
        ready = next;
    }
}

/// Damages a file of an index from which all can be read.
fn damage_postings(dir: &Path) {
    let manifest = Manifest::read(dir).expect("a manifest");
    let files = super::test_index::files(&manifest.segments_dir(dir)).into_iter();
    let postings = files.filter(|file| file.extension().is_some_and(|name| name == "pos")).min();
    super::test_index::damage(&postings.expect("a segment"), 3);
}

fn said_before(name: &str, dir: &Path) -> Vec<String> {
    let damaged = name == "a repair";
    if damaged {
        return Vec::new();
    }
    said(dir).unwrap_or_default()
}

/// The state of the disk when nothing is there that was not brought to it.
#[derive(Default)]
struct Disk {
    /// Content of files as they were last brought to the disk, by where they are now.
    synced: BTreeMap<PathBuf, Vec<u8>>,
    /// Names and content as they would be found.
    durable: BTreeMap<PathBuf, Vec<u8>>,
}

impl Disk {
    fn of(dir: &Path) -> Self {
        let mut disk = Self::default();
        disk.sync_names(dir, dir);
        disk.synced = disk.durable.clone();
        disk
    }

    /// Brings the names in a folder to the disk; a file of which nothing was, is empty there.
    fn sync_names(&mut self, dir: &Path, folder: &Path) {
        let of_folder = |path: &PathBuf| path.parent() == Some(folder);
        self.durable.retain(|path, _| !of_folder(path));
        for entry in walkdir::WalkDir::new(dir).into_iter().filter_map(Result::ok) {
            let path = entry.into_path();
            if path.is_file() && (of_folder(&path) || folder == dir && self.synced.is_empty()) {
                let bytes = self.synced.get(&path).cloned();
                let first = || if self.synced.is_empty() { fs::read(&path).ok() } else { None };
                let bytes = bytes.or_else(first).unwrap_or_default();
                self.durable.insert(path, bytes);
            }
        }
    }

    fn write(&self, dir: &Path, to: &Path) {
        for (path, bytes) in &self.durable {
            let place = to.join(path.strip_prefix(dir).expect("below"));
            fs::create_dir_all(place.parent().expect("a folder")).expect("a writable folder");
            fs::write(place, bytes).expect("a writable folder");
        }
    }
}

fn after_each_touch(every: usize) {
    for_each_command(|name, command, ready, before, after| {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let place = dir.path().join("ix");
        copy_folder(ready, &place);
        let disk = Arc::new(Mutex::new(Disk::of(&place)));
        let (count, taken) = (Arc::new(AtomicUsize::new(0)), dir.path().join("taken"));
        let watched = watch(&place, {
            let (place, taken, count) = (place.clone(), taken.clone(), Arc::clone(&count));
            move |touch, path| {
                let mut disk = disk.lock().expect("no panic");
                match touch {
                    Touch::Read => return Ok(()),
                    // What follows a sync is what was synced.
                    Touch::Sync => {
                        let bytes = fs::read(path).unwrap_or_default();
                        disk.synced.insert(path.to_owned(), bytes);
                    }
                    Touch::Rename => {
                        let name = path.file_name().expect("a name").to_string_lossy();
                        let beside = path.with_file_name(format!(".{name}.new"));
                        let bytes = disk.synced.get(&beside).cloned().unwrap_or_default();
                        disk.synced.insert(path.to_owned(), bytes);
                    }
                    Touch::SyncFolder => disk.sync_names(&place, path),
                    Touch::Create | Touch::Write | Touch::Remove => {}
                }
                let number = count.fetch_add(1, Ordering::Relaxed);
                if number % every == 0 {
                    copy_folder(&place, &taken.join(format!("{number}-killed")));
                    let lost = taken.join(format!("{number}-unsynced"));
                    fs::create_dir_all(&lost).expect("a writable folder");
                    disk.write(&place, &lost);
                }
                Ok(())
            }
        });
        command(&place).expect("a command that nothing disturbs");
        drop(watched);
        assert!(count.load(Ordering::Relaxed) > 2, "{name}");
        for state in super::test_index::files(&taken) {
            if name != "a repair" {
                let said = said(&state).unwrap_or_default();
                assert!(said == before || said == after, "{name}, {}: {said:?}", state.display());
            }
            if name == "a repair" {
                repaired(&state).expect("a repair");
            }
            let said = completed(&state, name);
            let is_known = [before, after].into_iter().any(|known| said == known);
            assert!(is_known, "{name}, {}: {said:?} {before:?} {after:?}", state.display());
        }
    });
}

/// Tries commands whose names end so.
fn with_a_fault_at_each_touch(of: &str, every: usize) {
    for_each_command(|name, command, ready, before, after| {
        if !name.ends_with(of) {
            return;
        }
        for lasts in [false, true] {
            for at in (0..).step_by(every) {
                let dir = tempfile::tempdir().expect("a temporary folder");
                let place = dir.path().join("ix");
                copy_folder(ready, &place);
                let count = Arc::new(AtomicUsize::new(0));
                let watched = watch(&place, {
                    let count = Arc::clone(&count);
                    move |_, _| {
                        let number = count.fetch_add(1, Ordering::Relaxed);
                        if number == at || lasts && number > at {
                            return Err(io::Error::from_raw_os_error(28));
                        }
                        Ok(())
                    }
                });
                let outcome = command(&place);
                drop(watched);
                let is_over = count.load(Ordering::Relaxed) <= at;
                let fault = format!("{name}, fault at {at}, lasting: {lasts}");
                if let Err(error) = &outcome {
                    let mut told = Vec::new();
                    crate::render::write_error(&mut told, error).expect("memory");
                    let told = String::from_utf8_lossy(&told);
                    assert!(
                        told.contains("No space left") && !told.contains('{'),
                        "{fault}: {told}"
                    );
                }
                if name == "a repair" {
                    repaired(&place).expect("a repair");
                }
                let said = completed(&place, &fault);
                let known = if outcome.is_ok() { vec![after] } else { vec![before, after] };
                assert!(known.iter().any(|known| said == *known), "{fault}: {outcome:?} {said:?}");
                if is_over {
                    break;
                }
            }
        }
    });
}

fn beside_each_touch(every: usize) {
    for_each_command(|name, command, ready, before, after| {
        if name == "a repair" {
            return;
        }
        let dir = tempfile::tempdir().expect("a temporary folder");
        let place = dir.path().join("ix");
        copy_folder(ready, &place);
        let (count, busy) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        // The other process, which has threads of its own, is at work.
        let is_other = AtomicBool::new(false);
        let watched = watch(&place, {
            let (place, busy) = (place.clone(), Arc::clone(&busy));
            let (before, after, name) = (before.to_vec(), after.to_vec(), name.to_owned());
            move |_, _| {
                if is_other.load(Ordering::Relaxed)
                    || count.fetch_add(1, Ordering::Relaxed) % every != 0
                    || is_other.swap(true, Ordering::Relaxed)
                {
                    return Ok(());
                }
                let said = said(&place).unwrap_or_default();
                assert!(said == before || said == after, "{name}: {said:?}");
                let other = LocalStore::open(&place, NOW, WriterOptions::default()).map(drop);
                match other {
                    Err(Error::IndexBusy { by: Some(_), .. }) => {
                        busy.fetch_add(1, Ordering::Relaxed);
                    }
                    // Before the command has the lock.
                    Ok(()) => assert_eq!(busy.load(Ordering::Relaxed), 0, "{name}"),
                    Err(error) => panic!("{name}: {error:?}"),
                }
                is_other.store(false, Ordering::Relaxed);
                Ok(())
            }
        });
        command(&place).expect("a command beside which another one is told to wait");
        drop(watched);
        assert!(busy.load(Ordering::Relaxed) > 0, "{name}");
        assert_eq!(completed(&place, name), after, "{name}");
    });
}

#[test]
fn another_writer_waits_and_readers_see_a_commit_at_every_step() {
    beside_each_touch(1);
}

#[test]
fn a_kill_leaves_the_state_before_or_after() {
    after_each_touch(31);
}

#[test]
fn a_fault_leaves_the_state_before_or_after_and_is_told_in_words() {
    with_a_fault_at_each_touch("", 47);
}

#[test]
fn a_fault_while_an_index_is_repaired_loses_no_article() {
    with_a_fault_at_each_touch("a repair", 3);
}

#[test]
#[ignore = "needs minutes"]
fn long_a_kill_at_any_touch_leaves_the_state_before_or_after() {
    after_each_touch(1);
}

#[test]
#[ignore = "needs minutes"]
fn long_a_fault_at_any_touch_leaves_the_state_before_or_after() {
    with_a_fault_at_each_touch("", 1);
}
