//! The store on disk: the writer of an index, with the list of what was read.
//!
//! Whatever it decides is decided under the lock; a deletion is noted before it is carried out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::condemned::{Condemned, condemned};
use super::decisions::Decisions;
use super::deleted::Deleted;
use super::deletion::{Deleting, Deletion};
use super::disk;
use super::forgotten::Forgotten;
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::{IndexingRun, Manifest};
use super::purge::purge;
use super::rebuild::rebuild;
use super::session::Session;
use super::store::{Added, CopiesOfDeleted, Store};
use super::writer::{IndexWriter, WriterOptions};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;

/// An index on disk that is written to.
pub(crate) struct LocalStore {
    dir: PathBuf,
    writer: IndexWriter,
    inputs: Inputs,
    /// Commits after which the list of inputs was written.
    commits: u64,
    /// Deletions were decided and are not carried out.
    has_due: bool,
    /// Articles that they are about are to be looked for.
    is_unsought: bool,
    /// What files may not be noted.
    forgotten: Forgotten,
}

impl LocalStore {
    /// Opens the index in `dir`, or makes one when the folder is absent or empty; one of an
    /// older format is made anew before. `now` is in ISO 8601.
    ///
    /// # Errors
    /// `IndexForeign`, `IndexNewer`, `IndexTooOld` and `IndexDamaged` as for reading, `IndexBusy`
    /// when another process writes, `Write` or `IndexWrite` when the folder cannot be written.
    pub(crate) fn open(dir: &Path, now: &str, options: WriterOptions) -> Result<Self> {
        // All that is decided is decided while nobody else writes.
        let lock = WriteLock::of_index(dir, now, options.wait)?;
        rebuild(dir, &lock)?;
        let writer = IndexWriter::open_locked(dir, now, options, lock)?;
        let inputs = Inputs::read(dir, &Manifest::read(dir)?)?;
        let decisions = Decisions::read(dir)?;
        let has_due = due(&decisions).next().is_some();
        let mut store = Self {
            dir: dir.to_owned(),
            writer,
            inputs,
            commits: 0,
            has_due,
            is_unsought: has_due,
            forgotten: Forgotten::by(decisions.deletions()),
        };
        // A kill came between, or somebody wrote the decision by hand.
        store.delete_due()?;
        Ok(store)
    }

    /// Writes decisions before anything is done that they want.
    fn keep_decisions(&mut self, decisions: &Decisions) -> Result<()> {
        decisions.write(&self.dir)?;
        disk::sync_folder(&self.dir)
            .map_err(|source| Error::Write { path: self.dir.clone(), source })?;
        self.writer.leave_out(Deleted::by(decisions.deletions()));
        self.forgotten = Forgotten::by(decisions.deletions());
        self.has_due = due(decisions).next().is_some();
        Ok(())
    }

    /// Deletes and commits what was decided to be deleted and is there.
    fn delete_due(&mut self) -> Result<()> {
        if !std::mem::take(&mut self.is_unsought) {
            return Ok(());
        }
        let decisions = Decisions::read(&self.dir)?;
        let ids = match self.writer.committed() {
            Some(committed) => Deleted::by(due(&decisions)).of(committed)?,
            None => Vec::new(),
        };
        if ids.is_empty() {
            return Ok(());
        }
        for id in &ids {
            self.writer.delete(id)?;
        }
        self.writer.commit()
    }

    /// Writes what was read when the writer has committed since: files whose end has come
    /// are safe then.
    fn keep_inputs(&mut self) -> Result<()> {
        if self.writer.commits() > self.commits {
            self.commits = self.writer.commits();
            let left = self.forgotten.taken_from(&self.inputs);
            left.as_ref().unwrap_or(&self.inputs).write(&self.dir)?;
        }
        Ok(())
    }
}

