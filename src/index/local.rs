//! The store on disk: the writer of an index, with the list of what was read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::decisions::Decisions;
use super::inputs::Inputs;
use super::lock::WriteLock;
use super::manifest::IndexingRun;
use super::rebuild::rebuild;
use super::store::{Added, Store};
use super::writer::{IndexWriter, WriterOptions};
use crate::article::Article;
use crate::error::Result;
use crate::lexicon::Exceptions;

/// An index on disk that is written to.
pub(crate) struct LocalStore {
    dir: PathBuf,
    writer: IndexWriter,
    inputs: Inputs,
    /// Commits after which the list of inputs was written.
    commits: u64,
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
        let inputs = Inputs::read(dir)?;
        Ok(Self { dir: dir.to_owned(), writer, inputs, commits: 0 })
    }

    /// Writes what was read when the writer has committed since: files whose end has come
    /// are safe then.
    fn keep_inputs(&mut self) -> Result<()> {
        if self.writer.commits() > self.commits {
            self.commits = self.writer.commits();
            self.inputs.write(&self.dir)?;
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
        self.writer.delete(id);
        Ok(())
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        self.writer.delete_file(file)
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
        all.write(&self.dir)
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
        self.commit()?;
        match run {
            Some(run) => self.writer.finish(run),
            None => self.writer.close(),
        }
    }
}
