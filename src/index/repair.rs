//! An index put right: small files made again from their copies, and the whole made anew
//! from all articles that can be read, when it is of an older format or a file is damaged.
//!
//! It says what it did and what is lost, and prints nothing.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tantivy::DocAddress;

use super::decisions::Decisions;
use super::files::{DECISIONS, INPUTS, MANIFEST, list_of_segments};
use super::found_manifest::{found_manifest, is_foreign, is_older_than_copy};
use super::found_segments::FoundSegments;
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::Manifest;
use super::reader::IndexReader;
use super::rebuild::{rebuild, replace_segments};
use super::salvage::{Lost, Salvage, Salvaged};
use super::segment_list::{commit_of, index_of, names_all_of, stores};
use super::tantivy_index::{has_commits, open_to_salvage};
use super::values::Values;
use super::writer::{IndexWriter, WriterOptions};
use super::{decision_file, sealed_file};
use crate::error::{Cause, Error, Result};
use crate::read_as::ReadAs;

/// What was done to put an index right.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by itself")]
pub(crate) struct Repair {
    /// What it said of itself before it was made anew for its older format.
    pub old: Option<Manifest>,
    /// Small files that were made again from their copies.
    pub restored: Vec<String>,
    /// Whether it was forgotten what files it was made from: they are read again.
    pub has_forgotten_inputs: bool,
    /// Whether a later commit is lost: what is there is of an earlier one.
    pub has_lost_commit: bool,
    /// Whether decisions that could not be read are lost.
    pub has_lost_decisions: bool,
    /// Whether deletions were carried out that had been decided.
    pub has_deleted: bool,
    /// The damaged files of segments for which it was made anew.
    pub damaged: Vec<String>,
    /// The articles that could not be read.
    pub lost: Vec<Lost>,
    /// Whether articles that had been deleted may be there again.
    pub may_have_deleted: bool,
}

impl Repair {
    /// Tells whether nothing had to be done.
    #[must_use]
    pub(crate) fn is_nothing(&self) -> bool {
        self.old.is_none()
            && self.restored.is_empty()
            && self.damaged.is_empty()
            && !self.has_forgotten_inputs
            && !self.has_lost_decisions
            && !self.has_deleted
    }

    /// Notes what the index was before it was made anew, and a manifest that was made up for it,
    /// which says nothing of that.
    fn of_old(mut self, old: Option<Manifest>, made_up: Option<String>) -> Self {
        self.old = old.filter(|_| made_up.is_none());
        self.damaged.extend(made_up);
        self
    }

    /// Makes a small file again from its copy, when it is missing or damaged, as `read` says;
    /// tells whether it is whole.
    fn restore<T>(&mut self, path: &Path, read: Result<T>) -> Result<bool> {
        match read {
            Err(Error::IndexDamaged { .. } | Error::IndexForeign(_) | Error::IndexMissing(_)) => {
                let refused = |source| Error::Write { path: path.to_owned(), source };
                let restored = sealed_file::restore(path).map_err(refused)?;
                self.restored.extend(restored.then(|| sealed_file::name(path)));
                Ok(restored)
            }
            Err(error) => Err(error),
            Ok(_) => Ok(true),
        }
    }

    /// Makes the copy of a small file anew that is missing, damaged or of another time.
    fn renew_copy(&mut self, path: &Path) -> Result<()> {
        let copy = sealed_file::copy_of(path);
        let is_right = match sealed_file::has_right_copy(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            is_right => is_right.map_err(|source| Error::Read { path: copy.clone(), source })?,
        };
        if !is_right {
            let refused = |source| Error::Write { path: copy.clone(), source };
            sealed_file::renew_copy(path).map_err(refused)?;
            self.restored.push(sealed_file::name(&copy));
        }
        Ok(())
    }