impl Store for LocalStore {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, article: Article, file: &Arc<str>) -> Result<Added> {
        // Only now all is noted of the article with which the writer has committed.
        self.keep_inputs()?;
        self.writer.add(article, file)
    }

    fn delete(&mut self, id: &str) -> Result<()> {
        self.writer.delete(id)
    }

    fn delete_for_good(&mut self, ids: &[String], how: Deleting<'_>) -> Result<CopiesOfDeleted> {
        let mut decisions = Decisions::read(&self.dir)?;
        if how.forget {
            decisions.forget(ids, how);
        }
        let condemned = match self.writer.committed() {
            Some(committed) => condemned(committed, ids, how)?,
            None => Condemned::default(),
        };
        let Condemned { deletions, gone, near } = condemned;
        decisions.delete(deletions);
        self.keep_decisions(&decisions)?;
        for id in &gone {
            self.writer.delete(id)?;
        }
        let gone = gone.into_iter().filter(|id| !ids.contains(id)).collect();
        Ok(CopiesOfDeleted { gone, near })
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        self.writer.delete_file(file)
    }

    fn reread_file(&mut self, file: &Arc<str>) -> Result<()> {
        self.writer.reread_file(file)
    }

    fn end_file(&mut self, file: &str, is_whole: bool) -> Result<u64> {
        self.writer.end_file(file, is_whole)
    }

    fn keep_file(&mut self, file: &Arc<str>) {
        self.writer.keep_file(file);
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        if !gone.is_empty() {
            self.writer.commit()?;
        }
        gone.iter().map(|file| self.writer.delete_file(file)).sum()
    }

    fn decide(&mut self, decisions: &Decisions) -> Result<()> {
        let mut all = Decisions::read(&self.dir)?;
        all.join(decisions);
        self.keep_decisions(&all)?;
        // Some may have been added before.
        self.is_unsought = self.has_due;
        Ok(())
    }

    fn set_exceptions(&mut self, exceptions: &Exceptions, now: &str) -> Result<()> {
        let mut decisions = Decisions::read(&self.dir)?;
        decisions.set_exceptions(exceptions, now);
        decisions.write(&self.dir)
    }

    fn shared_ids(&self) -> u64 {
        self.writer.shared_ids()
    }

    fn commit(&mut self) -> Result<()> {
        self.writer.commit()?;
        self.keep_inputs()
    }

    fn finish(mut self: Box<Self>, run: Option<IndexingRun>) -> Result<()> {
        // Known as soon as the articles are there: a kill while segments are merged
        // loses nothing.
        self.writer.commit_last()?;
        self.keep_inputs()?;
        self.delete_due()?;
        let Self { dir, writer, has_due, forgotten, .. } = *self;
        let session = match run {
            Some(mut run) => {
                forgotten.leave(&mut run);
                writer.finish(run)?
            }
            None => writer.merge()?,
        };
        if has_due {
            settle(&dir, &forgotten, &session)?;
        }
        session.end();
        Ok(())
    }
}

/// Notes that deletions which are committed are carried out, when nothing stays of what is to
/// be forgotten.
fn settle(dir: &Path, forgotten: &Forgotten, session: &Session) -> Result<()> {
    let mut decisions = Decisions::read(dir)?;
    if due(&decisions).any(|deletion| deletion.forget) {
        let mut manifest = Manifest::read(dir)?;
        manifest.runs.iter_mut().for_each(|run| forgotten.leave(run));
        manifest.write(dir)?;
        purge(dir, session)?;
    }
    decisions.set_done();
    decisions.write(dir)
}

