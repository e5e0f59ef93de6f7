//! An index of an older format made anew from its own articles, beside the old one and then in
//! its place: the new segments are written to a folder of their own, and when they are whole the
//! manifest, which says which segments count, is replaced at one blow.
//!
//! A kill before leaves the old index, one after it the new; readers that have the old segments
//! open keep them. Inputs and decisions stay what they are.

use std::io;
use std::path::Path;

use tantivy::columnar::Column;
use tantivy::schema::Term;

use super::decisions::Decisions;
use super::disk;
use super::files::is_index;
use super::first_seen::last_commit;
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::Manifest;
use super::original::as_added;
use super::reader::IndexReader;
use super::tantivy_index::{has_commits, tidy};
use super::values::Values;
use super::writer::{IndexWriter, WriterOptions};
use crate::error::{Error, Result};

/// Makes the index whose lock that is anew when it is of an older format, and returns its
/// manifest as it was; `None` when there is no index yet, or it is as this version makes it.
///
/// # Errors
/// Those of reading the index, `Write` or `IndexWrite` when it cannot be written; the index is
/// as it was then.
pub(super) fn rebuild(dir: &Path, lock: &WriteLock) -> Result<Option<Manifest>> {
    if !is_index(dir) {
        return Ok(None);
    }
    let old = Manifest::read(dir)?;
    if old.is_current() {
        return Ok(None);
    }
    replace_segments(dir, &old, lock, |new| {
        if has_commits(dir, &old)? {
            return write_segments(dir, &old, new, lock);
        }
        IndexWriter::create(dir, new.clone(), 0, WriterOptions::default(), lock)?.close()
    })?;
    Ok(Some(old))
}

/// Puts new segments in the place of those of the index whose lock that is: `write` writes
/// them where their manifest says.
///
/// # Errors
/// Those of `write`, and `Write` or `IndexWrite`; the index is as it was then.
pub(super) fn replace_segments(
    dir: &Path,
    old: &Manifest,
    _: &WriteLock,
    write: impl FnOnce(&Manifest) -> Result<()>,
) -> Result<()> {
    let new = old.anew();
    // A rebuild that was killed has left its segments.
    remove_segments(dir, &new)?;
    let replaced = write(&new)
        .and_then(|()| Inputs::read(dir, old)?.named(&new).write(dir))
        .and_then(|()| Decisions::read(dir)?.write(dir))
        .and_then(|()| {
            // The manifest must not be on the disk before what it names.
            let synced = disk::sync_folder(&new.segments_dir(dir));
            let synced = synced.and_then(|()| disk::sync_folder(dir));
            synced.map_err(|source| Error::Write { path: dir.to_owned(), source })
        })
        .and_then(|()| new.write(dir));
    if let Err(error) = replaced {
        // They are of no use to anybody; what stays goes with the next attempt.
        let _ = remove_segments(dir, &new);
        return Err(error);
    }
    // The new manifest must be on the disk before the old segments go. Those that stay, as
    // files that are open do on some systems, go when the index is next written to.
    if disk::sync_folder(dir).is_ok() {
        tidy(dir, &new)?;
    }
    Ok(())
}

/// Removes the segments of a manifest that is not that of the index.
fn remove_segments(dir: &Path, manifest: &Manifest) -> Result<()> {
    let path = manifest.segments_dir(dir);
    match disk::remove_folder(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(|source| Error::Write { path, source }),
    }
}

/// Writes the articles of one manifest's segments to those of another, in their order.
fn write_segments(dir: &Path, old: &Manifest, new: &Manifest, lock: &WriteLock) -> Result<()> {
    // Articles in their order ask for one thread, and nobody sees a commit before the last.
    let usual = WriterOptions::default();
    // It has the memory of one of the usual threads: what it used is not given back before the
    // run that follows.
    let heap_bytes = usual.heap_bytes / usual.threads;
    let options = WriterOptions { threads: 1, heap_bytes, commit_every: None, ..usual };
    let old = IndexReader::open_as(dir, old)?;
    let last = last_commit(old.searcher().index()).map_err(|error| old.damaged(error))?;
    let mut writer = IndexWriter::create(dir, new.clone(), last, options, lock)?;
    writer.keep_segments();
    // What is damaged must not become an index that looks whole.
    old.verify()?;
    let mut origins = Values::open(&old, old.fields().file)?;
    let published = published(&old)?;
    old.each_stored(|address, stored, language_is_guess| {
        let file = origins.of(address).map_err(|error| old.damaged(error.into()))?;
        let published = published[address.segment_ord as usize].first(address.doc_id);
        let article = as_added(stored, published, language_is_guess);
        writer.add_first_seen(article, &file, stored.first_seen()).map(drop)
    })?;
    writer.close_as_one(|new, first| {
        old.address(&Term::from_field_text(old.fields().id, &new.id(first)?))
    })
}

