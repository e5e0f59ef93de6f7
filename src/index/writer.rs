//! Writing: articles in, commits out.
//!
//! One process writes at a time; readers are never in the way, and see either all
//! of a commit or nothing of it.

mod files;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{DocAddress, Index, TantivyError, Term};

use super::committed::Committed;
use super::decisions::Decisions;
use super::deleted::Deleted;
use super::disk;
use super::document::{Handed, IndexedArticle, Known};
use super::doomed::Doomed;
use super::first_seen::{FirstSeen, last_commit, next_commit};
use super::flow::Flow;
use super::ids::{Ids, Renamed};
use super::lock::WriteLock;
use super::manifest::{IndexingRun, Manifest};
use super::merging::{MOST_AT_ONCE, Merging};
use super::reader::IndexReader;
use super::schema::{Fields, TAG_TOKENIZER, TOKENIZER};
use super::session::Session;
use super::store::Added;
use super::tagged::TagTokenizer;
use super::tantivy_index::{create_tantivy, has_commits, open_to_write, tidy};
use super::tokenizer::CountingTokenizer;
use crate::analysis::{Signature, detect_language};
use crate::article::Article;
use crate::error::{Error, Result};

/// Text handed to the indexing threads at a time.
const BATCH_BYTES: usize = 256 << 10;

/// Values handed over at a time whose articles are to be deleted.
const MOST_DOOMED: usize = 10_000;

/// Most text that waits for the indexing threads.
const MAX_BYTES_ON_THE_WAY: usize = 16 << 20;

/// How much a writer may use.
#[derive(Debug, Clone, Copy)]
pub struct WriterOptions {
    /// Indexing threads, 1 to 8.
    pub threads: usize,
    /// Memory for postings before they go to disk, all threads together.
    pub heap_bytes: usize,
    /// Bytes of text after which to commit, so that a kill loses little; `None`
    /// commits only when asked.
    pub commit_every: Option<usize>,
    /// How long to wait for another process that writes.
    pub wait: Duration,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self {
            threads: 2,
            heap_bytes: 160_000_000,
            commit_every: Some(256_000_000),
            wait: Duration::ZERO,
        }
    }
}

/// Adds articles to an index; what is not committed is lost.
pub(crate) struct IndexWriter {
    dir: PathBuf,
    fields: Fields,
    writer: tantivy::IndexWriter<Handed>,
    /// Articles of the last commit, to know which ids are taken.
    committed: Option<Committed>,
    ids: Ids,
    /// The files that are read again, each with the number of commits before; and the articles of
    /// the commit before the first of these that came in between.
    reread: HashMap<Arc<str>, u64>,
    before: Option<Committed>,
    /// What is not to be added.
    deleted: Deleted,
    uncommitted_bytes: usize,
    /// How many articles were handed over.
    added: u32,
    commits: u64,
    /// The present moment, in seconds.
    now: u64,
    /// The number of the next commit.
    next_commit: u64,
    /// Values of articles to be deleted, ids or files: all before the batch is added.
    ///
    /// Handed over one by one, each would take a kilobyte until the end of the run.
    doomed: Vec<Term>,
    /// Articles not yet handed to the indexing threads.
    batch: Vec<Handed>,
    batch_bytes: usize,
    flow: Flow,
    manifest: Manifest,
    options: WriterOptions,
    session: Session,
}

impl IndexWriter {
    /// Opens the index in `dir`, or makes one when the folder is absent or empty.
    ///
    /// # Errors
    /// `IndexForeign`, `IndexNewer`, `IndexTooOld` and `IndexDamaged` as for reading,
    /// `IndexOutdated` when it is to be made anew before, `IndexBusy` when another process
    /// writes, `Write` or `IndexWrite` when the folder cannot be written.
    #[cfg(test)]
    pub(crate) fn open(dir: &Path, now: &str, options: WriterOptions) -> Result<Self> {
        let lock = WriteLock::of_index(dir, now, options.wait)?;
        Self::open_locked(dir, now, options, lock)
    }