/// Returns the deletions that are not carried out.
fn due(decisions: &Decisions) -> impl Iterator<Item = &Deletion> {
    decisions.deletions().filter(|deletion| !deletion.done)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::super::faults::watch;
    use super::super::reader::IndexReader;
    use super::*;

    /// Merges of a command that failed may still go on in this process.
    const WAIT: Duration = Duration::from_secs(20);

    const NOW: Deleting<'_> = Deleting { now: "2026-11-28T10:00:00Z", because: "", forget: true };

    fn store(dir: &Path) -> Result<Box<LocalStore>> {
        let options =
            WriterOptions { threads: 1, commit_every: None, wait: WAIT, ..Default::default() };
        LocalStore::open(dir, NOW.now, options).map(Box::new)
    }

    /// Makes an index in which an article is to be forgotten, among as many others.
    fn ready(dir: &Path, others: usize) {
        let mut store = store(dir).expect("a writable folder");
        let others = (0..others).map(|number| format!("pont {number}"));
        for id in ["viaduc".to_owned()].into_iter().chain(others) {
            let body = format!("Le {id} rouvre lundi, dit la mairie, après un an de travaux.");
            let title = format!("Le {id}");
            let article = Article { id, title, body, ..Article::default() };
            store.add(article, &"".into()).expect("an article");
        }
        store.finish(None).expect("a writable folder");
    }

    fn forget(dir: &Path) -> Result<()> {
        let mut store = store(dir)?;
        store.delete_for_good(&["viaduc".to_owned()], NOW)?;
        store.finish(None)
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a writable folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            // It may be gone meanwhile.
            let _ = fs::copy(&path, to.join(path.file_name().expect("a name")));
        }
    }

    /// Checks that it was not decided, or is as it was decided once somebody writes.
    fn check(dir: &Path, state: &str) {
        let decisions = || Decisions::read(dir).expect(state);
        let is_decided = decisions().deletions().next().is_some();
        let was_done = is_decided && due(&decisions()).next().is_none();
        if was_done {
            assert!(!is_on_disk(dir), "{state}: it claims to be done");
        }
        store(dir).and_then(|store| store.finish(None)).expect(state);
        let left = IndexReader::open(dir).expect(state).len();
        assert_eq!(left, if is_decided { 2 } else { 3 }, "{state}");
        assert_eq!(is_on_disk(dir), !is_decided, "{state}");
        assert!(due(&decisions()).next().is_none(), "{state}");
    }

    /// Tells whether a word is in a file as it is, or in a dictionary.
    fn is_on_disk(dir: &Path) -> bool {
        let files = fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry"));
        let mut bytes = files.map(|file| fs::read(file.path()).expect("a file"));
        let word = b"viaduc";
        if bytes.any(|bytes| bytes.windows(word.len()).any(|window| window == word)) {
            return true;
        }
        let reader = IndexReader::open(dir).expect("an index");
        reader.searcher().segment_readers().iter().any(|segment| {
            let body = segment.inverted_index(reader.fields().body).expect("an index");
            body.terms().get(word).expect("a dictionary").is_some()
        })
    }

    fn after_each_touch(every: usize) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (place, taken) = (dir.path().join("ix"), dir.path().join("taken"));
        ready(&place, 2);
        let count = Arc::new(AtomicUsize::new(0));
        let watched = watch(&place, {
            let (place, taken, count) = (place.clone(), taken.clone(), Arc::clone(&count));
            move |_, _| {
                let number = count.fetch_add(1, Ordering::Relaxed);
                if number.is_multiple_of(every) {
                    copy(&place, &taken.join(number.to_string()));
                }
                Ok(())
            }
        });
        forget(&place).expect("a command that nothing disturbs");
        drop(watched);
        check(&place, "undisturbed");
        for number in (0..count.load(Ordering::Relaxed)).step_by(every) {
            check(&taken.join(number.to_string()), &format!("killed at {number}"));
        }
    }

    fn with_a_fault_at_each_touch(every: usize) {
        for at in (0..).step_by(every) {
            let dir = tempfile::tempdir().expect("a temporary folder");
            let place = dir.path().join("ix");
            ready(&place, 2);
            let count = Arc::new(AtomicUsize::new(0));
            let watched = watch(&place, {
                let count = Arc::clone(&count);
                move |_, _| {
                    if count.fetch_add(1, Ordering::Relaxed) < at {
                        return Ok(());
                    }
                    Err(io::Error::from_raw_os_error(28))
                }
            });
            let outcome = forget(&place);
            drop(watched);
            if outcome.is_ok() {
                assert!(Decisions::read(&place).expect("decisions").has_deleted("viaduc"));
            }
            check(&place, &format!("a full disk from {at} on: {outcome:?}"));
            if count.load(Ordering::Relaxed) <= at {
                break;
            }
        }
    }

    #[test]
    fn nothing_stays_in_a_segment_that_is_too_large_to_be_written_anew_for_an_article() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let dir = dir.path();
        ready(dir, 20_000);
        let how = Deleting { forget: false, ..NOW };
        let mut writing = store(dir).expect("an index");
        writing.delete_for_good(&["viaduc".to_owned()], how).expect("a writable folder");
        writing.finish(None).expect("a writable folder");
        assert!(is_on_disk(dir));
        let mut writing = store(dir).expect("an index");
        writing.delete_for_good(&[], NOW).expect("a writable folder");
        writing.finish(None).expect("a writable folder");
        assert!(!is_on_disk(dir));
        assert_eq!(IndexReader::open(dir).expect("an index").len(), 20_000);
    }

    #[test]
    fn a_kill_or_a_fault_leaves_a_deletion_undecided_or_to_who_writes_next() {
        after_each_touch(11);
        with_a_fault_at_each_touch(29);
    }

    #[test]
    #[ignore = "needs minutes"]
    fn long_a_kill_or_a_fault_at_any_touch_leaves_a_deletion_undecided_or_to_who_writes_next() {
        after_each_touch(1);
        with_a_fault_at_each_touch(1);
    }

    #[test]
    fn a_file_that_is_not_read_to_its_end_keeps_what_it_had() {
        for (commits, is_whole) in [(false, false), (true, false), (false, true), (true, true)] {
            let dir = tempfile::tempdir().expect("a temporary folder");
            let file: Arc<str> = "journal.jsonl".into();
            let article = |number: usize, year: &str| Article {
                id: format!("a{number}"),
                title: format!("Le pont {number}"),
                body: format!("Le pont {number} rouvre en {year}, dit la mairie."),
                ..Article::default()
            };
            let mut first =
                LocalStore::open(dir.path(), "2020-01-01T00:00:00Z", WriterOptions::default())
                    .expect("a writable folder");
            for number in 0..6 {
                first.add(article(number, "2020"), &file).expect("an article");
            }
            Box::new(first).finish(None).expect("a writable folder");
            let mut again = store(dir.path()).expect("a writable folder");
            again.reread_file(&file).expect("an index");
            for number in 0..2 {
                let added = again.add(article(number, "2026"), &file).expect("an article");
                assert_ne!(added, Added::New, "{number}");
                if commits {
                    again.commit().expect("a writable folder");
                }
            }
            assert_eq!(again.end_file(&file, true).expect("an index"), 4);
            if !is_whole {
                assert_eq!(again.end_file(&file, false).expect("an index"), 4, "taken back");
            }
            again.finish(None).expect("a writable folder");
            let index = IndexReader::open(dir.path()).expect("an index");
            let mut found = Vec::new();
            index
                .each_stored(|_, stored, _| {
                    let article = stored.to_article();
                    let year = if article.body.contains("2026") { "2026" } else { "2020" };
                    found.push(format!("{} {year} {:?}", article.id, stored.first_seen().added));
                    Ok(())
                })
                .expect("a whole index");
            found.sort_unstable();
            let then = Some(1_577_836_800_u64);
            let all = (0..6).map(|number| {
                format!("a{number} {} {then:?}", if number < 2 { "2026" } else { "2020" })
            });
            let expected: Vec<String> = all.take(if is_whole { 2 } else { 6 }).collect();
            assert_eq!(found, expected, "{commits} {is_whole}");
        }
    }
}