/// Returns when articles were published, a column for each segment.
fn published(reader: &IndexReader) -> Result<Vec<Column<i64>>> {
    let name = reader.searcher().schema().get_field_name(reader.fields().published);
    let segments = reader.searcher().segment_readers().iter();
    let columns: tantivy::Result<_> =
        segments.map(|segment| segment.fast_fields().i64(name)).collect();
    columns.map_err(|error| reader.damaged(error))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::super::files::segments_dir;
    use super::super::manifest::FORMAT_VERSION;
    use super::super::test_index::{copy, of_format_4};
    use super::*;

    fn lock(dir: &Path) -> Result<WriteLock> {
        WriteLock::take(dir, "2026-11-28T10:00:00Z", Duration::ZERO)
    }

    fn anew(dir: &Path) -> Result<Option<Manifest>> {
        rebuild(dir, &lock(dir)?)
    }

    /// Returns all that an index keeps of its articles, in their order.
    fn contents(reader: &IndexReader) -> Vec<String> {
        let mut origins = Values::open(reader, reader.fields().file).expect("a column");
        let published = published(reader).expect("a column");
        let mut articles = Vec::new();
        let read = reader.each_stored(|address, stored, is_guess| {
            let seconds = published[address.segment_ord as usize].first(address.doc_id);
            let article = as_added(stored, seconds, is_guess);
            let file = origins.of(address).expect("a file");
            articles.push(format!("{file} {is_guess} {} {article:?}", stored.language()));
            Ok(())
        });
        read.expect("a whole index");
        articles
    }

    #[test]
    fn an_older_index_is_made_anew_with_all_it_has() {
        let dir = of_format_4();
        let dir = dir.path();
        let old = IndexReader::open(dir).expect("read as it is");
        let before = contents(&old);
        let inputs = Inputs::read(dir, &Manifest::read(dir).expect("a manifest")).expect("inputs");
        let exceptions = Decisions::read(dir).expect("exceptions");
        let made = anew(dir).expect("a whole index").expect("of an older format");
        assert_eq!(made.format, 4);
        let new = IndexReader::open(dir).expect("an index");
        assert_eq!((new.manifest().format, new.manifest().generation), (FORMAT_VERSION, 1));
        assert_eq!((&new.manifest().runs, &new.manifest().created), (&made.runs, &made.created));
        assert_eq!(contents(&new), before);
        assert!(
            before.iter().any(|article| article.contains("Europe") || article.contains("+01:00"))
        );
        assert_eq!(
            Inputs::read(dir, &Manifest::read(dir).expect("a manifest")).expect("inputs"),
            inputs.named(new.manifest())
        );
        assert_eq!(Decisions::read(dir).expect("decisions"), exceptions);
        assert_eq!(new.lexicon().exceptions().stem("gréviste"), Some("grève"));
        assert_eq!(new.searcher().segment_readers().len(), 1);
        assert_eq!(anew(dir).expect("a whole index"), None, "once is enough");
        assert_eq!(contents(&old), before, "who reads the old one reads on");
        let mut left: Vec<_> = fs::read_dir(dir)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        left.sort_unstable();
        assert_eq!(left, ["decisions.jsonl", "inputs.jsonl", "limier.json", "segments-1"]);
    }

    #[test]
    fn what_a_kill_leaves_is_the_old_index_or_the_new() {
        let dir = of_format_4();
        let dir = dir.path();
        let before = contents(&IndexReader::open(dir).expect("an index"));
        let check = |state: &str| {
            let reader = IndexReader::open(dir).expect(state);
            assert_eq!(contents(&reader), before, "{state}");
            assert_eq!(reader.lexicon().exceptions().len(), 2, "{state}");
        };
        let half = segments_dir(dir, 1);
        fs::create_dir(&half).expect("a writable folder");
        fs::write(half.join("meta.json"), "{").expect("a writable folder");
        check("segments half written");
        Decisions::read(dir).and_then(|decisions| decisions.write(dir)).expect("writable");
        check("decisions written");
        anew(dir).expect("a whole index").expect("of an older format");
        check("made anew over what was left");
        // As after a kill between the manifest and the removal of the old segments.
        let small = ["limier.json", "inputs.jsonl", "decisions.jsonl"].map(|name| {
            let path = dir.join(name);
            (fs::read(&path).expect("a small file"), path)
        });
        copy(dir);
        for (bytes, path) in small {
            fs::write(path, bytes).expect("a writable folder");
        }
        check("old segments left");
        let writer = IndexWriter::open(dir, "", WriterOptions::default()).expect("an index");
        assert!(!dir.join("meta.json").exists(), "swept by who writes next");
        drop(writer);
        check("swept");
    }

    #[test]
    fn who_opens_an_index_while_it_is_replaced_sees_the_old_or_the_new() {
        for _ in 0..20 {
            let dir = of_format_4();
            let dir = dir.path();
            let is_done = AtomicBool::new(false);
            thread::scope(|scope| {
                scope.spawn(|| {
                    while !is_done.load(Ordering::Relaxed) {
                        let reader = IndexReader::open(dir).expect("the old or the new");
                        assert_eq!((reader.len(), contents(&reader).len()), (5, 5));
                    }
                });
                let made = anew(dir);
                is_done.store(true, Ordering::Relaxed);
                assert!(made.expect("a whole index").is_some());
            });
        }
    }

    #[test]
    fn an_index_that_was_never_committed_is_made_anew_too() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let dir = dir.path();
        Manifest { format: 4, ..Manifest::new("") }.write(dir).expect("a writable folder");
        assert!(anew(dir).expect("an index").is_some());
        assert!(IndexReader::open(dir).expect("an index").is_empty());
    }

    #[test]
    fn who_writes_to_an_older_index_keeps_others_from_making_it_anew() {
        let dir = of_format_4();
        let lock = lock(dir.path()).expect("nobody else writes");
        assert!(matches!(anew(dir.path()), Err(Error::IndexBusy { .. })));
        drop(lock);
        assert!(anew(dir.path()).expect("an index").is_some());
    }
}