    /// Opens the index whose lock that is, or makes one, and removes what was left of others
    /// before anything is written.
    ///
    /// # Errors
    /// Those of reading, `IndexOutdated` when it is to be made anew before, `Write` or
    /// `IndexWrite` when the folder cannot be written.
    pub(super) fn open_locked(
        dir: &Path,
        now: &str,
        options: WriterOptions,
        lock: WriteLock,
    ) -> Result<Self> {
        let manifest = match Manifest::read(dir) {
            Err(Error::IndexMissing(_)) => {
                let manifest = Manifest::new(now);
                manifest.write(dir)?;
                manifest
            }
            read => read?,
        };
        if !manifest.is_current() {
            return Err(manifest.outdated(dir));
        }
        tidy(dir, &manifest)?;
        let mut committed = None;
        let session = Session::new(Some(lock), manifest.id.clone());
        let index = if has_commits(dir, &manifest)? {
            let reader = IndexReader::open_as(dir, &manifest)?;
            if !reader.is_empty() {
                committed = Some(Committed::open(reader)?);
            }
            open_to_write(dir, &manifest, &session)?
        } else {
            let made = create_tantivy(&manifest.segments_dir(dir), &session);
            made.map_err(|error| cannot_write(dir, &session, error))?
        };
        let now = now.parse().map_or(0, |now: Timestamp| now.as_second());
        let now = u64::try_from(now).unwrap_or(0);
        let last = last_commit(&index.0).map_err(|error| Error::damaged(dir, error))?;
        let writer = Self::on(dir, index, committed, manifest, options, session)?;
        Ok(Self { now, next_commit: next_commit(last, now), ..writer })
    }

    /// Makes the segments of a manifest that is not yet that of the index in `dir`, for who
    /// has its lock; its last commit has a number.
    pub(super) fn create(
        dir: &Path,
        manifest: Manifest,
        last_commit: u64,
        options: WriterOptions,
        _: &WriteLock,
    ) -> Result<Self> {
        let segments = manifest.segments_dir(dir);
        disk::create_folder(&segments)
            .map_err(|source| Error::Write { path: segments.clone(), source })?;
        let session = Session::new(None, manifest.id.clone());
        let index = create_tantivy(&segments, &session)
            .map_err(|error| cannot_write(dir, &session, error))?;
        let writer = Self::on(dir, index, None, manifest, options, session)?;
        Ok(Self { next_commit: next_commit(last_commit, 0), ..writer })
    }

    fn on(
        dir: &Path,
        (mut index, fields): (Index, Fields),
        committed: Option<Committed>,
        manifest: Manifest,
        options: WriterOptions,
        session: Session,
    ) -> Result<Self> {
        let deleted = Deleted::by(Decisions::read(dir)?.deletions());
        let tokenizers = TokenizerManager::default();
        tokenizers.register(TOKENIZER, CountingTokenizer::default());
        tokenizers.register(TAG_TOKENIZER, TagTokenizer::default());
        index.set_tokenizers(tokenizers);
        let writer = index
            .writer_with_num_threads(options.threads, options.heap_bytes)
            .map_err(|error| cannot_write(dir, &session, error))?;
        writer.set_merge_policy(Box::new(Merging::while_writing()));
        Ok(Self {
            dir: dir.to_owned(),
            fields,
            writer,
            committed,
            ids: Ids::default(),
            reread: HashMap::new(),
            before: None,
            deleted,
            uncommitted_bytes: 0,
            added: 0,
            commits: 0,
            now: 0,
            next_commit: 0,
            doomed: Vec::new(),
            batch: Vec::new(),
            batch_bytes: 0,
            flow: Flow::new(MAX_BYTES_ON_THE_WAY),
            manifest,
            options,
            session,
        })
    }

    /// Adds an article that `file` holds (empty for a stream), in place of the one with
    /// the same id if there is one; one that was deleted for good is left out.
    pub(crate) fn add(&mut self, article: Article, file: &Arc<str>) -> Result<Added> {
        let first = FirstSeen::new(&article, self.now, self.next_commit);
        self.add_first_seen(article, file, first)
    }

    /// Adds an article, which was first there then unless the index knows better.
    pub(super) fn add_first_seen(
        &mut self,
        mut article: Article,
        file: &Arc<str>,
        first: FirstSeen,
    ) -> Result<Added> {
        let mut known = known(&mut article, first);
        let is_deleted = |deleted: &Deleted| {
            !deleted.is_empty() && deleted.has(&article, file, known.signature.exact)
        };
        if is_deleted(&self.deleted) {
            return Ok(Added::LeftOut);
        }
        let (added, first) = self.ids.take(&mut article, file, first, self.committed.as_mut())?;
        known.first = first;
        if let Added::Replaced(_) = added {
            self.delete(&article.id)?;
        }
        self.push(article, file, known)?;
        if self.options.commit_every.is_some_and(|bytes| self.uncommitted_bytes >= bytes) {
            self.commit()?;
        }
        Ok(added)
    }