    /// Makes the manifest again from its copy, when it is missing, damaged, that of another index
    /// or older than its copy; tells whether it is whole then, and its own.
    fn restore_manifest(&mut self, dir: &Path) -> Result<bool> {
        let path = dir.join(MANIFEST);
        let damaged = || Error::damaged(dir, Cause::Checksum(path.clone()));
        let own = || {
            let manifest = Manifest::read(dir)?;
            if is_foreign(dir, &manifest)? { Err(damaged()) } else { Ok(manifest) }
        };
        let read =
            own().and_then(
                |manifest| {
                    if is_older_than_copy(dir) { Err(damaged()) } else { Ok(manifest) }
                },
            );
        if !self.restore(&path, read)? {
            return Ok(false);
        }
        match own() {
            Ok(_) => Ok(true),
            Err(Error::IndexDamaged { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes decisions again from their copy, or of what can be read of both: where they are of
    /// another time than the manifest it is not known whether they were carried out, and they are
    /// to be.
    fn restore_decisions(&mut self, dir: &Path) -> Result<()> {
        let path = dir.join(DECISIONS);
        match Decisions::read(dir) {
            // What can be read of both is more than a copy of another time.
            Err(Error::IndexDamaged { .. }) if !decision_file::has_copy(dir) => {}
            read => drop(self.restore(&path, read)?),
        }
        if let Err(Error::IndexDamaged { .. }) = Decisions::read(dir) {
            self.has_lost_decisions = true;
            let mut decisions = Decisions::salvage(dir)?;
            decisions.set_undone();
            decisions.write(dir)?;
        }
        self.renew_copy(&path)
    }

    /// Makes the list of segments again where it is gone with its copy, is another index's or of an
    /// earlier commit than the manifest or its copy, or names some that are not there while others are, as that of another index does: from its
    /// copy, or else of the segments that are found. That one is returned: it stands for the list
    /// while the index is made anew, and nobody else takes it for one.
    ///
    /// # Errors
    /// `IndexDamaged` where nothing is found, `Read` and `Write` when the system refuses a file.
    fn restore_list(
        &mut self,
        dir: &Path,
        manifest: &Manifest,
        read: Result<()>,
    ) -> Result<Option<Arc<[u8]>>> {
        let folder = manifest.segments_dir(dir);
        if manifest.generation > 0 && folder.is_symlink() {
            // They are those of another index.
            return read.map(|()| None);
        }
        let path = list_of_segments(&folder);
        let refused = |source| Error::Write { path: path.clone(), source };
        let gone = |list: &[u8]| {
            stores(list).into_iter().filter(|store| !folder.join(store).is_file()).count()
        };
        let is_own = |list: &[u8]| manifest.is_of(index_of(list).as_deref());
        let copy = sealed_file::text_of_copy(&path).ok().flatten();
        let of_copy = copy.as_deref().filter(|copy| is_own(copy)).map_or(0, commit_of);
        let newest = manifest.commit.max(of_copy);
        let faults = |list: &[u8]| (!is_own(list) || commit_of(list) < newest, gone(list));
        let has_list = self.restore(&path, read)?;
        let (mut named, mut older, mut foreign) = (None, None, Vec::new());
        if has_list {
            let read = |source| Error::Read { path: path.clone(), source };
            let mut list = sealed_file::read(&path).map_err(read)?;
            if let Some(copy) = copy.filter(|copy| faults(copy) < faults(&list)) {
                let restored = sealed_file::restore(&path).map_err(refused)?;
                self.restored.extend(restored.then(|| sealed_file::name(&path)));
                list = copy;
            }
            let (is_old, gone) = faults(&list);
            if !is_old && gone == 0 {
                return self.renew_copy(&path).map(|()| None);
            }
            if !is_old {
                named = Some(stores(&list));
            } else if is_own(&list) {
                older = Some(list);
            } else {
                foreign = stores(&list);
            }
        }
        let mut found = FoundSegments::in_folder(&folder, manifest.format)
            .map_err(|error| Error::damaged(dir, error))?;
        found.leave_out(&foreign);
        if named.is_some_and(|named| found.all_are_of(&named)) {
            return self.renew_copy(&path).map(|()| None);
        }
        if found.is_empty() {
            return Err(Error::damaged(dir, Cause::Checksum(path)));
        }
        self.restored.retain(|name| *name != sealed_file::name(&path));
        let found = found.list(newest, manifest.id.as_deref());
        self.has_lost_commit = older.is_some_and(|older| names_all_of(&older, &found));
        Ok(Some(found.into()))
    }
}

/// Puts the index in `dir` right. `now` is in ISO 8601.
///
/// # Errors
/// `IndexDamaged` when neither the list of its segments nor one of them is there, `IndexBusy` when
/// another process writes to it, `Read`, `Write` or `IndexWrite` when the system refuses a file: the
/// index is then as it was, but for small files perhaps.
pub(crate) fn repair(dir: &Path, now: &str, wait: Duration) -> Result<Repair> {
    let path = dir.join(MANIFEST);
    if !path.exists() && !sealed_file::has_copy(&path) && found_manifest(dir, now)?.is_none() {
        // Nothing is written into a folder of something else.
        Manifest::read(dir)?;
    }
    let lock = WriteLock::take(dir, now, wait)?;
    let repair = put_right(dir, now, &lock)?;
    if repair.has_forgotten_inputs {
        // What of their articles is no more in them leaves the index when they are read again.
        let manifest = Manifest::read(dir)?;
        files_of_articles(dir, &manifest)?.write(dir)?;
    }
    Ok(repair)
}

/// Returns the files that the articles of an index came from, each to be read again.
fn files_of_articles(dir: &Path, manifest: &Manifest) -> Result<Inputs> {
    let mut inputs = Inputs::of(manifest);
    let reader = match IndexReader::open_as(dir, manifest) {
        Err(Error::IndexMissing(_)) => return Ok(inputs),
        reader => reader?,
    };
    let mut files = Values::open(&reader, reader.fields().file)?;
    for (ordinal, segment) in (0..).zip(reader.searcher().segment_readers()) {
        for doc in segment.doc_ids_alive() {
            let file = files.of(DocAddress::new(ordinal, doc));
            let file = file.map_err(|error| reader.damaged(error.into()))?;
            if !file.is_empty() && inputs.read_as(&file).is_none() {
                inputs.begin(file, ReadAs::default());
            }
        }
    }
    Ok(inputs)
}

/// Does what [`repair`] does, for who has the lock, but for the list of inputs where that is lost.
fn put_right(dir: &Path, now: &str, lock: &WriteLock) -> Result<Repair> {
    let mut repair = Repair::default();
    let mut made_up = None;
    if !repair.restore_manifest(dir)?
        && let Some(found) = found_manifest(dir, now)?
    {
        found.write(dir)?;
        repair.restored.clear();
        made_up = Some(MANIFEST.to_owned());
    }
    let manifest = Manifest::read(dir)?;
    repair.renew_copy(&dir.join(MANIFEST))?;
    repair.restore_decisions(dir)?;
    repair.restore(&dir.join(INPUTS), Inputs::read(dir, &manifest))?;
    if let Err(Error::IndexDamaged { .. }) = Inputs::read(dir, &manifest) {
        // Its copy is missing or damaged, or that of another index.
        repair.restored.retain(|name| name != INPUTS);
        Inputs::of(&manifest).write(dir)?;
        repair.has_forgotten_inputs = true;
    }
    repair.renew_copy(&dir.join(INPUTS))?;
    let has_segments = has_commits(dir, &manifest);
    let mut found = None;
    if !matches!(has_segments, Ok(false)) {
        let read = has_segments.and_then(|_| open_to_salvage(dir, &manifest, None).map(drop));
        found = repair.restore_list(dir, &manifest, read)?;
    }
    if found.is_none() && !has_commits(dir, &manifest)? {
        return Ok(repair.of_old(rebuild(dir, lock)?, made_up));
    }
    let mut files_are_known = found.is_none();
    let salvage = Salvage::open(dir, &manifest, found)?;
    repair.damaged = salvage.damaged();
    if repair.damaged.is_empty() {
        return Ok(repair.of_old(rebuild(dir, lock)?, made_up));
    }
    repair.may_have_deleted = salvage.may_have_deleted();
    replace_segments(dir, &manifest, lock, |new| {
        let options = WriterOptions { threads: 1, commit_every: None, ..WriterOptions::default() };
        let number = salvage.last_commit()?;
        let mut writer = IndexWriter::create(dir, new.clone(), number, options, lock)?;
        writer.keep_segments();
        let mut order: HashMap<String, usize> = HashMap::new();
        salvage.each(&mut |salvaged| match salvaged {
            Salvaged::Whole(article, file, first) => {
                files_are_known &= !file.is_empty();
                order.insert(article.id.clone(), order.len());
                writer.add_first_seen(*article, &file, first).map(drop)
            }
            Salvaged::Lost(lost) => {
                repair.lost.push(lost);
                Ok(())
            }
        })?;
        writer.close_as_one(|new, first| Ok(order.get(&new.id(first)?).copied()))?;
        // Files whose articles are gone, or no longer known as theirs, are to be read again.
        if !repair.lost.is_empty() || !files_are_known {
            Inputs::of(&manifest).write(dir)?;
            repair.has_forgotten_inputs = true;
        }
        Ok(())
    })?;
    let old = Some(manifest).filter(|manifest| !manifest.is_current());
    Ok(repair.of_old(old, made_up))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Mutex;

    use super::super::crashes::copy_folder;
    use super::super::faults::watch;
    use super::*;
    use crate::article::Article;

    const NOW: &str = "2026-11-30T10:00:00Z";
    /// Merges of a writer may still go on in this process.
    const WAIT: Duration = Duration::from_secs(20);

    fn add(dir: &Path, ids: &[&str]) {
        let options = WriterOptions { threads: 1, wait: WAIT, ..WriterOptions::default() };
        let mut writer = IndexWriter::open(dir, NOW, options).expect("an index");
        for id in ids {
            let body = format!("Le pont {id} rouvre lundi, dit la mairie.");
            let article = Article { id: (*id).to_owned(), body, ..Article::default() };
            writer.add(article, &"".into()).expect("an article");
        }
        writer.close().expect("a writable folder");
    }

    /// Returns how many articles are there, each of which is read.
    fn count(dir: &Path) -> usize {
        let mut count = 0;
        let index = IndexReader::open(dir).expect("an index");
        index.verify().expect("whole files");
        let counted = index.each_stored(|_, _, _| {
            count += 1;
            Ok(())
        });
        counted.expect("whole articles");
        count
    }

    #[test]
    fn a_kill_while_segments_without_a_list_are_made_an_index_leaves_them_to_the_next_repair() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (place, taken) = (dir.path().join("ix"), dir.path().join("taken"));
        add(&place, &["un", "deux", "trois"]);
        for name in ["meta.json", ".meta.json.copy"] {
            fs::remove_file(place.join(name)).expect("a list");
        }
        let touches = Arc::new(Mutex::new(0));
        let watched = watch(&place, {
            let (place, touches) = (place.clone(), Arc::clone(&touches));
            move |_, _| {
                let mut touches = touches.lock().expect("no panic");
                *touches += 1;
                copy_folder(&place, &taken.join(touches.to_string()));
                Ok(())
            }
        });
        repair(&place, NOW, WAIT).expect("segments");
        drop(watched);
        let touches = *touches.lock().expect("no panic");
        assert!(touches > 20, "{touches}");
        for touch in 1..=touches {
            let place = dir.path().join("taken").join(touch.to_string());
            repair(&place, NOW, WAIT).expect("what a kill leaves");
            assert_eq!(count(&place), 3, "killed at {touch} of {touches}");
            add(&place, &["quatre"]);
            assert_eq!(count(&place), 4, "killed at {touch} of {touches}");
        }
    }

    #[test]
    fn an_article_that_is_damaged_is_lost_alone() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let ids: Vec<String> = (1..=60).map(|id| id.to_string()).collect();
        add(dir.path(), &ids.iter().map(String::as_str).collect::<Vec<_>>());
        let mut names =
            fs::read_dir(dir.path()).expect("a folder").map(|it| it.expect("a name").path());
        let store = names.find(|name| name.extension().is_some_and(|it| it == "store"));
        let store = store.expect("a store");
        let mut bytes = fs::read(&store).expect("a store");
        let begins: Vec<usize> = (0..bytes.len() - 4)
            .filter(|at| bytes[*at..].starts_with(&[0x28, 0xB5, 0x2F, 0xFD]))
            .collect();
        assert_eq!(begins.len(), ids.len(), "each by itself");
        bytes[begins[30] + 20] ^= 0x10;
        fs::write(&store, bytes).expect("a writable folder");
        let repaired = repair(dir.path(), NOW, WAIT).expect("all the others");
        let lost: Vec<_> = repaired.lost.into_iter().map(|lost| lost.id).collect();
        assert_eq!(lost, [Some("31".to_owned())]);
        assert_eq!(count(dir.path()), ids.len() - 1);
    }
}