    /// Hands an article over as it is to be kept.
    fn push(&mut self, article: Article, file: &Arc<str>, known: Known) -> Result<()> {
        let bytes = article.text_bytes();
        let share = self.flow.take(bytes);
        let (file, fields) = (Arc::clone(file), self.fields);
        let packed = OnceLock::new();
        let document =
            Handed(Box::new(IndexedArticle { article, file, known, fields, packed, share }));
        self.batch.push(document);
        self.batch_bytes += bytes;
        if self.batch_bytes >= BATCH_BYTES {
            self.send()?;
        }
        self.uncommitted_bytes += bytes;
        self.added = self.added.saturating_add(1);
        Ok(())
    }

    /// Deletes the article with this id.
    pub(crate) fn delete(&mut self, id: &str) -> Result<()> {
        let term = Term::from_field_text(self.fields.id, id);
        self.doom(term, |document| document.article.id == id)
    }

    /// Deletes the articles that have a value, those not yet handed over among them: `has_it` tells
    /// it of one.
    fn doom(&mut self, term: Term, has_it: impl Fn(&IndexedArticle) -> bool) -> Result<()> {
        if self.doomed.len() >= MOST_DOOMED {
            self.send()?;
        }
        self.batch.retain(|document| !has_it(&document.0));
        self.doomed.push(term);
        Ok(())
    }

    /// Returns the articles of the last commit, when there are any.
    pub(super) fn committed(&mut self) -> Option<&mut Committed> {
        self.committed.as_mut()
    }

    /// Leaves out from now on what was deleted.
    pub(super) fn leave_out(&mut self, deleted: Deleted) {
        self.deleted = deleted;
    }

    /// Returns how often this writer has committed.
    #[must_use]
    pub(crate) fn commits(&self) -> u64 {
        self.commits
    }

    /// Hands over what is to be deleted, and then the batch to the indexing threads.
    fn send(&mut self) -> Result<()> {
        if !self.doomed.is_empty() {
            let doomed = Doomed::with(self.doomed.drain(..));
            let deleted = self.writer.delete_query(Box::new(doomed));
            deleted.map_err(|error| self.cannot_write(error))?;
        }
        self.batch_bytes = 0;
        let batch = std::mem::take(&mut self.batch).into_iter();
        let batch = batch.map(UserOperation::Add);
        self.writer.run(batch).map_err(|error| self.cannot_write(error))?;
        Ok(())
    }

    /// Returns how many ids were found to be those of several articles.
    pub(crate) fn shared_ids(&self) -> u64 {
        self.ids.shared()
    }

    /// Makes everything added so far visible to readers, each article under the id that it is
    /// known by.
    pub(crate) fn commit(&mut self) -> Result<()> {
        if let Some(committed) = &self.committed {
            self.ids.keep_departed(committed)?;
        }
        self.commit_last()
    }

    /// Does what [`Self::commit`] does for who adds nothing more.
    pub(super) fn commit_last(&mut self) -> Result<()> {
        self.commit_batch()?;
        let Some(committed) = &mut self.committed else { return Ok(()) };
        let renamed = self.ids.settle(committed)?;
        if renamed.is_empty() {
            return Ok(());
        }
        for Renamed { from, .. } in &renamed {
            self.delete(from)?;
        }
        for Renamed { mut article, file, first, .. } in renamed {
            self.delete(&article.id)?;
            let known = known(&mut article, first);
            self.push(article, &file, known)?;
        }
        self.commit_batch()
    }

    fn commit_batch(&mut self) -> Result<()> {
        self.send()?;
        let number = self.next_commit.to_string();
        let committed = self.writer.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(&number);
            prepared.commit()
        });
        committed.map_err(|error| self.cannot_write(error))?;
        self.ids.commit();
        self.commits += 1;
        self.next_commit = next_commit(self.next_commit, self.now);
        self.uncommitted_bytes = 0;
        let reader = IndexReader::open_as(&self.dir, &self.manifest)?;
        let before = self.committed.replace(Committed::open(reader)?);
        if !self.reread.is_empty() && self.before.is_none() {
            self.before = before;
        }
        Ok(())
    }

    /// Commits, merges small segments, and notes the run in the manifest; others may write
    /// when the session is ended.
    pub(super) fn finish(mut self, run: IndexingRun) -> Result<Session> {
        self.manifest.add_run(run);
        let (dir, manifest) = (self.dir.clone(), self.manifest.clone());
        let session = self.merge()?;
        manifest.write(&dir)?;
        Ok(session)
    }

    /// Commits, merges small segments, and takes what was deleted out of them.
    pub(crate) fn close(self) -> Result<()> {
        self.merge()?.end();
        Ok(())
    }

    /// Does what [`Self::close`] does; others may write when the session is ended.
    pub(super) fn merge(mut self) -> Result<Session> {
        self.writer.set_merge_policy(Box::new(Merging::at_the_end(self.added)));
        self.commit_last()?;
        self.wait()
    }

    /// Keeps segments as they are written, for [`Self::close_as_one`].
    pub(super) fn keep_segments(&self) {
        self.writer.set_merge_policy(Box::new(NoMergePolicy));
    }

    /// Commits and merges all segments into one, or into a few where articles are many, sorted
    /// by what `key` tells of the first article of each.
    pub(super) fn close_as_one<K: Ord>(
        mut self,
        key: impl Fn(&IndexReader, DocAddress) -> Result<K>,
    ) -> Result<()> {
        self.commit_last()?;
        if let Some(Committed { reader, .. }) = self.committed.take() {
            let segments = (0..).zip(reader.searcher().segment_readers());
            let keyed = segments.map(|(ordinal, segment)| {
                let key = key(&reader, DocAddress::new(ordinal, 0))?;
                Ok((key, segment.segment_id(), segment.max_doc()))
            });
            let mut keyed: Vec<_> = keyed.collect::<Result<_>>()?;
            keyed.sort_unstable();
            let mut rest =
                keyed.iter().map(|(_, segment, articles)| (*segment, *articles)).peekable();
            while rest.peek().is_some() {
                let mut articles = 0_u32;
                let together = std::iter::from_fn(|| {
                    rest.next_if(|(_, more)| {
                        articles == 0 || articles.saturating_add(*more) <= MOST_AT_ONCE
                    })
                    .inspect(|(_, more)| articles = articles.saturating_add(*more))
                });
                let together: Vec<_> = together.map(|(segment, _)| segment).collect();
                if together.len() > 1 {
                    let merged = self.writer.merge(&together).wait();
                    merged.map_err(|error| self.cannot_write(error))?;
                }
            }
        }
        self.wait()?.end();
        Ok(())
    }

    /// Waits until what is being merged is there.
    fn wait(self) -> Result<Session> {
        let Self { dir, writer, session, .. } = self;
        let waited = writer.wait_merging_threads();
        waited.map_err(|error| cannot_write(&dir, &session, error))?;
        // A merge that failed has lost nothing, and is not told by the index library.
        match session.take_trouble() {
            Some(cause) => Err(Error::cannot_write(&dir, cause)),
            None => Ok(session),
        }
    }

    fn cannot_write(&self, error: TantivyError) -> Error {
        cannot_write(&self.dir, &self.session, error)
    }
}

/// Returns the error for an index that cannot be written: what went wrong with a file, where
/// that is known.
fn cannot_write(dir: &Path, session: &Session, error: TantivyError) -> Error {
    Error::cannot_write(dir, session.take_trouble().unwrap_or_else(|| error.into()))
}

/// Gives an article what it lacks of a title and a language, and returns what is known of it.
fn known(article: &mut Article, first: FirstSeen) -> Known {
    article.derive_title();
    let mut language_unsure = false;
    if article.language.is_empty() {
        let language = detect_language(&article.title, &article.body);
        language.code.clone_into(&mut article.language);
        language_unsure = !language.sure;
    }
    Known {
        language_unsure,
        description_end: article.description_in_body(),
        // Pages without text share standfirsts that tell nothing.
        signature: Signature::of(&article.body),
        first,
    }
}
